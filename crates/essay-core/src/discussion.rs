//! The discussion: an append-only set of events, and the entries that they project to.
//!
//! An event never changes once it is made. Readers see a projection of the set, so the order in which events arrive
//! does not matter. Unknown fields and unknown kinds of events are kept as they are.
//!
//! # Example
//! Two tabs merge what each of them knows, in any order:
//!
//! ```
//! use essay_core::discussion::{Author, Discussion, EDIT, Event, POST, Stamp};
//! use essay_core::json::Json;
//!
//! let author = Author { id: "a".to_owned(), name: "Ann".to_owned() };
//! let event = |kind: &str, id: String, parent: Option<String>, text: &str| Event {
//!     id,
//!     kind: kind.to_owned(),
//!     parent,
//!     author: author.clone(),
//!     anchor: Json::Null,
//!     text: text.to_owned(),
//!     time: 0,
//!     unknown: vec![],
//! };
//! let stamp = Stamp { time: 1_700_000_000_000, random: [7; 10] };
//! let post = event(POST, stamp.uuid(), None, "Helo.");
//! // The edit sorts after the post, although the clock stands still.
//! let edit = event(EDIT, stamp.uuid_after(Some(&post.id)), Some(post.id.clone()), "Hello.");
//!
//! let mut one = Discussion::default();
//! one.add_all(vec![post.clone(), edit.clone()]);
//! let mut other = Discussion::default();
//! other.add(edit);
//! other.add(post);
//! assert_eq!(one, other);
//! assert_eq!(one.entries()[0].text, "Hello.");
//! ```

pub mod anchor;
pub mod codec;
mod entry_id;
mod event;
mod event_id;
pub mod export;
pub mod list;
pub mod lookalikes;
pub mod markup;
mod projection;
pub mod sanitize;
mod sort;
pub mod tree;

pub use entry_id::EntryId;
pub use event::{Author, DELETE, EDIT, Entry, Event, POST, RESTORE, START, Version};
pub use event_id::Stamp;
use std::rc::Rc;

/// The longest comment, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;

/// A set of events and the entries that they project to.
///
/// Each event is projected once: an entry that a new event does not concern stays the same [`Rc`].
#[derive(Clone, Debug, Default)]
pub struct Discussion {
    /// The events, sorted by id.
    events: Vec<Rc<Event>>,
    /// The events that change an entry, present or not, sorted by that entry's id and then by their own.
    acts: Vec<Rc<Event>>,
    /// The entries, sorted by id.
    entries: Vec<Rc<Entry>>,
}

impl PartialEq for Discussion {
    fn eq(&self, other: &Self) -> bool {
        // The other fields follow from the events.
        self.events == other.events
    }
}

impl Discussion {
    /// Adds an event. Returns false and changes nothing if its id is known, since a known event is never replaced.
    pub fn add(&mut self, event: Event) -> bool {
        self.add_all(vec![event]) == 1
    }

    /// Adds events in any order, and returns the number of new ones. If two have the same id, the first counts.
    pub fn add_all(&mut self, events: Vec<Event>) -> usize {
        let events: Vec<Rc<Event>> = events.into_iter().map(Rc::new).collect();
        let mut new = sort::sorted(&events, sort::by_id);
        new.dedup_by(|later, first| later.id == first.id);
        new.retain(|event| self.event(&event.id).is_none());
        let count = new.len();

        let acts: Vec<Rc<Event>> = new.iter().filter(|event| event.is_act()).cloned().collect();
        let acts = sort::sorted(&acts, sort::by_target);
        sort::merge(&mut self.acts, acts.clone(), sort::by_target);
        let posts = new.iter().filter(|event| event.kind == POST);
        let entries = posts.map(|post| Rc::new(projection::project(post, self.acts_on(&post.id)))).collect();
        sort::merge(&mut self.entries, entries, |a: &Entry, b| a.id.cmp(&b.id));
        sort::merge(&mut self.events, new, sort::by_id);
        self.project_again(&acts);
        count
    }

    /// Removes events. This is only for an explicit request of the reader: to undo an import, or to delete everything
    /// that they wrote here.
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
        self.project_again(&sort::sorted(&acts, sort::by_target));
    }

    /// Returns the events, sorted by id.
    pub fn events(&self) -> &[Rc<Event>] {
        &self.events
    }

    /// Returns the event with this id.
    pub fn event(&self, id: &str) -> Option<&Rc<Event>> {
        self.events.get(self.place(id)?)
    }

    /// Returns the comments including the deleted ones, sorted by id, that is, by time.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// Returns the comment with this id.
    pub fn entry(&self, id: &str) -> Option<&Rc<Entry>> {
        self.entries.get(self.entry_place(id)?)
    }

    /// Returns the id of the last event by the author of a comment about that comment: its post, or its latest valid
    /// act. The id of a further act must sort after it ([`Stamp::uuid_after`]).
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

    /// Returns all acts on an entry, valid or not, sorted by id.
    fn acts_on(&self, id: &str) -> &[Rc<Event>] {
        let from = self.acts.partition_point(|act| act.parent.as_deref() < Some(id));
        let to = self.acts.partition_point(|act| act.parent.as_deref() <= Some(id));
        self.acts.get(from..to).unwrap_or_default()
    }

    /// Projects the entries that these acts concern again. The acts are sorted by target. An unchanged entry stays the
    /// same `Rc`.
    fn project_again(&mut self, acts: &[Rc<Event>]) {
        for acts in acts.chunk_by(|a, b| a.parent == b.parent) {
            let Some(id) = acts.first().and_then(|act| act.parent.as_deref()) else { continue };
            let (Some(post), Some(at)) = (self.event(id), self.entry_place(id)) else { continue };
            let folded = projection::project(post, self.acts_on(id));
            if let Some(entry) = self.entries.get_mut(at).filter(|entry| ***entry != folded) {
                *entry = Rc::new(folded);
            }
        }
    }
}

#[cfg(test)]
mod tests;
