//! What is written stays: after a reload, and after the browser was killed.

use e2e::{Engine, Options, journey};
use serde_json::json;
use std::path::PathBuf;

#[tokio::test]
async fn a_comment_and_a_reply_survive_a_reload() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.click("one('#text-')").await;
        page.write("Written by a journey.").await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1 && one('.composer .notice').textContent.startsWith('Saved')", json!([])).await;
        page.click("one('#reply-captors')").await;
        page.until("root.activeElement?.id === 'text-captors'", json!([])).await;
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

/// Whether this draft is in the database.
const STORED: &str = "await new Promise((done) => {
    const open = indexedDB.open('circle-essay');
    open.onsuccess = () => {
        const drafts = open.result.transaction('drafts').objectStore('drafts').getAll();
        drafts.onsuccess = () => { open.result.close(); done(drafts.result.some((draft) => draft.text === args[0])); };
    };
})";

/// A folder for one browser's profile, empty at the beginning.
fn profile(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("circle-essay-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the profile's folder cannot be made");
    folder
}

#[tokio::test]
async fn a_draft_survives_a_killed_browser() {
    const DRAFT: &str = "Half a thou";
    let folder = profile("draft");
    // WebKitGTK keeps nothing from one automated session to the next; there the page is loaded anew.
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
