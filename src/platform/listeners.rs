//! Listeners outside Yew's own: notes that open, clicks in the text, the reader's system, and scrolling. `keys.rs` listens to keys, and
//! `navigation.rs` to links within the page.

use super::host_element::HostElement;
use super::islands::Islands;
use super::{dom, files, keys, lit_links, navigation, selection, settings};
use essay_core::app::discussion::{anchored_comments, composer};
use essay_core::app::settings::Msg as SettingsMsg;
use essay_core::app::{ComposerId, Msg, circle, links, notes};
use essay_core::discussion::anchor::Anchor;
use essay_core::dom_id::DomId;
use essay_core::fragment::Fragment;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, EventTarget, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Window,
};
use yew::Callback;

/// The time after which a selection counts as finished, in milliseconds.
const SELECTION_REST_MILLIS: u32 = 120;

/// The part of the page above the line that the reader is thought to read, however far above, as a margin of the viewport.
const ABOVE_READING_LINE: &str = "9999999px 0px -55% 0px";

/// Listeners that are removed when this is dropped.
pub struct Listeners {
    _events: Vec<EventListener>,
    observers: Vec<Observer>,
}

/// An observer of elements in the viewport, and its callback.
struct Observer {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Listeners {
    /// Begins to listen to an element, and to the page around it.
    pub fn attach(host: &Rc<HostElement>, islands: &Rc<Islands>, dispatch: &Callback<Msg>) -> Self {
        let mut events = vec![note_toggles(host, dispatch), clicks(host, dispatch), chosen_files(host, dispatch)];
        events.extend(
            ["click", "focusin", "input", "submit"].map(|name| discussion_touches(name, host, islands, dispatch)),
        );
        events.extend(navigation::link_listeners(host, dispatch));
        events.extend(lit_links::listeners(host));
        if let Some(window) = web_sys::window() {
            events.push(navigation::fragment_changes(&window, host, dispatch));
            events.extend(reduced_motion(&window, dispatch));
            events.extend(settings::listeners(&window, host, dispatch));
            events.push(page_hidden(&window, "pagehide", dispatch));
            events.extend(window.document().map(|page| page_hidden(&page, "visibilitychange", dispatch)));
            events.extend(window.document().map(|page| selections(&page, host, dispatch)));
            events.extend(window.document().into_iter().flat_map(|page| keys::listeners(&page, host, dispatch)));
        }
        let observers = [
            circle_visibility(host, dispatch),
            passage_in_view(host, dispatch),
            progress(host),
            discussion_nearness(host, dispatch),
        ];
        Self { _events: events, observers: observers.into_iter().flatten().collect() }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for observer in &self.observers {
            observer.observer.disconnect();
        }
    }
}

impl Observer {
    /// Observes elements in the viewport with a margin around it. Returns `None` if the browser cannot.
    fn new(
        elements: &[Element],
        margin: &str,
        mut on_change: impl FnMut(IntersectionObserverEntry) + 'static,
    ) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            for entry in entries.iter() {
                on_change(entry.unchecked_into());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let observer = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self { observer, _callback: callback })
    }
}

/// Observes whether the circle is in the viewport.
fn circle_visibility(host: &HostElement, dispatch: &Callback<Msg>) -> Option<Observer> {
    let dispatch = dispatch.clone();
    Observer::new(&dom::all(host, "#circle"), "0px", move |entry| {
        dispatch.emit(circle::Msg::VisibilityChanged { visible: entry.is_intersecting() }.into());
    })
}

/// Shows the share of blocks that begin above the reading line.
fn progress(host: &HostElement) -> Option<Observer> {
    // The property is set on the line itself. On the article, the browser would compute all its styles again.
    let line = dom::all(host, ".progress").into_iter().next()?.dyn_into::<HtmlElement>().ok()?;
    let blocks = dom::all(host, ".section > [data-block]");
    let (total, mut calls, mut above) = (blocks.len(), 0, 0);
    Observer::new(&blocks, ABOVE_READING_LINE, move |entry| {
        calls += 1;
        if entry.is_intersecting() {
            above += 1;
        } else if calls > total {
            // The observer reports each block once at first, and then at each change.
            above -= 1;
        }
        // The style divides: text of fractions is 3 KB of code. If the browser refuses the property, no progress is shown.
        let _ = line.style().set_property("--read", &format!("calc({above} / {total})"));
    })
}

/// Observes the passage being read, that is, the last one that begins above the reading line. Its section is marked in the list of contents.
fn passage_in_view(host: &HostElement, dispatch: &Callback<Msg>) -> Option<Observer> {
    let stages = dom::all(host, ".section, .section .paragraph > a[href^='#'][href*='/']");
    // The opening has no link in the list of contents.
    let links = dom::all(host, ".contents li:not([data-part]) > a");
    let mut section = 0;
    let sections = stages.iter().map(|element| {
        section += usize::from(!element.has_attribute("href"));
        section.checked_sub(2)
    });
    let sections: Vec<Option<usize>> = sections.collect();
    // The section of the circle itself needs no ring beside its text.
    let around = |element: &Element| element.closest(".section:has(#circle)").is_ok_and(|section| section.is_some());
    let fragment = |element: &Element| element.get_attribute("href").filter(|_| !around(element));
    let fragments: Vec<Option<String>> = stages.iter().map(fragment).collect();
    let mut above = vec![false; stages.len()];
    let mut reported = None;
    let (dispatch, known) = (dispatch.clone(), stages.clone());
    Observer::new(&stages, ABOVE_READING_LINE, move |entry| {
        let target = entry.target();
        let seen = known.iter().position(|element| *element == target).and_then(|index| above.get_mut(index));
        if let Some(seen) = seen {
            *seen = entry.is_intersecting();
        }
        let last = above.iter().rposition(|above| *above);
        if reported != Some(last) {
            reported = Some(last);
            let section = last.and_then(|last| *sections.get(last)?);
            for (index, link) in links.iter().enumerate() {
                // Yew does not render this attribute.
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
            dispatch.emit(circle::Msg::PassageInView { stage, of_circle }.into());
        }
    })
}

/// Listens for the page being hidden. That may be its end, of which browsers send no event.
fn page_hidden(target: &EventTarget, name: &'static str, dispatch: &Callback<Msg>) -> EventListener {
    let dispatch = dispatch.clone();
    EventListener::new(target, name, move |_| dispatch.emit(Msg::PageHidden))
}

/// Listens for selections in the text. It reports a selection when it is finished, not at each change.
fn selections(page: &EventTarget, host: &Rc<HostElement>, dispatch: &Callback<Msg>) -> EventListener {
    let (host, dispatch) = (Rc::clone(host), dispatch.clone());
    let reported = Rc::new(RefCell::new(None));
    let timer = RefCell::new(None);
    EventListener::new(page, "selectionchange", move |_| {
        let (host, dispatch, reported) = (Rc::clone(&host), dispatch.clone(), Rc::clone(&reported));
        timer.replace(Some(Timeout::new(SELECTION_REST_MILLIS, move || {
            let selected = selection::selected(&host);
            if *reported.borrow() != selected {
                reported.replace(selected.clone());
                dispatch.emit(anchored_comments::Msg::SelectionChanged(selected).into());
            }
        })));
    })
}

/// Listens for clicks on buttons in the article, which is rendered once and has no listeners of Yew.
fn clicks(host: &HostElement, dispatch: &Callback<Msg>) -> EventListener {
    let dispatch = dispatch.clone();
    EventListener::new(&host.mount, "click", move |event| {
        let Some(pressed) = target(event) else { return };
        let attribute = |name: &str| {
            let element = pressed.closest(&format!("[{name}]")).ok().flatten()?;
            element.get_attribute(name)
        };
        if let Some(key) = attribute("data-about") {
            if let Some(anchor) = Anchor::from_key(&key) {
                dispatch.emit(anchored_comments::Msg::CommentPressed(anchor).into());
            }
        } else if let Some(place) = attribute("data-copy") {
            dispatch.emit(links::Msg::CopyPressed(place).into());
        } else if let Some(block) = attribute("data-commented") {
            dispatch.emit(anchored_comments::Msg::PassageMarkPressed(block).into());
        }
    })
}

/// Observes whether the reader comes within a window's height of the discussion.
fn discussion_nearness(host: &HostElement, dispatch: &Callback<Msg>) -> Option<Observer> {
    let dispatch = dispatch.clone();
    // The island itself has no box. On a page that is not prerendered it is empty, and the last section stands for it.
    let element = [".discussion", ".section", ".essay"].iter().find_map(|selector| dom::all(host, selector).pop())?;
    Observer::new(&[element], "100%", move |entry| {
        if entry.is_intersecting() {
            dispatch.emit(Msg::DiscussionWanted);
        }
    })
}

/// Listens to what the reader presses or focuses in the prerendered discussion. The press is repeated when the app has replaced that.
fn discussion_touches(
    name: &'static str,
    host: &HostElement,
    islands: &Rc<Islands>,
    dispatch: &Callback<Msg>,
) -> EventListener {
    let (islands, dispatch) = (Rc::clone(islands), dispatch.clone());
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&host.mount, name, options, move |event| {
        let Some(touched) = target(event) else { return };
        if touched.closest(Islands::DISCUSSION).is_ok_and(|island| island.is_some()) && !islands.holds(&touched) {
            match event.type_().as_str() {
                "click" => islands.press_later(&touched),
                // Enter in a field would load the page anew.
                "submit" => event.prevent_default(),
                "input" => typed_early(&touched).into_iter().for_each(|msg| dispatch.emit(msg.into())),
                _ => {}
            }
            dispatch.emit(Msg::DiscussionWanted);
        }
    })
}

/// Returns the message for what is typed into a field of the prerendered composer.
fn typed_early(field: &Element) -> Option<composer::Msg> {
    let id = field.id();
    if id == DomId::CommentField(&ComposerId::Essay).to_string() {
        let text = field.dyn_ref::<HtmlTextAreaElement>()?.value();
        return Some(composer::Msg::Typed { composer: ComposerId::Essay, text });
    }
    let is_name = id == DomId::NameField(&ComposerId::Essay).to_string();
    is_name.then(|| Some(composer::Msg::NameTyped(field.dyn_ref::<HtmlInputElement>()?.value()))).flatten()
}

/// Listens for files that the reader chooses.
fn chosen_files(host: &HostElement, dispatch: &Callback<Msg>) -> EventListener {
    let dispatch = dispatch.clone();
    EventListener::new(&host.mount, "change", move |event| {
        let field = target(event).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field.filter(|field| field.type_() == "file") {
            files::read_chosen(&field, dispatch.clone());
        }
    })
}

/// Listens to the system's preference for reduced motion, and reports it at once if it is set.
fn reduced_motion(window: &Window, dispatch: &Callback<Msg>) -> Option<EventListener> {
    let query = window.match_media("(prefers-reduced-motion: reduce)").ok()??;
    if query.matches() {
        dispatch.emit(SettingsMsg::SystemMotionChanged { reduced: true }.into());
    }
    let (dispatch, current) = (dispatch.clone(), query.clone());
    Some(EventListener::new(&query, "change", move |_| {
        dispatch.emit(SettingsMsg::SystemMotionChanged { reduced: current.matches() }.into());
    }))
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Listens for notes that open or close. `toggle` does not bubble, so the listener stands in the capture phase.
fn note_toggles(host: &HostElement, dispatch: &Callback<Msg>) -> EventListener {
    let dispatch = dispatch.clone();
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    EventListener::new_with_options(&host.mount, "toggle", options, move |event| {
        let Some(note) = target(event).and_then(|element| element.dyn_into::<HtmlDetailsElement>().ok()) else {
            return;
        };
        if let Some(id) = DomId::note_of(&note.id()) {
            dispatch.emit(notes::Msg::Toggled { id: id.to_owned(), open: note.open() }.into());
        }
    })
}
