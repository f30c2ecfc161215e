//! The life of a comment.

use super::{focused, last_comment, open_watched, post};
use e2e::{Options, journey, keys};
use serde_json::json;

#[tokio::test]
async fn a_comment_lives_by_keyboard_alone() {
    journey(Options::default(), async |page| {
        open_watched(&page).await;
        // This starts at the last control before the composer.
        page.ask("all('.entry-actions button').at(-1).focus()", json!([])).await;
        page.tab_to("root.activeElement.id === 'name-'").await;
        page.write("Ada").await;
        page.press(keys::TAB).await;
        focused(&page, "text-").await;
        page.write("First words.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("said.length === 1", json!([])).await;
        let comment = last_comment(&page).await;
        // The announcement that a comment is saved comes after its transaction.
        let order = page.ask("return order.filter((told) => !told.startsWith('stored: drafts'))", json!([])).await;
        assert_eq!(
            order,
            json!(["stored: events drafts people", "said: Your comment is saved in this browser."])
        );
        assert_eq!(page.ask("return (await stored('events')).map((record) => record.id)", json!([])).await, json!([comment]));
        assert_eq!(page.ask("return one('.composer .notice').textContent", json!([])).await, "Your comment is saved in this browser.");
        focused(&page, &format!("comment-{comment}")).await;

        // A reply is closed and opened again.
        page.tab_to(&format!("root.activeElement.id === 'open-{comment}'")).await;
        page.press(keys::ENTER).await;
        focused(&page, &format!("text-{comment}")).await;
        assert_eq!(page.ask("return one('.entry .who').textContent", json!([])).await, "Posting as Ada · change");
        page.write("A reply").await;
        page.tab_to("root.activeElement.textContent === 'Put away'").await;
        page.press(keys::ENTER).await;
        focused(&page, &format!("open-{comment}")).await;
        page.until("all('.draft-kept').length === 1", json!([])).await;
        page.press(keys::ENTER).await;
        focused(&page, &format!("text-{comment}")).await;
        page.until("root.activeElement.value === 'A reply'", json!([])).await;

        // The reader posts under another name.
        page.ask("one('.entry .who button').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        focused(&page, &format!("name-{comment}")).await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(" L").await;
        page.press(keys::TAB).await;
        focused(&page, &format!("text-{comment}")).await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(", posted.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("said.length === 2", json!([])).await;
        let reply = last_comment(&page).await;
        focused(&page, &format!("comment-{reply}")).await;
        let written = "const entry = root.activeElement.closest('.entry');
            return [entry.getAttribute('aria-level'), one('#' + args[0] + ' .entry-name').textContent, one('#' + args[0] + ' .entry-words').textContent]";
        let id = format!("comment-{reply}");
        assert_eq!(page.ask(written, json!([id])).await, json!(["2", "Ada L", "A reply, posted."]));

        // The reader edits the reply.
        page.tab_to(&format!("root.activeElement.id === 'open-edit:{reply}'")).await;
        page.press(keys::ENTER).await;
        focused(&page, &format!("text-edit:{reply}")).await;
        page.until("root.activeElement.value === 'A reply, posted.'", json!([])).await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(" And changed.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("said.length === 3", json!([])).await;
        focused(&page, &id).await;
        page.tab_to("root.activeElement.textContent === 'edited'").await;
        page.press(keys::ENTER).await;
        let versions = "const versions = one('#' + args[0] + ' .versions');
            return [versions.open, versions.querySelector('.paragraph').textContent, one('#' + args[0] + ' .entry-words').textContent]";
        page.until("one('#' + args[0] + ' .versions').open", json!([id])).await;
        assert_eq!(
            page.ask(versions, json!([id])).await,
            json!([true, "A reply, posted.", "A reply, posted. And changed."])
        );

        // The reply is deleted and restored.
        page.tab_to(&format!("root.activeElement.id === 'delete-{reply}'")).await;
        page.press(keys::ENTER).await;
        page.until("said.length === 4", json!([])).await;
        focused(&page, &format!("comment-{comment}")).await;
        assert_eq!(page.ask("return !one('#' + args[0])", json!([id])).await, true);
        page.tab_to("root.activeElement.id === 'undo'").await;
        page.press(keys::ENTER).await;
        page.until("said.length === 5", json!([])).await;
        focused(&page, &id).await;

        // A deleted comment with replies leaves a placeholder without its words.
        page.ask("one('#delete-' + args[0]).focus()", json!([comment])).await;
        page.press(keys::ENTER).await;
        page.until("said.length === 6", json!([])).await;
        focused(&page, &format!("comment-{comment}")).await;
        let left = "return one('#comment-' + args[0] + ' .entry-words').textContent";
        assert_eq!(page.ask(left, json!([comment])).await, "This comment was deleted.");
        page.tab_to("root.activeElement.id === 'undo'").await;
        page.press(keys::ENTER).await;
        page.until("said.length === 7", json!([])).await;
        focused(&page, &format!("comment-{comment}")).await;
        assert_eq!(page.ask(left, json!([comment])).await, "First words.");

        let saved = "Your comment is saved in this browser.";
        let (deleted, back) = ("Your comment is deleted. You can undo that.", "Your comment is back.");
        let said = json!([saved, saved, "Your change is saved in this browser.", deleted, back, deleted, back]);
        assert_eq!(page.ask("return said", json!([])).await, said);
        assert_eq!(page.ask("return all('[aria-live], [role=status], [role=alert]').length", json!([])).await, 1);
        let told = page.ask("return ceEvents.filter((event) => event.name === 'comment').map(({ detail }) => [detail.kind, detail.id])", json!([])).await;
        let kinds = json!([
            ["post", comment],
            ["post", reply],
            ["edit", reply],
            ["delete", reply],
            ["restore", reply],
            ["delete", comment],
            ["restore", comment]
        ]);
        assert_eq!(told, kinds);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_said_once_and_leads_back_to_the_field() {
    journey(Options::default(), async |page| {
        open_watched(&page).await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until("said.length === 1", json!([])).await;
        focused(&page, "text-").await;
        let words = "Write your comment first.";
        let told = "return [said, one('.composer .notice').textContent, one('.composer .notice').dataset.failed]";
        assert_eq!(page.ask(told, json!([])).await, json!([[words], words, ""]));
        assert_eq!(page.events("comment").await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn what_a_deleted_comment_said_before_is_not_shown() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let comment = post(&page, "LocalizedMessage too quickly.").await;
        page.click(&format!("one('#open-{comment}')")).await;
        focused(&page, &format!("text-{comment}")).await;
        page.write("An answer.").await;
        page.click("one('.entry .composer .primary')").await;
        page.until("el.state.comments === 2", json!([])).await;
        page.click(&format!("one('[id=\"open-edit:{comment}\"]')")).await;
        focused(&page, &format!("text-edit:{comment}")).await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(" And regretted.").await;
        page.click("one('.entry .composer .primary')").await;
        page.until("all('.versions').length === 1", json!([])).await;
        page.click(&format!("one('#delete-{comment}')")).await;
        page.until("el.state.comments === 1", json!([])).await;
        let left = "return [one('#comment-' + args[0]).textContent.includes('quickly'), all('.versions').length]";
        assert_eq!(page.ask(left, json!([comment])).await, json!([false, 0]));
    })
    .await;
}

#[tokio::test]
async fn a_comment_and_a_reply_survive_a_reload() {
    journey(Options::default(), async |page| {
        page.open("").await;
        post(&page, "Written by a journey.").await;
        page.click("one('#open-captors')").await;
        focused(&page, "text-captors").await;
        page.write("A reply by a journey.").await;
        page.click("one('.entry .composer .primary')").await;
        page.until("el.state.comments === 2", json!([])).await;
        page.reload().await;
        page.until("el.state.comments === 2", json!([])).await;
        let levels = "return all('.entry').filter((entry) => entry.querySelector('.entry-words').textContent.includes('by a journey'))
            .map((entry) => entry.getAttribute('aria-level'))";
        assert_eq!(page.ask(levels, json!([])).await, json!(["2", "1"]));
    })
    .await;
}
