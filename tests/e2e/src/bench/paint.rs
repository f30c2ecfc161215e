//! The part about the first paint.

use super::SLOWED;
use super::figures::{Limited, Spread, limits, millis, ratio, ratio_of, told};
use crate::measure::first_paint;
use crate::plain::BARE;

const PAIRS: usize = 20;

/// Measures this part.
pub async fn measured() -> String {
    let (mut ours, mut bare) = (vec![], vec![]);
    for pair in 1..=PAIRS {
        // Neither page is always the first of its pair.
        if pair % 2 == 0 {
            ours.push(first_paint("", SLOWED).await);
            bare.push(first_paint(BARE, SLOWED).await);
        } else {
            bare.push(first_paint(BARE, SLOWED).await);
            ours.push(first_paint("", SLOWED).await);
        }
    }
    let ratios = Spread::of(ours.iter().zip(&bare).map(|(ours, bare)| ours / bare));
    let (ours, bare) = (Spread::of(ours), Spread::of(bare));
    let limits = limits(&[
        Limited { name: "ratio of the medians", value: ratio_of(ours, bare), limit: 1.25, tell: ratio },
        Limited {
            name: "median of the pairs’ ratios",
            value: ratios.map(|ratios| ratios.middle),
            limit: 1.25,
            tell: ratio,
        },
    ]);
    format!(
        "{PAIRS} pairs. The page to compare with holds the same words, those of circle and discussion too, as bare paragraphs with the same \
         stylesheet.\n\n\
         | | bare paragraphs | the essay, at rest | ratio within a pair |\n|---|---|---|---|\n\
         | first contentful paint | {} | {} | {} |\n\n{limits}",
        told(bare, millis),
        told(ours, millis),
        told(ratios, ratio),
    )
}
