//! Lengths, points and arcs of the picture, in SVG user units.

use std::f64::consts::TAU;
use std::fmt;

/// The side of the square around the ring, in user units. The ring is centred in it.
pub const SIDE: f64 = 400.0;
/// The radius of the ring on which the stages stand.
pub const RADIUS: f64 = 164.0;
/// The radius of a stage's disc.
pub const DISC: f64 = 19.0;
/// A length in tenths of a user unit, displayed in user units: 123 is "12.3".
///
/// A tenth is finer than the eye can see and the same on every machine. It also needs none of the code that formats
/// floating-point numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenths(pub i32);

impl Tenths {
    /// Rounds a length in user units to tenths.
    pub fn of(length: f64) -> Self {
        Self((length * 10.0 + 0.5).floor() as i32)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenths) = (self.0.abs() / 10, self.0.abs() % 10);
        let sign = if self.0 < 0 { "-" } else { "" };
        if tenths == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenths}") }
    }
}

/// A point, displayed in the syntax of SVG paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The distance from the left edge of the square.
    pub x: Tenths,
    /// The distance from the top edge of the square.
    pub y: Tenths,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.x, self.y)
    }
}

/// Returns the point at this fraction of a turn, clockwise from twelve o'clock.
pub(super) fn point(turn: f64, radius: f64) -> Point {
    let (sin, cos) = sin_cos(turn);
    place(radius * sin, -radius * cos)
}

/// Returns the point this far to the right of the centre and below it.
pub(super) fn place(right: f64, down: f64) -> Point {
    Point { x: Tenths::of(SIDE / 2.0 + right), y: Tenths::of(SIDE / 2.0 + down) }
}

/// Returns sine and cosine of a fraction of a turn, with an error below 4e-7. The standard library's functions would
/// cost readers six times as many bytes.
pub(super) fn sin_cos(turn: f64) -> (f64, f64) {
    let quarters = (turn * 4.0 + 0.5).floor();
    // At most an eighth of a turn is left, so a few terms of the series suffice.
    let angle = (turn - quarters / 4.0) * TAU;
    let square = angle * angle;
    let sin = angle * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0)));
    let cos = 1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)));
    match (quarters as i32).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// Returns the path of an arc of the ring between two fractions of a turn.
pub(super) fn arc_path(from: f64, to: f64, radius: f64) -> String {
    let (start, end, radius) = (point(from, radius), point(to, radius), Tenths::of(radius));
    let large = i32::from(to - from > 0.5);
    format!("M{start}A{radius} {radius} 0 {large} 1 {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_are_those_of_the_standard_library() {
        for step in -3_000..3_000 {
            let turn = f64::from(step) / 1_000.0;
            let (sin, cos) = sin_cos(turn);
            let (exact_sin, exact_cos) = (turn * TAU).sin_cos();
            assert!((sin - exact_sin).abs() < 4e-7 && (cos - exact_cos).abs() < 4e-7, "{turn}");
        }
    }

    #[test]
    fn tenths_are_written_in_units() {
        let written = [123, 120, 5, 0, -5, -120].map(|tenths| Tenths(tenths).to_string());
        assert_eq!(written, ["12.3", "12", "0.5", "0", "-0.5", "-12"]);
    }
}
