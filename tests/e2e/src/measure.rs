//! One load of a page in a fresh, slowed browser, and what it cost.

use crate::{Options, Page};
use serde_json::{Value, json};

/// What one load cost: times in milliseconds, sizes in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Of the bodies of all files, as they were sent.
    pub bytes: f64,
    pub painted: f64,
    /// When the element told that it is ready; none for a page that does not tell.
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

/// Notes when the element, or an app that stands for it, tells that it is ready.
const WATCH: &str = "addEventListener('ce-ready', () => (window.readyAt ??= performance.now()), true)";

/// Loads a path of the server; `tells` says whether the page tells when it is ready, which is waited for then.
pub async fn measure(path: &str, tells: bool, slowed: u32) -> Sample {
    let page = Page::start(Options::default()).await;
    // From a page of the same origin: the browser changes its process on the way to another origin, and would have
    // to be slowed anew.
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

async fn metrics(page: &Page) -> Value {
    page.cdp("Performance.getMetrics", json!({})).await
}

fn metric(metrics: &Value, name: &str) -> f64 {
    let found = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
    found.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("Chromium tells no {name}"))
}
