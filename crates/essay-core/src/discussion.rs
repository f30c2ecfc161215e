//! The discussion: an append-only set of events, and what they amount to.
//!
//! An event is never changed once it is made. What readers see is a fold over the set, so the order in which events
//! arrive does not matter. Fields and kinds of event that this version does not know are kept as they are.

pub mod anchor;
pub mod names;
pub mod tree;
pub mod wire;

use crate::json::{Fields, Json};

/// The longest comment, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;

/// Somebody who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Made once for each browser.
    pub id: String,
    /// As typed; may be empty.
    pub name: String,
}

/// Something that happened in a discussion.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// A UUID of version 7.
    pub id: String,
    /// `post`, or a kind that other versions write.
    pub kind: String,
    /// The entry that it answers, or upon which it acts.
    pub parent: Option<String>,
    /// Who did it.
    pub author: Author,
    /// The passage, stage or note that it is about.
    pub anchor: Json,
    /// The words.
    pub text: String,
    /// When it happened, in milliseconds since 1970.
    pub time: i64,
    /// Fields that this version does not know.
    pub unknown: Fields,
}

/// When and under which name something happens: what a pure model cannot make up.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// Milliseconds since 1970.
    pub time: i64,
    /// Ten random bytes.
    pub random: [u8; 10],
}

impl Stamp {
    /// A UUID of version 7 of this stamp (RFC 9562, section 5.7).
    pub fn uuid(&self) -> String {
        // A clock that stands before 1970 counts as one that stands there.
        uuid::Builder::from_unix_timestamp_millis(self.time.max(0).unsigned_abs(), &self.random).into_uuid().to_string()
    }
}

/// A comment as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The id of the event that posted it.
    pub id: String,
    /// The entry that it answers.
    pub parent: Option<String>,
    /// Who wrote it; may be empty.
    pub name: String,
    /// When, in milliseconds since 1970.
    pub time: i64,
    /// Its words.
    pub text: String,
}

/// A set of events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discussion {
    /// Sorted by id.
    events: Vec<Event>,
}

impl Discussion {
    /// Adds an event; one whose id is there already changes nothing. True if it was new.
    pub fn add(&mut self, event: Event) -> bool {
        match self.events.binary_search_by(|known| known.id.cmp(&event.id)) {
            Ok(_) => false,
            Err(at) => {
                self.events.insert(at, event);
                true
            }
        }
    }

    /// The events, sorted by id.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter()
    }

    /// The comments, sorted by id, which is by time.
    pub fn entries(&self) -> Vec<Entry> {
        self.events()
            .filter(|event| event.kind == "post")
            .map(|event| Entry {
                id: event.id.clone(),
                parent: event.parent.clone(),
                name: event.author.name.clone(),
                time: event.time,
                text: event.text.clone(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_makes_a_version_7_uuid_that_sorts_by_time() {
        let early = Stamp { time: 1_700_000_000_000, random: [0xff; 10] }.uuid();
        let late = Stamp { time: 1_700_000_000_001, random: [0; 10] }.uuid();
        assert_eq!(early.as_bytes()[14], b'7');
        assert!(early < late);
    }
}
