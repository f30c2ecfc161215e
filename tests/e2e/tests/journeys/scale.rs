//! A discussion of thousands of entries: all are on the page, in reading order, and can be found and answered.

use e2e::discussion::{SHIPPED, TAKE_IN};
use e2e::{Engine, Options, Page, journey};
use serde_json::{Value, json};

/// Waits until every entry is rendered.
async fn all_drawn(page: &Page, count: usize) {
    // The wait has steps, each with a time limit of its own, since the total time depends on the machine.
    for so_far in (0..=count).step_by(count / 20) {
        page.until("one('.entries').getElementsByClassName('entry').length >= args[0]", json!([SHIPPED + so_far]))
            .await;
    }
}

/// Returns the numbers of the entries that readers wrote, in page order.
const NUMBERS: &str = "return all('.entry .entry-words').map((words) => /^Entry (\\d+)\\./.exec(words.textContent)?.[1]).filter(Boolean).map(Number)";

async fn numbers(page: &Page) -> Vec<usize> {
    let told = page.ask(NUMBERS, json!([])).await;
    told.as_array().into_iter().flatten().filter_map(|number| usize::try_from(number.as_u64()?).ok()).collect()
}

#[tokio::test]
async fn ten_thousand_entries_are_all_there_in_reading_order() {
    const COUNT: usize = 10_000;
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(TAKE_IN, json!([COUNT, false])).await;
        page.reload().await;
        all_drawn(&page, COUNT).await;
        let threads = (0..COUNT / 4).flat_map(|head| (0..4).map(move |turn| head + turn * COUNT / 4));
        assert_eq!(numbers(&page).await, threads.collect::<Vec<_>>());
        // The browser skips rendering far from the window, but still finds the text there.
        let found = page.ask("return window.find(args[0]) && getSelection().rangeCount", json!(["Entry 9999."])).await;
        if page.engine() == Engine::Chromium {
            assert_eq!(found, 1);
        }
        // A new entry stands at the end.
        page.click("one('#text-')").await;
        page.write("The last word.").await;
        page.click("one('.discussion > .composer .primary')").await;
        let last = "all('.entry').length === args[0] && all('.entry').at(-1).textContent.includes('The last word.')";
        page.until(last, json!([SHIPPED + COUNT + 1])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_ten_thousand_answers_is_shown_to_its_end() {
    const COUNT: usize = 10_000;
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(TAKE_IN, json!([COUNT, true])).await;
        page.reload().await;
        all_drawn(&page, COUNT).await;
        assert_eq!(numbers(&page).await, (0..COUNT).collect::<Vec<_>>());
        let last = "const last = all('.entry').at(-1); return [last.ariaLevel ?? last.getAttribute('aria-level'), last.dataset.level]";
        assert_eq!(page.ask(last, json!([])).await, json!([COUNT.to_string(), "4"]));
        // The last entry can be answered, and all of them can be exported.
        page.click("[...all('.entry').at(-1).querySelectorAll('button')].find((button) => button.textContent === 'Reply')").await;
        page.until("root.activeElement?.localName === 'textarea' && root.activeElement.id !== 'text-'", json!([])).await;
        page.write("Deeper still.").await;
        page.click("root.activeElement.closest('form').querySelector('.primary')").await;
        let level = "all('.entry').at(-1).getAttribute('aria-level') === args[0] && all('.entry').at(-1).textContent.includes('Deeper still.')";
        page.until(level, json!([(COUNT + 1).to_string()])).await;
        let told: Value = page.ask("return (await el.exportDiscussion('markdown')).includes('Entry 9999.')", json!([])).await;
        assert_eq!(told, true);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_element_that_left_while_its_list_was_drawn_comes_back_to_all_of_it() {
    const COUNT: usize = 3_000;
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(TAKE_IN, json!([COUNT, false])).await;
        // Another element with the same discussion takes its place. Its list is observed from the beginning. It leaves
        // in the task that renders the first of the readers' entries.
        let leave = "
            el.remove();
            const guest = Object.assign(document.createElement('circle-essay'), { loading: 'eager', src: '/essays/trust.json' });
            document.body.append(guest);
            while (!guest.shadowRoot) await new Promise((done) => setTimeout(done));
            const within = guest.shadowRoot, drawn = () => within.querySelector('.entries')?.getElementsByClassName('entry').length ?? 0;
            const left = await new Promise((done) => new MutationObserver((_, watch) => {
                const count = drawn();
                if (count <= args[0]) return;
                watch.disconnect();
                guest.remove();
                done(count);
            }).observe(within, { childList: true, subtree: true }));
            // Earlier requests are answered now, to nobody.
            await new Promise((done) => (window.requestIdleCallback ? requestIdleCallback(done) : requestAnimationFrame(() => setTimeout(done))));
            document.body.append(guest);
            return left < args[0] + args[1]";
        assert_eq!(page.ask(leave, json!([SHIPPED, COUNT])).await, true);
        all_drawn(&page, COUNT).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
