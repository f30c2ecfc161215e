//! Keys: what is typed into our fields, and what the element acts on. Neither reaches the page's own shortcuts, for to the page a
//! key in a shadow tree is one of the host, which looks like no field. A page that listens in the capture phase is earlier than
//! every element, and hears all the same.

use super::seat::Seat;
use super::{eye, page, words};
use essay_core::app::discussion::anchored_comments;
use essay_core::app::{Msg, notes};
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlDetailsElement, HtmlElement, KeyboardEvent};
use yew::Callback;

/// The fields that take every key as text or as a choice.
const FIELDS: &str = "textarea, select, input[type=text], input[type=search]";

/// The key code of what an input method takes. Safari tells the key that ends a composition after its end, by this alone.
const COMPOSING: u32 = 229;

/// What a field is told of its text. Pages take pictures out of the clipboard, or count as changed what they hear of.
const OF_TEXT: [&str; 5] = ["beforeinput", "input", "paste", "cut", "copy"];

/// The code of the key that went down last, if it was ours: what follows it until it is up again is ours too, wherever the focus
/// has gone.
type Held = Rc<RefCell<String>>;

/// Listens to the keys in the element of a seat, and to those on the page around it that are meant for it.
pub fn listeners(page: &EventTarget, seat: &Rc<Seat>, on: &Callback<Msg>) -> Vec<EventListener> {
    let held = Held::default();
    let mut all = vec![composing(seat, &held), along_the_margin(seat), around(page, seat, on)];
    all.extend(["keydown", "keypress", "keyup"].map(|name| inside(name, seat, on, &held)));
    all.extend(OF_TEXT.map(|name| {
        listening(&seat.mount, name, EventListenerPhase::Bubble, |event| {
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

/// Keys of an input method are nobody else's. They are taken at the root, before Yew's listener below it hears of them, so that
/// nothing of ours has to ask.
fn composing(seat: &Seat, held: &Held) -> EventListener {
    let held = Rc::clone(held);
    listening(&seat.mount.get_root_node(), "keydown", EventListenerPhase::Capture, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.is_composing() || key.key_code() == COMPOSING {
            event.stop_propagation();
            held.replace(key.code());
            // It ends a word, and sends no form.
            if key.key() == "Enter" && target(event).is_some_and(|field| is(&field, "input")) {
                event.prevent_default();
            }
        }
    })
}

/// Keys in the element, after everything in it has heard of them.
fn inside(name: &'static str, seat: &Rc<Seat>, on: &Callback<Msg>, held: &Held) -> EventListener {
    let (seat, on, held) = (Rc::clone(seat), on.clone(), Rc::clone(held));
    listening(&seat.mount.clone(), name, EventListenerPhase::Bubble, move |event| {
        let (Some(key), Some(target)) = (event.dyn_ref::<KeyboardEvent>(), target(event)) else { return };
        let is_typed = is(&target, FIELDS) && !matches!(key.key().as_str(), "Tab" | "Escape");
        let is_ours = if name == "keydown" {
            let is_ours = is_typed
                || event.default_prevented()
                || acts_by_itself(&target, key)
                || escape(key, &target, &seat, &on)
                || shortcut(key, &seat, &on);
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

/// Keys elsewhere on the page: what is pressed while nothing has the focus, and the shortcut, for a selection moves no focus.
fn around(page: &EventTarget, seat: &Rc<Seat>, on: &Callback<Msg>) -> EventListener {
    let (seat, on) = (Rc::clone(seat), on.clone());
    listening(page, "keydown", EventListenerPhase::Bubble, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.default_prevented()) else { return };
        // At the page, an event in a shadow tree seems to be one of its host.
        let Ok(target) = event.composed_path().get(0).dyn_into::<Element>() else { return };
        if !seat.mount.contains(Some(&target)) && !shortcut(key, &seat, &on) && target.tag_name() == "BODY" {
            escape(key, &target, &seat, &on);
        }
    })
}

/// Whether the browser does something about a key where the focus is.
fn acts_by_itself(target: &Element, key: &KeyboardEvent) -> bool {
    let takers = match key.key().as_str() {
        "Enter" => "a, button, summary",
        " " => "button, summary, input",
        // What is wider than the column scrolls.
        "ArrowLeft" | "ArrowRight" => "input, [tabindex='0']",
        "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown" | "Home" | "End" => "input",
        // It empties it.
        "Escape" => "input[type=search]",
        _ => return false,
    };
    is(target, takers) && !(key.ctrl_key() || key.alt_key() || key.meta_key())
}

/// Escape closes the note around the focus and gives the focus back to its term; with the focus elsewhere in the text, or nowhere,
/// the note that was opened last of those that are seen. Says whether there was one.
fn escape(key: &KeyboardEvent, target: &Element, seat: &Seat, on: &Callback<Msg>) -> bool {
    if key.key() != "Escape" || is(target, "input, textarea, select") {
        return false;
    }
    let note = target.closest("details.note[open]").ok().flatten();
    if let Some(note) = note.and_then(|note| note.dyn_into::<HtmlDetailsElement>().ok()) {
        key.prevent_default();
        page::close(&note);
        return true;
    }
    let open = page::all(seat, "details.note[open]");
    let seen = open.iter().filter(|note| eye::sees(note));
    let seen: Vec<String> = seen.filter_map(|note| Some(note.id().strip_prefix("note-")?.to_owned())).collect();
    let closes = !seen.is_empty();
    if closes {
        on.emit(notes::Msg::EscapePressed(seen).into());
    }
    closes
}

/// Ctrl+Alt+M, as in word processors: whoever selects by keyboard could not reach the button, since Tab goes on from
/// elsewhere or ends the selection. Says whether anything is selected.
fn shortcut(key: &KeyboardEvent, seat: &Seat, on: &Callback<Msg>) -> bool {
    // AltGr, which types a letter, seems to be Ctrl and Alt.
    let is_shortcut = key.code() == "KeyM" && key.alt_key() && (key.ctrl_key() || key.meta_key());
    let selected = if is_shortcut && !key.get_modifier_state("AltGraph") { words::selected(seat) } else { None };
    let begins = selected.is_some();
    if begins {
        on.emit(anchored_comments::Msg::SelectionChanged(selected).into());
        on.emit(anchored_comments::Msg::CommentOnSelectionPressed.into());
    }
    begins
}

/// Up and down lead from one mark at the side of the text to the next. Only those of sections are stops of Tab.
fn along_the_margin(seat: &Rc<Seat>) -> EventListener {
    let known = Rc::clone(seat);
    listening(&seat.mount, "keydown", EventListenerPhase::Bubble, move |event| {
        let (Some(key), Some(focused)) = (event.dyn_ref::<KeyboardEvent>(), target(event)) else { return };
        let is_down = match key.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        let marks = page::all(&known, ".link:not(.quiet)");
        let Some(at) = marks.iter().position(|mark| *mark == focused) else { return };
        let next = if is_down { marks.get(at + 1) } else { at.checked_sub(1).and_then(|at| marks.get(at)) };
        event.prevent_default();
        if let Some(next) = next.and_then(|next| next.dyn_ref::<HtmlElement>()) {
            // What is on the page can have the focus.
            let _ = next.focus();
        }
    })
}
