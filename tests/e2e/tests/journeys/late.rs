//! The code that is loaded once the element is ready: docs/decisions/0009.

use e2e::{Options, journey, keys};
use serde_json::{Value, json};

#[tokio::test]
async fn nothing_waits_for_the_late_code_that_readers_do_at_once() {
    journey(Options::default(), async |page| {
        page.open("fixtures/late/").await;
        page.until("asked.length > 0", json!([])).await;
        page.ask(
            "window.refused = false; await el.next(); await el.next(); await el.back(); await el.openNote('ofsted')",
            json!([]),
        )
        .await;
        page.click("one('[data-act=play]')").await;
        page.until("el.state.step > 1", json!([])).await;
        page.click("one('[data-act=pause], [data-act=play]')").await;
        page.click("one('#text-')").await;
        page.write("Words").await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'Words')", json!([])).await;
        // Any other request here means that the list is out of date. `cargo xtask late` records it.
        assert_eq!(page.ask("return asked", json!([])).await, json!(["soon ready"]));
    })
    .await;
}

#[tokio::test]
async fn a_post_whose_code_cannot_be_fetched_keeps_its_words_and_says_so() {
    journey(Options::default(), async |page| {
        page.open("fixtures/late/").await;
        page.until("asked.length > 0", json!([])).await;
        page.click("one('#text-')").await;
        page.write("Not lost").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("/could not be fetched/.test(one('[role=status]').textContent)", json!([])).await;
        let kept = "return [one('#text-').value, shown('.told, .notice, [data-failed]').length > 0 || /could not be fetched/.test(one('.composer').innerText), asked.includes('now'), root.activeElement?.id]";
        assert_eq!(page.ask(kept, json!([])).await, json!(["Not lost", true, false, "text-"]));
        page.ask("window.refused = false", json!([])).await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 1", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
        assert!(!page.ask("return asked", json!([])).await.as_array().is_some_and(|asked| asked.contains(&Value::from("now"))));
    })
    .await;
}
