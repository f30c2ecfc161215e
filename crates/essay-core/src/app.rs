//! The whole state of one element, and its transitions: the only place where the features meet.
//!
//! A [`Msg`] is a past fact, an [`Effect`] an order. [`update`] turns the one into the other and never looks outside.

mod command;
mod effect;
mod exchange;
mod kept;
mod msg;
mod passages;
mod saving;
mod settings;
mod starting;
mod stepping;
mod talk;
mod unsaved;
mod writing;

pub use effect::{Cause, Effect, HostEvent, Pulse, Target, Way};
pub use exchange::{Format, told as import_told};
pub use msg::{Msg, Speed};
pub use passages::Passage;
pub use settings::{Setting, Settings};
pub use starting::{PLACE as START_PLACE, Start, Starting};
pub use stepping::Reading;
pub use talk::{Drafts, Letters, Sending, Storage, Stored, Talk, Told, Undo};
pub use writing::{Composer, EDIT_PLACE, field_name};

use crate::circle::stepper::Stepper;
use crate::circle::{View, export};
use crate::config::{Config, Motion};
use crate::discussion::DELETE;
use crate::essay::Essay;
use crate::fragment::Fragment;
use crate::i18n::{Said, Words};
use crate::json::Json;
use crate::{said, say};
use std::rc::Rc;

/// The state of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The document.
    pub essay: Rc<Essay>,
    /// How many minutes it takes to read.
    pub minutes: usize,
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
    /// What the text being read has to do with the circle.
    pub reading: Reading,
    /// "Where would you start?"
    pub starting: Starting,
    /// What became of the circle as picture or text: a sentence, and the text if the reader has to copy it by hand.
    pub handed: (Said, String),
    /// A link that the reader has to copy by hand: the fragment that it leads to, and its address.
    pub link: Option<(String, String)>,
    /// How fast it plays.
    pub speed: Speed,
    /// Whether the reader's system asks that nothing moves.
    pub system_still: bool,
    /// What the reader has set for this browser.
    pub settings: Settings,
    /// Whether the settings are shown.
    pub setting: bool,
    /// The ids of the open notes, in the order in which they were opened.
    pub open_notes: Vec<String>,
    /// The discussion and what is being written.
    pub talk: Talk,
    /// What the browser knows of letters.
    pub letters: Letters,
    /// The words of the interface.
    pub words: Words,
    /// What the live region says.
    pub spoken: String,
}

impl Model {
    /// The state before anything has happened; it depends on the document and the configuration only.
    pub fn new(essay: Rc<Essay>, config: Config) -> Self {
        let views = essay.circle.as_ref().map(|circle| circle.views()).unwrap_or_default();
        let mut model = Self {
            config,
            alive: false,
            stepper: Stepper::new(0),
            views: Rc::new(views),
            view: 0,
            circle_away: false,
            reading: Reading::default(),
            starting: Starting::default(),
            handed: Default::default(),
            link: None,
            speed: Speed::Normal,
            system_still: false,
            settings: Settings::default(),
            setting: false,
            open_notes: vec![],
            talk: Talk::new(&essay),
            letters: Letters::default(),
            minutes: essay.minutes(),
            essay,
            words: Words::english(),
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
        self.own_still().unwrap_or(match self.config.motion {
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
            ("ready", (status == "ready").into()),
            ("circle", self.chosen_view().map(|view| &view.id).into()),
            ("step", self.stepper.step().into()),
            ("steps", self.stepper.steps().into()),
            ("lap", i64::from(self.stepper.lap()).into()),
            ("playing", self.stepper.is_playing().into()),
            ("openNotes", self.open_notes.iter().collect()),
            ("comments", self.talk.written.into()),
            ("mode", (&self.config.mode).into()),
        ])
    }
}

/// Takes in what has happened; answers with what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Awoke { config, view, open_notes, kept_notes } => {
            model.alive = true;
            model.config = config;
            model.stand_at_configured_stage();
            model.open_notes = open_notes;
            if let Some(view) = view.filter(|view| *view != model.view) {
                model.stand(view, 0);
            }
            let mut effects = vec![
                Effect::LoadTalk(model.discussion_id().to_owned()),
                Effect::MarkPassages(model.fragment().unwrap_or_default()),
            ];
            effects.extend(model.words_wanted());
            if !kept_notes.is_empty() {
                effects.push(Effect::RestoreNotes(kept_notes));
            }
            effects
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
        Msg::StillPressed => model.set(Setting::Motion, if model.is_still() { 2 } else { 1 }),
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
        Msg::Copied => model.handed(said!(Copied), String::new()),
        Msg::NotCopied(text) => model.handed(said!(NotCopied), text),
        Msg::NotSaved(reason) => model.handed(reason, String::new()),
        Msg::PictureKept(svg) => model.handed(said!(NoFiles), svg),
        Msg::FileKept(text) => model.file_kept(text),
        Msg::FilePutAway => {
            model.talk.kept_file = None;
            vec![Effect::Focus(Target::ExportButton)]
        }
        Msg::Read { fragment, of_circle } => {
            model.read(fragment.as_deref(), of_circle);
            vec![]
        }
        Msg::RunAsked { variable, push } => model.run_asked(variable, push),
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
        Msg::EscapePressed(seen) => match model.open_notes.iter().rfind(|id| seen.contains(id)) {
            Some(id) => vec![Effect::CloseNote(id.clone())],
            None => vec![],
        },
        Msg::LinkAsked(fragment) => vec![Effect::CopyLink(fragment)],
        Msg::LinkCopied(copied) => {
            let words = match copied {
                true => say!(model.words, LinkCopied),
                false => say!(model.words, LinkInAddressBar),
            };
            // The same words twice would not be heard.
            let again = if model.spoken == words { "\u{a0}" } else { "" };
            model.spoken = format!("{words}{again}");
            vec![]
        }
        Msg::LinkNotCopied { fragment, address } => {
            model.link = Some((fragment, address));
            model.say(&said!(LinkNotCopied));
            vec![Effect::Focus(Target::Text("link-text"))]
        }
        Msg::LinkPutAway => {
            let link = model.link.take();
            link.map(|(fragment, _)| Effect::Focus(Target::CopyLink(fragment))).into_iter().collect()
        }
        Msg::Resumed(mind) => model.resume(&mind),
        Msg::FragmentFollowed(fragment) => model.follow(&fragment),
        Msg::TalkLoaded(stored) => model.talk_loaded(stored),
        Msg::StorageRefused(reason) => model.storage_refused(reason),
        Msg::StorageSilent => model.storage_silent(),
        Msg::LeftBehind { drafts, unsaved } => model.left_behind(drafts, unsaved),
        Msg::MoreDrawn(rows) => model.draw_more(rows),
        Msg::Shaped(shape) => model.shaped(shape),
        Msg::CollapsePressed(id) => model.collapse(id),
        Msg::NextUnreadPressed => model.next_unread(),
        Msg::DraftTyped { place, text } => model.draft_typed(place, text),
        Msg::DraftNotKept { place, reason } => model.draft_not_kept(place, reason),
        Msg::DraftKept(place) => model.draft_kept(place),
        Msg::NameTyped(name) => model.name_typed(&name),
        Msg::NameChangePressed => {
            model.talk.naming = true;
            vec![Effect::Focus(Target::Name)]
        }
        Msg::Opened(place) => model.open(place),
        Msg::PutAway => model.put_away(),
        Msg::PreviewPressed(place) => {
            model.talk.previewed = Some(place).filter(|place| model.talk.previewed.as_ref() != Some(place));
            vec![]
        }
        Msg::PostPressed(place) => vec![Effect::DrawStamp { place }],
        // Who writes here is read from storage first, so that nobody gets a second name.
        Msg::PostStamped { place, .. } if model.talk.storage == Storage::Opening => {
            model.post_later(place);
            vec![]
        }
        Msg::PostStamped { place, stamp } if place == starting::PLACE => model.start(&stamp),
        Msg::PostStamped { place, stamp } => model.post(place, &stamp),
        Msg::DeletePressed(id) => vec![Effect::StampAct { kind: DELETE, id }],
        Msg::ActStamped { kind, id, stamp } => model.act_on(kind, &id, &stamp),
        Msg::UndoPressed => model.undo(),
        Msg::KnownAs(id) => {
            model.known_as(&id);
            model.rearranged()
        }
        Msg::Saved(id) => model.saved(&id),
        Msg::SaveSilent(id) => model.save_silent(&id),
        Msg::SaveFailed { id, reason, outdated } => model.save_failed(&id, reason, outdated),
        Msg::TriedAgain(place) => model.try_again(place),
        Msg::Persisted(kept) => {
            model.talk.fleeting = !kept;
            vec![]
        }
        Msg::Heard { events, gone, me } => model.heard(events, &gone, me),
        Msg::WordsSelected(words) => {
            model.talk.selected = words;
            vec![]
        }
        Msg::CommentOnWordsPressed => model.comment_on_words(),
        Msg::CommentOn(key) => model.comment_on_key(&key),
        Msg::AboutPutAway => model.about_put_away(),
        Msg::PassageMarkPressed(block) => model.show_about_block(&block),
        Msg::AnchorPressed(entry) => model.lead_to_anchor(&entry),
        Msg::ExportPressed(format) => model.hand_over(format),
        Msg::DamagedPressed => model.hand_over_damaged(),
        Msg::FileRead(text) => model.file_read(&text),
        Msg::FileRefused(why) => model.file_refused(why),
        Msg::ImportAnswered(taken) => model.import_answered(taken),
        Msg::Imported(events) => model.imported(events),
        Msg::ErasePressed => model.erase_asked(),
        Msg::EraseAnswered(erase) => model.erase_answered(erase),
        Msg::Worded(words) => {
            model.worded(words);
            vec![]
        }
        Msg::SettingsKnown(line) => model.settings_known(Settings::of(line)),
        Msg::SettingsPressed => {
            model.setting = !model.setting;
            vec![Effect::Focus(if model.setting { Target::Settings } else { Target::SettingsButton })]
        }
        Msg::SettingChosen(setting, index) => model.set(setting, index),
        Msg::PageHidden => {
            let mut effects = vec![
                Effect::KeepNotes { essay: model.essay.id.clone(), ids: model.open_notes.clone() },
                Effect::KeepDrafts(model.discussion_id().to_owned()),
            ];
            effects.extend(model.keep_all_unsaved());
            effects
        }
    }
}

impl Model {
    /// The picture of the chosen view.
    fn picture(&self, png: bool) -> Option<Effect> {
        let view = self.chosen_view()?;
        let svg = export::svg(view, self.essay.circle.as_ref()?.kind(), self.words, false);
        Some(Effect::SavePicture { name: format!("{}-{}", self.essay.id, view.id), svg, png })
    }

    /// The chosen view as text.
    fn text(&self) -> Option<String> {
        Some(export::text(self.chosen_view()?, self.essay.circle.as_ref()?.kind(), self.words))
    }

    /// Says this in the live region.
    fn say(&mut self, said: &Said) {
        self.spoken = self.words.tell(said);
    }

    fn handed(&mut self, told: Said, text: String) -> Vec<Effect> {
        self.say(&told);
        let selects = !text.is_empty();
        self.handed = (told, text);
        selects.then_some(Effect::Focus(Target::Text("circle-text"))).into_iter().collect()
    }

    fn follow(&mut self, fragment: &str) -> Vec<Effect> {
        let name = fragment.strip_prefix('#').unwrap_or(fragment);
        // A section's title may begin with "note" or "comment": whoever links to it means the section.
        if self.essay.sections.iter().any(|section| section.id == name) {
            return vec![Effect::Reveal(Target::Section(name.to_owned()))];
        }
        match Fragment::parse(fragment) {
            // A section may have the name of a telling; the stage comes first.
            Fragment::Stage { view, step } if !self.views.iter().any(|known| known.id == view) => {
                let id = format!("{view}/{step}");
                let known = self.essay.blocks_of(&view).is_some_and(|blocks| (1..=blocks.len()).contains(&step));
                known.then_some(Effect::Reveal(Target::Block(id))).into_iter().collect()
            }
            Fragment::Stage { view, step } => {
                let mut effects = self.go_to(&view, step, Cause::Link);
                effects.push(Effect::Reveal(Target::Circle));
                effects
            }
            Fragment::Note(id) if self.essay.note(&id).is_some() => {
                vec![Effect::SetNote { id: id.clone(), open: true }, Effect::Reveal(Target::Note(id))]
            }
            Fragment::Comment(id) => self.lead_to(id),
            Fragment::Note(_) | Fragment::Other(_) => vec![],
        }
    }
}

#[cfg(test)]
mod tests;
