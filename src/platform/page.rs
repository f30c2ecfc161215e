//! The rendered page: its elements, its events, focus and scrolling.

use super::seat::Seat;
use super::words;
use essay_core::app::{HostEvent, Target, TextToCopy};
use essay_core::fragment::Fragment;
use essay_core::json::Json;
use gloo::timers::callback::Timeout;
use js_sys::{Function, JSON};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CustomEvent, CustomEventInit, DocumentFragment, Element, FocusOptions, HtmlDetailsElement, HtmlElement,
    HtmlInputElement, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};

/// Says of one button that what it copies has been copied.
pub fn mark_copied(seat: &Seat, fragment: &str) {
    for button in all(seat, "[data-copy]") {
        // Yew knows nothing of this attribute, and the sections are not rendered again for it.
        let _ = if button.get_attribute("data-copy").as_deref() == Some(fragment) {
            button.set_attribute("data-copied", "")
        } else {
            button.remove_attribute("data-copied")
        };
    }
}

/// Tells the page that the element answers, and then what of the document is not shown as it was meant.
pub fn ready(seat: &Seat) {
    let detail = Json::object([("version", env!("CARGO_PKG_VERSION").into())]);
    dispatch(&seat.host, "ce-ready", &detail);
    for message in &seat.problems {
        let problem = HostEvent::Problem { code: "document-part", message: message.clone() };
        emit(seat, &problem);
    }
}

/// Every element in the shadow tree that a selector matches.
pub fn all(seat: &Seat, selector: &str) -> Vec<Element> {
    let Ok(list) = seat.mount.query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// The words of the text that lead to a stage. The discussion, which may hold ten thousand links to its own entries, is left out.
pub(super) fn stage_links(seat: &Seat) -> Vec<Element> {
    let Ok(Some(article)) = seat.mount.query_selector("[part=article]") else { return vec![] };
    let Ok(list) = article.query_selector_all("a[href^='#']") else { return vec![] };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Dispatches an event of the element.
pub(super) fn emit(seat: &Seat, event: &HostEvent) {
    dispatch(&seat.host, event.name(), &event.detail());
}

fn dispatch(host: &HtmlElement, name: &str, detail: &Json) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&JSON::parse(&detail.to_string()).unwrap_or(JsValue::NULL));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // A listener of the page that throws is the page's affair.
        let _ = host.dispatch_event(&event);
    }
}

/// Calls once the browser has drawn what is there, and has nothing better to do.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::once_into_js(act);
    // WebKit does not know when it is idle.
    if window.request_idle_callback(act.unchecked_ref()).is_err() {
        let act = Closure::once_into_js(move || {
            Timeout::new(0, move || drop(act.unchecked_ref::<Function>().call0(&JsValue::NULL))).forget();
        });
        // A browser without frames draws nothing.
        let _ = window.request_animation_frame(act.unchecked_ref());
    }
}

pub(super) fn set_open(note: &Element, open: bool) {
    if let Some(note) = note.dyn_ref::<HtmlDetailsElement>() {
        note.set_open(open);
    }
}

/// Closes a note and gives the focus to its term. The text beside a note in the margin stays where it is, be its term far above.
pub fn close(note: &HtmlDetailsElement) {
    let area = |element: Option<Element>| element.map(|element| element.get_bounding_client_rect());
    let body = area(note.query_selector(".note-body").ok().flatten());
    let text = area(note.closest("[data-block]").ok().flatten());
    let beside = body.zip(text).is_some_and(|(body, text)| body.left() >= text.right() || body.right() <= text.left());
    note.set_open(false);
    if let Some(term) = term_of(note).and_then(|term| term.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(beside);
        // A summary can always be focused.
        let _ = term.focus_with_options(&options);
    }
}

pub(super) fn by_id(seat: &Seat, id: &str) -> Option<Element> {
    seat.mount.get_root_node().dyn_into::<DocumentFragment>().ok()?.get_element_by_id(id)
}

pub(super) fn find(seat: &Seat, target: &Target) -> Option<Element> {
    let id = match target {
        Target::StageLink(stage) => {
            let href = Fragment::from(stage.clone()).href();
            return stage_links(seat).into_iter().find(|words| words.get_attribute("href").as_ref() == Some(&href));
        }
        Target::Circle => "circle-title".to_owned(),
        Target::Note(id) => format!("note-{id}"),
        Target::Entry(id) => Fragment::Comment(id.clone()).to_string(),
        Target::Passage(passage) => {
            let mark = words::block(seat, passage)?.query_selector(".passage-mark").ok()?;
            return mark;
        }
        Target::Undo => "undo".to_owned(),
        Target::Import => "import".to_owned(),
        Target::ImportButton => "import-button".to_owned(),
        Target::ExportButton => "export-button".to_owned(),
        Target::TextToCopy(text) => match text {
            TextToCopy::Circle => "circle-text",
            TextToCopy::Export => "export-text",
            TextToCopy::Link => "link-text",
        }
        .to_owned(),
        Target::CopyLink(fragment) => {
            return all(seat, "[data-copy]")
                .into_iter()
                .find(|button| button.get_attribute("data-copy").as_ref() == Some(fragment));
        }
        Target::Erase => "erase".to_owned(),
        Target::EraseButton => "erase-button".to_owned(),
        Target::Settings => return all(seat, "#settings select").into_iter().next(),
        Target::SettingsButton => "settings-button".to_owned(),
        Target::Discussion => "discussion-title".to_owned(),
        Target::Name => {
            // Of several composers the last opened stands before the one that is always there.
            return all(seat, "input[autocomplete=nickname]").into_iter().next();
        }
        Target::Section(id) => id.clone(),
        Target::Block(id) => {
            return all(seat, "[data-block]")
                .into_iter()
                .find(|block| block.get_attribute("data-block").as_ref() == Some(id));
        }
        Target::Composer(composer) => format!("text-{}", composer.dom_name()),
        Target::Opener(composer) => format!("open-{composer}"),
    };
    by_id(seat, &id)
}

/// A field that has the focus: its id, and from where to where it is selected.
pub struct Caret(String, Option<u32>, Option<u32>);

/// Where the reader types.
pub fn caret(seat: &Seat) -> Option<Caret> {
    let field = seat.mount.get_root_node().dyn_into::<ShadowRoot>().ok()?.active_element()?;
    let field = field.dyn_into::<HtmlTextAreaElement>().ok()?;
    Some(Caret(field.id(), field.selection_start().ok()?, field.selection_end().ok()?))
}

/// Gives the field the focus again if it has lost it: a row that comes may part those around it anew, and the field is made anew with
/// them.
pub fn put_back(seat: &Seat, Caret(id, start, end): &Caret) {
    if caret(seat).is_none()
        && let Some(field) = by_id(seat, id)
    {
        focus(&field);
        if let (Some(field), Some(start), Some(end)) = (field.dyn_ref::<HtmlTextAreaElement>(), start, end) {
            let _ = field.set_selection_range(*start, *end);
        }
    }
}

pub(super) fn reveal(seat: &Seat, target: &Target) {
    let Some(element) = find(seat, target) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(match target {
        Target::Section(_) | Target::Circle | Target::Discussion => ScrollLogicalPosition::Start,
        _ => ScrollLogicalPosition::Center,
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
    focus(&term_of(&element).unwrap_or(element));
}

/// The term of a note, if an element is one.
fn term_of(element: &Element) -> Option<Element> {
    element.dyn_ref::<HtmlDetailsElement>()?.query_selector("summary").ok()?
}

/// Selects all of a field's text.
pub(super) fn select(field: &Element) {
    if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
        field.select();
    } else if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Focusing what cannot be focused does nothing.
        let _ = element.focus();
    }
}
