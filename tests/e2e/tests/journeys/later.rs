//! The discussion's code is a module of its own, which comes when the reader comes near: docs/decisions/0019.

use e2e::{Options, Page, journey};
use serde_json::json;

/// True if the page has asked for the discussion's code.
const ASKED: &str =
    "performance.getEntriesByType('resource').some(({ name }) => /circle-essay-discussion.*[.]wasm/.test(name))";

/// Loads the essay in a window in which the discussion is not near, and starts the circle.
async fn with_circle(page: &Page, fault: &str) {
    page.resize(1280, 720).await;
    page.load(&format!("probed/{fault}")).await;
    page.until("!!el?.state", json!([])).await;
    page.ask("await el.next()", json!([])).await;
}

#[tokio::test]
async fn the_circle_answers_without_the_code_of_the_discussion() {
    journey(Options::default(), async |page| {
        with_circle(&page, "").await;
        let seen = format!("return [el.state.step, el.state.ready, {ASKED}, one('.discussion').checkVisibility()]");
        assert_eq!(page.ask(&seen, json!([])).await, json!([1, true, false, true]));
        page.ask("one('.discussion').scrollIntoView(); window.scrolled = scrollY", json!([])).await;
        page.until(ASKED, json!([])).await;
        page.discussion_alive().await;
        // WebKit would put the page back to its beginning.
        assert_eq!(page.ask("return scrolled > 0 && scrollY === scrolled", json!([])).await, true);
        page.click("one('#text-')").await;
        page.write("A draft").await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'A draft')", json!([])).await;
        assert_eq!(page.ask("return el.state.step", json!([])).await, 1);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_not_prerendered_gets_its_discussion_when_the_reader_comes_near() {
    journey(Options::default(), async |page| {
        page.resize(1280, 720).await;
        page.load("probed/fixtures/host/").await;
        let put = "const script = document.createElement('script'), element = document.createElement('circle-essay');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            element.setAttribute('src', '/essays/trust.json');
            document.body.append(element, script);
            await customElements.whenDefined('circle-essay');
            await element.whenReady";
        page.ask(put, json!([])).await;
        assert_eq!(page.ask("return all('.discussion').length", json!([])).await, 0);
        page.ask("one('.essay').scrollIntoView({ block: 'end' })", json!([])).await;
        page.until("all('.discussion .entry').length > 0", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_and_pressed_before_the_discussion_has_code_is_posted_once() {
    journey(Options::default(), async |page| {
        with_circle(&page, "hanging=circle-essay-discussion~posted/").await;
        page.ask("one('.discussion').scrollIntoView()", json!([])).await;
        page.click("one('#text-')").await;
        page.write("Written early").await;
        page.click("one('#text-').closest('.composer').querySelector('button.primary')").await;
        assert_eq!(page.ask("return [el.state.comments, one('#text-').value]", json!([])).await, json!([0, "Written early"]));
        page.ask("await fetch('/coming=circle-essay-discussion~posted/')", json!([])).await;
        page.until("el.state.comments === 1 && one('#text-').value === ''", json!([])).await;
        let stored = "return [(await stored('events')).map((record) => record.event.text), ceEvents.filter(({ name }) => name === 'comment').length]";
        assert_eq!(page.ask(stored, json!([])).await, json!([["Written early"], 1]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_start_runs_at_once_and_its_reason_is_stored_later() {
    journey(Options::default(), async |page| {
        with_circle(&page, "hanging=circle-essay-discussion~start/").await;
        let start = "const choice = one('#start-variable');
            choice.selectedIndex = 2;
            choice.dispatchEvent(new Event('change', { bubbles: true }));
            const reason = one('#start-reason');
            reason.value = 'Because.';
            reason.dispatchEvent(new Event('input', { bubbles: true }));
            await new Promise((done) => setTimeout(done));
            one('.start .primary').click()";
        page.ask(start, json!([])).await;
        page.until("el.state.playing && one('#start-reason').value === 'Because.'", json!([])).await;
        assert_eq!(page.ask("return all('.run').length", json!([])).await, 0);
        page.ask("await fetch('/coming=circle-essay-discussion~start/')", json!([])).await;
        page.until("!!one('.run .reason') && one('#start-reason').value === ''", json!([])).await;
        let told = "return [one('.run .reason').innerText, ceEvents.filter(({ name }) => name === 'start').length]";
        assert_eq!(page.ask(told, json!([])).await, json!(["Because.", 1]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_discussion_whose_code_does_not_come_says_so_and_tries_again() {
    journey(Options::default(), async |page| {
        with_circle(&page, "missing=circle-essay-discussion/").await;
        let refused = "return el.exportDiscussion('json').then(() => '', (fault) => fault.message)";
        let sentence = "The discussion could not be loaded. Check your connection.";
        assert_eq!(page.ask(refused, json!([])).await, sentence);
        page.ask("one('.discussion').scrollIntoView()", json!([])).await;
        page.until("!!one('.problem-line')", json!([])).await;
        let seen = "return [one('.problem-line').firstChild.data.trim(), one('.problem-line button').innerText, one('[role=status]').innerText]";
        assert_eq!(page.ask(seen, json!([])).await, json!([sentence, "Try again", sentence]));
        page.click("one('#text-')").await;
        page.write("Kept").await;
        page.ask("one('.problem-line button').click()", json!([])).await;
        page.until("all('.problem-line').length === 1", json!([])).await;
        assert_eq!(page.ask("return [one('#text-').value, el.state.step]", json!([])).await, json!(["Kept", 1]));
        page.ask("await el.next()", json!([])).await;
        assert_eq!(page.ask("return el.state.step", json!([])).await, 2);
        // The next page has the code, and finds the text.
        page.load("probed/").await;
        page.until("el?.state?.ready && one('#text-').value === 'Kept'", json!([])).await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'Kept')", json!([])).await;
    })
    .await;
}
