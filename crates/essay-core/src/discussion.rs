//! The discussion: an append-only set of events, and what they amount to.
//!
//! An event is never changed once it is made. What readers see is a fold over the set, so the order in which events
//! arrive does not matter. Fields and kinds of event that this version does not know are kept as they are.

pub mod anchor;
pub mod export;
mod fold;
pub mod list;
pub mod markup;
pub mod names;
mod stamp;
pub mod tree;
pub mod wire;

use crate::json::{Fields, Json};
pub use stamp::Stamp;
use std::rc::Rc;

/// The longest comment, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;

/// The kind of an event that makes an entry.
pub const POST: &str = "post";

/// The kind of an event that gives the entry `parent` another text.
pub const EDIT: &str = "edit";

/// The kind of an event that takes the entry `parent` out of sight.
pub const DELETE: &str = "delete";

/// The kind of an event that brings the entry `parent` back.
pub const RESTORE: &str = "restore";

/// Somebody who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Made once for each browser.
    pub id: String,
    /// As typed; may be empty.
    pub name: String,
}

/// Something that happened in a discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// A UUID of version 7; see [`Stamp::uuid_after`].
    pub id: String,
    /// [`POST`], [`EDIT`], [`DELETE`], [`RESTORE`], or a kind that shows nothing in the discussion.
    pub kind: String,
    /// The entry that it answers, or upon which it acts.
    pub parent: Option<String>,
    /// Who did it.
    pub author: Author,
    /// The passage, stage or note that it is about.
    pub anchor: Json,
    /// The words.
    pub text: String,
    /// When it happened by the clock of whoever did it, in milliseconds since 1970.
    pub time: i64,
    /// Fields that this version does not know, and those that it could not read as what they should be.
    pub unknown: Fields,
}

impl Event {
    /// Whether this changes an entry.
    fn is_act(&self) -> bool {
        self.parent.is_some() && matches!(self.kind.as_str(), EDIT | DELETE | RESTORE)
    }
}

/// A text that an entry once had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was written, in milliseconds since 1970.
    pub time: i64,
    /// The words.
    pub text: String,
}

/// A comment as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id of the event that posted it.
    pub id: String,
    /// The entry that it answers.
    pub parent: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// When it was posted, in milliseconds since 1970.
    pub time: i64,
    /// Its words, after the last edit. They stay when it is deleted.
    pub text: String,
    /// The passage, stage or note that it is about.
    pub anchor: Json,
    /// What it said before, oldest first; empty if it was never edited.
    pub earlier: Vec<Version>,
    /// When it was last edited.
    pub edited: Option<i64>,
    /// Whether its author has deleted it.
    pub deleted: bool,
}

impl Entry {
    /// Whether an author wrote it; nobody is the author with an empty id.
    pub fn is_of(&self, author_id: &str) -> bool {
        !author_id.is_empty() && self.author.id == author_id
    }
}

/// A set of events, and the entries that they amount to.
///
/// What is added once is folded once: an entry that a new event does not concern stays the same [`Rc`].
#[derive(Clone, Debug, Default)]
pub struct Discussion {
    /// Sorted by id.
    events: Vec<Rc<Event>>,
    /// Those of the events that change an entry, whether it is there or not, sorted by that entry and then by id.
    acts: Vec<Rc<Event>>,
    /// Sorted by id.
    entries: Vec<Rc<Entry>>,
}

impl PartialEq for Discussion {
    fn eq(&self, other: &Self) -> bool {
        // Everything else follows from the events.
        self.events == other.events
    }
}

impl Discussion {
    /// Adds an event. False, and nothing has changed, if its id is known: what is known is never replaced.
    pub fn add(&mut self, event: Event) -> bool {
        self.add_all(vec![event]) == 1
    }

    /// Adds events in any order; tells how many were new. Of two with one id the first counts.
    pub fn add_all(&mut self, events: Vec<Event>) -> usize {
        let events: Vec<Rc<Event>> = events.into_iter().map(Rc::new).collect();
        let mut new = fold::sorted(&events, fold::by_id);
        new.dedup_by(|later, first| later.id == first.id);
        new.retain(|event| self.event(&event.id).is_none());
        let count = new.len();

        let acts: Vec<Rc<Event>> = new.iter().filter(|event| event.is_act()).cloned().collect();
        let acts = fold::sorted(&acts, fold::by_target);
        fold::merge(&mut self.acts, acts.clone(), fold::by_target);
        let posts = new.iter().filter(|event| event.kind == POST);
        let entries = posts.map(|post| Rc::new(fold::fold(post, self.acts_on(&post.id)))).collect();
        fold::merge(&mut self.entries, entries, |a: &Entry, b| a.id.cmp(&b.id));
        fold::merge(&mut self.events, new, fold::by_id);
        self.fold_again(&acts);
        count
    }

    /// Removes events. Only for what readers ask for in so many words: to undo an import, or to delete everything that
    /// they wrote here.
    pub fn remove(&mut self, ids: &[String]) {
        let mut gone = vec![false; self.events.len()];
        for id in ids {
            if let Some(gone) = self.place(id).and_then(|at| gone.get_mut(at)) {
                *gone = true;
            }
        }
        let (kept, gone): (Vec<_>, Vec<_>) = self.events.drain(..).zip(gone).partition(|(_, gone)| !gone);
        self.events = kept.into_iter().map(|(event, _)| event).collect();
        let Self { events, acts, entries } = self;
        let stays = |id: &String| events.binary_search_by(|event| event.id.cmp(id)).is_ok();
        acts.retain(|act| stays(&act.id));
        entries.retain(|entry| stays(&entry.id));
        let acts: Vec<Rc<Event>> = gone.into_iter().map(|(event, _)| event).filter(|event| event.is_act()).collect();
        self.fold_again(&fold::sorted(&acts, fold::by_target));
    }

    /// The events, sorted by id.
    pub fn events(&self) -> &[Rc<Event>] {
        &self.events
    }

    /// The event with this id.
    pub fn event(&self, id: &str) -> Option<&Rc<Event>> {
        self.events.get(self.place(id)?)
    }

    /// The comments, deleted ones among them, sorted by id, which is by time.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// The comment with this id.
    pub fn entry(&self, id: &str) -> Option<&Rc<Entry>> {
        self.entries.get(self.entry_place(id)?)
    }

    /// The comments of an author, deleted ones among them, sorted by id.
    pub fn entries_of(&self, author_id: &str) -> impl Iterator<Item = &Rc<Entry>> {
        self.entries.iter().filter(move |entry| entry.author.id == author_id)
    }

    /// The last thing that the author of a comment did with it: the greatest id among the post and the acts that count.
    /// Another act must get an id behind this one ([`Stamp::uuid_after`]).
    pub fn last_act(&self, entry_id: &str) -> Option<&str> {
        let entry = self.entry(entry_id)?;
        let own = self.acts_on(entry_id).iter().rfind(|act| act.author.id == entry.author.id);
        own.map(|act| act.id.as_str()).max(Some(&entry.id))
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.events.binary_search_by(|event| event.id.as_str().cmp(id)).ok()
    }

    fn entry_place(&self, id: &str) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()
    }

    /// The acts on an entry, sorted by id, those that do not count among them.
    fn acts_on(&self, id: &str) -> &[Rc<Event>] {
        let from = self.acts.partition_point(|act| act.parent.as_deref() < Some(id));
        let to = self.acts.partition_point(|act| act.parent.as_deref() <= Some(id));
        self.acts.get(from..to).unwrap_or_default()
    }

    /// Folds the entries again on which these acts were done, which are sorted by target. One that comes out as it was
    /// stays the same `Rc`.
    fn fold_again(&mut self, acts: &[Rc<Event>]) {
        for acts in acts.chunk_by(|a, b| a.parent == b.parent) {
            let Some(id) = acts.first().and_then(|act| act.parent.as_deref()) else { continue };
            let (Some(post), Some(at)) = (self.event(id), self.entry_place(id)) else { continue };
            let folded = fold::fold(post, self.acts_on(id));
            if let Some(entry) = self.entries.get_mut(at).filter(|entry| ***entry != folded) {
                *entry = Rc::new(folded);
            }
        }
    }
}

#[cfg(test)]
mod tests;
