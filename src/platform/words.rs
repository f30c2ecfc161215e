//! Words of the text: which are selected, and which are marked because somebody comments on them.
//!
//! Places are counted in characters that are not blank, since the page and the document part words in different ways. What
//! stands in notes and on marks is not counted.

use super::page;
use super::seat::Seat;
use essay_core::app::{Passage, Selection};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Range};

/// What in a block is not its text.
const NOT_TEXT: &str = ".note-body, .passage-mark";

/// The name under which the browser knows the marked words; the stylesheet says how they look.
const HIGHLIGHT: &str = "ce-commented";

/// The words that are selected.
pub fn selected(seat: &Seat) -> Option<Selection> {
    let (node, start_at, last, end_at) = selection(seat)?;
    let block = block_of(&node)?;
    let start = counted(&block, &node, start_at)?;
    let end = match block_of(&last) {
        Some(other) if other == block => counted(&block, &last, end_at)?,
        // A selection that goes on into the next block is of this one up to its end.
        _ => counted(&block, &block, block.child_nodes().length())?,
    };
    (start < end).then(|| Some(Selection { block: block.get_attribute("data-block")?, start, end }))?
}

/// The ends of the selection within the element, if there is one.
fn selection(seat: &Seat) -> Option<(Node, u32, Node, u32)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    let root = seat.mount.get_root_node();
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let range: JsValue = match get(&selection, "getComposedRanges")?.dyn_into::<Function>() {
        Ok(composed) => {
            let options = Object::new();
            Reflect::set(&options, &"shadowRoots".into(), &Array::of1(&root)).ok()?;
            Array::from(&composed.call1(&selection, &options).ok()?).get(0)
        }
        Err(_) => selection.get_range_at(0).ok()?.into(),
    };
    let node = |name: &str| get(&range, name)?.dyn_into::<Node>().ok().filter(|node| seat.mount.contains(Some(node)));
    let offset = |name: &str| Some(get(&range, name)?.as_f64()? as u32);
    if get(&range, "collapsed")?.is_truthy() {
        return None;
    }
    Some((node("startContainer")?, offset("startOffset")?, node("endContainer")?, offset("endOffset")?))
}

/// The block in which a place is, unless it is in a note.
fn block_of(node: &Node) -> Option<Element> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    if element.closest(NOT_TEXT).ok()?.is_some() {
        return None;
    }
    element.closest("[data-block]").ok()?
}

/// How many characters of a block stand before a place.
fn counted(block: &Element, node: &Node, offset: u32) -> Option<usize> {
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

/// The block of a passage.
pub fn block(seat: &Seat, passage: &Passage) -> Option<Element> {
    page::all(seat, "[data-block]")
        .into_iter()
        .find(|block| block.get_attribute("data-block").as_ref() == Some(&passage.block))
}

/// The words of a passage on the page.
fn range(seat: &Seat, passage: &Passage) -> Option<Range> {
    let block = block(seat, passage)?;
    let (from, to) = passage.words;
    let range = Range::new().ok()?;
    let (mut passed, mut begun) = (0, false);
    let mut next = block.first_child();
    while let Some(node) = next {
        let apart = node.dyn_ref::<Element>().is_some_and(|element| element.matches(NOT_TEXT).unwrap_or(false));
        if node.node_type() == Node::TEXT_NODE {
            // Places within a text node are counted as the browser counts, in UTF-16.
            let mut at = 0;
            for letter in node.text_content()?.chars() {
                if !letter.is_whitespace() {
                    if passed == from && !begun {
                        range.set_start(&node, at).ok()?;
                        begun = true;
                    }
                    passed += 1;
                }
                at += letter.len_utf16() as u32;
                if passed == to && begun {
                    range.set_end(&node, at).ok()?;
                    return Some(range);
                }
            }
        }
        next = if apart { following(&node, &block) } else { node.first_child().or_else(|| following(&node, &block)) };
    }
    None
}

/// The node after one and all in it, within a block.
fn following(node: &Node, block: &Element) -> Option<Node> {
    let mut at = node.clone();
    loop {
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent_node().filter(|parent| *parent != **block)?;
    }
}

/// The words that this element marks.
#[derive(Default)]
pub struct Marks(Vec<Range>);

impl Marks {
    /// Marks the words of these passages and no others. Where the browser cannot, the blocks' own marks are all there is.
    pub fn set(&mut self, seat: &Seat, passages: &[Passage]) {
        self.clear();
        self.0 = passages.iter().filter_map(|passage| range(seat, passage)).collect();
        self.each("add");
    }

    /// Marks nothing any more.
    pub fn clear(&mut self) {
        self.each("delete");
        self.0.clear();
    }

    /// All elements of the page share one list of marked words.
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
            let mut marked = call(&registry, "get", &Array::of1(&HIGHLIGHT.into()))?;
            if marked.is_undefined() {
                let highlight: Function = get(&global, "Highlight")?.dyn_into()?;
                marked = Reflect::construct(&highlight, &Array::new())?;
                call(&registry, "set", &Array::of2(&HIGHLIGHT.into(), &marked))?;
            }
            for range in &self.0 {
                call(&marked, method, &Array::of1(range))?;
            }
            Ok::<(), JsValue>(())
        };
        // A browser without highlights has none to set.
        let _ = act();
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        self.clear();
    }
}
