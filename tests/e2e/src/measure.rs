//! Measures one load of a page in a fresh, slowed browser.

use crate::trace::{Trace, Work};
use crate::{LONG_LABELS, Options, Page};
use serde_json::{Value, json};

/// The cost of one load: times in milliseconds, sizes in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The bytes of all response bodies as they were sent.
    pub bytes: f64,
    pub painted: f64,
    /// The time until the element was ready; `None` for a page that sends no event.
    pub ready: Option<f64>,
    pub script: f64,
    pub work: f64,
    pub shift: f64,
    pub nodes: f64,
    pub heap: f64,
}

const FIGURES: &str = "
    while (args[0] && !window.readyAt) await new Promise(requestAnimationFrame);
    while (!performance.getEntriesByName('first-contentful-paint').length) await new Promise(requestAnimationFrame);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return {
        bytes: files.reduce((sum, file) => sum + file.encodedBodySize, 0),
        painted: performance.getEntriesByName('first-contentful-paint')[0].startTime,
        ready: window.readyAt ?? null,
        shift: observer.takeRecords().reduce((sum, entry) => sum + entry.value, 0),
    };";

/// Records the time when the element, or an app in its place, sends the event that it is ready.
const WATCH: &str = "addEventListener('ce-ready', () => (window.readyAt ??= performance.now()), true)";

/// Loads a path of the server. `tells` says that the page sends an event when it is ready, which is then awaited.
pub async fn measure(path: &str, tells: bool, slowed: u32) -> Sample {
    let page = Page::start(Options::default()).await;
    // The browser starts at a page of the same origin. On the way to another origin it would change its process, which
    // would then have to be slowed again.
    page.load("no-such-page").await;
    page.cdp("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slowed})).await;
    page.cdp("Performance.enable", json!({"timeDomain": "timeTicks"})).await;
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    let before = metrics(&page).await;
    page.load(path).await;
    let figures = page.ask(FIGURES, json!([tells])).await;
    let after = metrics(&page).await;
    page.cdp("HeapProfiler.collectGarbage", json!({})).await;
    let settled = metrics(&page).await;
    page.close().await;
    let figure = |name: &str| figures[name].as_f64().unwrap_or_else(|| panic!("{path} has no {name}: {figures}"));
    let millis = |name: &str| (metric(&after, name) - metric(&before, name)) * 1000.0;
    Sample {
        bytes: figure("bytes"),
        painted: figure("painted"),
        ready: tells.then(|| figure("ready")),
        script: millis("ScriptDuration"),
        work: millis("TaskDuration"),
        shift: figure("shift"),
        nodes: metric(&settled, "Nodes"),
        heap: metric(&settled, "JSHeapUsedSize"),
    }
}

/// The main-thread cost of the circle, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Circle {
    /// The cost of each second of playing beyond the page at rest, without slowing.
    pub playing: f64,
    /// The script time of each step, slowed.
    pub step_script: f64,
    /// The total time of each step, slowed.
    pub step_work: f64,
}

/// Plays the circle of the built page, and steps it.
pub async fn circle(slowed: u32) -> Circle {
    const SECONDS: f64 = 8.0;
    const STEPS: f64 = 48.0;
    let page = Page::start(Options::default()).await;
    page.load("").await;
    page.ask("await el.whenReady; one('#circle').scrollIntoView(); await el.goTo('finland', 1)", json!([])).await;
    page.cdp("Performance.enable", json!({"timeDomain": "timeTicks"})).await;
    let pass = "await new Promise((done) => setTimeout(done, args[0]))";
    // By then the page has finished its work after loading.
    page.ask(pass, json!([2_000])).await;
    let mut figures = vec![metrics(&page).await];
    page.ask(pass, json!([SECONDS * 1000.0])).await;
    figures.push(metrics(&page).await);
    page.ask(&format!("el.play(); {pass}"), json!([SECONDS * 1000.0])).await;
    figures.push(metrics(&page).await);
    page.ask("await el.pause()", json!([])).await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slowed})).await;
    figures.push(metrics(&page).await);
    let step = "for (let step = 0; step < args[0]; step++) { one('[data-act=next]').click(); await new Promise(requestAnimationFrame); }";
    page.ask(step, json!([STEPS])).await;
    figures.push(metrics(&page).await);
    page.close().await;
    let spent = |name: &str, from: usize| (metric(&figures[from + 1], name) - metric(&figures[from], name)) * 1000.0;
    Circle {
        playing: (spent("TaskDuration", 1) - spent("TaskDuration", 0)) / SECONDS,
        step_script: spent("ScriptDuration", 3) / STEPS,
        step_work: spent("TaskDuration", 3) / STEPS,
    }
}

/// The main-thread cost of a circle of twelve stages while it plays, without slowing.
#[derive(Clone, Copy, Debug)]
pub struct Playing {
    /// The cost of each second beyond the page at rest, in milliseconds.
    pub each_second: f64,
    /// The tenth of a second that begins with the task in which "Play" is pressed.
    pub pressed: Work,
    /// The rest of the lap.
    pub later: Work,
}

/// Plays a circle of twelve stages, with labels of sixty characters, once round.
pub async fn playing() -> Playing {
    const PRESSED: f64 = 100.0;
    const STAGES: u32 = 12;
    let page = Page::start(Options::traced()).await;
    page.load("").await;
    page.ask("await el.whenReady", json!([])).await;
    page.ask(LONG_LABELS, json!([STAGES, "en"])).await;
    page.until("el.state.status === 'ready' && el.state.steps === args[0]", json!([STAGES])).await;
    // After two seconds the page has finished its work after loading.
    page.ask(
        "one('#circle').scrollIntoView();
         const pass = (millis) => new Promise((done) => setTimeout(done, millis));
         await pass(2_000); performance.mark('at rest'); await pass(8_000); performance.mark('still at rest');
         window.reached = (step) => new Promise((done) => el.addEventListener('ce-step', ({ detail }) => detail.step === step && done()));
         one('[data-act=play]').addEventListener('click', () => performance.mark('pressed'), { capture: true, once: true })",
        json!([]),
    )
    .await;
    page.click("one('[data-act=play]')").await;
    // The wait has two parts, since a driver aborts a script after half a minute.
    page.ask("await reached(args[0])", json!([STAGES / 2])).await;
    page.ask("await reached(args[0]); performance.mark('round')", json!([STAGES])).await;
    let trace = Trace::take(&page).await;
    page.close().await;
    let rest = trace.between(("at rest", 0.0), ("still at rest", 0.0));
    let plays = trace.between(("pressed", 0.0), ("round", 0.0));
    let second = |work: &Work| work.all / work.span * 1000.0;
    Playing {
        each_second: second(&plays) - second(&rest),
        pressed: trace.between(("pressed", 0.0), ("pressed", PRESSED)),
        later: trace.between(("pressed", PRESSED), ("round", 0.0)),
    }
}

/// Returns Chromium's metrics of the page. Requires `Performance.enable`.
pub async fn metrics(page: &Page) -> Value {
    page.cdp("Performance.getMetrics", json!({})).await
}

/// Returns one figure of [`metrics`].
pub fn metric(metrics: &Value, name: &str) -> f64 {
    let found = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
    found.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("Chromium tells no {name}"))
}
