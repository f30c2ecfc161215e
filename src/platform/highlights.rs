//! Highlights the passages of the text that have comments, with the browser's CSS Custom Highlight API.

use super::dom;
use super::host_element::HostElement;
use super::selection::NOT_TEXT;
use essay_core::app::Passage;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Range};

/// The name of the highlight. The stylesheet gives it its look.
const HIGHLIGHT: &str = "ce-commented";

/// The ranges that one element highlights.
#[derive(Default)]
pub struct Highlights(Vec<Range>);

impl Highlights {
    /// Highlights these passages and no others. In a browser without the API, the comment counts beside the blocks have to do.
    pub fn set(&mut self, host: &HostElement, passages: &[Passage]) {
        self.clear();
        self.0 = passages.iter().filter_map(|passage| range(host, passage)).collect();
        self.each("add");
    }

    /// Removes all highlights of this element.
    pub fn clear(&mut self) {
        self.each("delete");
        self.0.clear();
    }

    /// Calls a method of the highlight with each range. All elements of the page share one highlight.
    fn each(&self, method: &str) {
        if self.0.is_empty() {
            return;
        }
        let act = || {
            let global = js_sys::global();
            let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into());
            let registry = get(&get(&global, "CSS")?, "highlights")?;
            let call = |object: &JsValue, name: &str, arguments: &Array| {
                get(object, name)?.dyn_into::<Function>()?.apply(object, arguments)
            };
            let mut shared = call(&registry, "get", &Array::of1(&HIGHLIGHT.into()))?;
            if shared.is_undefined() {
                let highlight: Function = get(&global, "Highlight")?.dyn_into()?;
                shared = Reflect::construct(&highlight, &Array::new())?;
                call(&registry, "set", &Array::of2(&HIGHLIGHT.into(), &shared))?;
            }
            for range in &self.0 {
                call(&shared, method, &Array::of1(range))?;
            }
            Ok::<(), JsValue>(())
        };
        // A browser without the API throws here, and then nothing is highlighted.
        let _ = act();
    }
}

impl Drop for Highlights {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Returns the range of a passage in the page. Its ends are positions as in selection.rs.
fn range(host: &HostElement, passage: &Passage) -> Option<Range> {
    let block = dom::block(host, &passage.block)?;
    let (from, to) = passage.words;
    let range = Range::new().ok()?;
    let (mut position, mut is_begun) = (0, false);
    let mut next = block.first_child();
    while let Some(node) = next {
        let is_text = !node.dyn_ref::<Element>().is_some_and(|element| element.matches(NOT_TEXT).unwrap_or(false));
        if node.node_type() == Node::TEXT_NODE {
            // The browser counts offsets within a text node in UTF-16 units.
            let mut offset = 0;
            for letter in node.text_content()?.chars() {
                if !letter.is_whitespace() {
                    if position == from && !is_begun {
                        range.set_start(&node, offset).ok()?;
                        is_begun = true;
                    }
                    position += 1;
                }
                offset += letter.len_utf16() as u32;
                if position == to && is_begun {
                    range.set_end(&node, offset).ok()?;
                    return Some(range);
                }
            }
        }
        next = if is_text { node.first_child().or_else(|| after(&node, &block)) } else { after(&node, &block) };
    }
    None
}

/// Returns the node after another one and its descendants, within a block.
fn after(node: &Node, block: &Element) -> Option<Node> {
    let mut node = node.clone();
    loop {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent_node().filter(|parent| *parent != **block)?;
    }
}
