//! The essay on paper.

use e2e::{Engine, Options, journey};
use serde_json::json;

#[tokio::test]
async fn on_paper_every_note_and_every_telling_is_there_in_black_on_white() {
    journey(Options::default(), async |page| {
        // Only Chromium shows a page as it prints. The other engines are checked by hand.
        if page.engine() != Engine::Chromium {
            return;
        }
        page.open("").await;
        let dark = json!([{"name": "prefers-color-scheme", "value": "dark"}]);
        page.cdp("Emulation.setEmulatedMedia", json!({"media": "print", "features": dark})).await;
        let seen = page
            .ask(
                "const there = (e) => e.checkVisibility() && e.getBoundingClientRect().height > 0;
                const link = document.createElement('a'), inside = document.createElement('a');
                link.href = 'https://example.org/'; inside.href = '#circle';
                one('.paragraph').append(link, inside);
                const after = (e) => getComputedStyle(e, '::after').content;
                const answer = [
                    all('.note').some((note) => note.open),
                    all('.note-body').filter((body) => !there(body)).length,
                    shown('.circle-diagram').length,
                    shown('.stages li').length,
                    shown('.choice').length,
                    shown('.script-only, .quiet, .bar, .beside, input, textarea').length,
                    [after(link).includes('attr(href)') || after(link).includes('https://example.org/'), after(inside)],
                    ['background-color', 'color'].map((name) => getComputedStyle(one('.essay')).getPropertyValue(name)),
                    getComputedStyle(document.documentElement).backgroundColor,
                ];
                link.remove(); inside.remove();
                return answer;",
                json!([]),
            )
            .await;
        let black_on_white = json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
        let expected = json!([false, 0, 3, 22, 3, 0, [true, "none"], black_on_white, "rgb(255, 255, 255)"]);
        assert_eq!(seen, expected);
        // Pictures stand in the order of their lists.
        let order = page
            .ask(
                "return shown('.choice, .circle-diagram, .stages')
                    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                    .map((e) => e.classList[0]).join(' ')",
                json!([]),
            )
            .await;
        assert_eq!(order, ["choice circle-diagram stages"; 3].join(" "));
    })
    .await;
}
