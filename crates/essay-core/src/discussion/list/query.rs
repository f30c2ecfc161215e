//! The input of the list: the entries, and the reader's choice among them.

use crate::discussion::Entry;
use crate::essay::ShippedEntry;
use crate::json::Json;
use std::rc::Rc;

/// The order of threads. Replies always stand in the order in which they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The oldest thread first.
    #[default]
    Oldest,
    /// The newest thread first.
    Newest,
    /// The thread with the most entries first, then the older one.
    MostReplies,
}

/// The entries that are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All entries, in threads.
    #[default]
    All,
    /// The reader's own entries.
    Mine,
    /// The unread entries.
    Unread,
    /// The entries about a passage: their anchor has a `quote`.
    Passages,
    /// The entries with these ids, in any order.
    These(Vec<String>),
    /// The entries whose anchor has every field of this object with the same value: `{"note":"n"}`, say, or
    /// `{"circle":"c","step":2}`.
    About(Json),
}

/// The reader's choice of order, filter and search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// The order of the threads.
    pub sort: Sort,
    /// The filter.
    pub filter: Filter,
    /// Search words. Each must occur in an entry's text, author name or quotation. Blank for no search.
    pub search: String,
    /// The ids of entries whose replies are collapsed. They have no effect with a filter or a search.
    pub collapsed: Vec<String>,
}

/// The input of a list.
#[derive(Clone, Copy)]
pub struct ListInput<'a> {
    /// The entries that ship with the essay. They are older than all others.
    pub shipped: &'a [ShippedEntry],
    /// The entries that readers wrote, sorted by id.
    pub written: &'a [Rc<Entry>],
    /// The author id of the reader; empty before their first comment.
    pub me: &'a str,
    /// The ids of the entries that the reader has not seen, in any order.
    pub unread: &'a [String],
    /// Folds the case of a text. Browsers have their own tables for this.
    pub casefold: &'a dyn Fn(&str) -> String,
}
