//! The element's side of the wasm: mounting, parking, commands. `element.js` only forwards.
//!
//! One instance serves every element on the page. An app is never destroyed, for Yew would leak its root's listeners:
//! it is parked with its mount element and serves the next element that comes.

use crate::app::{App, AppProps};
use crate::platform::seat::{Kept, Seat};
use crate::platform::{address, page, settings, tongue};
use crate::render_fingerprint;
use essay_core::app::{Cause, Format, Model, Msg, Settings};
use essay_core::config::Config;
use essay_core::discussion::wire;
use essay_core::essay::Essay;
use essay_core::json::Json;
use essay_core::words::Language;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::{AppHandle, Renderer};

struct Mounted {
    handle: AppHandle<App>,
    mount: Element,
    /// None while it is parked.
    seat: Option<Rc<Seat>>,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
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

/// Brings an element to life and returns the number under which it is known from then on.
///
/// `root` is its shadow root; `prerendered`, if there is one, the element in it that holds the first render; `mind` and `memory` what
/// was kept of it, if it was here before.
///
/// # Errors
/// A list when the document cannot be read: a sentence, and the line of the document if it is known.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    root: &Node,
    prerendered: Option<Element>,
    document: &str,
    mind: Option<String>,
    memory: Option<String>,
) -> Result<usize, JsValue> {
    let read = Essay::from_json_with_problems(document);
    let (mut essay, problems) = read.map_err(|fault| Array::of2(&fault.to_string().into(), &fault.line().into()))?;
    if let Some(address) = address::of_document(&host) {
        essay.resolve(&address);
    }
    let config = config_of(&host);
    let words = tongue::words_here(first_language(&host, prerendered.as_ref()));
    // What was rendered in words that could not be fetched is rendered anew.
    let speaks = words.language() == Language::of(&essay.lang);
    let fits = |element: &Element| {
        speaks && element.get_attribute("data-fingerprint").as_deref() == Some(&render_fingerprint(document, &config))
    };
    let parked = MOUNTED.with_borrow(|all| all.iter().position(|mounted| mounted.seat.is_none()));
    let kept = mind.map(|mind| Kept { mind, memory: memory.unwrap_or_default() });
    let seat = |mount: &Element| Seat {
        host: host.clone(),
        mount: mount.clone(),
        essay: Rc::new(essay),
        problems,
        config: config.clone(),
        words,
        view: None,
        open_notes: vec![],
        kept,
    };
    if let Some(still) = prerendered.as_ref().filter(|element| fits(element)) {
        let mut seat = seat(still);
        // What the reader did before script ran is read before hydration sets the radios as the first render had them. A radio
        // that is as it was sent says nothing of the reader: the attributes say where to begin.
        let is_chosen = |radio: &HtmlInputElement| radio.checked() && !radio.default_checked();
        seat.view = page::all(&seat, "input[name=circle-view]")
            .iter()
            .position(|radio| radio.dyn_ref::<HtmlInputElement>().is_some_and(is_chosen));
        seat.open_notes = page::all(&seat, "details.note[open]")
            .iter()
            .filter_map(|note| note.id().strip_prefix("note-").map(str::to_owned))
            .collect();
        let seat = Rc::new(seat);
        let props = AppProps { seat: Some(Rc::clone(&seat)) };
        let handle = Renderer::<App>::with_root_and_props(still.clone(), props).hydrate();
        return Ok(remember(Mounted { handle, mount: still.clone(), seat: Some(seat) }));
    }
    if let Some(still) = prerendered {
        still.remove();
    }
    if let Some(index) = parked {
        return MOUNTED.with_borrow_mut(|all| {
            let mounted = all.get_mut(index).ok_or("the parked app is gone")?;
            root.append_child(&mounted.mount)?;
            let seat = Rc::new(seat(&mounted.mount));
            mounted.seat = Some(Rc::clone(&seat));
            mounted.handle.update(AppProps { seat: Some(seat) });
            Ok(index)
        });
    }
    let owner = root.owner_document().ok_or("the element has no document")?;
    let mount = owner.create_element("div")?;
    root.append_child(&mount)?;
    let seat = Rc::new(seat(&mount));
    let props = AppProps { seat: Some(Rc::clone(&seat)) };
    let handle = Renderer::<App>::with_root_and_props(mount.clone(), props).render();
    Ok(remember(Mounted { handle, mount, seat: Some(seat) }))
}

fn remember(mounted: Mounted) -> usize {
    MOUNTED.with_borrow_mut(|all| {
        all.push(mounted);
        all.len() - 1
    })
}

fn with<T>(id: usize, act: impl FnOnce(&mut Mounted) -> T) -> Option<T> {
    MOUNTED.with_borrow_mut(|all| all.get_mut(id).map(act))
}

/// Takes the app off an element that has left the page, for the next one.
#[wasm_bindgen]
pub fn park(id: usize) {
    with(id, |mounted| {
        mounted.seat = None;
        mounted.handle.update(AppProps { seat: None });
        mounted.mount.remove();
    });
}

/// Reads the attributes of an element anew.
#[wasm_bindgen]
pub fn configure(id: usize) {
    let config = with(id, |mounted| mounted.seat.as_ref().map(|seat| config_of(&seat.host))).flatten();
    if let Some(config) = config {
        tell(id, Msg::Configured(config));
    }
}

/// A command of a script: the name of a method and its arguments.
#[wasm_bindgen]
pub fn command(id: usize, method: &str, text: Option<String>, number: Option<usize>) {
    let text = text.unwrap_or_default();
    tell(
        id,
        match method {
            "next" => Msg::NextPressed(Cause::Script),
            "back" => Msg::BackPressed(Cause::Script),
            "goTo" => Msg::StageAsked { view: text, step: number.unwrap_or(0) },
            "play" => Msg::PlayPressed(Cause::Script),
            "pause" => Msg::PausePressed(Cause::Script),
            "openNote" => Msg::NoteAsked { id: text, open: true },
            "closeNote" => Msg::NoteAsked { id: text, open: false },
            _ => return,
        },
    );
}

/// What readers wrote, as `json`, `markdown` or `csv`.
#[wasm_bindgen]
pub fn export_discussion(id: usize, format: &str) -> String {
    let format = Format::named(format).unwrap_or(Format::Json);
    with_model(id, |model| model.export(format)).unwrap_or_default()
}

/// Takes in an export; answers with `{added, known, refused}` as JSON.
#[wasm_bindgen]
pub fn import_discussion(id: usize, text: &str) -> String {
    let import = with_model(id, |model| (wire::read(text, &model.talk.discussion), model.words));
    let (wire::Import { added, known, refused }, words) = import.unwrap_or_default();
    let refused = refused.iter().map(|(at, why)| Json::object([("at", (*at).into()), ("why", words.tell(why).into())]));
    let counts = [("added", added.len().into()), ("known", known.into()), ("refused", refused.collect())];
    tell(id, Msg::Imported(added));
    Json::object(counts).to_string()
}

fn with_model<T>(id: usize, act: impl FnOnce(&Model) -> T) -> Option<T> {
    let scope = with(id, |mounted| mounted.handle.clone_scope())?;
    let app = scope.get_component()?;
    app.model().map(act)
}

fn tell(id: usize, msg: Msg) {
    if let Some(scope) = with(id, |mounted| mounted.handle.clone_scope()) {
        scope.send_message(msg);
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
