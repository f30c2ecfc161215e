//! `cargo xtask late`: uses a page whose module marks each function that runs, and prints the names of the others. A
//! reader needs none of those until the element is ready, nor to step, to open a note, to read comments and to write
//! one.

use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Comments and replies of an earlier visit.
const EARLIER: &str = "
    const event = (at, kind, parent, text, anchor = null) => ({
        id: `0190a000-0000-7000-8000-00000000000${at}`, kind, parent: parent && `0190a000-0000-7000-8000-00000000000${parent}`,
        author: { id: 'somebody', name: 'Somebody' }, anchor, text, time: 1720000000000 + at,
    });
    const events = [event(1, 'post', null, 'A *comment* with [a link](https://example.org) and `code`.\\n\\n- one\\n- two'),
        event(2, 'post', 1, 'A reply'), event(3, 'edit', 1, 'Changed')];
    await el.importDiscussion(JSON.stringify({ format: 'circle-essay-discussion/1', discussion: 'trust', events }))";

/// Uses everything of the circle and the notes.
const USE: &str = "
    for (const id of ['finland', 'england', 'loop']) await el.goTo(id, 1);
    for (let press = 0; press < 9; press++) await el.next();
    await el.back();
    for (const note of all('details.note')) note.querySelector('summary').click();
    for (const selector of ['#note-ofsted > summary', '#title']) {
        one(selector).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
        await new Promise((done) => setTimeout(done));
    }
    // The snapshot is stored when the page is hidden, and restored when it comes back.
    document.dispatchEvent(new Event('visibilitychange'));
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End']) {
        shown('.stages button')[0].dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    }
    const pause = () => new Promise((done) => setTimeout(done));
    for (const selector of ['[data-act=next]', '[data-act=previous]', '[data-act=again]', '.stages button', '[data-act=play]', '[data-act=play]']) {
        shown(selector)[0].click();
        await pause();
    }
    const slider = shown('.slider')[0];
    slider.value = 2;
    slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    for (const radio of all('input[type=radio]')) {
        radio.click();
        await pause();
    }
    for (const button of all('.reading button:not([id])')) {
        button.click();
        await pause();
    }
    await el.goTo('finland', 1);
    await el.play()";

/// Parts of the names of functions that always count as used. Destructors, listeners and async wake-ups run at
/// unpredictable times.
const CHANCE: [&str; 4] = ["drop_in_place", "listeners::", "sit_down", "{shim:vtable"];

const MARKS: &str = "
    const glue = performance.getEntriesByType('resource').map((entry) => entry.name).find((name) => /widget-.*js$/.test(name));
    const exports = await (await import(glue)).default();
    const marks = Object.keys(exports).filter((name) => /^[0-9]+:/.test(name));
    return marks.map((name) => [name.replace(/^[0-9]+:/, ''), !!exports[name].value])";

/// Adds the marks of the page: for each name, whether a function of that name has run.
async fn look(page: &Page, seen: &mut BTreeMap<String, bool>) {
    let Value::Array(marks) = page.ask(MARKS, json!([])).await else { panic!("the marks could not be read") };
    for mark in marks {
        let name = mark[0].as_str().expect("a function has no name").to_owned();
        *seen.entry(name).or_default() |= mark[1] == true;
    }
}

#[tokio::main]
async fn main() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.until("(await indexedDB.databases?.() ?? [0]).length > 0", json!([])).await;
        let mut seen = BTreeMap::new();
        look(&page, &mut seen).await;
        page.ask(EARLIER, json!([])).await;
        page.reload().await;
        page.ask(USE, json!([])).await;
        page.until("el.state.step > 1", json!([])).await;
        page.click("one('[data-act=play]')").await;
        page.click("one('#text-')").await;
        page.write("Some words").await;
        page.press(keys::TAB).await;
        for fragment in ["#england/2", "#note-ofsted", "#comment-captors", "#going-up/2"] {
            page.ask(
                "location.hash = args[0]; await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))",
                json!([fragment]),
            )
            .await;
        }
        page.until("el.state.circle === 'england'", json!([])).await;
        page.until("(await stored('drafts')).length > 0", json!([])).await;
        look(&page, &mut seen).await;
        page.reload().await;
        page.until("el.state.openNotes.length > 0", json!([])).await;
        // This uses a language that is not compiled in.
        page.ask("el.lang = 'ar'", json!([])).await;
        page.until("one('.essay').lang === 'ar'", json!([])).await;
        look(&page, &mut seen).await;
        // This uses an element that is not prerendered, and the message about missing late code.
        page.open("fixtures/late/").await;
        page.until("asked.length > 0", json!([])).await;
        page.click("one('#text-')").await;
        page.write("Words").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("one('[role=status]').textContent !== ''", json!([])).await;
        look(&page, &mut seen).await;
        let late: Vec<&String> = seen
            .iter()
            .filter(|(name, entered)| !name.is_empty() && !**entered && !CHANCE.iter().any(|part| name.contains(part)))
            .map(|(name, _)| name)
            .collect();
        assert!(late.len() + 100 < seen.len(), "the page does not mark the functions that it enters");
        for name in late {
            println!("{name}");
        }
    })
    .await;
}
