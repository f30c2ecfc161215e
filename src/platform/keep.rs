//! What outlives the code: an element that is put back goes on where it was, and so does one whose code fell (docs/decisions/0011).

use super::seat::Kept;
use essay_core::app::{Format, Model, Storage};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    // Not a name of the page: src/embed/instance.js has it.
    #[wasm_bindgen(js_name = __ceKeep)]
    fn keep_outside(element: &HtmlElement, mind: &str, memory: &str);
}

/// What is kept of the comments that are stored nowhere.
#[derive(Default)]
pub struct Memory {
    /// How many events the discussion had.
    count: usize,
    text: String,
}

impl Memory {
    /// What was kept of an element that was here before.
    pub fn of(kept: Option<&Kept>) -> Self {
        Self { count: 0, text: kept.map(|kept| kept.memory.clone()).unwrap_or_default() }
    }
}

/// Keeps the state of an element, and tells it to scripts.
pub fn keep(element: &HtmlElement, model: &Model, status: &str, memory: &mut Memory) {
    let count = model.discussion.log.events().len();
    if model.discussion.storage == Storage::Durable {
        // What had to be kept here is stored by now, or on its way with the state.
        *memory = Memory::default();
    }
    if matches!(model.discussion.storage, Storage::Memory(_)) && count != memory.count {
        *memory = Memory { count, text: model.export(Format::Json) };
    }
    keep_outside(element, &model.snapshot(status).to_string(), &memory.text);
}
