//! Discussions of thousands of entries: makes, imports and measures them.

use crate::measure::{metric, metrics};
use crate::{Options, Page};
use serde_json::{Value, json};

/// Makes an export of `args[0]` entries and imports it. If `args[1]` is true, each entry answers the one before.
/// Otherwise the first quarter answers nobody, and the others answer it by turns. Names and texts are those of about a
/// hundred readers.
pub const TAKE_IN: &str = "
    const [count, chain] = args;
    const id = (index) => '01900000-0000-7000-8000-' + index.toString(16).padStart(12, '0');
    const heads = Math.ceil(count / 4);
    const parent = (index) => (chain ? (index ? id(index - 1) : null) : index < heads ? null : id(index % heads));
    const events = Array.from({ length: count }, (_, index) => ({
        id: id(index), kind: 'post', parent: parent(index), author: { id: 'author-' + (index % 97), name: 'Reader ' + (index % 97) },
        anchor: null, time: 1_600_000_000_000 + index * 60_000,
        text: 'Entry ' + index + '. What a school is trusted with, it looks after; what it is checked for, it produces.\\n\\nThat is what I saw in ' + (1990 + index % 30) + ', *more than once*.',
    }));
    const answer = await el.importDiscussion(JSON.stringify({ format: 'circle-essay-discussion/1', discussion: el.discussionId ?? 'trust', events }));
    if (answer.added !== count) throw new Error('of ' + count + ' entries only ' + answer.added + ' are new')";

/// The number of entries that ship with the essay.
pub const SHIPPED: usize = 15;

/// A page with a discussion: its path, and the number of entries that ship with its essay.
#[derive(Clone, Copy)]
pub struct Place(&'static str, usize);

/// The default essay.
pub const ESSAY: Place = Place("", SHIPPED);

/// A page with next to nothing but the discussion.
pub const TALK: Place = Place("fixtures/talk/", 0);

/// The cost of one load of a page with a stored discussion, in milliseconds. All times but `navigated` and `letter`
/// start when the page begins to read the stored events.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The time until the first entries were painted.
    pub painted: f64,
    /// The time until a letter that was typed then was painted.
    pub usable: f64,
    /// The time from navigation until that letter was painted.
    pub navigated: f64,
    /// The time that the letter itself took.
    pub letter: f64,
    /// The time until every entry was in the page.
    pub whole: f64,
}

/// Observes the page from before its own scripts run.
const WATCH: &str = "(() => {
    if (location.pathname !== '/PATH') return;
    const getAll = IDBObjectStore.prototype.getAll, now = () => performance.now();
    let read;
    IDBObjectStore.prototype.getAll = function (...range) {
        if (this.name === 'events') read ??= now();
        return getAll.apply(this, range);
    };
    const frame = () => new Promise(requestAnimationFrame);
    // A message that is posted from a frame's callbacks arrives when the frame has been painted.
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(now());
        channel.port2.postMessage(null);
    }));
    const root = () => document.querySelector('circle-essay')?.shadowRoot;
    addEventListener('DOMContentLoaded', () => root()?.getElementById('discussion-title')?.scrollIntoView());
    window.ceOpening = (async () => {
        const drawn = (index) => root()?.getElementById('comment-01900000-0000-7000-8000-' + index.toString(16).padStart(12, '0'));
        while (!drawn(0)) await frame();
        const first = await painted(), typed = now();
        const field = root().getElementById('text-');
        field.value = 'a';
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        const usable = await painted();
        while (!drawn(LAST)) await frame();
        return { painted: first - read, usable: usable - read, navigated: usable, letter: usable - typed, whole: now() - read };
    })();
})()";

/// A page whose discussion is loaded repeatedly, on a slowed machine.
pub struct Opener {
    page: Page,
    path: &'static str,
    slowed: u32,
}

impl Opener {
    /// Prepares a page whose discussion has this number of stored entries.
    pub async fn start(place: Place, count: usize, slowed: u32) -> Self {
        let page = filled(place, count).await;
        let watch = WATCH.replace("PATH", place.0).replace("LAST", &(count - 1).to_string());
        page.cdp("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": watch})).await;
        Self { page, path: place.0, slowed }
    }

    /// Loads the page once.
    pub async fn open(&self) -> Opening {
        let Self { page, path, slowed } = self;
        page.load("no-such-page").await;
        // The slowing lasts only for the measurement: it uses a thread that is never idle, which would delay other
        // journeys.
        page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slowed})).await;
        page.load(path).await;
        let told = awaited(page, "ceOpening").await;
        let figure = |name: &str| told[name].as_f64().unwrap_or_else(|| panic!("there is no {name} in {told}"));
        let opening = Opening {
            painted: figure("painted"),
            usable: figure("usable"),
            navigated: figure("navigated"),
            letter: figure("letter"),
            whole: figure("whole"),
        };
        page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 1})).await;
        // The letter must not count in the next round.
        page.ask("await new Promise((done) => setTimeout(done, 500))", json!([])).await;
        opening
    }

    pub async fn close(self) {
        self.page.close().await;
    }
}

/// Returns the result of a promise on the page.
async fn awaited(page: &Page, promise: &str) -> Value {
    // A driver aborts a script after half a minute, which a busy machine may need. Asking seldom disturbs little.
    let ask = format!("return await Promise.race([{promise}, new Promise((done) => setTimeout(done, 5_000))])");
    let mut told = Value::Null;
    while told.is_null() {
        told = page.ask(&ask, json!([])).await;
    }
    told
}

/// Returns the time from navigation until an Isso page at this address has shown this number of comments.
pub async fn of_isso(address: &str, count: usize, slowed: u32) -> f64 {
    const SHOWN: &str = "window.ceShown = (async () => {
        const frame = () => new Promise(requestAnimationFrame);
        while (document.querySelectorAll('.isso-comment').length < COUNT) await frame();
        return new Promise((done) => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now());
            channel.port2.postMessage(null);
        }));
    })()";
    let page = Page::start(Options::default()).await;
    let watch = SHOWN.replace("COUNT", &count.to_string());
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": watch})).await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slowed})).await;
    page.load_from(address, "").await;
    let shown = awaited(&page, "ceShown").await;
    page.close().await;
    shown.as_f64().unwrap_or_else(|| panic!("Isso's page at {address} tells no time but {shown}"))
}

/// The cost of writing with this number of stored entries, in milliseconds.
#[derive(Clone, Debug)]
pub struct Writing {
    /// For each post, the time from Ctrl+Enter until its entry is in the page.
    pub posts: Vec<f64>,
    /// For each key, the time until its letter is painted.
    pub keys: Vec<f64>,
    /// The mean script time of a key.
    pub key_script: f64,
}

const POST: &str = "
    const field = one('[id=\"text-\"]'), took = [];
    const pass = (millis) => new Promise((done) => setTimeout(done, millis));
    for (let post = 0; post < args[0]; post++) {
        field.value = 'A comment of this reader, number ' + post + '.';
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        // The draft is written first, since it is no part of posting.
        await pass(600);
        const posted = new Promise((done) => el.addEventListener('ce-comment', (event) => done([event.detail.id, performance.now()]), { once: true }));
        const start = performance.now();
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, composed: true, cancelable: true }));
        const [id, end] = await posted;
        if (!root.getElementById('comment-' + id)) throw new Error('the entry is not in the page when it is told');
        took.push(end - start);
        await pass(600);
    }
    return took";

const KEYS: &str = "
    const field = one('[id=\"text-\"]'), took = [];
    for (let key = 0; key < args[0]; key++) {
        const start = performance.now();
        field.value += 'a';
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        await new Promise((done) => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = done;
            channel.port2.postMessage(null);
        }));
        took.push(performance.now() - start);
    }
    return took";

/// Posts and types on a slowed machine, on a page whose discussion has this number of stored entries, all of them
/// rendered.
pub async fn writing(count: usize, rounds: usize, slowed: u32) -> Writing {
    let page = filled(ESSAY, count).await;
    page.ask("one('[id=\"text-\"]').scrollIntoView({ block: 'center' })", json!([])).await;
    page.cdp("Performance.enable", json!({"timeDomain": "timeTicks"})).await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slowed})).await;
    let figures = |told: Value| told.as_array().into_iter().flatten().filter_map(Value::as_f64).collect::<Vec<_>>();
    let posts = figures(page.ask(POST, json!([rounds])).await);
    let before = metrics(&page).await;
    let keys = figures(page.ask(KEYS, json!([4 * rounds])).await);
    let after = metrics(&page).await;
    page.close().await;
    let script = metric(&after, "ScriptDuration") - metric(&before, "ScriptDuration");
    Writing { posts, key_script: script * 1000.0 / keys.len() as f64, keys }
}

/// Loads a page whose discussion has this number of stored entries, and waits until all of them are rendered.
async fn filled(Place(path, shipped): Place, count: usize) -> Page {
    let page = Page::start(Options::default()).await;
    page.open(path).await;
    page.ask(TAKE_IN, json!([count, false])).await;
    page.reload().await;
    page.until("all('.entry').length === args[0]", json!([shipped + count])).await;
    page
}
