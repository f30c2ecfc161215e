//! The clipboard.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Puts a text into the clipboard.
///
/// # Errors
/// The browser's exception if the page may not do that.
pub async fn write_text(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    // A page without https has no `navigator.clipboard`.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into())?;
    let clipboard = clipboard.dyn_into::<web_sys::Clipboard>()?;
    JsFuture::from(clipboard.write_text(text)).await.map(drop)
}
