//! Anchors: the passage, the stage of the circle or the note that a comment is about.
//!
//! An anchor is stored in [`Event::anchor`](super::Event::anchor). A passage is stored as its quote and some context
//! around it, so that it can be found again after the author has changed the essay. Offsets count characters.

mod distance;
pub mod search;

use crate::essay::{self, Block, Essay};
use crate::json::Json;

/// The longest quote, in characters. Of a longer passage, the beginning is quoted.
pub const LONGEST_QUOTE: usize = 300;

/// The longest context before and after a quote, in characters.
pub const CONTEXT: usize = 32;

/// The subject of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A passage of the text.
    Passage {
        /// The id of the block that held the passage.
        block: String,
        /// The quoted words.
        quote: String,
        /// The context before them in the block.
        prefix: String,
        /// The context after them in the block.
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
    /// Returns the anchor of the passage from `start` to `end` of a block's text. Returns `None` if the passage has no
    /// words.
    ///
    /// White space at the ends is left out, since browsers tend to select a space too many.
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

    /// Returns the anchor in its stored form.
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

    /// Reads a stored anchor. Returns `None` if anything in it is unknown: an additional field, such as the direction
    /// of a start, makes it an anchor of another kind.
    pub fn from_json(json: &Json) -> Option<Self> {
        let Json::Object(fields) = json else { return None };
        // Missing fields cause no early return, which would double the size of this function.
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

    /// Reads `stage:loop/2` or `note:ofsted`. Returns `None` for any other text: an anchor in a passage needs its quote.
    pub fn from_key(key: &str) -> Option<Self> {
        match key.split_once(':')? {
            ("note", id) => Some(Self::Note { id: id.to_owned() }),
            ("stage", stage) => {
                let (circle, step) = stage.rsplit_once('/')?;
                Some(Self::Stage { circle: circle.to_owned(), step: step.parse().unwrap_or(0) })
            }
            _ => None,
        }
    }
}

/// Returns the quotation of the passage that an anchor points to, or an empty text.
pub(super) fn quote_of(anchor: &Json) -> &str {
    anchor.get("quote").and_then(Json::as_str).unwrap_or_default()
}

/// Returns the id and the plain text of each block that can be commented on, in reading order.
///
/// These are the paragraphs, quotations and lists that stand directly in the opening or in a section. The id consists
/// of the section's id (`opening` for the opening), a slash, and the position of the block among all blocks of the
/// section, counted from 1. The text is the one that a reader sees while all notes are closed.
pub fn blocks(essay: &Essay) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut list = |id: &str, blocks: &[Block]| {
        for (index, block) in blocks.iter().enumerate() {
            if matches!(block, Block::Paragraph(_) | Block::Quote(_) | Block::List { .. }) {
                found.push((format!("{id}/{}", index + 1), block_text(block)));
            }
        }
    };
    let essay = essay.whole();
    list(essay::OPENING, &essay.opening);
    essay.sections.iter().for_each(|section| list(&section.id, &section.blocks));
    found
}

/// Returns the plain text of a block: the texts of its paragraphs, pieces of code and cells, separated by newlines. A
/// part without words takes no line.
pub fn block_text(block: &Block) -> String {
    let mut text = String::new();
    block.visit(&mut |piece| {
        let end = text.len();
        piece.append_to(&mut text);
        if end > 0 && text.len() > end {
            text.insert(end, '\n');
        }
    });
    text
}

#[cfg(test)]
mod tests;
