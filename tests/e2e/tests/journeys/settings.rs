//! The reader's settings for this browser.

use e2e::{Engine, Options, Page, journey, keys};
use serde_json::{Value, json};

/// Chooses an option in one of the lists, as a reader without a pointer would.
async fn choose(page: &Page, setting: &str, choice: usize) {
    page.ask(
        "const list = one(`[data-setting=${args[0]}]`);
         list.selectedIndex = args[1];
         list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))",
        json!([setting, choice]),
    )
    .await;
}

const LOOKS: &str = "const essay = one('.essay'), style = getComputedStyle(essay);
    return [getComputedStyle(el).colorScheme, Math.round(parseFloat(style.fontSize) * 10), essay.lang, 'still' in essay.dataset]";

#[tokio::test]
async fn the_panel_opens_and_closes_by_keyboard() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("one('#settings-button').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until("root.activeElement?.dataset.setting === 'theme'", json!([])).await;
        let (role, name) = page.told("one('[data-setting=size]')").await;
        // WebKit exposes such a list as a pop-up button.
        let expected = if page.engine() == Engine::Webkit { "button" } else { "combobox" };
        assert_eq!((role.as_str(), name.as_str()), (expected, "Text size"));
        let boxes = "return [...all('#settings select'), one('#settings-button')].every((e) => e.getBoundingClientRect().height >= 24)";
        assert_eq!(page.ask(boxes, json!([])).await, json!(true));
        page.press(keys::ESCAPE).await;
        page.until("!one('#settings') && root.activeElement?.id === 'settings-button'", json!([])).await;
        assert_eq!(page.ask("return one('#settings-button').ariaExpanded", json!([])).await, json!("false"));
    })
    .await;
}

#[tokio::test]
async fn what_is_set_is_there_again_from_the_first_moment_on() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let before = page.ask(LOOKS, json!([])).await;
        page.click("one('#settings-button')").await;
        page.until("!!one('#settings')", json!([])).await;
        for (setting, choice) in [("theme", 2), ("size", 2), ("motion", 1), ("language", 2)] {
            choose(&page, setting, choice).await;
        }
        page.until("one('.essay').lang === 'fi'", json!([])).await;
        let after = page.ask(LOOKS, json!([])).await;
        assert_eq!((&after[0], &after[2], &after[3]), (&json!("dark"), &json!("fi"), &json!(true)));
        assert!(after[1].as_i64() > before[1].as_i64(), "{before} {after}");
        page.load("probed/").await;
        // The settings apply before the element is alive, and before its script has run.
        page.until("el?.dataset.ceReader === 'dark large still fi'", json!([])).await;
        page.until("el?.state?.status === 'ready' && one('.essay').lang === 'fi'", json!([])).await;
        assert_eq!(page.ask(LOOKS, json!([])).await, after);
        // The owner's attribute is only the default.
        page.ask("el.theme = 'light'", json!([])).await;
        assert_eq!(page.ask(LOOKS, json!([])).await, after);
        page.click("one('#settings-button')").await;
        page.until("!!one('#settings')", json!([])).await;
        choose(&page, "theme", 0).await;
        page.until("getComputedStyle(el).colorScheme === 'light'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn every_element_of_the_page_and_every_tab_follows() {
    journey(Options::default(), async |page| {
        page.open("fixtures/two/").await;
        let second = "document.querySelectorAll('circle-essay')[1]";
        page.ask(&format!("await {second}.whenReady"), json!([])).await;
        let first_tab = page.new_tab().await;
        page.open("").await;
        page.click("one('#settings-button')").await;
        page.until("!!one('#settings')", json!([])).await;
        choose(&page, "size", 3).await;
        page.until("el.dataset.ceReader === 'largest'", json!([])).await;
        page.turn_to(&first_tab).await;
        page.until(&format!("el.dataset.ceReader === 'largest' && {second}.dataset.ceReader === 'largest'"), json!([]))
            .await;
        page.ask("el.shadowRoot.querySelector('#settings-button').click()", json!([])).await;
        page.until("!!one('#settings')", json!([])).await;
        choose(&page, "size", 0).await;
        page.until(&format!("el.dataset.ceReader === '' && {second}.dataset.ceReader === ''"), json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn where_nothing_may_be_stored_settings_live_as_long_as_the_page() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.run("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })").await;
        page.click("one('#settings-button')").await;
        page.until("!!one('#settings')", json!([])).await;
        choose(&page, "theme", 2).await;
        page.until("getComputedStyle(el).colorScheme === 'dark'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_settings_belong_to_the_reader_and_are_in_no_export() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.click("one('#settings-button')").await;
        page.until("!!one('#settings')", json!([])).await;
        choose(&page, "spacing", 1).await;
        page.until("el.dataset.ceReader === 'wide'", json!([])).await;
        let export = page.ask("return await el.exportDiscussion()", json!([])).await;
        assert!(!export.as_str().unwrap_or_default().contains("wide"));
        assert_eq!(page.ask("return localStorage['circle-essay settings']", json!([])).await, Value::from("wide"));
    })
    .await;
}
