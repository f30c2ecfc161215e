//! Labels beside the ring: estimates their width, breaks them into lines, and keeps them apart.
//!
//! The reader's typeface is unknown and nothing can be measured before the first render. Widths are therefore
//! estimates, on the wide side.

use std::iter::repeat_n;

/// The alignment of a label to its point, as in SVG's `text-anchor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// The distance between two lines of a label, in user units.
pub const LINE_HEIGHT: f64 = 22.0;

/// The type size of a label, in user units. The widths below are in this unit.
pub const EM: f64 = 18.5;
/// The width of a space.
const SPACE: f64 = 0.34;
/// The type size of the movement below a label, as a part of that of the label.
const MOVEMENT_SIZE: f64 = 0.86;
/// The width of the arrow that ends a movement, and of the space before it.
const ARROW: f64 = 1.0 + SPACE;
/// The greatest number of lines in a movement.
const MOST_MOVEMENT_LINES: usize = 2;
/// The room for a label at either side of the ring, in user units.
pub const SIDE_ROOM: f64 = 178.0;
/// The longest label line that fits at either side of the ring.
const WIDE: f64 = SIDE_ROOM / EM;
/// The longest line of a label with few lines.
const NARROW: f64 = WIDE - 1.24;
/// A label with more lines than this gets wider lines.
const FEW_LINES: usize = 3;
/// The greatest number of lines in a label.
const MOST_LINES: usize = 5;
/// The free space between two labels.
const BETWEEN: f64 = 8.0;

/// A label before its final placement, in user units from the centre of the ring.
pub(super) struct Label {
    /// The angle of its stage, as a fraction of a turn.
    pub(super) turn: f64,
    pub(super) right: f64,
    /// The position of the first base line, downward.
    pub(super) base: f64,
    pub(super) anchor: TextAnchor,
    pub(super) lines: Vec<String>,
    pub(super) label_lines: usize,
}

impl Label {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE_HEIGHT
    }
}

/// Moves overlapping labels of one side apart, each as little as possible.
///
/// Labels at the top and the foot never collide, since they are narrower than the gap between the two sides there. No
/// label needs to move outward either: with at most [`MOST_LINES`] lines none reaches the ring, as a test proves.
pub(super) fn spread(labels: &mut [Label], side: TextAnchor) {
    let mut side_labels: Vec<&mut Label> = labels.iter_mut().filter(|label| label.anchor == side).collect();
    // From top to bottom: clockwise at the right, and the other way at the left.
    side_labels.sort_by(|one, other| one.turn.total_cmp(&other.turn));
    if side == TextAnchor::End {
        side_labels.reverse();
    }
    // After the heights above are subtracted, labels overlap if their wished positions do not increase. Such a run is
    // placed without gaps at the mean of its members' wishes. It may then collide with the run above.
    let mut runs: Vec<(f64, usize)> = vec![];
    let mut above = 0.0;
    for label in &side_labels {
        let (mut sum, mut members) = (label.base - above, 1);
        while let Some((upper, others)) = runs.pop_if(|(upper, others)| *upper * members as f64 > sum * *others as f64)
        {
            sum += upper;
            members += others;
        }
        runs.push((sum, members));
        above += label.height() + BETWEEN;
    }
    let bases = runs.iter().flat_map(|(sum, members)| repeat_n(sum / *members as f64, *members));
    above = 0.0;
    for (label, base) in side_labels.into_iter().zip(bases) {
        label.base = base + above;
        above += label.height() + BETWEEN;
    }
}

/// Breaks a label into lines as even as the words allow: a few short ones, or up to [`MOST_LINES`] longer ones.
pub(super) fn lines(label: &str) -> Vec<String> {
    let short = broken(label, NARROW, MOST_LINES);
    let fits = short.len() <= FEW_LINES && label.split_whitespace().all(|word| width(word) <= NARROW);
    if fits { short } else { broken(label, WIDE, MOST_LINES) }
}

/// Breaks the movement below a label of so many lines into lines. They are [`MOST_LINES`] together, so a label that takes them all leaves
/// none.
pub(super) fn movement_lines(movement: &str, label_lines: usize) -> Vec<String> {
    let most = MOST_LINES.saturating_sub(label_lines).min(MOST_MOVEMENT_LINES);
    let Some((name, arrow)) = movement.rsplit_once(' ').filter(|_| most > 0) else { return vec![] };
    // A name may be cut, and its arrow never.
    let mut lines = broken(name, WIDE / MOVEMENT_SIZE - ARROW, most);
    if let Some(last) = lines.last_mut() {
        last.push(' ');
        last.push_str(arrow);
    }
    lines
}

/// Breaks a text into even lines that are no wider than this, in em. Text beyond `most` lines is cut, and an
/// ellipsis in the last line marks the cut.
pub(in crate::circle) fn broken(text: &str, widest: f64, most: usize) -> Vec<String> {
    let mut lines = broken_at(text, widest);
    // The shortest measure that needs no more lines than the longest one makes the lines even. It breaks no word that
    // the longest keeps whole.
    let mut measure = text.split_whitespace().map(width).fold(0.0, f64::max);
    while measure < widest {
        let even = broken_at(text, measure);
        if even.len() <= lines.len() {
            lines = even;
            break;
        }
        measure += 0.25;
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last) > widest - 1.0 || last.ends_with(' ') {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

/// Breaks a word that is wider than a line into parts of about equal width. It adds no hyphen, since the language is
/// unknown.
fn broken_at(text: &str, measure: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    let mut line = String::new();
    let mut filled = 0.0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if !line.is_empty() {
            if filled + SPACE + wide <= measure {
                line.push(' ');
                line.push_str(word);
                filled += SPACE + wide;
                continue;
            }
            lines.push(std::mem::take(&mut line));
        }
        let part = (wide / (wide / measure).ceil() + 1.0).min(measure);
        filled = 0.0;
        for letter in word.chars() {
            let wide = em(letter);
            if filled + wide > part && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            line.push(letter);
            filled += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Estimates the width of a text, in em.
pub(in crate::circle) fn width(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// Estimates the width of a letter in a proportional sans-serif typeface. A table for one real typeface would not fit
/// the reader's either.
fn em(letter: char) -> f64 {
    match letter {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        ' ' | 'f' | 'i' | 'j' | 'l' | 'r' | 't' | 'I' | '!' | '\'' | '(' | ')' | ',' | '-' | '.' | ':' | ';' | '’' => {
            SPACE
        }
        '0'..='9' => 0.62,
        'M' | 'W' | 'm' | 'w' | '@' | '%' | '—' | '…' => 0.9,
        'A'..='Z' | 'À'..='Þ' => 0.72,
        ' '..='\u{36f}' | '\u{2000}'..='\u{206f}' => 0.58,
        // Greek, Cyrillic, and the scripts of the Near East and India.
        '\u{370}'..='\u{10ff}' => 0.72,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circle::layout::{self, DISC, NodePosition, Tenths};
    use crate::circle::places::Places;

    const PLAIN: &str = "Confidence to aim high rather than safe, in every single room";
    const COMPOUND: &str = "Koulutusjärjestelmän vastuullisuusvaatimukset";
    const ONE_WORD: &str = "Koulutusjärjestelmänvastuullisuusvaatimukset";
    const CAPITALS: &str = "EVERY MEMBER MUST BE MADE WELCOME AND MEET MANY MORE MEMBERS";
    const CHINESE: &str = "学校里每一位老师的信心和家长的信任以及社会的期待学校里每一位老师的信心和家长的信任以及社会的期待学校里每一位老师的信心和家长";

    const HEIGHTS: [usize; 4] = [1, 3, 4, 5];
    /// The distance from the top of a line to its base line.
    const ASCENT: f64 = 16.0;

    /// Makes a label with this many lines, each as wide as possible.
    fn full(lines: usize) -> String {
        let rest = vec!["n".repeat((WIDE / 0.58) as usize); lines - 1].join(" ");
        "n".repeat((NARROW / 0.58) as usize) + " " + &rest
    }

    /// Left, top, right and bottom.
    type Box4 = [f64; 4];

    fn units(length: Tenths) -> f64 {
        f64::from(length.0) / 10.0
    }

    /// Returns the box of a label and of the movement below it.
    fn label_box(node: &NodePosition) -> Box4 {
        let size = |index| if index < node.label_lines { EM } else { EM * MOVEMENT_SIZE };
        let widths = node.lines.iter().enumerate().map(|(index, line)| width(line) * size(index));
        let wide = widths.fold(0.0, f64::max);
        let (x, top) = (units(node.label.x), units(node.label.y) - ASCENT);
        let left = match node.anchor {
            TextAnchor::Start => x,
            TextAnchor::Middle => x - wide / 2.0,
            TextAnchor::End => x - wide,
        };
        [left, top, left + wide, top + node.lines.len() as f64 * LINE_HEIGHT]
    }

    fn meet(one: Box4, other: Box4) -> bool {
        one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
    }

    fn meets_circle(label: Box4, x: f64, y: f64, radius: f64) -> bool {
        let (right, down) = (x.clamp(label[0], label[2]) - x, y.clamp(label[1], label[3]) - y);
        right.hypot(down) < radius
    }

    /// Returns all numbers of a path in pairs.
    fn points(path: &str) -> Vec<(f64, f64)> {
        let numbers: Vec<f64> =
            path.split(|c: char| c.is_alphabetic() || c == ' ').filter_map(|n| n.parse().ok()).collect();
        numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
    }

    fn prove(labels: &[&str]) {
        for movement in [String::new(), format!("{CAPITALS} ↓")] {
            let labels: Vec<_> = labels.iter().map(|label| (*label, movement.clone())).collect();
            prove_moving(&labels, &Places::even(labels.len()));
        }
    }

    fn prove_moving(labels: &[(&str, String)], places: &Places) {
        let (nodes, arcs) = (layout::place_nodes(labels, places), layout::arcs(places));
        let boxes: Vec<Box4> = nodes.iter().map(label_box).collect();
        for (index, label) in boxes.iter().copied().enumerate() {
            let told = format!("label {} of {labels:?}: {label:?}", index + 1);
            assert!(label[0] >= -SIDE_ROOM && label[2] <= 400.0 + SIDE_ROOM, "{told} leaves the picture");
            for (other, node) in nodes.iter().enumerate() {
                assert!(other <= index || !meet(label, boxes[other]), "{told} meets label {}", other + 1);
                assert!(
                    !meets_circle(label, units(node.disc.x), units(node.disc.y), DISC + 2.0),
                    "{told}, disc {other}"
                );
            }
            for (way, arc) in arcs.iter().enumerate() {
                let (x, y) = (units(arc.sign.x), units(arc.sign.y));
                assert!(!meet(label, [x - 8.0, y - 8.0, x + 8.0, y + 8.0]), "{told} meets sign {}", way + 1);
                let corners = points(&arc.head).into_iter().chain(points(&arc.delay));
                corners.for_each(|(x, y)| assert!(!meets_circle(label, x, y, 1.0), "{told}, way {}", way + 1));
            }
        }
    }

    #[test]
    fn labels_of_any_length_keep_clear_of_everything_and_inside_the_picture() {
        for count in 3..=12 {
            for label in [PLAIN, COMPOUND, ONE_WORD, CAPITALS, CHINESE, "Short"] {
                prove(&vec![label; count]);
            }
            // Three long labels stand beside each other, at every position.
            for place in 0..count {
                let three = |index| if (index + place) % count < 3 { PLAIN } else { "Central control" };
                prove(&(0..count).map(three).collect::<Vec<_>>());
            }
            // Long and short labels stand in every order that a side of twelve stages can have.
            let labels: Vec<String> = HEIGHTS.iter().map(|lines| full(*lines)).collect();
            let side = (count - 1) / 2;
            for pattern in 0..HEIGHTS.len().pow(side as u32) {
                // Both sides are alike, and the top and the bottom resemble the first of them.
                let place = |index: usize| index.min(count - index).saturating_sub(1) % side;
                let label = |index| labels[pattern / HEIGHTS.len().pow(place(index) as u32) % HEIGHTS.len()].as_str();
                prove(&(0..count).map(label).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn labels_keep_the_order_of_the_ring_wherever_a_telling_begins() {
        let labels = vec![(PLAIN, String::new()); 6];
        let begun = layout::place_nodes(&labels, &Places::begun_at(6, 2));
        let even = layout::place_nodes(&labels, &Places::even(6));
        for (index, node) in begun.iter().enumerate() {
            assert_eq!(node.label, even[(index + 2) % 6].label);
        }
    }

    #[test]
    fn short_labels_stand_where_the_ring_alone_would_have_them() {
        let labels = ["Standing of the profession", "Calibre of those who join", "Evenness of quality"];
        for count in 3..=8 {
            let labels: Vec<&str> = labels.iter().copied().cycle().take(count).collect();
            for (index, node) in layout::place_nodes(
                &labels.iter().map(|label| (*label, String::new())).collect::<Vec<_>>(),
                &Places::even(count),
            )
            .iter()
            .enumerate()
            {
                let alone = layout::label_at(index as f64 / count as f64, labels[index], "");
                let place = layout::place(alone.right, alone.base);
                assert_eq!(node.label, place, "label {index} of {count}");
            }
        }
    }

    #[test]
    fn labels_break_into_even_lines() {
        assert_eq!(lines("Standing of the profession"), ["Standing of", "the profession"]);
        assert_eq!(lines("Short"), ["Short"]);
        assert_eq!(lines(""), Vec::<String>::new());
        assert_eq!(lines("Even quality, trusting parents"), ["Even quality,", "trusting parents"]);
    }

    #[test]
    fn a_long_label_has_four_lines_and_loses_nothing() {
        let broken = lines(PLAIN);
        assert_eq!(broken.len(), 4, "{broken:?}");
        assert_eq!(broken.join(" "), PLAIN);
        let heavy = "Responsibility, professionalism, communication, commonwealth";
        assert_eq!(lines(heavy).join(" "), heavy);
        assert_eq!(lines(CAPITALS).join(" "), CAPITALS);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_and_no_other() {
        assert_eq!(lines(ONE_WORD).concat(), ONE_WORD);
        assert!(lines(ONE_WORD).iter().all(|line| width(line) <= WIDE), "{:?}", lines(ONE_WORD));
        assert_eq!(lines(COMPOUND).concat(), COMPOUND.replace(' ', ""));
        assert_eq!(lines("Extraordinarily good things"), ["Extraordinarily", "good things"]);
    }

    #[test]
    fn a_movement_keeps_its_arrow_and_leaves_its_label_the_room() {
        assert_eq!(movement_lines("Evenness of quality ↓", 2), ["Evenness of quality ↓"]);
        let long = "Strength of the professional culture ↑";
        assert_eq!(movement_lines(long, 2), ["Strength of the", "professional culture ↑"]);
        assert_eq!(movement_lines(long, 4), ["Strength of the… ↑"]);
        assert_eq!(movement_lines(long, 5), Vec::<String>::new());
        assert_eq!(movement_lines("", 1), Vec::<String>::new());
    }

    #[test]
    fn what_five_lines_cannot_hold_ends_in_an_ellipsis() {
        let broken = lines(CHINESE);
        assert_eq!(broken.len(), MOST_LINES);
        assert!(broken[4].ends_with('…'));
    }
}
