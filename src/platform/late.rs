//! The code that comes once the element is ready: docs/decisions/0009.

use essay_core::i18n::Said;
use essay_core::said;
use js_sys::Promise;
use std::cell::Cell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // Not a name of the page: crates/xtask/src/late_code.rs defines it in the glue.
    #[wasm_bindgen(js_name = __ceLate)]
    fn fetch() -> Promise;
}

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
}

/// Whether it is there.
pub fn is_here() -> bool {
    HERE.get()
}

/// Sees to it that it is there.
///
/// # Errors
/// A sentence, where it cannot be fetched now. It can be tried again.
pub async fn bring() -> Result<(), Said> {
    match JsFuture::from(fetch()).await {
        Ok(_) => {
            HERE.set(true);
            Ok(())
        }
        Err(_) => Err(said!(NotFetched)),
    }
}
