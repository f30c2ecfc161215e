//! The messages for the discussion wait until its code is loaded.

use super::discussion::{self, Code, Format, StorageEffect};
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
        if let discussion::Msg::Composer(discussion::composer::Msg::Typed { composer, text }) = &msg {
            // The field shows the text, and a snapshot holds it.
            self.discussion.drafts.set(composer, text.clone());
        }
        if self.config.discussion != DiscussionMode::Open && matches!(msg, discussion::Msg::Anchored(_)) {
            // Nobody can comment on what was selected or pressed.
            return vec![];
        }
        self.waiting.push(msg);
        self.want_discussion()
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
