//! The picture of a view as an SVG file, with all that a reader needs who meets it elsewhere: what it shows, and where it comes from.
//!
//! Presentation attributes give the appearance, since few programs into which people put pictures read style sheets.

use super::super::layout::{self, NodePosition, Point, Tenths, TextAnchor};
use super::super::{Direction, LoopKind, Polarity, Tone, View, ViewStage};
use super::text::{list, number, put, sign};
use crate::i18n::Translations;

/// The content of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The title of the essay; may be empty.
    pub title: &'a str,
    /// The view.
    pub view: &'a View,
    /// The kind of the loop.
    pub kind: LoopKind,
    /// The stage that is chosen, counted from 1; 0 for none.
    pub step: usize,
    /// The author, the date and the source of the essay; each may be empty.
    pub origin: [&'a str; 3],
    /// The address of the page; may be empty.
    pub address: &'a str,
    /// True for light marks on a dark ground.
    pub dark: bool,
}

/// The margin around everything that is drawn, in user units.
const MARGIN: i32 = 240;
/// The widest line above and below the ring, in user units.
const WIDEST: f64 = 640.0;

/// Returns the picture as a self-contained SVG file.
pub fn svg(picture: &Picture<'_>, words: Translations) -> String {
    let Picture { view, kind, step, .. } = *picture;
    let nodes = layout::place_nodes(&view.labels(), &view.places);
    let colours = Colours::of(view.tone, picture.dark);
    let ring = Frame::of_ring(&nodes);
    let mut body = String::new();
    put_ring(&mut body, view, &nodes, step, &colours);
    match step.checked_sub(1).and_then(|index| view.stages.get(index)) {
        Some(stage) => put_stage(&mut body, stage, &colours),
        None => put_intro(&mut body, view, kind, words, &colours),
    }

    let mut frame = ring;
    let head = [(picture.title, 26, colours.ink), (&*view.title, 20, colours.tone)];
    let lines: Vec<Line> =
        head.iter().flat_map(|(text, size, colour)| Line::broken(text, *size, HUB_FACE, colour, 2)).collect();
    let mut top = ring.top - 120 - lines.iter().map(Line::height).sum::<i32>();
    frame.top = top.min(ring.top);
    for line in &lines {
        top += line.height();
        line.put(&mut body, top, &mut frame);
    }
    let origin: Vec<&str> = picture.origin.into_iter().filter(|part| !part.is_empty()).collect();
    let foot = [origin.join(" · "), picture.address.to_owned()];
    let mut bottom = ring.bottom + 120;
    for line in foot.iter().flat_map(|text| Line::broken(text, 13, LABEL_FACE, colours.pencil, 3)) {
        bottom += line.height();
        line.put(&mut body, bottom, &mut frame);
        frame.bottom = bottom + 40;
    }

    let [left, top] = [frame.left - MARGIN, frame.top - MARGIN].map(|edge| Tenths(edge).to_string());
    let width = Tenths(frame.right - frame.left + 2 * MARGIN).to_string();
    let height = Tenths(frame.bottom - frame.top + 2 * MARGIN).to_string();
    let mut out = String::new();
    put(
        &mut out,
        &["<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"", &width, "\" height=\"", &height],
    );
    put(&mut out, &["\" viewBox=\"", &left, " ", &top, " ", &width, " ", &height, "\">\n<title>"]);
    put_in_xml(&mut out, &view.title);
    out.push_str("</title>\n<desc>");
    put_in_xml(&mut out, &list(view, kind, words));
    put(&mut out, &["</desc>\n<rect x=\"", &left, "\" y=\"", &top, "\" width=\"", &width, "\" height=\"", &height]);
    put(&mut out, &["\" fill=\"", colours.ground, "\"/>\n", &body, "</svg>\n"]);
    out
}

/// The edges of what is drawn, in tenths of a user unit.
#[derive(Clone, Copy)]
struct Frame {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

impl Frame {
    /// Returns the edges of the ring and its labels.
    fn of_ring(nodes: &[NodePosition]) -> Self {
        let disc = Tenths::of(layout::DISC).0 + 20;
        let discs = || nodes.iter().map(|node| node.disc);
        let mut frame = Self {
            left: discs().map(|disc| disc.x.0).min().unwrap_or_default() - disc,
            right: discs().map(|disc| disc.x.0).max().unwrap_or_default() + disc,
            top: discs().map(|disc| disc.y.0).min().unwrap_or_default() - disc,
            bottom: discs().map(|disc| disc.y.0).max().unwrap_or_default() + disc,
        };
        for node in nodes.iter().filter(|node| !node.lines.is_empty()) {
            let wide = node
                .lines
                .iter()
                .map(|line| Tenths::of(layout::text_width(line) * layout::EM).0)
                .max()
                .unwrap_or_default();
            let (before, behind) = match node.anchor {
                TextAnchor::Start => (0, wide),
                TextAnchor::Middle => (wide / 2, wide / 2),
                TextAnchor::End => (wide, 0),
            };
            frame.left = frame.left.min(node.label.x.0 - before);
            frame.right = frame.right.max(node.label.x.0 + behind);
            frame.top = frame.top.min(node.label.y.0 - 160);
            frame.bottom = frame.bottom.max(node.base_line(node.lines.len() - 1).0 + 50);
        }
        frame
    }
}

/// A line of text that is centred above or below the ring.
struct Line {
    text: String,
    /// The size of the type, in user units.
    size: i32,
    face: &'static str,
    colour: &'static str,
}

impl Line {
    fn broken(text: &str, size: i32, face: &'static str, colour: &'static str, most: usize) -> Vec<Self> {
        let lines = layout::broken(text, WIDEST / f64::from(size), most);
        lines.into_iter().map(|text| Self { text, size, face, colour }).collect()
    }

    /// The distance to the line above, in tenths of a user unit.
    fn height(&self) -> i32 {
        self.size * 13
    }

    /// Writes the line on this base line, and widens the frame to hold it.
    fn put(&self, out: &mut String, base: i32, frame: &mut Frame) {
        let middle = Tenths::of(layout::SIDE / 2.0);
        let half = Tenths::of(layout::text_width(&self.text) * f64::from(self.size) / 2.0).0;
        frame.left = frame.left.min(middle.0 - half);
        frame.right = frame.right.max(middle.0 + half);
        let at = Point { x: middle, y: Tenths(base) };
        centred(out, at, self.colour, &[&self.size.to_string(), self.face], &self.text);
    }
}

fn put_ring(out: &mut String, view: &View, nodes: &[NodePosition], step: usize, colours: &Colours) {
    let Colours { tone, ink, pencil, ground } = *colours;
    let vicious = view.tone == Tone::Vicious;
    for (stage, arc) in view.stages.iter().zip(layout::arcs(&view.places)) {
        stroke(out, &arc.line, tone, if vicious { "4.4\" opacity=\".7" } else { "2.4\" opacity=\".7" });
        if vicious {
            stroke(out, &arc.line, ground, "1.6");
        }
        put(out, &["<path d=\"", &arc.head, "\" fill=\"", tone, "\"/>\n"]);
        if stage.delayed {
            stroke(out, &arc.delay, ink, "2");
        }
        if view.tone == Tone::Neutral || stage.sign == Polarity::Minus {
            centred(out, lowered(arc.sign, 65), ink, &["20\" font-weight=\"600", LABEL_FACE], sign(stage));
        }
    }
    for (index, (node, stage)) in nodes.iter().zip(&view.stages).enumerate() {
        let (x, y) = (node.disc.x.to_string(), node.disc.y.to_string());
        let radius = Tenths::of(layout::DISC).to_string();
        let current = index + 1 == step;
        let (disc, letter) = if current { (tone, ground) } else { (ground, tone) };
        put(out, &["<circle cx=\"", &x, "\" cy=\"", &y, "\" r=\"", &radius, "\" fill=\"", disc]);
        put(out, &["\" stroke=\"", tone, "\" stroke-width=\"2\"/>\n"]);
        centred(out, lowered(node.disc, 65), letter, &["18\" font-weight=\"500", LABEL_FACE], &number(index));
        if let Some(direction) = stage.direction {
            let (tip, foot) = if direction == Direction::Up { (-55, 50) } else { (55, -50) };
            let at = |right: i32, down: i32| Point {
                x: Tenths(node.direction.x.0 + right),
                y: Tenths(node.direction.y.0 + down),
            };
            let side = tip * 9 / 11 - tip * 8 / 11;
            let path = format!("M{}L{}M{}L{}L{}", at(0, foot), at(0, tip), at(-45, side), at(0, tip), at(45, side));
            stroke(out, &path, ink, "2.4\" stroke-linecap=\"round\" stroke-linejoin=\"round");
        }
        put_label(out, node, if current { ink } else { pencil });
    }
}

/// Writes the chosen stage into the middle: how its variable moves, and its sentence.
fn put_stage(out: &mut String, stage: &ViewStage, colours: &Colours) {
    let name = stage.short_movement().unwrap_or_else(|| stage.name.clone());
    let name = layout::broken(&name, 9.0, 3);
    let sentence = layout::broken(&stage.sentence, 13.0, 6);
    put_middle(out, &[(&name, 20, colours.ink), (&sentence, 15, colours.pencil)]);
}

/// Writes what the view is about into the middle.
fn put_intro(out: &mut String, view: &View, kind: LoopKind, words: Translations, colours: &Colours) {
    let (letter, kind_in_words) = ([kind.letter().to_owned()], [kind.in_words(words).to_owned()]);
    let summary = layout::broken(view.intro(kind, words), 13.0, 6);
    put_middle(out, &[(&letter, 30, colours.tone), (&kind_in_words, 13, colours.pencil), (&summary, 15, colours.ink)]);
}

/// Writes lines into the middle of the ring: their texts, sizes and colours.
fn put_middle(out: &mut String, parts: &[(&[String], i32, &str)]) {
    let height = |size: i32| size * 12;
    let middle = Tenths::of(layout::SIDE / 2.0);
    let total: i32 = parts.iter().map(|(lines, size, _)| lines.len() as i32 * height(*size) + 30).sum();
    let mut at = Point { x: middle, y: Tenths(middle.0 - total / 2) };
    for (lines, size, colour) in parts {
        for line in *lines {
            at = lowered(at, height(*size));
            centred(out, at, colour, &[&size.to_string(), HUB_FACE], line);
        }
        at = lowered(at, 30);
    }
}

/// The colours of a picture. They equal those of `styles/tokens.css`, converted from OKLCH to the nearest sRGB colour,
/// since few programs but browsers read OKLCH. The conversion uses the matrices of Björn Ottosson, who devised Oklab.
pub(super) struct Colours {
    pub(super) tone: &'static str,
    pub(super) ink: &'static str,
    pub(super) pencil: &'static str,
    pub(super) ground: &'static str,
}

impl Colours {
    pub(super) fn of(tone: Tone, dark: bool) -> Self {
        let (virtuous, vicious, ink, pencil, ground) = if dark {
            ("#6bcf9d", "#f0995b", "#eae7e2", "#acacab", "#0f141c")
        } else {
            ("#015636", "#8b2b00", "#191d24", "#4a4d52", "#fcfaf6")
        };
        let tone = match tone {
            Tone::Virtuous => virtuous,
            Tone::Vicious => vicious,
            Tone::Neutral => ink,
        };
        Self { tone, ink, pencil, ground }
    }
}

const LABEL_FACE: &str = "system-ui, sans-serif";
const HUB_FACE: &str = "Charter, Cambria, Georgia, serif";

/// Escapes a text for XML.
fn put_in_xml(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML forbids these characters even as references.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
}

fn stroke(out: &mut String, path: &str, colour: &str, width: &str) {
    put(out, &["<path d=\"", path, "\" fill=\"none\" stroke=\"", colour, "\" stroke-width=\"", width, "\"/>\n"]);
}

/// Returns the point that lies so many tenths lower.
fn lowered(point: Point, tenths: i32) -> Point {
    Point { y: Tenths(point.y.0 + tenths), ..point }
}

/// Writes a line of text that is centred on this point of its base line. `font` holds its size and weight, and then the
/// face.
fn centred(out: &mut String, at: Point, colour: &str, [size, face]: &[&str; 2], text: &str) {
    let (x, y) = (at.x.to_string(), at.y.to_string());
    put(out, &["<text x=\"", &x, "\" y=\"", &y, "\" text-anchor=\"middle\" fill=\"", colour, "\" font-size=\"", size]);
    put(out, &["\" font-family=\"", face, "\">"]);
    put_in_xml(out, text);
    out.push_str("</text>\n");
}

fn put_label(out: &mut String, node: &NodePosition, colour: &str) {
    let anchor = match node.anchor {
        TextAnchor::Start => "start",
        TextAnchor::Middle => "middle",
        TextAnchor::End => "end",
    };
    put(
        out,
        &["<g text-anchor=\"", anchor, "\" fill=\"", colour, "\" font-size=\"18.5\" font-family=\"", LABEL_FACE, "\">"],
    );
    let x = node.label.x.to_string();
    for (index, line) in node.lines.iter().enumerate() {
        let y = node.base_line(index);
        let size = if index < node.label_lines { "" } else { "\" font-size=\"15.9" };
        put(out, &["<text x=\"", &x, "\" y=\"", &y.to_string(), size, "\">"]);
        put_in_xml(out, line);
        out.push_str("</text>");
    }
    out.push_str("</g>\n");
}
