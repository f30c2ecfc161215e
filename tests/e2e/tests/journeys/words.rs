//! The interface in other languages: docs/languages.md.

use e2e::{Options, journey};
use serde_json::json;

/// The state that must survive a change of language: the step, the notes, the text in the field, and the caret in it.
const KEPT: &str = "return [el.state.step, el.state.openNotes, one('#text-').value, root.activeElement?.id, one('#text-').selectionStart]";

#[tokio::test]
async fn the_language_changes_live_and_nothing_of_the_reader_s_is_lost() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.goTo('finland', 3); await el.openNote('ofsted')", json!([])).await;
        page.click("one('#text-')").await;
        page.write("Half a thou").await;
        let before = page.ask(KEPT, json!([])).await;
        assert_eq!(before, json!([3, ["ofsted"], "Half a thou", "text-", 11]));
        for (lang, dir, stage, post, entries, place) in [
            ("fi", "ltr", "Seuraava vaihe", "Lisää kommentti", "15 viestiä.", "Vaihe 3/8"),
            ("ar-EG", "rtl", "المرحلة التالية", "أضف التعليق", "15 مشاركة.", "المرحلة 3 من 8"),
            ("en", "ltr", "Next stage", "Post comment", "15 entries.", "Stage 3 of 8"),
        ] {
            page.ask("el.lang = args[0]", json!([lang])).await;
            page.until("one('.essay').lang === args[0]", json!([lang.split('-').next()])).await;
            let seen = page
                .ask(
                    "return [one('.essay').dir, one('[data-act=next]').textContent, one('.composer .primary').textContent,
                        one('.discussion-intro').textContent.startsWith(args[0]), one('.card-place').textContent,
                        one('article[part=article]').lang, one('article[part=article]').dir]",
                    json!([entries]),
                )
                .await;
            assert_eq!(seen, json!([dir, stage, post, true, place, "en", "ltr"]));
            assert_eq!(page.ask(KEPT, json!([])).await, before, "{lang}");
        }
        page.write("ght").await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'Half a thought')", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn one_language_is_fetched_once_and_only_if_it_is_spoken() {
    const FETCHED: &str = "return performance.getEntriesByType('resource').map((entry) => entry.name.match(/words-(..)-/)?.[1]).filter(Boolean)";
    journey(Options::default(), async |page| {
        page.open("").await;
        assert_eq!(page.ask(FETCHED, json!([])).await, json!([]));
        for lang in ["fi", "en", "sv", "fi"] {
            page.ask("el.lang = args[0]", json!([lang])).await;
            let spoken = if lang == "sv" { "en" } else { lang };
            page.until("one('.essay').lang === args[0]", json!([spoken])).await;
        }
        assert_eq!(page.ask(FETCHED, json!([])).await, json!(["fi"]));
    })
    .await;
}

#[tokio::test]
async fn in_arabic_nothing_hangs_over_the_edge_and_arrow_keys_go_by_the_text_around_them() {
    journey(Options::default(), async |page| {
        // A phone's width comes first, in a frame, since no window of Firefox or WebKit is so narrow.
        page.load("probed/fixtures/narrow/?360").await;
        page.enter_frame().await;
        for width in [360, 1280] {
            if width == 1280 {
                page.open("").await;
                page.resize(width, 800).await;
            }
            page.ask("el.lang = 'ar'", json!([])).await;
            page.until("one('.essay').lang === 'ar'", json!([])).await;
            let over = "return [innerWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth]";
            assert_eq!(page.ask(over, json!([])).await, json!([width, 0]));
        }
        // The buttons run from right to left.
        let order = "return one('[data-act=previous]').getBoundingClientRect().left > one('[data-act=next]').getBoundingClientRect().left";
        assert_eq!(page.ask(order, json!([])).await, json!(true));
        page.ask("one('[data-act=next]').focus()", json!([])).await;
        page.press(e2e::keys::LEFT).await;
        page.until("el.state.step === 1", json!([])).await;
        page.press(e2e::keys::RIGHT).await;
        page.until("el.state.step === 0", json!([])).await;
    })
    .await;
}
