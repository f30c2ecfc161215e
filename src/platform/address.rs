//! The page's address and its fragments, the links within the element that lead to them, and the address of the document.

use super::seat::Seat;
use essay_core::app::Msg;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, MouseEvent, Url, Window};
use yew::Callback;

thread_local! {
    /// The fragment of a link that was followed in an element, with its host, until the URL has changed; no host if the reader is
    /// there already.
    static FOLLOWED: RefCell<Option<(String, Option<HtmlElement>)>> = const { RefCell::new(None) };
}

/// The fragment of the page's URL, if it has one.
pub fn fragment() -> Option<String> {
    let fragment = decoded(web_sys::window()?.location().hash().ok()?);
    (fragment.len() > 1).then_some(fragment)
}

fn decoded(hash: String) -> String {
    js_sys::decode_uri_component(&hash).map(String::from).unwrap_or(hash)
}

/// Whether the fragment of the page's URL is a path, by which a script of the page's knows what to show: another would take the page
/// away.
fn is_route() -> bool {
    fragment().is_some_and(|fragment| fragment.starts_with("#/") || fragment.starts_with("#!"))
}

fn here() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

fn is_of_a_file(address: &str) -> bool {
    ["http:", "https:", "file:"].iter().any(|scheme| address.starts_with(scheme))
}

/// The address that leads others to a fragment. A frame without an address of its own has that of the page around it; one whose
/// fragment is a path has room for no other.
pub fn of(fragment: &str) -> String {
    let page = web_sys::window().and_then(|window| window.document());
    let around = page.map(|page| [page.base_uri().ok().flatten().unwrap_or_default(), page.referrer()]);
    let address = [here()].into_iter().chain(around.into_iter().flatten()).find(|address| is_of_a_file(address));
    let address = address.unwrap_or_default();
    if is_route() { address } else { format!("{}#{fragment}", without_fragment(&address)) }
}

/// Whether the reader sees the address of this page, and it can lead to a fragment.
pub fn is_shown() -> bool {
    let is_around = |window: &Window| window.top().ok().flatten().is_some_and(|top| top == *window);
    web_sys::window().is_some_and(|window| is_around(&window)) && !is_route()
}

/// The address of an element's document, if it came from one: what stands in the page, or comes from a script, has the page's.
pub fn of_document(host: &HtmlElement) -> Option<String> {
    let given = js_sys::Reflect::get(host, &"document".into()).is_ok_and(|given| given.is_truthy());
    let src = host.get_attribute("src").filter(|src| !src.is_empty() && !given)?;
    let base = host.base_uri().ok().flatten()?;
    Some(Url::new_with_base(&src, &base).ok()?.href()).filter(|address| is_of_a_file(address))
}

/// Whether no element before this one in the document has a place of this name: of several, the first answers.
pub fn is_first_to_know(seat: &Seat, fragment: &str) -> bool {
    let name = fragment.trim_start_matches('#').replace('\\', "\\\\").replace('"', "\\\"");
    let place = format!("slot[name=\"{name}\"], [id=\"{name}\"], [data-block=\"{name}\"]");
    let Some(elements) = seat.host.owner_document().and_then(|page| page.query_selector_all("circle-essay").ok())
    else {
        return true;
    };
    let elements = (0..elements.length()).filter_map(|index| elements.get(index)?.dyn_into::<Element>().ok());
    let mut before = elements.take_while(|element| element != seat.host.as_ref() as &Element);
    !before.any(|element| element.shadow_root().is_some_and(|root| matches!(root.query_selector(&place), Ok(Some(_)))))
}

/// Lets the page's address lead to a fragment, where the reader is already.
pub fn lead_to(fragment: &str) {
    let fragment = format!("#{fragment}");
    if self::fragment().as_ref() != Some(&fragment) {
        set(&fragment, None);
    }
}

fn set(fragment: &str, host: Option<HtmlElement>) {
    FOLLOWED.with_borrow_mut(|followed| *followed = Some((fragment.to_owned(), host)));
    if let Some(window) = web_sys::window() {
        // An address that cannot be changed leads where it led.
        let _ = window.location().set_hash(fragment);
    }
}

/// Tells that the page's URL has another fragment.
pub fn changes(window: &Window, seat: &Rc<Seat>, on: &Callback<Msg>) -> EventListener {
    let (seat, on) = (Rc::clone(seat), on.clone());
    EventListener::new(window, "hashchange", move |_| {
        let Some(fragment) = fragment() else { return };
        let answers = match FOLLOWED.with_borrow(Clone::clone) {
            // Only now, since the browser takes the focus away when it follows a link.
            Some((followed, host)) if followed == fragment => host.as_ref() == Some(&seat.host),
            _ => is_first_to_know(&seat, &fragment),
        };
        if answers {
            on.emit(Msg::FragmentFollowed(fragment));
        }
        // Once every element has heard of this change, the next one is nobody's yet.
        Timeout::new(0, || FOLLOWED.with_borrow_mut(|followed| *followed = None)).forget();
    })
}

/// A link in the text leads to a place in the same element, whatever else on the page knows a place of that name, and wherever the
/// page says that links begin.
pub fn links(seat: &Rc<Seat>, on: &Callback<Msg>) -> [EventListener; 4] {
    ["click", "auxclick", "contextmenu", "dragstart"].map(|name| {
        let (host, on) = (seat.host.clone(), on.clone());
        let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        EventListener::new_with_options(&seat.mount, name, options, move |event| {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let link = element.and_then(|element| element.closest("a[href^='#']").ok().flatten());
            let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
            let Some(written) = link.get_attribute("href") else { return };
            let followed = event.dyn_ref::<MouseEvent>().is_some_and(|click| {
                name == "click" && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
            });
            let leads_here = without_fragment(&link.href()) == without_fragment(&here()) && !is_redirected(&host);
            if !followed {
                if !leads_here {
                    lead_right(&link, &written);
                }
                return;
            }
            let href = decoded(written);
            if fragment().as_ref() == Some(&href) || is_route() {
                // To where the URL points already, or must not point: nobody would tell.
                event.prevent_default();
                on.emit(Msg::FragmentFollowed(href));
                return;
            }
            if leads_here || event.default_prevented() {
                FOLLOWED.with_borrow_mut(|followed| *followed = Some((href.clone(), Some(host.clone()))));
            } else {
                event.prevent_default();
                set(&href, Some(host.clone()));
            }
            let (event, on) = (event.clone(), on.clone());
            Timeout::new(0, move || {
                // Where the page keeps the browser from following links, the URL has not changed.
                if event.default_prevented() && fragment().as_ref() != Some(&href) {
                    on.emit(Msg::FragmentFollowed(href));
                }
            })
            .forget();
        })
    })
}

/// Whether the page has its links opened elsewhere.
fn is_redirected(host: &HtmlElement) -> bool {
    host.owner_document().is_some_and(|page| matches!(page.query_selector("base[target]"), Ok(Some(_))))
}

/// Lets the browser see a link's whole address while it opens, copies or drags it.
fn lead_right(link: &HtmlAnchorElement, written: &str) {
    let address = of(written.trim_start_matches('#'));
    if is_of_a_file(&address) && is_of_a_file(&here()) {
        link.set_href(&address);
        let (link, written) = (link.clone(), written.to_owned());
        // Yew never sees it otherwise than it wrote it.
        Timeout::new(0, move || link.set_href(&written)).forget();
    }
}
