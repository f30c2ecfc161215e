//! What happens outside Yew's own listeners: notes that open, what is pressed in the text, the reader's system, and a circle that is
//! scrolled away. `keys.rs` has the keys, `address.rs` the links within the page.

use super::seat::Seat;
use super::{address, files, keys, page, settings, words};
use essay_core::app::discussion::anchored_comments;
use essay_core::app::settings::Msg as SettingsMsg;
use essay_core::app::{Msg, circle, links, notes};
use essay_core::discussion::anchor::Anchor;
use essay_core::fragment::Fragment;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, EventTarget, HtmlDetailsElement, HtmlElement, HtmlInputElement, IntersectionObserver,
    IntersectionObserverEntry, IntersectionObserverInit, Window,
};
use yew::Callback;

/// How long a selection has to stay as it is to be told, in milliseconds.
const RESTS_MILLIS: u32 = 120;

/// What of the page is above the line on which the eye is thought to be, be it far above.
const ABOVE_THE_EYE: &str = "9999999px 0px -55% 0px";

/// Listens until it is dropped.
pub struct Listening {
    _events: Vec<EventListener>,
    watches: Vec<Watch>,
}

/// An observer of what is seen, and what it calls.
struct Watch {
    observer: IntersectionObserver,
    _told: Closure<dyn FnMut(Array)>,
}

impl Listening {
    /// Begins to listen to the element of a seat, and tells what it hears.
    pub fn attach(seat: &Rc<Seat>, on: &Callback<Msg>) -> Self {
        let mut events = vec![toggles(seat, on), marks(seat, on), files_chosen(seat, on)];
        events.extend(address::links(seat, on));
        if let Some(window) = web_sys::window() {
            events.push(address::changes(&window, seat, on));
            events.extend(stillness(&window, on));
            events.extend(settings::changes(&window, seat, on));
            events.push(left(&window, "pagehide", on));
            events.extend(window.document().map(|page| left(&page, "visibilitychange", on)));
            events.extend(window.document().map(|page| selections(&page, seat, on)));
            events.extend(window.document().into_iter().flat_map(|page| keys::listeners(&page, seat, on)));
        }
        let watches = [circle_seen(seat, on), passage_read(seat, on), progress(seat)];
        Self { _events: events, watches: watches.into_iter().flatten().collect() }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        for watch in &self.watches {
            watch.observer.disconnect();
        }
    }
}

impl Watch {
    /// Watches elements within the page's window, with a margin round it; none where the browser cannot.
    fn begin(
        elements: &[Element],
        margin: &str,
        mut told: impl FnMut(IntersectionObserverEntry) + 'static,
    ) -> Option<Self> {
        let told = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            for entry in entries.iter() {
                told(entry.unchecked_into());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let observer = IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self { observer, _told: told })
    }
}

/// Whether the circle is in the part of the page that is seen.
fn circle_seen(seat: &Seat, on: &Callback<Msg>) -> Option<Watch> {
    let on = on.clone();
    Watch::begin(&page::all(seat, "#circle"), "0px", move |entry| {
        on.emit(circle::Msg::VisibilityChanged { visible: entry.is_intersecting() }.into());
    })
}

/// How much of the text begins above the middle of the window.
fn progress(seat: &Seat) -> Option<Watch> {
    // A property of its own: one of the article would have all of it styled anew.
    let line = page::all(seat, ".progress").into_iter().next()?.dyn_into::<HtmlElement>().ok()?;
    let blocks = page::all(seat, ".section > [data-block]");
    let (total, mut told, mut above) = (blocks.len(), 0, 0);
    Watch::begin(&blocks, ABOVE_THE_EYE, move |entry| {
        told += 1;
        if entry.is_intersecting() {
            above += 1;
        } else if told > total {
            // Each is told once at first, and then whenever it changes.
            above -= 1;
        }
        // A browser that takes no property shows no progress.
        let _ = line.style().set_property("--read", &(f64::from(above) / total as f64).to_string());
    })
}

/// Which passage is being read: the last one that begins above the middle of the window, be it far above. Its section is marked in
/// the list of contents.
fn passage_read(seat: &Seat, on: &Callback<Msg>) -> Option<Watch> {
    let stages = page::all(seat, ".section, .section .paragraph > a[href^='#'][href*='/']");
    // The opening has no link in the list of contents.
    let links = page::all(seat, ".contents a");
    let mut section = 0;
    let sections = stages.iter().map(|element| {
        section += usize::from(!element.has_attribute("href"));
        section.checked_sub(2)
    });
    let sections: Vec<Option<usize>> = sections.collect();
    // Around the circle itself nothing has to stand for it.
    let around = |element: &Element| element.closest(".section:has(#circle)").is_ok_and(|section| section.is_some());
    let fragment = |element: &Element| element.get_attribute("href").filter(|_| !around(element));
    let fragments: Vec<Option<String>> = stages.iter().map(fragment).collect();
    let mut above = vec![false; stages.len()];
    let mut told = None;
    let (on, known) = (on.clone(), stages.clone());
    Watch::begin(&stages, ABOVE_THE_EYE, move |entry| {
        let target = entry.target();
        let seen = known.iter().position(|element| *element == target).and_then(|index| above.get_mut(index));
        if let Some(seen) = seen {
            *seen = entry.is_intersecting();
        }
        let last = above.iter().rposition(|above| *above);
        if told != Some(last) {
            told = Some(last);
            let section = last.and_then(|last| *sections.get(last)?);
            for (index, link) in links.iter().enumerate() {
                // Yew knows nothing of this attribute.
                let _ = if section == Some(index) {
                    link.set_attribute("aria-current", "true")
                } else {
                    link.remove_attribute("aria-current")
                };
            }
            let fragment = last.and_then(|last| fragments.get(last)?.clone());
            let next_leads = last.and_then(|last| fragments.get(last + 1)).is_some_and(Option::is_some);
            let of_circle = fragment.is_some() || next_leads;
            let stage = fragment.and_then(|fragment| Fragment::parse(&fragment).into_stage());
            on.emit(circle::Msg::PassageInView { stage, of_circle }.into());
        }
    })
}

/// The page is put away, perhaps for good: nobody tells it when.
fn left(target: &EventTarget, name: &'static str, on: &Callback<Msg>) -> EventListener {
    let on = on.clone();
    EventListener::new(target, name, move |_| on.emit(Msg::PageHidden))
}

/// Words of the text that are selected. A selection is told when it rests, not at each of its changes.
fn selections(page: &EventTarget, seat: &Rc<Seat>, on: &Callback<Msg>) -> EventListener {
    let (seat, on) = (Rc::clone(seat), on.clone());
    let told = Rc::new(RefCell::new(None));
    let waiting = RefCell::new(None);
    EventListener::new(page, "selectionchange", move |_| {
        let (seat, on, told) = (Rc::clone(&seat), on.clone(), Rc::clone(&told));
        waiting.replace(Some(Timeout::new(RESTS_MILLIS, move || {
            let selected = words::selected(&seat);
            if *told.borrow() != selected {
                told.replace(selected.clone());
                on.emit(anchored_comments::Msg::SelectionChanged(selected).into());
            }
        })));
    })
}

/// What is pressed in the text outside of Yew's own listeners: sections are rendered once, and know nobody to tell.
fn marks(seat: &Seat, on: &Callback<Msg>) -> EventListener {
    let on = on.clone();
    EventListener::new(&seat.mount, "click", move |event| {
        let Some(pressed) = target(event) else { return };
        let attribute = |name: &str| {
            let element = pressed.closest(&format!("[{name}]")).ok().flatten()?;
            element.get_attribute(name)
        };
        if let Some(key) = attribute("data-about") {
            if let Some(anchor) = Anchor::from_key(&key) {
                on.emit(anchored_comments::Msg::CommentPressed(anchor).into());
            }
        } else if let Some(place) = attribute("data-copy") {
            on.emit(links::Msg::CopyPressed(place).into());
        } else if let Some(block) = attribute("data-commented") {
            on.emit(anchored_comments::Msg::PassageMarkPressed(block).into());
        }
    })
}

/// A file that the reader hands over.
fn files_chosen(seat: &Seat, on: &Callback<Msg>) -> EventListener {
    let on = on.clone();
    EventListener::new(&seat.mount, "change", move |event| {
        let field = target(event).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field.filter(|field| field.type_() == "file") {
            files::read_chosen(&field, on.clone());
        }
    })
}

/// Whether the reader's system asks that nothing moves, now and from now on.
fn stillness(window: &Window, on: &Callback<Msg>) -> Option<EventListener> {
    let query = window.match_media("(prefers-reduced-motion: reduce)").ok()??;
    if query.matches() {
        on.emit(SettingsMsg::SystemMotionChanged { reduced: true }.into());
    }
    let (on, asked) = (on.clone(), query.clone());
    Some(EventListener::new(&query, "change", move |_| {
        on.emit(SettingsMsg::SystemMotionChanged { reduced: asked.matches() }.into());
    }))
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// `toggle` does not bubble, so it is caught on its way down.
fn toggles(seat: &Seat, on: &Callback<Msg>) -> EventListener {
    let on = on.clone();
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    EventListener::new_with_options(&seat.mount, "toggle", options, move |event| {
        let Some(note) = target(event).and_then(|element| element.dyn_into::<HtmlDetailsElement>().ok()) else {
            return;
        };
        if let Some(id) = note.id().strip_prefix("note-") {
            on.emit(notes::Msg::Toggled { id: id.to_owned(), open: note.open() }.into());
        }
    })
}
