//! The reader's settings for this browser: one line in the local storage. Every element has it as an attribute too, where the stylesheet
//! sees it. The entry module sets that attribute before any wasm is loaded.

use super::host_element::HostElement;
use super::local_storage::local_storage;
use essay_core::app::{Msg, settings};
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit, StorageEvent, Window};
use yew::Callback;

/// The key in the local storage. The event by which the elements of one page share a change has this name too. `element.js` and `look.js`
/// also use it.
const NAME: &str = "circle-essay settings";

/// The attribute of the element.
const ATTRIBUTE: &str = "data-ce-reader";

/// Returns the stored line; it is empty if the reader has set nothing, or if the browser stores nothing.
pub fn stored() -> String {
    local_storage().and_then(|storage| storage.get_item(NAME).ok()?).unwrap_or_default()
}

/// Returns the settings of an element: the stored line, or else the line that was set since the page was loaded.
pub fn current(host: &HostElement) -> String {
    Some(stored()).filter(|line| !line.is_empty()).or_else(|| host.element.get_attribute(ATTRIBUTE)).unwrap_or_default()
}

/// Saves a line, and sends it to every element of this page. Other pages of the origin get an event from the storage.
pub fn save(line: &str) {
    let _ = local_storage()
        .map(|storage| if line.is_empty() { storage.remove_item(NAME) } else { storage.set_item(NAME, line) });
    let init = CustomEventInit::new();
    init.set_detail(&line.into());
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(NAME, &init)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Listens to changes of the settings, in this page and in others.
pub fn listeners(window: &Window, host: &Rc<HostElement>, dispatch: &Callback<Msg>) -> [EventListener; 2] {
    let apply = |host: &Rc<HostElement>, dispatch: &Callback<Msg>| {
        let (host, dispatch) = (Rc::clone(host), dispatch.clone());
        move |line: String| {
            // An attribute with a valid name can always be set.
            let _ = host.element.set_attribute(ATTRIBUTE, &line);
            dispatch.emit(settings::Msg::Loaded(line).into());
        }
    };
    let (from_here, from_elsewhere) = (apply(host, dispatch), apply(host, dispatch));
    [
        EventListener::new(window, NAME, move |event| {
            let line = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
            from_here(line.unwrap_or_default());
        }),
        EventListener::new(window, "storage", move |event| {
            let Some(event) = event.dyn_ref::<StorageEvent>().filter(|event| event.key().as_deref() == Some(NAME))
            else {
                return;
            };
            from_elsewhere(event.new_value().unwrap_or_default());
        }),
    ]
}
