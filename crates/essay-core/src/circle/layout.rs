//! Lays stages out as points and arcs, in SVG user units, clockwise from twelve o'clock.

mod geometry;
mod labels;
mod trace;

pub use labels::{EM, LINE_HEIGHT, SIDE_ROOM, TextAnchor};
pub(super) use labels::{broken, width as text_width};

pub use geometry::{DISC, Point, RADIUS, SIDE, Tenths};
pub use trace::{Trace, TraceSide, trace};

use super::places::Places;
use geometry::{arc_path, place, point, sin_cos};
use labels::Label;
use std::f64::consts::TAU;

/// The free space between a disc and the arcs beside it.
const GAP: f64 = 7.0;
/// The radius at which the labels stand.
const LABEL_RADIUS: f64 = RADIUS + DISC + 16.0;
/// The length of an arrow head.
const HEAD: f64 = 13.0;

/// The position of a stage and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePosition {
    /// The centre of the stage's disc.
    pub disc: Point,
    /// The centre of the mark for its direction, inside the ring.
    pub direction: Point,
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
    /// The position of the sign: before the middle of the line, moved inward, where no label stands.
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
/// No label touches another label, a disc, an arrow or a sign, and none stands further than [`SIDE_ROOM`] outside the
/// square at either side. This holds for every number of stages and every label length that an essay may have, in any
/// typeface of usual width.
///
/// # Example
/// ```
/// use essay_core::circle::layout::{arcs, place_nodes};
/// use essay_core::circle::places::Places;
///
/// let places = Places::even(3);
/// let labels = [("All trust each other", "Trust ↑"), ("Less is checked", "Control ↓"), ("Daring", "")];
/// let nodes = place_nodes(&labels.map(|(label, movement)| (label, movement.to_owned())), &places);
/// assert_eq!(nodes[0].disc.to_string(), "200 36");
/// assert_eq!(arcs(&places).len(), 3);
/// ```
pub fn place_nodes(labels: &[(&str, String)], places: &Places) -> Vec<NodePosition> {
    let mut placed: Vec<Label> = labels
        .iter()
        .enumerate()
        .map(|(index, (label, movement))| label_at(places.turn(index), label, movement))
        .collect();
    labels::spread(&mut placed, TextAnchor::Start);
    labels::spread(&mut placed, TextAnchor::End);
    let node = |(index, label): (usize, Label)| NodePosition {
        disc: point(places.turn(index), RADIUS),
        direction: point(places.turn(index), RADIUS - DISC - 12.0),
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
    Label { turn, right: sin * LABEL_RADIUS, base: 5.0 - cos * LABEL_RADIUS - lift, anchor, lines, label_lines }
}

/// Returns the arcs between the stages; the last leads back to the first.
pub fn arcs(places: &Places) -> Vec<Arc> {
    let gap = (DISC + GAP) / (RADIUS * TAU);
    let head = HEAD / (RADIUS * TAU);
    (0..places.len())
        .map(|index| {
            let (from, to) = places.way(index);
            let (from, to) = (from + gap, to - gap);
            let at = |share: f64| from + (to - from) * share;
            // Half of the head covers the end of the line, so that no line shows beside its tip.
            Arc {
                line: arc_path(from, to - head / 2.0, RADIUS),
                head: head_path(to, head),
                sign: point(at(0.28), RADIUS - 18.0),
                delay: delay_path(at(0.54)),
            }
        })
        .collect()
}

/// Returns evenly spaced points on the path from the stage at this index to the next, from the edge of one disc to that of the other.
pub fn way_points(places: &Places, index: usize) -> Vec<Point> {
    const PARTS: usize = 8;
    let edge = DISC / (RADIUS * TAU);
    let (from, to) = places.way(index);
    let turn = |part: usize| from + edge + (to - from - 2.0 * edge) * part as f64 / PARTS as f64;
    (0..=PARTS).map(|part| point(turn(part), RADIUS)).collect()
}

/// Returns how many lines of a label reach above the square around the ring, and how many below it.
pub fn overhang(nodes: &[NodePosition]) -> (usize, usize) {
    let line = Tenths::of(LINE_HEIGHT).0;
    let lines = |tenths: i32| usize::try_from((tenths.max(0) + line - 1) / line).unwrap_or_default();
    let labelled = || nodes.iter().filter(|node| !node.lines.is_empty());
    let above = labelled().map(|node| line - node.label.y.0).max().unwrap_or_default();
    let below = labelled().map(|node| node.base_line(node.lines.len() - 1).0 + line / 3 - Tenths::of(SIDE).0).max();
    (lines(above), lines(below.unwrap_or_default()))
}

/// Returns the stage whose disc is nearest to a point, counted from 1; 0 if the point is further than a finger's breadth from all. The point
/// is in user units from the left and the top edge of the square.
pub fn nearest_stage(places: &Places, x: f64, y: f64) -> usize {
    const NEAR: f64 = 70.0;
    let away = |index: usize| {
        let disc = point(places.turn(index), RADIUS);
        let (right, down) = (x - f64::from(disc.x.0) / 10.0, y - f64::from(disc.y.0) / 10.0);
        right * right + down * down
    };
    let nearest = (0..places.len()).min_by(|one, other| away(*one).total_cmp(&away(*other)));
    nearest.filter(|index| away(*index) < NEAR * NEAR).map_or(0, |index| index + 1)
}

fn head_path(to: f64, head: f64) -> String {
    let tip = point(to, RADIUS);
    let (outer, inner) = (point(to - head, RADIUS + 6.5), point(to - head, RADIUS - 6.5));
    let notch = point(to - head * 0.72, RADIUS);
    format!("M{outer}L{tip}L{inner}L{notch}Z")
}

fn delay_path(middle: f64) -> String {
    let stroke = |turn: f64| {
        let (outer, inner) = (point(turn, RADIUS + 7.0), point(turn, RADIUS - 7.0));
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
        let nodes = place_nodes(&["a", "b", "c", "d"].map(|label| (label, String::new())), &Places::even(4));
        let discs: Vec<_> = nodes.iter().map(|node| node.disc.to_string()).collect();
        assert_eq!(discs, ["200 36", "364 200", "200 364", "36 200"]);
        let anchors: Vec<_> = nodes.iter().map(|node| node.anchor).collect();
        assert_eq!(anchors, [TextAnchor::Middle, TextAnchor::Start, TextAnchor::Middle, TextAnchor::End]);
    }

    #[test]
    fn the_nearest_stage_is_the_one_a_finger_points_at() {
        let places = Places::even(4);
        assert_eq!(
            [(200.0, 0.0), (390.0, 180.0), (190.0, 300.0)].map(|(x, y)| nearest_stage(&places, x, y)),
            [1, 2, 3]
        );
        assert_eq!((nearest_stage(&places, 200.0, 200.0), nearest_stage(&Places::even(0), 1.0, 1.0)), (0, 0));
    }

    #[test]
    fn the_overhang_is_counted_in_lines() {
        let places = Places::even(4);
        let overhang_of = |label: &str| overhang(&place_nodes(&vec![(label, String::new()); 4], &places));
        assert_eq!((overhang_of(""), overhang_of("One")), ((0, 0), (1, 1)));
        let (above, below) = overhang_of("Confidence to aim high rather than safe, in every single room");
        assert!((4..=5).contains(&above) && (4..=5).contains(&below), "{above}, {below}");
    }

    #[test]
    fn arcs_begin_and_end_clear_of_the_discs() {
        for count in 3..=12 {
            let labels = vec![("x", String::new()); count];
            let places = Places::even(count);
            let nodes = place_nodes(&labels, &places);
            for (index, arc) in arcs(&places).iter().enumerate() {
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
