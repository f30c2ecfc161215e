//! The code of the discussion as a value, and how it is loaded (docs/decisions/0019).

use super::{Around, Part, part};
use essay_core::app::Msg;
use essay_core::app::discussion::Code;
use essay_core::discussion::Discussion;
use essay_core::discussion::codec::{self, Import};
use js_sys::Promise;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;
use yew::Callback;

/// The code of the discussion.
#[derive(Clone, Copy)]
pub struct DiscussionCode {
    /// The transitions.
    pub core: Code,
    /// Makes what performs the effects of one element.
    pub part: fn(Around) -> Box<dyn Part>,
    /// Reads an export; what the discussion holds already is counted as known.
    pub import: fn(&str, &Discussion) -> Import,
}

thread_local! {
    /// The code, once an app has loaded it.
    static LOADED: Cell<Option<DiscussionCode>> = const { Cell::new(None) };
}

/// The code of the discussion, if it has been loaded.
pub fn loaded() -> Option<DiscussionCode> {
    LOADED.get()
}

fn code() -> DiscussionCode {
    DiscussionCode { core: Code::new(), part: part::new, import: codec::read }
}

/// A program that is split fetches what only [`code`] reaches.
#[cfg(feature = "split")]
mod fetch {
    use super::{DiscussionCode, code};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(discussion, fallible)]
    fn split_code() -> Result<DiscussionCode, SplitLoaderError> {
        Ok(code())
    }

    pub async fn fetched() -> Option<DiscussionCode> {
        split_code().await.ok()
    }
}

#[cfg(not(feature = "split"))]
mod fetch {
    use super::{DiscussionCode, code};

    pub async fn fetched() -> Option<DiscussionCode> {
        Some(code())
    }
}

#[wasm_bindgen(module = "/src/embed/page.js")]
extern "C" {
    // `catch` makes wasm-bindgen call it from the glue (see `indexed_db.rs`).
    #[wasm_bindgen(catch)]
    fn released(element: &HtmlElement) -> Result<Promise, JsValue>;
}

/// Loads the code for an element, and reports it to the app.
pub fn load(dispatch: Callback<Msg>, element: HtmlElement) {
    spawn_local(async move {
        dispatch.emit(match fetch::fetched().await {
            Some(code) => {
                LOADED.set(Some(code));
                // The island would replace the pressed element. The promise never rejects.
                if let Ok(end_of_press) = released(&element) {
                    let _ = JsFuture::from(end_of_press).await;
                }
                Msg::DiscussionCodeLoaded(code.core)
            }
            None => Msg::DiscussionCodeFailed,
        });
    });
}
