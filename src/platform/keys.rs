//! Keyboard input in the element: text in its fields, and its shortcuts. The page's own shortcuts must not see these keys, since to the page
//! a key in a shadow tree comes from the host element, which is no field. A page that listens in the capture phase still sees them.

use super::host_element::HostElement;
use super::{dom, notes, scroll_anchor, selection};
use essay_core::app::Msg;
use essay_core::app::discussion::anchored_comments;
use essay_core::app::notes::Msg as NotesMsg;
use essay_core::dom_id::DomId;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlDetailsElement, HtmlElement, KeyboardEvent};
use yew::Callback;

/// The fields that take every key as text or as a choice.
const FIELDS: &str = "textarea, select, input[type=text], input[type=search]";

/// The code of keys that an input method handles. Safari sends the key that ends a composition after `compositionend`, and only this code
/// identifies it.
const COMPOSING: u32 = 229;

/// The events about a field's text. A page may read pictures from the clipboard, or treat the form as changed, when it sees them.
const OF_TEXT: [&str; 5] = ["beforeinput", "input", "paste", "cut", "copy"];

/// The code of the key that was pressed last, if the element handled it. The element also handles the events that follow until the key is
/// released, even if the focus has moved.
type Held = Rc<RefCell<String>>;

/// Listens to keys in the element, and to those keys on the page around it that are meant for the element.
pub fn listeners(page: &EventTarget, host: &Rc<HostElement>, dispatch: &Callback<Msg>) -> Vec<EventListener> {
    let held = Held::default();
    let mut all = vec![composing(host, &held), margin_arrows(host), on_page(page, host, dispatch)];
    all.extend(["keydown", "keypress", "keyup"].map(|name| inside(name, host, dispatch, &held)));
    all.extend(OF_TEXT.map(|name| {
        listening(&host.mount, name, EventListenerPhase::Bubble, |event| {
            if target(event).is_some_and(|field| is(&field, FIELDS)) {
                event.stop_propagation();
            }
        })
    }));
    all
}

fn listening(
    target: &EventTarget,
    name: &'static str,
    phase: EventListenerPhase,
    act: impl FnMut(&Event) + 'static,
) -> EventListener {
    EventListener::new_with_options(target, name, EventListenerOptions { phase, passive: false }, act)
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

/// Keeps the keys of an input method from all other listeners. This listener stands at the root, before Yew's, so that no component has to
/// check.
fn composing(host: &HostElement, held: &Held) -> EventListener {
    let held = Rc::clone(held);
    listening(&host.mount.get_root_node(), "keydown", EventListenerPhase::Capture, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.is_composing() || key.key_code() == COMPOSING {
            event.stop_propagation();
            held.replace(key.code());
            // The key ends a composition, and must not submit the form.
            if key.key() == "Enter" && target(event).is_some_and(|field| is(&field, "input")) {
                event.prevent_default();
            }
        }
    })
}

/// Handles keys in the element, after all listeners within it.
fn inside(name: &'static str, host: &Rc<HostElement>, dispatch: &Callback<Msg>, held: &Held) -> EventListener {
    let (host, dispatch, held) = (Rc::clone(host), dispatch.clone(), Rc::clone(held));
    listening(&host.mount.clone(), name, EventListenerPhase::Bubble, move |event| {
        let (Some(key), Some(target)) = (event.dyn_ref::<KeyboardEvent>(), target(event)) else { return };
        let is_typed = is(&target, FIELDS) && !matches!(key.key().as_str(), "Tab" | "Escape");
        let is_ours = if name == "keydown" {
            let is_ours = is_typed
                || event.default_prevented()
                || acts_by_itself(&target, key)
                || escape(key, &target, &host, &dispatch)
                || shortcut(key, &host, &dispatch);
            held.replace(if is_ours { key.code() } else { String::new() });
            is_ours
        } else {
            is_typed || key.is_composing() || !key.code().is_empty() && *held.borrow() == key.code()
        };
        if is_ours {
            event.stop_propagation();
        }
    })
}

/// Handles keys elsewhere on the page: those without a focused element, and the shortcut, since a selection does not move the focus.
fn on_page(page: &EventTarget, host: &Rc<HostElement>, dispatch: &Callback<Msg>) -> EventListener {
    let (host, dispatch) = (Rc::clone(host), dispatch.clone());
    listening(page, "keydown", EventListenerPhase::Bubble, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.default_prevented()) else { return };
        // At the page, the target of an event in a shadow tree is the host element.
        let Ok(target) = event.composed_path().get(0).dyn_into::<Element>() else { return };
        if !host.mount.contains(Some(&target)) && !shortcut(key, &host, &dispatch) && target.tag_name() == "BODY" {
            escape(key, &target, &host, &dispatch);
        }
    })
}

/// Returns true if the browser itself acts on a key at the focused element.
fn acts_by_itself(target: &Element, key: &KeyboardEvent) -> bool {
    let takers = match key.key().as_str() {
        "Enter" => "a, button, summary",
        " " => "button, summary, input",
        // A region that is wider than the column scrolls.
        "ArrowLeft" | "ArrowRight" => "input, [tabindex='0']",
        "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown" | "Home" | "End" => "input",
        // The browser empties the search field.
        "Escape" => "input[type=search]",
        _ => return false,
    };
    is(target, takers) && !(key.ctrl_key() || key.alt_key() || key.meta_key())
}

/// Closes the note around the focus on Escape, and focuses its term. If no note is around the focus, it closes the visible note that was
/// opened last. Returns true if there was one.
fn escape(key: &KeyboardEvent, target: &Element, host: &HostElement, dispatch: &Callback<Msg>) -> bool {
    if key.key() != "Escape" || is(target, "input, textarea, select") {
        return false;
    }
    let note = target.closest("details.note[open]").ok().flatten();
    if let Some(note) = note.and_then(|note| note.dyn_into::<HtmlDetailsElement>().ok()) {
        key.prevent_default();
        notes::close(&note);
        return true;
    }
    let open = dom::all(host, "details.note[open]");
    let seen = open.iter().filter(|note| scroll_anchor::is_in_view(note));
    let seen: Vec<String> = seen.filter_map(|note| Some(DomId::note_of(&note.id())?.to_owned())).collect();
    let closes = !seen.is_empty();
    if closes {
        dispatch.emit(NotesMsg::EscapePressed(seen).into());
    }
    closes
}

/// Comments on the selection on Ctrl+Alt+M, as in word processors. A reader who selects by keyboard could not reach the button, since Tab
/// starts elsewhere or ends the selection. Returns true if anything is selected.
fn shortcut(key: &KeyboardEvent, host: &HostElement, dispatch: &Callback<Msg>) -> bool {
    // AltGr, which types letters, is reported as Ctrl and Alt.
    let is_shortcut = key.code() == "KeyM" && key.alt_key() && (key.ctrl_key() || key.meta_key());
    let selected = if is_shortcut && !key.get_modifier_state("AltGraph") { selection::selected(host) } else { None };
    let begins = selected.is_some();
    if begins {
        dispatch.emit(anchored_comments::Msg::SelectionChanged(selected).into());
        dispatch.emit(anchored_comments::Msg::CommentOnSelectionPressed.into());
    }
    begins
}

/// Moves the focus between the link buttons in the margin with the up and down keys. Tab stops only at those of sections.
fn margin_arrows(host: &Rc<HostElement>) -> EventListener {
    let known = Rc::clone(host);
    listening(&host.mount, "keydown", EventListenerPhase::Bubble, move |event| {
        let (Some(key), Some(focused)) = (event.dyn_ref::<KeyboardEvent>(), target(event)) else { return };
        let is_down = match key.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        let marks = dom::all(&known, ".link:not(.quiet)");
        let Some(at) = marks.iter().position(|mark| *mark == focused) else { return };
        let next = if is_down { marks.get(at + 1) } else { at.checked_sub(1).and_then(|at| marks.get(at)) };
        event.prevent_default();
        if let Some(next) = next.and_then(|next| next.dyn_ref::<HtmlElement>()) {
            // A button on the page can be focused.
            let _ = next.focus();
        }
    })
}
