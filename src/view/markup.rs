//! Markup as text with holes: `markup!("<p class='hint'>{}</p>", words)`.
//!
//! A template is read once, when it is first shown, and filled from then on (docs/decisions/0006). Its form is checked while
//! compiling: elements that do not close, and holes that are too many or too few, are errors of the compiler.
//!
//! A template is one element or several. Attribute values stand in single quotes; a hole `{}` stands for a whole value
//! (`id={}`) or for content. White space with a line break in it, between elements, is left out. In attributes, `true` is
//! there without a value, and `false` or `None` is not there at all.
//!
//! Words in a hole stand in an element of their own, with nothing beside them. A translator may take the text away and put its own there:
//! when the words change, all that is in the element is what has come of them (`src/embed/nodes.js`).

mod check;

pub(super) use check::holes;

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag, VText};

/// Fills a template: its text, and one value for each hole.
macro_rules! markup {
    ($text:literal $(, $hole:expr)* $(,)?) => {{
        const { assert!($crate::view::markup::holes($text) == 0 $( + { let _ = stringify!($hole); 1 })*) };
        $crate::view::markup::fill($text, [$($crate::view::markup::Hole::from($hole)),*].as_mut_slice())
    }};
}
pub(super) use markup;

/// What fills a hole.
pub(super) enum Hole {
    /// No attribute, or no content.
    Nothing,
    /// An attribute's value, or text.
    Words(AttrValue),
    /// Content.
    Node(Html),
    /// What an event does.
    Act(Callback<Event>),
}

impl From<Html> for Hole {
    fn from(node: Html) -> Self {
        Self::Node(node)
    }
}

impl From<Vec<Html>> for Hole {
    fn from(nodes: Vec<Html>) -> Self {
        Self::Node(list(nodes))
    }
}

impl From<&'static str> for Hole {
    fn from(words: &'static str) -> Self {
        Self::Words(AttrValue::Static(words))
    }
}

impl From<String> for Hole {
    fn from(words: String) -> Self {
        Self::Words(words.into())
    }
}

impl From<AttrValue> for Hole {
    fn from(words: AttrValue) -> Self {
        Self::Words(words)
    }
}

impl From<&String> for Hole {
    fn from(words: &String) -> Self {
        words.clone().into()
    }
}

impl From<usize> for Hole {
    fn from(number: usize) -> Self {
        number.to_string().into()
    }
}

impl From<bool> for Hole {
    fn from(there: bool) -> Self {
        if there { "".into() } else { Self::Nothing }
    }
}

impl From<Callback<Event>> for Hole {
    fn from(act: Callback<Event>) -> Self {
        Self::Act(act)
    }
}

impl<T: Into<Hole>> From<Option<T>> for Hole {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// Several nodes as one. Those with keys are told apart by them.
pub(super) fn list(nodes: Vec<Html>) -> Html {
    VNode::VList(Rc::new(VList::from(nodes)))
}

/// The text of the field in which an event happened.
pub(super) fn typed(event: &Event) -> String {
    let field: Option<HtmlElement> = event.target_dyn_into();
    let Some(field) = field else { return String::new() };
    match field.dyn_ref::<HtmlTextAreaElement>() {
        Some(field) => field.value(),
        None => field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default(),
    }
}

/// The place, counted from 0, of what was chosen in the list in which an event happened.
pub(super) fn chosen(event: &Event) -> usize {
    let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
    chosen.and_then(|chosen| chosen.try_into().ok()).unwrap_or(0)
}

/// A piece of a template.
enum Piece {
    Text(&'static str),
    Hole,
    Element(Element),
}

struct Element {
    tag: &'static str,
    /// Names and values in the order of the text; a value that is a hole has none here.
    attributes: Vec<(&'static str, Option<&'static str>)>,
    /// The names of those that Yew sets as attributes. Yew compares them by their address, so they live for good.
    names: &'static [&'static str],
    content: Vec<Piece>,
}

thread_local! {
    /// Every template that has been read. There are as many as the code has, so they live for good.
    static READ: RefCell<Vec<(*const u8, &'static [Piece])>> = const { RefCell::new(vec![]) };
}

/// Fills a template of this text.
pub(super) fn fill(text: &'static str, holes: &mut [Hole]) -> Html {
    let known = READ.with_borrow(|read| read.iter().find(|(known, _)| *known == text.as_ptr()).map(|(_, read)| *read));
    let pieces = known.unwrap_or_else(|| {
        let pieces: &'static [Piece] = Vec::leak(read(&mut { text }));
        READ.with_borrow_mut(|read| read.push((text.as_ptr(), pieces)));
        pieces
    });
    let mut nodes = nodes(pieces, &mut holes.iter_mut());
    // One element is itself, so that its key is seen.
    if nodes.len() == 1 { nodes.pop().unwrap_or_default() } else { list(nodes) }
}

fn nodes(pieces: &'static [Piece], holes: &mut std::slice::IterMut<Hole>) -> Vec<Html> {
    let mut nodes = Vec::with_capacity(pieces.len());
    for piece in pieces {
        nodes.push(match piece {
            Piece::Text(words) => VNode::VText(VText::new(*words)),
            Piece::Element(element) => element.node(holes),
            Piece::Hole => match next(holes) {
                Hole::Words(words) => {
                    debug_assert!(pieces.len() == 1, "words that may change stand in an element of their own: {words}");
                    VNode::VText(VText::new(words))
                }
                Hole::Node(node) => node,
                _ => VNode::default(),
            },
        });
    }
    nodes
}

fn next(holes: &mut std::slice::IterMut<Hole>) -> Hole {
    holes.next().map_or(Hole::Nothing, |hole| std::mem::replace(hole, Hole::Nothing))
}

impl Element {
    fn node(&'static self, holes: &mut std::slice::IterMut<Hole>) -> Html {
        let mut tag = VTag::new(self.tag);
        let mut values = Vec::with_capacity(self.names.len());
        let mut acts: Vec<Option<Rc<dyn Listener>>> = vec![];
        for (name, fixed) in &self.attributes {
            let value = match fixed {
                Some(words) => Hole::Words(AttrValue::Static(words)),
                None => next(holes),
            };
            match (value, *name) {
                (Hole::Act(act), event) => acts.push(Some(Rc::new(Act { kind: kind(event), act }))),
                (Hole::Words(words), "key") => tag.key = Some(Key::from(&*words)),
                (Hole::Words(words), "value") if is_property(self.tag, "value") => tag.set_value(words),
                // Once somebody has chosen, browsers do not look at the attribute any more.
                (Hole::Words(_), "selected") if cfg!(target_arch = "wasm32") => {
                    values.push(Some(AttributeOrProperty::Property(JsValue::TRUE)))
                }
                (value, "checked") => tag.set_checked(matches!(value, Hole::Words(_))),
                (Hole::Words(words), _) => values.push(Some(AttributeOrProperty::Attribute(words))),
                (_, name) if is_property(self.tag, name) => {}
                _ => values.push(None),
            }
        }
        tag.set_attributes(Attributes::Dynamic { keys: self.names, values: values.into_boxed_slice() });
        if !acts.is_empty() {
            tag.set_listeners(acts.into_boxed_slice());
        }
        if !self.content.is_empty() {
            tag.add_children(nodes(&self.content, holes));
        }
        VNode::VTag(Rc::new(tag))
    }
}

/// Whether a name is no attribute: Yew sets the value of a field as a property.
fn is_property(tag: &str, name: &str) -> bool {
    name == "key"
        || name == "checked"
        || name.starts_with("on")
        || name == "value" && (tag == "input" || tag == "textarea")
}

struct Act {
    kind: ListenerKind,
    act: Callback<Event>,
}

impl Listener for Act {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.act.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// An event by the name of its attribute.
fn kind(name: &'static str) -> ListenerKind {
    match name {
        "onclick" => ListenerKind::onclick,
        "oninput" => ListenerKind::oninput,
        "onchange" => ListenerKind::onchange,
        "onsubmit" => ListenerKind::onsubmit,
        "onkeydown" => ListenerKind::onkeydown,
        "onmousedown" => ListenerKind::onmousedown,
        other => ListenerKind::other(other.trim_start_matches("on").into()),
    }
}

/// Takes `text` up to the next of these characters, which is left.
fn take(text: &mut &'static str, ends: &[char]) -> &'static str {
    let (taken, rest) = text.split_at(text.find(ends).unwrap_or(text.len()));
    *text = rest;
    taken
}

fn skip(text: &mut &'static str, what: &str) -> bool {
    let rest = text.strip_prefix(what);
    *text = rest.unwrap_or(text);
    rest.is_some()
}

/// Reads content up to the end tag around it, or to the end. What is not well formed was refused while compiling.
fn read(text: &mut &'static str) -> Vec<Piece> {
    let mut pieces = vec![];
    while !text.is_empty() {
        if skip(text, "</") {
            take(text, &['>']);
            skip(text, ">");
            break;
        } else if skip(text, "<") {
            pieces.push(Piece::Element(read_element(text)));
        } else if skip(text, "{}") {
            pieces.push(Piece::Hole);
        } else {
            let words = take(text, &['<', '{']);
            if !(words.trim_start().is_empty() && words.contains('\n')) {
                pieces.push(Piece::Text(words));
            }
        }
    }
    pieces
}

fn read_element(text: &mut &'static str) -> Element {
    let tag = take(text, &[' ', '\n', '>', '/']);
    let mut attributes = vec![];
    let closed = loop {
        *text = text.trim_start();
        if skip(text, "/>") {
            break true;
        }
        if skip(text, ">") || text.is_empty() {
            break false;
        }
        let name = take(text, &['=', ' ', '\n', '>', '/']);
        let value = if skip(text, "={}") {
            None
        } else if skip(text, "='") {
            let value = take(text, &['\'']);
            skip(text, "'");
            Some(value)
        } else {
            Some("")
        };
        attributes.push((name, value));
    };
    let names: Vec<&'static str> =
        attributes.iter().map(|(name, _)| *name).filter(|name| !is_property(tag, name)).collect();
    Element { tag, names: Vec::leak(names), content: if closed { vec![] } else { read(text) }, attributes }
}

#[cfg(test)]
mod tests;
