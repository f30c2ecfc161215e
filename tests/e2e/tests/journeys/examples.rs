//! The pages in examples/, each used as somebody would use it.

use e2e::{Options, Page, journey};
use serde_json::json;

/// Opens an example and uses its first essay as readers do, by pointer and keyboard.
async fn read_step_open_and_post(page: &Page, path: &str) {
    page.open(&format!("examples/{path}/")).await;
    assert_eq!(page.ask("return one('article[part]').innerText.split(/\\s+/).length >= 1400", json!([])).await, true);
    page.click("one('[data-act=next]')").await;
    page.until("el.state.step === 1", json!([])).await;
    page.click("one('#note-ofsted summary')").await;
    page.until("el.state.openNotes.join() === 'ofsted'", json!([])).await;
    page.click("one('#text-')").await;
    page.write("Written in an example.").await;
    page.click("one('.discussion > .composer .primary')").await;
    page.until("el.state.comments === 1", json!([])).await;
    page.reload().await;
    page.until("el.state.comments === 1", json!([])).await;
    // The page has fetched nothing but itself and the files of the build.
    let foreign = "return performance.getEntriesByType('resource').map((file) => file.name).filter((name) => !name.startsWith(location.origin + '/'))";
    assert_eq!(page.ask(foreign, json!([])).await, json!([]));
    assert_eq!(page.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn plain() {
    journey(Options::default(), async |page| read_step_open_and_post(&page, "plain").await).await;
}

/// Puts the script, with its integrity hash, and an element into a page. Returns whether the script ran.
const VOUCHED: &str = "
    // The script's second name has its content hash, and stays when the first name gets other content.
    const builds = await (await fetch('/builds.txt')).text(), [, src] = args;
    const name = src ?? '/' + builds.split(/\\s/).find((name) => name.startsWith('circle-essay-entry-'));
    const file = await (await fetch(name)).arrayBuffer();
    if (args[0]) new Uint8Array(file)[0] ^= 1;
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', file));
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', crossOrigin: '', integrity: 'sha384-' + btoa(String.fromCharCode(...hash)), src: name });
    const ran = new Promise((done) => { script.onload = () => done(true); script.onerror = () => done(false); });
    const essay = document.createElement('circle-essay');
    document.body.append(script, essay);
    return await ran";

#[tokio::test]
async fn a_script_is_vouched_for_by_its_integrity() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        assert_eq!(page.ask(VOUCHED, json!([false, "/circle-essay.js"])).await, true);
        page.until("el.state?.status === 'ready'", json!([])).await;
        page.load("fixtures/host/").await;
        assert_eq!(page.ask(VOUCHED, json!([false])).await, true);
        page.until("el.state?.status === 'ready'", json!([])).await;
        page.load("fixtures/host/").await;
        assert_eq!(page.ask(VOUCHED, json!([true])).await, false);
        assert_eq!(page.ask("return customElements.get('circle-essay') === undefined", json!([])).await, true);
    })
    .await;
}

#[tokio::test]
async fn strict_csp() {
    journey(Options::default(), async |page| read_step_open_and_post(&page, "strict-csp").await).await;
}

#[tokio::test]
async fn trusted_types() {
    journey(Options::default(), async |page| read_step_open_and_post(&page, "trusted-types").await).await;
}

#[tokio::test]
async fn two_on_a_page() {
    journey(Options::default(), async |page| {
        read_step_open_and_post(&page, "two-on-a-page").await;
        let second = "const [, second] = document.querySelectorAll('circle-essay'); await second.next();
            const { circle, step, comments } = second.state; return [circle, step, comments, el.state.circle]";
        assert_eq!(page.ask(second, json!([])).await, json!(["england", 1, 0, "finland"]));
        page.ask("location.hash = '#finland/3'", json!([])).await;
        page.until("el.state.step === 3", json!([])).await;
        let steps = "return [...document.querySelectorAll('circle-essay')].map((essay) => [essay.state.circle, essay.state.step])";
        assert_eq!(page.ask(steps, json!([])).await, json!([["finland", 3], ["england", 1]]));
    })
    .await;
}

#[tokio::test]
async fn ten() {
    journey(Options::default(), async |page| {
        read_step_open_and_post(&page, "ten").await;
        // All of them come alive, in one instance of the wasm.
        let alive = "const all = [...document.querySelectorAll('circle-essay')];
            await Promise.all(all.map((essay) => essay.next()));
            return [all.map((essay) => essay.state.status + essay.state.step).join(), performance.getEntriesByType('resource').filter((file) => file.name.endsWith('_bg.wasm')).length]";
        let mut ready = ["ready1"; 10];
        // One element began at its second stage.
        ready[7] = "ready3";
        assert_eq!(page.ask(alive, json!([])).await, json!([ready.join(","), 1]));
        // Each element obeys its own attributes.
        let own = "return [...document.querySelectorAll('circle-essay')].map((essay) => {
            const frame = essay.shadowRoot.querySelector('.essay'), title = essay.shadowRoot.querySelector('#title');
            return [getComputedStyle(frame).colorScheme, frame.lang, frame.dir, title.localName, title.textContent.trim().length, essay.state.circle].join(' ');
        })";
        let long = page.ask("return one('#title').textContent.trim().length", json!([])).await;
        let expected: Vec<String> = [
            ["normal", "en", "ltr", "h2", "*", "finland"],
            ["dark", "en", "ltr", "h2", "*", "finland"],
            ["normal", "fi", "ltr", "h2", "*", "finland"],
            ["normal", "ar", "rtl", "h2", "*", "finland"],
            ["normal", "en", "ltr", "h3", "*", "finland"],
            ["normal", "en", "ltr", "h2", "5", "up"],
            ["dark", "fi", "ltr", "h2", "5", "up"],
            ["normal", "en", "ltr", "h2", "*", "england"],
            ["normal", "en", "ltr", "h2", "*", "finland"],
            ["normal", "en", "ltr", "h2", "*", "finland"],
        ]
        .iter()
        .map(|words| words.join(" ").replace('*', &long.to_string()))
        .collect();
        assert_eq!(page.ask(own, json!([])).await, json!(expected));
        // Two elements of the same discussion stay in sync, and no other one changes.
        let post = "const [first, second] = [...document.querySelectorAll('[discussion-id=together]')];
            const field = first.shadowRoot.getElementById('text-');
            field.value = 'For both.';
            field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
            first.shadowRoot.querySelector('.discussion > .composer .primary').click();
            while (second.state.comments < 1) await new Promise((done) => setTimeout(done));
            return [...document.querySelectorAll('circle-essay')].map((essay) => essay.state.comments)";
        assert_eq!(page.ask(post, json!([])).await, json!([1, 0, 0, 0, 0, 0, 0, 0, 1, 1]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn no_js() {
    journey(Options::without_script(), async |page| {
        page.load("examples/no-js/").await;
        page.enter_still_frame().await;
        let read = "return [one('article[part]').innerText.split(/\\s+/).length >= 1400, all('.entry').length, el.state === undefined]";
        assert_eq!(page.look(read).await, json!([true, 15, true]));
        // Drivers disagree on the pointer's position in a frame.
        page.look("one('#note-ofsted summary').click(); one('.choice[data-tone=vicious]').click()").await;
        let seen = "return [shown('.stages li').length, one('#note-ofsted').open]";
        assert_eq!(page.look(seen).await, json!([6, true]));
    })
    .await;
}

/// Returns the files of the build that the browser has fetched, by the ends of their names.
const FETCHED: &str = "return performance.getEntriesByType('resource').map((file) => file.name).filter((name) => name.includes('circle-essay')).map((name) => name.replace(/.*\\//, '').replace(/[0-9a-f]{16}/, '')).sort()";

#[tokio::test]
async fn below_the_fold_there_is_nothing_but_the_entry_until_the_reader_comes_near() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/below/").await;
        page.until("!!el?.state", json!([])).await;
        page.ask("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))", json!([]))
            .await;
        assert_eq!(page.ask(FETCHED, json!([])).await, json!(["circle-essay.js"]));
        assert_eq!(page.ask("return el.state.status", json!([])).await, "static");
        // The element is touched from afar, or approached.
        page.ask("scrollTo(0, document.body.scrollHeight)", json!([])).await;
        page.until("el.state.status === 'ready'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
