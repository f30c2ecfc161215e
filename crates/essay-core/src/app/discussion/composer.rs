//! Composers: the fields in which the reader writes, and the drafts in them.

use super::{ComposerId, Notice, PendingSave, State, Storage, StorageEffect};
use crate::app::context::Context;
use crate::app::{self, PageEffect, Target};
use crate::discussion::LONGEST_NAME;
use crate::discussion::anchor::Anchor;
use crate::discussion::sanitize::clean_name;
use crate::i18n::LocalizedMessage;
use crate::msg;

/// The content of a composer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composer {
    /// Its id.
    pub id: ComposerId,
    /// The anchor of the comment, if it is about a passage, a stage or a note.
    pub about: Option<Anchor>,
    /// The text so far.
    pub text: String,
    /// The name so far.
    pub name: String,
    /// True if the composer has a field for the name; otherwise it shows the name.
    pub asks_name: bool,
    /// True if the text is shown as it will look.
    pub previewed: bool,
    /// True if the text is on its way to storage.
    pub saving: bool,
    /// True if a comment stays in this browser, as far as is known.
    pub stays: bool,
    /// The reason why nothing can be posted; empty if something can.
    pub refusal: LocalizedMessage,
    /// The outcome of posting.
    pub notice: LocalizedMessage,
    /// True if posting failed.
    pub failed: bool,
}

/// A message about a composer.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader typed.
    Typed {
        /// The composer.
        composer: ComposerId,
        /// The whole text.
        text: String,
    },
    /// A draft was not saved.
    DraftSaveFailed {
        /// The composer.
        composer: ComposerId,
        /// The reason, a sentence.
        reason: LocalizedMessage,
    },
    /// A draft was saved that was not saved at first.
    DraftSaved(ComposerId),
    /// The reader typed a name.
    NameTyped(String),
    /// The reader asked to change the name.
    ChangeNamePressed,
    /// The reader opened a composer, at an entry or for a passage, a stage or a note.
    Opened(ComposerId),
    /// The reader closed the composer at an entry. Its draft is kept.
    Closed,
    /// The reader asked for the preview of a composer, or for its text.
    PreviewToggled(ComposerId),
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::Typed { composer, text } => state.typed(&composer, text, cx),
        Msg::DraftSaveFailed { composer, reason } => state.draft_save_failed(composer, reason, cx),
        Msg::DraftSaved(composer) => state.draft_saved(composer),
        Msg::NameTyped(name) => state.name_typed(&name, cx),
        Msg::ChangeNamePressed => {
            state.editing_name = true;
            vec![PageEffect::Focus(Target::Name).into()]
        }
        Msg::Opened(composer) => state.open(composer),
        Msg::Closed => state.close(),
        Msg::PreviewToggled(composer) => {
            let shown = state.previewed.take();
            state.previewed = Some(composer).filter(|composer| shown.as_ref() != Some(composer));
            vec![]
        }
    }
}

impl State {
    /// The content of a composer.
    pub fn composer(&self, id: &ComposerId) -> Composer {
        let notice = self.notice.as_ref().filter(|notice| notice.composer == *id);
        let late = self.pending_save_of(id).filter(|pending| pending.late);
        Composer {
            id: id.clone(),
            about: id.anchor(),
            text: self.drafts.get(id).unwrap_or_default().to_owned(),
            name: self.me.name.clone(),
            asks_name: self.editing_name || self.me.id.is_empty() || self.me.name.is_empty(),
            previewed: self.previewed.as_ref() == Some(id),
            saving: self.pending_save_of(id).is_some_and(|pending| !pending.late)
                || self.storage == Storage::Opening && !self.storage_silent && self.retry.as_ref() == Some(id),
            stays: !matches!(self.storage, Storage::Memory(_)),
            refusal: match &self.storage {
                Storage::ReadOnly(why) => why.clone(),
                Storage::Opening | Storage::Durable | Storage::Memory(_) => LocalizedMessage::default(),
            },
            notice: notice
                .map(|notice| notice.text.clone())
                .or_else(|| late.map(|_| msg!(StorageSilent)))
                .unwrap_or_default(),
            failed: notice.map_or(late.is_some(), |notice| notice.failed),
        }
    }

    /// The events on their way to storage from a composer.
    fn pending_save_of(&self, composer: &ComposerId) -> Option<&PendingSave> {
        self.pending_saves.iter().find(|pending| pending.composer.as_ref() == Some(composer))
    }

    fn typed(&mut self, composer: &ComposerId, text: String, cx: &mut Context<'_>) -> Vec<app::Effect> {
        self.notice = None;
        cx.announcement.clear();
        self.retry.take_if(|retry| retry == composer);
        self.drafts.set(composer, text);
        if self.saves_drafts() { vec![self.save_draft(composer, cx)] } else { vec![] }
    }

    fn name_typed(&mut self, name: &str, cx: &Context<'_>) -> Vec<app::Effect> {
        self.editing_name = true;
        self.me.name = name.chars().take(LONGEST_NAME).collect();
        self.drafts.set(&ComposerId::Name, self.me.name.clone());
        Vec::from_iter(self.save_name(cx))
    }

    /// Takes up a name that was typed on an earlier page, unless another has been typed since.
    pub(super) fn restore_name(&mut self, name: String) {
        if self.drafts.get(&ComposerId::Name).is_none() && clean_name(&name) != self.me.name {
            self.editing_name = true;
            self.me.name.clone_from(&name);
            self.drafts.set(&ComposerId::Name, name);
        }
    }

    /// Saves the name as it is typed now, or forgets the draft of a name that has signed a comment.
    pub(super) fn save_name(&self, cx: &Context<'_>) -> Option<app::Effect> {
        self.saves_drafts().then(|| self.save_draft(&ComposerId::Name, cx))
    }

    /// Orders storage to save a draft, or to forget an empty one.
    pub(super) fn save_draft(&self, composer: &ComposerId, cx: &Context<'_>) -> app::Effect {
        let text = self.drafts.get(composer).unwrap_or_default().to_owned();
        let discussion = cx.discussion_id().to_owned();
        StorageEffect::SaveDraft { discussion, composer: composer.clone(), text }.into()
    }

    /// Opens a composer. A change begins with the text of its entry. A composer for an anchor takes the place of another.
    fn open(&mut self, composer: ComposerId) -> Vec<app::Effect> {
        if let ComposerId::Edit(id) = &composer
            && let Some(entry) = self.own_entry(id)
            && self.drafts.get(&composer).is_none_or(str::is_empty)
        {
            let text = entry.text.clone();
            self.drafts.set(&composer, text);
        }
        self.notice = None;
        let open = if composer.is_anchored() { &mut self.anchor_composer } else { &mut self.entry_composer };
        *open = Some(composer.clone());
        vec![PageEffect::Focus(Target::Composer(composer)).into()]
    }

    /// Closes the composer at an entry. Its draft is kept, except for a change that changes nothing.
    pub(super) fn close(&mut self) -> Vec<app::Effect> {
        let Some(composer) = self.entry_composer.take() else { return vec![] };
        if let ComposerId::Edit(id) = &composer
            && let Some(entry) = self.log.entry(id.as_str())
            && self.drafts.get(&composer) == Some(&entry.text)
        {
            self.drafts.take(&composer);
        }
        vec![PageEffect::Focus(Target::Opener(composer)).into()]
    }

    fn draft_save_failed(
        &mut self,
        composer: ComposerId,
        reason: LocalizedMessage,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        let composer = self.notice_composer(composer);
        if self.notice.is_none() {
            cx.announce(&reason);
            self.notice = Some(Notice::failure(composer, reason));
        }
        vec![]
    }

    /// Removes the notice that a draft was not saved. A comment that could not be posted still waits.
    fn draft_saved(&mut self, composer: ComposerId) -> Vec<app::Effect> {
        let composer = self.notice_composer(composer);
        if self.retry.is_none() {
            self.notice.take_if(|notice| notice.failed && notice.composer == composer);
        }
        vec![]
    }

    /// The composer that shows the outcome of saving a draft: a name has none of its own.
    fn notice_composer(&self, composer: ComposerId) -> ComposerId {
        if composer == ComposerId::Name { self.anchor_composer.clone().unwrap_or_default() } else { composer }
    }
}

#[cfg(test)]
mod tests;
