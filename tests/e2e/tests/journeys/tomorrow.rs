//! Documents that this version did not expect: of a later version, from another hand, or larger than any so far.

use e2e::{Options, Page, journey};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// Gives the element another document, and waits until it is ready.
async fn show(page: &Page, document: Value) {
    page.ask("ceEvents.length = 0; el.document = args[0]", json!([document])).await;
    page.until("ceEvents.some((event) => event.name === 'ready') && el.state.status === 'ready'", json!([])).await;
}

/// A document whose opening is one paragraph of these pieces.
fn paragraph(pieces: Value) -> Value {
    json!({"format": "circle-essay/1", "id": "x", "title": "X", "opening": [{"paragraph": pieces}]})
}

#[tokio::test]
async fn a_link_that_would_run_something_does_not_and_is_told() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let link = |href: &str| json!({"link": {"href": href, "content": [{"text": "press me "}]}});
        let hostile =
            ["javascript:window.ran=1", "\u{1}JaVa\nScRiPt:window.ran=1", "data:text/html,<script>ran=1</script>"];
        let mut pieces: Vec<Value> = hostile.map(link).to_vec();
        pieces.push(json!({"image": {"src": "javascript:window.ran=1", "alt": "a cat"}}));
        pieces.push(link("https://example.org/"));
        let document = paragraph(json!(pieces));
        let told = async || page.events("problem").await;
        let expected = |told: &Value| {
            let told = told.as_array().cloned().unwrap_or_default();
            told.len() == 4 && told.iter().all(|told| told["code"] == "document-part" && told["line"].is_null())
        };
        show(&page, document.clone()).await;
        let problems = told().await;
        assert!(expected(&problems), "{problems}");
        assert!(
            problems[0]["message"].as_str().is_some_and(|told| told.contains("javascript:window.ran=1")),
            "{problems}"
        );
        // The same document is loaded from an address.
        let src = "ceEvents.length = 0; el.document = undefined; ceEvents.length = 0;
            el.src = 'data:application/json,' + encodeURIComponent(JSON.stringify(args[0]))";
        page.ask(src, json!([document])).await;
        page.until(
            "ceEvents.some((event) => event.detail.code === 'document-part') && el.state.status === 'ready'",
            json!([]),
        )
        .await;
        let problems = told().await;
        assert!(expected(&problems), "{problems}");
        let seen =
            "return [one('.paragraph').textContent, all('.paragraph a').map((link) => link.href), all('img').length]";
        let words = "press me press me press me a catpress me ";
        assert_eq!(page.ask(seen, json!([])).await, json!([words, ["https://example.org/"], 0]));
        page.click("one('.paragraph')").await;
        assert_eq!(page.ask("return window.ran ?? null", json!([])).await, Value::Null);
    })
    .await;
}

#[tokio::test]
async fn what_a_later_version_writes_is_shown_as_far_as_it_is_understood_and_told() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let stage = |variable: &str, direction: &str| json!({"variable": variable, "direction": direction, "label": variable, "sentence": "S.", "pace": 3});
        let document = json!({
            "format": "circle-essay/1", "id": "later", "title": "Later", "mood": {"is": "new"},
            "opening": [
                {"paragraph": [{"text": "A "}, {"mark": [{"text": "bright"}]}, {"text": " day, and a "}, {"note": {"id": "n", "term": [{"text": "term"}]}}]},
                {"aside": {"about": "By the way", "blocks": [{"paragraph": [{"text": "it rained."}]}]}},
                "circle",
            ],
            "notes": [{"id": "n", "kind": "rumour", "blocks": [{"paragraph": [{"text": "They say."}]}]}],
            "circle": {
                "title": "C", "loop": {"id": "loop", "title": "Loop"},
                "variables": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
                "links": [{"from": "a", "to": "b", "sign": "+", "years": 2}, {"from": "b", "to": "a", "sign": "+"}],
                "tellings": [{"id": "t", "title": "T", "tone": "wistful", "summary": "Of its own.", "stage": [stage("a", "up"), stage("b", "steady")]}],
            },
        });
        show(&page, document).await;
        let told = "return ceEvents.filter(({ name }) => name === 'problem').map(({ detail: { code, message } }) => [code, message.match(/“(.*?)”/)[1]])";
        let told = page.ask(told, json!([])).await;
        let expected = ["mark", "aside", "rumour", "wistful", "steady"].map(|name| json!(["document-part", name]));
        assert_eq!(told, json!(expected));
        page.click("one('#note-n summary')").await;
        let seen = "return [all('.paragraph').slice(-1)[0].innerText, one('#note-n .note-body .paragraph').textContent.trim(),
            shown('.card-summary').map((summary) => summary.textContent), shown('.stages .movement').map((words) => words.textContent), all('.note-kind').length]";
        let expected = json!(["By the way\nit rained.", "They say.", ["Of its own."], ["A rises"], 0]);
        assert_eq!(page.ask(seen, json!([])).await, expected);
        page.ask("await el.goTo('t', 2)", json!([])).await;
        page.until("el.state.step === 2", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Returns the number of the visible view, and of each of its parts.
const SEEN: &str = "return shown('.view').map((view) => Number(view.dataset.view))";

#[tokio::test]
async fn each_of_eight_tellings_can_be_seen_also_without_script_and_on_paper() {
    let still = Arc::new(Mutex::new(String::new()));
    let made = Arc::clone(&still);
    journey(Options::default(), async move |page| {
        page.open("").await;
        let tellings: Vec<Value> = (0..8)
            .map(|index| {
                let stage = |variable: &str| json!({"variable": variable, "direction": "up", "label": format!("{variable} {index}"), "sentence": "S."});
                json!({"id": format!("t{index}"), "title": format!("Telling {index}"), "tone": "vicious", "stage": [stage("a"), stage("b")]})
            })
            .collect();
        let document = json!({
            "format": "circle-essay/1", "id": "eight", "title": "Eight", "opening": ["circle"],
            "circle": {
                "title": "C", "loop": {"id": "loop", "title": "Loop"},
                "variables": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
                "links": [{"from": "a", "to": "b", "sign": "+"}, {"from": "b", "to": "a", "sign": "+"}], "tellings": tellings,
            },
        });
        show(&page, document).await;
        for index in (0..9).rev() {
            page.click(&format!("all('.choice')[{index}]")).await;
            let id = if index == 8 { "loop".to_owned() } else { format!("t{index}") };
            page.until("el.state.circle === args[0]", json!([id])).await;
            assert_eq!(page.ask(SEEN, json!([])).await, json!([index, index, index]), "a picture, a card and a list");
        }
        let html = page.ask("return one('.essay').outerHTML", json!([])).await;
        *made.lock().expect("nobody fell") = html.as_str().unwrap_or_default().to_owned();
        if page.engine() == e2e::Engine::Chromium {
            page.cdp("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
            let order = "return shown('.choice, .view').sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                .map((e) => e.dataset.view ?? all('.choice').indexOf(e)).join(' ')";
            let expected: Vec<String> = (0..9).map(|index| format!("{index} {index} {index}")).collect();
            assert_eq!(page.ask(order, json!([])).await, expected.join(" "));
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
    let html = still.lock().expect("nobody fell").clone();
    journey(Options::without_script(), async move |page| {
        page.load("").await;
        // The script inserts the markup that an author's machine would have made.
        let put = format!("one('.essay').outerHTML = {}", json!(html));
        page.look(&put).await;
        for index in (0..9).rev() {
            page.click(&format!("all('.choice')[{index}]")).await;
            assert_eq!(page.look(SEEN).await, json!([index, index, index]));
        }
    })
    .await;
}

#[tokio::test]
async fn where_others_would_start_is_not_where_i_started() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let start = |id: &str, author: &str| {
            json!({"id": id, "kind": "start", "parent": null, "author": {"id": author, "name": "Ada"},
                "anchor": {"circle": "loop", "step": 2, "direction": "up"}, "text": "Theirs", "time": 1_700_000_000_000_i64})
        };
        let export = json!({"format": "circle-essay-discussion/1", "discussion": "x", "events": [start("1", "somebody"), start("2", "")]});
        let answer = page.ask("return await el.importDiscussion(args[0])", json!([export.to_string()])).await;
        assert_eq!(answer["added"], 2);
        // A reload does not make them the reader's own.
        for _ in 0..2 {
            assert_eq!(page.look("return [all('.run').length, all('.reason').length]").await, json!([0, 0]));
            page.reload().await;
            page.until("(await stored('events')).length === 2", json!([])).await;
        }
        page.ask("one('#start-variable').scrollIntoView(); one('#start-variable').selectedIndex = 3; one('#start-variable').dispatchEvent(new Event('change', { bubbles: true }))", json!([])).await;
        page.click("one('.start .primary')").await;
        // These are the reader's own and the essay's own.
        page.until("all('.run').length === 2 && all('.reason').every((reason) => reason.textContent !== 'Theirs')", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
