//! Pages whose scripts have put something of their own where the browser's was, or mean all of the page's words. examples/hostile-globals,
//! tests/fixtures/katex and tests/yew-host.

use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};

/// Everything that can be done with an essay, on a page that is open. The answers are texts: on such pages nobody knows what becomes
/// of a list on its way to the driver.
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

    // A document that a script has made: lists in lists, and a text that looks like a date.
    let given = "const request = new XMLHttpRequest();
        request.open('GET', '/essays/trust.json', false);
        request.send();
        const essay = JSON.parse(request.responseText);
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
        // It is such a page still: nobody has put the browser's own back.
        let spoiled = "return '' + [window instanceof Window, document instanceof Node, typeof [].toJSON, JSON.stringify([1]) === '[1]', (await fetch('/essays/trust.json')) instanceof Response]";
        assert_eq!(page.ask(spoiled, json!([])).await, "false,false,function,false,true");
    })
    .await;
}

#[tokio::test]
async fn a_page_with_an_old_library() {
    journey(Options::default(), async |page| {
        page.open("examples/hostile-globals/library.html").await;
        use_all_of_it(&page).await;
        // What the library has taught everything can be changed as before: to freeze a list is not to freeze its methods.
        let free = "return '' + [Object.isFrozen(Array.prototype.each), Object.isFrozen(Array.prototype.toJSON), $$('circle-essay').size(), $A([1, 2]).last()]";
        assert_eq!(page.ask(free, json!([])).await, "false,false,1,2");
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_scripts_are_held_back() {
    journey(Options::default(), async |page| {
        page.open("examples/hostile-globals/delayed.html").await;
        assert_eq!(
            page.ask(
                "return '' + [window instanceof Window, document.querySelectorAll('[type^=held]').length]",
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

/// What the page's own handlers have heard: of its button, of clicks and of letters in the essay, of clicks anywhere, and of its rows.
const HEARD: &str = "const { button, around, typed, page, rows } = document.querySelector('main').dataset; return [button, around, typed, page, rows].join()";

/// Without the other names that the build gives to what Yew hangs on elements, this is what was seen: where the roots of both
/// apps have the same number, each click in the essay ran handlers of two rows besides; and where they have different ones, no handler
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
            // The page is drawn again around an essay that stays what it is.
            assert_eq!(page.ask("return el.state.step + ' ' + el.state.status", json!([])).await, "1 ready", "{path}");
            assert_eq!(page.complaints().await, Vec::<String>::new());
        }
    })
    .await;
}
