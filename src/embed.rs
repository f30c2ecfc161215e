//! The exports of the wasm: mounting, parking and commands. `element.js` only forwards to them.
//!
//! One wasm instance serves every element on the page. An app is never destroyed, since Yew would leak the listeners of its root. It is
//! parked with the places that it renders into, and serves the next element.
//!
//! An element refers to its app by the number of its mount. No two mounts have the same number. No mount has the number 0, to which
//! wasm-bindgen converts `undefined`. A call with an unknown number reaches no element.

use crate::app::{App, AppProps, LEFT, Signal, loaded_discussion};
use crate::platform::host_element::HostElement;
use crate::platform::islands::Islands;
use crate::platform::snapshot::Snapshot;
use crate::platform::{dom, locale, navigation, settings};
use essay_core::app::discussion::import_export;
use essay_core::app::{Format, Model, Msg, Settings};
use essay_core::config::Config;
use essay_core::discussion::codec;
use essay_core::dom_id::DomId;
use essay_core::essay::{Essay, Whole};
use essay_core::i18n::Language;
use essay_core::json::Json;
use js_sys::{Array, Function, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::{AppHandle, Renderer};

/// An app, and the element that it serves.
struct MountedApp {
    number: u32,
    handle: AppHandle<App>,
    islands: Rc<Islands>,
    /// None while the app is parked.
    host: Option<Rc<HostElement>>,
}

thread_local! {
    static APPS: RefCell<Vec<MountedApp>> = const { RefCell::new(Vec::new()) };
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
}

fn config_of(element: &HtmlElement) -> Config {
    Config::from_attributes(|name| match name {
        // The attribute may stand on the element or on an element around it. The closest one that is not empty counts.
        "lang" => element.closest("[lang]:not([lang=''])").ok().flatten()?.get_attribute(name),
        name => element.get_attribute(name),
    })
}

/// Returns the language of the first render: that of the prerendered page, or else the reader's or the page's. The document's language is
/// not known yet.
fn first_language(element: &HtmlElement, prerendered: Option<&Element>) -> Language {
    let essay = prerendered.and_then(|element| element.query_selector(".essay[lang]").ok()?);
    match essay {
        Some(essay) => Language::of(&essay.get_attribute("lang").unwrap_or_default()),
        None => {
            let of_page = config_of(element).lang.unwrap_or_default();
            Language::of(Settings::of(settings::stored()).language().unwrap_or(&of_page))
        }
    }
}

/// Loads the translations for the first render of an element. If they cannot be loaded, the first render is in English.
#[wasm_bindgen]
pub async fn prepare(element: HtmlElement, prerendered: Option<Element>) {
    let _ = locale::load(first_language(&element, prerendered.as_ref())).await;
}

/// Brings an element to life and returns the number of this mount.
///
/// `root` is its shadow root. `page` is the element in it that holds the page of this document, if there is one; `document` may then be the
/// document's outline (`outline.js`). `state` and `unsaved_export` are the snapshot of the element, if it was alive before.
///
/// # Errors
/// A list if the document cannot be read: a sentence, and the line of the document if it is known.
#[wasm_bindgen]
pub fn mount(
    element: HtmlElement,
    root: &Node,
    page: Option<Element>,
    document: &str,
    state: Option<String>,
    unsaved_export: Option<String>,
) -> Result<u32, JsValue> {
    let read = Essay::from_json_with_problems(document);
    let (mut essay, problems) = read.map_err(|error| Array::of2(&error.to_string().into(), &error.line().into()))?;
    if let Some(address) = navigation::document_url(&element) {
        essay.resolve(&address);
    }
    if let Some(page) = &page {
        essay.whole = whole_essay(page.clone());
    }
    let words = locale::loaded(first_language(&element, page.as_ref()));
    let owner = root.owner_document().ok_or("the element has no document")?;
    let is_rendered = page.is_some();
    let mount = match page {
        Some(page) => page,
        None => owner.create_element("div")?,
    };
    let mut host = HostElement {
        config: config_of(&element),
        element,
        mount,
        is_rendered,
        essay: Rc::new(essay),
        problems,
        words,
        view: None,
        open_notes: vec![],
        snapshot: state.map(|state| Snapshot { state, unsaved_export: unsaved_export.unwrap_or_default() }),
    };
    if is_rendered {
        // Only a radio button that the reader has changed decides. Otherwise the attributes do.
        let is_chosen = |radio: &HtmlInputElement| radio.checked() && !radio.default_checked();
        host.view = dom::all(&host, "input[name=circle-view]")
            .iter()
            .position(|radio| radio.dyn_ref::<HtmlInputElement>().is_some_and(is_chosen));
        host.open_notes = dom::all(&host, "details.note[open]")
            .iter()
            .filter_map(|note| DomId::note_of(&note.id()).map(str::to_owned))
            .collect();
    } else {
        root.append_child(&host.mount)?;
    }
    let host = Rc::new(host);
    let number = LAST_NUMBER.get() + 1;
    LAST_NUMBER.set(number);
    APPS.with_borrow_mut(|all| {
        if let Some(parked) = all.iter_mut().find(|app| app.host.is_none()) {
            parked.number = number;
            parked.serve(Some(host));
            return Ok(number);
        }
        let islands = Rc::new(Islands::new(&owner)?);
        let props = AppProps { islands: Rc::clone(&islands), host: Some(Rc::clone(&host)) };
        // Yew renders into the islands' places. The root that it needs is in no page.
        let handle = Renderer::<App>::with_root_and_props(owner.create_element("div")?, props).render();
        all.push(MountedApp { number, handle, islands, host: Some(host) });
        Ok(number)
    })
}

/// Returns the whole document behind an outline. The glue keeps its text with the page (`instance.js`).
fn whole_essay(page: Element) -> Whole<Essay> {
    Whole::read_by(move || {
        let document = Reflect::get(&page, &"ceDocument".into()).ok()?.as_string()?;
        Essay::from_json(&document).ok()
    })
}

impl MountedApp {
    /// Gives the app an element to serve, or parks it.
    fn serve(&mut self, host: Option<Rc<HostElement>>) {
        self.host.clone_from(&host);
        self.handle.update(AppProps { islands: Rc::clone(&self.islands), host });
    }
}

fn with_app<T>(number: u32, act: impl FnOnce(&mut MountedApp) -> T) -> Option<T> {
    APPS.with_borrow_mut(|all| all.iter_mut().find(|app| app.number == number && app.host.is_some()).map(act))
}

/// Parks the app of an element that has left the page. It serves the next element.
#[wasm_bindgen]
pub fn park(number: u32) {
    with_app(number, |app| app.serve(None));
}

/// Checks that the element of this mount is still in the page.
///
/// # Errors
/// A sentence if it has left.
#[wasm_bindgen]
pub fn present(number: u32) -> Result<(), JsValue> {
    with_model(number, |_| ())
}

/// Reads the attributes of an element again.
#[wasm_bindgen]
pub fn configure(number: u32) {
    let config = with_app(number, |app| app.host.as_ref().map(|host| config_of(&host.element))).flatten();
    if let Some(config) = config {
        send(number, Msg::Configured(config));
    }
}

/// Performs a method of the element with these arguments.
///
/// # Errors
/// A sentence if this essay has no target of that name, or if the element has left the page.
#[wasm_bindgen]
pub fn command(number: u32, method: &str, id: &str, step: &str) -> Result<(), JsValue> {
    let msg = with_model(number, |model| model.command(method, id, step))?
        .map_err(|sentence| JsValue::from_str(&sentence))?;
    send(number, msg);
    Ok(())
}

/// Calls `done` when the stored discussion is loaded, or when it cannot be.
///
/// # Errors
/// A sentence if the element has left the page.
#[wasm_bindgen]
pub fn when_read(number: u32, done: Function) -> Result<(), JsValue> {
    present(number)?;
    send(number, Msg::DiscussionWanted);
    send(number, Signal::Await(None, done));
    Ok(())
}

/// Returns the comments of readers as `json`, `markdown` or `csv`.
///
/// # Errors
/// A sentence if the element has left the page.
#[wasm_bindgen]
pub fn export_discussion(number: u32, format: &str) -> Result<String, JsValue> {
    let format = Format::named(format).unwrap_or(Format::Json);
    with_model(number, |model| model.export(format))
}

/// Imports an export. Returns `{added, known, refused}` as JSON. Calls `done` when the new events are stored, or with a sentence if they cannot
/// be stored.
///
/// # Errors
/// A sentence if the element has left the page.
#[wasm_bindgen]
pub fn import_discussion(number: u32, text: &str, done: Function) -> Result<String, JsValue> {
    let code = loaded_discussion().ok_or(LEFT)?;
    let (import, words) = with_model(number, |model| ((code.import)(text, &model.discussion.log), model.words))?;
    let codec::Import { added, known, refused } = import;
    let refused =
        refused.iter().map(|(at, why)| Json::object([("at", (*at).into()), ("why", words.format(why).into())]));
    let counts = [("added", added.len().into()), ("known", known.into()), ("refused", refused.collect())];
    let first = added.first().map(|event| event.id.clone());
    send(number, Msg::from(import_export::Msg::EventsImported(added)));
    send(number, Signal::Await(first, done));
    Ok(Json::object(counts).to_string())
}

fn with_model<T>(number: u32, act: impl FnOnce(&Model) -> T) -> Result<T, JsValue> {
    let scope = with_app(number, |app| app.handle.clone_scope());
    let app = scope.as_ref().and_then(|scope| scope.get_component());
    app.and_then(|app| app.model().map(act)).ok_or_else(|| LEFT.into())
}

fn send(number: u32, signal: impl Into<Signal>) {
    if let Some(scope) = with_app(number, |app| app.handle.clone_scope()) {
        scope.send_message(signal);
    }
}

/// Clones the scope of an app, so that the list of apps is not borrowed while the scope is used.
trait CloneScope {
    fn clone_scope(&self) -> yew::html::Scope<App>;
}

impl CloneScope for AppHandle<App> {
    fn clone_scope(&self) -> yew::html::Scope<App> {
        (**self).clone()
    }
}
