//! Notes open in place.

use e2e::{Options, journey, keys};
use serde_json::json;

#[tokio::test]
async fn a_note_opens_and_escape_gives_the_focus_back() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("one('#note-ofsted summary').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until("one('#note-ofsted').open && el.state.openNotes.includes('ofsted')", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("!one('#note-ofsted').open && el.state.openNotes.length === 0", json!([])).await;
        assert_eq!(page.ask("return root.activeElement === one('#note-ofsted summary')", json!([])).await, true);
        let told = page.events("note").await;
        assert_eq!(told, json!([{"id": "ofsted", "open": true}, {"id": "ofsted", "open": false}]));
    })
    .await;
}
