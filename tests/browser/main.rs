//! The widget in a browser: islands that take their places, stepping, posting and reading back.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use circle_essay::embed;
use circle_essay::view::still_page;
use essay_core::app::Model;
use essay_core::config::Config;
use essay_core::essay::{Essay, plain_text_of_blocks};
use js_sys::{Array, JSON, Promise};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/src/embed/page.js")]
extern "C" {
    /// Tells the glue's modules of the page that they serve.
    fn serve(page: &JsValue);
}

#[wasm_bindgen(module = "/src/embed/outline.js")]
extern "C" {
    #[wasm_bindgen(js_name = outlineOf)]
    fn outline_of(document: &JsValue) -> JsValue;
}

const DOCUMENT: &str = include_str!("../fixtures/small.json");

#[derive(Clone, PartialEq, Properties)]
struct StillProps {
    model: Model,
}

#[component]
fn Still(StillProps { model }: &StillProps) -> Html {
    still_page(model)
}

/// Makes an element with an open shadow root. `discussion` keeps the tests' comments apart.
fn host(discussion: &str) -> (HtmlElement, Element) {
    // Tests have no entry, which would keep the state of elements.
    let page = js_sys::Object::new();
    let keep = js_sys::Function::new_with_args("element, mind", "element.mind = mind");
    js_sys::Reflect::set(&page, &"keep".into(), &keep).unwrap();
    serve(&page);
    let document = web_sys::window().unwrap().document().unwrap();
    let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    host.set_attribute("discussion-id", discussion).unwrap();
    document.body().unwrap().append_child(&host).unwrap();
    let root = document.create_element("div").unwrap();
    host.append_child(&root).unwrap();
    (host, root)
}

/// Returns the next event with this name. Await it after the action that causes it.
fn next_event(host: &HtmlElement, name: &str) -> JsFuture {
    let (host, name) = (host.clone(), name.to_owned());
    JsFuture::from(Promise::new(&mut |resolve, _| host.add_event_listener_with_callback(&name, &resolve).unwrap()))
}

async fn detail(event: JsFuture) -> serde_json::Value {
    let event: CustomEvent = event.await.unwrap().unchecked_into();
    serde_json::from_str(&String::from(js_sys::JSON::stringify(&event.detail()).unwrap())).unwrap()
}

async fn alive(discussion: &str) -> (HtmlElement, Element, u32) {
    let (host, root) = host(discussion);
    let ready = next_event(&host, "ce-ready");
    let id = embed::mount(host.clone(), root.unchecked_ref::<Node>(), None, DOCUMENT, None, None).unwrap();
    ready.await.unwrap();
    discussion_alive(id).await;
    (host, root, id)
}

/// Starts the discussion of a mount, and waits until its stored events have been read.
async fn discussion_alive(id: u32) {
    let read = Promise::new(&mut |resolve, _| embed::when_read(id, resolve).unwrap());
    JsFuture::from(read).await.unwrap();
}

/// Returns the last snapshot of an element's state.
fn state(host: &HtmlElement) -> serde_json::Value {
    let mind = js_sys::Reflect::get(host, &"mind".into()).unwrap().as_string().unwrap();
    serde_json::from_str::<serde_json::Value>(&mind).unwrap()["state"].take()
}

fn type_in(field: &Element, text: &str) {
    if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
        field.set_value(text);
    } else {
        field.unchecked_ref::<HtmlInputElement>().set_value(text);
    }
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
}

fn press(root: &Element, selector: &str) {
    root.query_selector(selector).unwrap().unwrap().unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn a_page_that_stands_is_left_alone_and_its_islands_come_alive() {
    let (host, root) = host("islands");
    let essay = Rc::new(Essay::from_json(DOCUMENT).unwrap());
    let model = Model::new(essay, Config::default());
    let renderer = yew::LocalServerRenderer::<Still>::with_props(StillProps { model }).hydratable(false);
    root.set_inner_html(&format!("<div>{}</div>", renderer.render().await));
    let still = root.first_element_child().unwrap();
    let find = |selector: &str| still.query_selector(selector).unwrap().unwrap();
    // A host has changed the page: its own nodes stand in the text and in the islands.
    for place in
        [".paragraph", "[data-island=circle]", "[data-island=circle] section", "[data-island=discussion] section"]
    {
        find(place).insert_adjacent_html("afterbegin", "<font>of the host</font>").unwrap();
    }
    let (article, host_words, note) = (find("article"), find(".paragraph > font"), find("details"));
    note.set_attribute("open", "").unwrap();
    find("#settings-button").unchecked_into::<HtmlElement>().focus().unwrap();
    let ready = next_event(&host, "ce-ready");
    let id =
        embed::mount(host.clone(), root.unchecked_ref::<Node>(), Some(still.clone()), DOCUMENT, None, None).unwrap();
    ready.await.unwrap();
    discussion_alive(id).await;
    assert!(find("article").is_same_node(Some(&article)), "it was rendered anew");
    assert!(host_words.is_connected(), "the text belongs to the page");
    assert_eq!(still.query_selector_all("[data-island] font").unwrap().length(), 0, "the islands are new");
    assert!(note.has_attribute("open"), "what the reader opened stays open");
    assert_eq!(state(&host)["openNotes"].to_string(), r#"["n"]"#);
    assert_eq!(state(&host)["status"], "ready");
    press(&root, "[data-act=next]");
}

#[wasm_bindgen_test]
async fn an_island_whose_place_is_gone_is_missing_and_all_else_answers() {
    let (host, root) = host("missing");
    let essay = Rc::new(Essay::from_json(DOCUMENT).unwrap());
    let renderer =
        yew::LocalServerRenderer::<Still>::with_props(StillProps { model: Model::new(essay, Config::default()) });
    root.set_inner_html(&format!("<div>{}</div>", renderer.hydratable(false).render().await));
    for gone in ["[data-island=tools]", "[data-island=beside]", "[data-island=bar]", "[role=status]"] {
        root.query_selector(gone).unwrap().unwrap().remove();
    }
    let ready = next_event(&host, "ce-ready");
    let still = root.first_element_child();
    embed::mount(host.clone(), root.unchecked_ref::<Node>(), still, DOCUMENT, None, None).unwrap();
    ready.await.unwrap();
    let step = next_event(&host, "ce-step");
    press(&root, "[data-act=next]");
    assert_eq!(detail(step).await["step"], 1);
}

#[wasm_bindgen_test]
async fn stepping_moves_list_and_picture_together() {
    let (host, root, id) = alive("stepping").await;
    for expected in 1..=4 {
        let step = next_event(&host, "ce-step");
        press(&root, "[data-act=next]");
        let step = detail(step).await;
        let place = (expected - 1) % 3 + 1;
        assert_eq!((step["step"].as_u64(), step["cause"].as_str()), (Some(place), Some("reader")));
        let current = root.query_selector_all("[aria-current=step]").unwrap();
        assert_eq!(current.length(), 1);
        let number = root.query_selector(".view[data-view='0'] .stage[data-current] .number").unwrap().unwrap();
        assert_eq!(number.text_content(), Some(place.to_string()));
    }
    assert_eq!(state(&host)["lap"], 2);
    let step = next_event(&host, "ce-step");
    embed::command(id, "goTo", "loop", "2").unwrap();
    assert_eq!(detail(step).await["circle"], "loop");
}

#[wasm_bindgen_test]
async fn a_comment_is_read_back_by_the_next_element() {
    // Databases survive a test run in the same profile, so each run has its own discussion.
    let discussion = format!("posting {}", js_sys::Date::now());
    let (host, root, id) = alive(&discussion).await;
    type_in(&root.query_selector("#text-").unwrap().unwrap(), "First line\nsecond\n\nNew <b>paragraph</b>");
    let comment = next_event(&host, "ce-comment");
    press(&root, ".composer .primary");
    let comment = detail(comment).await;
    assert_eq!(comment["kind"], "post");
    assert_eq!(state(&host)["comments"], 1);
    embed::park(id);
    let (host, root, id) = alive(&discussion).await;
    assert_eq!(state(&host)["comments"], 1);
    let entry = root.query_selector(&format!("[id='comment-{}']", comment["id"].as_str().unwrap())).unwrap().unwrap();
    assert_eq!(entry.query_selector_all(".paragraph").unwrap().length(), 2);
    assert!(entry.text_content().unwrap().contains("New <b>paragraph</b>"));
    let export: serde_json::Value = serde_json::from_str(&embed::export_discussion(id, "json").unwrap()).unwrap();
    assert_eq!(export["events"][0]["kind"], "post");
}

#[wasm_bindgen_test]
async fn a_parked_app_serves_the_next_element_and_no_longer_the_one_before() {
    let (_, root, first) = alive("parking").await;
    let place = root.query_selector("[data-island=circle]").unwrap().unwrap();
    embed::park(first);
    let (host, next, second) = alive("parking").await;
    assert!(place.is_same_node(next.query_selector("[data-island=circle]").unwrap().as_deref()));
    assert_eq!(root.query_selector_all(".circle .control, article.entry-body").unwrap().length(), 5, "a picture stays");
    let root = next;
    // The number of a mount that is over, and what `undefined` becomes on its way from a script.
    for number in [first, 0, u32::MAX] {
        let done = js_sys::Function::new_no_args("");
        let refused = [
            embed::present(number).unwrap_err(),
            embed::command(number, "next", "", "").unwrap_err(),
            embed::export_discussion(number, "json").unwrap_err(),
            embed::import_discussion(number, "", done.clone()).unwrap_err(),
            embed::when_read(number, done).unwrap_err(),
        ];
        assert!(refused.iter().all(|told| told.as_string().unwrap().contains("has left the page")));
        embed::configure(number);
        embed::park(number);
    }
    embed::present(second).unwrap();
    assert_eq!(state(&host)["step"], 0);
    assert_eq!(Array::from(&root.query_selector_all("article.entry-body").unwrap()).length(), 1);
}

#[wasm_bindgen_test]
fn a_bad_document_is_refused_with_a_sentence() {
    let (host, root) = host("bad");
    for (document, sentence, line) in
        [("{}", "is not a circle-essay document", None), ("{\n!", "line 2, column 1", Some(2.0))]
    {
        let fault = embed::mount(host.clone(), root.unchecked_ref::<Node>(), None, document, None, None).unwrap_err();
        let fault = Array::from(&fault);
        assert!(fault.get(0).as_string().unwrap().contains(sentence));
        assert_eq!(fault.get(1).as_f64(), line);
    }
}

#[wasm_bindgen_test]
fn an_outline_lacks_only_the_words_of_the_prose() {
    let outline = JSON::stringify(&outline_of(&JSON::parse(DOCUMENT).unwrap())).unwrap();
    let (whole, outline) = (Essay::from_json(DOCUMENT).unwrap(), Essay::from_json(&String::from(outline)).unwrap());
    let blocks = |essay: &Essay| {
        essay.sections.iter().map(|section| (section.id.clone(), section.blocks.len())).collect::<Vec<_>>()
    };
    assert_eq!(blocks(&outline), blocks(&whole));
    let links = ["#up/2", "#up/3"].map(|fragment| (whole.speaks_of(fragment), outline.speaks_of(fragment)));
    assert_eq!(links, [(true, true), (false, false)]);
    let notes = |essay: &Essay| essay.notes.iter().map(|note| (note.id.clone(), note.kind)).collect::<Vec<_>>();
    assert_eq!(notes(&outline), notes(&whole));
    let words = |essay: &Essay| {
        let notes = essay.notes.iter().flat_map(|note| &note.blocks);
        plain_text_of_blocks(
            &essay.sections.iter().flat_map(|section| &section.blocks).chain(notes).cloned().collect::<Vec<_>>(),
        )
    };
    assert_eq!((words(&whole).trim(), words(&outline).trim()), ("A term, and a link.\nNote.", ""));
    let (sections, notes) = (outline.sections.clone(), outline.notes.clone());
    assert_eq!(outline, Essay { sections, notes, ..whole });
}
