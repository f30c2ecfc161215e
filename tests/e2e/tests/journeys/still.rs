//! The page without JavaScript.

use e2e::{Options, journey};
use serde_json::json;

#[tokio::test]
async fn without_script_everything_can_be_read() {
    // The driver's own scripts run in any case, so the page can be inspected.
    journey(Options::without_script(), async |page| {
        page.load("").await;
        let seen = page
            .look(
                "return [
                    customElements.get('circle-essay') === undefined,
                    one('article[part]').innerText.split(/\\s+/).length >= 1400,
                    all('details.note').length >= 24,
                    all('.entry').length,
                    shown('.stages li').length,
                    shown('.circle-diagram .disc').length,
                ]",
            )
            .await;
        assert_eq!(seen, json!([true, true, true, 15, 8, 8]));
        page.click("one('.choice[data-tone=vicious]')").await;
        page.click("one('#note-ssat summary')").await;
        let seen = page
            .look("return [shown('.stages li').length, shown('.circle-diagram .disc').length, one('#note-ssat').open]")
            .await;
        assert_eq!(seen, json!([6, 6, true]));
    })
    .await;
}
