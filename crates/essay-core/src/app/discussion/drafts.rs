//! Texts that are written and not posted.

use super::composer_id::ComposerId;

/// The texts of all composers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(Vec<(ComposerId, String)>);

impl Drafts {
    /// The text of a composer.
    pub fn get(&self, composer: &ComposerId) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == composer).map(|(_, text)| text.as_str())
    }

    /// The composers that hold a text.
    pub fn composers(&self) -> impl Iterator<Item = &ComposerId> {
        self.0.iter().filter(|(_, text)| !text.is_empty()).map(|(composer, _)| composer)
    }

    /// The composers of unfinished comments on passages, stages and notes.
    pub fn anchored(&self) -> impl Iterator<Item = &ComposerId> {
        self.composers().filter(|composer| composer.is_anchored())
    }

    pub(in crate::app) fn set(&mut self, composer: &ComposerId, text: String) {
        self.take(composer);
        self.0.push((composer.clone(), text));
    }

    /// Removes the text of a composer.
    pub(super) fn take(&mut self, composer: &ComposerId) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == composer)?;
        Some(self.0.remove(at).1)
    }
}
