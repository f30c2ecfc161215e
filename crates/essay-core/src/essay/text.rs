//! Walks over the text of blocks: plain text, links, and the terms of notes.

use super::block::Block;
use super::inline::Inline;

/// A leaf of a block, which holds text.
pub(crate) enum Leaf<'a> {
    /// Running text: a paragraph or a cell.
    Inlines(&'a [Inline]),
    /// Preformatted text.
    Code(&'a str),
}

impl Leaf<'_> {
    /// Appends the words of the leaf without their markup.
    pub(crate) fn append_to(&self, text: &mut String) {
        match self {
            Self::Inlines(content) => append_plain_text(content, text),
            Self::Code(code) => text.push_str(code),
        }
    }
}

impl Block {
    /// Visits the leaves of the block, in reading order.
    pub(crate) fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        match self {
            Self::Paragraph(content) => visit(Leaf::Inlines(content)),
            Self::Code(code) => visit(Leaf::Code(code)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.visit(visit)),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.visit(visit)),
            Self::Table(table) => table.rows.iter().flatten().for_each(|cell| visit(Leaf::Inlines(cell))),
            Self::Rule | Self::Circle => {}
        }
    }

    /// Returns whether a link in the block leads to this fragment.
    pub(super) fn leads_to(&self, fragment: &str) -> bool {
        let mut found = false;
        self.visit(&mut |leaf| {
            if let Leaf::Inlines(content) = leaf {
                found = found || content.iter().any(|inline| inline.leads_to(fragment));
            }
        });
        found
    }

    /// Returns the words in the block that the note with this id explains.
    pub(super) fn term_of(&self, id: &str) -> Option<String> {
        let mut found = None;
        self.visit(&mut |leaf| {
            if let (Leaf::Inlines(content), None) = (leaf, &found) {
                found = content.iter().find_map(|inline| inline.term_of(id));
            }
        });
        found
    }
}

impl Inline {
    fn term_of(&self, id: &str) -> Option<String> {
        match self {
            Self::Note { id: known, term } if known == id => Some(plain_text(term)),
            Self::Emphasis(content) | Self::Strong(content) | Self::Note { term: content, .. } => {
                content.iter().find_map(|inline| inline.term_of(id))
            }
            _ => None,
        }
    }

    fn leads_to(&self, fragment: &str) -> bool {
        match self {
            Self::Link { href, .. } => href == fragment,
            Self::Emphasis(content) | Self::Strong(content) | Self::Note { term: content, .. } => {
                content.iter().any(|inline| inline.leads_to(fragment))
            }
            Self::Text(_) | Self::Code(_) | Self::Image { .. } | Self::Break => false,
        }
    }
}

/// Returns the words of running text without its markup.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    append_plain_text(inlines, &mut text);
    text
}

/// Returns the words of blocks without their markup, each paragraph, cell or piece of code on a line of its own.
/// Searches use it.
pub fn plain_text_of_blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    blocks.iter().for_each(|block| append_block(block, &mut text));
    text
}

/// Appends the words of a block, with a newline after each leaf.
pub(super) fn append_block(block: &Block, text: &mut String) {
    block.visit(&mut |leaf| {
        leaf.append_to(text);
        text.push('\n');
    });
}

fn append_plain_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => {
                append_plain_text(content, text);
            }
            Inline::Note { term, .. } => append_plain_text(term, text),
            Inline::Image { alt, .. } => text.push_str(alt),
            Inline::Break => text.push(' '),
        }
    }
}
