//! The interface's language where it differs from the essay's.

use essay_core::essay::Essay;
use essay_core::i18n::{Language, Translations, direction};

/// The language of the interface where it stands within the essay's own text; none if the two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceLanguage(Option<Language>);

impl InterfaceLanguage {
    /// Compares the interface's language with an essay's.
    pub fn of(words: Translations, essay: &Essay) -> Self {
        let language = words.language();
        let same = Language::of(&essay.lang) == language && direction(&essay.lang) == language.direction();
        Self(Some(language).filter(|_| !same))
    }

    /// The attribute `lang`.
    pub fn lang(self) -> Option<&'static str> {
        self.0.map(Language::tag)
    }

    /// The attribute `dir`.
    pub fn dir(self) -> Option<&'static str> {
        self.0.map(Language::direction)
    }
}
