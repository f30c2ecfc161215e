//! Comments on passages of the text, on stages and on notes.

use super::{choose, entries, focused, told, told_since};
use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};

/// Selects the words `args[1]` in the block `args[0]`.
const SELECT: &str = "
    const texts = document.createTreeWalker(one(`[data-block=\"${args[0]}\"]`), NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && !texts.currentNode.data.includes(args[1]));
    const text = texts.currentNode, at = text.data.indexOf(args[1]);
    getSelection().setBaseAndExtent(text, at, text, at + args[1].length)";

const ON_PASSAGE: &str = "all('.bar button').find((button) => button.textContent === 'Comment on this passage')";

/// Returns the marked blocks, each with the number of comments in its mark.
const MARKED: &str = "all('.passage-mark').map((mark) => [mark.closest('[data-block]').dataset.block, mark.textContent, mark.ariaLabel ?? mark.getAttribute('aria-label')])";

/// Writes and posts at the focus, in the composer of an anchored comment. Returns the id.
async fn write_about(page: &Page, text: &str) -> String {
    focused(page, "text-about").await;
    let before = told(page).await;
    page.write(text).await;
    page.chord([keys::CONTROL], keys::ENTER).await;
    told_since(page, before).await
}

/// Comments on words of a block. Returns the comment's id.
pub async fn comment_on_words(page: &Page, block: &str, words: &str, text: &str) -> String {
    page.ask(SELECT, json!([block, words])).await;
    page.click(ON_PASSAGE).await;
    write_about(page, text).await
}

/// Goes to a stage and comments on it; answers with the comment's id.
pub async fn comment_on_stage(page: &Page, circle: &str, step: usize, text: &str) -> String {
    page.ask("await el.goTo(...args)", json!([circle, step])).await;
    page.click("shown('.card button').find((button) => button.textContent === 'Comment on this stage')").await;
    write_about(page, text).await
}

async fn marked(page: &Page) -> Value {
    page.ask(&format!("return {MARKED}"), json!([])).await
}

#[tokio::test]
async fn a_comment_on_words_is_one_click_from_them_and_they_from_it() {
    journey(Options::default(), async |page| {
        page.open("").await;
        assert_eq!(page.ask(&format!("return !{ON_PASSAGE}"), json!([])).await, true);
        let comment = comment_on_words(&page, "common-ground/2", "union firebrand", "Mine sounds so too.").await;
        focused(&page, &format!("comment-{comment}")).await;
        let anchor = page.events("comment").await[0]["anchor"].clone();
        assert_eq!(json!([anchor["block"], anchor["quote"]]), json!(["common-ground/2", "union firebrand"]));
        assert_eq!(marked(&page).await, json!([["common-ground/2", "1", "Comments on this: 1"]]));
        // The words themselves are highlighted if the browser can do so without changing the page.
        let words = "const marked = globalThis.CSS?.highlights?.get('ce-commented');
            return marked ? [...marked].map((range) => range.toString()) : ['union firebrand']";
        assert_eq!(page.ask(words, json!([])).await, json!(["union firebrand"]));
        page.click("one('.passage-mark')").await;
        focused(&page, "discussion-title").await;
        assert_eq!(entries(&page).await, json!([comment]));
        page.click("one('.about-words')").await;
        page.until("root.activeElement === one('.passage-mark')", json!([])).await;
        let seen =
            "const box = root.activeElement.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight";
        assert_eq!(page.ask(seen, json!([])).await, true);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_selection_made_by_keyboard_is_commented_on_by_keyboard() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // Readers with caret browsing move the caret there. The rest is done by keys.
        page.ask(SELECT, json!(["common-ground/2", "nine"])).await;
        for _ in 0.." articles".len() {
            page.chord([keys::SHIFT], keys::RIGHT).await;
        }
        page.until(&format!("{ON_PASSAGE}?.getAttribute('aria-keyshortcuts') === 'Control+Alt+M'"), json!([])).await;
        page.chord([keys::CONTROL, keys::ALT], 'm').await;
        write_about(&page, "I make it ten.").await;
        assert_eq!(page.events("comment").await[0]["anchor"]["quote"], "nine articles");
    })
    .await;
}

#[tokio::test]
async fn stages_notes_and_passages_are_commented_on_and_listed_by_themselves() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let on_words = comment_on_words(&page, "common-ground/2", "union firebrand", "On words.").await;
        let on_stage = comment_on_stage(&page, "finland", 3, "On a stage.").await;
        page.click("one('#note-ofsted summary')").await;
        page.click("one('#note-ofsted > .note-body > .note-comment')").await;
        let on_note = write_about(&page, "On a note.").await;
        let about = page.ask("return all('.about-words').map((about) => about.textContent)", json!([])).await;
        assert_eq!(about[0], "“union firebrand”");
        assert!(about[1].as_str().is_some_and(|about| about.starts_with("stage 3, “")), "{about}");
        assert_eq!(about[2], "the note on “Ofsted”");

        choose(&page, "On this stage").await;
        page.until("all('.entry').length === 1", json!([])).await;
        assert_eq!(entries(&page).await, json!([on_stage]));
        choose(&page, "On passages of the text").await;
        page.until("one('.entry-words').textContent.includes('On words.')", json!([])).await;
        assert_eq!(entries(&page).await, json!([on_words]));
        choose(&page, "All entries").await;
        page.until("all('.entry').length > 3", json!([])).await;

        // Each anchor leads to its place.
        let lead = async |id: &str| page.click(&format!("one('#comment-{id} .about-words')")).await;
        page.ask("await el.goTo('england', 1); await el.closeNote('ofsted')", json!([])).await;
        page.until("!one('#note-ofsted').open", json!([])).await;
        lead(&on_stage).await;
        page.until("el.state.circle === 'finland' && el.state.step === 3", json!([])).await;
        lead(&on_note).await;
        page.until("one('#note-ofsted').open && root.activeElement === one('#note-ofsted summary')", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Sets a revised essay, as its author would. `change` works on the blocks of the first section.
async fn change_essay(page: &Page, change: &str) {
    let script = format!(
        "const essay = await (await fetch('/essays/trust.json')).json();
         const blocks = essay.sections.find((section) => section.id === 'common-ground').blocks;
         {change}; el.document = essay"
    );
    page.ask(&script, json!([])).await;
}

#[tokio::test]
async fn words_are_found_again_after_the_essay_has_changed() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let comment = comment_on_words(&page, "common-ground/2", "union firebrand", "Mine sounds so too.").await;
        let until_marked = async |marks: Value| {
            page.until(&format!("el.state.status === 'ready' && el.state.comments === 1 && JSON.stringify({MARKED}) === args[0]"), json!([marks.to_string()])).await;
        };
        change_essay(&page, "blocks[1].paragraph[0].text = 'On reflection, ' + blocks[1].paragraph[0].text").await;
        page.until("one('[data-block=\"common-ground/2\"]')?.textContent.startsWith('On reflection')", json!([])).await;
        until_marked(json!([["common-ground/2", "1", "Comments on this: 1"]])).await;
        // The paragraph has moved, and its mark has moved with it.
        change_essay(&page, "blocks.splice(1, 0, { paragraph: [{ text: 'A paragraph that was not there.' }] })").await;
        until_marked(json!([["common-ground/3", "1", "Comments on this: 1"]])).await;
        page.click("one('.passage-mark')").await;
        page.until("all('.entry').length === 1", json!([])).await;
        assert_eq!(entries(&page).await, json!([comment]));
        page.click("one('.about-words')").await;
        page.until("root.activeElement === one('[data-block=\"common-ground/3\"] .passage-mark')", json!([])).await;
        // Without the words there is no mark, but the comment stays.
        change_essay(&page, "blocks.splice(1, 1)").await;
        until_marked(json!([])).await;
        let left = "const entry = one('#comment-' + args[0]); return [entry.querySelector('.about').textContent, entry.querySelector('.paragraph').textContent]";
        assert_eq!(
            page.ask(left, json!([comment])).await,
            json!(["On “union firebrand”", "Mine sounds so too."])
        );
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
