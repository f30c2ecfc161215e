//! The part of the model that every feature may use.

use super::Msg;
use crate::config::Config;
use crate::essay::Essay;
use crate::i18n::{LocalizedMessage, Translations};
use std::rc::Rc;

/// The text functions that the model takes from the browser, which has its own tables of Unicode.
#[derive(Clone, Copy)]
pub struct Unicode {
    /// Folds the differences of case and width away, for a search.
    pub casefold: fn(&str) -> String,
    /// True if a name mixes scripts that have letters of the same look.
    pub is_mixed_script: fn(&str) -> bool,
}

impl Default for Unicode {
    fn default() -> Self {
        Self { casefold: str::to_ascii_lowercase, is_mixed_script: |_| false }
    }
}

impl PartialEq for Unicode {
    fn eq(&self, _: &Self) -> bool {
        // Each program has one table.
        true
    }
}

impl std::fmt::Debug for Unicode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unicode")
    }
}

/// The id under which a discussion is stored: the configured one, else the essay's.
pub(super) fn discussion_id<'a>(config: &'a Config, essay: &'a Essay) -> &'a str {
    config.discussion_id.as_deref().unwrap_or(&essay.id)
}

/// The part of the rest of the model that a feature's `update` may read, the live region, and the messages to other
/// features.
pub(super) struct Context<'a> {
    /// The document.
    pub(super) essay: &'a Rc<Essay>,
    /// The configuration of the element.
    pub(super) config: &'a Config,
    /// The translations of the interface.
    pub(super) words: Translations,
    /// The browser's text functions.
    pub(super) unicode: Unicode,
    /// True if script runs.
    pub(super) alive: bool,
    /// True if nothing may move by itself.
    pub(super) reduced_motion: bool,
    /// The text of the live region.
    pub(super) announcement: &'a mut String,
    /// Messages to other features. `app` delivers them when the feature has finished.
    pub(super) outbox: Vec<Msg>,
}

impl Context<'_> {
    /// The id under which the discussion is stored.
    pub(super) fn discussion_id(&self) -> &str {
        discussion_id(self.config, self.essay)
    }

    /// Announces a sentence in the live region.
    pub(super) fn announce(&mut self, sentence: &LocalizedMessage) {
        *self.announcement = self.words.format(sentence);
    }
}
