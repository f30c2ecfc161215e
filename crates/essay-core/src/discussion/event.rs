//! An event, and the entry that events project to.

use crate::json::{Fields, Json};

/// The kind of an event that makes an entry.
pub const POST: &str = "post";

/// The kind of an event that gives the entry `parent` a new text.
pub const EDIT: &str = "edit";

/// The kind of an event that hides the entry `parent`.
pub const DELETE: &str = "delete";

/// The kind of an event that shows the hidden entry `parent` again.
pub const RESTORE: &str = "restore";

/// The kind of an event that says where in the circle its author would start. It does not change the entries.
pub const START: &str = "start";

/// The author of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The id, which is made once for each browser.
    pub id: String,
    /// The name as typed; may be empty.
    pub name: String,
}

/// An event of a discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// A UUID of version 7; see [`Stamp::uuid_after`](super::Stamp::uuid_after).
    pub id: String,
    /// [`POST`], [`EDIT`], [`DELETE`], [`RESTORE`], or a kind without effect on the entries.
    pub kind: String,
    /// The id of the entry that this event answers or changes.
    pub parent: Option<String>,
    /// The author of the event.
    pub author: Author,
    /// The passage, stage or note that the event is about.
    pub anchor: Json,
    /// The text of the comment.
    pub text: String,
    /// The time by the author's clock, in milliseconds since 1970.
    pub time: i64,
    /// The fields that this version does not know, or that have an unexpected type.
    pub unknown: Fields,
}

impl Event {
    /// Returns whether this event changes an entry.
    pub(super) fn is_act(&self) -> bool {
        self.parent.is_some() && matches!(self.kind.as_str(), EDIT | DELETE | RESTORE)
    }
}

/// An earlier text of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The time of writing, in milliseconds since 1970.
    pub time: i64,
    /// The text.
    pub text: String,
}

/// A comment as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id of the event that posted it.
    pub id: String,
    /// The id of the entry that this one answers.
    pub parent: Option<String>,
    /// The author.
    pub author: Author,
    /// The time of posting, in milliseconds since 1970.
    pub time: i64,
    /// The text after the last edit. It stays when the entry is deleted.
    pub text: String,
    /// The passage, stage or note that the entry is about.
    pub anchor: Json,
    /// The earlier texts, oldest first; empty if the entry was never edited.
    pub earlier: Vec<Version>,
    /// The time of the last edit, in milliseconds since 1970.
    pub edited: Option<i64>,
    /// True if the author has deleted the entry.
    pub deleted: bool,
}

impl Entry {
    /// Returns whether this author wrote the entry. The empty id belongs to nobody.
    pub fn is_of(&self, author_id: &str) -> bool {
        !author_id.is_empty() && self.author.id == author_id
    }
}
