//! The snapshot of an element's state outlives the wasm: an element that is put back, or whose code has crashed, continues from it
//! (docs/decisions/0011).

use essay_core::app::{Format, Model, Storage};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/embed/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = keep)]
    fn save_outside(element: &HtmlElement, state: &str, unsaved_export: &str);
}

/// The snapshot of an element that was alive before.
#[derive(Debug)]
pub struct Snapshot {
    /// The state of the model, as JSON.
    pub state: String,
    /// The comments that the database does not hold, as an export; empty if it holds all of them.
    pub unsaved_export: String,
}

/// The export of the comments that the database does not hold. It is made anew only when their number changes.
#[derive(Default)]
pub struct UnsavedExport {
    /// The number of events in the discussion when the export was made.
    count: usize,
    text: String,
}

impl UnsavedExport {
    /// Takes the export from a snapshot.
    pub fn of(snapshot: Option<&Snapshot>) -> Self {
        Self { count: 0, text: snapshot.map(|snapshot| snapshot.unsaved_export.clone()).unwrap_or_default() }
    }
}

/// Saves the state of an element outside the wasm. `element.state` reads it from there.
pub fn save(element: &HtmlElement, model: &Model, status: &str, unsaved: &mut UnsavedExport) {
    let count = model.discussion.log.events().len();
    if model.discussion.storage == Storage::Durable {
        // The database holds the exported comments by now, or the state holds them as pending saves.
        *unsaved = UnsavedExport::default();
    }
    if matches!(model.discussion.storage, Storage::Memory(_)) && count != unsaved.count {
        *unsaved = UnsavedExport { count, text: model.export(Format::Json) };
    }
    save_outside(element, &model.snapshot(status).to_string(), &unsaved.text);
}
