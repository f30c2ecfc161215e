//! The places in the page that an app draws into, and how it takes the place of the still pictures there.
//!
//! An app keeps its places for good: Yew never takes back the listeners of an element that it drew into. They move into the page of the
//! element that the app serves, and out of it again.

use crate::view::Island;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventInit, FocusOptions, HtmlDetailsElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, Node, ShadowRoot,
};
use yew::prelude::*;

/// The elements in an island that can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, summary, textarea, [tabindex]";

/// The places of one app.
pub struct Islands {
    places: Vec<(Island, Element)>,
    /// The place in which a page is made that nobody has made before.
    maker: Element,
}

impl Islands {
    /// Places that are in no page yet.
    ///
    /// # Errors
    /// The exception that the browser throws if it makes no elements.
    pub fn new(document: &Document) -> Result<Self, JsValue> {
        let place = |island| Ok((island, document.create_element("div")?));
        let places = Island::ALL.into_iter().map(place).collect::<Result<_, JsValue>>()?;
        Ok(Self { places, maker: document.create_element("div")? })
    }

    /// Draws islands in their places, and a page in the maker.
    pub fn portals(&self, content: impl Fn(Island) -> Html, page: Html) -> Html {
        let portals = self.places.iter().map(|(island, place)| create_portal(content(*island), place.clone()));
        html! { <div class="root">{ for portals }{ create_portal(page, self.maker.clone()) }</div> }
    }

    /// Puts a copy of the page that was drawn into an element.
    pub fn make(&self, mount: &Element) {
        let Ok(made) = self.maker.clone_node_with_deep(true) else { return };
        while let Some(node) = made.first_child() {
            // It is in no page, so it can be moved anywhere.
            let _ = mount.append_child(&node);
        }
    }

    /// Takes the places of the still pictures in a page, with what the reader did there before. A picture that is not in the page any more
    /// has no app.
    pub fn settle(&self, mount: &Element) {
        for (island, place) in &self.places {
            let Ok(Some(still)) = mount.query_selector(&format!("[data-island='{}']", island.name())) else { continue };
            take_attributes(&still, place);
            let before = Before::of(&still);
            if still.replace_with_with_node_1(place).is_ok() {
                before.restore(place);
            }
        }
    }

    /// Leaves a copy of each island in the page that the app serves no longer.
    pub fn leave(&self) {
        for (_, place) in self.places.iter().filter(|(_, place)| place.parent_node().is_some()) {
            if let Ok(still) = place.clone_node_with_deep(true) {
                // It is in the page, so something can take its place.
                let _ = place.replace_with_with_node_1(&still);
            }
        }
    }

    /// The places whose words are those of the interface within the article.
    pub fn speaking(&self) -> impl Iterator<Item = &Element> {
        self.places.iter().filter(|(island, _)| matches!(island, Island::Tools | Island::Bar)).map(|(_, place)| place)
    }
}

fn take_attributes(from: &Element, to: &Element) {
    for name in to.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // A missing attribute needs no removal.
        let _ = to.remove_attribute(&name);
    }
    for name in from.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // It has this name already.
        let _ = to.set_attribute(&name, &from.get_attribute(&name).unwrap_or_default());
    }
}

/// The reader's actions in a still picture.
struct Before {
    /// The id of what has the focus, and how many elements that can have it stand before it.
    focused: Option<(String, usize)>,
    /// The fields that something was typed into, by their ids.
    typed: Vec<(String, String)>,
    /// For each disclosure, true if it is open.
    open: Vec<bool>,
}

impl Before {
    fn of(still: &Element) -> Self {
        let root = still.get_root_node().dyn_into::<ShadowRoot>().ok();
        let active = root.and_then(|root| root.active_element()).filter(|active| still.contains(Some(active)));
        let focused = active.and_then(|active| {
            let place = all(still, FOCUSABLE).iter().position(|element| *element == active)?;
            Some((active.id(), place))
        });
        let typed = all(still, "input, textarea").into_iter().filter_map(|field| {
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
        let open = all(still, "details").iter().map(|element| element.has_attribute("open")).collect();
        Self { focused, typed, open }
    }

    fn restore(self, place: &Element) {
        for (details, open) in all(place, "details").into_iter().zip(self.open) {
            if let Ok(details) = details.dyn_into::<HtmlDetailsElement>() {
                details.set_open(open);
            }
        }
        let with_id = |id: &str| all(place, FOCUSABLE).into_iter().find(|element| element.id() == id);
        for (id, value) in self.typed {
            let Some(field) = with_id(&id) else { continue };
            if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
                field.set_value(&value);
            } else if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
                field.set_value(&value);
            }
            let init = EventInit::new();
            init.set_bubbles(true);
            if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
                // It is our own listener that hears it.
                let _ = field.dispatch_event(&event);
            }
        }
        let Some((id, index)) = self.focused else { return };
        let by_id = Some(id).filter(|id| !id.is_empty()).and_then(|id| with_id(&id));
        let element = by_id.or_else(|| all(place, FOCUSABLE).into_iter().nth(index));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // It could be focused before.
            let _ = element.focus_with_options(&options);
        }
    }
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = within.query_selector_all(selector) else { return vec![] };
    let node = |index| list.get(index).and_then(|node: Node| node.dyn_into().ok());
    (0..list.length()).filter_map(node).collect()
}
