//! What a comment is about: a passage of the text, a stage of the circle or a note.
//!
//! An anchor is stored in [`Event::anchor`](super::Event::anchor). A passage is kept as its words and a little of what
//! stands around them, so that it is found again after the author has changed the essay. Offsets count characters.

mod distance;
mod search;

pub use search::{Found, Search, find};

use crate::essay::{self, Block, Essay};
use crate::json::Json;

/// The longest quote, in characters; of a longer passage the beginning is quoted.
pub const LONGEST_QUOTE: usize = 300;

/// How much is kept of what stands before and after a quote, in characters.
pub const CONTEXT: usize = 32;

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Words of the text.
    Passage {
        /// The id of the block in which they stood.
        block: String,
        /// The words.
        quote: String,
        /// What stood before them in the block.
        prefix: String,
        /// What stood after them in the block.
        suffix: String,
    },
    /// A stage of a view of the circle.
    Stage {
        /// The view's id.
        circle: String,
        /// The stage, counted from 1.
        step: usize,
    },
    /// A note.
    Note {
        /// The note's id.
        id: String,
    },
}

impl Anchor {
    /// The anchor of the passage from `start` to `end` of a block's text. None if there are no words between the two.
    ///
    /// White space at the ends is left out, since browsers like to select a space too many.
    pub fn cut(block: &str, text: &str, start: usize, end: usize) -> Option<Self> {
        let part = |from: usize, to: usize| -> String {
            let characters = text.chars().enumerate().filter(|(at, _)| (from..to).contains(at));
            characters.map(|(_, character)| character).collect()
        };
        let quote = part(start, end.min(start.saturating_add(LONGEST_QUOTE)));
        let words = quote.trim();
        let start = start + quote.chars().take_while(|character| character.is_whitespace()).count();
        let end = start + words.chars().count();
        (start < end).then(|| Self::Passage {
            block: block.to_owned(),
            quote: words.to_owned(),
            prefix: part(start.saturating_sub(CONTEXT), start),
            suffix: part(end, end + CONTEXT),
        })
    }

    /// The anchor as it is stored.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Passage { block, quote, prefix, suffix } => Json::object([
                ("block", block.into()),
                ("quote", quote.into()),
                ("prefix", prefix.into()),
                ("suffix", suffix.into()),
            ]),
            Self::Stage { circle, step } => Json::object([("circle", circle.into()), ("step", (*step).into())]),
            Self::Note { id } => Json::object([("note", id.into())]),
        }
    }

    /// Reads a stored anchor. None for anything that is not wholly known: a field more, such as the direction of a
    /// start, makes it an anchor of another sort.
    pub fn from_json(json: &Json) -> Option<Self> {
        let Json::Object(fields) = json else { return None };
        // Nothing returns early where a field is missing: that would be twice as large.
        let mut known = true;
        let mut text = |name: &str| {
            let text = json.get(name).and_then(Json::as_str);
            known &= text.is_some();
            text.unwrap_or_default().to_owned()
        };
        let step = json.get("step").and_then(Json::as_integer).and_then(|step| usize::try_from(step).ok());
        let anchor = match (fields.len(), step) {
            (4, _) => Self::Passage {
                block: text("block"),
                quote: text("quote"),
                prefix: text("prefix"),
                suffix: text("suffix"),
            },
            (2, Some(step)) => Self::Stage { circle: text("circle"), step },
            (1, _) => Self::Note { id: text("note") },
            _ => return None,
        };
        known.then_some(anchor)
    }

    /// A short text that is the same for all anchors in one block, at one stage or at one note: `passage:finland/3`,
    /// `stage:loop/2`, `note:ofsted`.
    pub fn key(&self) -> String {
        match self {
            Self::Passage { block, .. } => format!("passage:{block}"),
            Self::Stage { circle, step } => format!("stage:{circle}/{step}"),
            Self::Note { id } => format!("note:{id}"),
        }
    }
}

/// The blocks of an essay that can be commented on, in reading order: the id and the plain text of each.
///
/// These are the paragraphs, quotations and lists that stand directly in the opening or in a section. The id is that
/// of the section (`opening` for the opening), a slash, and the block's place among all blocks of the section, counted
/// from 1. The text is what a reader sees while all notes are closed.
pub fn blocks(essay: &Essay) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut list = |id: &str, blocks: &[Block]| {
        for (index, block) in blocks.iter().enumerate() {
            if matches!(block, Block::Paragraph(_) | Block::Quote(_) | Block::List { .. }) {
                found.push((format!("{id}/{}", index + 1), block_text(block)));
            }
        }
    };
    list(essay::OPENING, &essay.opening);
    essay.sections.iter().for_each(|section| list(&section.id, &section.blocks));
    found
}

/// The plain text of a block: that of its paragraphs, pieces of code and cells, a newline between each two. What has no
/// words takes no line.
pub fn block_text(block: &Block) -> String {
    let mut text = String::new();
    append(block, &mut text);
    text
}

fn append(block: &Block, text: &mut String) {
    match block {
        Block::Paragraph(content) => append_line(&essay::plain_text(content), text),
        Block::Code(code) => append_line(code, text),
        Block::Quote(blocks) => blocks.iter().for_each(|block| append(block, text)),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| append(block, text)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| append_line(&essay::plain_text(cell), text)),
        Block::Rule | Block::Circle => {}
    }
}

fn append_line(line: &str, text: &mut String) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests;
