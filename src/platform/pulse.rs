//! The pulse that travels along the ring: the browser's own animations, which cost the page's script nothing.

use super::page;
use super::seat::Seat;
use essay_core::app::PulsePath;
use essay_core::circle::stepper::{LATER_MILLIS, WAY_MILLIS};
use essay_core::json::Json;
use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    // web-sys has `Element.animate` only among what is not stable yet.
    type Animatable;
    #[wasm_bindgen(method, catch)]
    fn animate(this: &Animatable, frames: &JsValue, timing: &JsValue) -> Result<Animation, JsValue>;

    /// One of the browser's animations.
    pub type Animation;
    #[wasm_bindgen(method)]
    fn cancel(this: &Animation);
    #[wasm_bindgen(method, catch)]
    fn pause(this: &Animation) -> Result<(), JsValue>;
    /// Sets what is called when it has ended by itself.
    #[wasm_bindgen(method, setter)]
    pub fn set_onfinish(this: &Animation, act: &JsValue);
    #[wasm_bindgen(method, setter = currentTime)]
    fn set_current_time(this: &Animation, millis: f64);
}

/// How far behind the pulse each part of its tail is, in milliseconds.
const TAIL_MILLIS: i64 = 45;

/// The animations of a pulse under way.
#[derive(Default)]
pub struct Pulse(Vec<Animation>);

impl Pulse {
    /// Sets the pulse of a view on its way, or where it was on it.
    pub fn go(&mut self, seat: &Seat, way: &PulsePath) {
        self.end();
        let parts = page::all(seat, &format!(".view[data-view='{}'] .pulse", way.view));
        let frames = travel(way);
        // The last part is the pulse itself, those before it are its tail.
        for (part, behind) in parts.iter().rev().zip(0..) {
            self.run(part, &frames, way, behind * TAIL_MILLIS);
        }
        if way.turns {
            let falls = parts.last().is_some_and(|pulse| pulse.has_attribute("data-falls"));
            for (selector, shown_first) in [("up", !falls), ("down", falls)] {
                for arrow in page::all(seat, &format!(".view[data-view='{}'] .pulse .{selector}", way.view)) {
                    self.run(&arrow, &turn(shown_first), way, 0);
                }
            }
        }
    }

    /// Holds the pulse where it is.
    pub fn hold(&self) {
        for animation in &self.0 {
            // One that has ended cannot be held, and need not be.
            let _ = animation.pause();
        }
    }

    /// Takes the pulse away.
    pub fn end(&mut self) {
        for animation in self.0.drain(..) {
            animation.cancel();
        }
    }

    fn run(&mut self, element: &Element, frames: &Json, way: &PulsePath, behind: i64) {
        let easing = if way.waits { "linear" } else { "ease-in-out" };
        let timing =
            [("duration", (way.duration.0 as i64).into()), ("delay", behind.into()), ("easing", easing.into())];
        if let Some(animation) = animation(element, frames, &Json::object(timing)) {
            animation.set_current_time(way.elapsed.0);
            self.0.push(animation);
        }
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.end();
    }
}

/// Begins an animation. None where the browser cannot: stages then follow one another as for those who want nothing to
/// move.
pub fn animation(element: &Element, frames: &Json, timing: &Json) -> Option<Animation> {
    let parse = |json: &Json| JSON::parse(&json.to_string()).unwrap_or(JsValue::NULL);
    let element: &Animatable = element.unchecked_ref();
    element.animate(&parse(frames), &parse(timing)).ok()
}

/// Key frames along the points; one that waits has two frames at half the way.
fn travel(way: &PulsePath) -> Json {
    let last = way.points.len().saturating_sub(1).max(1);
    let total = if way.waits { WAY_MILLIS + LATER_MILLIS } else { WAY_MILLIS };
    let frame = |index: usize, waited: bool| {
        let point = way.points.get(index)?;
        let millis = WAY_MILLIS * index as f64 / last as f64 + if waited { LATER_MILLIS } else { 0.0 };
        let place = format!("translate({}px,{}px)", point.x, point.y);
        Some(Json::object([("transform", place.into()), ("opacity", 1_i64.into()), ("offset", part(millis / total))]))
    };
    let half = last / 2;
    (0..=half)
        .map(|index| frame(index, false))
        .chain((half..=last).map(|index| frame(index, way.waits)))
        .flatten()
        .collect()
}

/// Key frames of one of two arrows, which take each other's place half-way.
fn turn(shown_first: bool) -> Json {
    let frame = |at: f64, shown: bool| Json::object([("opacity", i64::from(shown).into()), ("offset", part(at))]);
    [frame(0.0, shown_first), frame(0.5, shown_first), frame(0.5, !shown_first), frame(1.0, !shown_first)]
        .into_iter()
        .collect()
}

/// A number from 0 to 1 in thousandths.
fn part(of_one: f64) -> Json {
    let thousandths = (of_one * 1_000.0) as i64;
    Json::Number(format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000))
}
