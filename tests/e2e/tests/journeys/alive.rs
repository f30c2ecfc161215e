//! The page comes alive without a message on the console and without moving, and passes an external accessibility
//! checker.

use e2e::{Engine, Options, Page, journey};
use serde_json::{Value, json};

#[tokio::test]
async fn the_page_comes_alive_without_a_word_on_the_console() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let seen = page
            .ask(
                "return [
                    el.state.status,
                    one('article[part]').innerText.split(/\\s+/).length >= 1400,
                    all('details.note').length >= 24,
                    all('.entry').length,
                    all('[data-tone=virtuous] .stages li').length,
                    all('[data-tone=vicious] .stages li').length,
                ]",
                json!([]),
            )
            .await;
        assert_eq!(seen, json!(["ready", true, true, 15, 8, 6]));
        // The prerendered page has come to life; it was not rendered again.
        assert_eq!(page.ask("return !!one('[data-page]')", json!([])).await, true);
        assert_eq!(page.events("ready").await.as_array().map(Vec::len), Some(1));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_prerendered_markup_is_brought_to_life_and_not_replaced() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // Whatever is rendered anew stands in an element of its own.
        assert_eq!(page.ask("return !!one('[data-page] .essay[data-alive]')", json!([])).await, json!(true));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_probe_hears_what_goes_wrong() {
    // Without this test, a page without complaints would prove nothing.
    journey(Options::default(), async |page| {
        page.expect_alarms();
        page.load("probed/csp/fixtures/wrong/").await;
        for kind in [
            "warn: a warning",
            "rejection: a promise",
            "error: ",
            "policy: img-src",
            "synchronous request: /",
            "restarted: once more",
        ] {
            page.until("ceProbe.some((found) => found.startsWith(args[0]))", json!([kind])).await;
        }
        page.until("ceAlarms.length === 2", json!([])).await;
    })
    .await;
}

/// The top and the height of the main elements.
const PLACES: &str =
    "return ['[data-title=essay]', '[data-title=section]', '#circle', '.stages', '#discussion-title', '.entry:last-child']
    .flatMap((selector) => shown(selector)).map((e) => e.getBoundingClientRect()).map((box) => [box.top, box.height])";

#[tokio::test]
async fn the_text_does_not_move_when_the_wasm_arrives() {
    let (tell, told) = std::sync::mpsc::channel();
    let tell_too = tell.clone();
    journey(Options::without_script(), async move |page| {
        page.load("").await;
        tell.send(page.look(PLACES).await).expect("nobody listens");
    })
    .await;
    journey(Options::default(), async move |page| {
        page.open("").await;
        tell_too.send(page.look(PLACES).await).expect("nobody listens");
        // Only Chromium measures shifts in between.
        if page.engine() == Engine::Chromium {
            let moved = page.layout_shift().await;
            assert!(moved < 0.01, "{moved}");
        }
    })
    .await;
    let places: Vec<Value> = told.iter().collect();
    assert!(places[0].as_array().is_some_and(|places| places.len() > 10), "{places:?}");
    assert_eq!(places[0], places[1]);
}

/// Loads the accessibility checker into the page.
pub async fn call_judge(page: &Page) {
    // The file is read when the test runs, since npm's packages may be missing at compile time.
    let axe = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js"));
    page.run(&axe.expect("axe-core is not installed: run `cargo xtask setup --tests`")).await;
}

/// Returns the findings of the checker in each theme. Requires `call_judge`.
pub async fn judged(page: &Page) -> Value {
    page.ask(JUDGE, json!([])).await
}

const JUDGE: &str = "
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const places = (violation) => violation.nodes.map((node) => node.html.slice(0, 120) + ' ' + node.failureSummary.slice(0, 200));
    const judge = async (theme, options) => {
        el.setAttribute('theme', theme);
        const { violations } = await axe.run(document, { ...options, resultTypes: ['violations'] });
        return violations.map((violation) => `${theme}: ${violation.id}: ${places(violation).join(' | ')}`);
    };
    const found = await judge('light', { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } } });
    // Themes differ in colours only.
    for (const theme of ['dark', 'contrast']) found.push(...(await judge(theme, { runOnly: ['color-contrast'] })));
    el.removeAttribute('theme');
    return found";

#[tokio::test]
async fn axe_finds_nothing_at_rest_or_with_everything_open() {
    journey(Options::default(), async |page| {
        page.open("").await;
        call_judge(&page).await;
        assert_eq!(judged(&page).await, json!([]));
        page.ask("for (const note of all('details.note')) note.open = true; await el.goTo('england', 2)", json!([]))
            .await;
        // Parts that fade while the telling changes are too faint for the checker, but only briefly.
        page.until("root.getAnimations().length === 0", json!([])).await;
        page.click("one('#open-captors')").await;
        page.until("root.activeElement?.id === 'text-captors' && el.state.openNotes.length >= 24", json!([])).await;
        // One view turns into another. The intermediate state is not to be checked.
        page.until("root.getAnimations().length === 0", json!([])).await;
        assert_eq!(judged(&page).await, json!([]));
    })
    .await;
}
