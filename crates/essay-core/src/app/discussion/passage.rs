//! Passages of the text that have comments, and the selection in the text.

use crate::discussion::EntryId;

/// A passage of the text that has a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The comment.
    pub entry: EntryId,
    /// The block's id.
    pub block: String,
    /// The start and the end of the passage in the block's text, in characters that are not blank.
    pub words: (usize, usize),
}

/// A selection in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The block's id.
    pub block: String,
    /// The start in the block's text, in characters that are not blank.
    pub start: usize,
    /// The end in the block's text, in characters that are not blank.
    pub end: usize,
}
