//! The strictest policy that a careful host would set, kept through everything that a reader does.

use e2e::{Options, journey, keys};
use serde_json::json;

/// Finds a button by its text.
fn button(words: &str) -> String {
    format!("shown('button').find((button) => button.textContent.trim() === '{words}')")
}

#[tokio::test]
async fn the_complete_journey_violates_nothing() {
    journey(Options::default(), async |page| {
        page.open("csp/").await;
        // Reading: notes, contents, settings, links.
        page.click("one('#note-ofsted summary')").await;
        page.until("el.state.openNotes.length === 1", json!([])).await;
        page.click(&button("Open all notes")).await;
        page.until("el.state.openNotes.length > 30", json!([])).await;
        page.click(&button("Close all notes")).await;
        page.until("el.state.openNotes.length === 0", json!([])).await;
        page.click(&button("Settings")).await;
        page.until("shown('.settings select').length > 0", json!([])).await;
        let set = "const choice = shown('.settings select')[args[0]];
            choice.selectedIndex = args[1];
            choice.dispatchEvent(new Event('change', { bubbles: true, composed: true }))";
        for (setting, index) in [(0, 2), (1, 2), (0, 0), (1, 1)] {
            page.ask(set, json!([setting, index])).await;
        }
        page.click(&button("Settings")).await;
        page.ask("location.hash = '#finland/3'", json!([])).await;
        page.until("el.state.step === 3", json!([])).await;
        // The circle: stepping, playing, the other telling, the question, picture and text.
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 4", json!([])).await;
        page.click("one('[data-act=play]')").await;
        page.until("el.state.step > 4", json!([])).await;
        page.click("one('[data-act=play], [data-act=pause]')").await;
        page.until("!el.state.playing", json!([])).await;
        page.click("one('.choice[data-tone=vicious]')").await;
        page.until("el.state.circle === 'england'", json!([])).await;
        let choose = "const choice = one('#start-variable');
            choice.selectedIndex = 1;
            choice.dispatchEvent(new Event('change', { bubbles: true, composed: true }))";
        page.ask(choose, json!([])).await;
        page.click("one('.start .primary')").await;
        page.until("shown('.run').length > 0", json!([])).await;
        // The discussion: posting, preview, replying, editing, deleting, restoring, exports and imports.
        page.click("one('#text-')").await;
        page.write("A *comment* with a [link](https://example.org/).").await;
        page.click(&button("Preview")).await;
        page.until("shown('.preview a').length === 1", json!([])).await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1", json!([])).await;
        let id = page.ask("return ceEvents.findLast((event) => event.name === 'comment').detail.id", json!([])).await;
        let id = id.as_str().unwrap_or_default();
        page.click(&format!("one('#open-{id}')")).await;
        page.until("root.activeElement?.id === args[0]", json!([format!("text-{id}")])).await;
        page.write("An answer.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 2", json!([])).await;
        page.click(&format!("one('[id=\"open-edit:{id}\"]')")).await;
        page.until("root.activeElement?.id === args[0]", json!([format!("text-edit:{id}")])).await;
        page.write(" Changed.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("all('.versions').length === 1", json!([])).await;
        page.click(&format!("one('#delete-{id}')")).await;
        page.until("el.state.comments === 1", json!([])).await;
        page.click(&button("Undo")).await;
        page.until("el.state.comments === 2", json!([])).await;
        for words in ["Export", "Export as Markdown", "Export as CSV", "Save picture", "Save as PNG", "Copy as text"] {
            // The exports are in a disclosure of their own.
            page.ask("all('details').filter((details) => !details.matches('.note')).forEach((details) => (details.open = true))", json!([])).await;
            page.click(&button(words)).await;
        }
        let exported = page.ask("return [await el.exportDiscussion(), await el.exportDiscussion('csv'), await el.exportDiscussion('markdown')].map((text) => text.length > 0)", json!([])).await;
        assert_eq!(exported, json!([true, true, true]));
        let known = "return (await el.importDiscussion(await el.exportDiscussion())).added";
        assert_eq!(page.ask(known, json!([])).await, 0);
        page.reload().await;
        page.until("el.state.comments === 2", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
