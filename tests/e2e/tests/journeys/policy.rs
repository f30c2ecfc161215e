//! The strictest policies that a careful host would set, kept through everything that a reader does: where scripts and styles come from,
//! and that no request may keep the page waiting.

use crate::discussion::{choose, comment_on_stage, comment_on_words, entries, focused, name_and_post};
use e2e::{Options, Page, journey, keys};
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

/// Sets the theme, the size of the text and that nothing moves.
async fn set(page: &Page) {
    page.click("one('#settings-button')").await;
    page.until("!!one('#settings')", json!([])).await;
    let choose = "const list = one(`[data-setting=${args[0]}]`);
        list.selectedIndex = args[1];
        list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))";
    for (setting, choice) in [("theme", 2), ("size", 2), ("motion", 1)] {
        page.ask(choose, json!([setting, choice])).await;
    }
    page.click("one('#settings-button')").await;
}

#[tokio::test]
async fn a_reader_who_comes_back_with_everything_that_can_be_kept_violates_nothing() {
    journey(Options::default(), async |page| {
        page.open("csp/").await;
        set(&page).await;
        let on_essay = name_and_post(&page, "Ann", "On the *essay*.").await;
        let on_stage = comment_on_stage(&page, "finland", 3, "On a stage.").await;
        let on_words = comment_on_words(&page, "common-ground/2", "union firebrand", "On a passage.").await;
        page.click("one('#text-')").await;
        page.write("Half a thou").await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'Half a thou')", json!([])).await;
        page.click("one('#note-ofsted summary')").await;
        page.until("el.state.openNotes.length === 1", json!([])).await;
        for visit in 2..4 {
            page.reload().await;
            page.until("el.state.comments === 3 && all('.entry').length > 3", json!([])).await;
            let kept = "return [one('#text-').value, el.dataset.ceReader, el.state.openNotes, /Ann/.test(one('.discussion > .composer .who').textContent),
                all('.passage-mark').length, all('.about-words').map((about) => about.textContent.slice(0, 12))]";
            let expected = json!(["Half a thou", "dark large still", ["ofsted"], true, 1, ["stage 3, “Fr", "“union fireb"]]);
            assert_eq!(page.ask(kept, json!([])).await, expected, "visit {visit}");
            assert_eq!(page.complaints().await, Vec::<String>::new(), "visit {visit}");
        }

        // Each comment leads to what it is about, and that to the comment.
        page.click(&format!("one('#comment-{on_stage} .about-words')")).await;
        page.until("el.state.circle === 'finland' && el.state.step === 3", json!([])).await;
        page.click("one('.passage-mark')").await;
        page.until("all('.entry').length === 1", json!([])).await;
        assert_eq!(entries(&page).await, json!([on_words]));
        page.click(&format!("one('#comment-{on_words} .about-words')")).await;
        page.until("root.activeElement === one('.passage-mark')", json!([])).await;
        choose(&page, "All entries").await;
        page.until("all('.entry').length > 3", json!([])).await;

        // The reader finishes the draft, and replies to, edits, deletes and restores a comment.
        page.ask("one('#text-').focus(); one('#text-').setSelectionRange(99, 99)", json!([])).await;
        page.write("ght.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 4 && one('#text-').value === ''", json!([])).await;
        page.click(&format!("one('#open-{on_essay}')")).await;
        focused(&page, &format!("text-{on_essay}")).await;
        page.write("An answer.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 5", json!([])).await;
        page.click(&format!("one('#delete-{on_essay}')")).await;
        page.until("el.state.comments === 4", json!([])).await;
        page.click(&button("Undo")).await;
        page.until("el.state.comments === 5", json!([])).await;
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step > 0", json!([])).await;
        let known = "return (await el.importDiscussion(await el.exportDiscussion())).added";
        assert_eq!(page.ask(known, json!([])).await, 0);
        let stored = "return (await stored('events')).map(({ event }) => event.author.name).filter((name) => name === 'Ann').length";
        assert!(page.ask(stored, json!([])).await.as_u64() >= Some(5));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
