//! `cargo xtask soak`: uses the built page for a long time and looks for what grows.
//!
//! Each round does what readers and pages do, over and over, and leaves the page as it was. Collecting garbage is the
//! browser's affair, and so are its own caches, which fill in the first rounds: so the least of the last rounds is compared with
//! the least of those after the first. Nodes and listeners have to stay the same, the heap within a twentieth.

use e2e::measure::{metric, metrics};
use e2e::{Options, Page, journey};
use serde_json::json;
use std::process::exit;

/// How many rounds are compared with how many others.
const COMPARED: usize = 5;
/// All rounds, the first ones among them.
const ROUNDS: usize = 20;
const FIGURES: [&str; 3] = ["Nodes", "JSEventListeners", "JSHeapUsedSize"];

/// Steps, notes, drafts, and elements that come and go.
const USE: &str = "
    for (let press = 0; press < 200; press++) await el.next();
    for (const id of ['finland', 'england', 'loop']) await el.goTo(id, 2);
    for (const open of [true, false]) for (const note of all('details.note')) note.open = open;
    const field = one('[id=\"text-\"]');
    for (const text of [...'Half a thought', '']) {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }
    for (let visit = 0; visit < 20; visit++) {
        const guest = Object.assign(document.createElement('circle-essay'), { loading: 'eager' });
        document.body.append(guest);
        await guest.whenReady;
        guest.remove();
        await new Promise((done) => setTimeout(done));
    }
    await el.goTo('finland', 0);
    ceEvents.length = 0";

#[tokio::main]
async fn main() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let mut weighed = vec![];
        for round in 1..=ROUNDS {
            page.ask(USE, json!([])).await;
            let figures = weigh(&page).await;
            println!("Round {round}: {} nodes, {} listeners, {:.0} KB", figures[0], figures[1], figures[2] / 1000.0);
            weighed.push(figures);
        }
        let early = least(&weighed[COMPARED..2 * COMPARED]);
        let late = least(&weighed[ROUNDS - COMPARED..]);
        if late[0] > early[0] || late[1] > early[1] || late[2] > early[2] * 1.05 {
            println!("Something grows: from {early:?} to {late:?} ({}).", FIGURES.join(", "));
            exit(1);
        }
        println!("Nothing grows in {ROUNDS} rounds of 200 steps and 20 elements: {early:?}, then {late:?}.");
    })
    .await;
}

fn least(weighed: &[[f64; 3]]) -> [f64; 3] {
    weighed.iter().fold([f64::INFINITY; 3], |least, figures| [0, 1, 2].map(|at| least[at].min(figures[at])))
}

async fn weigh(page: &Page) -> [f64; 3] {
    page.cdp("Performance.enable", json!({})).await;
    page.cdp("HeapProfiler.collectGarbage", json!({})).await;
    let metrics = metrics(page).await;
    FIGURES.map(|name| metric(&metrics, name))
}
