//! Saving events: nothing is called saved before storage says so.

use super::{ComposerId, Effect, Notice, PendingSave, State, Storage, StorageEffect, Undo};
use crate::app::context::Context;
use crate::app::start_question;
use crate::app::{self, HostEvent, PageEffect, Target};
use crate::discussion::sanitize::{clean_name, clean_text};
use crate::discussion::{DELETE, EDIT, EntryId, Event, POST, START, Stamp};
use crate::json::Json;
use crate::msg;

impl State {
    /// The request to save events.
    pub(super) fn save(&self, pending: &PendingSave, cx: &Context<'_>) -> app::Effect {
        let PendingSave { composer, events, imported, .. } = pending;
        // Events of an earlier page name their author themselves. Imported events have any author.
        let is_named = self.me.id.is_empty() && !imported;
        let me = if is_named { events.first().map(|event| &event.author) } else { Some(&self.me) };
        let effect = StorageEffect::SaveEvents {
            discussion: cx.discussion_id().to_owned(),
            events: events.clone(),
            // Another text in the composer is another draft, which stays.
            composer: composer.clone().filter(|composer| !self.has_other_text(composer, events)),
            me: me.unwrap_or(&self.me).clone(),
        };
        effect.into()
    }

    /// True if a composer holds another text than the events that were sent from it.
    fn has_other_text(&self, composer: &ComposerId, events: &[Event]) -> bool {
        let draft = self.drafts.get(composer).map(clean_text);
        draft.is_some_and(|draft| events.last().is_none_or(|last| draft.trim() != last.text))
    }

    /// Sends events to storage. They count as saved if nothing can be stored.
    pub(super) fn send(
        &mut self,
        composer: Option<ComposerId>,
        events: Vec<Event>,
        imported: bool,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        let pending = PendingSave { composer, events, imported, late: false };
        if pending.events.is_empty() {
            return vec![];
        }
        self.notice = None;
        // A screen reader reads the next announcement also if it is the same as the last.
        cx.announcement.clear();
        self.retry.take_if(|retry| pending.composer.as_ref() == Some(retry));
        let (id, effect) = (pending.id().to_owned(), self.save(&pending, cx));
        self.pending_saves.push(pending);
        if self.can_save() { vec![effect] } else { self.saved(&id, cx) }
    }

    /// Sends a text again about which storage has not answered. The first attempt may be stored yet, so its events stay as
    /// they are; another text becomes a change of them.
    pub(super) fn send_again(
        &mut self,
        at: usize,
        text: String,
        stamp: &Stamp,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        let change = self.pending_saves.get(at).and_then(|pending| pending.events.last()).and_then(|last| {
            let entry = if last.kind == POST { Some(&last.id) } else { last.parent.as_ref() };
            let id = stamp.uuid_after(Some(&last.id));
            (last.text != text).then(|| self.event(id, EDIT, entry.cloned(), Json::Null, text, stamp))
        });
        let Some(pending) = self.pending_saves.get_mut(at) else { return vec![] };
        pending.events.extend(change);
        pending.late = false;
        let pending = pending.clone();
        self.notice = None;
        cx.announcement.clear();
        vec![self.save(&pending, cx)]
    }

    /// The index of a pending save.
    pub(super) fn pending_save(&self, id: &str) -> Option<usize> {
        self.pending_saves.iter().position(|pending| pending.id() == id)
    }

    /// Shows events that storage has saved.
    pub(super) fn saved(&mut self, id: &str, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let Some(at) = self.pending_save(id) else { return vec![] };
        let PendingSave { composer, events, imported, late } = self.pending_saves.remove(at);
        let Some(event) = events.first().cloned() else { return vec![] };
        let shown = self.log.events();
        let is_shown = |event: &Event| shown.binary_search_by(|known| known.id.cmp(&event.id)).is_ok();
        if !imported && events.iter().all(is_shown) {
            return self.saved_shown(composer, &events, late, cx);
        }
        let entry = if event.kind == POST { event.id.clone() } else { event.parent.clone().unwrap_or_default() };
        let entry = EntryId::from(entry);
        let neighbour = if event.kind == DELETE { self.neighbour(&entry, cx) } else { None };
        let mut effects: Vec<app::Effect> = events
            .iter()
            .filter_map(|event| HostEvent::of(event, imported))
            .map(|event| PageEffect::Emit(event).into())
            .collect();
        effects.push(Effect::Broadcast(events.clone()).into());
        if !imported && self.me.id.is_empty() {
            // An earlier page was left before it was known who writes here.
            self.me.id.clone_from(&event.author.id);
        }
        let first_post = event.kind == POST
            && !imported
            && !self.log.entries().iter().rev().any(|entry| self.is_mine(&entry.author));
        if imported {
            let ids: Vec<String> = events.iter().map(|event| event.id.clone()).collect();
            let others = events.iter().filter(|event| !self.is_mine(&event.author));
            let others: Vec<String> = others.map(|event| event.id.clone()).collect();
            self.unread.extend(others);
            self.undo = Some(Undo::Imported(ids));
            cx.announce(&msg!(EntriesAdded, events.len()));
        }
        let emptied = composer.as_ref().and_then(|composer| self.clear(composer, &events, late, cx));
        effects.extend(emptied);
        effects.extend(self.add_stored(events, cx));
        if imported {
            effects.extend((!late).then(|| PageEffect::Focus(Target::Undo).into()));
            return effects;
        }
        // A name that signs a comment is stored with it. A name that was typed since is still a draft.
        if clean_name(&self.me.name) == event.author.name && self.drafts.take(&ComposerId::Name).is_some() {
            effects.extend(self.save_name(cx));
        }
        if let Some(composer) = composer {
            let memory = matches!(self.storage, Storage::Memory(_));
            let text = match (memory, event.kind == EDIT) {
                (false, false) => msg!(CommentSaved),
                (false, true) => msg!(ChangeSaved),
                (true, _) => msg!(ShownNotSaved),
            };
            cx.announce(&text);
            // A composer that closes takes its notice along; the entry gets the focus, and the notice is announced.
            self.notice = Some(Notice { composer, text, failed: false });
            if first_post && !memory {
                effects.push(StorageEffect::Persist.into());
            }
        } else if event.kind == DELETE {
            self.undo = Some(Undo::Deleted(entry.clone()));
            cx.announce(&msg!(DeletedSaved));
            if late {
                return effects;
            }
            let stays = self.ids(cx).any(|id| entry == *id);
            let target = match neighbour {
                _ if stays => Target::Entry(entry),
                Some(neighbour) => Target::Entry(neighbour),
                None => Target::Composer(ComposerId::Essay),
            };
            effects.push(PageEffect::Focus(target).into());
            return effects;
        } else {
            self.undo = None;
            cx.announce(&if event.kind == POST { msg!(CommentSaved) } else { msg!(CommentBack) });
        }
        // A reader who does not wait any more is somewhere else, and stays there.
        if !late {
            effects.extend(self.show(&entry, cx));
            effects.push(PageEffect::Focus(Target::Entry(entry)).into());
        }
        effects
    }

    /// Takes over the saving of events that are in the log: a start, events that lived in the page only, and events that
    /// another page has stored in the meantime.
    fn saved_shown(
        &mut self,
        composer: Option<ComposerId>,
        events: &[Event],
        late: bool,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        let emptied = composer.and_then(|composer| self.clear(&composer, events, late, cx));
        if events.iter().all(|event| event.kind == START) {
            cx.outbox.push(start_question::Msg::Saved.into());
            return Vec::from_iter(emptied);
        }
        self.notice = None;
        cx.announce(&msg!(CommentSaved));
        emptied.into_iter().chain([Effect::Broadcast(events.to_vec()).into()]).collect()
    }

    /// Clears the composer in which events were written, unless it holds another text by now.
    fn clear(&mut self, composer: &ComposerId, events: &[Event], late: bool, cx: &Context<'_>) -> Option<app::Effect> {
        self.previewed.take_if(|previewed| previewed == composer);
        if self.has_other_text(composer, events) {
            // Storage may have forgotten the draft with the comment.
            return Some(self.save_draft(composer, cx));
        }
        if !late {
            self.entry_composer.take_if(|open| open == composer);
            self.anchor_composer.take_if(|open| open == composer);
        }
        // A change that stays open shows the text as it is now.
        if matches!(composer, ComposerId::Edit(_)) && self.entry_composer.as_ref() == Some(composer) {
            return None;
        }
        // The text of an earlier page may have come back as a draft.
        self.drafts.take(composer).filter(|_| late).map(|_| self.save_draft(composer, cx))
    }
}

#[cfg(test)]
mod tests;
