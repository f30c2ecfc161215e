//! The element's side of the wasm: mounting, parking, commands. `element.js` only forwards.
//!
//! One instance serves every element on the page. An app is never destroyed, for Yew would leak its root's listeners:
//! it is parked with the places that it draws into, and serves the next element that comes.
//!
//! An element knows its app by the number of its mount. No two mounts have the same number, and none has 0, which is what becomes of
//! `undefined` on its way here: whoever comes with a number that is not that of an element on the page reaches no element at all.

use crate::app::{App, AppProps, LEFT, Signal};
use crate::platform::islands::Islands;
use crate::platform::seat::{Kept, Seat};
use crate::platform::{address, page, settings, tongue};
use essay_core::app::discussion::import_export;
use essay_core::app::{Format, Model, Msg, Settings};
use essay_core::config::Config;
use essay_core::discussion::codec;
use essay_core::essay::Essay;
use essay_core::i18n::Language;
use essay_core::json::Json;
use js_sys::{Array, Function};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::{AppHandle, Renderer};

struct Mounted {
    number: u32,
    handle: AppHandle<App>,
    islands: Rc<Islands>,
    /// None while it is parked.
    seat: Option<Rc<Seat>>,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
}

fn config_of(host: &HtmlElement) -> Config {
    Config::from_attributes(|name| match name {
        // The closest one that says anything: the element's own, or that of something around it.
        "lang" => host.closest("[lang]:not([lang=''])").ok().flatten()?.get_attribute(name),
        name => host.get_attribute(name),
    })
}

/// The language of the first render: that in which an element is prerendered, else the one that is wanted, as far as that is
/// known before the document is read.
fn first_language(host: &HtmlElement, prerendered: Option<&Element>) -> Language {
    let built = prerendered.and_then(|element| element.query_selector(".essay[lang]").ok()?);
    match built {
        Some(built) => Language::of(&built.get_attribute("lang").unwrap_or_default()),
        None => {
            let of_page = config_of(host).lang.unwrap_or_default();
            Language::of(Settings::of(settings::line()).language().unwrap_or(&of_page))
        }
    }
}

/// Fetches the words that the first render of an element speaks, if they are not there. Without them it speaks English.
#[wasm_bindgen]
pub async fn prepare(host: HtmlElement, prerendered: Option<Element>) {
    let _ = tongue::words(first_language(&host, prerendered.as_ref())).await;
}

/// Brings an element to life and returns the number of this mount.
///
/// `root` is its shadow root; `page`, if there is one, the element in it that holds the page of this document; `mind` and `memory` what
/// was kept of it, if it was here before.
///
/// # Errors
/// A list when the document cannot be read: a sentence, and the line of the document if it is known.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    root: &Node,
    page: Option<Element>,
    document: &str,
    mind: Option<String>,
    memory: Option<String>,
) -> Result<u32, JsValue> {
    let read = Essay::from_json_with_problems(document);
    let (mut essay, problems) = read.map_err(|fault| Array::of2(&fault.to_string().into(), &fault.line().into()))?;
    if let Some(address) = address::of_document(&host) {
        essay.resolve(&address);
    }
    let words = tongue::words_here(first_language(&host, page.as_ref()));
    let owner = root.owner_document().ok_or("the element has no document")?;
    let stands = page.is_some();
    let mount = match page {
        Some(page) => page,
        None => owner.create_element("div")?,
    };
    let mut seat = Seat {
        config: config_of(&host),
        host,
        mount,
        stands,
        essay: Rc::new(essay),
        problems,
        words,
        view: None,
        open_notes: vec![],
        kept: mind.map(|mind| Kept { mind, memory: memory.unwrap_or_default() }),
    };
    if stands {
        // A radio that is as it was sent says nothing of the reader: the attributes say where to begin.
        let is_chosen = |radio: &HtmlInputElement| radio.checked() && !radio.default_checked();
        seat.view = page::all(&seat, "input[name=circle-view]")
            .iter()
            .position(|radio| radio.dyn_ref::<HtmlInputElement>().is_some_and(is_chosen));
        seat.open_notes = page::all(&seat, "details.note[open]")
            .iter()
            .filter_map(|note| note.id().strip_prefix("note-").map(str::to_owned))
            .collect();
    } else {
        root.append_child(&seat.mount)?;
    }
    let seat = Rc::new(seat);
    let number = LAST_NUMBER.get() + 1;
    LAST_NUMBER.set(number);
    MOUNTED.with_borrow_mut(|all| {
        if let Some(parked) = all.iter_mut().find(|mounted| mounted.seat.is_none()) {
            parked.number = number;
            parked.take(Some(seat));
            return Ok(number);
        }
        let islands = Rc::new(Islands::new(&owner)?);
        let props = AppProps { islands: Rc::clone(&islands), seat: Some(Rc::clone(&seat)) };
        // Yew draws into the islands' places; this element is in no page.
        let handle = Renderer::<App>::with_root_and_props(owner.create_element("div")?, props).render();
        all.push(Mounted { number, handle, islands, seat: Some(seat) });
        Ok(number)
    })
}

impl Mounted {
    /// Gives the app a seat, or takes it away.
    fn take(&mut self, seat: Option<Rc<Seat>>) {
        self.seat.clone_from(&seat);
        self.handle.update(AppProps { islands: Rc::clone(&self.islands), seat });
    }
}

fn with<T>(number: u32, act: impl FnOnce(&mut Mounted) -> T) -> Option<T> {
    MOUNTED.with_borrow_mut(|all| {
        all.iter_mut().find(|mounted| mounted.number == number && mounted.seat.is_some()).map(act)
    })
}

/// Takes the app off an element that has left the page, for the next one.
#[wasm_bindgen]
pub fn park(number: u32) {
    with(number, |mounted| mounted.take(None));
}

/// Asks for nothing but that the element of this mount is still there.
///
/// # Errors
/// A sentence when it has left.
#[wasm_bindgen]
pub fn present(number: u32) -> Result<(), JsValue> {
    with_model(number, |_| ())
}

/// Reads the attributes of an element anew.
#[wasm_bindgen]
pub fn configure(number: u32) {
    let config = with(number, |mounted| mounted.seat.as_ref().map(|seat| config_of(&seat.host))).flatten();
    if let Some(config) = config {
        tell(number, Msg::Configured(config));
    }
}

/// Does what a method of the element asks for, called with these arguments.
///
/// # Errors
/// A sentence when there is no such thing in this essay, or the element has left.
#[wasm_bindgen]
pub fn command(number: u32, method: &str, id: &str, step: &str) -> Result<(), JsValue> {
    let msg = with_model(number, |model| model.command(method, id, step))?.map_err(|told| JsValue::from_str(&told))?;
    tell(number, msg);
    Ok(())
}

/// Calls once what is stored for the discussion has been read, or cannot be.
///
/// # Errors
/// A sentence when the element has left.
#[wasm_bindgen]
pub fn when_read(number: u32, done: Function) -> Result<(), JsValue> {
    present(number)?;
    tell(number, Signal::Awaited(None, done));
    Ok(())
}

/// What readers wrote, as `json`, `markdown` or `csv`.
///
/// # Errors
/// A sentence when the element has left.
#[wasm_bindgen]
pub fn export_discussion(number: u32, format: &str) -> Result<String, JsValue> {
    let format = Format::named(format).unwrap_or(Format::Json);
    with_model(number, |model| model.export(format))
}

/// Takes in an export; answers with `{added, known, refused}` as JSON. Calls once what is new has been stored; with a sentence, if it
/// could not be.
///
/// # Errors
/// A sentence when the element has left.
#[wasm_bindgen]
pub fn import_discussion(number: u32, text: &str, done: Function) -> Result<String, JsValue> {
    let (import, words) = with_model(number, |model| (codec::read(text, &model.discussion.log), model.words))?;
    let codec::Import { added, known, refused } = import;
    let refused = refused.iter().map(|(at, why)| Json::object([("at", (*at).into()), ("why", words.tell(why).into())]));
    let counts = [("added", added.len().into()), ("known", known.into()), ("refused", refused.collect())];
    let first = added.first().map(|event| event.id.clone());
    tell(number, Msg::from(import_export::Msg::EventsImported(added)));
    tell(number, Signal::Awaited(first, done));
    Ok(Json::object(counts).to_string())
}

fn with_model<T>(number: u32, act: impl FnOnce(&Model) -> T) -> Result<T, JsValue> {
    let scope = with(number, |mounted| mounted.handle.clone_scope());
    let app = scope.as_ref().and_then(|scope| scope.get_component());
    app.and_then(|app| app.model().map(act)).ok_or_else(|| LEFT.into())
}

fn tell(number: u32, signal: impl Into<Signal>) {
    if let Some(scope) = with(number, |mounted| mounted.handle.clone_scope()) {
        scope.send_message(signal);
    }
}

/// The scope of an app can be used while the list of apps is free.
trait CloneScope {
    fn clone_scope(&self) -> yew::html::Scope<App>;
}

impl CloneScope for AppHandle<App> {
    fn clone_scope(&self) -> yew::html::Scope<App> {
        (**self).clone()
    }
}
