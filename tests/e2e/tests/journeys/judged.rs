//! The whole page passes an external accessibility checker with everything open, in every language and theme. The
//! states of the discussion are checked in discussion/judged.rs.

use crate::alive::{call_judge, judged};
use crate::discussion::{choose_in_script, export, focused, post};
use e2e::{Options, Page, journey};
use serde_json::json;

/// Opens every note, the contents, a comment that is being edited with its preview, an answer to the start question,
/// the preview of an import, the question before everything is deleted, and the settings.
async fn open_everything(page: &Page) {
    page.ask(
        "await el.goTo('england', 2); one('.contents details').open = true;
         for (const note of all('details.note')) note.open = true;
         const list = one('#start-variable');
         list.selectedIndex = 3;
         list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))",
        json!([]),
    )
    .await;
    page.click("one('.start .primary')").await;
    page.until("all('.run').length === 2", json!([])).await;
    let comment = post(page, "Some *words*.").await;
    page.click(&format!("one('[id=\"open-edit:{comment}\"]')")).await;
    focused(page, &format!("text-edit:{comment}")).await;
    page.click("one('.entry .composer [aria-pressed]')").await;
    page.until("!!one('.entry .preview em')", json!([])).await;
    choose_in_script(page, &json!([export(&[("new", "New."), ("no good", "")])]).to_string()).await;
    focused(page, "import").await;
    page.click("one('#erase-button')").await;
    focused(page, "erase").await;
    page.click("one('#settings-button')").await;
    page.until("!!one('#settings')", json!([])).await;
}

#[tokio::test]
async fn axe_finds_nothing_with_everything_open_in_any_language_or_theme() {
    journey(Options::default(), async |page| {
        page.open("").await;
        call_judge(&page).await;
        open_everything(&page).await;
        for lang in ["en", "fi", "ar"] {
            page.ask("el.lang = args[0]", json!([lang])).await;
            page.until("one('.essay').lang === args[0]", json!([lang])).await;
            let open = "return [all('details.note:not([open])').length, all('#settings, #import, #erase, .run, .entry .preview').length]";
            assert_eq!(page.ask(open, json!([])).await, json!([0, 6]), "{lang}");
            page.until("root.getAnimations().length === 0", json!([])).await;
            assert_eq!(judged(&page).await, json!([]), "{lang}");
        }
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_while_the_circle_plays_or_when_it_is_held() {
    journey(Options::default(), async |page| {
        page.open("").await;
        call_judge(&page).await;
        page.click("one('[data-act=play]')").await;
        page.until("el.state.playing && el.state.step === 2", json!([])).await;
        assert_eq!(judged(&page).await, json!([]), "playing");
        page.ask("await el.pause()", json!([])).await;
        page.until("!el.state.playing", json!([])).await;
        assert_eq!(judged(&page).await, json!([]), "held");
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_with_two_tellings_side_by_side_or_the_circle_alone() {
    journey(Options::default(), async |page| {
        page.open("").await;
        call_judge(&page).await;
        page.ask(
            "el.setAttribute('motion', 'reduced'); await el.goTo('finland', 5); one('.exports').open = true",
            json!([]),
        )
        .await;
        page.click("all('.controls .quiet').find((e) => e.textContent === 'Compare')").await;
        page.until("shown('.picture').length === 2", json!([])).await;
        for width in ["", "360px"] {
            page.ask("Object.assign(el.style, { display: 'block', inlineSize: args[0] })", json!([width])).await;
            assert_eq!(judged(&page).await, json!([]), "two tellings, {width}");
        }
        page.click("all('.controls .quiet').find((e) => e.textContent === 'Compare')").await;
        page.until("shown('.picture').length === 1", json!([])).await;
        // Two laps have left their trace.
        page.ask("while (el.state.lap < 3) await el.next()", json!([])).await;
        assert_eq!(judged(&page).await, json!([]), "the third lap");
        page.ask("el.style.blockSize = '400px'; el.setAttribute('view', 'circle')", json!([])).await;
        assert_eq!(judged(&page).await, json!([]), "the circle alone");
    })
    .await;
}
