//! Exports the picture of the circle: as a file, SVG or PNG, or into the clipboard.

use super::clipboard;
use super::files::download;
use js_sys::{Promise, encode_uri_component};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, CanvasRenderingContext2d, Document, HtmlCanvasElement, HtmlImageElement};

/// The pixels of a PNG for each user unit of the SVG.
const SCALE: u32 = 2;

/// Downloads a picture as an SVG file, or draws it and downloads a PNG file. `name` has no extension.
///
/// # Errors
/// The browser's exception, for example if the page's policy forbids pictures from `data:`.
pub async fn save(page: &Document, name: &str, svg: &str, png: bool) -> Result<(), JsValue> {
    if png {
        return download(page, &format!("{name}.png"), &draw(svg).await?.to_data_url()?);
    }
    download(page, &format!("{name}.svg"), &address_of(svg))
}

/// Draws a picture and puts it into the clipboard.
///
/// # Errors
/// The browser's exception, if it copies no pictures, or if the page may not.
pub async fn copy(svg: String) -> Result<(), JsValue> {
    // Safari forgets the reader's press while it waits. So it gets the promise of a picture at once.
    let png = future_to_promise(async move {
        let canvas = draw(&svg).await?;
        let blob = Promise::new(&mut |done, _| {
            let done =
                Closure::once_into_js(move |blob: Option<Blob>| done.call1(&JsValue::NULL, &blob.into()).map(drop));
            // A canvas that cannot be read throws, and the promise fails with that.
            let _ = canvas.to_blob(done.unchecked_ref());
        });
        JsFuture::from(blob).await
    });
    clipboard::write_png(&png).await
}

async fn draw(svg: &str) -> Result<HtmlCanvasElement, JsValue> {
    let page = web_sys::window().and_then(|window| window.document()).ok_or("no page")?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address_of(svg));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = page.create_element("canvas")?.unchecked_into();
    let (width, height) = (image.natural_width() * SCALE, image.natural_height() * SCALE);
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("no canvas")?.unchecked_into::<CanvasRenderingContext2d>();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())?;
    Ok(canvas)
}

fn address_of(svg: &str) -> String {
    format!("data:image/svg+xml;charset=utf-8,{}", encode_uri_component(svg))
}
