//! The part about an essay with ten times the prose.

use super::figures::{Limited, Spread, kilobytes, limits, millis, ratio, ratio_of, told};
use super::{ROUNDS, SLOWED};
use crate::measure::{Load, Sample, measure};

/// The essay, and the one that `cargo xtask bench` has made of it.
const PAGES: [Load; 2] = [Load::at_once("").with_memory(), Load::at_once("bench/prose/").with_memory()];

/// Measures this part.
pub async fn measured() -> String {
    let mut samples = PAGES.map(|_| vec![]);
    for round in 1..=ROUNDS {
        for (load, samples) in PAGES.iter().zip(&mut samples) {
            samples.push(measure(*load, SLOWED).await);
        }
        eprintln!("Round {round} of {ROUNDS} with more prose is done.");
    }
    type Figure = (&'static str, fn(&Sample) -> Option<f64>, fn(f64) -> String);
    let figures: [Figure; 5] = [
        ("bytes transferred (brotli)", |sample| Some(sample.bytes), kilobytes),
        ("script until ready", |sample| Some(sample.script), millis),
        ("script until a second later", |sample| sample.script_later, millis),
        ("all work of the main thread", |sample| Some(sample.work), millis),
        ("wasm memory", |sample| sample.memory, kilobytes),
    ];
    let of = |page: usize, figure: fn(&Sample) -> Option<f64>| Spread::of(samples[page].iter().filter_map(figure));
    let mut table = "| | the essay | ten times the prose |\n|---|---|---|\n".to_owned();
    for (name, figure, tell) in figures {
        let row = [0, 1].map(|page| told(of(page, figure), tell)).join(" | ");
        table.push_str(&format!("| {name} | {row} |\n"));
    }
    let compared = |figure: fn(&Sample) -> Option<f64>| ratio_of(of(1, figure), of(0, figure));
    let limits = limits(&[
        Limited { name: "script until ready", value: compared(|sample| Some(sample.script)), limit: 1.15, tell: ratio },
        Limited { name: "wasm memory", value: compared(|sample| sample.memory), limit: 1.1, tell: ratio },
    ]);
    format!(
        "{ROUNDS} loads, started at once. The longer essay has every section and every note ten times, and the same circle and discussion.\n\n\
         {table}\n{limits}"
    )
}
