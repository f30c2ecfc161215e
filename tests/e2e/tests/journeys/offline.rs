//! The standalone page without a network, and under the strictest policy, which restricts workers.

use e2e::{Options, Relay, journey, keys};
use serde_json::json;

#[tokio::test]
async fn the_page_that_was_read_once_is_there_and_alive_without_a_network() {
    let relay = Relay::start();
    let address = relay.address();
    journey(Options::default(), async move |page| {
        page.load_from(&address, "probed/csp/").await;
        // WebKitGTK's automated sessions keep nothing.
        if page.look("return !('serviceWorker' in navigator)").await == true {
            return;
        }
        page.alive().await;
        page.ask("await navigator.serviceWorker.ready", json!([])).await;
        page.ask("await caches.open('circle-essay elsewhere'); await caches.open('of another')", json!([])).await;
        relay.stop();
        page.load_from(&address, "probed/csp/").await;
        page.alive().await;
        let seen = page
            .ask(
                "const refused = await fetch('../../examples/').then(() => false, () => true);
                return [!!navigator.serviceWorker.controller, shown('details.note').length > 20, refused,
                    getComputedStyle(one('.essay')).display, (await caches.keys()).length];",
                json!([]),
            )
            .await;
        // A missing style would leave the frame "block". Caches of others stay.
        assert_eq!(seen, json!([true, true, true, "flow-root", 3]));
        page.ask("await el.goTo('finland', 2)", json!([])).await;
        page.until("el.state.step === 2", json!([])).await;
        // Files that are fetched after the element is ready are kept too.
        page.click("one('#text-')").await;
        page.write("Without a network").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 1", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_embeds_the_element_keeps_nothing() {
    journey(Options::default(), async |page| {
        page.open("fixtures/two/").await;
        let seen = page
            .ask("return [(await navigator.serviceWorker?.getRegistrations() ?? []).length, (await caches.keys()).length]", json!([]))
            .await;
        assert_eq!(seen, json!([0, 0]));
    })
    .await;
}
