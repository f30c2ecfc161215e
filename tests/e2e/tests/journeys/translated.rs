//! A translator works while the element is alive. Whatever happens to the text, the element shows the current state.

use e2e::{Options, Page, journey};
use serde_json::json;

/// The ways in which others replace text: by elements, as translators do; by another text; and by an element around it.
const WAYS: [&str; 3] = ["wrapped", "replaced", "around"];

/// Changes every text of the element in one of these ways. Translated text stands in «».
const TRANSLATE: &str = "
    const texts = [], walker = document.createTreeWalker(one('.essay'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        const isDone = !text.data.trim() || text.data.startsWith('«'), parent = text.parentNode;
        if (parent.localName == 'textarea' || (isDone && args[0] != 'replaced')) continue;
        const other = document.createTextNode(isDone ? text.data : `«${text.data}»`);
        // Pictures have no such elements.
        if (args[0] == 'replaced' || parent.namespaceURI.endsWith('svg')) { text.replaceWith(other); continue; }
        const outer = document.createElement('font'), inner = document.createElement('font');
        text.replaceWith(outer);
        outer.append(inner);
        if (args[0] == 'around') { text.data = other.data; inner.append(text); } else inner.append(other);
    }";

async fn translate(page: &Page, way: &str) {
    page.ask(TRANSLATE, json!([way])).await;
}

/// Returns the text of a place without the translator's marks.
fn says(selector: &str) -> String {
    format!("one('{selector}')?.textContent.replace(/[«»]/g, '').trim()")
}

/// Waits until a place says this and nothing else.
async fn told(page: &Page, selector: &str, words: &str) {
    page.until(&format!("{} === args[0]", says(selector)), json!([words])).await;
}

#[tokio::test]
async fn a_circle_that_is_being_translated_shows_where_it_stands() {
    journey(Options::default(), async |page| {
        // The start of the first round is still stored.
        for (nth, way) in WAYS.into_iter().enumerate() {
            page.open("").await;
            let stage = |number: usize| format!("return {}", says(&format!(".view[data-view=\"0\"] .stages li:nth-child({number}) .stage-name")));
            let labels = [page.ask(&stage(1), json!([])).await, page.ask(&stage(2), json!([])).await];
            translate(&page, way).await;
            page.click("one('[data-act=next]')").await;
            page.until("el.state.step === 1", json!([])).await;
            let place = |number: usize, label: &str| format!("Stage {number} of 8: {label}");
            let label = |index: usize| labels[index].as_str().unwrap_or_default();
            told(&page, ".card-place", "Stage 1 of 8").await;
            told(&page, ".here span", &place(1, label(0))).await;
            let told_live = "one('.essay > [role=status]').textContent.replace(/[«»]/g, '').includes(args[0])";
            page.until(told_live, json!([label(0)])).await;
            let card = "one('.card[data-view=\"0\"] .card-label').textContent.replace(/[«»]/g, '').includes(args[0])";
            page.until(card, json!([label(0)])).await;
            for number in [2, 3, 4] {
                translate(&page, way).await;
                page.click("one('[data-act=next]')").await;
                page.until("el.state.step === args[0]", json!([number])).await;
                told(&page, ".card-place", &format!("Stage {number} of 8")).await;
                page.until(
                    "(() => { const now = one('.view[data-view=\"0\"] [aria-current=step]').textContent.replace(/[«»]/g, '');
                        return one('.card-label').checkVisibility() && one('.card[data-view=\"0\"] .card-label').textContent.replace(/[«»↑↓]/g, '').trim() === now.trim(); })()",
                    json!([]),
                )
                .await;
            }
            // The circle plays.
            page.click("one('[data-act=play]')").await;
            told(&page, "[data-act=play] .control-name", "Pause").await;
            translate(&page, way).await;
            page.click("one('[data-act=play]')").await;
            told(&page, "[data-act=play] .control-name", "Play").await;
            page.until("!el.state.playing && root.activeElement?.dataset.act === 'play'", json!([])).await;
            // The reader chooses another telling, and then the first again.
            for (tone, circle) in [("vicious", "england"), ("neutral", "loop"), ("virtuous", "finland")] {
                translate(&page, way).await;
                page.click(&format!("one('.choice[data-tone={tone}]')")).await;
                page.until("el.state.circle === args[0]", json!([circle])).await;
                page.until("shown('.card-place')[0].textContent.replace(/[«»]/g, '') === (el.state.step ? `Stage ${el.state.step} of ${el.state.steps}` : `It begins with stage 1 of ${el.state.steps}`)", json!([])).await;
            }
            // The reader answers the start question.
            translate(&page, way).await;
            page.click("one('.start .primary')").await;
            told(&page, ".start .notice", "Choose a part of the loop first.").await;
            page.ask("const list = one('#start-variable'); list.selectedIndex = 1; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))", json!([])).await;
            translate(&page, way).await;
            page.click("one('.start .primary')").await;
            page.until("shown('.run').length >= 2", json!([])).await;
            translate(&page, way).await;
            page.ask("const list = one('#start-variable'); list.selectedIndex = args[0]; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))", json!([2 + nth])).await;
            let name = page.ask("return one('#start-variable').selectedOptions[0].textContent.replace(/[«»]/g, '')", json!([])).await;
            page.click("all('.start .primary')[1]").await;
            page.until("all('.run strong').some((told) => told.textContent === args[0] + ' falls')", json!([name])).await;
            assert_eq!(page.events("problem").await, json!([]), "{way}");
            assert_eq!(page.complaints().await, Vec::<String>::new(), "{way}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_discussion_that_is_being_translated_shows_what_is_in_it() {
    journey(Options::default(), async |page| {
        for way in WAYS {
            page.open("fixtures/talk/").await;
            let before = page.ask("return el.state.comments", json!([])).await.as_u64().unwrap_or_default();
            let count = |more: u64| match before + more {
                1 => "1 entry".to_owned(),
                all => format!("{all} entries"),
            };
            translate(&page, way).await;
            page.click("one('#text-')").await;
            page.write("What I saw.").await;
            page.click("one('.composer .primary')").await;
            told(&page, ".composer .notice", "Your comment is saved in this browser.").await;
            told(&page, ".discussion-intro", &count(1)).await;
            let id = page.ask("return ceEvents.findLast(({ name }) => name === 'comment').detail.id", json!([])).await;
            let id = id.as_str().unwrap_or_default();
            let words = format!("[id=\"comment-{id}\"] .entry-words");
            told(&page, &words, "What I saw.").await;
            // The comment is edited.
            translate(&page, way).await;
            page.click(&format!("root.getElementById('open-edit:{id}')")).await;
            page.until("root.activeElement?.tagName === 'TEXTAREA'", json!([])).await;
            page.write(" And *heard*.").await;
            translate(&page, way).await;
            page.click("shown('.entry .composer .quiet')[0]").await;
            told(&page, ".preview", "What I saw. And heard.").await;
            translate(&page, way).await;
            page.ask("root.activeElement?.closest('.composer').querySelector('textarea').focus()", json!([])).await;
            page.write("!").await;
            told(&page, ".preview", "What I saw. And heard.!").await;
            translate(&page, way).await;
            page.click("shown('.entry .composer .primary')[0]").await;
            told(&page, &words, "What I saw. And heard.!").await;
            // The reader gets a reply from an author whose name looks like another's.
            translate(&page, way).await;
            page.click(&format!("root.getElementById('open-{id}')")).await;
            page.until("root.activeElement?.tagName === 'TEXTAREA'", json!([])).await;
            page.write("An answer.").await;
            translate(&page, way).await;
            page.click("shown('.entry .composer .primary')[0]").await;
            page.until("all('.entry-words').some((words) => words.textContent.trim() === 'An answer.')", json!([])).await;
            told(&page, ".discussion-intro", &count(2)).await;
            // The comment is deleted and restored.
            translate(&page, way).await;
            page.click(&format!("root.getElementById('delete-{id}')")).await;
            told(&page, &words, "This comment was deleted.").await;
            told(&page, ".undo span", "Your comment was deleted.").await;
            translate(&page, way).await;
            page.click("one('#undo')").await;
            told(&page, &words, "What I saw. And heard.!").await;
            // The list is sorted, filtered, and searched without a result.
            for index in [1, 0] {
                translate(&page, way).await;
                page.ask("const list = one('.tools select'); list.selectedIndex = args[0]; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))", json!([index])).await;
                page.until(&format!("{} === 'What I saw. And heard.!'", says(&words)), json!([])).await;
            }
            translate(&page, way).await;
            page.ask("const list = all('.tools select')[1]; list.selectedIndex = 3; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))", json!([])).await;
            told(&page, ".empty", "No entry fits.").await;
            translate(&page, way).await;
            page.ask("const list = all('.tools select')[1]; list.selectedIndex = 0; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))", json!([])).await;
            page.until("all('.entry').length >= 2", json!([])).await;
            // The interface changes its language.
            translate(&page, way).await;
            page.click("one('#settings-button')").await;
            page.until("!!one('#settings')", json!([])).await;
            for (language, settings, discussion, post) in [(2, "Asetukset", "Keskustelu", ""), (1, "Settings", "Discussion", "Post comment")] {
                translate(&page, way).await;
                page.ask("const list = one('[data-setting=language]'); list.selectedIndex = args[0]; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))", json!([language])).await;
                told(&page, "#settings-button", settings).await;
                told(&page, "#discussion-title", discussion).await;
                if !post.is_empty() {
                    told(&page, ".composer .primary", post).await;
                }
            }
            assert_eq!(page.events("problem").await, json!([]), "{way}");
            assert_eq!(page.complaints().await, Vec::<String>::new(), "{way}");
        }
    })
    .await;
}
