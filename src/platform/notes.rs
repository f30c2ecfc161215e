//! Opens and closes notes in the page. The line being read keeps its place meanwhile.

use super::host_element::HostElement;
use super::scroll_anchor::{self, ScrollAnchor};
use super::{dom, session};
use essay_core::dom_id::DomId;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlDetailsElement, HtmlElement};

/// Opens or closes one note. A note that is opened opens the notes around it too.
pub fn set(host: &HostElement, id: &str, open: bool) {
    let Some(note) = dom::by_id(host, DomId::Note(id)) else { return };
    // The content below a visible note moves down, as after a press.
    let anchor = if scroll_anchor::is_in_view(&note) {
        Some(ScrollAnchor::at(note.clone()))
    } else {
        ScrollAnchor::in_view(host)
    };
    if open {
        let mut around = Some(note);
        while let Some(note) = around {
            set_open(&note, true);
            around = note.parent_element().and_then(|parent| parent.closest("details.note").ok().flatten());
        }
    } else {
        set_open(&note, false);
    }
    if let Some(anchor) = anchor {
        anchor.restore();
    }
}

/// Opens or closes every note.
pub fn set_all(host: &HostElement, open: bool) {
    dom::all(host, "details.note").iter().for_each(|note| set_open(note, open));
}

/// Opens the notes that were open when the page was left.
pub fn restore(host: &HostElement, ids: &[String]) {
    let anchor = session::scroll_anchor(host, &host.essay.id).or_else(|| ScrollAnchor::in_view(host));
    for note in ids.iter().filter_map(|id| dom::by_id(host, DomId::Note(id))) {
        set_open(&note, true);
    }
    if let Some(anchor) = anchor {
        anchor.restore();
    }
}

fn set_open(note: &Element, open: bool) {
    if let Some(note) = note.dyn_ref::<HtmlDetailsElement>() {
        note.set_open(open);
    }
}

/// Closes a note and focuses its term. If the note is in the margin, the text beside it does not scroll, even if the term is far above.
pub fn close(note: &HtmlDetailsElement) {
    let area = |element: Option<Element>| element.map(|element| element.get_bounding_client_rect());
    let body = area(note.query_selector(".note-body").ok().flatten());
    let text = area(note.closest("[data-block]").ok().flatten());
    let in_margin =
        body.zip(text).is_some_and(|(body, text)| body.left() >= text.right() || body.right() <= text.left());
    note.set_open(false);
    if let Some(term) = term_of(note).and_then(|term| term.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(in_margin);
        // A summary can always be focused.
        let _ = term.focus_with_options(&options);
    }
}

/// Returns the term of a note; `None` if the element is no note.
pub fn term_of(element: &Element) -> Option<Element> {
    element.dyn_ref::<HtmlDetailsElement>()?.query_selector("summary").ok()?
}
