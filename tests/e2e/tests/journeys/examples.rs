//! The pages in examples/, each as somebody would use it.

use e2e::{Options, Page, journey};
use serde_json::json;

/// Opens an example and does in its first essay what readers do, by pointer and keyboard.
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
    // Nothing was fetched but the page and the files of the build.
    let foreign = "return performance.getEntriesByType('resource').map((file) => file.name).filter((name) => !name.startsWith(location.origin + '/'))";
    assert_eq!(page.ask(foreign, json!([])).await, json!([]));
    assert_eq!(page.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn plain() {
    journey(Options::default(), async |page| read_step_open_and_post(&page, "plain").await).await;
}

/// Puts the script, with what is to vouch for it, and an element into a page; answers with whether the script ran.
const VOUCHED: &str = "
    const file = await (await fetch('/circle-essay.js')).arrayBuffer();
    if (args[0]) new Uint8Array(file)[0] ^= 1;
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', file));
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', crossOrigin: '', integrity: 'sha384-' + btoa(String.fromCharCode(...hash)), src: '/circle-essay.js' });
    const ran = new Promise((done) => { script.onload = () => done(true); script.onerror = () => done(false); });
    const essay = document.createElement('circle-essay');
    document.body.append(script, essay);
    return await ran";

#[tokio::test]
async fn a_script_is_vouched_for_by_its_integrity() {
    journey(Options::default(), async |page| {
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
        // All of them come to life, by one instance of the wasm.
        let alive = "const all = [...document.querySelectorAll('circle-essay')];
            await Promise.all(all.map((essay) => essay.next()));
            return [all.map((essay) => essay.state.status + essay.state.step).join(), performance.getEntriesByType('resource').filter((file) => file.name.endsWith('_bg.wasm')).length]";
        let ready = ["ready1"; 10].join(",");
        assert_eq!(page.ask(alive, json!([])).await, json!([ready, 1]));
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
        // Drivers do not agree on where a pointer is in a frame.
        page.look("one('#note-ofsted summary').click(); one('.choice[data-tone=vicious]').click()").await;
        let seen = "return [shown('.stages li').length, one('#note-ofsted').open]";
        assert_eq!(page.look(seen).await, json!([6, true]));
    })
    .await;
}
