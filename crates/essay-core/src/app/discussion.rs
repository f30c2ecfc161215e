//! The discussion: what is stored, what is listed of it, and what the reader is writing.

pub mod anchored_comments;
pub mod composer;
pub(super) mod composer_id;
mod drafts;
pub mod import_export;
pub mod list;
pub(super) mod passage;
mod pending_save;
pub mod posting;
mod saving;
pub mod storage;
pub mod sync;
mod unsaved;

pub use composer::Composer;
pub use composer_id::ComposerId;
pub use drafts::Drafts;
pub use import_export::Format;
pub use passage::{Passage, Selection};
pub use pending_save::{PendingSave, SaveId};
pub use storage::{Storage, StorageEffect, Stored};

use super::context::{Context, Unicode};
use crate::app;
use crate::discussion::codec::Import;
use crate::discussion::list::{Chunk, ListQuery};
use crate::discussion::{Author, Discussion, EntryId, Event};
use crate::essay::Essay;
use crate::i18n::{LocalizedMessage, Translations};
use crate::json::Json;
use std::fmt;
use std::rc::Rc;

/// The state of the discussion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The event log, and the entries that it amounts to.
    pub log: Discussion,
    /// How many of the readers' comments are not deleted.
    pub comment_count: usize,
    /// The place where the discussion is stored.
    pub storage: Storage,
    /// True if the browser has taken too long to say what is stored.
    pub storage_silent: bool,
    /// The listed entries, in chunks.
    pub list: Rc<Vec<Rc<Chunk>>>,
    /// How many rows of the list are rendered so far.
    pub rendered_rows: usize,
    /// How the list is sorted and filtered.
    pub query: ListQuery,
    /// The ids of the entries that have come since the last visit.
    pub unread: Vec<String>,
    /// The entry to which the page's URL leads, while storage may still hold it.
    pub pending_target: Option<EntryId>,
    /// The entry that a link has led to.
    pub highlighted: Option<EntryId>,
    /// Authors whose name looks like that of another: id and name.
    pub lookalikes: Rc<Vec<(String, String)>>,
    /// The passages of the text that have comments.
    pub passages: Rc<Vec<Passage>>,
    /// The texts that are not posted.
    pub drafts: Drafts,
    /// The open composer at an entry: for a reply or a change.
    pub entry_composer: Option<ComposerId>,
    /// The open composer for a comment on a passage, a stage or a note.
    pub anchor_composer: Option<ComposerId>,
    /// The selection in the text.
    pub selection: Option<Selection>,
    /// The composer whose text is shown as it will look.
    pub previewed: Option<ComposerId>,
    /// True if the reader asked to change the name.
    pub editing_name: bool,
    /// The events on their way to storage.
    pub pending_saves: Vec<PendingSave>,
    /// The composer whose text is posted as soon as that is possible, unless the reader changes it before.
    pub retry: Option<ComposerId>,
    /// The outcome of the last act in a composer.
    pub notice: Option<Notice>,
    /// The act that can be undone.
    pub undo: Option<Undo>,
    /// An import that waits for the reader's answer.
    pub pending_import: Option<Import>,
    /// An export that the browser may not have saved; the reader can copy it by hand.
    pub unconfirmed_export: Option<Rc<str>>,
    /// True if the reader is asked whether to erase all of their own words.
    pub confirming_erase: bool,
    /// Records that cannot be read, as they are stored.
    pub damaged: Rc<Vec<String>>,
    /// True if the browser may evict what is stored.
    pub may_be_evicted: bool,
    /// The author who writes in this browser.
    pub me: Author,
}

/// The outcome of an act in a composer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The composer.
    pub composer: ComposerId,
    /// A sentence.
    pub text: LocalizedMessage,
    /// True if the act failed.
    pub failed: bool,
}

impl Notice {
    fn failure(composer: ComposerId, text: LocalizedMessage) -> Self {
        Self { composer, text, failed: true }
    }
}

/// An act that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// This entry was deleted.
    Deleted(EntryId),
    /// The events with these ids were imported.
    Imported(Vec<String>),
}

/// A message about the discussion, by the part that it concerns.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The list.
    List(list::Msg),
    /// The composers and their drafts.
    Composer(composer::Msg),
    /// Posting, changing and deleting.
    Posting(posting::Msg),
    /// Comments on passages, stages and notes.
    Anchored(anchored_comments::Msg),
    /// The answers of storage.
    Storage(storage::Msg),
    /// Other pages of this browser.
    Sync(sync::Msg),
    /// Exports, imports and erasing.
    ImportExport(import_export::Msg),
    /// The element was here before; holds the part `kept` of its [`Model::snapshot`](app::Model::snapshot).
    Restored(Json),
}

/// An effect of the discussion that needs no page.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Load the code of the discussion, and send [`app::Msg::DiscussionCodeLoaded`] or [`app::Msg::DiscussionCodeFailed`].
    LoadCode,
    /// A request to storage.
    Storage(StorageEffect),
    /// Draw the time and the random bytes for an event.
    Stamp(StampEffect),
    /// Tell other pages of this browser which events have been stored.
    Broadcast(Vec<Event>),
    /// Send [`storage::Msg::RetryDue`] in a while.
    ScheduleRetry {
        /// The composer whose text could not be stored.
        composer: ComposerId,
    },
    /// Send [`list::Msg::MoreRows`] as soon as the browser is idle.
    ScheduleRows,
    /// Save a file.
    SaveFile {
        /// Its name.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// Its content.
        text: String,
    },
}

/// A stamp that is needed.
#[derive(Clone, Debug, PartialEq)]
pub enum StampEffect {
    /// For the text of a composer; [`posting::Msg::PostStamped`] answers.
    Post {
        /// The composer.
        composer: ComposerId,
    },
    /// For an act on an entry; [`posting::Msg::ActStamped`] answers.
    Act {
        /// The kind of event.
        kind: &'static str,
        /// The entry.
        entry: EntryId,
    },
}

/// The functions of the discussion that the rest of the app calls.
///
/// A program that holds no value of this type holds none of the discussion's code either: a linker or a splitter of wasm finds
/// it by [`Code::new`] alone. Without it, a [`Model`](app::Model) keeps the messages for the discussion and asks for the code.
#[derive(Clone, Copy)]
pub struct Code {
    pub(in crate::app) new_state: fn(&Essay) -> State,
    pub(in crate::app) update: fn(&mut State, Msg, &mut Context<'_>) -> Vec<app::Effect>,
    pub(in crate::app) export: fn(&State, Format, &str, &Essay, Translations) -> String,
}

impl Code {
    /// All of it.
    pub fn new() -> Self {
        Self { new_state: State::new, update, export: State::export }
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Code {
    fn eq(&self, _: &Self) -> bool {
        // A program has one discussion.
        true
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// Wraps the messages and the effects of the parts.
macro_rules! wrap {
    ($($outer:ident::$variant:ident($inner:ty)),+ $(,)?) => {
        $(impl From<$inner> for $outer {
            fn from(inner: $inner) -> Self {
                Self::$variant(inner)
            }
        })+
    };
}

wrap! {
    Msg::List(list::Msg), Msg::Composer(composer::Msg), Msg::Posting(posting::Msg),
    Msg::Anchored(anchored_comments::Msg), Msg::Storage(storage::Msg), Msg::Sync(sync::Msg),
    Msg::ImportExport(import_export::Msg), Effect::Storage(StorageEffect), Effect::Stamp(StampEffect),
}

impl State {
    /// The discussion before anything is known of storage.
    fn new(essay: &Essay) -> Self {
        let mut state = Self::default();
        state.relist(essay, Unicode::default());
        state.rendered_rows = state.row_count();
        state
    }

    /// True if an author is this reader.
    pub(super) fn is_mine(&self, author: &Author) -> bool {
        !self.me.id.is_empty() && author.id == self.me.id
    }
}

fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::List(msg) => list::update(state, msg, cx),
        Msg::Composer(msg) => composer::update(state, msg, cx),
        Msg::Posting(msg) => posting::update(state, msg, cx),
        Msg::Anchored(msg) => anchored_comments::update(state, msg, cx),
        Msg::Storage(msg) => storage::update(state, msg, cx),
        Msg::Sync(msg) => sync::update(state, msg, cx),
        Msg::ImportExport(msg) => import_export::update(state, msg, cx),
        Msg::Restored(kept) => state.restore(&kept, cx),
    }
}

#[cfg(test)]
pub(crate) mod tests;
