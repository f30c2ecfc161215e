//! What the reader has set for this browser: one line in the local storage, and on every element as an attribute, where the
//! stylesheet sees it. The entry puts it there before any wasm is loaded.

use super::seat::Seat;
use essay_core::app::{Msg, settings};
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit, Storage, StorageEvent, Window};
use yew::Callback;

/// The key in the local storage, and the name of the event by which elements of one page tell each other. `element.js` and
/// `look.js` know it too.
const NAME: &str = "circle-essay settings";

/// The attribute of the element.
const ATTRIBUTE: &str = "data-ce-reader";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What is stored. Where nothing may be stored, nothing is set.
pub fn line() -> String {
    storage().and_then(|storage| storage.get_item(NAME).ok()?).unwrap_or_default()
}

/// What is set for an element: what is stored, else what its page has been told since it was loaded.
pub fn known(seat: &Seat) -> String {
    Some(line()).filter(|line| !line.is_empty()).or_else(|| seat.host.get_attribute(ATTRIBUTE)).unwrap_or_default()
}

/// Keeps a line, and tells every element of this page. Other pages of the origin hear of it from the storage.
pub fn keep(line: &str) {
    let _ =
        storage().map(|storage| if line.is_empty() { storage.remove_item(NAME) } else { storage.set_item(NAME, line) });
    let init = CustomEventInit::new();
    init.set_detail(&line.into());
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(NAME, &init)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Tells what is set from now on, in this page or another.
pub fn changes(window: &Window, seat: &Rc<Seat>, on: &Callback<Msg>) -> [EventListener; 2] {
    let told = |seat: &Rc<Seat>, on: &Callback<Msg>| {
        let (seat, on) = (Rc::clone(seat), on.clone());
        move |line: String| {
            // An attribute of that name can always be set.
            let _ = seat.host.set_attribute(ATTRIBUTE, &line);
            on.emit(settings::Msg::Loaded(line).into());
        }
    };
    let (here, elsewhere) = (told(seat, on), told(seat, on));
    [
        EventListener::new(window, NAME, move |event| {
            let line = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
            here(line.unwrap_or_default());
        }),
        EventListener::new(window, "storage", move |event| {
            let Some(event) = event.dyn_ref::<StorageEvent>().filter(|event| event.key().as_deref() == Some(NAME))
            else {
                return;
            };
            elsewhere(event.new_value().unwrap_or_default());
        }),
    ]
}
