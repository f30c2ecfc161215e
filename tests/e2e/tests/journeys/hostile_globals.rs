//! Pages whose scripts replace the browser's globals, or that treat all text of the page as theirs:
//! examples/hostile-globals, tests/fixtures/katex and tests/yew-host.

use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};

/// Uses every function of an essay on the open page. The results are strings, since such pages may change arrays on
/// their way to the driver.
async fn use_all_of_it(page: &Page) {
    page.click("one('[data-act=next]')").await;
    page.until("el.state.step === 1", json!([])).await;
    page.click("one('#note-ofsted summary')").await;
    page.until("el.state.openNotes.join() === 'ofsted'", json!([])).await;
    page.click("one('#text-')").await;
    page.write("Written on \"such\" a page.").await;
    page.chord([keys::CONTROL], keys::ENTER).await;
    page.until("el.state.comments === 1", json!([])).await;
    page.reload().await;
    page.until("el.state.comments === 1", json!([])).await;
    page.click("one('[data-act=play]')").await;
    page.until("el.state.step > 0", json!([])).await;
    page.ask("el.pause()", json!([])).await;

    let export = page.ask("return await el.exportDiscussion()", json!([])).await;
    let export: Value = serde_json::from_str(export.as_str().unwrap_or_default()).expect("the export is no JSON");
    assert_eq!(export["events"][0]["text"], "Written on \"such\" a page.");
    let taken =
        "const answer = await el.importDiscussion(args[0]); return answer.added + ' new, ' + answer.known + ' known'";
    assert_eq!(page.ask(taken, json!([export.to_string()])).await, "0 new, 1 known");

    // In Firefox, a document that a script of the page has made has arrays of another realm than the driver's.
    let given = "const request = new XMLHttpRequest();
        request.open('GET', '/essays/trust.json');
        await new Promise((done) => { request.onload = () => done(); request.send(); });
        const essay = window.JSON.parse(request.responseText);
        essay.title = '2007-01-02';
        el.document = essay";
    page.ask(given, json!([])).await;
    page.until("one('[data-title=essay]')?.textContent === '2007-01-02' && !!one('.essay[data-alive]')", json!([]))
        .await;
    page.ask("await el.goTo('england', 3)", json!([])).await;
    page.until("el.state.circle === 'england' && el.state.step === 3", json!([])).await;
    assert_eq!(page.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_full_of_polyfills() {
    journey(Options::default(), async |page| {
        page.open("examples/hostile-globals/").await;
        use_all_of_it(&page).await;
        // The page is still spoiled: nobody has restored the browser's own functions.
        let spoiled = "return '' + [window instanceof window.Window, document instanceof window.Node, typeof window.Array.prototype.toJSON, window.JSON.stringify(new window.Array(1, 2)) === '[1,2]', (await window.fetch('/essays/trust.json')) instanceof window.Response]";
        assert_eq!(page.ask(spoiled, json!([])).await, "false,false,function,false,true");
    })
    .await;
}

#[tokio::test]
async fn a_page_with_an_old_library() {
    journey(Options::default(), async |page| {
        page.open("examples/hostile-globals/library.html").await;
        use_all_of_it(&page).await;
        // The methods that the library has added can still be changed: freezing an array does not freeze its methods.
        let free = "return '' + [Object.isFrozen(window.Array.prototype.each), Object.isFrozen(window.Array.prototype.toJSON), window.$$('circle-essay').size()]";
        assert_eq!(page.ask(free, json!([])).await, "false,false,1");
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_scripts_are_held_back() {
    journey(Options::default(), async |page| {
        page.open("examples/hostile-globals/delayed.html").await;
        assert_eq!(
            page.ask(
                "return '' + [window instanceof window.Window, document.querySelectorAll('[type^=held]').length]",
                json!([])
            )
            .await,
            "false,0"
        );
        use_all_of_it(&page).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_sets_every_formula() {
    journey(Options::default(), async |page| {
        page.open("fixtures/katex/").await;
        let words = "return one('.essay').textContent + '|' + document.querySelectorAll('.formula .katex').length";
        let before = page.ask(words, json!([])).await;
        assert!(before.as_str().is_some_and(|words| words.ends_with("|2")), "the page's own formulas are not set");
        page.ask("setFormulas()", json!([])).await;
        assert_eq!(page.ask(words, json!([])).await, before);
        assert_eq!(page.ask("return root.querySelectorAll('.katex').length", json!([])).await, 0);
        use_all_of_it(&page).await;
    })
    .await;
}

/// Returns the events that the page's own handlers have received: of its button, clicks and letters in the essay,
/// clicks anywhere, and of its rows.
const HEARD: &str = "const { button, around, typed, page, rows } = document.querySelector('main').dataset; return [button, around, typed, page, rows].join()";

/// The build renames the properties that Yew sets on elements. Without that, each click in the essay also ran the
/// handlers of two rows if the roots of both apps had the same number. If the numbers differed, no handler around the
/// essay received a click or a letter.
/// around the essay heard of a click or a letter in it.
#[tokio::test]
async fn a_page_that_is_a_yew_app_itself() {
    journey(Options::default(), async |page| {
        for path in ["", "?second", "later.html", "later.html?second"] {
            page.open(&format!("bench/yew-host/{path}")).await;
            page.click("document.getElementById('theirs')").await;
            page.until("document.getElementById('theirs').textContent === 'Pressed 1'", json!([])).await;
            assert_eq!(page.ask(HEARD, json!([])).await, "1,0,0,1,0", "{path}");
            assert_eq!(
                page.ask("return el.state.step + ' ' + el.state.openNotes.length", json!([])).await,
                "0 0",
                "{path}"
            );
            page.click("one('[data-act=next]')").await;
            page.until("el.state.step === 1", json!([])).await;
            page.until("document.querySelector('main').dataset.page === '2'", json!([])).await;
            assert_eq!(page.ask(HEARD, json!([])).await, "1,1,0,2,0", "{path}");
            page.click("one('#text-')").await;
            page.write("abc").await;
            page.until(
                "document.querySelector('main').dataset.typed === '3' && one('#text-').value.endsWith('abc')",
                json!([]),
            )
            .await;
            assert_eq!(page.ask(HEARD, json!([])).await, "1,2,3,3,0", "{path}");
            // The page is rendered again, and the essay inside stays as it is.
            assert_eq!(page.ask("return el.state.step + ' ' + el.state.status", json!([])).await, "1 ready", "{path}");
            assert_eq!(page.complaints().await, Vec::<String>::new());
        }
    })
    .await;
}
