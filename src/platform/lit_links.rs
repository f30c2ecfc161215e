//! Lights the words of the text that lead to a stage, while the stage is under the pointer or has the focus.

use super::dom;
use super::host_element::HostElement;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Begins to listen to the stages of the circle.
pub fn listeners(host: &Rc<HostElement>) -> [EventListener; 2] {
    let lit = Rc::new(RefCell::new(None));
    ["pointerover", "focusin"].map(|name| {
        let (host, lit) = (Rc::clone(host), Rc::clone(&lit));
        EventListener::new(&Rc::clone(&host).mount, name, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let stage = target.and_then(|target| target.closest("[data-stage]").ok().flatten());
            let stage = stage.and_then(|stage| stage.get_attribute("data-stage"));
            if *lit.borrow() != stage {
                light(&host, stage.as_deref());
                lit.replace(stage);
            }
        })
    })
}

fn light(host: &HostElement, stage: Option<&str>) {
    let address = stage.map(|stage| format!("#{stage}"));
    for link in dom::stage_links(host) {
        let is_lit = address.is_some() && link.get_attribute("href") == address;
        if is_lit != link.has_attribute("data-lit") {
            // It fails for invalid names only.
            let _ = link.toggle_attribute_with_force("data-lit", is_lit);
        }
    }
}
