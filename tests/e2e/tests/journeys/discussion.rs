//! The discussion: written comments stay, and every action on them works.

mod anchors;
mod drafts;
mod exchange;
mod judged;
mod names;
mod reading;
mod tabs;
mod writing;

pub use anchors::{comment_on_stage, comment_on_words};
use e2e::Page;
use serde_json::{Value, json};

/// Records in `order` the announcements of the live region and the completed transactions of the database, and in
/// `said` the announcements alone.
const WATCH: &str = "
    window.order = []; window.said = [];
    const live = one('[role=status]');
    new MutationObserver(() => {
        if (!live.textContent) return;
        said.push(live.textContent);
        order.push('said: ' + live.textContent);
    }).observe(live, { childList: true, characterData: true, subtree: true });
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
        const transaction = begin.call(this, stores, mode, ...rest);
        const told = () => order.push('stored: ' + [].concat(stores).join(' '));
        if (mode === 'readwrite') transaction.addEventListener('complete', told);
        return transaction;
    }";

/// Opens the essay and begins to record announcements and transactions.
async fn open_watched(page: &Page) {
    page.open("").await;
    page.ask(WATCH, json!([])).await;
}

/// Waits until the element with this id has the focus.
pub async fn focused(page: &Page, id: &str) {
    page.until("root.activeElement?.id === args[0]", json!([id])).await;
}

/// The number of comment events that the page has received.
const TOLD: &str = "ceEvents.filter((event) => event.name === 'comment').length";

/// Posts a comment on the essay. Returns its id.
pub async fn post(page: &Page, text: &str) -> String {
    let before = told(page).await;
    page.click("one('.discussion > .composer textarea')").await;
    page.write(text).await;
    page.click("one('.discussion > .composer .primary')").await;
    told_since(page, before).await
}

async fn told(page: &Page) -> Value {
    page.ask(&format!("return {TOLD}"), json!([])).await
}

/// Waits until the page receives one more comment event. Returns the comment's id.
async fn told_since(page: &Page, before: Value) -> String {
    page.until(&format!("{TOLD} === args[0] + 1"), json!([before])).await;
    last_comment(page).await
}

/// Returns the id of the comment in the last event.
async fn last_comment(page: &Page) -> String {
    let told = page.ask("return ceEvents.findLast((event) => event.name === 'comment').detail.id", json!([])).await;
    told.as_str().expect("the page was told of no comment").to_owned()
}

/// Returns the ids of the listed entries, in order.
pub async fn entries(page: &Page) -> Value {
    page.ask("return all('.entry > article').map((entry) => entry.id.replace('comment-', ''))", json!([])).await
}

/// Chooses a filter or an order by its text.
pub async fn choose(page: &Page, words: &str) {
    let script = "const option = all('.tools option').find((option) => option.textContent === args[0]);
        option.selected = true;
        option.parentElement.dispatchEvent(new Event('change', { bubbles: true, composed: true }))";
    page.ask(script, json!([words])).await;
}

/// Posts a comment on the essay under a name. Returns the comment's id.
pub async fn name_and_post(page: &Page, name: &str, text: &str) -> String {
    page.click("one('#name-')").await;
    page.write(name).await;
    post(page, text).await
}

/// Passes a file to the page that a script makes of these parts, for files that no test should have to write.
pub async fn choose_in_script(page: &Page, parts: &str) {
    let script = format!(
        "const files = new DataTransfer(), field = one('input[type=file]');
         files.items.add(new File({parts}, 'chosen.json', {{ type: 'application/json' }}));
         field.files = files.files;
         field.dispatchEvent(new Event('change', {{ bubbles: true, composed: true }}))"
    );
    page.ask(&script, json!([])).await;
}

/// Makes an export with a comment for each of these ids and texts, by another author.
pub fn export(comments: &[(&str, &str)]) -> String {
    let events: Vec<Value> = comments
        .iter()
        .map(|(id, text)| {
            let author = json!({"id": "somebody", "name": "Bo"});
            json!({"id": id, "kind": "post", "parent": null, "author": author, "anchor": null, "text": text, "time": 1_700_000_000_000_i64})
        })
        .collect();
    json!({"format": "circle-essay-discussion/1", "discussion": "elsewhere", "events": events}).to_string()
}
