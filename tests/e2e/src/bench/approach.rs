//! The part about a reader who comes to the circle, and then to the discussion.

use super::figures::{Limited, Spread, kilobytes, limits, millis, ratio, ratio_of, told};
use super::{AGAINST, ROUNDS, SLOWED};
use crate::approach::{Approach, approach};

type Figure = (&'static str, fn(&Approach) -> f64, fn(f64) -> String);

const FIGURES: [Figure; 6] = [
    ("until the circle answers", |sample| sample.answered, millis),
    ("script until then", |sample| sample.script, millis),
    ("all work of the main thread until then", |sample| sample.work, millis),
    ("bytes before the scrolling", |sample| sample.rested, kilobytes),
    ("bytes until the circle answers", |sample| sample.bytes, kilobytes),
    ("bytes with the discussion alive", |sample| sample.whole, kilobytes),
];

/// Measures this part. `against` names the commit of the other page, if there is one.
pub async fn measured(against: Option<&str>) -> String {
    let (mut ours, mut theirs) = (vec![], vec![]);
    for round in 1..=ROUNDS {
        ours.push(approach("", SLOWED).await);
        if against.is_some() {
            theirs.push(approach(AGAINST, SLOWED).await);
        }
        eprintln!("Round {round} of {ROUNDS} on the way to the circle is done.");
    }
    let commit = against.unwrap_or("another commit");
    let of = |samples: &[Approach], figure: fn(&Approach) -> f64| Spread::of(samples.iter().map(figure));
    let mut table = format!("| | the essay | {commit} |\n|---|---|---|\n");
    for (name, figure, tell) in FIGURES {
        let row = [&ours, &theirs].map(|samples| told(of(samples, figure), tell)).join(" | ");
        table.push_str(&format!("| {name} | {row} |\n"));
    }
    let middle = |figure: fn(&Approach) -> f64| of(&ours, figure).map(|spread| spread.middle);
    let answered: fn(&Approach) -> f64 = |sample| sample.answered;
    let limits = limits(&[
        Limited {
            name: "until the circle answers, to the other commit’s time",
            value: ratio_of(of(&ours, answered), of(&theirs, answered)),
            limit: 0.6,
            tell: ratio,
        },
        Limited {
            name: "bytes until the circle answers",
            value: middle(|sample| sample.bytes),
            limit: 150_000.0,
            tell: kilobytes,
        },
        Limited {
            name: "bytes with the discussion alive",
            value: middle(|sample| sample.whole),
            limit: 215_000.0,
            tell: kilobytes,
        },
    ]);
    format!(
        "{ROUNDS} loads of each page. It rests for a second, and is then scrolled to the circle at once. “Next stage” is pressed in every frame \
         until a stage is shown and painted; this is the time until the circle answers. The page of {commit} would begin while it is loaded. Its \
         intersection observer is held back until the scrolling, so that both have the same to do. The discussion is alive when it has kept a \
         draft. Bytes count from navigation.\n\n{table}\n{limits}"
    )
}
