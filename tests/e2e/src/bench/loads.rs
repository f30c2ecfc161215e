//! The part about one load of a page: at rest, and started at once.

use super::figures::{Limited, Spread, kilobytes, limits, millis, ratio, ratio_of, tenths, told};
use super::{AGAINST, ROUNDS, SLOWED};
use crate::measure::{Load, Sample, measure};
use crate::plain::PLAIN;

type Figure = (&'static str, fn(&Sample) -> Option<f64>, fn(f64) -> String);

const FIGURES: [Figure; 10] = [
    ("bytes transferred (brotli)", |sample| Some(sample.bytes), kilobytes),
    ("first contentful paint", |sample| Some(sample.painted), millis),
    ("ready (`ce-ready`)", |sample| sample.ready, millis),
    ("script", |sample| Some(sample.script), millis),
    ("script until a second later", |sample| sample.script_later, millis),
    ("all work of the main thread", |sample| Some(sample.work), millis),
    ("blocking time", |sample| Some(sample.blocking), millis),
    ("layout shift", |sample| Some(sample.shift), shift),
    ("DOM nodes", |sample| Some(sample.nodes), |value| format!("{value:.0}")),
    ("JS heap after collection (without wasm memory)", |sample| Some(sample.heap), kilobytes),
];

fn shift(value: f64) -> String {
    format!("{value:.4}")
}

/// The pages, with their names. The last is that of another commit.
const PAGES: [(&str, Load); 5] = [
    ("plain HTML", Load::at_rest(PLAIN)),
    ("an empty Yew app", Load::by_itself("bench/empty/")),
    ("the essay, at rest", Load::at_rest("")),
    ("the essay, started at once", Load::at_once("")),
    ("started at once", Load::at_once(AGAINST)),
];

/// Pages whose element stays far from the viewport: an essay, and an element that does almost nothing.
const FAR: [Load; 2] = [Load::at_rest("fixtures/below/"), Load::at_rest("fixtures/idle/")];

/// Measures this part. `against` names the commit of the last page, if there is one.
pub async fn measured(against: Option<&str>) -> String {
    let (mut samples, mut far) = (PAGES.map(|_| vec![]), FAR.map(|_| vec![]));
    for round in 1..=ROUNDS {
        for (page, (_, load)) in PAGES.iter().enumerate() {
            if against.is_some() || page + 1 < PAGES.len() {
                samples[page].push(measure(*load, SLOWED).await);
            }
        }
        for (load, samples) in FAR.iter().zip(&mut far) {
            samples.push(measure(*load, SLOWED).await);
        }
        eprintln!("Round {round} of {ROUNDS} of the loads is done.");
    }
    let far = |page: usize, figure: fn(&Sample) -> f64| Spread::of(far[page].iter().map(figure));
    format!(
        "{ROUNDS} loads.\n\n{}\n\
         Bytes are those of the bodies of every file. A page that sends `ce-ready` is measured until two frames later, any other until half a \
         second after its first paint. The blocking time is what the tasks after the first paint last beyond 50 ms each.\n\n{}\n\
         The essay at rest has fetched {} wasm files, and the essay that was started at once {}.\n\n\
         A page whose essay is far below the fold has fetched {} until then (its fragment, where it has one, names its own style), and spent \
         {} on script. With an element in its place that does nothing but wait for the reader, it spent {}.\n",
        table(&samples, against),
        limited(&samples),
        told(spread(&samples[2], |sample| Some(sample.modules)), |value| format!("{value:.0}")),
        told(spread(&samples[3], |sample| Some(sample.modules)), |value| format!("{value:.0}")),
        told(far(0, |sample| sample.bytes), kilobytes),
        told(far(0, |sample| sample.script), tenths),
        told(far(1, |sample| sample.script), tenths),
    )
}

fn table(samples: &[Vec<Sample>; PAGES.len()], against: Option<&str>) -> String {
    let commit = against.unwrap_or("another commit");
    let mut names = PAGES.map(|(name, _)| name.to_owned());
    if let Some(name) = names.last_mut() {
        *name = format!("{commit}, {name}");
    }
    let mut table = format!("| | {} |\n|---{}|\n", names.join(" | "), "|---".repeat(PAGES.len()));
    for (name, figure, tell) in FIGURES {
        let told = samples.each_ref().map(|samples| told(spread(samples, figure), tell)).join(" | ");
        table.push_str(&format!("| {name} | {told} |\n"));
    }
    table
}

fn limited(samples: &[Vec<Sample>; PAGES.len()]) -> String {
    let of = |page: usize, figure: fn(&Sample) -> f64| Spread::of(samples[page].iter().map(figure));
    let [plain, rest, started, against] = [0, 2, 3, 4];
    let bytes = |sample: &Sample| sample.bytes;
    let script = |sample: &Sample| sample.script;
    let work = |sample: &Sample| sample.work;
    let blocking = |sample: &Sample| sample.blocking;
    let middle = |spread: Option<Spread>| spread.map(|spread| spread.middle);
    let beyond = middle(of(rest, blocking)).zip(middle(of(plain, blocking))).map(|(rest, plain)| rest - plain);
    let figure = |name, value, limit, tell| Limited { name, value, limit, tell };
    limits(&[
        figure("bytes at rest", middle(of(rest, bytes)), 36_000.0, kilobytes),
        figure("work at rest, to plain HTML’s", ratio_of(of(rest, work), of(plain, work)), 1.15, ratio),
        figure("blocking time at rest, beyond plain HTML’s", beyond, 50.0, millis),
        figure("layout shift at rest, at most", of(rest, |sample| sample.shift).map(|shift| shift.high), 0.01, shift),
        figure(
            "layout shift started at once, at most",
            of(started, |sample| sample.shift).map(|shift| shift.high),
            0.01,
            shift,
        ),
        figure(
            "ready started at once, to plain HTML’s work",
            ratio_of(spread(&samples[started], |sample| sample.ready), of(plain, work)),
            1.7,
            ratio,
        ),
        figure(
            "script started at once, to that of the other commit",
            ratio_of(of(started, script), of(against, script)),
            0.6,
            ratio,
        ),
    ])
}

fn spread(samples: &[Sample], figure: fn(&Sample) -> Option<f64>) -> Option<Spread> {
    Spread::of(samples.iter().filter_map(figure))
}
