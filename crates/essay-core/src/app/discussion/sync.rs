//! Other pages of this browser: the events that they store and erase, and the id of the author.

use super::{ComposerId, State};
use crate::app;
use crate::app::context::Context;
use crate::discussion::{Author, EDIT, Event, START};
use crate::json::Json;

/// A message from another page.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Another page has stored or erased events.
    RemoteEvents {
        /// The new events.
        events: Vec<Event>,
        /// The ids of the erased events.
        erased: Vec<String>,
        /// The author who writes in this browser.
        author: Author,
    },
    /// Another page had given the author another id before; holds that id.
    AuthorIdAdopted(String),
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::RemoteEvents { events, erased, author } => state.add_remote(events, &erased, author, cx),
        Msg::AuthorIdAdopted(id) => {
            state.adopt_author_id(&id);
            state.log_changed(cx)
        }
    }
}

impl State {
    fn add_remote(
        &mut self,
        events: Vec<Event>,
        erased: &[String],
        author: Author,
        cx: &Context<'_>,
    ) -> Vec<app::Effect> {
        if self.me.id.is_empty() {
            let typed = std::mem::replace(&mut self.me, author).name;
            if !typed.is_empty() {
                self.me.name = typed;
            }
        }
        self.log.remove(erased);
        self.unread.extend(events.iter().map(|event| event.id.clone()));
        // The draft of a comment that another page has posted is no draft any more.
        for event in &events {
            let composer = composer_of(event);
            // An import may hold the same words by somebody else.
            if self.is_mine(&event.author) && self.drafts.get(&composer).is_some_and(|draft| draft.trim() == event.text)
            {
                self.drafts.take(&composer);
            }
        }
        self.log.add_all(events);
        self.log_changed(cx)
    }

    /// Takes over the id that this browser's author has: events that were written here under another id get it as well.
    pub(super) fn adopt_author_id(&mut self, id: &str) {
        let before = std::mem::replace(&mut self.me.id, id.to_owned());
        if before.is_empty() {
            // Events without an author belong to nobody.
            return;
        }
        let renamed =
            |event: &Event| Event { author: Author { id: id.to_owned(), ..event.author.clone() }, ..event.clone() };
        for event in self.pending_saves.iter_mut().flat_map(|pending| &mut pending.events) {
            if event.author.id == before {
                *event = renamed(event);
            }
        }
        // A start is in the log before it is stored.
        let shown = self.log.events().iter().filter(|event| event.author.id == before);
        let shown: Vec<Event> = shown.map(|event| renamed(event)).collect();
        self.log.remove(&shown.iter().map(|event| event.id.clone()).collect::<Vec<_>>());
        self.log.add_all(shown);
    }
}

/// The composer in which an event was written.
fn composer_of(event: &Event) -> ComposerId {
    match (&event.anchor, &event.parent) {
        _ if event.kind == START => ComposerId::StartReason,
        (_, Some(entry)) if event.kind == EDIT => ComposerId::Edit(entry.as_str().into()),
        (Json::Null, Some(entry)) => ComposerId::Reply(entry.as_str().into()),
        (Json::Null, None) => ComposerId::Essay,
        (anchor, _) => ComposerId::parse(&anchor.to_string()),
    }
}

#[cfg(test)]
mod tests;
