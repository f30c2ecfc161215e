//! A row of the list.

use crate::discussion::Entry;
use crate::essay::ShippedEntry;
use std::rc::Rc;

/// Levels deeper than this are indented no further, so their rows name whom they answer.
pub const DEEPEST_INDENT: usize = 4;

/// The source of a row's entry. Two sources are equal only if they are the same entry, not if their texts are equal.
#[derive(Clone, Debug)]
pub enum Source {
    /// An entry that ships with the essay, at this index.
    Shipped(usize),
    /// An entry that a reader wrote.
    Written(Rc<Entry>),
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Shipped(a), Self::Shipped(b)) => a == b,
            (Self::Written(a), Self::Written(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// An entry in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The entry. A deleted entry is listed only if an entry below it is shown.
    pub source: Source,
    /// The level: 1 for an entry that answers none, one more for each entry above it. With a filter or a search it is
    /// always 1.
    pub level: usize,
    /// The number of entries below it at all levels, without deleted ones.
    pub replies: usize,
    /// The number of those that are hidden because the entry is collapsed.
    pub folded: usize,
    /// The name of the author whom it answers; may be empty. It is present if the level is deeper than
    /// [`DEEPEST_INDENT`], or if a filter or a search has taken the entry out of its thread.
    pub to: Option<String>,
    /// True if the reader has not seen it.
    pub unread: bool,
    /// True if the reader wrote it.
    pub own: bool,
}

impl Row {
    /// Returns the id of the entry. `shipped` are the entries that the list was made from.
    pub fn id<'a>(&'a self, shipped: &'a [ShippedEntry]) -> &'a str {
        match &self.source {
            Source::Shipped(index) => shipped.get(*index).map_or("", |entry| &entry.id),
            Source::Written(entry) => &entry.id,
        }
    }

    /// Returns the name of the entry's author. `shipped` are the entries that the list was made from.
    pub(super) fn name<'a>(&'a self, shipped: &'a [ShippedEntry]) -> &'a str {
        match &self.source {
            Source::Shipped(index) => shipped.get(*index).map_or("", |entry| &entry.name),
            Source::Written(entry) => &entry.author.name,
        }
    }
}
