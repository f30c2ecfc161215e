//! The whole state of one element, and its transitions: the only place where the features meet.
//!
//! A [`Msg`] is a past fact, an [`Effect`] an order. [`update`] turns the one into the other and never looks outside.

mod effect;
mod starting;
mod stepping;
mod writing;

pub use effect::{Cause, Effect, HostEvent, Pulse, Target, Way};
pub use starting::{PLACE as START_PLACE, Start, Starting};
pub use writing::{Composer, Drafts, Sending, Storage, Talk};

use crate::circle::stepper::Stepper;
use crate::circle::{Direction, View, export};
use crate::config::{Config, Motion};
use crate::discussion::{Author, Event, Stamp};
use crate::essay::Essay;
use crate::fragment::Fragment;
use crate::json::Json;
use std::rc::Rc;

/// The state of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The document.
    pub essay: Rc<Essay>,
    /// What the page's owner asked for.
    pub config: Config,
    /// Whether script runs: the first render, on the author's machine, is not alive.
    pub alive: bool,
    /// The views of the circle, in the order of their choice; none if the essay has no circle.
    pub views: Rc<Vec<View>>,
    /// Index of the chosen view.
    pub view: usize,
    /// The place on the way round the chosen view.
    pub stepper: Stepper,
    /// Whether the circle is somewhere else than the reader looks.
    pub circle_away: bool,
    /// "Where would you start?"
    pub starting: Starting,
    /// What became of the circle as picture or text: a sentence, and the text if the reader has to copy it by hand.
    pub handed: (String, String),
    /// How fast it plays.
    pub speed: Speed,
    /// Whether the reader's system asks that nothing moves.
    pub system_still: bool,
    /// Whether the reader asked here that nothing moves, or that it does.
    pub own_still: Option<bool>,
    /// The ids of the open notes, in the order in which they were opened.
    pub open_notes: Vec<String>,
    /// The discussion and what is being written.
    pub talk: Talk,
    /// What the live region says.
    pub spoken: String,
}

/// How fast the circle plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// At half the speed.
    Slow,
    /// A stage in about two seconds.
    Normal,
    /// At twice the speed.
    Fast,
}

impl Speed {
    /// Every speed, with its name.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Slow, "Slow"), (Self::Normal, "Normal"), (Self::Fast, "Fast")];

    fn factor(self) -> f64 {
        match self {
            Self::Slow => 0.5,
            Self::Normal => 1.0,
            Self::Fast => 2.0,
        }
    }
}

/// Something that has happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The element came alive; `view` is the index of the view that was chosen before that, if any was.
    Awoke {
        /// The element's attributes; the first render knew only those that change its shape.
        config: Config,
        /// The radio that the reader chose while the page was static.
        view: Option<usize>,
        /// The ids of the notes that are open already.
        open_notes: Vec<String>,
    },
    /// The owner changed an attribute.
    Configured(Config),
    /// The reader chose a view, by its index.
    ViewChosen(usize),
    /// The next stage was asked for.
    NextPressed(Cause),
    /// The previous stage was asked for.
    BackPressed(Cause),
    /// The first stage (Home) or the last (End) was asked for.
    EdgePressed {
        /// Whether it is the last.
        last: bool,
    },
    /// The way was to begin again.
    StartAgainPressed,
    /// Playing was asked for.
    PlayPressed(Cause),
    /// Pausing was asked for.
    PausePressed(Cause),
    /// A stage was chosen from the list, the picture or the slider; 0 is before the first.
    StageChosen {
        /// The stage, counted from 1.
        step: usize,
        /// Whether the control tells the stage by itself, as a slider does.
        told: bool,
    },
    /// A script asked for a stage of a view.
    StageAsked {
        /// The view's id.
        view: String,
        /// The stage, counted from 1.
        step: usize,
    },
    /// Time passed while playing, in milliseconds.
    Ticked(f64),
    /// The reader chose a speed.
    SpeedChosen(Speed),
    /// The reader's system asks that nothing moves, or no longer.
    SystemStill(bool),
    /// The reader asked that nothing moves, or no longer.
    StillPressed,
    /// The words of the text that speak of the current stage were asked for.
    PassageAsked,
    /// The reader chose what to start with: a variable of the loop, counted from 1; 0 for none.
    StartChosen(usize),
    /// The reader committed to the chosen start, with this push.
    StartPressed(Direction),
    /// The picture was to be saved.
    PictureAsked {
        /// Whether as a PNG.
        png: bool,
    },
    /// The circle was to be copied as text.
    TextAsked,
    /// It has been copied.
    Copied,
    /// It could not be copied; here is the text.
    NotCopied(String),
    /// The picture could not be saved; says why in a sentence.
    NotSaved(String),
    /// The circle has come into the part of the page that is seen, or left it.
    CircleSeen(bool),
    /// The reader wants to go back to the circle.
    BackToCirclePressed,
    /// A note was opened or closed, by whatever means.
    NoteToggled {
        /// Its id.
        id: String,
        /// Whether it is open now.
        open: bool,
    },
    /// A note was to be opened or closed.
    NoteAsked {
        /// Its id.
        id: String,
        /// Whether to open it.
        open: bool,
    },
    /// All notes were to be opened or closed.
    AllNotesAsked(bool),
    /// The page's URL has this fragment now, or a link with it was followed.
    FragmentFollowed(String),
    /// The stored discussion was read.
    TalkLoaded {
        /// The stored events.
        events: Vec<Event>,
        /// The stored drafts: place and text.
        drafts: Vec<(String, String)>,
        /// Who writes in this browser.
        me: Author,
    },
    /// Nothing can be stored; says why in a sentence.
    StorageRefused(String),
    /// The reader typed in a composer.
    DraftTyped {
        /// The entry that is answered; empty for the essay.
        place: String,
        /// The whole text.
        text: String,
    },
    /// The reader typed a name.
    NameTyped(String),
    /// A reply was begun.
    ReplyPressed(String),
    /// The reply's composer was put away; its text is kept.
    ReplyPutAway,
    /// A comment was to be posted; says the entry that is answered, empty for the essay.
    PostPressed(String),
    /// The stamp for a comment was drawn.
    PostStamped {
        /// The entry that is answered; empty for the essay.
        place: String,
        /// When and under which name.
        stamp: Stamp,
    },
    /// The stored events have been written for good.
    Saved,
    /// They could not be written; says why in a sentence.
    SaveFailed(String),
    /// A script hands over an export to be taken in.
    Imported(Vec<Event>),
}

impl Model {
    /// The state before anything has happened; it depends on the document and the configuration only.
    pub fn new(essay: Rc<Essay>, config: Config) -> Self {
        let views = essay.circle.as_ref().map(|circle| circle.views()).unwrap_or_default();
        let mut model = Self {
            essay,
            config,
            alive: false,
            stepper: Stepper::new(0),
            views: Rc::new(views),
            view: 0,
            circle_away: false,
            starting: Starting::default(),
            handed: Default::default(),
            speed: Speed::Normal,
            system_still: false,
            own_still: None,
            open_notes: vec![],
            talk: Talk::default(),
            spoken: String::new(),
        };
        model.stand_at_configured_stage();
        model
    }

    /// The id under which the discussion is stored.
    pub fn discussion_id(&self) -> &str {
        self.config.discussion_id.as_deref().unwrap_or(&self.essay.id)
    }

    /// Whether nothing moves by itself.
    pub fn is_still(&self) -> bool {
        self.own_still.unwrap_or(match self.config.motion {
            Motion::Auto => self.system_still,
            Motion::Reduced => true,
            Motion::Full => false,
        })
    }

    /// The chosen view.
    pub fn chosen_view(&self) -> Option<&View> {
        self.views.get(self.view)
    }

    /// What `el.state` shows.
    pub fn snapshot(&self, status: &str) -> Json {
        Json::object([
            ("status", status.into()),
            ("circle", self.chosen_view().map(|view| &view.id).into()),
            ("step", self.stepper.step().into()),
            ("steps", self.stepper.steps().into()),
            ("lap", i64::from(self.stepper.lap()).into()),
            ("playing", self.stepper.is_playing().into()),
            ("openNotes", self.open_notes.iter().collect()),
            ("comments", self.talk.discussion.entries().len().into()),
            ("mode", (&self.config.mode).into()),
        ])
    }
}

/// Takes in what has happened; answers with what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Awoke { config, view, open_notes } => {
            model.alive = true;
            model.config = config;
            model.stand_at_configured_stage();
            model.open_notes = open_notes;
            if let Some(view) = view.filter(|view| *view != model.view) {
                model.stand(view, 0);
            }
            vec![
                Effect::LoadTalk(model.discussion_id().to_owned()),
                Effect::MarkPassages(model.fragment().unwrap_or_default()),
            ]
        }
        Msg::Configured(config) => model.configure(config),
        Msg::ViewChosen(view) => model.choose_view(view),
        Msg::NextPressed(cause) => model.move_by(cause, Stepper::next),
        Msg::BackPressed(cause) => model.move_by(cause, Stepper::back),
        Msg::EdgePressed { last } => {
            let step = if last { model.stepper.steps() } else { 1 };
            model.move_by(Cause::Reader, |stepper| stepper.go_to(step))
        }
        Msg::StartAgainPressed => model.move_by(Cause::Reader, Stepper::restart),
        Msg::PlayPressed(cause) => model.move_by(cause, Stepper::play),
        Msg::PausePressed(cause) => model.move_by(cause, Stepper::pause),
        Msg::StageChosen { step, told } => {
            let effects = model.move_by(Cause::Reader, |stepper| stepper.go_to(step));
            if told {
                model.spoken.clear();
            }
            effects
        }
        Msg::StageAsked { view, step } => model.go_to(&view, step, Cause::Script),
        Msg::Ticked(millis) => model.tick(millis),
        Msg::SpeedChosen(speed) => model.speed_chosen(speed),
        Msg::SystemStill(still) => model.still(|model| model.system_still = still),
        Msg::StillPressed => model.still(|model| model.own_still = Some(!model.is_still())),
        Msg::PassageAsked => {
            model.fragment().map(|fragment| Effect::Reveal(Target::Passage(fragment))).into_iter().collect()
        }
        Msg::StartChosen(choice) => {
            model.starting.choice = choice;
            vec![]
        }
        Msg::StartPressed(push) => model.start_pressed(push),
        Msg::PictureAsked { png } => model.picture(png).into_iter().collect(),
        Msg::TextAsked => model.text().map(Effect::Copy).into_iter().collect(),
        Msg::Copied => model.handed("Copied.".to_owned(), String::new()),
        Msg::NotCopied(text) => {
            model.handed("The browser does not let this page copy. Here is the text:".to_owned(), text)
        }
        Msg::NotSaved(reason) => model.handed(reason, String::new()),
        Msg::CircleSeen(seen) => {
            model.circle_away = !seen;
            if seen { vec![] } else { model.move_by(Cause::Play, Stepper::pause) }
        }
        Msg::BackToCirclePressed => vec![Effect::Reveal(Target::Circle)],
        Msg::NoteToggled { id, open } => {
            if open == model.open_notes.contains(&id) {
                return vec![];
            }
            if open {
                model.open_notes.push(id.clone());
            } else {
                model.open_notes.retain(|known| *known != id);
            }
            vec![Effect::Emit(HostEvent::Note { id, open })]
        }
        Msg::NoteAsked { id, open } => match model.essay.note(&id) {
            Some(_) => vec![Effect::SetNote { id, open }],
            None => vec![],
        },
        Msg::AllNotesAsked(open) => vec![Effect::SetAllNotes { open }],
        Msg::FragmentFollowed(fragment) => model.follow(&fragment),
        Msg::TalkLoaded { events, drafts, me } => model.talk_loaded(events, drafts, me),
        Msg::StorageRefused(reason) => model.storage_refused(reason),
        Msg::DraftTyped { place, text } => model.draft_typed(place, text),
        Msg::NameTyped(name) => model.name_typed(name),
        Msg::ReplyPressed(parent) => model.reply(parent),
        Msg::ReplyPutAway => model.put_reply_away(),
        Msg::PostPressed(place) => vec![Effect::DrawStamp { place }],
        Msg::PostStamped { place, stamp } if place == starting::PLACE => model.start(&stamp),
        Msg::PostStamped { place, stamp } => model.post(place, stamp),
        Msg::Saved => model.saved(),
        Msg::SaveFailed(reason) => model.save_failed(reason),
        Msg::Imported(events) => model.imported(events),
    }
}

impl Model {
    /// The picture of the chosen view.
    fn picture(&self, png: bool) -> Option<Effect> {
        let view = self.chosen_view()?;
        let svg = export::svg(view, self.essay.circle.as_ref()?.kind(), false);
        Some(Effect::SavePicture { name: format!("{}-{}", self.essay.id, view.id), svg, png })
    }

    /// The chosen view as text.
    fn text(&self) -> Option<String> {
        Some(export::text(self.chosen_view()?, self.essay.circle.as_ref()?.kind()))
    }

    fn handed(&mut self, told: String, text: String) -> Vec<Effect> {
        self.spoken.clone_from(&told);
        self.handed = (told, text);
        vec![]
    }

    fn follow(&mut self, fragment: &str) -> Vec<Effect> {
        match Fragment::parse(fragment) {
            Fragment::Stage { view, step } => {
                if !self.views.iter().any(|known| known.id == view) {
                    return vec![];
                }
                let mut effects = self.go_to(&view, step, Cause::Link);
                effects.push(Effect::Reveal(Target::Circle));
                effects
            }
            Fragment::Note(id) if self.essay.note(&id).is_some() => {
                vec![Effect::SetNote { id: id.clone(), open: true }, Effect::Reveal(Target::Note(id))]
            }
            Fragment::Comment(id) => vec![Effect::Reveal(Target::Comment(id))],
            Fragment::Other(id) if self.essay.sections.iter().any(|section| section.id == id) => {
                vec![Effect::Reveal(Target::Section(id))]
            }
            Fragment::Note(_) | Fragment::Other(_) => vec![],
        }
    }
}

#[cfg(test)]
mod tests;
