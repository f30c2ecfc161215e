//! Storage that does not answer, fails once, or is missing. The reader is told, the text stays in its field, and it is
//! stored once, as soon as that is possible.

use super::{NOTICE, TEXTS, ask, post};
use e2e::endurance::SCRIBBLE;
use e2e::{Options, Page, journey};
use serde_json::{Value, json};

/// The message after the time limit.
const SILENT: &str = "storage has not answered for 5 seconds";

/// Types into the essay's field and presses the button, without waiting for the result.
async fn type_and_press(page: &Page, text: &str) {
    page.click("one('#text-')").await;
    page.write(text).await;
    page.click("one('.discussion > .composer .primary')").await;
}

/// Advances time as soon as something waits for that long.
async fn pass(page: &Page, millis: u32) {
    page.until("pass(args[0]) > 0", json!([millis])).await;
}

/// Waits until the composer says that storage is silent. The field can be edited and copied.
async fn told(page: &Page, text: &str) {
    page.until(&format!("{NOTICE}.includes(args[0])"), json!([SILENT])).await;
    let open = "const field = one('#text-'); field.select();
        return [field.value, field.readOnly, getSelection().toString() || field.value.slice(field.selectionStart, field.selectionEnd), one('.discussion > .composer .primary').getAttribute('aria-disabled')]";
    assert_eq!(page.ask(open, json!([])).await, json!([text, false, text, null]));
    let problems = page.events("problem").await;
    assert!(problems.as_array().is_some_and(|all| all.iter().any(|one| one["code"] == "storage-silent")), "{problems}");
}

/// Returns the stored texts, in the order of their names.
async fn texts(page: &Page) -> Value {
    ask(page, &format!("const texts = await (async () => {{ {TEXTS} }})(); return texts.sort()"), json!([])).await
}

#[tokio::test]
async fn what_is_posted_while_nothing_is_known_of_storage_is_stored_when_it_answers() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/?open").await;
        type_and_press(&page, "Written in silence.").await;
        pass(&page, 5_000).await;
        told(&page, "Written in silence.").await;
        page.until(
            "shown('.discussion > .problem').some((problem) => problem.textContent.includes(args[0]))",
            json!([SILENT]),
        )
        .await;
        page.ask("storage.release('open')", json!([])).await;
        pass(&page, 10_000).await;
        page.until(
            "el.state.comments === 1 && one('#text-').value === '' && !one('.discussion > .problem')",
            json!([]),
        )
        .await;
        assert_eq!(texts(&page).await, json!(["Written in silence."]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_storage_takes_without_an_answer_is_told_and_stored_once() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        post(&page, "Before.").await;
        let mut stored = vec!["Before.".to_owned()];
        for kind in ["open", "get", "complete"] {
            let text = format!("No answer: {kind}.");
            page.ask("storage.drop(args[0]); ceEvents.length = 0", json!([kind])).await;
            type_and_press(&page, &text).await;
            pass(&page, 5_000).await;
            told(&page, &text).await;
            let export = page.ask("return await el.exportDiscussion()", json!([])).await;
            assert!(export.as_str().is_some_and(|export| export.contains(&text)), "{export}");
            page.ask("storage.release(args[0])", json!([kind])).await;
            // The second attempt may have an answer by now; otherwise the third has.
            page.until("pass(10_000) > 0 || el.state.comments === args[0]", json!([stored.len() + 1])).await;
            page.until("el.state.comments === args[0] && one('#text-').value === ''", json!([stored.len() + 1])).await;
            page.until(&format!("{NOTICE} === 'Your comment is saved in this browser.'"), json!([])).await;
            stored.push(text);
        }
        stored.sort();
        assert_eq!(texts(&page).await, json!(stored));
        page.reload().await;
        page.until("el.state.comments === 4 && one('#text-').value === ''", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_late_answer_and_that_of_a_second_attempt_make_one_comment() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        page.until("el.state.comments === 0 && !!one('.composer')", json!([])).await;
        post(&page, "Before.").await;
        for (number, kind) in [(1, "open"), (2, "complete")] {
            let text = format!("Answered twice: {kind}.");
            page.ask("storage.hold(args[0])", json!([kind])).await;
            type_and_press(&page, &text).await;
            pass(&page, 5_000).await;
            told(&page, &text).await;
            pass(&page, 10_000).await;
            // The reader continues meanwhile, which is no part of it.
            page.click("one('#text-')").await;
            page.ask("const field = one('#text-'); field.setSelectionRange(field.value.length, field.value.length)", json!([]))
                .await;
            page.write(" And more").await;
            let more = format!("{text} And more");
            page.until("storage.release(args[0]) > 1 || el.state.comments > args[1]", json!([kind, number])).await;
            page.until("el.state.comments === args[0]", json!([number + 1])).await;
            page.until("one('#text-').value === args[0]", json!([more])).await;
            page.until("(await stored('drafts')).some((draft) => draft.text === args[0])", json!([more])).await;
            // Posting that text by itself would be an edit of the comment. Here it is withdrawn.
            page.ask(
                "const field = one('#text-'); field.value = ''; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))",
                json!([]),
            )
            .await;
            page.until("(await stored('drafts')).length === 0", json!([])).await;
        }
        assert_eq!(texts(&page).await, json!(["Answered twice: complete.", "Answered twice: open.", "Before."]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn other_words_that_are_posted_in_silence_change_the_comment() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        post(&page, "Before.").await;
        page.ask("storage.hold('open')", json!([])).await;
        type_and_press(&page, "First words.").await;
        pass(&page, 5_000).await;
        told(&page, "First words.").await;
        type_and_press(&page, " And better ones.").await;
        page.until("one('#text-').readOnly", json!([])).await;
        page.ask("storage.release('open')", json!([])).await;
        page.until("el.state.comments === 2 && one('#text-').value === ''", json!([])).await;
        let last = "all('.entry-words').at(-1).textContent === 'First words. And better ones.'";
        page.until(last, json!([])).await;
        page.reload().await;
        page.until(&format!("el.state.comments === 2 && {last}"), json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_fails_once_is_stored_all_the_same() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        post(&page, "Before.").await;
        let faults = [
            ("open", "UnknownError"),
            ("begin", "InvalidStateError"),
            ("begin", "UnknownError"),
            ("get", "UnknownError"),
            ("put", "DataError"),
            ("complete", "AbortError"),
        ];
        let mut stored = vec!["Before.".to_owned()];
        for (kind, fault) in faults {
            let text = format!("Refused once: {kind}, {fault}.");
            page.click("one('#text-')").await;
            page.write(&text).await;
            page.until("(await stored('drafts')).some((draft) => draft.text === args[0])", json!([text])).await;
            page.ask("storage.fail(...args)", json!([kind, fault])).await;
            page.click("one('.discussion > .composer .primary')").await;
            stored.push(text);
            page.until("el.state.comments === args[0]", json!([stored.len()])).await;
        }
        assert_eq!(page.events("problem").await, json!([]));
        stored.sort();
        assert_eq!(texts(&page).await, json!(stored));
        // Failed reads succeed the second time.
        for kind in ["open", "begin"] {
            page.open(&format!("fixtures/silent/?fail-{kind}")).await;
            page.until("el.state.comments === args[0] && !one('.discussion > .problem')", json!([stored.len()])).await;
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_half_written_refusal_leaves_nothing() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        post(&page, "Before.").await;
        // The second of two events fails while it is written, and so does the retry.
        page.ask(
            "const { put } = IDBObjectStore.prototype;
             IDBObjectStore.prototype.put = function (record) {
                 if (record.event?.text === 'Two') throw new DOMException('as the test says', 'QuotaExceededError');
                 return put.call(this, record);
             };
             const event = (id, text) => ({ id, kind: 'post', parent: null, author: { id: 'a', name: 'A' }, anchor: null, text, time: 1 });
             await el.importDiscussion(JSON.stringify({ format: 'circle-essay-discussion/1', discussion: 'x', events: [event('1', 'One'), event('2', 'Two')] })).then(() => { throw new Error('taken in'); }, () => {})",
            json!([]),
        )
        .await;
        page.until("ceEvents.some((event) => event.detail.code === 'storage')", json!([])).await;
        assert_eq!(texts(&page).await, json!(["Before."]));
    })
    .await;
}

#[tokio::test]
async fn the_next_page_goes_on_with_what_was_posted_and_typed_in_silence() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        post(&page, "Before.").await;
        page.ask("storage.drop('open')", json!([])).await;
        type_and_press(&page, "Posted, and the page was left.").await;
        page.until("one('#text-').readOnly", json!([])).await;
        page.click("one('#open-captors')").await;
        page.until("root.activeElement?.id === 'text-captors'", json!([])).await;
        page.write("Half a reply").await;
        // The page is left while the text is on its way to a database that does not answer.
        pass(&page, 5_000).await;
        page.write(", and the last words").await;
        page.load("probed/fixtures/silent/?open").await;
        page.until("el?.state?.status === 'ready'", json!([])).await;
        // The database does not answer here either. The draft is shown, and the posted comment waits.
        page.until("all('.draft-kept').some((kept) => kept.closest('article').id === 'comment-captors')", json!([])).await;
        page.open("fixtures/silent/").await;
        page.until("el.state.comments === 2 && one('#text-').value === ''", json!([])).await;
        assert_eq!(texts(&page).await, json!(["Before.", "Posted, and the page was left."]));
        page.click("one('#open-captors')").await;
        page.until("one('#text-captors')?.value === 'Half a reply, and the last words'", json!([])).await;
        // Nothing of it is in two places, and nothing comes back.
        page.until("!Object.keys(localStorage).some((key) => key.startsWith('circle-essay\\n') || key.startsWith('circle-essay unsaved'))", json!([]))
            .await;
        page.reload().await;
        page.until("el.state.comments === 2 && one('#text-').value === ''", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn comments_that_are_read_late_are_taken_in_late() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        post(&page, "Read late.").await;
        page.open("fixtures/silent/?complete").await;
        assert_eq!(page.ask("return el.state.comments", json!([])).await, 0);
        pass(&page, 5_000).await;
        page.until(
            "shown('.discussion > .problem').some((problem) => problem.textContent.includes(args[0]))",
            json!([SILENT]),
        )
        .await;
        page.ask("storage.release('complete')", json!([])).await;
        pass(&page, 10_000).await;
        page.until("el.state.comments === 1 && !one('.discussion > .problem')", json!([])).await;
        post(&page, "And written after that.").await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn where_a_part_of_storage_is_not_there_the_rest_works() {
    journey(Options::default(), async |page| {
        for (missing, stored) in [("none", false), ("denied", false), ("local", true), ("persist", true)] {
            page.open(&format!("fixtures/silent/?{missing}")).await;
            let before = page.ask("return el.state.comments", json!([])).await.as_u64().unwrap_or_default();
            page.until("!one('.composer textarea').readOnly", json!([])).await;
            page.click("one('#text-')").await;
            page.write(&format!("Without: {missing}.")).await;
            page.click("one('.discussion > .composer .primary')").await;
            page.until("el.state.comments === args[0]", json!([before + 1])).await;
            let saved = if stored { "saved in this browser" } else { "not saved" };
            page.until(&format!("{NOTICE}.includes(args[0])"), json!([saved])).await;
            let refused = "shown('.discussion > .problem').some((problem) => problem.textContent.startsWith('Nothing can be stored'))";
            assert_eq!(page.ask(&format!("return {refused}"), json!([])).await, !stored, "{missing}");
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_lived_in_the_page_is_stored_when_the_database_can_be_opened_again() {
    journey(Options::default(), async |page| {
        page.open("fixtures/silent/").await;
        // Every request fails until the database is repaired.
        page.ask("const { transaction } = IDBDatabase.prototype; window.mend = () => { IDBDatabase.prototype.transaction = transaction; };
            IDBDatabase.prototype.transaction = () => { throw new DOMException('as the test says', 'UnknownError'); };
            el.setAttribute('discussion-id', 'elsewhere')", json!([])).await;
        let refused = "shown('.discussion > .problem').some((problem) => problem.textContent.startsWith('Nothing can be stored'))";
        page.until(refused, json!([])).await;
        type_and_press(&page, "Only in the page.").await;
        page.until(&format!("el.state.comments === 1 && {NOTICE}.includes('not saved')"), json!([])).await;
        page.ask("mend()", json!([])).await;
        pass(&page, 15_000).await;
        page.until(&format!("!({refused})"), json!([])).await;
        page.until("(await stored('events')).some((record) => record.event.text === 'Only in the page.')", json!([])).await;
        assert_eq!(page.ask("return el.state.comments", json!([])).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_on_its_way_survives_the_code_and_the_element() {
    journey(Options::default(), async |page| {
        page.expect_alarms();
        page.open("fixtures/silent/").await;
        post(&page, "Before.").await;
        page.ask("storage.hold('open')", json!([])).await;
        type_and_press(&page, "Moved about.").await;
        pass(&page, 5_000).await;
        told(&page, "Moved about.").await;
        page.ask("window.kept = el; kept.remove(); await new Promise((done) => setTimeout(done)); document.body.append(kept); await kept.whenReady", json!([]))
            .await;
        page.until("el.state.status === 'ready' && one('#text-').value === 'Moved about.'", json!([])).await;
        page.ask(SCRIBBLE, json!([])).await;
        // The code crashes at the next event, and the field is made anew: a click would meet another one.
        page.ask("one('#text-').focus()", json!([])).await;
        page.press('!').await;
        page.until("!!window.risen && el.state.status === 'ready'", json!([])).await;
        page.until("/^Moved about.!?$/.test(one('#text-').value)", json!([])).await;
        page.ask("storage.release('open')", json!([])).await;
        page.until("el.state.comments === 2", json!([])).await;
        assert_eq!(texts(&page).await, json!(["Before.", "Moved about."]));
        page.reload().await;
        page.until("el.state.comments === 2", json!([])).await;
    })
    .await;
}
