//! Endurance tests: posts in many tabs at once, and kills the browser in the middle of writing.

use crate::{Engine, INTERVAL, Options, Page, journey};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Posts this number of comments in a tab once the other tabs begin, and counts them in `window.posted`.
const WRITE: &str = "
    window.posted = 0;
    const go = new BroadcastChannel('go');
    const field = one('[id=\"text-\"]'), [tab, posts] = args;
    const post = (text) => new Promise((done) => {
        const told = (event) => {
            if (event.detail.kind !== 'post') return;
            el.removeEventListener('ce-comment', told);
            done();
        };
        el.addEventListener('ce-comment', told);
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, composed: true, cancelable: true }));
    });
    go.onmessage = async () => {
        for (let number = 0; number < posts; number++) {
            await post('Tab ' + tab + ', comment ' + number + '.');
            window.posted++;
        }
    };
    window.go = go";

/// Returns the distinct texts of the stored events.
const STORED: &str = "return await new Promise((done) => {
    const open = indexedDB.open('circle-essay');
    open.onsuccess = () => {
        const events = open.result.transaction('events').objectStore('events').getAll();
        events.onsuccess = () => { open.result.close(); done([...new Set(events.result.map((record) => record.event.text))]); };
    };
})";

/// Posts in this number of tabs at once. Expects all comments in each tab and in the database.
pub async fn tabs(tabs: usize, posts: usize) {
    journey(Options::default(), async move |page| {
        page.open("").await;
        page.ask(WRITE, json!([0, posts])).await;
        for tab in 1..tabs {
            page.new_tab().await;
            page.open("").await;
            page.ask(WRITE, json!([tab, posts])).await;
        }
        // A channel does not receive its own messages, so the last tab is started directly.
        page.ask("window.starter = new BroadcastChannel('go'); starter.postMessage(''); return true", json!([])).await;
        for tab in 0..tabs {
            page.to_tab(tab).await;
            page.until("posted === args[0] && el.state.comments === args[1]", json!([posts, tabs * posts])).await;
        }
        // Hidden tabs render nothing. The list is complete once they are visible.
        for tab in 0..tabs {
            page.to_tab(tab).await;
            let drawn = "new Set(all('.entry-words').map((words) => words.textContent).filter((text) => text.startsWith('Tab '))).size === args[0]";
            page.until(drawn, json!([tabs * posts])).await;
            assert_eq!(page.complaints().await, Vec::<String>::new());
        }
        let stored = page.ask(STORED, json!([])).await;
        assert_eq!(stored.as_array().map(Vec::len), Some(tabs * posts));
    })
    .await;
}

/// Lets this number of elements come and go in turn, and remembers them in `window.guests` without holding them.
const MOUNT: &str = "
    window.guests ??= [];
    for (let visit = 0; visit < args[0]; visit++) {
        const guest = Object.assign(document.createElement('circle-essay'), { loading: 'eager', src: '/fixtures/small.json' });
        document.body.append(guest);
        await guest.whenReady;
        guests.push(new WeakRef(guest));
        guest.remove();
        await new Promise((done) => setTimeout(done));
    }";

/// Returns the number of wasm memory pages, of listeners on the page's own objects, of the page's elements, and of
/// removed elements that something still holds.
const WEIGHED: &str = "
    return [await pages(), listeners(), document.querySelectorAll('*').length, guests.filter((guest) => guest.deref()).length]";

/// The resources in use after elements have come and gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The pages of wasm memory, of 64 KB each.
    pub pages: u64,
    /// The listeners on window, document and body.
    pub listeners: u64,
    /// The elements of the page.
    pub elements: u64,
    /// The removed elements that something still holds, as far as the engine can be told to collect garbage.
    pub held: u64,
}

/// The most garbage collections before one measurement.
const COLLECTIONS: usize = 20;

async fn weigh(page: &Page) -> Weight {
    page.collect_garbage().await;
    let weighed = page.ask(WEIGHED, json!([])).await;
    let [pages, listeners, elements, held] = [0, 1, 2, 3].map(|at| weighed[at].as_u64().unwrap_or(u64::MAX));
    Weight { pages, listeners, elements, held }
}

/// Lets elements come and go on a page, and measures it after each of the counts.
pub async fn mounts(counts: &'static [usize]) -> Vec<Weight> {
    let (tell, told) = std::sync::mpsc::channel();
    journey(Options::default(), async move |page| {
        page.open("fixtures/counting/").await;
        for count in counts {
            page.ask(MOUNT, json!([count])).await;
            let mut weight = weigh(&page).await;
            // Firefox collects when it comes to it, and a busy machine lets it come late.
            for _ in 1..COLLECTIONS {
                // WebKit's driver cannot ask for a collection.
                if weight.held <= 1 || page.engine() == Engine::Webkit {
                    break;
                }
                tokio::time::sleep(INTERVAL * 10).await;
                weight = weigh(&page).await;
            }
            tell.send(weight).expect("nobody listens");
        }
    })
    .await;
    told.iter().collect()
}

/// Overwrites the running instance's memory, so that its next action traps.
pub const SCRIBBLE: &str = "
    window.fallen = undefined;
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: '/fixtures/scribble.js?' + ceEvents.length });
    document.body.append(script);
    while (!window.fallen) await new Promise((done) => setTimeout(done))";

/// Types and posts without end, and records each state: the time, the number of the comment, the number of its letters
/// in the field, and the number of comments that the page has reported as saved.
const GO_ON: &str = "
    const words = 'What a school is trusted with it looks after and what it is checked for it produces for ever'.slice(0, args[1]);
    const field = one('[id=\"text-\"]'), pass = (millis) => new Promise((done) => setTimeout(done, millis));
    window.states = [];
    let saved = 0;
    el.addEventListener('ce-comment', () => saved++);
    const type = (text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true, composed: true })); };
    const go_on = async () => {
        for (let comment = 0; ; comment++) {
            const text = comment + ' ' + words;
            for (let letters = 1; letters <= text.length; letters++) {
                type(text.slice(0, letters));
                states.push([Date.now(), comment, letters, saved]);
                await pass(15);
            }
            one('.discussion > .composer .primary').click();
            while (saved <= comment) await pass(1);
            states.push([Date.now(), comment + 1, 0, saved]);
        }
    };
    go_on();
    while (states.length < args[0]) await pass(1);
    return [Date.now(), states]";

/// True once all comments are rendered. The list is rendered by rows as time permits, and on a busy machine the element
/// is ready before the last rows.
const DRAWN: &str = "JSON.parse(await el.exportDiscussion()).events.filter(({ kind, text }) => kind === 'post' && /^\\d+ What/.test(text)).length
    === all('.entry-words').filter((words) => /^\\d+ What/.test(words.textContent)).length";

/// Returns the state after the browser was killed: the numbers of the comments, and the draft.
const LEFT: &str = "return [all('.entry-words').map((words) => /^(\\d+) What/.exec(words.textContent)?.[1]).filter(Boolean).map(Number), one('[id=\"text-\"]').value]";

/// The result of killing a browser once.
#[derive(Clone, Copy, Debug)]
pub struct Killed {
    /// The number of comments that the page had reported as saved.
    pub saved: u64,
    /// The age of the recovered draft, in milliseconds: the time between the first missing letter and the kill, or 0 if
    /// no letter is missing.
    pub lost: u64,
}

/// Kills a browser with its own profile after this number of states of typing and posting. Each comment has this number
/// of letters. Panics if a comment that was reported as saved is missing or duplicated.
pub async fn killed(states: u64, letters: u64) -> Killed {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("circle-essay-killed-{}-{states}-{letters}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the profile's folder cannot be made");
    let (tell, told) = std::sync::mpsc::channel();
    let tell_too = tell.clone();
    journey(Options::with_profile(folder.clone()), async move |page| {
        page.open("").await;
        let log = page.ask(GO_ON, json!([states, letters])).await;
        assert!(page.kill().await, "the driver does not tell which process the browser is");
        tell.send(log).expect("nobody listens");
    })
    .await;
    journey(Options::with_profile(folder.clone()), async move |page| {
        page.open("").await;
        page.until(DRAWN, json!([])).await;
        tell_too.send(page.ask(LEFT, json!([])).await).expect("nobody listens");
    })
    .await;
    std::fs::remove_dir_all(&folder).expect("the profile's folder cannot be removed");
    let (log, left) = (told.recv().expect("no log"), told.recv().expect("nothing is left"));
    judge(&log, &left)
}

fn judge(log: &Value, left: &Value) -> Killed {
    let number = |value: &Value| value.as_u64().unwrap_or_else(|| panic!("{value} is no number, in {log}"));
    let killed = number(&log[0]);
    let states: Vec<[u64; 4]> =
        log[1].as_array().into_iter().flatten().map(|state| [0, 1, 2, 3].map(|at| number(&state[at]))).collect();
    let saved = states.last().map_or(0, |state| state[3]);
    let mut comments: Vec<u64> = left[0].as_array().into_iter().flatten().map(number).collect();
    comments.sort_unstable();
    let there = comments.len() as u64;
    assert_eq!(comments, (0..there).collect::<Vec<_>>(), "comments are missing or there twice");
    assert!(there >= saved, "{saved} comments were told to be saved, {there} are left");
    let draft = left[1].as_str().unwrap_or_default();
    let letters = draft.chars().count() as u64;
    // If a comment and a draft had the same words, the comment would be posted twice.
    assert!(
        letters == 0 || draft.starts_with(&format!("{there} ")) || format!("{there} ").starts_with(draft),
        "{draft:?} was a comment already"
    );
    let missing = states.iter().find(|state| (state[1], state[2]) > (there, letters));
    Killed { saved, lost: missing.map_or(0, |state| killed - state[0]) }
}

/// Returns pseudorandom numbers that are the same each time.
pub fn seeded(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        // This is SplitMix64, by Steele, Lea and Flood.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

/// Returns the points at which browsers are killed: the number of states, and the letters of a comment.
pub fn positions(count: usize) -> Vec<(u64, u64)> {
    let mut numbers = seeded(1);
    let mut next = |least: u64, most: u64| least + numbers.next().unwrap_or_default() % (most - least);
    (0..count).map(|_| (next(5, 250), next(10, 60))).collect()
}
