//! Buttons, fields and lists of choices, and the values of their events.

use super::elements::boolean;
use essay_core::app::Msg;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode};

/// Makes a handler of clicks that sends a message.
pub(super) fn on_click(on: &Callback<Msg>, msg: impl Into<Msg>) -> Callback<MouseEvent> {
    send(on, msg.into())
}

fn send(on: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    on.reform(move |_| msg.clone())
}

/// Renders a button of little weight.
pub(super) fn quiet_button(name: impl Into<AttrValue>, onclick: Callback<MouseEvent>) -> Html {
    button(None, None, None, name.into(), onclick)
}

/// Renders a button of little weight that the platform, or a test, finds by its id.
pub(super) fn quiet_button_with_id(
    id: impl Into<AttrValue>,
    name: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    button(Some(id.into()), None, None, name.into(), onclick)
}

/// Renders a button of little weight that can stay pressed.
pub(super) fn toggle_button(pressed: bool, name: &'static str, onclick: Callback<MouseEvent>) -> Html {
    button(None, Some(pressed), None, name.into(), onclick)
}

/// Renders a button of little weight that shows and hides something.
pub(super) fn disclosure_button(expanded: bool, name: String, onclick: Callback<MouseEvent>) -> Html {
    button(None, None, Some(expanded), name.into(), onclick)
}

fn button(
    id: Option<AttrValue>,
    pressed: Option<bool>,
    expanded: Option<bool>,
    name: AttrValue,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="quiet" {id} aria-pressed={pressed.map(boolean)} aria-expanded={expanded.map(boolean)}
            {onclick}>
            {name}
        </button>
    }
}

/// Renders a button of full weight.
pub(super) fn primary_button(disabled: bool, name: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="primary" aria-disabled={disabled.then_some("true")} {onclick}>{name}</button>
    }
}

/// Renders the label of a field.
pub(super) fn field_label(field: impl Into<AttrValue>, name: &'static str) -> Html {
    label(field.into(), name)
}

fn label(field: AttrValue, name: &'static str) -> Html {
    html! { <label class="field-label" for={field}>{name}</label> }
}

/// Renders a text for the reader to copy.
pub(super) fn text_to_copy(id: &'static str, label: Option<&'static str>, text: AttrValue) -> Html {
    html! { <textarea {id} class="field" readonly={true} rows="8" aria-label={label} dir="auto" value={text} /> }
}

/// One choice of a list.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) name: AttrValue,
    pub(super) selected: bool,
    pub(super) disabled: bool,
    /// The language of the name, if it is not the interface's.
    pub(super) lang: Option<&'static str>,
}

impl Choice {
    pub(super) fn new(name: impl Into<AttrValue>, selected: bool) -> Self {
        Self { name: name.into(), selected, ..Self::default() }
    }
}

/// Renders the choices of a `<select>`.
pub(super) fn options(choices: Vec<Choice>) -> Html {
    choices.into_iter().enumerate().map(|(index, choice)| option(index, choice)).collect()
}

/// Renders an `<option>`.
///
/// `html!` knows `selected` as an attribute. A still page has nothing else, but browsers ignore the attribute once the reader has chosen,
/// and heed the property.
fn option(index: usize, Choice { name, selected, disabled, lang }: Choice) -> Html {
    let attribute = |value| AttributeOrProperty::Attribute(AttrValue::Static(value));
    let selected = if cfg!(target_arch = "wasm32") {
        Some(AttributeOrProperty::Property(selected.into()))
    } else {
        selected.then(|| attribute(""))
    };
    let (disabled, lang) = (disabled.then(|| attribute("")), lang.map(attribute));
    let mut option = html! { <option key={index}>{name}</option> };
    if let VNode::VTag(option) = &mut option
        && let Some(option) = Rc::get_mut(option)
    {
        let values = Box::new([selected, disabled, lang]);
        option.set_attributes(Attributes::Dynamic { keys: &["selected", "disabled", "lang"], values });
    }
    option
}

/// Renders a list of choices behind its name. `setting` is the key of the setting that it sets.
///
/// The name is also the list's `aria-label`: WebKit would read the chosen text as a part of the label's words.
pub(super) fn labelled_select(
    name: &'static str,
    setting: Option<&'static str>,
    onchange: Callback<Event>,
    choices: Vec<Choice>,
) -> Html {
    html! {
        <label key={name}>
            <span>{name}</span>{" "}
            <select data-setting={setting} aria-label={name} {onchange}>{options(choices)}</select>
        </label>
    }
}

/// Returns the key that was pressed.
///
/// Programs that fill in forms send events by the name of a key press that have no key.
pub(super) fn key(event: &KeyboardEvent) -> String {
    if event.has_type::<KeyboardEvent>() { event.key() } else { String::new() }
}

/// Returns the text of the field in which an event happened.
pub(super) fn typed(event: &InputEvent) -> String {
    let field: Option<HtmlElement> = event.target_dyn_into();
    let Some(field) = field else { return String::new() };
    match field.dyn_ref::<HtmlTextAreaElement>() {
        Some(field) => field.value(),
        None => field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default(),
    }
}

/// Returns the place, counted from 0, of the choice in the list in which an event happened.
pub(super) fn chosen(event: &Event) -> usize {
    let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
    chosen.and_then(|chosen| chosen.try_into().ok()).unwrap_or(0)
}
