//! Downloads files, and reads files that the reader chooses.

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

/// Downloads a text as a file.
///
/// # Errors
/// The browser's exception.
pub fn save_text(page: &Document, name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    download(page, name, &url)?;
    // The browser has begun to read the blob by now.
    Url::revoke_object_url(&url)
}

/// Returns true if the browser surely saves downloads. A sandboxed frame may drop them silently, and a frame of another origin cannot see
/// its sandbox.
pub fn are_saved() -> bool {
    let Some(window) = web_sys::window().filter(|window| window.origin() != "null") else { return false };
    match window.frame_element() {
        Ok(Some(frame)) => frame.get_attribute("sandbox").is_none_or(|allowed| {
            allowed.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("allow-downloads"))
        }),
        _ => window.top().ok().flatten().is_some_and(|top| top == window),
    }
}

/// Downloads the content of a URL.
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

/// Reads the file that was chosen in a field, and dispatches its text.
pub fn read_chosen(field: &HtmlInputElement, dispatch: Callback<Msg>) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    // Without this, choosing the same file again would change nothing.
    field.set_value("");
    if file.size() > LARGEST_EXPORT as f64 {
        return dispatch.emit(import_export::Msg::FileRefused(msg!(FileTooLarge, LARGEST_EXPORT >> 20)).into());
    }
    spawn_local(async move {
        let msg = match text_of(&file).await {
            Ok(text) => import_export::Msg::FileRead(text),
            Err(_) => import_export::Msg::FileRefused(msg!(FileUnreadable)),
        };
        dispatch.emit(msg.into());
    });
}

/// Returns the text of a file. Its first bytes tell the encoding; a byte order mark is left out.
async fn text_of(file: &Blob) -> Result<String, JsValue> {
    let buffer: ArrayBuffer = JsFuture::from(file.array_buffer()).await?.unchecked_into();
    let start = Uint8Array::new(&buffer).subarray(0, 2).to_vec();
    TextDecoder::new_with_label(encoding_of(&start))?.decode_with_buffer_source(&buffer)
}
