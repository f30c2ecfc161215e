//! Measures a reader's way to the circle and to the discussion of a page that has rested until then.

use crate::measure::{fresh, metric, metrics};
use serde_json::json;

/// The cost of coming near: times in milliseconds, sizes in bytes of all bodies since navigation.
#[derive(Clone, Copy, Debug)]
pub struct Approach {
    /// The time from scrolling to the circle until a press of "Next stage" has shown a stage.
    pub answered: f64,
    /// The script in that time.
    pub script: f64,
    /// All work of the main thread in that time.
    pub work: f64,
    /// The bytes before the scrolling.
    pub rested: f64,
    /// The bytes until the circle answered.
    pub bytes: f64,
    /// The bytes until the discussion has kept a draft as well.
    pub whole: f64,
}

/// Holds back what intersection observers see until `ceNear` is called. A page that starts as soon as it is loaded waits
/// for the scrolling, too.
const HELD: &str = "(() => {
    const Native = IntersectionObserver, held = [];
    let near = false;
    window.IntersectionObserver = class extends Native {
        constructor(act, options) {
            super((...seen) => (near ? act(...seen) : held.push(() => act(...seen))), options);
        }
    };
    window.ceNear = () => {
        near = true;
        held.splice(0).forEach((act) => act());
    };
})()";

const BYTES: &str =
    "const bytes = () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, file) => sum + file.encodedBodySize, 0);";

/// Waits until the page rests.
const RESTED: &str = "await new Promise((done) => setTimeout(done, 1_000)); return bytes()";

/// Scrolls to the circle, and presses its button in every frame until a stage is shown.
const ANSWERED: &str = "
    const frame = () => new Promise(requestAnimationFrame);
    // A message that is posted from a frame's callbacks arrives when the frame has been painted.
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(null);
    }));
    const stage = () => one('.stages [aria-current=step]');
    if (stage()) throw new Error('a stage is shown before anything was pressed');
    const start = performance.now();
    ceNear();
    one('#circle').scrollIntoView({ behavior: 'instant' });
    await frame();
    while (!stage()) {
        one('[data-act=next]').click();
        await frame();
    }
    return [(await painted()) - start, bytes()]";

/// Scrolls to the discussion, and writes until it has kept a draft.
const KEPT: &str = "
    const pass = (millis) => new Promise((done) => setTimeout(done, millis)), kept = async () => (await stored('drafts')).some(({ text }) => text.startsWith('Half'));
    one('#discussion-title').scrollIntoView({ behavior: 'instant' });
    for (let wait = 0; !(await kept()); wait++) {
        if (wait % 10 === 0) {
            const field = one('[id=\"text-\"]');
            field.value = 'Half a thought' + '.'.repeat(wait / 10);
            field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        }
        await pass(200);
    }
    return bytes()";

/// Loads a path of the server in a fresh browser, lets it rest, and comes near to its circle and its discussion.
pub async fn approach(path: &str, slowed: u32) -> Approach {
    let page = fresh(slowed, &[HELD]).await;
    page.load(path).await;
    let ask = async |script: &str| page.ask(&format!("{BYTES} {script}"), json!([])).await;
    let rested = ask(RESTED).await;
    let before = metrics(&page).await;
    let answered = ask(ANSWERED).await;
    let after = metrics(&page).await;
    let whole = ask(KEPT).await;
    page.close().await;
    let number = |value: &serde_json::Value| value.as_f64().unwrap_or_else(|| panic!("{path} tells {value}"));
    let millis = |name: &str| (metric(&after, name) - metric(&before, name)) * 1000.0;
    Approach {
        answered: number(&answered[0]),
        script: millis("ScriptDuration"),
        work: millis("TaskDuration"),
        rested: number(&rested),
        bytes: number(&answered[1]),
        whole: number(&whole),
    }
}
