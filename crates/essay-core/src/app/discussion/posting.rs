//! Posting, changing, deleting and restoring comments.

use super::{ComposerId, Notice, StampEffect, State, Storage, Undo};
use crate::app::context::Context;
use crate::app::start_question::{self, Commitment};
use crate::app::{self, HostEvent, PageEffect, Target};
use crate::config::DiscussionMode;
use crate::discussion::sanitize::{clean_name, clean_text};
use crate::discussion::{DELETE, EDIT, EntryId, Event, LONGEST_TEXT, POST, RESTORE, START, Stamp};
use crate::json::Json;
use crate::msg;

/// A message about posting.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader asked to post the text of a composer.
    PostPressed(ComposerId),
    /// The stamp for it was drawn.
    PostStamped {
        /// The composer.
        composer: ComposerId,
        /// The time and the random bytes.
        stamp: Stamp,
    },
    /// The reader asked to delete an entry.
    DeletePressed(EntryId),
    /// The stamp for an act on an entry was drawn.
    ActStamped {
        /// The kind of event.
        kind: &'static str,
        /// The entry.
        entry: EntryId,
        /// The time and the random bytes.
        stamp: Stamp,
    },
    /// The reader asked to undo the last deletion or import.
    UndoPressed,
    /// The reader committed to a start, and its stamp was drawn.
    StartCommitted {
        /// The start.
        start: Commitment,
        /// The time and the random bytes.
        stamp: Stamp,
    },
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::PostPressed(composer) => vec![StampEffect::Post { composer }.into()],
        // The author is read from storage first, so that nobody gets a second id.
        Msg::PostStamped { composer, .. } if state.storage == Storage::Opening => {
            state.post_later(composer, cx);
            vec![]
        }
        Msg::PostStamped { composer: ComposerId::StartReason, stamp } => {
            cx.outbox.push(app::Msg::StartStamped(stamp));
            vec![]
        }
        Msg::PostStamped { composer, stamp } => state.post(composer, &stamp, cx),
        Msg::DeletePressed(entry) => vec![StampEffect::Act { kind: DELETE, entry }.into()],
        Msg::ActStamped { kind, entry, stamp } => state.act_on(kind, &entry, &stamp, cx),
        Msg::UndoPressed => match state.undo.take() {
            Some(Undo::Deleted(entry)) => vec![StampEffect::Act { kind: RESTORE, entry }.into()],
            Some(Undo::Imported(ids)) => state.take_out(ids, &msg!(ImportGone), cx),
            None => vec![],
        },
        Msg::StartCommitted { start, stamp } => state.record_start(start, &stamp, cx),
    }
}

impl State {
    /// Posts as soon as it is known who writes here.
    fn post_later(&mut self, composer: ComposerId, cx: &mut Context<'_>) {
        if self.storage_silent {
            cx.announce(&msg!(StorageSilent));
            self.notice = Some(Notice::failure(composer.clone(), msg!(StorageSilent)));
        }
        self.retry = Some(composer);
    }

    /// Posts the text that waited until it was known who writes here.
    pub(super) fn post_waiting(&mut self) -> Option<app::Effect> {
        self.retry.take().map(|composer| StampEffect::Post { composer }.into())
    }

    fn post(&mut self, composer: ComposerId, stamp: &Stamp, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let at = self.pending_saves.iter().position(|pending| pending.composer.as_ref() == Some(&composer));
        let busy = at.and_then(|at| self.pending_saves.get(at)).is_some_and(|pending| !pending.late);
        if cx.config.discussion != DiscussionMode::Open || busy {
            return vec![];
        }
        let text = clean_text(self.drafts.get(&composer).unwrap_or_default()).trim().to_owned();
        let length = text.chars().count();
        let refusal = match &self.storage {
            Storage::ReadOnly(why) => Some(why.clone()),
            _ if text.is_empty() => Some(msg!(NothingToPost)),
            _ if length > LONGEST_TEXT => Some(msg!(TooLong, length, length - LONGEST_TEXT)),
            _ => None,
        };
        if let Some(reason) = refusal {
            cx.announce(&reason);
            self.notice = Some(Notice::failure(composer.clone(), reason));
            return vec![PageEffect::Focus(Target::Composer(composer)).into()];
        }
        if let Some(at) = at {
            return self.send_again(at, text, stamp, cx);
        }
        let event = if let ComposerId::Edit(id) = &composer {
            if self.own_entry(id).is_none_or(|entry| entry.text == text) {
                return self.close();
            }
            self.act(EDIT, id, text, stamp)
        } else {
            let parent = composer.entry().map(EntryId::to_string);
            let id = stamp.uuid_after(parent.as_ref().and_then(|parent| self.log.last_act(parent)));
            self.sign(stamp);
            self.event(id, POST, parent, composer.anchor_json(), text, stamp)
        };
        self.send(Some(composer), vec![event], false, cx)
    }

    /// An event of this reader's.
    pub(super) fn event(
        &self,
        id: String,
        kind: &str,
        parent: Option<String>,
        anchor: Json,
        text: String,
        stamp: &Stamp,
    ) -> Event {
        let kind = kind.to_owned();
        Event { id, kind, parent, author: self.me.clone(), anchor, text, time: stamp.time, unknown: vec![] }
    }

    /// An event that acts on an entry. It sorts behind all earlier acts on the entry.
    fn act(&self, kind: &str, entry: &EntryId, text: String, stamp: &Stamp) -> Event {
        let id = stamp.uuid_after(self.log.last_act(entry.as_str()));
        self.event(id, kind, Some(entry.to_string()), Json::Null, text, stamp)
    }

    fn act_on(&mut self, kind: &str, id: &EntryId, stamp: &Stamp, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let allowed = match self.log.entry(id.as_str()) {
            Some(entry) => self.is_mine(&entry.author) && entry.deleted == (kind == RESTORE),
            None => false,
        };
        if !allowed || matches!(self.storage, Storage::ReadOnly(_)) {
            return vec![];
        }
        let event = self.act(kind, id, String::new(), stamp);
        self.send(None, vec![event], false, cx)
    }

    /// Makes an event of a start. It is shown at once, and stored where anything is.
    fn record_start(&mut self, start: Commitment, stamp: &Stamp, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let reason = self.drafts.take(&ComposerId::StartReason).unwrap_or_default().trim().to_owned();
        self.sign(stamp);
        let event = self.event(stamp.uuid(), START, None, start.anchor(), reason.clone(), stamp);
        self.log.add(event.clone());
        let committed = HostEvent::Start { circle: start.circle, step: start.step, reason };
        let mut effects = vec![PageEffect::Emit(committed).into()];
        match &self.storage {
            Storage::Memory(_) => {}
            Storage::ReadOnly(_) => cx.outbox.push(start_question::Msg::SaveFailed.into()),
            Storage::Opening | Storage::Durable => {
                effects.extend(self.send(Some(ComposerId::StartReason), vec![event], false, cx));
            }
        }
        effects
    }

    /// Gives the reader an id, and a name that is fit to be shown.
    fn sign(&mut self, stamp: &Stamp) {
        if self.me.id.is_empty() {
            self.me.id = stamp.uuid();
        }
        self.me.name = clean_name(&self.me.name);
        self.editing_name = false;
    }
}

#[cfg(test)]
mod tests;
