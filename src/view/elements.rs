//! Elements and attributes that every view has.

use yew::prelude::*;

/// An attribute that is there, without a value, or is not there.
pub(super) fn flag(there: bool) -> Option<AttrValue> {
    there.then_some(AttrValue::Static(""))
}

/// A state of an element, for ARIA.
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// A number as an attribute.
pub(super) fn number(number: usize) -> AttrValue {
    number.to_string().into()
}

/// The attribute `lang` for a tag that a document has, or leaves empty.
pub(super) fn language(tag: &str) -> Option<AttrValue> {
    (!tag.is_empty()).then(|| tag.to_owned().into())
}

/// The direction of a field: that of the text in it. An empty field has the direction of its surroundings.
pub(super) fn own_direction(text: &str) -> Option<&'static str> {
    (!text.is_empty()).then_some("auto")
}

/// Renders a heading of a level and a kind. A level above six is six.
pub(super) fn heading(level: u8, id: &str, kind: &'static str, content: impl Into<Html>) -> Html {
    heading_of(level, id, kind, content.into())
}

fn heading_of(level: u8, id: &str, kind: &'static str, content: Html) -> Html {
    let tag = match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    };
    html! { <@{tag} id={id.to_owned()} data-title={kind} tabindex="-1">{content}</@> }
}

/// Renders an element within a text that is split at its placeholder. Each part has an element of its own.
pub(super) fn between((before, after): (&'static str, &'static str), element: Html) -> Html {
    html! { <><span>{before}</span>{element}<span>{after}</span></> }
}

/// Renders a problem that stands in the way.
pub(super) fn problem(sentence: impl Into<AttrValue>) -> Html {
    let sentence = sentence.into();
    html! { <p class="problem">{sentence}</p> }
}

/// Renders an element under a condition. An `if` within `html!` does the same, and makes a list of one for it.
pub(super) fn when(condition: bool, element: impl FnOnce() -> Html) -> Html {
    if condition { element() } else { Html::default() }
}
