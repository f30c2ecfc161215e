//! `cargo xtask soak`: uses the built page for a long time and looks for growth. With `-- tabs` it posts in ten tabs at
//! once. With `-- killed COUNT` it kills the browser that often in the middle of writing. With `-- mounts` it lets
//! 1,000 elements come and go. `--engine firefox` works with these three.
//!
//! In the first mode, each round does what readers and pages do, and leaves the page as it was. The browser decides
//! when it collects garbage, and its own caches fill in the first rounds. The least value of the last rounds is
//! therefore compared with the least of those after the first. Nodes and listeners must stay the same, and the heap may
//! grow by a twentieth.

use e2e::endurance::Weight;
use e2e::measure::{metric, metrics};
use e2e::{Engine, Options, Page, endurance, journey};
use serde_json::json;
use std::process::exit;

/// The number of rounds on each side of the comparison.
const COMPARED: usize = 5;
/// The number of measurements after which no memory may grow.
const SETTLED: usize = 10;
/// The number of all rounds.
const ROUNDS: usize = 20;
const FIGURES: [&str; 3] = ["Nodes", "JSEventListeners", "JSHeapUsedSize"];

/// Steps, opens notes, writes drafts, and lets elements come and go.
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
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => grows().await,
        ["tabs"] => {
            endurance::tabs(10, 100).await;
            println!("10 tabs have posted 100 comments each: all 1000 are in every tab and in the database.");
        }
        ["killed", count] => killed(count.parse().unwrap_or_else(|_| panic!("{count} is no number"))).await,
        ["mounts"] => come_and_go().await,
        other => panic!("soak knows `tabs`, `killed COUNT` and `mounts`, not {other:?}"),
    }
}

/// Lets elements come and go, fifty at a time.
async fn come_and_go() {
    let weights = endurance::mounts(&[50; 20]).await;
    for (round, weight) in weights.iter().enumerate() {
        println!("After {} elements: {weight:?}", 50 * (round + 1));
    }
    // The element that left last may not have been collected yet. The memory takes its last page early.
    let settled = |weight: &Weight| Weight { held: 0, ..*weight };
    let Some((first, later)) = weights.get(SETTLED - 1..).and_then(<[Weight]>::split_first) else { return };
    let grows = later.iter().any(|weight| settled(weight) != settled(first));
    if grows || weights.iter().any(|weight| weight.held > 1) {
        println!("Something grows.");
        exit(1);
    }
    println!("Nothing grows from {} elements on.", 50 * SETTLED);
}

/// Kills the browser at this number of places.
async fn killed(count: usize) {
    let mut oldest = 0;
    for (round, (states, letters)) in endurance::positions(count).into_iter().enumerate() {
        let killed = endurance::killed(states, letters).await;
        oldest = oldest.max(killed.lost);
        println!("{} of {count}: after {states} states with {letters} letters each, {killed:?}", round + 1);
    }
    println!(
        "{:?} was killed at {count} places: no saved comment is lost, the oldest draft is {oldest} ms old.",
        Engine::current()
    );
    if oldest > 500 {
        exit(1);
    }
}

async fn grows() {
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
