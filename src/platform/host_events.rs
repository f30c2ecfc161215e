//! Dispatches the element's events to the page that holds it.

use super::host_element::HostElement;
use essay_core::app::HostEvent;
use essay_core::json::Json;
use js_sys::JSON;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Dispatches `ce-ready`, and then a `ce-problem` for each part of the document that is shown in a simpler form.
pub fn emit_ready(host: &HostElement) {
    let detail = Json::object([("version", env!("CARGO_PKG_VERSION").into())]);
    dispatch(&host.element, "ce-ready", &detail);
    for message in &host.problems {
        emit(host, &HostEvent::Problem { code: "document-part", message: message.clone() });
    }
}

/// Dispatches an event of the element.
pub fn emit(host: &HostElement, event: &HostEvent) {
    dispatch(&host.element, event.name(), &event.detail());
}

fn dispatch(element: &HtmlElement, name: &str, detail: &Json) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&JSON::parse(&detail.to_string()).unwrap_or(JsValue::NULL));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // A listener of the page that throws is no concern of the essay.
        let _ = element.dispatch_event(&event);
    }
}
