//! Events on their way to storage.

use super::composer_id::ComposerId;
use crate::discussion::{Event, START};
use crate::json::Json;

/// Events on their way to storage.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingSave {
    /// The composer in which they were written; none for deletions and imports.
    pub composer: Option<ComposerId>,
    /// The events, at least one.
    pub events: Vec<Event>,
    /// True if they were imported.
    pub imported: bool,
    /// True if the reader no longer waits for them: storage was silent too long, or the page was left.
    pub late: bool,
}

impl PendingSave {
    /// Its id: the id of the last event.
    pub fn id(&self) -> &str {
        self.events.last().map_or("", |event| &event.id)
    }

    /// True if it is a start of this reader's, which is shown before it is stored.
    pub(super) fn is_start(&self) -> bool {
        !self.imported && self.events.iter().all(|event| event.kind == START)
    }

    /// The part that outlives the page.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("place", self.composer.as_ref().map(ComposerId::to_string).into()),
            ("events", self.events.iter().map(Event::to_json).collect()),
        ])
    }

    /// Reads the part that outlived a page; none if it holds no event.
    pub fn from_json(json: &Json) -> Option<Self> {
        let composer = json.get("place").and_then(Json::as_str).map(ComposerId::parse);
        let Some(Json::List(events)) = json.get("events") else { return None };
        let events: Vec<Event> = events.iter().filter_map(|event| Event::from_json(event.clone()).ok()).collect();
        (!events.is_empty()).then_some(Self { composer, events, imported: false, late: true })
    }
}

/// The purpose of a failed request to storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveId {
    /// To save events; holds the id of the last.
    Events(String),
    /// To erase events or the reader's identity.
    Erasure,
}
