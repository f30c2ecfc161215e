//! The state of one element, and its transitions.
//!
//! A [`Msg`] is a fact of the past, an [`Effect`] an order to the browser. [`update`] turns the one into the other and never
//! touches the outside. Each feature is a module with its own `State`, `Msg`, `Effect` and `update`; this module routes, and
//! is where features meet:
//!
//! ```
//! use essay_core::app::{self, Cause, Model, circle, update};
//! use essay_core::{config::Config, essay::Essay};
//! use std::rc::Rc;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let essay = Essay::from_json(r#"{"format":"circle-essay/1","id":"e","title":"An essay"}"#)?;
//! let mut model = Model::new(Rc::new(essay), Config::default());
//! let effects = update(&mut model, circle::Msg::NextPressed(Cause::Reader).into());
//! // This essay has no circle, so nothing moves.
//! assert_eq!(effects, []);
//! # Ok(())
//! # }
//! ```

mod cause;
pub mod circle;
mod command;
mod context;
pub mod discussion;
mod discussion_code;
mod host_event;
pub mod links;
mod navigation;
pub mod notes;
mod page;
mod pulse;
pub mod settings;
mod snapshot;
pub mod start_question;

pub use cause::Cause;
pub use circle::{PictureFormat, ReadingPosition};
pub use context::Unicode;
pub use discussion::{
    Composer, ComposerId, Drafts, Format, Notice, Passage, PendingSave, SaveId, Selection, StampEffect, Storage,
    StorageEffect, Stored, Undo,
};
pub use host_event::HostEvent;
pub use links::ManualCopy;
pub use page::{PageEffect, Target, TextToCopy};
pub use pulse::{Pulse, PulsePath};
pub use settings::{Setting, Settings};
pub use start_question::Start;

use crate::config::Config;
use crate::discussion::anchor::Anchor;
use crate::discussion::{EntryId, Stamp};
use crate::essay::Essay;
use crate::i18n::{Language, Translations};
use crate::json::Json;
use context::Context;
use std::rc::Rc;

/// The state of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The document.
    pub essay: Rc<Essay>,
    /// The reading time, in minutes.
    pub minutes: usize,
    /// The configuration by the element's attributes.
    pub config: Config,
    /// True if script runs. It does not run in the first render, on the author's machine.
    pub alive: bool,
    /// The translations of the interface.
    pub words: Translations,
    /// The browser's text functions.
    pub unicode: Unicode,
    /// The text of the live region.
    pub announcement: String,
    /// The circle.
    pub circle: circle::State,
    /// The notes.
    pub notes: notes::State,
    /// "Where would you start?"
    pub start: start_question::State,
    /// Links to places in the essay.
    pub links: links::State,
    /// The discussion.
    pub discussion: discussion::State,
    /// The discussion's code; none until it is loaded.
    pub discussion_code: Option<discussion::Code>,
    /// The messages that wait for that code.
    pub waiting: Vec<discussion::Msg>,
    /// The settings.
    pub settings: settings::State,
}

/// A message: something that has happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// About the circle.
    Circle(circle::Msg),
    /// About notes.
    Notes(notes::Msg),
    /// About the question where to start.
    Start(start_question::Msg),
    /// About links to places in the essay.
    Links(links::Msg),
    /// About the discussion.
    Discussion(discussion::Msg),
    /// About settings.
    Settings(settings::Msg),
    /// The element came alive.
    Mounted {
        /// The element's attributes. The first render knew only those that change its shape.
        config: Config,
        /// The index of the view that the reader chose while the page was static, if any.
        view: Option<usize>,
        /// The ids of the notes that are open already.
        open_notes: Vec<String>,
        /// The ids of the notes that were open at the last visit.
        saved_notes: Vec<String>,
    },
    /// The element was here before; holds its [`Model::snapshot`].
    Restored(Json),
    /// The owner of the page changed an attribute.
    Configured(Config),
    /// The page's URL has this fragment now, or the reader followed a link with it.
    FragmentFollowed(String),
    /// The reader follows the anchor of an entry to a stage or a note.
    AnchorFollowed {
        /// The entry.
        entry: EntryId,
        /// Its anchor, as far as it is known.
        anchor: Option<Anchor>,
    },
    /// The stamp for a start was drawn.
    StartStamped(Stamp),
    /// The translations of a language were loaded.
    TranslationsLoaded(Translations),
    /// The reader comes near the discussion, or a script asks for it.
    DiscussionWanted,
    /// The code of the discussion was loaded.
    DiscussionCodeLoaded(discussion::Code),
    /// The code of the discussion could not be loaded.
    DiscussionCodeFailed,
    /// The page is hidden, perhaps for good.
    PageHidden,
}

/// An order to the browser.
///
/// The variants are facilities, so that each part of a platform can match its own effects without a wildcard.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Of the rendered page.
    Page(PageEffect),
    /// Of the circle: the clock, pictures and the clipboard.
    Circle(circle::Effect),
    /// Of the notes: the session.
    Notes(notes::Effect),
    /// Of links: the clipboard.
    Links(links::Effect),
    /// Of the discussion: storage, stamps, other pages and files.
    Discussion(discussion::Effect),
    /// Of the settings: their storage, and translations.
    Settings(settings::Effect),
}

/// Wraps the messages and the effects of the features.
macro_rules! wrap {
    ($($outer:ident::$variant:ident($inner:ty)),+ $(,)?) => {
        $(impl From<$inner> for $outer {
            fn from(inner: $inner) -> Self {
                Self::$variant(inner.into())
            }
        })+
    };
}

wrap! {
    Msg::Circle(circle::Msg), Msg::Notes(notes::Msg), Msg::Start(start_question::Msg), Msg::Links(links::Msg),
    Msg::Discussion(discussion::Msg), Msg::Settings(settings::Msg),
    Msg::Discussion(discussion::list::Msg), Msg::Discussion(discussion::composer::Msg),
    Msg::Discussion(discussion::posting::Msg), Msg::Discussion(discussion::anchored_comments::Msg),
    Msg::Discussion(discussion::storage::Msg), Msg::Discussion(discussion::sync::Msg),
    Msg::Discussion(discussion::import_export::Msg),
    Effect::Page(PageEffect), Effect::Circle(circle::Effect), Effect::Notes(notes::Effect),
    Effect::Links(links::Effect), Effect::Discussion(discussion::Effect), Effect::Settings(settings::Effect),
    Effect::Discussion(StorageEffect), Effect::Discussion(StampEffect),
}

/// The features of a model, each on its own, and what they share.
struct Parts<'a> {
    circle: &'a mut circle::State,
    notes: &'a mut notes::State,
    start: &'a mut start_question::State,
    links: &'a mut links::State,
    discussion: &'a mut discussion::State,
    settings: &'a mut settings::State,
    context: Context<'a>,
}

impl Model {
    /// The state before anything has happened, with the code of the discussion. It depends on the document and the
    /// configuration only.
    pub fn new(essay: Rc<Essay>, config: Config) -> Self {
        let code = discussion::Code::new();
        let discussion = (code.new_state)(&essay);
        Self { discussion, discussion_code: Some(code), ..Self::without_discussion(essay, config) }
    }

    /// The same without the code of the discussion, which [`Msg::DiscussionCodeLoaded`] brings. Until then no entry is listed,
    /// and what concerns the discussion waits.
    pub fn without_discussion(essay: Rc<Essay>, config: Config) -> Self {
        Self {
            circle: circle::State::new(&essay, &config),
            notes: notes::State::default(),
            start: start_question::State::default(),
            links: links::State::default(),
            discussion: discussion::State::default(),
            discussion_code: None,
            waiting: vec![],
            settings: settings::State::default(),
            config,
            alive: false,
            unicode: Unicode::default(),
            minutes: essay.minutes(),
            essay,
            words: Translations::english(),
            announcement: String::new(),
        }
    }

    /// The id under which the discussion is stored.
    pub fn discussion_id(&self) -> &str {
        context::discussion_id(&self.config, &self.essay)
    }

    /// True if nothing moves by itself.
    pub fn is_motion_reduced(&self) -> bool {
        self.settings.is_motion_reduced(&self.config)
    }

    /// The language in which the interface should speak: the reader's choice, else the page's, else the document's.
    pub fn wanted_language(&self) -> Language {
        self.settings.wanted_language(&self.config, &self.essay)
    }

    /// Lets features act, and delivers the messages that they have for others.
    fn act(&mut self, act: impl FnOnce(&mut Parts<'_>) -> Vec<Effect>) -> Vec<Effect> {
        let reduced_motion = self.is_motion_reduced();
        let Self { essay, config, alive, words, unicode, announcement, .. } = self;
        let context = Context {
            essay,
            config,
            words: *words,
            unicode: *unicode,
            alive: *alive,
            reduced_motion,
            announcement,
            outbox: vec![],
        };
        let Self { circle, notes, start, links, discussion, settings, .. } = self;
        let mut parts = Parts { circle, notes, start, links, discussion, settings, context };
        let mut effects = act(&mut parts);
        let outbox = parts.context.outbox;
        for msg in outbox {
            effects.extend(update(self, msg));
        }
        effects
    }
}

/// Takes in what has happened; answers with the orders that follow.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Circle(msg) => model.act(|parts| circle::update(parts.circle, msg, &mut parts.context)),
        Msg::Notes(msg) => model.act(|parts| notes::update(parts.notes, msg, &parts.context)),
        Msg::Start(msg) => model.update_start(msg),
        Msg::Links(msg) => model.act(|parts| links::update(parts.links, msg, &mut parts.context)),
        Msg::Discussion(msg) => model.update_discussion(msg),
        Msg::Settings(msg) => model.update_settings(msg),
        Msg::Mounted { config, view, open_notes, saved_notes } => model.mount(config, view, open_notes, saved_notes),
        Msg::Restored(snapshot) => model.restore(&snapshot),
        Msg::Configured(config) => model.configure(config),
        Msg::FragmentFollowed(fragment) => model.follow(&fragment),
        Msg::AnchorFollowed { entry, anchor } => model.follow_anchor(entry, anchor),
        Msg::StartStamped(stamp) => model.commit_start(stamp),
        Msg::TranslationsLoaded(words) => {
            model.translate(words);
            vec![]
        }
        Msg::DiscussionWanted => model.want_discussion(),
        Msg::DiscussionCodeLoaded(code) => model.begin_discussion(code),
        Msg::DiscussionCodeFailed => model.report_missing_code(),
        Msg::PageHidden => model.save_for_next_visit(),
    }
}

/// The places where features meet.
impl Model {
    fn mount(
        &mut self,
        config: Config,
        view: Option<usize>,
        open_notes: Vec<String>,
        saved_notes: Vec<String>,
    ) -> Vec<Effect> {
        self.alive = true;
        self.config = config;
        self.circle.stand_at_configured_stage(&self.config);
        self.notes.open = open_notes;
        if let Some(view) = view.filter(|view| *view != self.circle.view) {
            self.circle.stand(view, 0);
        }
        let mut effects = self.load_stored();
        effects.push(PageEffect::MarkLinks(self.circle.stage_ref()).into());
        effects.extend(self.load_translations());
        if !saved_notes.is_empty() {
            effects.push(PageEffect::RestoreNotes(saved_notes).into());
        }
        effects
    }

    fn configure(&mut self, config: Config) -> Vec<Effect> {
        let moved = config.circle != self.config.circle || config.step != self.config.step;
        let other_discussion = config.discussion_id != self.config.discussion_id;
        self.config = config;
        let mut effects = vec![];
        if moved {
            effects.extend(self.act(|parts| parts.circle.reconfigure(&mut parts.context)));
        }
        if other_discussion {
            self.discussion = self.discussion_code.map(|code| (code.new_state)(&self.essay)).unwrap_or_default();
            effects.extend(self.load_stored());
        }
        effects.extend(self.load_translations());
        effects
    }

    /// A pulse that is under way ends when the reader asks for reduced motion.
    fn update_settings(&mut self, msg: settings::Msg) -> Vec<Effect> {
        let before = self.is_motion_reduced();
        let mut effects = self.act(|parts| settings::update(parts.settings, msg, &parts.context));
        if self.is_motion_reduced() && !before {
            effects.insert(0, PageEffect::Pulse(Pulse::End).into());
        }
        let speed = self.settings.choices.speed();
        if speed != self.circle.speed {
            effects.extend(self.act(|parts| parts.circle.choose_speed(speed, &parts.context)));
        }
        effects
    }

    fn load_translations(&mut self) -> Vec<Effect> {
        self.act(|parts| Vec::from_iter(parts.settings.load_translations(&parts.context)))
    }

    /// Speaks in other words, unless another language is wanted by now.
    fn translate(&mut self, words: Translations) {
        if words.language() == self.wanted_language() && words != self.words {
            self.words = words;
            // The last announcement was in the other language.
            self.announcement.clear();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
