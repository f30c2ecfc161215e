//! The places in the page that an app renders into. They replace the prerendered islands there.
//!
//! An app keeps its places for good, since Yew never removes its listeners from an element that it has rendered into. The places move into
//! the page of the element that the app serves, and out of it again.

use super::dom;
use crate::view::Island;
use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventInit, FocusOptions, HtmlDetailsElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, ShadowRoot,
};
use yew::prelude::*;

#[wasm_bindgen(module = "/src/embed/counterpart.js")]
extern "C" {
    // `catch` makes wasm-bindgen call it from the glue (see `indexed_db.rs`).
    #[wasm_bindgen(catch)]
    fn counterpart(pressed: &Element) -> Result<Function, JsValue>;
}

/// The elements in an island that can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, summary, textarea, [tabindex]";

/// The places of one app.
pub struct Islands {
    places: Vec<(Island, Element)>,
    /// The place in which the app renders a page that is not prerendered.
    template: Element,
    /// The control that was pressed in a prerendered island that has no app yet.
    pressed: RefCell<Option<Element>>,
}

impl Islands {
    /// Selects the place of the discussion.
    pub const DISCUSSION: &str = "[data-island='discussion']";

    /// Makes places that are in no page yet.
    ///
    /// # Errors
    /// The exception that the browser throws if it cannot create elements.
    pub fn new(document: &Document) -> Result<Self, JsValue> {
        let place = |island| Ok((island, document.create_element("div")?));
        let places = Island::ALL.into_iter().map(place).collect::<Result<_, JsValue>>()?;
        Ok(Self { places, template: document.create_element("div")?, pressed: RefCell::default() })
    }

    /// Renders islands in their places, and a page in the template.
    pub fn portals(&self, content: impl Fn(Island) -> Html, page: Html) -> Html {
        let portals = self.places.iter().map(|(island, place)| create_portal(content(*island), place.clone()));
        html! { <div class="root">{ for portals }{ create_portal(page, self.template.clone()) }</div> }
    }

    /// Puts a copy of the rendered page into an element.
    pub fn copy_page_to(&self, mount: &Element) {
        let Ok(copy) = self.template.clone_node_with_deep(true) else { return };
        while let Some(node) = copy.first_child() {
            // The copy is in no page, so its nodes can be moved anywhere.
            let _ = mount.append_child(&node);
        }
    }

    /// Replaces chosen prerendered islands of a page, and restores there what the reader did before. An island that is missing in the page
    /// gets no app.
    pub fn attach(&self, mount: &Element, is_chosen: impl Fn(Island) -> bool) {
        let chosen = self.places.iter().filter(|(island, place)| is_chosen(*island) && !mount.contains(Some(place)));
        for (island, place) in chosen {
            let Ok(Some(prerendered)) = mount.query_selector(&format!("[data-island='{}']", island.name())) else {
                continue;
            };
            copy_attributes(&prerendered, place);
            let state = ReaderState::of(&prerendered, self.pressed.take());
            if prerendered.replace_with_with_node_1(place).is_ok() {
                state.restore(place);
            }
        }
    }

    /// True if an element is in a place that the app draws into.
    pub fn holds(&self, element: &Element) -> bool {
        self.places.iter().any(|(_, place)| place.contains(Some(element)))
    }

    /// Presses the counterpart of an element of a prerendered island once the app has replaced it.
    pub fn press_later(&self, element: &Element) {
        // A press on something else takes the earlier one back.
        let control = element.closest("button, summary, a[href]").ok().flatten();
        self.pressed.replace(control);
    }

    /// Moves the places out of the page, and leaves a copy of each island there.
    pub fn detach(&self) {
        self.pressed.take();
        for (_, place) in self.places.iter().filter(|(_, place)| place.parent_node().is_some()) {
            if let Ok(copy) = place.clone_node_with_deep(true) {
                // A place in a page can always be replaced.
                let _ = place.replace_with_with_node_1(&copy);
            }
        }
    }

    /// Returns the places in the article that hold texts of the interface.
    pub fn with_interface_text(&self) -> impl Iterator<Item = &Element> {
        self.places.iter().filter(|(island, _)| matches!(island, Island::Tools | Island::Bar)).map(|(_, place)| place)
    }
}

fn copy_attributes(from: &Element, to: &Element) {
    for name in to.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // A missing attribute needs no removal.
        let _ = to.remove_attribute(&name);
    }
    for name in from.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // The name is valid, since the other element has it.
        let _ = to.set_attribute(&name, &from.get_attribute(&name).unwrap_or_default());
    }
}

/// The state that the reader has changed in a prerendered island.
struct ReaderState {
    /// The id of the focused element, and its index among the focusable elements.
    focused: Option<(String, usize)>,
    /// The fields that the reader typed into: their ids and texts.
    typed: Vec<(String, String)>,
    /// For each disclosure, true if it is open.
    open: Vec<bool>,
    /// Returns the counterpart of the control that was pressed.
    pressed: Option<Function>,
}

impl ReaderState {
    fn of(prerendered: &Element, pressed: Option<Element>) -> Self {
        let root = prerendered.get_root_node().dyn_into::<ShadowRoot>().ok();
        let active = root.and_then(|root| root.active_element()).filter(|active| prerendered.contains(Some(active)));
        let focused = active.and_then(|active| {
            let place = dom::all_in(prerendered, FOCUSABLE).iter().position(|element| *element == active)?;
            Some((active.id(), place))
        });
        let typed = dom::all_in(prerendered, "input, textarea").into_iter().filter_map(|field| {
            let (now, sent) = match field.dyn_ref::<HtmlTextAreaElement>() {
                Some(field) => (field.value(), field.default_value().ok()?),
                None => {
                    let field = field.dyn_ref::<HtmlInputElement>().filter(|field| field.type_() == "text")?;
                    (field.value(), field.default_value())
                }
            };
            (now != sent).then(|| (field.id(), now))
        });
        let typed = typed.collect();
        let open = dom::all_in(prerendered, "details").iter().map(|element| element.has_attribute("open")).collect();
        // The browser has opened or closed a disclosure by itself.
        let pressed = pressed.filter(|control| control.tag_name() != "SUMMARY");
        let pressed = pressed.and_then(|control| counterpart(&control).ok());
        Self { focused, typed, open, pressed }
    }

    fn restore(self, place: &Element) {
        self.restore_fields(place);
        let control = self.pressed.and_then(|counterpart| counterpart.call0(&JsValue::NULL).ok());
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            control.click();
        }
    }

    fn restore_fields(&self, place: &Element) {
        for (details, open) in dom::all_in(place, "details").into_iter().zip(&self.open) {
            if let Ok(details) = details.dyn_into::<HtmlDetailsElement>() {
                details.set_open(*open);
            }
        }
        let with_id = |id: &str| dom::all_in(place, FOCUSABLE).into_iter().find(|element| element.id() == id);
        for (id, value) in &self.typed {
            let Some(field) = with_id(id) else { continue };
            if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
                field.set_value(value);
            } else if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
                field.set_value(value);
            }
            let init = EventInit::new();
            init.set_bubbles(true);
            if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
                // Only listeners of the essay hear it.
                let _ = field.dispatch_event(&event);
            }
        }
        let Some((id, index)) = &self.focused else { return };
        let by_id = Some(id).filter(|id| !id.is_empty()).and_then(|id| with_id(id));
        let element = by_id.or_else(|| dom::all_in(place, FOCUSABLE).into_iter().nth(*index));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // The element could have the focus before.
            let _ = element.focus_with_options(&options);
        }
    }
}
