//! The part about the circle in use.

use super::SLOWED;
use super::figures::{Spread, tenths, told};
use crate::measure::{Circle, Playing, circle, playing};

/// The number of rounds. A lap takes half a minute.
const ROUNDS: usize = 5;

/// Measures this part.
pub async fn measured() -> String {
    let (mut circles, mut plays) = (vec![], vec![]);
    for round in 1..=ROUNDS {
        circles.push(circle(SLOWED).await);
        plays.push(playing().await);
        eprintln!("Round {round} of {ROUNDS} with the circle is done.");
    }
    format!(
        "{ROUNDS} rounds.\n\n{}\n\
         Playing is measured over eight seconds, without slowing, against the same page at rest. A step is a press of “Next \
         stage”, slowed like a load; its share of all work includes style, layout and paint.\n\n\
         A circle of twelve stages with labels of sixty characters, played once round without slowing, from Chromium's own \
         trace of the main thread:\n\n{}\n\
         The first tenth of a second begins with the task in which “Play” is clicked. A task lasts from its beginning to \
         its end; beside it stands what the processor spent on the task that kept it longest. The rest is waiting, for the \
         compositor, which draws without a graphics processor here, and for whatever else the machine has to do.\n",
        circle_table(&circles),
        playing_table(&plays),
    )
}

fn circle_table(circles: &[Circle]) -> String {
    type Figure = (&'static str, fn(&Circle) -> f64);
    let figures: [Figure; 3] = [
        ("playing, each second", |circle| circle.playing),
        ("a step, script", |circle| circle.step_script),
        ("a step, all work of the main thread", |circle| circle.step_work),
    ];
    let mut table = "| | main thread |\n|---|---|\n".to_owned();
    for (name, figure) in figures {
        table.push_str(&format!("| {name} | {} |\n", told(Spread::of(circles.iter().map(figure)), tenths)));
    }
    table
}

fn playing_table(plays: &[Playing]) -> String {
    type Figure = fn(&Playing) -> f64;
    let figures: [(&str, Figure, Option<Figure>); 3] = [
        ("each second, above rest", |play| play.each_second, None),
        ("the longest task of the first tenth", |play| play.pressed.longest, Some(|play| play.pressed.busiest)),
        ("the longest task after it", |play| play.later.longest, Some(|play| play.later.busiest)),
    ];
    let mut table = "| | main thread | processor |\n|---|---|---|\n".to_owned();
    for (name, whole, busy) in figures {
        let tell = |figure: Figure| told(Spread::of(plays.iter().map(figure)), tenths);
        table.push_str(&format!("| {name} | {} | {} |\n", tell(whole), busy.map_or("–".to_owned(), tell)));
    }
    table
}
