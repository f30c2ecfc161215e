//! The page's URL and its fragment, links within the element, and the URL of the document.

use super::host_element::HostElement;
use essay_core::app::Msg;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, MouseEvent, Url, Window};
use yew::Callback;

thread_local! {
    /// The fragment of a link that was followed, and the element that holds the link, until the URL has changed. There is no element if the
    /// reader is at the target already.
    static FOLLOWED: RefCell<Option<(String, Option<HtmlElement>)>> = const { RefCell::new(None) };
}

/// Returns the fragment of the page's URL, if it has one.
pub fn fragment() -> Option<String> {
    let fragment = decoded(web_sys::window()?.location().hash().ok()?);
    (fragment.len() > 1).then_some(fragment)
}

fn decoded(hash: String) -> String {
    js_sys::decode_uri_component(&hash).map(String::from).unwrap_or(hash)
}

/// Returns true if the fragment of the page's URL is a route of the page's own script. Another fragment would make the script show another
/// page.
fn is_route() -> bool {
    fragment().is_some_and(|fragment| fragment.starts_with("#/") || fragment.starts_with("#!"))
}

fn here() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

fn is_web_or_file(address: &str) -> bool {
    ["http:", "https:", "file:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Returns the URL that leads other readers to a fragment. A frame without a URL of its own gets that of the page around it. A page whose
/// fragment is a route gets no other fragment.
pub fn url_of(fragment: &str) -> String {
    let page = web_sys::window().and_then(|window| window.document());
    let around = page.map(|page| [page.base_uri().ok().flatten().unwrap_or_default(), page.referrer()]);
    let address = [here()].into_iter().chain(around.into_iter().flatten()).find(|address| is_web_or_file(address));
    let address = address.unwrap_or_default();
    if is_route() { address } else { format!("{}#{fragment}", without_fragment(&address)) }
}

/// Returns true if the address bar shows the URL of this page, and the URL can have a fragment.
pub fn is_in_address_bar() -> bool {
    let is_around = |window: &Window| window.top().ok().flatten().is_some_and(|top| top == *window);
    web_sys::window().is_some_and(|window| is_around(&window)) && !is_route()
}

/// Returns the URL of an element's document. A document that stands in the page or comes from a script has none of its own.
pub fn document_url(element: &HtmlElement) -> Option<String> {
    let given = js_sys::Reflect::get(element, &"document".into()).is_ok_and(|given| given.is_truthy());
    let src = element.get_attribute("src").filter(|src| !src.is_empty() && !given)?;
    let base = element.base_uri().ok().flatten()?;
    Some(Url::new_with_base(&src, &base).ok()?.href()).filter(|address| is_web_or_file(address))
}

/// Returns true if no element before this one in the page has the target of a fragment. The first of several elements follows it.
pub fn owns_fragment(host: &HostElement, fragment: &str) -> bool {
    let name = fragment.trim_start_matches('#').replace('\\', "\\\\").replace('"', "\\\"");
    let place = format!("slot[name=\"{name}\"], [id=\"{name}\"], [data-block=\"{name}\"]");
    let Some(elements) = host.element.owner_document().and_then(|page| page.query_selector_all("circle-essay").ok())
    else {
        return true;
    };
    let elements = (0..elements.length()).filter_map(|index| elements.get(index)?.dyn_into::<Element>().ok());
    let mut before = elements.take_while(|element| element != host.element.as_ref() as &Element);
    !before.any(|element| element.shadow_root().is_some_and(|root| matches!(root.query_selector(&place), Ok(Some(_)))))
}

/// Sets the fragment of the page's URL. The reader is at its target already.
pub fn set_fragment(fragment: &str) {
    let fragment = format!("#{fragment}");
    if self::fragment().as_ref() != Some(&fragment) {
        set(&fragment, None);
    }
}

fn set(fragment: &str, element: Option<HtmlElement>) {
    FOLLOWED.with_borrow_mut(|followed| *followed = Some((fragment.to_owned(), element)));
    if let Some(window) = web_sys::window() {
        // If the page may not change its URL, the URL stays.
        let _ = window.location().set_hash(fragment);
    }
}

/// Listens for changes of the fragment of the page's URL.
pub fn fragment_changes(window: &Window, host: &Rc<HostElement>, dispatch: &Callback<Msg>) -> EventListener {
    let (host, dispatch) = (Rc::clone(host), dispatch.clone());
    EventListener::new(window, "hashchange", move |_| {
        let Some(fragment) = fragment() else { return };
        let follows = match FOLLOWED.with_borrow(Clone::clone) {
            // The reader goes there only now, since the browser moves the focus when it follows a link.
            Some((followed, element)) if followed == fragment => element.as_ref() == Some(&host.element),
            _ => owns_fragment(&host, &fragment),
        };
        if follows {
            dispatch.emit(Msg::FragmentFollowed(fragment));
        }
        // Every element has handled this change by then.
        Timeout::new(0, || FOLLOWED.with_borrow_mut(|followed| *followed = None)).forget();
    })
}

/// Listens for links within the element, so that they lead to a target in the same element: even if the page has the same id elsewhere, or a
/// `<base>` that makes the links lead to another page.
pub fn link_listeners(host: &Rc<HostElement>, dispatch: &Callback<Msg>) -> [EventListener; 4] {
    ["click", "auxclick", "contextmenu", "dragstart"].map(|name| {
        let (custom_element, dispatch) = (host.element.clone(), dispatch.clone());
        let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        EventListener::new_with_options(&host.mount, name, options, move |event| {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let link = element.and_then(|element| element.closest("a[href^='#']").ok().flatten());
            let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
            let Some(written) = link.get_attribute("href") else { return };
            let followed = event.dyn_ref::<MouseEvent>().is_some_and(|click| {
                name == "click" && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
            });
            let leads_here =
                without_fragment(&link.href()) == without_fragment(&here()) && !has_base_target(&custom_element);
            if !followed {
                if !leads_here {
                    expand_href(&link, &written);
                }
                return;
            }
            let href = decoded(written);
            if fragment().as_ref() == Some(&href) || is_route() {
                // The URL has this fragment already or must not get it, so the browser would send no event.
                event.prevent_default();
                dispatch.emit(Msg::FragmentFollowed(href));
                return;
            }
            if leads_here || event.default_prevented() {
                FOLLOWED.with_borrow_mut(|followed| *followed = Some((href.clone(), Some(custom_element.clone()))));
            } else {
                event.prevent_default();
                set(&href, Some(custom_element.clone()));
            }
            let (event, dispatch) = (event.clone(), dispatch.clone());
            Timeout::new(0, move || {
                // If the page keeps the browser from following links, the URL has not changed.
                if event.default_prevented() && fragment().as_ref() != Some(&href) {
                    dispatch.emit(Msg::FragmentFollowed(href));
                }
            })
            .forget();
        })
    })
}

/// Returns true if the page opens its links in another window or frame.
fn has_base_target(element: &HtmlElement) -> bool {
    element.owner_document().is_some_and(|page| matches!(page.query_selector("base[target]"), Ok(Some(_))))
}

/// Gives a link its whole URL while the browser opens, copies or drags it.
fn expand_href(link: &HtmlAnchorElement, written: &str) {
    let address = url_of(written.trim_start_matches('#'));
    if is_web_or_file(&address) && is_web_or_file(&here()) {
        link.set_href(&address);
        let (link, written) = (link.clone(), written.to_owned());
        // Yew finds the attribute as it rendered it.
        Timeout::new(0, move || link.set_href(&written)).forget();
    }
}
