//! Blocks of text.

use super::inline::Inline;
use super::table::Table;
use serde::{Deserialize, Serialize};

/// A block of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number of an ordered list; an unordered one has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Preformatted text.
    Code(String),
    /// A thematic break.
    Rule,
    /// The place of the circle.
    Circle,
    /// A table.
    #[serde(untagged)]
    Table(Table),
}
