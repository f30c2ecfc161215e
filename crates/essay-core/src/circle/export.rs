//! Exports a view of the circle: as text for a mail, and as a self-contained SVG picture.
//!
//! Every reader downloads this code, so it concatenates strings and formats nothing but whole numbers.

use super::layout::{self, NodePosition, Point, Tenths, TextAnchor};
use super::{LoopKind, Polarity, Tone, View, ViewStage};
use crate::i18n::Translations;
use crate::t;

/// Returns the view as text: a line for each stage and one for each link, and then a Mermaid diagram, which many
/// Markdown renderers draw.
pub fn text(view: &View, kind: LoopKind, words: Translations) -> String {
    let mut out = list(view, kind, words);
    out.push_str("\n\n```mermaid\nflowchart LR\n");
    let stages = &view.stages;
    // Signs hold between variables, so these are the nodes. Stages that tell of the same movement share one.
    let is_same =
        |one: &ViewStage, other: &ViewStage| one.variable == other.variable && one.direction == other.direction;
    let node = |stage: &ViewStage| stages.iter().position(|known| is_same(known, stage)).unwrap_or_default();
    for (index, stage) in stages.iter().enumerate().filter(|(index, stage)| node(stage) == *index) {
        let tells = stages.iter().enumerate().filter(|(_, other)| is_same(stage, other));
        let numbers: Vec<String> = tells.map(|(index, _)| number(index)).collect();
        put(&mut out, &["  s", &number(index), "[\"", &numbers.join(", "), " "]);
        let name = stage.short_movement().unwrap_or_else(|| stage.name.clone());
        name.chars().for_each(|letter| put_in_mermaid(&mut out, letter));
        out.push_str("\"]\n");
    }
    for (stage, next) in stages.iter().zip(stages.iter().cycle().skip(1)) {
        if is_same(stage, next) {
            continue;
        }
        // Mermaid 11.4 takes a plus at the beginning of a text for a bullet and shows an error instead.
        let sign = if stage.sign == Polarity::Plus { "#43;" } else { "−" };
        let late = if stage.delayed { t!(words, LaterOnArrow, sign) } else { String::new() };
        let (line, sign, head) =
            if stage.delayed { (" -. \"", late.as_str(), "\" .-> s") } else { (" -->|", sign, "| s") };
        put(&mut out, &["  s", &number(node(stage)), line, sign, head, &number(node(next)), "\n"]);
    }
    out.push_str("```\n");
    out
}

/// Returns the view as a self-contained SVG file: the ring at rest, with its labels and the title.
///
/// Presentation attributes give the appearance, since few programs into which people put pictures read style sheets.
pub fn svg(view: &View, kind: LoopKind, words: Translations, dark: bool) -> String {
    let nodes = layout::place_nodes(&view.labels());
    let arcs = layout::arcs(nodes.len());
    let Colours { tone, ink, pencil, ground } = Colours::of(view.tone, dark);
    // The margin above the topmost base line and below the lowest one leaves room for the letters.
    let top = nodes.iter().map(|node| node.label.y.0).fold(0, i32::min) - 320;
    let foot = |node: &NodePosition| Some(node.base_line(node.lines.len().checked_sub(1)?).0);
    let height =
        Tenths(nodes.iter().filter_map(foot).fold(Tenths::of(layout::SIDE).0, i32::max) + 240 - top).to_string();
    let top = Tenths(top).to_string();

    let mut out = String::new();
    put(&mut out, &["<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"700\" height=\"", &height]);
    put(&mut out, &["\" viewBox=\"-150 ", &top, " 700 ", &height, "\">\n<title>"]);
    put_in_xml(&mut out, &view.title);
    out.push_str("</title>\n<desc>");
    put_in_xml(&mut out, &list(view, kind, words));
    put(&mut out, &["</desc>\n<rect x=\"-150\" y=\"", &top, "\" width=\"700\" height=\"", &height, "\""]);
    put(&mut out, &[" fill=\"", ground, "\"/>\n"]);

    let (turn_line, turn_head) = layout::turning_arrow(126.0);
    stroke(&mut out, &turn_line, tone, "2\" opacity=\".16");
    fill(&mut out, &turn_head, tone, ".16");
    for (stage, arc) in view.stages.iter().zip(&arcs) {
        let vicious = view.tone == Tone::Vicious;
        stroke(&mut out, &arc.line, tone, if vicious { "5\" opacity=\".5" } else { "2\" opacity=\".5" });
        if vicious {
            stroke(&mut out, &arc.line, ground, "2");
        }
        fill(&mut out, &arc.head, tone, ".6");
        if view.tone == Tone::Neutral {
            if stage.delayed {
                stroke(&mut out, &arc.delay, ink, "2");
            }
            let at = lowered(arc.sign, 60);
            centred(&mut out, at, ink, &["19\" font-weight=\"600", LABEL_FACE], sign(stage));
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        let (x, y) = (node.disc.x.to_string(), node.disc.y.to_string());
        let radius = Tenths::of(layout::DISC).to_string();
        put(&mut out, &["<circle cx=\"", &x, "\" cy=\"", &y, "\" r=\"", &radius, "\" fill=\"", ground]);
        put(&mut out, &["\" stroke=\"", tone, "\" stroke-width=\"1.75\"/>\n"]);
        let at = lowered(node.disc, 55);
        centred(&mut out, at, tone, &["15.5\" font-weight=\"500", LABEL_FACE], &number(index));
        put_label(&mut out, node, pencil);
    }

    let title = layout::broken(&view.title, 10.0, 2);
    let summary = layout::broken(view.intro(kind, words), 12.0, 6);
    let middle = Tenths::of(layout::SIDE / 2.0);
    let mut at = Point { x: middle, y: Tenths(middle.0 - 170 - title.len() as i32 * 105 - summary.len() as i32 * 95) };
    at = lowered(at, 240);
    centred(&mut out, at, tone, &["32", HUB_FACE], kind.letter());
    at = lowered(at, 90);
    for line in &title {
        at = lowered(at, 210);
        centred(&mut out, at, ink, &["17\" font-weight=\"600", HUB_FACE], line);
    }
    at = lowered(at, 50);
    for line in &summary {
        at = lowered(at, 190);
        centred(&mut out, at, pencil, &["15", HUB_FACE], line);
    }
    out.push_str("</svg>\n");
    out
}

/// The colours of a picture. They equal those of `styles/tokens.css`, converted from OKLCH to the nearest sRGB colour,
/// since few programs but browsers read OKLCH. The conversion uses the matrices of Björn Ottosson, who devised Oklab.
struct Colours {
    tone: &'static str,
    ink: &'static str,
    pencil: &'static str,
    ground: &'static str,
}

impl Colours {
    fn of(tone: Tone, dark: bool) -> Self {
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

/// Returns the title and the stages, without a line end after the last.
fn list(view: &View, kind: LoopKind, words: Translations) -> String {
    let mut out = String::new();
    put(&mut out, &[&view.title, "\n\n"]);
    for (index, stage) in view.stages.iter().enumerate() {
        let movement = stage.movement(words).map_or_else(String::new, |movement| [" (", &movement, ")"].concat());
        let dash = if stage.sentence.is_empty() { "" } else { " – " };
        put(&mut out, &[&number(index), ". ", &stage.label, &movement, dash, &stage.sentence, "\n"]);
        let last = index + 1 == view.stages.len();
        let mut how = String::new();
        if stage.direction.is_none() {
            put(&mut how, &[" (", sign(stage), ")"]);
        }
        how.push_str(if stage.delayed { t!(words, TextLater) } else { "" });
        if last {
            out.push_str(&t!(words, TextLeadsBack, how, kind.in_words(words)));
        } else {
            put(&mut out, &["   ", &t!(words, TextLeads, next(view, index), how), "\n"]);
        }
    }
    out
}

/// Returns the number that is shown for the stage at this index.
fn number(index: usize) -> String {
    (index + 1).to_string()
}

/// Returns the number that is shown for the stage after the one at this index.
fn next(view: &View, index: usize) -> String {
    number(if index + 1 == view.stages.len() { 0 } else { index + 1 })
}

fn sign(stage: &ViewStage) -> &'static str {
    if stage.sign == Polarity::Plus { "+" } else { "−" }
}

fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// Escapes a character for Mermaid, which reads a text as Markdown and as HTML. Every character that could have a
/// meaning there becomes an entity code.
fn put_in_mermaid(out: &mut String, letter: char) {
    match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | '\u{80}'.. => out.push(letter),
        _ => put(out, &["#", &u32::from(letter).to_string(), ";"]),
    }
}

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

fn fill(out: &mut String, path: &str, colour: &str, opacity: &str) {
    put(out, &["<path d=\"", path, "\" fill=\"", colour, "\" opacity=\"", opacity, "\"/>\n"]);
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
        &["<g text-anchor=\"", anchor, "\" fill=\"", colour, "\" font-size=\"14.5\" font-family=\"", LABEL_FACE, "\">"],
    );
    let x = node.label.x.to_string();
    for (index, line) in node.lines.iter().enumerate() {
        let y = node.base_line(index);
        let size = if index < node.label_lines { "" } else { "\" font-size=\"12.5" };
        put(out, &["<text x=\"", &x, "\" y=\"", &y.to_string(), size, "\">"]);
        put_in_xml(out, line);
        out.push_str("</text>");
    }
    out.push_str("</g>\n");
}

#[cfg(test)]
mod tests;
