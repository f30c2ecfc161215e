//! The reader's selection in the text of the essay.
//!
//! A position in a block is the number of characters before it that are not white space, since the page and the document differ in white
//! space. Notes and comment counts are left out of it.

use super::host_element::HostElement;
use essay_core::app::Selection;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Range};

/// The elements in a block that are no part of its text.
pub const NOT_TEXT: &str = ".note-body, .passage-mark";

/// Returns the selected text, as positions in its first block.
pub fn selected(host: &HostElement) -> Option<Selection> {
    let (node, start_at, last, end_at) = selected_range(host)?;
    let block = block_of(&node)?;
    let start = position(&block, &node, start_at)?;
    let end = match block_of(&last) {
        Some(other) if other == block => position(&block, &last, end_at)?,
        // Only the part of the selection in its first block counts.
        _ => position(&block, &block, block.child_nodes().length())?,
    };
    (start < end).then(|| Some(Selection { block: block.get_attribute("data-block")?, start, end }))?
}

/// Returns the start and the end of the selection within the element, if there is one.
fn selected_range(host: &HostElement) -> Option<(Node, u32, Node, u32)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    let root = host.mount.get_root_node();
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let range: JsValue = match get(&selection, "getComposedRanges")?.dyn_into::<Function>() {
        Ok(composed) => {
            let options = Object::new();
            Reflect::set(&options, &"shadowRoots".into(), &Array::of1(&root)).ok()?;
            Array::from(&composed.call1(&selection, &options).ok()?).get(0)
        }
        Err(_) => selection.get_range_at(0).ok()?.into(),
    };
    let node = |name: &str| get(&range, name)?.dyn_into::<Node>().ok().filter(|node| host.mount.contains(Some(node)));
    let offset = |name: &str| Some(get(&range, name)?.as_f64()? as u32);
    if get(&range, "collapsed")?.is_truthy() {
        return None;
    }
    Some((node("startContainer")?, offset("startOffset")?, node("endContainer")?, offset("endOffset")?))
}

/// Returns the block that holds a node, unless the node is in a note.
fn block_of(node: &Node) -> Option<Element> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    if element.closest(NOT_TEXT).ok()?.is_some() {
        return None;
    }
    element.closest("[data-block]").ok()?
}

/// Returns the position of a point in a block.
fn position(block: &Element, node: &Node, offset: u32) -> Option<usize> {
    let range = Range::new().ok()?;
    range.set_start(block, 0).ok()?;
    range.set_end(node, offset).ok()?;
    let part = range.clone_contents().ok()?;
    let others = part.query_selector_all(NOT_TEXT).ok()?;
    for index in 0..others.length() {
        others.get(index)?.unchecked_into::<Element>().remove();
    }
    Some(part.text_content()?.chars().filter(|letter| !letter.is_whitespace()).count())
}
