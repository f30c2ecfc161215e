//! The reader's settings for this browser: looks, motion, and the language of the interface.
//!
//! All settings are one line of words, such as `dark large fi`. The browser stores that line, and the element has it as an
//! attribute for its stylesheet, before any code runs that could understand it.

use super::context::Context;
use super::{PageEffect, Target};
use crate::app;
use crate::config::{Config, Motion};
use crate::essay::Essay;
use crate::i18n::{Language, MessageKey, Translations};
use crate::t;

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Light and dark.
    Theme,
    /// The size of the text.
    Size,
    /// The room between lines and letters.
    Spacing,
    /// The motion of anything that moves by itself.
    Motion,
    /// How fast the circle plays.
    Speed,
    /// The language of the interface.
    Language,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Theme, Self::Size, Self::Spacing, Self::Motion, Self::Speed, Self::Language];

    /// The words of the line that stand for its choices. The first, an empty one, stands for nothing chosen.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["", "light", "dark", "contrast"],
            Self::Size => &["", "small", "large", "largest"],
            Self::Spacing => &["", "wide"],
            Self::Motion => &["", "still", "moving"],
            Self::Speed => &["", "slow", "fast"],
            Self::Language => &["", "en", "fi", "ar"],
        }
    }

    /// Its name in scripts and style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Size => "size",
            Self::Spacing => "spacing",
            Self::Motion => "motion",
            Self::Speed => "speed",
            Self::Language => "language",
        }
    }

    /// Its name.
    pub fn name(self, words: Translations) -> &'static str {
        match self {
            Self::Theme => t!(words, Theme),
            Self::Size => t!(words, TextSize),
            Self::Spacing => t!(words, Spacing),
            Self::Motion => t!(words, Motion),
            Self::Speed => t!(words, Speed),
            Self::Language => t!(words, Language),
        }
    }

    /// The name of one of its choices.
    pub fn name_of(self, choice: &str, words: Translations) -> &'static str {
        let word = match (self, choice) {
            (Self::Theme | Self::Language, "") => MessageKey::AsOnThePage,
            (Self::Size | Self::Spacing, "") => MessageKey::SizeNormal,
            (Self::Motion, "") => MessageKey::MotionAuto,
            (Self::Speed, "") => MessageKey::NormalSpeed,
            (Self::Language, tag) => {
                let known = Language::ALL.into_iter().find(|(language, _)| language.tag() == tag);
                return known.map(|(_, name)| name).unwrap_or_default();
            }
            (_, "light") => MessageKey::ThemeLight,
            (_, "dark") => MessageKey::ThemeDark,
            (_, "contrast") => MessageKey::ThemeContrast,
            (_, "small") => MessageKey::SizeSmall,
            (_, "large") => MessageKey::SizeLarge,
            (_, "largest") => MessageKey::SizeLargest,
            (_, "wide") => MessageKey::SpacingWide,
            (_, "slow") => MessageKey::Slow,
            (_, "fast") => MessageKey::Fast,
            (_, "still") => MessageKey::MotionReduced,
            _ => MessageKey::MotionFull,
        };
        words.text(word)
    }
}

/// The choices of the reader, as the line that is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(String);

impl Settings {
    /// Reads a line. Words that this version does not know stay in it.
    pub fn of(line: String) -> Self {
        Self(line)
    }

    /// The index of the choice; 0 for none.
    pub fn chosen(&self, setting: Setting) -> usize {
        let is_in_line = |choice: &&str| !choice.is_empty() && self.0.split(' ').any(|word| word == *choice);
        setting.choices().iter().position(is_in_line).unwrap_or(0)
    }

    /// The tag of the language that the reader has chosen for the interface.
    pub fn language(&self) -> Option<&'static str> {
        let choices = Setting::Language.choices();
        choices.get(self.chosen(Setting::Language)).copied().filter(|tag| !tag.is_empty())
    }

    /// How fast the circle plays, as a factor of the normal speed.
    pub(super) fn speed(&self) -> f64 {
        match self.chosen(Setting::Speed) {
            1 => 0.5,
            2 => 2.0,
            _ => 1.0,
        }
    }

    fn choose(&mut self, setting: Setting, index: usize) {
        let choices = setting.choices();
        let others = self.0.split(' ').filter(|word| !choices.contains(word));
        let words: Vec<&str> = others.chain(choices.get(index).copied()).filter(|word| !word.is_empty()).collect();
        self.0 = words.join(" ");
    }
}

/// The state of the settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The reader's choices.
    pub choices: Settings,
    /// True if the panel is open.
    pub open: bool,
    /// True if the reader's system asks for reduced motion.
    pub system_reduced_motion: bool,
}

/// A message about settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The stored line was read, or another page of this browser has changed it.
    Loaded(String),
    /// The reader opened or closed the panel.
    PanelToggled,
    /// The reader made a choice of a setting, by its index.
    Chosen(Setting, usize),
    /// The reader's system asks for reduced motion, or no longer.
    SystemMotionChanged {
        /// True if motion is to be reduced.
        reduced: bool,
    },
}

/// An effect of the settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save the line, and tell other elements and pages of this origin.
    Save(String),
    /// Load the translations of a language.
    LoadTranslations(Language),
}

impl State {
    /// True if nothing may move by itself: the reader's choice, else the configuration, else the system.
    pub(super) fn is_motion_reduced(&self, config: &Config) -> bool {
        match (self.choices.chosen(Setting::Motion), config.motion) {
            (0, Motion::Auto) => self.system_reduced_motion,
            (0, Motion::Reduced) => true,
            (0, Motion::Full) => false,
            (choice, _) => choice == 1,
        }
    }

    /// The language of the interface: the reader's choice, else the page's, else the document's.
    pub(super) fn wanted_language(&self, config: &Config, essay: &Essay) -> Language {
        Language::of(self.choices.language().or(config.lang.as_deref()).unwrap_or(&essay.lang))
    }

    /// Orders the translations of the wanted language, if the interface has another.
    pub(super) fn load_translations(&self, cx: &Context<'_>) -> Option<app::Effect> {
        let wanted = self.wanted_language(cx.config, cx.essay);
        (cx.alive && wanted != cx.words.language()).then(|| Effect::LoadTranslations(wanted).into())
    }

    fn choose(&mut self, setting: Setting, index: usize, cx: &Context<'_>) -> Vec<app::Effect> {
        self.choices.choose(setting, index);
        let save = Effect::Save(self.choices.0.clone()).into();
        self.load_translations(cx).into_iter().chain([save]).collect()
    }
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::Loaded(line) => {
            state.choices = Settings::of(line);
            Vec::from_iter(state.load_translations(cx))
        }
        Msg::PanelToggled => {
            state.open = !state.open;
            let target = if state.open { Target::Settings } else { Target::SettingsButton };
            vec![PageEffect::Focus(target).into()]
        }
        Msg::Chosen(setting, index) => state.choose(setting, index, cx),
        Msg::SystemMotionChanged { reduced } => {
            state.system_reduced_motion = reduced;
            vec![]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::{awake_as, model, update};
    use crate::config::Config;

    #[test]
    fn the_reader_s_language_comes_before_the_page_s_and_that_before_the_document_s() {
        let mut model = model();
        let lang = |tag: &str| Config { lang: Some(tag.to_owned()), ..Config::default() };
        let loads = |language: Language| app::Effect::from(Effect::LoadTranslations(language));
        let saves = |line: &str| app::Effect::from(Effect::Save(line.to_owned()));
        assert_eq!(model.wanted_language(), Language::English);
        let effects = awake_as(&mut model, lang("fi-FI"));
        assert!(effects.contains(&loads(Language::Finnish)), "{effects:?}");
        let effects = update(&mut model, Msg::Chosen(Setting::Language, 3));
        assert_eq!(effects, [loads(Language::Arabic), saves("ar")]);
        // Words that come too late are not taken any more.
        update(&mut model, app::Msg::TranslationsLoaded(Translations::of(Language::Finnish)));
        assert_eq!(model.words.language(), Language::English);
        update(&mut model, app::Msg::TranslationsLoaded(Translations::of(Language::Arabic)));
        assert_eq!(model.words.language(), Language::Arabic);
        assert_eq!(update(&mut model, app::Msg::Configured(lang("en"))), []);
        let effects = update(&mut model, Msg::Chosen(Setting::Language, 0));
        assert_eq!(effects, [loads(Language::English), saves("")]);
    }

    #[test]
    fn settings_are_one_line_in_which_unknown_words_stay() {
        let mut model = model();
        let saves = |line: &str| app::Effect::from(Effect::Save(line.to_owned()));
        awake_as(&mut model, Config::default());
        update(&mut model, Msg::Loaded("later dark".to_owned()));
        assert_eq!(model.settings.choices.chosen(Setting::Theme), 2);
        let kept = update(&mut model, Msg::Chosen(Setting::Size, 2));
        assert_eq!(kept, [saves("later dark large")]);
        let kept = update(&mut model, Msg::Chosen(Setting::Theme, 0));
        assert_eq!(kept, [saves("later large")]);
        assert!(!model.is_motion_reduced());
        let kept = update(&mut model, Msg::Chosen(Setting::Motion, 1));
        assert_eq!(kept.last(), Some(&saves("later large still")));
        assert!(model.is_motion_reduced());
    }
}
