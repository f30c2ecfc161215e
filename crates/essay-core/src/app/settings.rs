//! What the reader has set for this browser: looks, motion, and the language of the interface.
//!
//! All of it is one line of words, such as `dark large fi`. That line is what is stored, and what the element carries as an
//! attribute for its stylesheet, before any code runs that could understand it.

use super::{Effect, Model};
use crate::i18n::{Language, Word, Words};
use crate::say;

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Light and dark.
    Theme,
    /// The size of the text.
    Size,
    /// The room between lines and letters.
    Spacing,
    /// Whether anything moves by itself.
    Motion,
    /// The language of the interface.
    Language,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Theme, Self::Size, Self::Spacing, Self::Motion, Self::Language];

    /// The words of the line that stand for its choices. The first, an empty one, stands for nothing chosen.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["", "light", "dark", "contrast"],
            Self::Size => &["", "small", "large", "largest"],
            Self::Spacing => &["", "wide"],
            Self::Motion => &["", "still", "moving"],
            Self::Language => &["", "en", "fi", "ar"],
        }
    }

    /// How scripts and style sheets call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Size => "size",
            Self::Spacing => "spacing",
            Self::Motion => "motion",
            Self::Language => "language",
        }
    }

    /// Its name.
    pub fn name(self, words: Words) -> &'static str {
        match self {
            Self::Theme => say!(words, Theme),
            Self::Size => say!(words, TextSize),
            Self::Spacing => say!(words, Spacing),
            Self::Motion => say!(words, Motion),
            Self::Language => say!(words, Language),
        }
    }

    /// The name of one of its choices.
    pub fn name_of(self, choice: &str, words: Words) -> &'static str {
        let word = match (self, choice) {
            (Self::Theme | Self::Language, "") => Word::AsOnThePage,
            (Self::Size | Self::Spacing, "") => Word::SizeNormal,
            (Self::Motion, "") => Word::MotionAuto,
            (Self::Language, tag) => {
                let known = Language::ALL.into_iter().find(|(language, _)| language.tag() == tag);
                return known.map(|(_, name)| name).unwrap_or_default();
            }
            (_, "light") => Word::ThemeLight,
            (_, "dark") => Word::ThemeDark,
            (_, "contrast") => Word::ThemeContrast,
            (_, "small") => Word::SizeSmall,
            (_, "large") => Word::SizeLarge,
            (_, "largest") => Word::SizeLargest,
            (_, "wide") => Word::SpacingWide,
            (_, "still") => Word::MotionReduced,
            _ => Word::MotionFull,
        };
        words.text(word)
    }
}

/// What the reader has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(String);

impl Settings {
    /// Reads a line. What this version does not know stays in it.
    pub fn of(line: String) -> Self {
        Self(line)
    }

    /// The index of what is chosen among the choices; 0 for nothing.
    pub fn chosen(&self, setting: Setting) -> usize {
        let is_in_line = |choice: &&str| !choice.is_empty() && self.0.split(' ').any(|word| word == *choice);
        setting.choices().iter().position(is_in_line).unwrap_or(0)
    }

    /// The tag of the language that the reader has chosen for the interface.
    pub fn language(&self) -> Option<&'static str> {
        let choices = Setting::Language.choices();
        choices.get(self.chosen(Setting::Language)).copied().filter(|tag| !tag.is_empty())
    }

    fn choose(&mut self, setting: Setting, index: usize) {
        let choices = setting.choices();
        let others = self.0.split(' ').filter(|word| !choices.contains(word));
        let words: Vec<&str> = others.chain(choices.get(index).copied()).filter(|word| !word.is_empty()).collect();
        self.0 = words.join(" ");
    }
}

impl Model {
    pub(super) fn set(&mut self, setting: Setting, index: usize) -> Vec<Effect> {
        let mut settings = self.settings.clone();
        settings.choose(setting, index);
        let line = settings.0.clone();
        let mut effects = self.settings_known(settings);
        effects.push(Effect::KeepSettings(line));
        effects
    }

    pub(super) fn settings_known(&mut self, settings: Settings) -> Vec<Effect> {
        let mut effects = self.still(|model| model.settings = settings);
        effects.extend(self.words_wanted());
        effects
    }

    /// Whether the reader asked here that nothing moves, or that it does.
    pub(super) fn own_still(&self) -> Option<bool> {
        match self.settings.chosen(Setting::Motion) {
            0 => None,
            choice => Some(choice == 1),
        }
    }

    /// The language in which the interface should speak: the reader's choice, else the page's, else the document's.
    pub fn wanted_language(&self) -> Language {
        Language::of(self.settings.language().or(self.config.lang.as_deref()).unwrap_or(&self.essay.lang))
    }

    /// Orders the words of the language in which the interface should speak, if it speaks another.
    pub(super) fn words_wanted(&self) -> Option<Effect> {
        let wanted = self.wanted_language();
        (self.alive && wanted != self.words.language()).then_some(Effect::LoadWords(wanted))
    }

    /// Speaks in these words, unless others are wanted by now.
    pub(super) fn worded(&mut self, words: Words) {
        if words.language() == self.wanted_language() && words != self.words {
            self.words = words;
            // What was said last was said in the other language.
            self.spoken.clear();
        }
    }
}
