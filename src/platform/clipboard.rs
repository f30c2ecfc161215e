//! The clipboard.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// Puts a text into the clipboard.
///
/// # Errors
/// The browser's exception if the page may not do that.
pub async fn write_text(text: &str) -> Result<(), JsValue> {
    JsFuture::from(clipboard()?.write_text(text)).await.map(drop)
}

/// Puts a picture into the clipboard: the promise of a blob.
///
/// # Errors
/// The browser's exception if it copies no pictures, or if the page may not do that.
pub async fn write_png(png: &Promise) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let constructor = Reflect::get(&window, &"ClipboardItem".into())?.dyn_into::<Function>()?;
    let data = Object::new();
    Reflect::set(&data, &"image/png".into(), png)?;
    let item = Reflect::construct(&constructor, &Array::of1(&data))?;
    JsFuture::from(clipboard()?.write(&Array::of1(&item))).await.map(drop)
}

fn clipboard() -> Result<Clipboard, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    // A page without https has no `navigator.clipboard`.
    Reflect::get(&window.navigator(), &"clipboard".into())?.dyn_into()
}
