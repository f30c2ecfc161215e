//! A view of the circle as text for a mail.

use super::super::{LoopKind, Polarity, View, ViewStage};
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

/// Returns the title and the stages, without a line end after the last.
pub(super) fn list(view: &View, kind: LoopKind, words: Translations) -> String {
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
pub(super) fn number(index: usize) -> String {
    (index + 1).to_string()
}

/// Returns the number that is shown for the stage after the one at this index.
fn next(view: &View, index: usize) -> String {
    number(if index + 1 == view.stages.len() { 0 } else { index + 1 })
}

pub(super) fn sign(stage: &ViewStage) -> &'static str {
    if stage.sign == Polarity::Plus { "+" } else { "−" }
}

pub(super) fn put(out: &mut String, parts: &[&str]) {
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
