//! Lays stages out as points and arcs, in SVG user units, clockwise from twelve o'clock.

mod labels;

pub(super) use labels::broken;
pub use labels::{LINE_HEIGHT, TextAnchor};

use labels::Label;
use std::f64::consts::TAU;
use std::fmt;

/// The side of the square around the ring, in user units. The ring is centred in it.
pub const SIDE: f64 = 400.0;
/// The radius of the ring on which the stages stand.
pub const RADIUS: f64 = 164.0;
/// The radius of a stage's disc.
pub const DISC: f64 = 17.0;
/// The free space between a disc and the arcs beside it.
const GAP: f64 = 7.0;
/// The radius at which the labels stand.
const LABEL_RADIUS: f64 = RADIUS + DISC + 13.0;
/// The length of an arrow head.
const HEAD: f64 = 11.0;

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

/// The position of a stage and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePosition {
    /// The centre of the stage's disc.
    pub disc: Point,
    /// The position of the label's first base line.
    pub label: Point,
    /// The alignment of the label.
    pub anchor: TextAnchor,
    /// The label's lines, and below them those of how the variable moves.
    pub lines: Vec<String>,
    /// The number of the label's own lines. The others have small type.
    pub label_lines: usize,
}

/// The arc from one stage to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    /// The SVG path of the line.
    pub line: String,
    /// The SVG path of the arrow head, closed.
    pub head: String,
    /// The position of the sign: the middle of the line, moved outward.
    pub sign: Point,
    /// The SVG path of the two strokes across the line that mark a delay.
    pub delay: String,
}

impl NodePosition {
    /// Returns the base line of the line at this index.
    pub fn base_line(&self, index: usize) -> Tenths {
        Tenths(self.label.y.0 + Tenths::of(LINE_HEIGHT).0 * index as i32)
    }
}

/// Places the stages with these labels, below each of which stands how its variable moves, if that text is not empty.
///
/// No label touches another label, a disc, an arrow or a sign, and none stands more than 150 user units outside the
/// square at either side. This holds for every number of stages and every label length that an essay may have, in any
/// typeface of usual width.
///
/// # Example
/// ```
/// use essay_core::circle::layout::{arcs, place_nodes};
///
/// let labels = [("All trust each other", "Trust ↑"), ("Less is checked", "Control ↓"), ("Daring", "")];
/// let nodes = place_nodes(&labels.map(|(label, movement)| (label, movement.to_owned())));
/// assert_eq!(nodes[0].disc.to_string(), "200 36");
/// assert_eq!(arcs(nodes.len()).len(), 3);
/// ```
pub fn place_nodes(labels: &[(&str, String)]) -> Vec<NodePosition> {
    let count = labels.len();
    let turn = |index: usize| index as f64 / count as f64;
    let mut placed: Vec<Label> =
        labels.iter().enumerate().map(|(index, (label, movement))| label_at(turn(index), label, movement)).collect();
    labels::spread(&mut placed, TextAnchor::Start);
    labels::spread(&mut placed, TextAnchor::End);
    let node = |(index, label): (usize, Label)| NodePosition {
        disc: point(turn(index), RADIUS),
        label: place(label.right, label.base),
        anchor: label.anchor,
        lines: label.lines,
        label_lines: label.label_lines,
    };
    placed.into_iter().enumerate().map(node).collect()
}

/// Places a label as if it were alone.
fn label_at(turn: f64, label: &str, movement: &str) -> Label {
    let mut lines = labels::lines(label);
    let label_lines = lines.len();
    lines.extend(labels::movement_lines(movement, label_lines));
    let (sin, cos) = sin_cos(turn);
    let anchor = match sin {
        s if s > 0.2 => TextAnchor::Start,
        s if s < -0.2 => TextAnchor::End,
        _ => TextAnchor::Middle,
    };
    // The block of lines grows upward at the top of the ring and downward at its foot. At the sides it is centred.
    let height = (lines.len().saturating_sub(1)) as f64 * LINE_HEIGHT;
    let lift = height * (1.0 + cos) / 2.0 + if anchor == TextAnchor::Middle { 4.0 * cos } else { 0.0 };
    Label { right: sin * LABEL_RADIUS, base: 5.0 - cos * LABEL_RADIUS - lift, anchor, lines, label_lines }
}

/// Returns the arcs between `count` stages; the last leads back to the first.
pub fn arcs(count: usize) -> Vec<Arc> {
    let gap = (DISC + GAP) / (RADIUS * TAU);
    let head = HEAD / (RADIUS * TAU);
    (0..count)
        .map(|index| {
            let from = index as f64 / count as f64 + gap;
            let to = (index + 1) as f64 / count as f64 - gap;
            let middle = (from + to - head) / 2.0;
            Arc {
                line: arc_path(from, to - head, RADIUS),
                head: head_path(to, head),
                sign: point(middle, RADIUS + 19.0),
                delay: delay_path(middle),
            }
        })
        .collect()
}

/// Returns evenly spaced points on the path from a stage, counted from 0, to the next of `count` stages, from disc to
/// disc.
pub fn way_points(index: usize, count: usize) -> Vec<Point> {
    const PARTS: usize = 8;
    let turn = |part: usize| (index as f64 + part as f64 / PARTS as f64) / count as f64;
    (0..=PARTS).map(|part| point(turn(part), RADIUS)).collect()
}

/// Returns the faint turning arrow around the letter in the centre, as the path of its line and that of its head.
pub fn turning_arrow(radius: f64) -> (String, String) {
    let head = 9.0 / (radius * TAU);
    let (from, to) = (0.06, 0.9);
    let tip = point(to + head, radius);
    let (outer, inner) = (point(to, radius + 5.0), point(to, radius - 5.0));
    (arc_path(from, to, radius), format!("M{outer}L{tip}L{inner}Z"))
}

/// Returns the point at this fraction of a turn, clockwise from twelve o'clock.
fn point(turn: f64, radius: f64) -> Point {
    let (sin, cos) = sin_cos(turn);
    place(radius * sin, -radius * cos)
}

/// Returns the point this far to the right of the centre and below it.
fn place(right: f64, down: f64) -> Point {
    Point { x: Tenths::of(SIDE / 2.0 + right), y: Tenths::of(SIDE / 2.0 + down) }
}

/// Returns sine and cosine of a fraction of a turn, with an error below 4e-7. The standard library's functions would
/// cost readers six times as many bytes.
fn sin_cos(turn: f64) -> (f64, f64) {
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

fn arc_path(from: f64, to: f64, radius: f64) -> String {
    let (start, end, radius) = (point(from, radius), point(to, radius), Tenths::of(radius));
    let large = i32::from(to - from > 0.5);
    format!("M{start}A{radius} {radius} 0 {large} 1 {end}")
}

fn head_path(to: f64, head: f64) -> String {
    let tip = point(to, RADIUS);
    let (outer, inner) = (point(to - head, RADIUS + 6.0), point(to - head, RADIUS - 6.0));
    let notch = point(to - head * 0.72, RADIUS);
    format!("M{outer}L{tip}L{inner}L{notch}Z")
}

fn delay_path(middle: f64) -> String {
    let stroke = |turn: f64| {
        let (outer, inner) = (point(turn, RADIUS + 8.0), point(turn, RADIUS - 8.0));
        format!("M{outer}L{inner}")
    };
    let step = 2.5 / (RADIUS * TAU);
    stroke(middle - step) + &stroke(middle + step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stage_stands_at_twelve_and_the_rest_clockwise() {
        let nodes = place_nodes(&["a", "b", "c", "d"].map(|label| (label, String::new())));
        let discs: Vec<_> = nodes.iter().map(|node| node.disc.to_string()).collect();
        assert_eq!(discs, ["200 36", "364 200", "200 364", "36 200"]);
        let anchors: Vec<_> = nodes.iter().map(|node| node.anchor).collect();
        assert_eq!(anchors, [TextAnchor::Middle, TextAnchor::Start, TextAnchor::Middle, TextAnchor::End]);
    }

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

    #[test]
    fn arcs_begin_and_end_clear_of_the_discs() {
        for count in 3..=12 {
            let labels = vec![("x", String::new()); count];
            let nodes = place_nodes(&labels);
            for (index, arc) in arcs(count).iter().enumerate() {
                let numbers: Vec<f64> =
                    arc.line.split(|c: char| c.is_alphabetic() || c == ' ').filter_map(|n| n.parse().ok()).collect();
                let away = |number: f64, middle: Tenths| number - f64::from(middle.0) / 10.0;
                let disc = nodes[index].disc;
                let distance = away(numbers[0], disc.x).hypot(away(numbers[1], disc.y));
                assert!(distance > DISC + 4.0, "{count} stages, arc {index}");
            }
        }
    }
}
