//! The browser's local storage, which is written at once, even while the page is left.

use web_sys::Storage;

/// The key that says that the reader writes comments here. `src/embed/element.js` looks for it.
const WRITER: &str = "circle-essay writer";

/// Returns the local storage, if the browser offers it.
pub fn local_storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Returns true if the reader of this browser writes comments.
pub fn is_writer() -> bool {
    local_storage().and_then(|storage| storage.get_item(WRITER).ok()?).is_some()
}

/// Remembers in this browser that its reader writes comments, or forgets it. The next page of a writer fetches its code at once, since
/// comment counts stand beside the text from the top on.
pub fn remember_writer(writes: bool) {
    let Some(storage) = local_storage() else { return };
    // If this fails, the next page fetches its code when the reader comes near the circle.
    let _ = match (writes, storage.get_item(WRITER).ok().flatten()) {
        (true, None) => storage.set_item(WRITER, "1"),
        (false, _) => storage.remove_item(WRITER),
        (true, Some(_)) => Ok(()),
    };
}
