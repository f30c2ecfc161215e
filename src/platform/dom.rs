//! Looks up elements in the shadow tree.

use super::host_element::HostElement;
use essay_core::dom_id::DomId;
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, NodeList};

/// Returns every element of the page that a selector matches.
pub fn all(host: &HostElement, selector: &str) -> Vec<Element> {
    all_in(&host.mount, selector)
}

/// Returns every element within another one that a selector matches.
pub fn all_in(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return vec![] };
    elements(&list)
}

fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Returns the element that has this id.
pub fn by_id(host: &HostElement, id: DomId<'_>) -> Option<Element> {
    by_name(host, &id.to_string())
}

/// Returns the element that has this text as its id: of a section, whose id is the author's, or of a field that had the focus.
pub fn by_name(host: &HostElement, id: &str) -> Option<Element> {
    host.mount.get_root_node().dyn_into::<DocumentFragment>().ok()?.get_element_by_id(id)
}

/// Returns the block of the text that has this id: `going-up/3`.
pub fn block(host: &HostElement, id: &str) -> Option<Element> {
    all(host, "[data-block]").into_iter().find(|block| block.get_attribute("data-block").as_deref() == Some(id))
}

/// Returns the links of the text that lead to a stage. The discussion is left out, since it may hold ten thousand links to its own
/// entries.
pub fn stage_links(host: &HostElement) -> Vec<Element> {
    let Ok(Some(article)) = host.mount.query_selector("[part=article]") else { return vec![] };
    all_in(&article, "a[href^='#']")
}
