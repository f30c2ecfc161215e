//! The pulse that travels along the ring with every step: animations of the browser, which need no script while they run.

use super::animation::{Animation, animate};
use super::dom;
use super::host_element::HostElement;
use essay_core::app::PulsePath;
use essay_core::circle::Direction;
use essay_core::circle::pace::{LATER_MILLIS, TURN_MILLIS, WAY_MILLIS};
use essay_core::json::Json;
use web_sys::Element;

/// The delay of each part of the tail behind the part before it, in milliseconds.
const TAIL_MILLIS: i64 = 45;

/// The time in which the ring closes, in milliseconds.
const CLOSE_MILLIS: i64 = 250;

/// The running animations of a pulse.
#[derive(Default)]
pub struct PulseAnimation(Vec<Animation>);

impl PulseAnimation {
    /// Starts the pulse of a view, or continues it where it was on its path. It takes the place of one that is still on its way.
    pub fn start(&mut self, host: &HostElement, path: &PulsePath) {
        self.end();
        let parts = dom::all(host, &format!("[data-view='{}'] .circle-diagram .pulse", path.view));
        let frames = travel(path);
        // Each picture of the view has three parts. The last is the pulse itself, those before it are its tail.
        for (index, part) in parts.iter().enumerate() {
            self.run(part, &frames, path, (2 - index as i64 % 3) * TAIL_MILLIS);
        }
        let Some(carries) = path.carries else { return };
        let falls = carries == Direction::Down;
        for (selector, shown) in [("up", !falls), ("down", falls)] {
            let arrows = format!("[data-view='{}'] .circle-diagram .pulse .{selector}", path.view);
            for arrow in dom::all(host, &arrows) {
                self.run(&arrow, &turn(shown, path.turns), path, 0);
            }
        }
        if path.turns {
            let sign =
                format!("[data-view='{}'] .circle-diagram .steps > :nth-child({}) .sign", path.view, path.way + 1);
            for sign in dom::all(host, &sign) {
                self.run(&sign, &stand_out(), path, 0);
            }
        }
    }

    /// Closes the ring of a view that has played once round: one breath.
    pub fn close(&mut self, host: &HostElement, view: usize) {
        let frame = |scale: &str| Json::object([("transform", scale.into())]);
        let timing = || Json::object([("duration", CLOSE_MILLIS.into()), ("easing", "ease-in-out".into())]);
        for picture in dom::all(host, &format!("[data-view='{view}'] .circle-diagram svg")) {
            let breath = [frame("scale(1)"), frame("scale(1.015)"), frame("scale(1)")];
            self.0.extend(animate(&picture, &breath.into_iter().collect(), &timing()));
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

/// Returns the key frames along a path. If the effect turns, or comes late, two frames stand at half the path, and the pulse
/// waits between them.
fn travel(path: &PulsePath) -> Json {
    let last = path.points.len().saturating_sub(1).max(1);
    let wait = if path.waits { LATER_MILLIS } else { 0.0 } + if path.turns { TURN_MILLIS } else { 0.0 };
    let frame = |index: usize, waited: f64| {
        let point = path.points.get(index)?;
        let millis = WAY_MILLIS * index as f64 / last as f64 + waited;
        let scale = if path.turns && index == last / 2 { " scale(1.35)" } else { "" };
        let place = format!("translate({}px,{}px){scale}", point.x, point.y);
        let offset = part(millis / (WAY_MILLIS + wait));
        Some(Json::object([("transform", place.into()), ("opacity", 1_i64.into()), ("offset", offset)]))
    };
    let half = last / 2;
    (0..=half).map(|index| frame(index, 0.0)).chain((half..=last).map(|index| frame(index, wait))).flatten().collect()
}

/// Returns the key frames of one of two arrows. If the effect turns, they change places half-way.
fn turn(shown_first: bool, turns: bool) -> Json {
    let shown_last = shown_first != turns;
    let frame = |at: f64, shown: bool| Json::object([("opacity", i64::from(shown).into()), ("offset", part(at))]);
    [frame(0.0, shown_first), frame(0.5, shown_first), frame(0.5, shown_last), frame(1.0, shown_last)]
        .into_iter()
        .collect()
}

/// Returns the key frames of a sign that is crossed.
fn stand_out() -> Json {
    let frame = |at: f64, scale: &str| Json::object([("transform", scale.into()), ("offset", part(at))]);
    let (small, large) = ("scale(1)", "scale(1.6)");
    [frame(0.0, small), frame(0.35, large), frame(0.7, large), frame(1.0, small)].into_iter().collect()
}

/// Writes a number from 0 to 1 with three decimals.
fn part(of_one: f64) -> Json {
    let thousandths = (of_one * 1_000.0) as i64;
    Json::Number(format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000))
}
