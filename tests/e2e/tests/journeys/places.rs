//! The way to every place of the text: the list of contents, and links to copy.

use e2e::{Options, journey, keys};
use serde_json::{Value, json};

#[tokio::test]
async fn the_list_of_contents_leads_to_sections_and_marks_the_one_being_read() {
    journey(Options::default(), async |page| {
        page.open("").await;
        assert_eq!(page.told("one('nav')").await, ("navigation".to_owned(), "Contents".to_owned()));
        assert_eq!(page.ask("return one('.reading > span').textContent", json!([])).await, "8 min");
        page.click("one('.contents summary')").await;
        page.click("one('.contents a[href=\"#the-elephant\"]')").await;
        page.until("root.activeElement?.id === 'the-elephant' && location.hash === '#the-elephant'", json!([])).await;
        let current = "all('.contents [aria-current]').map((link) => link.textContent).join()";
        page.until(&format!("{current} === 'The elephant in the staffroom'"), json!([])).await;
        page.ask("one('#common-ground').scrollIntoView({ behavior: 'instant' })", json!([])).await;
        page.until(&format!("{current} === 'The part we would all sign'"), json!([])).await;
        page.ask("scrollTo({ top: 0, behavior: 'instant' })", json!([])).await;
        page.resize(1000, 600).await;
        page.until(&format!("{current} === ''"), json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn links_to_every_sort_of_place_are_copied_and_lead_there() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // A driven browser has no usable clipboard, so writes to it are intercepted here.
        page.ask(
            "window.copied = []; Object.defineProperty(navigator, 'clipboard', { configurable: true, value: Object.setPrototypeOf({ writeText: async (text) => { copied.push(text); } }, window.Clipboard?.prototype ?? {}) });
            await el.goTo('finland', 3); await el.openNote('ofsted')",
            json!([]),
        )
        .await;
        let places = ["common-ground", "note-ofsted", "finland/3", "going-up/2"];
        for (at, place) in places.iter().enumerate() {
            page.ask("one(`[data-copy=\"${args[0]}\"]`).focus()", json!([place])).await;
            page.until("getComputedStyle(root.activeElement).opacity === '1'", json!([])).await;
            page.press(keys::ENTER).await;
            page.until("copied.length === args[0]", json!([at + 1])).await;
            page.until("one('[role=status]').textContent.trim() === 'Link copied.' && root.activeElement.hasAttribute('data-copied')", json!([])).await;
            let copied = page.ask("return [copied.at(-1) === location.href.split('#')[0] + '#' + args[0], root.activeElement.dataset.copy]", json!([place])).await;
            assert_eq!(copied, json!([true, place]));
        }
        // If copying is refused, the page's address is the link, and the page does not move.
        page.ask("navigator.clipboard.writeText = async () => { throw new Error('refused'); }; await el.goTo('finland', 1)", json!([])).await;
        page.ask("one('[data-copy=\"going-up/3\"]').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until("location.hash === '#going-up/3' && one('[role=status]').textContent === 'The link is in the address bar.'", json!([])).await;
        assert_eq!(page.ask("return root.activeElement.dataset.copy", json!([])).await, "going-up/3");
        // The links work by Back, Forward and loading, and a stage's link stays that of the stage.
        page.ask("location.hash = '#always-the-egg/2'", json!([])).await;
        page.until(&in_sight("always-the-egg/2"), json!([])).await;
        page.back().await;
        page.until(&in_sight("going-up/3"), json!([])).await;
        page.ask("history.forward()", json!([])).await;
        page.until(&in_sight("always-the-egg/2"), json!([])).await;
        page.ask("location.hash = '#finland/3'", json!([])).await;
        page.until("el.state.step === 3 && root.activeElement?.id === 'circle-title'", json!([])).await;
        page.load("").await;
        page.open("#always-the-egg/3").await;
        page.until(&in_sight("always-the-egg/3"), json!([])).await;
        let stepped: Value = page.ask("return el.state.step", json!([])).await;
        assert_eq!(stepped, 0);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// True if a block stands near the middle of the window.
fn in_sight(block: &str) -> String {
    format!(
        "(() => {{ const a = one('[data-block=\"{block}\"]').getBoundingClientRect(); return Math.abs(a.top + a.bottom - innerHeight) < innerHeight / 2; }})()"
    )
}

#[tokio::test]
async fn only_marks_of_sections_are_stops_of_tab_and_arrow_keys_lead_to_the_others() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let stops = "return all('.link:not(.quiet)').map((mark) => mark.tabIndex === 0).reduce((stops, stop) => { stops[+stop]++; return stops; }, [0, 0])";
        let stops = page.ask(stops, json!([])).await;
        assert_eq!(stops[1], page.ask("return all('[data-title$=section]').length", json!([])).await);
        assert!(stops[0].as_u64() > stops[1].as_u64().map(|sections| 2 * sections), "{stops}");
        page.ask("one('#common-ground').focus()", json!([])).await;
        page.press(keys::TAB).await;
        let focused = "root.activeElement?.dataset.copy === args[0] && getComputedStyle(root.activeElement).opacity === '1'
            && getComputedStyle(root.activeElement).outlineStyle === 'solid'";
        page.until(focused, json!(["common-ground"])).await;
        for (key, place) in [
            (keys::DOWN, "common-ground/1"),
            (keys::DOWN, "common-ground/2"),
            (keys::DOWN, "the-quarrel"),
            (keys::UP, "common-ground/2"),
            (keys::UP, "common-ground/1"),
            (keys::UP, "common-ground"),
        ] {
            page.press(key).await;
            page.until(focused, json!([place])).await;
        }
    })
    .await;
}
