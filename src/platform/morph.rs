//! One view becomes another: the variables that both show travel to their new places, those that only the old one shows
//! fade where they stood, and the rest fades in behind them.

use super::pulse::Animation;
use super::seat::Seat;
use super::{page, pulse};
use essay_core::json::Json;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// How long the variables travel, in milliseconds.
const TRAVEL_MILLIS: i64 = 500;
/// How long what is no longer shown takes to fade, in milliseconds.
const FADE_MILLIS: i64 = 300;
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
    fade_old(seat, to, from, &before);
    for rest in page::all(seat, &format!(".view[data-view='{to}'] .way, .view[data-view='{to}'] .hub")) {
        appear(&rest);
    }
}

/// Copies of the stages that are no longer shown stand behind the new view until they have faded. The old view itself is gone
/// at once, with its arrows, so that none is seen against a label.
fn fade_old(seat: &Seat, to: usize, from: usize, stages: &[Element]) {
    let picture = page::all(seat, &format!(".view[data-view='{to}'] .circle-diagram svg")).pop();
    let old = page::all(seat, &format!("div.view[data-view='{from}']")).pop();
    let tone = old.and_then(|view| view.get_attribute("data-tone")).unwrap_or_default();
    for stage in stages {
        let (Some(picture), Ok(copy)) = (&picture, stage.clone_node_with_deep(true)) else { return };
        let copy: Element = copy.unchecked_into();
        // It is no stage of the new view, and nothing to press.
        let dressed = copy.set_attribute("class", "fading").and_then(|()| copy.set_attribute("data-tone", &tone));
        // A picture whose first child is Yew's takes another in front of it, which Yew never sees.
        if dressed.is_ok() && picture.insert_before(&copy, picture.first_child().as_ref()).is_ok() {
            let frame = |opacity: i64| Json::object([("opacity", opacity.into())]);
            let gone = copy.clone();
            let end = Closure::once_into_js(move || gone.remove());
            match run(&copy, [frame(1), frame(0)], FADE_MILLIS, 0) {
                Some(animation) => animation.set_onfinish(&end),
                None => copy.remove(),
            }
        }
    }
}

fn appear(element: &Element) {
    let frame = |opacity: i64| Json::object([("opacity", opacity.into())]);
    run(element, [frame(0), frame(1)], APPEAR_MILLIS, TRAVEL_MILLIS);
}

fn run(element: &Element, frames: [Json; 2], millis: i64, delay: i64) -> Option<Animation> {
    let timing = [
        ("duration", millis.into()),
        ("delay", delay.into()),
        ("easing", "cubic-bezier(.2,.7,.2,1)".into()),
        ("fill", "backwards".into()),
    ];
    pulse::animation(element, &frames.into_iter().collect(), &Json::object(timing))
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
