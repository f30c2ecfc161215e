//! Animates the change from one view of the circle to another. Variables that both views show move to their new places. Stages that only
//! the old view shows fade out where they stood. Everything else fades in behind them.

use super::animation::{Animation, animate};
use super::dom;
use super::host_element::HostElement;
use essay_core::json::Json;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// The time in which the variables move, in milliseconds.
const TRAVEL_MILLIS: i64 = 500;
/// The time in which old stages fade out, in milliseconds.
const FADE_MILLIS: i64 = 300;
/// The time in which everything else fades in, in milliseconds. No arrow is seen before the variables have arrived.
const APPEAR_MILLIS: i64 = 200;

/// Starts the animation; it ends by itself.
pub fn begin(host: &HostElement, from: usize, to: usize) {
    let mut before = dom::all(host, &format!(".view[data-view='{from}'] .stage"));
    for stage in dom::all(host, &format!(".view[data-view='{to}'] .stage")) {
        let variable = stage.get_attribute("data-variable");
        // A telling may tell a variable twice. Each old stage moves to one new place.
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
    fade_old(host, to, from, &before);
    for rest in dom::all(host, &format!(".view[data-view='{to}'] .way, .view[data-view='{to}'] .hub")) {
        appear(&rest);
    }
}

/// Fades out copies of the stages that are no longer shown, behind the new view. The old view itself disappears at once with its arrows,
/// so that none of them crosses a label.
fn fade_old(host: &HostElement, to: usize, from: usize, stages: &[Element]) {
    let picture = dom::all(host, &format!(".view[data-view='{to}'] .circle-diagram svg")).pop();
    let old = dom::all(host, &format!("div.view[data-view='{from}']")).pop();
    let tone = old.and_then(|view| view.get_attribute("data-tone")).unwrap_or_default();
    for stage in stages {
        let (Some(picture), Ok(copy)) = (&picture, stage.clone_node_with_deep(true)) else { return };
        let copy: Element = copy.unchecked_into();
        // The copy is no stage of the new view, and no button.
        let attributes = copy.set_attribute("class", "fading").and_then(|()| copy.set_attribute("data-tone", &tone));
        // A node in front of Yew's first child stays unknown to Yew.
        if attributes.is_ok() && picture.insert_before(&copy, picture.first_child().as_ref()).is_ok() {
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
    animate(element, &frames.into_iter().collect(), &Json::object(timing))
}

/// Returns the place of a stage's disc in whole user units. The animation ends at the stage's own place, so a fraction makes no difference.
fn place(stage: &Element) -> (i32, i32) {
    let disc = stage.query_selector(".disc").ok().flatten();
    let number = |name: &str| {
        let text = disc.as_ref().and_then(|disc| disc.get_attribute(name)).unwrap_or_default();
        text.split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or_default()
    };
    (number("cx"), number("cy"))
}
