//! The markup of comments: a small part of CommonMark, read to the blocks of which essays consist.
//!
//! It has paragraphs, line breaks, emphasis, code, quotations, lists and links. What it leaves out stays literal text:
//! headings, thematic breaks, tables, images, HTML, entities, reference links and indented code. Where the two share a
//! construct they agree, but for these points, each of which serves readers of comments:
//!
//! - Every new line in a paragraph is a line break, because people expect what they see in the field where they write.
//! - `http://` and `https://` begin a link without any marks around it.
//! - Links lead to http, https and mailto only. A link to anywhere else, without words or within a link stays text.
//! - Markers below sixteen levels stay text, and so do more than 31 backticks in a row within a line.
//! - Tabs become spaces, in code too.
//! - Of the characters beyond ASCII only the usual spaces and punctuation marks are known as such: the tables of
//!   Unicode would be larger than all of this.
//!
//! Readers pay for every byte of the wasm, which is why this is no general parser.

mod emphasis;
mod inline;
mod link;
mod nesting;

use crate::essay::Block;

/// How many quotations and lists may stand in one another, and how many emphases.
const DEEPEST: usize = 16;

/// Reads the text of a comment. Any text can be read, in time proportional to its length; no words are lost but the
/// targets and titles of links, the numbers of list items and what stands behind the fence of a block of code.
pub fn parse(text: &str) -> Vec<Block> {
    let mut reading = Reading { frames: vec![Frame::new(0)], leaf: Leaf::None, text: String::new() };
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

/// A text that is read line by line.
struct Reading {
    /// The whole comment and the containers that are open in it, each within the one before.
    frames: Vec<Frame>,
    /// What is open within the last of them.
    leaf: Leaf,
    /// The lines of the open paragraph.
    text: String,
}

/// A container that is open. An empty block in its parent keeps its place until it is closed.
struct Frame {
    /// How far what belongs to a list item is indented; 0 for a quotation.
    offset: usize,
    /// What it contains so far.
    blocks: Vec<Block>,
    /// The marker of the list that the next item may go on, which is the last block; 0 if there is none.
    list: u8,
}

/// A block without blocks in it.
#[derive(Clone, Copy, PartialEq)]
enum Leaf {
    /// None is open.
    None,
    /// A paragraph.
    Paragraph,
    /// A block of code.
    Code(Fence),
}

/// A fence around code.
#[derive(Clone, Copy, PartialEq)]
struct Fence {
    /// Of which it consists.
    byte: u8,
    /// How many of them.
    length: usize,
    /// How far it is indented.
    indent: usize,
}

/// What begins a list item.
struct Marker {
    /// The bullet, or what stands behind the number. Items of one list have the same.
    kind: u8,
    /// The number.
    start: Option<u64>,
    /// How many bytes it takes.
    width: usize,
}

impl Frame {
    fn new(offset: usize) -> Self {
        Self { offset, blocks: Vec::new(), list: 0 }
    }
}

impl Reading {
    /// Reads a line, which has neither tabs nor an end.
    fn line(&mut self, line: &str) {
        let mut rest = line;
        let mut depth = 1;
        // Which of the open containers does the line go on?
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
        // Which containers does it open?
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
                // A number that happens to stand at the beginning of a line is seldom meant to begin a list.
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
        // What remains is text.
        let words = tail(rest, spaces(rest));
        if self.leaf == Leaf::Paragraph && !words.is_empty() {
            // This holds even where the line does not go on the containers of the paragraph.
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

    /// Opens a list item whose content is so far indented, and before it the list unless one goes on.
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

    /// Closes what is open except for the first `depth` frames.
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

/// What stands behind so many bytes, which must be ASCII.
fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

/// With how many of these bytes the text begins.
fn run(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|&other| other == byte).count()
}

fn spaces(text: &str) -> usize {
    run(text, b' ')
}

/// What stands behind the marker of a quotation.
fn within_quote(text: &str) -> &str {
    let inner = tail(text, 1);
    tail(inner, spaces(inner).min(1))
}

/// The fence with which the text begins, so far indented.
fn opening_fence(text: &str, indent: usize) -> Option<Fence> {
    let byte = *text.as_bytes().first()?;
    let length = run(text, byte);
    // Backticks in the same line make it a code span.
    let fence =
        length >= 3 && (byte == b'~' || (byte == b'`' && tail(text, length).bytes().all(|other| other != b'`')));
    fence.then_some(Fence { byte, length, indent })
}

/// The marker of a list item with which the text begins.
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
