//! The discussion: what is written stays, and everything that is done with it.

mod drafts;
mod writing;

use e2e::Page;
use serde_json::json;

/// Notes in `order` what the live region says and which transactions of the database complete, and in `said` the former
/// alone.
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

/// Opens the essay and begins to watch what is said and stored.
async fn open_watched(page: &Page) {
    page.open("").await;
    page.ask(WATCH, json!([])).await;
}

/// Waits until an element has the focus, by its id.
async fn focused(page: &Page, id: &str) {
    page.until("root.activeElement?.id === args[0]", json!([id])).await;
}

/// Writes a comment on the essay; answers with its id.
async fn post(page: &Page, text: &str) -> String {
    let before = page.ask("return el.state.comments", json!([])).await;
    page.click("one('.discussion > .composer textarea')").await;
    page.write(text).await;
    page.click("one('.discussion > .composer .primary')").await;
    page.until("el.state.comments === args[0] + 1", json!([before])).await;
    last_comment(page).await
}

/// The id of the entry of which the page was told last.
async fn last_comment(page: &Page) -> String {
    let told = page.ask("return ceEvents.findLast((event) => event.name === 'comment').detail.id", json!([])).await;
    told.as_str().expect("the page was told of no comment").to_owned()
}
