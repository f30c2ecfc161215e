//! A page that stands there asks for its code when the reader comes near what needs it, or presses it: docs/decisions/0015.

use e2e::{Options, Page, journey, keys};
use serde_json::json;

/// True if the page has asked for the wasm.
const ASKED: &str = "performance.getEntriesByType('resource').some(({ name }) => /widget.*[.]wasm/.test(name))";

/// Loads the essay in a window in which neither the circle nor the discussion is near.
async fn far(page: &Page) {
    page.resize(1280, 720).await;
    page.load("probed/").await;
    page.until("!!root.querySelector('.essay[data-wakes]')", json!([])).await;
}

#[tokio::test]
async fn text_and_notes_need_no_code() {
    journey(Options::default(), async |page| {
        far(&page).await;
        let opened = "const summary = one('#note-ofsted > summary'), note = summary.parentNode;
            summary.click();
            await new Promise((done) => setTimeout(done));
            const told = ceEvents.map(({ name, detail }) => [name, detail.id, detail.open]);
            return [note.open, told, el.state.status]";
        assert_eq!(page.ask(opened, json!([])).await, json!([true, [["note", "ofsted", true]], "static"]));
        page.ask("one('#note-ofsted > summary').focus({ preventScroll: true })", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("!one('#note-ofsted').open", json!([])).await;
        assert_eq!(page.ask(&format!("return [el.state.status, {ASKED}]"), json!([])).await, json!(["static", false]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_was_pressed_before_there_was_code_is_done_once() {
    journey(Options::default(), async |page| {
        far(&page).await;
        page.click("one('#settings-button')").await;
        page.until("!!one('#settings') && el.state.status === 'ready'", json!([])).await;
        assert_eq!(
            page.ask("return [one('#settings-button').ariaExpanded, all('#settings').length]", json!([])).await,
            json!(["true", 1])
        );
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn code_comes_with_the_circle_and_at_once_for_who_wrote_here() {
    journey(Options::default(), async |page| {
        far(&page).await;
        page.ask("one('#circle').scrollIntoView()", json!([])).await;
        page.until("el.state.status === 'ready'", json!([])).await;
        page.ask("one('#text-').scrollIntoView()", json!([])).await;
        page.discussion_alive().await;
        page.click("one('#text-')").await;
        page.write("A draft").await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'A draft')", json!([])).await;
        page.load("probed/").await;
        page.until("el?.state?.status === 'ready' && one('#text-').value === 'A draft'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
