//! The discussion passes an external accessibility checker in each of its states.

use super::anchors::comment_on_words;
use super::{choose_in_script, export, focused, post};
use crate::alive::{call_judge, judged};
use e2e::{Options, journey, keys};
use serde_json::json;

#[tokio::test]
async fn axe_finds_nothing_in_any_state_of_the_discussion() {
    journey(Options::default(), async |page| {
        page.open("").await;
        call_judge(&page).await;
        let comment = post(&page, "First words.").await;
        let judge = async |state: &str| assert_eq!(judged(&page).await, json!([]), "{state}");

        page.click(&format!("one('#open-{comment}')")).await;
        focused(&page, &format!("text-{comment}")).await;
        page.write("A *reply*.").await;
        judge("a reply is open").await;
        page.click("all('.entry .composer button').find((button) => button.textContent === 'Preview')").await;
        page.until("!!one('.preview em')", json!([])).await;
        judge("a preview is shown").await;
        let full = "window.put = IDBObjectStore.prototype.put;
            for (const name of ['put', 'add']) IDBObjectStore.prototype[name] = () => { throw new DOMException('full', 'QuotaExceededError'); }";
        page.ask(&format!("window.add = IDBObjectStore.prototype.add; {full}"), json!([])).await;
        page.click("one('.entry .composer .primary')").await;
        page.until("!!one('.entry .notice[data-failed]')?.textContent", json!([])).await;
        judge("a reply could not be saved").await;
        page.ask("Object.assign(IDBObjectStore.prototype, { put, add })", json!([])).await;
        page.click("one('.entry .composer .primary')").await;
        page.until("el.state.comments === 2", json!([])).await;

        page.click(&format!("one('[id=\"open-edit:{comment}\"]')")).await;
        focused(&page, &format!("text-edit:{comment}")).await;
        judge("a change is open").await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(" Changed.").await;
        page.click("one('.entry .composer .primary')").await;
        page.click("one('.versions summary')").await;
        page.until("one('.versions').open", json!([])).await;
        judge("an earlier version is open").await;

        page.click(&format!("one('#delete-{comment}')")).await;
        page.until("!!one('#undo') && !!one('.entry .gone')", json!([])).await;
        judge("a deleted comment leaves a trace, and can be taken back").await;

        choose_in_script(&page, &json!([export(&[("new", "New."), ("no good", "")])]).to_string()).await;
        focused(&page, "import").await;
        judge("an import is looked at").await;
        page.click("one('#import .primary')").await;
        page.until("!!one('.new')", json!([])).await;
        judge("an entry is new, and one entry was added").await;

        page.click("one('#erase-button')").await;
        focused(&page, "erase").await;
        judge("everything is about to be deleted").await;
        page.click("all('#erase button')[1]").await;

        comment_on_words(&page, "common-ground/2", "union firebrand", "On words.").await;
        judge("words are marked").await;
        page.click("one('.passage-mark')").await;
        page.until("all('.entry').length === 1", json!([])).await;
        judge("only what is said of words is listed").await;
    })
    .await;
}
