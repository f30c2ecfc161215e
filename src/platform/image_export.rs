//! Exports the picture of the circle as a file, SVG or PNG.

use super::files::download;
use js_sys::encode_uri_component;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, Document, HtmlCanvasElement, HtmlImageElement};

/// The pixels of a PNG for each user unit of the SVG.
const SCALE: u32 = 2;

/// Downloads a picture as an SVG file, or draws it and downloads a PNG file. `name` has no extension.
///
/// # Errors
/// The browser's exception, for example if the page's policy forbids pictures from `data:`.
pub async fn save(page: &Document, name: &str, svg: &str, png: bool) -> Result<(), JsValue> {
    let source = format!("data:image/svg+xml;charset=utf-8,{}", encode_uri_component(svg));
    if !png {
        return download(page, &format!("{name}.svg"), &source);
    }
    let image = HtmlImageElement::new()?;
    image.set_src(&source);
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = page.create_element("canvas")?.unchecked_into();
    let (width, height) = (image.natural_width() * SCALE, image.natural_height() * SCALE);
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("no canvas")?.unchecked_into::<CanvasRenderingContext2d>();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())?;
    download(page, &format!("{name}.png"), &canvas.to_data_url()?)
}
