//! The messages for the discussion wait until its code is loaded.

use super::discussion::{self, Code, ComposerId, Format, StorageEffect, composer};
use super::{Effect, Model};
use crate::config::DiscussionMode;
use crate::msg;

impl Model {
    /// Asks for what is stored, once there is code for it.
    pub(super) fn load_stored(&self) -> Vec<Effect> {
        let load = || StorageEffect::Load(self.discussion_id().to_owned()).into();
        self.discussion_code.map(|_| load()).into_iter().collect()
    }

    /// Routes a message to the discussion, or keeps it until the code is there.
    pub(super) fn update_discussion(&mut self, msg: discussion::Msg) -> Vec<Effect> {
        if let Some(code) = self.discussion_code {
            return self.act(|parts| (code.update)(parts.discussion, msg, &mut parts.context));
        }
        let typed = match &msg {
            discussion::Msg::Composer(composer::Msg::Typed { composer, text }) => Some((composer, text)),
            discussion::Msg::Composer(composer::Msg::NameTyped(name)) => Some((&ComposerId::Name, name)),
            _ => None,
        };
        if let Some((composer, text)) = typed {
            // The field shows the text, a snapshot holds it, and the newest alone waits.
            self.discussion.drafts.set(composer, text.clone());
            let is_older = |waiting: &discussion::Msg| match waiting {
                discussion::Msg::Composer(composer::Msg::Typed { composer: other, .. }) => other == composer,
                discussion::Msg::Composer(composer::Msg::NameTyped(_)) => *composer == ComposerId::Name,
                _ => false,
            };
            self.waiting.retain(|waiting| !is_older(waiting));
        }
        if self.config.discussion != DiscussionMode::Open && matches!(msg, discussion::Msg::Anchored(_)) {
            // Nobody can comment on what was selected or pressed.
            return vec![];
        }
        self.waiting.push(msg);
        self.want_discussion()
    }

    /// Backs up the texts that were typed before there was code to save them.
    pub(super) fn back_up_drafts(&self) -> impl Iterator<Item = Effect> {
        self.discussion.drafts.composers().map(|composer| {
            let text = self.discussion.drafts.get(composer).unwrap_or_default().to_owned();
            let (discussion, composer) = (self.discussion_id().to_owned(), composer.clone());
            StorageEffect::BackUpDraft { discussion, composer, text }.into()
        })
    }

    /// Orders the code of the discussion, unless it is there.
    pub(super) fn want_discussion(&self) -> Vec<Effect> {
        let load = self.discussion_code.is_none().then(|| discussion::Effect::LoadCode.into());
        load.into_iter().collect()
    }

    /// The code of the discussion is there: it takes the messages that have waited.
    pub(super) fn begin_discussion(&mut self, code: Code) -> Vec<Effect> {
        if self.discussion_code.is_some() {
            return vec![];
        }
        let drafts = std::mem::take(&mut self.discussion.drafts);
        self.discussion = discussion::State { drafts, ..(code.new_state)(&self.essay) };
        self.discussion_code = Some(code);
        let mut effects = self.load_stored();
        for msg in std::mem::take(&mut self.waiting) {
            effects.extend(self.update_discussion(msg));
        }
        effects
    }

    /// Reports that the code could not be loaded. The messages go on waiting.
    pub(super) fn report_missing_code(&mut self) -> Vec<Effect> {
        self.announcement = self.words.format(&msg!(DiscussionNotLoaded));
        vec![discussion::storage::problem("discussion", self.announcement.clone())]
    }

    /// The discussion as a text of this format; nothing until its code is loaded.
    pub fn export(&self, format: Format) -> String {
        let export =
            |code: Code| (code.export)(&self.discussion, format, self.discussion_id(), &self.essay, self.words);
        self.discussion_code.map(export).unwrap_or_default()
    }
}
