//! Files that the reader is handed, and files that the reader hands over.

use essay_core::app::Msg;
use essay_core::app::discussion::import_export;
use essay_core::discussion::codec::LARGEST_EXPORT;
use essay_core::encoding::encoding_of;
use essay_core::msg;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, HtmlInputElement, TextDecoder, Url};
use yew::Callback;

/// Hands the reader a text as a file.
///
/// # Errors
/// The browser's exception.
pub fn save_text(page: &Document, name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    download(page, name, &url)?;
    // The browser has begun to read it.
    Url::revoke_object_url(&url)
}

/// Whether files are saved, as far as is known. A sandbox may save none, and tells nobody: so in a frame whose sandbox cannot be seen
/// it is not known.
pub fn are_saved() -> bool {
    let Some(window) = web_sys::window().filter(|window| window.origin() != "null") else { return false };
    match window.frame_element() {
        Ok(Some(frame)) => frame.get_attribute("sandbox").is_none_or(|allowed| {
            allowed.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("allow-downloads"))
        }),
        _ => window.top().ok().flatten().is_some_and(|top| top == window),
    }
}

/// Hands the reader what an address leads to.
///
/// # Errors
/// The browser's exception.
pub fn download(page: &Document, name: &str, url: &str) -> Result<(), JsValue> {
    let link: HtmlAnchorElement = page.create_element("a")?.unchecked_into();
    link.set_href(url);
    link.set_download(name);
    link.click();
    Ok(())
}

/// Reads the file that was chosen in a field, and tells its text.
pub fn read_chosen(field: &HtmlInputElement, on: Callback<Msg>) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    // The same file can be chosen again.
    field.set_value("");
    if file.size() > LARGEST_EXPORT as f64 {
        return on.emit(import_export::Msg::FileRefused(msg!(FileTooLarge, LARGEST_EXPORT >> 20)).into());
    }
    spawn_local(async move {
        let msg = match text_of(&file).await {
            Ok(text) => import_export::Msg::FileRead(text),
            Err(_) => import_export::Msg::FileRefused(msg!(FileUnreadable)),
        };
        on.emit(msg.into());
    });
}

/// The text of a file, in whatever encoding its first bytes tell. Its byte order mark is no part of it.
async fn text_of(file: &Blob) -> Result<String, JsValue> {
    let buffer: ArrayBuffer = JsFuture::from(file.array_buffer()).await?.unchecked_into();
    let start = Uint8Array::new(&buffer).subarray(0, 2).to_vec();
    TextDecoder::new_with_label(encoding_of(&start))?.decode_with_buffer_source(&buffer)
}
