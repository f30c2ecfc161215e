//! Events that are not saved yet: storage is silent about them or has refused them, or an earlier page has left them.

use super::storage::{announce_silence, problem};
use super::{ComposerId, Effect, Notice, PendingSave, SaveId, StampEffect, State, Storage, StorageEffect};
use crate::app::context::Context;
use crate::app::start_question;
use crate::app::{self, PageEffect, Target};
use crate::discussion::{Author, START};
use crate::i18n::LocalizedMessage;
use crate::json::Json;
use crate::msg;

impl State {
    /// Goes on with what earlier pages could not store. It is older than what the reader does here.
    pub(super) fn take_leftovers(
        &mut self,
        drafts: Vec<(ComposerId, String)>,
        unsaved: Vec<PendingSave>,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        self.take_drafts(drafts);
        unsaved.into_iter().for_each(|pending| self.go_on_saving(pending));
        if self.storage == Storage::Opening { vec![] } else { self.save_all(cx) }
    }

    /// Goes on saving the events of an earlier page, as soon as it is known what is stored.
    pub(super) fn go_on_saving(&mut self, pending: PendingSave) {
        let is_known = self.pending_saves.iter().any(|known| known.id() == pending.id());
        if !is_known && !pending.events.is_empty() {
            let shown = pending.events.iter().filter(|event| event.kind == START);
            self.log.add_all(shown.cloned().collect());
            self.pending_saves.push(pending);
        }
    }

    /// Saves the events of earlier pages. They are at least shown if nothing can be stored, and become drafts if nothing
    /// may be written.
    pub(super) fn save_all(&mut self, cx: &mut Context<'_>) -> Vec<app::Effect> {
        if self.can_save() {
            let late = self.pending_saves.iter().filter(|pending| pending.late);
            return late.map(|pending| self.save(pending, cx)).collect();
        }
        let late = self.pending_saves.iter().filter(|pending| pending.late);
        let late: Vec<String> = late.map(|pending| pending.id().to_owned()).collect();
        if matches!(self.storage, Storage::Memory(_)) {
            return late.iter().flat_map(|id| self.saved(id, cx)).collect();
        }
        for pending in self.pending_saves.extract_if(.., |pending| pending.late) {
            if let (Some(composer), Some(last)) = (pending.composer, pending.events.last())
                && self.drafts.get(&composer).is_none()
            {
                self.drafts.set(&composer, last.text.clone());
            }
        }
        vec![]
    }

    /// Tells the reader that storage does not answer. The request is not given up: a late answer counts.
    pub(super) fn save_silent(&mut self, id: &SaveId, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let failure =
            |composer: Option<ComposerId>| Some(Notice::failure(composer.unwrap_or_default(), msg!(StorageSilent)));
        let id = match id {
            SaveId::Events(id) => id,
            SaveId::Erasure => {
                self.notice = failure(None);
                return vec![announce_silence(cx)];
            }
        };
        let at = self.pending_save(id);
        let Some(pending) = at.and_then(|at| self.pending_saves.get_mut(at)) else { return vec![] };
        pending.late = true;
        let pending = pending.clone();
        if pending.is_start() {
            cx.outbox.push(start_question::Msg::SaveSilent.into());
        } else {
            self.notice = failure(pending.composer.clone());
        }
        let kept = (!pending.imported).then(|| save_unsaved(pending, cx));
        [announce_silence(cx)].into_iter().chain(kept).collect()
    }

    /// Keeps the events that are not saved yet when the page is left. An imported file is still where it was.
    pub(super) fn save_all_unsaved(&self, cx: &Context<'_>) -> Vec<app::Effect> {
        let unsaved = self.pending_saves.iter().filter(|pending| !pending.imported);
        unsaved.map(|pending| save_unsaved(pending.clone(), cx)).collect()
    }

    /// Goes on with what the reader had begun in the element that was here before.
    pub(super) fn restore(&mut self, kept: &Json, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let text = |name: &str| kept.get(name).and_then(Json::as_str);
        let list = |name: &str| match kept.get(name) {
            Some(Json::List(items)) => items.as_slice(),
            _ => &[],
        };
        let mut effects = vec![];
        for draft in list("drafts") {
            let field = |name: &str| draft.get(name).and_then(Json::as_str).unwrap_or_default();
            let (composer, text) = (ComposerId::parse(field("place")), field("text").to_owned());
            self.drafts.set(&composer, text.clone());
            let discussion = cx.discussion_id().to_owned();
            effects.push(StorageEffect::SaveDraft { discussion, composer, text }.into());
        }
        self.entry_composer = text("open").map(ComposerId::parse);
        self.anchor_composer = text("about").map(ComposerId::parse);
        let Author { id, name } = app::Model::author_of(kept);
        self.me.name = name;
        self.editing_name = self.drafts.get(&ComposerId::Name).is_some();
        if self.me.id.is_empty() {
            self.me.id = id;
        }
        // An attempt of the code before may still succeed, so the events stay the same.
        let unsaved = list("sending").iter().filter_map(PendingSave::from_json).collect();
        effects.extend(self.take_leftovers(vec![], unsaved, cx));
        effects
    }

    pub(super) fn save_failed(
        &mut self,
        id: &SaveId,
        reason: LocalizedMessage,
        outdated: bool,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        if outdated {
            self.storage = Storage::ReadOnly(reason.clone());
        }
        let found = match id {
            SaveId::Events(id) => {
                let found = self.pending_save(id).and_then(|at| Some((at, self.pending_saves.get(at)?.clone())));
                // The reader does not wait for events that are not pending.
                if found.is_none() {
                    return vec![];
                }
                found
            }
            SaveId::Erasure => None,
        };
        cx.announce(&reason);
        let problem = problem("storage", cx.announcement.clone());
        let Some((at, pending)) = found else {
            self.notice = Some(Notice::failure(ComposerId::Essay, reason));
            return vec![problem];
        };
        let is_start = pending.is_start();
        if is_start {
            cx.outbox.push(start_question::Msg::SaveFailed.into());
        } else {
            self.notice = Some(Notice::failure(pending.composer.clone().unwrap_or_default(), reason));
        }
        // Events about which storage was silent may be stored after all. They are tried again as they are, so that they cannot
        // be there twice.
        if let Some(composer) = pending.composer.clone().filter(|_| self.can_save() && (is_start || pending.late)) {
            return vec![problem, save_unsaved(pending, cx), Effect::ScheduleRetry { composer }.into()];
        }
        self.pending_saves.remove(at);
        if is_start {
            return vec![problem];
        }
        let target = Target::Composer(pending.composer.clone().unwrap_or_default());
        let mut effects = vec![problem, PageEffect::Focus(target).into()];
        // Deletions and imports leave the text alone that stands in a composer.
        if let Some(composer) = pending.composer.filter(|_| self.can_save()) {
            self.retry = Some(composer.clone());
            // The draft was taken off those that wait to be written when it was posted.
            effects.push(self.save_draft(&composer, cx));
            effects.push(Effect::ScheduleRetry { composer }.into());
        }
        effects
    }

    /// Tries again to post a text that could not be stored, unless the reader has changed it since.
    pub(super) fn retry(&mut self, composer: ComposerId, cx: &Context<'_>) -> Vec<app::Effect> {
        let unsaved = self.pending_saves.iter().filter(|pending| pending.composer.as_ref() == Some(&composer));
        let mut effects: Vec<app::Effect> = unsaved.map(|pending| self.save(pending, cx)).collect();
        let waiting = self.retry.take_if(|retry| *retry == composer).is_some();
        if waiting && self.can_save() {
            effects.push(StampEffect::Post { composer }.into());
        }
        effects
    }
}

fn save_unsaved(pending: PendingSave, cx: &Context<'_>) -> app::Effect {
    StorageEffect::SaveUnsaved { discussion: cx.discussion_id().to_owned(), pending }.into()
}
