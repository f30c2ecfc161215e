//! One view becomes another: the variables that both show travel to their new places, the rest fades in behind them.

use super::seat::Seat;
use super::{page, pulse};
use essay_core::json::Json;
use web_sys::Element;

/// How long the variables travel, in milliseconds.
const TRAVEL_MILLIS: i64 = 500;
/// How long what follows them takes to appear, in milliseconds. Until they have arrived no arrow is seen.
const APPEAR_MILLIS: i64 = 200;

/// Begins the change; it ends by itself.
pub fn begin(seat: &Seat, from: usize, to: usize) {
    let mut before = page::all(seat, &format!(".view[data-view='{from}'] .stage"));
    for stage in page::all(seat, &format!(".view[data-view='{to}'] .stage")) {
        let variable = stage.get_attribute("data-variable");
        // A telling may tell a variable twice: each of its stages travels once.
        let old = before.iter().position(|old| old.get_attribute("data-variable") == variable);
        match old.map(|index| before.remove(index)) {
            Some(old) => {
                let (old, new) = (place(&old), place(&stage));
                let (x, y) = (old.0 - new.0, old.1 - new.1);
                let frame = |x: i32, y: i32| Json::object([("transform", format!("translate({x}px,{y}px)").into())]);
                run(&stage, [frame(x, y), frame(0, 0)], TRAVEL_MILLIS, 0);
                if let Ok(Some(label)) = stage.query_selector(".label") {
                    appear(&label);
                }
            }
            None => appear(&stage),
        }
    }
    for rest in page::all(seat, &format!(".view[data-view='{to}'] .way, .view[data-view='{to}'] .hub")) {
        appear(&rest);
    }
}

fn appear(element: &Element) {
    let frame = |opacity: i64| Json::object([("opacity", opacity.into())]);
    run(element, [frame(0), frame(1)], APPEAR_MILLIS, TRAVEL_MILLIS);
}

fn run(element: &Element, frames: [Json; 2], millis: i64, delay: i64) {
    let timing = [
        ("duration", millis.into()),
        ("delay", delay.into()),
        ("easing", "cubic-bezier(.2,.7,.2,1)".into()),
        ("fill", "backwards".into()),
    ];
    // It is left to end by itself.
    let _ = pulse::animation(element, &frames.into_iter().collect(), &Json::object(timing));
}

/// Where a stage's disc stands, in whole user units: the difference to its place is gone when it has arrived.
fn place(stage: &Element) -> (i32, i32) {
    let disc = stage.query_selector(".disc").ok().flatten();
    let number = |name: &str| {
        let text = disc.as_ref().and_then(|disc| disc.get_attribute(name)).unwrap_or_default();
        text.split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or_default()
    };
    (number("cx"), number("cy"))
}
