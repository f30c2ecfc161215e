//! The reader's journeys through the built page.

#[path = "essay/browser.rs"]
mod browser;

use browser::Browser;
use serde_json::{Value, json};

/// Presses the control of this name in the circle.
const PRESS: &str = "root.querySelector('.control.' + args[0]).click()";

#[tokio::test]
async fn the_page_comes_alive_without_a_word_on_the_console() {
    let browser = Browser::open("").await;
    let seen = browser
        .ask(
            "const words = root.querySelector('article[part]').innerText.split(/\\s+/).length;
             const count = (selector) => root.querySelectorAll(selector).length;
             return [el.state.status, words >= 1400, count('details.note') >= 24, count('.entry'), count('.view-0 .stages li'), count('.view-1 .stages li')]",
            json!([]),
        )
        .await;
    assert_eq!(seen, json!(["ready", true, true, 15, 8, 6]));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn list_and_picture_agree_at_every_step() {
    let browser = Browser::open("").await;
    browser
        .ask("window.steps = []; el.addEventListener('ce-step', (e) => window.steps.push([e.detail.step, e.detail.lap, e.detail.cause]))", json!([]))
        .await;
    let place = "return [root.querySelector('.view-0 .stages [aria-current=step]')?.closest('li') === root.querySelectorAll('.view-0 .stages li')[el.state.step - 1], root.querySelector('.view-0 .stage.current .number')?.textContent, el.state.step, el.state.lap]";
    for press in 1..=9_u64 {
        browser.ask(PRESS, json!(["next"])).await;
        let (step, lap) = ((press - 1) % 8 + 1, (press - 1) / 8 + 1);
        browser.until("el.state.step === args[0] && el.state.lap === args[1]", json!([step, lap])).await;
        assert_eq!(browser.ask(place, json!([])).await, json!([true, step.to_string(), step, lap]));
    }
    browser.ask(PRESS, json!(["previous"])).await;
    browser.until("el.state.step === 8 && el.state.lap === 1", json!([])).await;
    let steps = browser.ask("return window.steps", json!([])).await;
    assert_eq!(steps.as_array().map(Vec::len), Some(10));
    assert!(steps.as_array().into_iter().flatten().all(|step| step[2] == "reader"));
    browser.close().await;
}

#[tokio::test]
async fn arrow_keys_step_and_play_stops_after_one_lap() {
    let browser = Browser::open("").await;
    browser.ask("root.querySelector('.control.next').focus()", json!([])).await;
    browser.key('\u{e014}').await;
    browser.until("el.state.step === 1", json!([])).await;
    browser.key('\u{e014}').await;
    browser.until("el.state.step === 2", json!([])).await;
    browser.key('\u{e012}').await;
    browser.until("el.state.step === 1", json!([])).await;
    browser.key('\u{e010}').await;
    browser.until("el.state.step === 8", json!([])).await;
    browser.ask("root.querySelector('.choice-1 input').click()", json!([])).await;
    browser.until("el.state.circle === 'england' && el.state.step === 0 && el.state.steps === 6", json!([])).await;
    browser
        .ask("window.played = []; el.addEventListener('ce-step', (e) => window.played.push(e.detail.step))", json!([]))
        .await;
    browser.ask(PRESS, json!(["play"])).await;
    browser.until("!el.state.playing && el.state.step === 6", json!([])).await;
    assert_eq!(browser.ask("return window.played", json!([])).await, json!([1, 2, 3, 4, 5, 6]));
    browser.close().await;
}

#[tokio::test]
async fn links_and_the_url_lead_to_stages() {
    let browser = Browser::open("#finland/3").await;
    browser.until("el.state.circle === 'finland' && el.state.step === 3", json!([])).await;
    browser.ask("root.querySelector('a[href=\"#england/2\"]').click()", json!([])).await;
    browser.until("el.state.circle === 'england' && el.state.step === 2", json!([])).await;
    browser.close().await;
}

#[tokio::test]
async fn a_note_opens_and_escape_gives_the_focus_back() {
    let browser = Browser::open("").await;
    browser.ask("window.told = []; el.addEventListener('ce-note', (e) => window.told.push(e.detail)); root.querySelector('#note-ofsted summary').focus()", json!([])).await;
    browser.key('\u{e007}').await;
    browser.until("root.querySelector('#note-ofsted').open && el.state.openNotes.includes('ofsted')", json!([])).await;
    browser.key('\u{e00c}').await;
    browser.until("!root.querySelector('#note-ofsted').open && el.state.openNotes.length === 0", json!([])).await;
    let seen = browser
        .ask("return [root.activeElement === root.querySelector('#note-ofsted summary'), window.told]", json!([]))
        .await;
    assert_eq!(seen, json!([true, [{"id": "ofsted", "open": true}, {"id": "ofsted", "open": false}]]));
    browser.close().await;
}

const TYPE: &str = "const field = root.querySelector('[id=\"text-' + args[0] + '\"]'); field.value = args[1]; field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))";

#[tokio::test]
async fn a_comment_and_a_reply_survive_a_reload() {
    let browser = Browser::open("").await;
    browser.ask(TYPE, json!(["", "Written by a journey."])).await;
    browser.ask("root.querySelector('.discussion > .composer .primary').click()", json!([])).await;
    browser
        .until("el.state.comments === 1 && root.querySelector('.notice').textContent.startsWith('Saved')", json!([]))
        .await;
    browser.ask("root.querySelector('#reply-captors').click()", json!([])).await;
    browser.until("root.activeElement?.id === 'text-captors'", json!([])).await;
    browser.ask(TYPE, json!(["captors", "A reply by a journey."])).await;
    browser.ask("root.querySelector('.entry .composer .primary').click()", json!([])).await;
    browser.until("el.state.comments === 2", json!([])).await;
    browser.reload().await;
    browser.until("el.state.comments === 2", json!([])).await;
    let levels = "return [...root.querySelectorAll('.entry')].filter((entry) => entry.textContent.includes('by a journey')).map((entry) => entry.getAttribute('aria-level'))";
    assert_eq!(browser.ask(levels, json!([])).await, json!(["2", "1"]));
    browser.close().await;
}

#[tokio::test]
async fn a_draft_survives_a_reload() {
    let browser = Browser::open("").await;
    browser.ask(TYPE, json!(["", "Half a thought"])).await;
    let stored = "await new Promise((done) => { const open = indexedDB.open('circle-essay'); open.onsuccess = () => { const all = open.result.transaction('drafts').objectStore('drafts').getAll(); all.onsuccess = () => { open.result.close(); done(all.result.map((draft) => draft.text)); }; }; })";
    browser.until(&format!("({stored}).includes('Half a thought')"), json!([])).await;
    browser.reload().await;
    browser.until("root.querySelector('#text-').value === 'Half a thought'", json!([])).await;
    browser.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_at_rest_or_with_everything_open() {
    // Read when the test runs: npm's packages need not be there when it is compiled.
    let axe = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js"));
    let browser = Browser::open("").await;
    browser.run(&axe.unwrap()).await;
    let judge = "const found = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, rules: { 'target-size': { enabled: true } } }); return found.violations.map((violation) => violation.id + ': ' + violation.nodes.map((node) => node.html.slice(0, 120) + ' ' + node.failureSummary.slice(0, 200)).join(' | '))";
    assert_eq!(browser.ask(judge, json!([])).await, json!([]));
    browser.ask("for (const note of root.querySelectorAll('details.note')) note.open = true; await el.goTo('england', 2); root.querySelector('#reply-captors').click()", json!([])).await;
    browser.until("root.activeElement?.id === 'text-captors' && el.state.openNotes.length >= 24", json!([])).await;
    assert_eq!(browser.ask(judge, json!([])).await, json!([]));
    browser.close().await;
}

#[tokio::test]
async fn the_text_does_not_move_when_the_wasm_arrives() {
    let browser = Browser::open("").await;
    let shift = "if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return 0; let sum = 0; const observer = new PerformanceObserver(() => {}); observer.observe({ type: 'layout-shift', buffered: true }); for (const entry of observer.takeRecords()) sum += entry.value; return sum";
    let moved = browser.ask(shift, json!([])).await;
    assert!(moved.as_f64().is_some_and(|moved| moved < 0.01), "{moved}");
    browser.close().await;
}

#[tokio::test]
async fn without_script_everything_can_be_read() {
    let Some(browser) = Browser::open_without_script("").await else { return };
    // The driver's own scripts run all the same, so the page can be looked at.
    let seen = browser
        .look("return [customElements.get('circle-essay') === undefined, root.querySelectorAll('details.note').length >= 24, root.querySelectorAll('.entry').length, getComputedStyle(root.querySelector('.view-1 .stages').parentNode).display]")
        .await;
    assert_eq!(seen, json!([true, true, 15, "none"]));
    browser
        .look("root.querySelector('.choice-1 input').click(); root.querySelector('#note-ssat summary').click()")
        .await;
    let seen = browser
        .look("return [getComputedStyle(root.querySelector('.view-1 .stages').parentNode).display, getComputedStyle(root.querySelector('.view-0 .stages').parentNode).display, root.querySelector('#note-ssat').open]")
        .await;
    assert_eq!(seen, json!(["block", "none", true]));
    browser.close().await;
}

#[tokio::test]
async fn a_strict_policy_is_kept() {
    let browser = Browser::open("csp/").await;
    browser.ask(PRESS, json!(["next"])).await;
    browser.until("el.state.step === 1", json!([])).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    let violations: Value = browser.ask("return window.violations ?? []", json!([])).await;
    assert_eq!(violations, json!([]));
    browser.close().await;
}
