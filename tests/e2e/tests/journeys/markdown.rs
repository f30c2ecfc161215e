//! Essays whose source is Markdown, compiled in the browser.

use e2e::{Options, Page, journey};
use serde_json::json;

/// Returns the visible content of the first essay on a page, and its state.
const SHOWN: &str = "return [one('h2').textContent, all('details.note').map((note) => note.id), all('.stages').map((list) => list.children.length), el.state.circle]";

async fn shows_the_quiet_hour(page: &Page) {
    let expected = json!(["The quiet hour", ["note-expect"], [3, 3], "together"]);
    assert_eq!(page.ask(SHOWN, json!([])).await, expected);
    page.click("one('[data-act=next]')").await;
    page.until("el.state.step === 1", json!([])).await;
    page.click("one('#text-')").await;
    page.write("Written under Markdown.").await;
    page.click("one('.discussion > .composer .primary')").await;
    page.until("el.state.comments === 1", json!([])).await;
    // The essay ships no entry, so none is marked as its own.
    page.until("one('.discussion-intro').textContent === '1 entry'", json!([])).await;
}

#[tokio::test]
async fn an_essay_is_written_in_the_page() {
    journey(Options::default(), async |page| {
        page.open("examples/markdown/").await;
        shows_the_quiet_hour(&page).await;
        // A reload finds the comment, since it is stored under the source's id.
        page.reload().await;
        page.until("el.state.comments === 1", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_essay_is_a_file_of_markdown_under_a_strict_policy() {
    journey(Options::default(), async |page| {
        page.open("fixtures/markdown/").await;
        shows_the_quiet_hour(&page).await;
        // It equals the compiled document, and the compiler is fetched for a source only.
        let fetched = "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('essay-markdown')).length";
        assert_eq!(page.ask(fetched, json!([])).await, 2);
        assert_eq!(page.complaints().await, Vec::<String>::new());
        page.open("").await;
        assert_eq!(page.ask(fetched, json!([])).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_author_is_told_where_a_source_is_wrong_and_tries_again() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/host/").await;
        let make = "
            const good = await (await fetch('/examples/markdown/quiet-hour.md')).text();
            const faulty = good.replace('#together/1', '#together/9').replace('Nobody is', '[Nobody](#note-none) is');
            const texts = [faulty, good.replace('+++', '---'), good], ask = window.fetch;
            window.fetch = (address, ...more) => (String(address).endsWith('/draft.md') ? Promise.resolve(new Response(texts.shift())) : ask(address, ...more));
            const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            document.body.append(script);
            await customElements.whenDefined('circle-essay');
            const element = document.createElement('circle-essay');
            Object.assign(element, { loading: 'eager', src: '/draft.md', textContent: 'What stands in the element.' });
            document.body.append(element);
            return faulty.split('\\n').findIndex((line) => line.includes('#note-none')) + 1";
        let line = page.ask(make, json!([])).await;
        page.until("el.state.status === 'failed'", json!([])).await;
        let told = "const line = one('.problem-line');
            return [line.firstChild.data, el.innerText, ceEvents.map(({ detail: { code, line } }) => [code, line]).at(-1)]";
        let first = page.ask(told, json!([])).await;
        let sentence = first[0].as_str().unwrap_or_default();
        assert!(sentence.starts_with(&format!("/draft.md:{line}:")) && sentence.contains("(1 more in the console.)"), "{sentence}");
        assert_eq!(first[1], "What stands in the element.");
        assert_eq!(first[2], json!(["document", line]), "{sentence}");
        // A second press fetches it again.
        page.click("one('.problem-line button')").await;
        page.until("one('.problem-line')?.firstChild.data.startsWith('/draft.md:1:1: The essay has no front matter.')", json!([])).await;
        page.click("one('.problem-line button')").await;
        page.until("el.state.status === 'ready' && !one('.problem-line')", json!([])).await;
        shows_the_quiet_hour(&page).await;
    })
    .await;
}
