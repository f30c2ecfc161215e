//! The markup of comments: a small part of CommonMark, parsed to the same blocks as essays.
//!
//! It has paragraphs, line breaks, emphasis, code, quotations, lists and links. Everything else stays literal text:
//! headings, thematic breaks, tables, images, HTML, entities, reference links and indented code. Shared constructs
//! agree with CommonMark, except for these points, which serve readers of comments:
//!
//! - A new line in a paragraph is a line break, since people expect what they see in the input field.
//! - `http://` and `https://` begin a link without any marks around it.
//! - Links lead to http, https and mailto only. A link to another scheme, a link without words and a link within a link
//!   stay text.
//! - Markers deeper than sixteen levels stay text, and so do more than 31 backticks in a row within a line.
//! - Tabs become spaces, in code too.
//! - Beyond ASCII, only the usual spaces and punctuation marks are known as such. The tables of Unicode would be larger
//!   than the whole parser.
//!
//! Readers pay for every byte of the wasm, which is why this is no general parser.

mod emphasis;
mod inline;
mod link;
mod nesting;
mod scan;

use crate::essay::Block;
use nesting::DEEPEST;
use scan::{run, spaces, tail};

/// Parses the text of a comment. Every text can be parsed, in time proportional to its length. No words are lost but
/// the targets and titles of links, the numbers of list items and the info strings of code fences.
///
/// # Example
/// ```
/// use essay_core::discussion::markup::parse;
/// use essay_core::essay::{Block, Inline};
///
/// let text = |words: &str| Inline::Text(words.to_owned());
/// let expected = [Block::Paragraph(vec![Inline::Emphasis(vec![text("Yes")]), text(", <b>indeed</b>.")])];
/// assert_eq!(parse("*Yes*, <b>indeed</b>."), expected);
/// ```
pub fn parse(text: &str) -> Vec<Block> {
    let mut reading = BlockParser { frames: vec![Frame::new(0)], leaf: Leaf::None, text: String::new() };
    let mut line = String::new();
    let mut width = 0;
    let mut previous = '\n';
    for character in text.chars() {
        match character {
            '\n' if previous == '\r' => {}
            '\n' | '\r' => {
                reading.line(&line);
                line.clear();
                width = 0;
            }
            '\t' => loop {
                line.push(' ');
                width += 1;
                if width % 4 == 0 {
                    break;
                }
            },
            other => {
                line.push(other);
                width += 1;
            }
        }
        previous = character;
    }
    reading.line(&line);
    reading.close(1);
    reading.frames.pop().map_or_else(Vec::new, |frame| frame.blocks)
}

/// The state of the line-by-line parser.
struct BlockParser {
    /// The whole comment and the open containers, each within the one before.
    frames: Vec<Frame>,
    /// The open leaf block in the last of them.
    leaf: Leaf,
    /// The lines of the open paragraph.
    text: String,
}

/// An open container. An empty block in its parent reserves its place until it is closed.
struct Frame {
    /// The indentation of a list item's content; 0 for a quotation.
    offset: usize,
    /// The blocks so far.
    blocks: Vec<Block>,
    /// The marker of the list that the next item may continue, which is the last block; 0 if there is none.
    list: u8,
}

/// A block without blocks in it.
#[derive(Clone, Copy, PartialEq)]
enum Leaf {
    /// No leaf block is open.
    None,
    /// A paragraph.
    Paragraph,
    /// A block of code.
    Code(Fence),
}

/// A fence around code.
#[derive(Clone, Copy, PartialEq)]
struct Fence {
    /// The character of the fence.
    byte: u8,
    /// The number of characters.
    length: usize,
    /// The indentation.
    indent: usize,
}

/// The marker of a list item.
struct Marker {
    /// The bullet, or the character behind the number. Items of one list have the same.
    kind: u8,
    /// The number.
    start: Option<u64>,
    /// The width in bytes.
    width: usize,
}

impl Frame {
    fn new(offset: usize) -> Self {
        Self { offset, blocks: Vec::new(), list: 0 }
    }
}

impl BlockParser {
    /// Parses a line, which has neither tabs nor a line end.
    fn line(&mut self, line: &str) {
        let mut rest = line;
        let mut depth = 1;
        // First find the open containers that the line continues.
        for frame in self.frames.iter().skip(1) {
            let indent = spaces(rest);
            let inner = tail(rest, indent);
            if frame.offset == 0 {
                if indent > 3 || run(inner, b'>') == 0 {
                    break;
                }
                rest = within_quote(inner);
            } else if if inner.is_empty() { !frame.blocks.is_empty() } else { indent >= frame.offset } {
                rest = tail(rest, frame.offset.min(indent));
            } else {
                break;
            }
            depth += 1;
        }
        if let Leaf::Code(fence) = self.leaf
            && depth == self.frames.len()
        {
            self.code_line(fence, rest);
            return;
        }
        // Then find the containers that the line opens.
        loop {
            let indent = spaces(rest);
            let inner = tail(rest, indent);
            if indent > 3 {
                break;
            }
            if let Some(fence) = opening_fence(inner, indent) {
                self.close(depth);
                self.add(Block::Code(String::new()), 0);
                self.leaf = Leaf::Code(fence);
                return;
            }
            if depth > DEEPEST {
                break;
            }
            if run(inner, b'>') > 0 {
                self.close(depth);
                self.add(Block::Quote(Vec::new()), 0);
                self.frames.push(Frame::new(0));
                rest = within_quote(inner);
            } else if let Some(marker) = marker(inner) {
                let content = tail(inner, marker.width);
                let gap = spaces(content);
                let blank = gap == content.len();
                let in_paragraph = self.leaf == Leaf::Paragraph && depth == self.frames.len();
                // A number at the beginning of a line within a paragraph is seldom meant to begin a list.
                if in_paragraph && (blank || marker.start.is_some_and(|start| start != 1)) {
                    break;
                }
                let gap = if blank || gap > 4 { 1 } else { gap };
                self.close(depth);
                self.open_item(&marker, indent + marker.width + gap);
                rest = tail(content, gap);
            } else {
                break;
            }
            depth += 1;
        }
        // The rest is text.
        let words = tail(rest, spaces(rest));
        if self.leaf == Leaf::Paragraph && !words.is_empty() {
            // A paragraph continues even if the line does not continue its containers.
            self.text.push('\n');
            self.text.push_str(words);
            return;
        }
        self.close(depth);
        if !words.is_empty() {
            self.add(Block::Paragraph(Vec::new()), 0);
            self.leaf = Leaf::Paragraph;
            self.text.push_str(words);
        }
    }

    /// Adds a line to the open block of code, or closes it.
    fn code_line(&mut self, fence: Fence, line: &str) {
        let indent = spaces(line);
        let inner = tail(line, indent);
        let length = run(inner, fence.byte);
        if indent < 4 && length >= fence.length && tail(inner, length + spaces(tail(inner, length))).is_empty() {
            self.leaf = Leaf::None;
        } else if let Some(Block::Code(text)) = self.frames.last_mut().and_then(|frame| frame.blocks.last_mut()) {
            text.push_str(tail(line, indent.min(fence.indent)));
            text.push('\n');
        }
    }

    /// Opens a list item whose content has this indentation, and a list before it unless one can be continued.
    fn open_item(&mut self, marker: &Marker, offset: usize) {
        if self.frames.last().is_some_and(|frame| frame.list != marker.kind) {
            self.add(Block::List { start: marker.start, items: Vec::new() }, marker.kind);
        }
        self.frames.push(Frame::new(offset));
    }

    /// Adds a block to the innermost container. `list` is its marker if it is a list.
    fn add(&mut self, block: Block, list: u8) {
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
            frame.list = list;
        }
    }

    /// Closes everything except for the first `depth` frames.
    fn close(&mut self, depth: usize) {
        if self.leaf == Leaf::Paragraph
            && let Some(Block::Paragraph(content)) = self.frames.last_mut().and_then(|frame| frame.blocks.last_mut())
        {
            *content = inline::parse(&self.text);
            self.text.clear();
        }
        self.leaf = Leaf::None;
        while self.frames.len() > depth
            && let Some(frame) = self.frames.pop()
        {
            match self.frames.last_mut().and_then(|parent| parent.blocks.last_mut()) {
                Some(Block::Quote(blocks)) => *blocks = frame.blocks,
                Some(Block::List { items, .. }) => items.push(frame.blocks),
                _ => {}
            }
        }
    }
}

/// Returns the text behind the marker of a quotation.
fn within_quote(text: &str) -> &str {
    let inner = tail(text, 1);
    tail(inner, spaces(inner).min(1))
}

/// Returns the fence at the beginning of the text, with this indentation.
fn opening_fence(text: &str, indent: usize) -> Option<Fence> {
    let byte = *text.as_bytes().first()?;
    let length = run(text, byte);
    // Backticks in the same line make it a code span.
    let fence =
        length >= 3 && (byte == b'~' || (byte == b'`' && tail(text, length).bytes().all(|other| other != b'`')));
    fence.then_some(Fence { byte, length, indent })
}

/// Returns the marker of a list item at the beginning of the text.
fn marker(text: &str) -> Option<Marker> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let kind = *text.as_bytes().get(digits)?;
    let fits =
        if digits == 0 { matches!(kind, b'-' | b'*' | b'+') } else { digits < 10 && matches!(kind, b'.' | b')') };
    if !fits || !matches!(text.as_bytes().get(digits + 1), None | Some(b' ')) {
        return None;
    }
    // There are no more than nine digits, which fit.
    let start = text.bytes().take(digits).fold(0, |number, digit| number * 10 + u64::from(digit & 15));
    Some(Marker { kind, start: (digits > 0).then_some(start), width: digits + 1 })
}

#[cfg(test)]
mod tests;
