//! Measures one load of a page in a fresh, slowed browser.

use crate::trace::{Trace, Work};
use crate::{LONG_LABELS, Options, Page};
use serde_json::{Value, json};

/// The cost of one load: times in milliseconds, sizes in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The bytes of all response bodies as they were sent.
    pub bytes: f64,
    /// The number of wasm files among them.
    pub modules: f64,
    /// The first contentful paint.
    pub painted: f64,
    /// The time until the element was ready; `None` for a page that sends no event.
    pub ready: Option<f64>,
    pub script: f64,
    /// The script until a second after the element was ready; `None` for a page that sends no event.
    pub script_later: Option<f64>,
    pub work: f64,
    /// The time beyond 50 ms of each task after the first paint.
    pub blocking: f64,
    pub shift: f64,
    pub nodes: f64,
    pub heap: f64,
    /// The wasm memory, if the load counts it.
    pub memory: Option<f64>,
}

/// One way of loading a page of the server.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    path: &'static str,
    starts: bool,
    tells: bool,
    counts_memory: bool,
}

impl Load {
    /// A page that is left alone until it rests.
    pub const fn at_rest(path: &'static str) -> Self {
        Self { path, starts: false, tells: false, counts_memory: false }
    }

    /// A page that starts by itself and sends an event when it is ready.
    pub const fn by_itself(path: &'static str) -> Self {
        Self { tells: true, ..Self::at_rest(path) }
    }

    /// A page whose element is started as soon as it is defined.
    pub const fn at_once(path: &'static str) -> Self {
        Self { starts: true, ..Self::by_itself(path) }
    }

    /// The same load with its wasm memory counted.
    pub const fn with_memory(self) -> Self {
        Self { counts_memory: true, ..self }
    }
}

const FIGURES: &str = "
    const [tells, rest] = args;
    const frame = () => new Promise(requestAnimationFrame), paint = () => performance.getEntriesByName('first-contentful-paint')[0];
    while (tells && !window.readyAt) await frame();
    while (!paint()) await frame();
    await frame();
    await frame();
    await new Promise((done) => setTimeout(done, rest));
    const seen = (type) => {
        const observer = new PerformanceObserver(() => {});
        observer.observe({ type, buffered: true });
        return observer.takeRecords();
    };
    const painted = paint().startTime;
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    // A task that spans the first paint counts from there on.
    const tasks = seen('longtask').map(({ startTime, duration }) => startTime + duration - Math.max(startTime, painted));
    return {
        painted,
        bytes: files.reduce((sum, file) => sum + file.encodedBodySize, 0),
        modules: files.filter(({ name }) => name.endsWith('.wasm')).length,
        ready: window.readyAt ?? null,
        blocking: tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0),
        shift: seen('layout-shift').reduce((sum, entry) => sum + entry.value, 0),
        memory: window.ceMemory?.() ?? null,
    };";

/// Records the time when the element, or an app in its place, sends the event that it is ready.
const WATCH: &str = "addEventListener('ce-ready', () => (window.readyAt ??= performance.now()), true)";

/// Starts the element as soon as it is defined, by its attribute.
const START: &str =
    "customElements.whenDefined('circle-essay').then(() => (document.querySelector('circle-essay').loading = 'eager'))";

/// Remembers the memories of all modules.
const MEMORIES: &str = "(() => {
    const memories = new Set();
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const native = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await native.apply(WebAssembly, given);
            const { exports } = made.instance ?? made;
            for (const part of Object.values(exports)) if (part instanceof WebAssembly.Memory) memories.add(part);
            return made;
        };
    }
    window.ceMemory = () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
})()";

/// The time without an event after which a page rests, in milliseconds.
const REST: u32 = 500;

/// Starts a browser with an empty cache, a window of 1280 × 720 and a slowed processor. The scripts run before those of
/// every page.
pub async fn fresh(slowed: u32, scripts: &[&str]) -> Page {
    let page = Page::start(Options::default()).await;
    let window = json!({"width": 1280, "height": 720, "deviceScaleFactor": 1, "mobile": false});
    page.cdp("Emulation.setDeviceMetricsOverride", window).await;
    // The browser starts at a page of the same origin. On the way to another origin it would change its process, which
    // would then have to be slowed again.
    page.load("no-such-page").await;
    page.cdp("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slowed})).await;
    page.cdp("Performance.enable", json!({"timeDomain": "timeTicks"})).await;
    for source in scripts {
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
    }
    page
}

/// Loads a page of the server once.
pub async fn measure(load: Load, slowed: u32) -> Sample {
    let Load { path, starts, tells, counts_memory } = load;
    let mut scripts = vec![WATCH];
    scripts.extend(starts.then_some(START));
    scripts.extend(counts_memory.then_some(MEMORIES));
    let page = fresh(slowed, &scripts).await;
    let before = metrics(&page).await;
    page.load(path).await;
    let figures = page.ask(FIGURES, json!([tells, if tells { 0 } else { REST }])).await;
    let after = metrics(&page).await;
    let mut later = None;
    if tells {
        page.ask("await new Promise((done) => setTimeout(done, 1_000))", json!([])).await;
        later = Some(metrics(&page).await);
    }
    page.cdp("HeapProfiler.collectGarbage", json!({})).await;
    let settled = metrics(&page).await;
    page.close().await;
    let figure = |name: &str| figures[name].as_f64().unwrap_or_else(|| panic!("{path} has no {name}: {figures}"));
    let millis = |after: &Value, name: &str| (metric(after, name) - metric(&before, name)) * 1000.0;
    Sample {
        bytes: figure("bytes"),
        modules: figure("modules"),
        painted: figure("painted"),
        ready: tells.then(|| figure("ready")),
        script: millis(&after, "ScriptDuration"),
        script_later: later.map(|later| millis(&later, "ScriptDuration")),
        work: millis(&after, "TaskDuration"),
        blocking: figure("blocking"),
        shift: figure("shift"),
        nodes: metric(&settled, "Nodes"),
        heap: metric(&settled, "JSHeapUsedSize"),
        memory: counts_memory.then(|| figure("memory")),
    }
}

/// Returns the time until the first contentful paint of a page of the server, in milliseconds.
pub async fn first_paint(path: &str, slowed: u32) -> f64 {
    const PAINTED: &str = "
        const paint = () => performance.getEntriesByName('first-contentful-paint')[0];
        while (!paint()) await new Promise(requestAnimationFrame);
        return paint().startTime";
    let page = fresh(slowed, &[]).await;
    page.load(path).await;
    let painted = page.ask(PAINTED, json!([])).await;
    page.close().await;
    painted.as_f64().unwrap_or_else(|| panic!("{path} is not painted but {painted}"))
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
