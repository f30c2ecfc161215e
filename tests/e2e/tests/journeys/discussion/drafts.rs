//! Drafts: text that is written but not posted.

use super::{focused, open_watched, post};
use e2e::{Engine, Options, Page, journey, keys};
use serde_json::json;
use std::path::PathBuf;

/// True if this draft is in the database.
const STORED: &str = "(await stored('drafts')).some((draft) => draft.text === args[0])";

/// An empty folder for one browser's profile.
fn profile(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("circle-essay-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the profile's folder cannot be made");
    folder
}

#[tokio::test]
async fn a_draft_survives_a_killed_browser() {
    const DRAFT: &str = "Half a thou";
    let folder = profile("draft");
    // WebKitGTK keeps nothing between automated sessions, so the page is reloaded instead.
    let kept = Engine::current() != Engine::Webkit;
    let options = if kept { Options::with_profile(folder.clone()) } else { Options::default() };
    journey(options.clone(), async move |page| {
        page.open("").await;
        page.click("one('#text-')").await;
        page.write(DRAFT).await;
        page.until(STORED, json!([DRAFT])).await;
        if kept {
            assert!(page.kill().await, "the driver does not tell which process the browser is");
        } else {
            page.reload().await;
            page.until("one('#text-').value === args[0]", json!([DRAFT])).await;
        }
    })
    .await;
    if kept {
        journey(options, async |page| {
            page.open("").await;
            page.until("one('#text-').value === args[0]", json!([DRAFT])).await;
            assert_eq!(page.ask("return el.state.comments", json!([])).await, 0);
        })
        .await;
    }
    std::fs::remove_dir_all(&folder).expect("the profile's folder cannot be removed");
}

/// Types a draft at the focus, and waits until it is stored.
async fn draft(page: &Page, text: &str) {
    page.write(text).await;
    page.until(STORED, json!([text])).await;
}

#[tokio::test]
async fn each_draft_comes_back_at_its_own_place_and_nowhere_else() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let comment = post(&page, "First words.").await;
        page.click("one('#open-captors')").await;
        focused(&page, "text-captors").await;
        draft(&page, "Half a reply").await;
        page.click(&format!("one('[id=\"open-edit:{comment}\"]')")).await;
        focused(&page, &format!("text-edit:{comment}")).await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(" Half a change").await;
        page.until(STORED, json!(["First words. Half a change"])).await;
        page.click("one('#note-ofsted summary')").await;
        page.click("one('#note-ofsted > .note-body > .note-comment')").await;
        focused(&page, "text-about").await;
        draft(&page, "Half a comment on the note").await;

        page.reload().await;
        // The comment on the note is at its place, and the entries say that there is another draft.
        page.until("one('#text-about')?.value === 'Half a comment on the note'", json!([])).await;
        let kept = "return all('.draft-kept').map((kept) => kept.closest('article').id)";
        let mine = format!("comment-{comment}");
        assert_eq!(page.ask(kept, json!([])).await, json!(["comment-captors", mine]));
        page.click("all('.composer button').find((button) => button.textContent === 'Comment on the essay instead')")
            .await;
        focused(&page, "text-").await;
        let places = [
            ("open-captors".to_owned(), "text-captors".to_owned(), "Half a reply"),
            (format!("open-edit:{comment}"), format!("text-edit:{comment}"), "First words. Half a change"),
            ("open-show-me".to_owned(), "text-show-me".to_owned(), ""),
            (format!("open-{comment}"), format!("text-{comment}"), ""),
        ];
        for (opener, field, text) in places {
            page.click(&format!("one('[id=\"{opener}\"]')")).await;
            focused(&page, &field).await;
            page.until("root.activeElement.value === args[0]", json!([text])).await;
            // The field for the essay is always there.
            assert_eq!(
                page.ask("return all('.discussion textarea').map((field) => field.value)", json!([])).await,
                json!([text, ""])
            );
        }
        page.ask("all('.note-comment').find((button) => button.dataset.about === 'note:ofsted').click()", json!([]))
            .await;
        page.until("one('#text-about')?.value === 'Half a comment on the note'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_name_comes_back_with_the_words_beside_it() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.click("one('#name-')").await;
        draft(&page, "Ann").await;
        page.click("one('#text-')").await;
        draft(&page, "Half a comment").await;
        page.reload().await;
        page.until("one('#name-')?.value === 'Ann' && one('#text-').value === 'Half a comment'", json!([])).await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1 && (await stored('drafts')).length === 0", json!([])).await;
        page.reload().await;
        page.until("one('.who bdi')?.textContent === 'Ann'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_stored_once_typing_pauses() {
    const DRAFT: &str = "Typed, and then nothing.";
    journey(Options::default(), async |page| {
        open_watched(&page).await;
        page.click("one('#text-')").await;
        page.ask("root.addEventListener('input', () => order.push('typed'), true)", json!([])).await;
        page.write(DRAFT).await;
        page.until(STORED, json!([DRAFT])).await;
        // The elapsed time says nothing on a busy machine, so the order counts: the words are stored without any
        // further action.
        //
        // If the keys come slowly, words without the last letter may still be on their way to storage when it is typed.
        let order = page.ask("return [...new Set(order.slice(order.lastIndexOf('typed')))]", json!([])).await;
        assert_eq!(order, json!(["typed", "stored: drafts"]));
    })
    .await;
}

/// Records the drafts in the database, and those that leave local storage before they are there. While the first write
/// is pending, a newer draft follows, and then the page is left.
const LEFT_WHILE_WRITING: &str = "
    const field = one('#text-'), type = (text) => { field.value = text; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })); };
    window.written = []; window.early = [];
    const { put } = IDBObjectStore.prototype, { removeItem } = Storage.prototype;
    let first = true;
    IDBObjectStore.prototype.put = function (record) {
        this.transaction.addEventListener('complete', () => written.push(record.text));
        if (first) setTimeout(() => { type('One and two'); setTimeout(() => dispatchEvent(new PageTransitionEvent('pagehide'))); });
        first = false;
        return put.call(this, record);
    };
    Storage.prototype.removeItem = function (key) {
        const text = this.getItem(key);
        if (text !== null && !written.includes(text)) early.push(text);
        return removeItem.call(this, key);
    };
    type('One')";

#[tokio::test]
async fn words_wait_in_the_local_storage_until_they_are_in_the_database_themselves() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(LEFT_WHILE_WRITING, json!([])).await;
        page.until("written.includes('One and two') && !Object.keys(localStorage).some((key) => key.startsWith('circle-essay\\n'))", json!([])).await;
        assert_eq!(page.ask("return early", json!([])).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_last_is_stored_when_the_page_is_left() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.click("one('#text-')").await;
        page.write("Before ").await;
        // The last words and the departure are one task, so no pause in between could store them.
        page.run(
            "const root = document.querySelector('circle-essay').shadowRoot, field = root.querySelector('#text-');
             field.value = 'Before the page was left.';
             field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
             location.href = '/host.css';",
        )
        .await;
        page.until("location.pathname === '/host.css' && document.readyState === 'complete'", json!([])).await;
        page.open("").await;
        page.until("one('#text-').value === 'Before the page was left.'", json!([])).await;
    })
    .await;
}
