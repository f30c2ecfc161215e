//! Failures of the interactive part, each provoked for real: the text stays, and one sentence says what failed, where,
//! and what to do.

use e2e::endurance::SCRIBBLE;
use e2e::{Engine, Options, Page, Relay, journey};
use serde_json::{Value, json};

/// Waits until the element has reported its failure. Returns its sentence, the label of its button, the number of
/// readable words, and the codes of the problems that the page received.
async fn failed(page: &Page) -> [Value; 4] {
    page.until("el?.state?.status === 'failed'", json!([])).await;
    let script = "const line = one('.problem-line'), button = line.querySelector('button:not(:last-child)')?.textContent ?? null;
        const text = one('article[part]') ?? el;
        return [line.firstChild.data.trim(), button, text.innerText.split(/\\s+/).length, ceEvents.map((event) => event.detail.code)]";
    let told = page.ask(script, json!([])).await;
    [0, 1, 2, 3].map(|at| told[at].clone())
}

/// Expects the prerendered page to fail with words like these, and to stay readable.
async fn fails_with(page: &Page, path: &str, words: &str, button: Option<&str>) {
    page.load(&format!("probed/{path}")).await;
    page.until("!!el?.state", json!([])).await;
    page.ask("el.loading = 'eager'", json!([])).await;
    let [sentence, label, length, codes] = failed(page).await;
    assert!(sentence.as_str().is_some_and(|sentence| sentence.contains(words)), "{sentence}");
    assert_eq!((&label, &codes), (&json!(button), &json!(["start"])), "{sentence}");
    assert!(length.as_u64() >= Some(1400), "{length} words");
    page.click("one('.problem-line button:last-child')").await;
    page.until("!one('.problem-line')", json!([])).await;
    // The browser itself opens a note, and a method says why it cannot act.
    page.click("one('#note-ofsted summary')").await;
    let refused = "return [one('#note-ofsted').open, await el.next().then(() => '', (fault) => fault.message)]";
    let answer = page.ask(refused, json!([])).await;
    assert_eq!(answer[0], true);
    assert!(answer[1].as_str().is_some_and(|told| told.contains(words)), "{answer}");
}

const AGAIN: Option<&str> = Some("Try again");

#[tokio::test]
async fn a_policy_that_forbids_wasm_is_named() {
    journey(Options::default(), async |page| fails_with(&page, "nowasm/", "wasm-unsafe-eval", None).await).await;
}

#[tokio::test]
async fn files_that_are_not_there_are_named() {
    journey(Options::default(), async |page| {
        fails_with(&page, "missing=_bg.wasm/", "_bg.wasm could not be fetched (404)", AGAIN).await;
        fails_with(&page, "missing=essay-widget/", ".js could not be fetched (404)", AGAIN).await;
    })
    .await;
}

#[tokio::test]
async fn a_module_of_another_type_is_named_and_wasm_of_another_type_runs() {
    journey(Options::default(), async |page| {
        fails_with(&page, "mistyped=essay-widget/", "is served as text/plain", AGAIN).await;
        page.open("mistyped=_bg.wasm/").await;
        page.ask("await el.next()", json!([])).await;
        assert_eq!(page.ask("return el.state.step", json!([])).await, 1);
    })
    .await;
}

#[tokio::test]
async fn without_a_network_it_can_be_tried_again() {
    let relay = Relay::start();
    let address = relay.address();
    journey(Options::default(), async move |page| {
        page.load_from(&address, "probed/fixtures/host/").await;
        let script = "const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            document.body.append(script);
            await customElements.whenDefined('circle-essay')";
        page.ask(script, json!([])).await;
        relay.stop();
        let element = "const element = document.createElement('circle-essay');
            Object.assign(element, { loading: 'eager', textContent: 'What stands in the element.' });
            document.body.append(element)";
        page.ask(element, json!([])).await;
        let [sentence, label, ..] = failed(&page).await;
        assert!(sentence.as_str().is_some_and(|sentence| sentence.contains("could not be")), "{sentence}");
        assert_eq!(
            (label, page.look("return el.innerText").await),
            (json!(AGAIN), json!("What stands in the element."))
        );
        relay.go_on();
        page.click("one('.problem-line button')").await;
        page.until("el.state.status === 'ready' && !one('.problem-line')", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_slow_says_so_and_starts_when_it_comes() {
    journey(Options::default(), async |page| {
        page.load("hanging=_bg.wasm~slow/fixtures/impatient/").await;
        page.until("/slow to arrive/.test(one?.('.problem-line')?.innerText)", json!([])).await;
        let seen = "return [el.state.status, ceEvents.map((event) => event.detail.code), el.innerText]";
        assert_eq!(page.ask(seen, json!([])).await, json!(["loading", ["slow"], "What stands in the element."]));
        page.ask("await fetch('/coming=_bg.wasm~slow/')", json!([])).await;
        page.until(
            "el.state.status === 'ready' && !one('.problem-line') && all('.essay[data-alive]').length === 1",
            json!([]),
        )
        .await;
        page.ask("await el.next()", json!([])).await;
        assert_eq!(page.ask("return el.state.step", json!([])).await, 1);
        assert_eq!(page.ask("return ceEvents.filter((event) => event.name === 'problem').length", json!([])).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_old_browser_is_told_so() {
    // WebKitGTK's own tests need WebAssembly in no page, so it can be removed from each.
    journey(Options::default(), async |page| {
        page.load("fixtures/impatient/?old").await;
        let [sentence, label, ..] = failed(&page).await;
        assert!(sentence.as_str().is_some_and(|sentence| sentence.contains("has no WebAssembly")), "{sentence}");
        assert_eq!(label, Value::Null);
        assert_eq!(page.look("return el.innerText").await, "What stands in the element.");
    })
    .await;
}

/// Gives the element another `src`. Returns the sentence that it shows then.
async fn with_src(page: &Page, src: &str) -> String {
    page.ask("ceEvents.length = 0; el.src = args[0]", json!([src])).await;
    page.until("ceEvents.some((event) => event.detail.code === 'document')", json!([])).await;
    let [sentence, ..] = failed(page).await;
    sentence.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn documents_that_cannot_be_read_are_named() {
    journey(Options::default(), async |page| {
        page.load("fixtures/impatient/").await;
        page.until("el?.state?.status === 'ready'", json!([])).await;
        assert!(with_src(&page, "nowhere.json").await.contains("nowhere.json could not be fetched (404)"));
        let sentence = with_src(&page, "data:application/json,{").await;
        assert!(sentence.contains("line 1, column 2"), "{sentence}");
        // The line comes from the parser, not from the wording of a sentence.
        let lines =
            "return ceEvents.filter((event) => event.detail.code === 'document').map((event) => event.detail.line)";
        assert_eq!(page.ask(lines, json!([])).await, json!([1]));
        assert!(with_src(&page, "data:application/json,{%0A%0A  !").await.contains("line 3, column 3"));
        assert_eq!(page.ask(lines, json!([])).await, json!([3]));
        assert!(with_src(&page, "nowhere:5:6: .json").await.contains("nowhere:5:6: .json"));
        assert_eq!(page.ask(lines, json!([])).await, json!([null]));
        let sentence =
            with_src(&page, "data:application/json,{\"format\":\"circle-essay/9\",\"id\":\"x\",\"title\":\"X\"}").await;
        assert!(sentence.contains("circle-essay/9"), "{sentence}");
        // The same machine under another name is another origin.
        let foreign = page.ask("return location.origin.replace('127.0.0.1', 'localhost')", json!([])).await;
        let foreign = format!("{}/essays/trust.json", foreign.as_str().unwrap_or_default());
        assert!(with_src(&page, &foreign).await.contains("Access-Control-Allow-Origin"));
        // The element's own content is shown, and the next document replaces it.
        assert_eq!(page.look("return el.innerText").await, "What stands in the element.");
        page.ask("el.src = '../small.json'", json!([])).await;
        page.until("el.state.status === 'ready' && !one('.problem-line') && !one('slot:not([name])')", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn an_instance_that_falls_is_replaced_and_nothing_is_lost() {
    journey(Options::default(), async |page| {
        page.expect_alarms();
        page.open("examples/two-on-a-page/").await;
        page.ask("const [, second] = document.querySelectorAll('circle-essay'); await second.next(); await el.goTo('england', 3)", json!([])).await;
        page.click("one('#note-ofsted summary')").await;
        page.until("el.state.openNotes.join() === 'ofsted'", json!([])).await;
        page.click("one('#text-')").await;
        page.write("Half a tho").await;
        page.ask(SCRIBBLE, json!([])).await;
        // The key reaches the failed instance, but its letter is in the field.
        page.write("u").await;
        page.until("!!window.risen && el.state.status === 'ready'", json!([])).await;
        page.until("el.state.circle === 'england' && el.state.step === 3", json!([])).await;
        page.until("root.activeElement?.id === 'text-'", json!([])).await;
        page.write("ght").await;
        page.until("/Half a thou?ght/.test(one('#text-').value)", json!([])).await;
        let seen = "const second = document.querySelectorAll('circle-essay')[1];
            return [el.state.openNotes, second.state.step, second.state.status, ceEvents.filter((event) => event.name === 'problem').map((event) => event.detail.code), document.querySelectorAll('circle-essay').length, all('.essay').length]";
        let expected = json!([["ofsted"], 1, "ready", ["restarted", "restarted"], 2, 1]);
        page.until("document.querySelectorAll('circle-essay')[1].state.status === 'ready'", json!([])).await;
        assert_eq!(page.ask(seen, json!([])).await, expected);
        page.discussion_alive().await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1 && one('#text-').value === ''", json!([])).await;

        // After a second failure within a minute, the content stays and can be saved.
        page.click("one('#text-')").await;
        page.write("Another").await;
        page.until("(await stored('drafts')).some((draft) => draft.text === 'Another')", json!([])).await;
        page.ask(SCRIBBLE, json!([])).await;
        page.press('!').await;
        page.until("el.state.status === 'failed'", json!([])).await;
        let keep = "window.saved = new Promise((done) => { URL.createObjectURL = (blob) => { done(blob.text()); return 'data:,'; }; });
            HTMLAnchorElement.prototype.click = function () { window.name_of_file = this.download; };";
        page.ask(keep, json!([])).await;
        page.click("one('.problem-line button')").await;
        let file = page.ask("const file = JSON.parse(await saved); return [file.format, file.events.map((event) => event.text), file.drafts.map((draft) => draft.text), name_of_file]", json!([])).await;
        assert_eq!(file[0], "circle-essay-discussion/1");
        assert!(file[1][0].as_str().is_some_and(|text| text.starts_with("Half a tho")), "{file}");
        assert_eq!((&file[2], &file[3]), (&json!(["Another"]), &json!("first-discussion.json")));
        assert!(page.ask("return one('article[part]').innerText.split(/\\s+/).length", json!([])).await.as_u64() >= Some(1400));
        // A reload begins anew.
        page.reload().await;
        page.until("one('#text-').value === 'Another' && el.state.comments === 1", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn broken_wasm() {
    journey(Options::default(), async |page| {
        page.load("probed/examples/broken-wasm/").await;
        let [sentence, ..] = failed(&page).await;
        assert!(sentence.as_str().is_some_and(|sentence| sentence.contains("wasm-unsafe-eval")), "{sentence}");
        assert_eq!(page.look("return el.innerText.trim()").await, "Read Somebody has to go first.");
        if page.engine() != Engine::Webkit {
            page.click("el.querySelector('a')").await;
        }
    })
    .await;
}

/// Expects an essay that is alive and readable without its stylesheet, and that says why. Returns its sentence.
async fn unstyled(page: &Page, why: &str) {
    page.until("!!el?.state", json!([])).await;
    page.ask("el.loading = 'eager'; await el.whenReady", json!([])).await;
    page.until("!!one('.problem-line')", json!([])).await;
    let seen = "const { top, bottom } = one('.problem-line').getBoundingClientRect();
        return [one('.problem-line').firstChild.data, ceEvents.filter(({ name }) => name === 'problem').map(({ detail }) => detail.code),
            [...one('.problem-line').querySelectorAll('button')].map((button) => button.textContent), el.state.status,
            one('article[part]').innerText.split(/\\s+/).length >= 1400, bottom <= innerHeight && top >= 0,
            shown('svg').length + shown('[hidden]').length, all('link').length]";
    let seen = page.ask(seen, json!([])).await;
    let sentence = seen[0].as_str().unwrap_or_default();
    assert!(sentence.contains("shown without its style") && sentence.contains(why), "{sentence}");
    assert_eq!(
        seen.as_array().map(|seen| &seen[1..]),
        json!([["style"], ["Try again", "Hide"], "ready", true, true, 0, 1]).as_array().map(Vec::as_slice)
    );
    // It answers, and reports the same problem again when it is asked to retry.
    page.ask("await el.goTo('finland', 3); ceEvents.length = 0", json!([])).await;
    page.click("one('.problem-line button')").await;
    page.until("ceEvents.some(({ detail }) => detail.code === 'style') && el.state.step === 3", json!([])).await;
}

#[tokio::test]
async fn an_essay_whose_stylesheet_is_refused_is_readable_and_says_so() {
    journey(Options::default(), async |page| {
        // One page has a fragment, the other has none.
        for path in ["", "examples/plain/"] {
            page.load(&format!("probed/missing=.css/{path}")).await;
            unstyled(&page, ".css could not be fetched (404)").await;
            page.load(&format!("probed/mistyped=.css/{path}")).await;
            unstyled(&page, ".css is served as text/plain").await;
        }
        page.load("fixtures/unstyled/").await;
        unstyled(&page, "style-src").await;
        // The policy has refused the stylesheet of this prerendered fragment before the script was there.
        let paste = "const text = await (await fetch('/index.html')).text();
            const fragment = text.slice(text.indexOf('<circle-essay'), text.indexOf('</circle-essay>') + 15).replace('href=\"./', 'href=\"/');
            ceEvents.length = 0;
            el.remove();
            document.body.innerHTML = fragment";
        page.ask(paste, json!([])).await;
        unstyled(&page, "style-src").await;
    })
    .await;
}

#[tokio::test]
async fn a_stylesheet_that_never_comes_holds_nothing_up() {
    journey(Options::default(), async |page| {
        page.load("hanging=.css~never/fixtures/impatient/?later").await;
        page.ask("await el.whenReady", json!([])).await;
        page.until("/has not come yet/.test(one('.problem-line')?.innerText)", json!([])).await;
        let seen = "return [el.state.status, ceEvents.filter(({ name }) => name === 'problem').map(({ detail }) => detail.code).at(-1)]";
        assert_eq!(page.ask(seen, json!([])).await, json!(["ready", "style"]));
    })
    .await;
}

#[tokio::test]
async fn a_stylesheet_that_comes_late_or_when_it_is_tried_again_dresses_the_essay() {
    journey(Options::default(), async |page| {
        // Addresses of stylesheets lead elsewhere, or nowhere, until the page allows them again.
        let take_away = "const { get, set } = Object.getOwnPropertyDescriptor(HTMLLinkElement.prototype, 'href');
            window.held = [];
            window.way = args[0];
            Object.defineProperty(HTMLLinkElement.prototype, 'href', { configurable: true, get,
                set(address) {
                    if (way === 'late') held.push(() => set.call(this, address));
                    else set.call(this, way === 'nowhere' ? '/nowhere.css' : address);
                } });
            const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            document.body.append(script);
            await customElements.whenDefined('circle-essay');
            const element = document.createElement('circle-essay');
            Object.assign(element, { src: '/fixtures/small.json', loading: 'eager' });
            document.body.append(element);
            await element.whenReady";
        let dressed = "!one('.problem-line') && getComputedStyle(one('.essay')).display === 'flow-root' && all('link').length === 1 && !root.adoptedStyleSheets.length";
        for way in ["late", "nowhere"] {
            page.load("probed/fixtures/host/").await;
            page.ask(take_away, json!([way])).await;
            page.until("ceEvents.some(({ detail }) => detail.code === 'style') && !!one('.problem-line')", json!([])).await;
            if way == "late" {
                page.ask("held.forEach((come) => come())", json!([])).await;
            } else {
                page.ask("window.way = ''", json!([])).await;
                page.click("one('.problem-line button')").await;
            }
            page.until(dressed, json!([])).await;
            assert_eq!(page.ask("await el.next(); return el.state.step", json!([])).await, 1);
        }
        // At the next start it loads by itself.
        page.load("probed/fixtures/host/").await;
        page.ask(take_away, json!(["nowhere"])).await;
        page.until("!!one('.problem-line')", json!([])).await;
        page.ask("window.way = ''; el.src = '/fixtures/small.json?again'; await el.whenReady", json!([])).await;
        page.until(dressed, json!([])).await;
    })
    .await;
}
