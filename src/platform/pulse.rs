//! The pulse that travels along the ring while the circle plays: animations of the browser, which need no script while they run.

use super::animation::{Animation, animate};
use super::dom;
use super::host_element::HostElement;
use essay_core::app::PulsePath;
use essay_core::circle::stepper::{LATER_MILLIS, WAY_MILLIS};
use essay_core::json::Json;
use web_sys::Element;

/// The delay of each part of the tail behind the part before it, in milliseconds.
const TAIL_MILLIS: i64 = 45;

/// The running animations of a pulse.
#[derive(Default)]
pub struct PulseAnimation(Vec<Animation>);

impl PulseAnimation {
    /// Starts the pulse of a view, or continues it where it was on its path.
    pub fn start(&mut self, host: &HostElement, path: &PulsePath) {
        self.end();
        let parts = dom::all(host, &format!(".view[data-view='{}'] .pulse", path.view));
        let frames = travel(path);
        // The last part is the pulse itself, those before it are its tail.
        for (part, behind) in parts.iter().rev().zip(0..) {
            self.run(part, &frames, path, behind * TAIL_MILLIS);
        }
        if path.turns {
            let falls = parts.last().is_some_and(|pulse| pulse.has_attribute("data-falls"));
            for (selector, shown_first) in [("up", !falls), ("down", falls)] {
                for arrow in dom::all(host, &format!(".view[data-view='{}'] .pulse .{selector}", path.view)) {
                    self.run(&arrow, &turn(shown_first), path, 0);
                }
            }
        }
    }

    /// Pauses the pulse.
    pub fn pause(&self) {
        for animation in &self.0 {
            // A finished animation cannot be paused, and need not be.
            let _ = animation.pause();
        }
    }

    /// Removes the pulse.
    pub fn end(&mut self) {
        for animation in self.0.drain(..) {
            animation.cancel();
        }
    }

    fn run(&mut self, element: &Element, frames: &Json, path: &PulsePath, behind: i64) {
        let easing = if path.waits { "linear" } else { "ease-in-out" };
        let timing =
            [("duration", (path.duration.0 as i64).into()), ("delay", behind.into()), ("easing", easing.into())];
        if let Some(animation) = animate(element, frames, &Json::object(timing)) {
            animation.set_current_time(path.elapsed.0);
            self.0.push(animation);
        }
    }
}

impl Drop for PulseAnimation {
    fn drop(&mut self) {
        self.end();
    }
}

/// Returns the key frames along a path. A slow effect has two frames at half the path, between which it waits.
fn travel(path: &PulsePath) -> Json {
    let last = path.points.len().saturating_sub(1).max(1);
    let total = if path.waits { WAY_MILLIS + LATER_MILLIS } else { WAY_MILLIS };
    let frame = |index: usize, waited: bool| {
        let point = path.points.get(index)?;
        let millis = WAY_MILLIS * index as f64 / last as f64 + if waited { LATER_MILLIS } else { 0.0 };
        let place = format!("translate({}px,{}px)", point.x, point.y);
        Some(Json::object([("transform", place.into()), ("opacity", 1_i64.into()), ("offset", part(millis / total))]))
    };
    let half = last / 2;
    (0..=half)
        .map(|index| frame(index, false))
        .chain((half..=last).map(|index| frame(index, path.waits)))
        .flatten()
        .collect()
}

/// Returns the key frames of one of two arrows, which change places half-way.
fn turn(shown_first: bool) -> Json {
    let frame = |at: f64, shown: bool| Json::object([("opacity", i64::from(shown).into()), ("offset", part(at))]);
    [frame(0.0, shown_first), frame(0.5, shown_first), frame(0.5, !shown_first), frame(1.0, !shown_first)]
        .into_iter()
        .collect()
}

/// Writes a number from 0 to 1 with three decimals.
fn part(of_one: f64) -> Json {
    let thousandths = (of_one * 1_000.0) as i64;
    Json::Number(format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000))
}
