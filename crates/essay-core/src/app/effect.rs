//! What the model orders, and what it tells the page.

use super::{Passage, Sending};
use crate::circle::layout::Point;
use crate::discussion::{Author, DELETE, EDIT, Event, POST, RESTORE};
use crate::i18n::Language;
use crate::json::Json;
use std::rc::Rc;

/// An order to the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Tell the page.
    Emit(HostEvent),
    /// Fetch the words of a language.
    LoadWords(Language),
    /// Keep what the reader has set, as one line, and tell other elements and pages of this origin.
    KeepSettings(String),
    /// Let time pass while playing, or no longer.
    Animate(bool),
    /// What becomes of the pulse that travels while playing.
    Pulse(Pulse),
    /// Let the stages of one view travel to their places in another, both by index.
    Morph {
        /// The view that was shown.
        from: usize,
        /// The view that is shown now.
        to: usize,
    },
    /// Mark the words of the text that lead to this fragment, such as `#finland/3`, and no others; none if it is empty.
    MarkPassages(String),
    /// Hand the reader the picture of the circle as a file.
    SavePicture {
        /// The file's name, without its ending.
        name: String,
        /// The picture.
        svg: String,
        /// Whether as a PNG.
        png: bool,
    },
    /// Put a text into the clipboard.
    Copy(String),
    /// Open or close a note in the page, with the notes around it when it is opened.
    SetNote {
        /// Its id.
        id: String,
        /// Whether to open it.
        open: bool,
    },
    /// Open or close every note.
    SetAllNotes {
        /// Whether to open them.
        open: bool,
    },
    /// Close a note and give its term the focus.
    CloseNote(String),
    /// Open notes that were open when the reader was here last.
    RestoreNotes(Vec<String>),
    /// Keep which notes are open for the next visit to the essay of this id.
    KeepNotes {
        /// The essay's id.
        essay: String,
        /// The notes' ids.
        ids: Vec<String>,
    },
    /// Put the page's address with this fragment into the clipboard.
    CopyLink(String),
    /// Bring something into view.
    Reveal(Target),
    /// Give something the focus.
    Focus(Target),
    /// Read what is stored for the discussion of this id.
    LoadTalk(String),
    /// Draw the stamp of what is about to be posted.
    DrawStamp {
        /// The composer's place.
        place: String,
    },
    /// Draw the stamp of an act on an entry.
    StampAct {
        /// The kind of event.
        kind: &'static str,
        /// The entry's id.
        id: String,
    },
    /// Tell other pages of this browser what has been stored.
    Share(Vec<Event>),
    /// Try again in a while to post what is written at this place.
    TryAgain {
        /// The composer's place.
        place: String,
    },
    /// Ask the browser not to erase what is stored.
    Persist,
    /// Draw more of the list as soon as there is time.
    DrawMore,
    /// Mark the words of the text on which there are comments, and no others.
    MarkWords(Rc<Vec<Passage>>),
    /// Hand the reader a file.
    SaveFile {
        /// Its name.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// What is in it.
        text: String,
    },
    /// Erase events for good, and tell other pages of this browser.
    EraseEvents {
        /// The discussion's id.
        discussion: String,
        /// The events' ids.
        ids: Vec<String>,
    },
    /// Forget the drafts of a discussion, and the name of who wrote here; who that was as well, if nothing of theirs is left
    /// in other discussions.
    ForgetMe(String),
    /// Write the drafts that are waiting, and that the discussion of this id has been visited.
    KeepDrafts(String),
    /// Write events for good, and in the same transaction forget the draft that they were.
    SaveEvents {
        /// The discussion's id.
        discussion: String,
        /// The events.
        events: Vec<Event>,
        /// The place of the draft that is done, if there was one.
        place: Option<String>,
        /// Who writes.
        me: Author,
    },
    /// Keep what is on its way to storage where the next page finds it, until it is stored.
    KeepUnsaved {
        /// The discussion's id.
        discussion: String,
        /// What is on its way.
        sending: Sending,
    },
    /// Keep a draft; an empty one is forgotten.
    SaveDraft {
        /// The discussion's id.
        discussion: String,
        /// The composer's place.
        place: String,
        /// The text.
        text: String,
    },
}

/// The pulse that travels from a stage to the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Pulse {
    /// It sets out, or goes on.
    Go(Way),
    /// It holds where it is.
    Hold,
    /// It is gone.
    Gone,
}

/// A way that the pulse takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Index of the view.
    pub view: usize,
    /// Points on the way, evenly apart.
    pub points: Vec<Point>,
    /// Whether what it carries turns into its opposite on the way.
    pub turns: bool,
    /// Whether it waits half-way.
    pub waits: bool,
    /// How long all of it takes, in milliseconds of the reader's clock.
    pub millis: f64,
    /// How much of that is over, in milliseconds of the reader's clock.
    pub gone: f64,
}

/// Something on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The circle.
    Circle,
    /// A note, by its id.
    Note(String),
    /// An entry, by its id.
    Comment(String),
    /// A section, by its id.
    Section(String),
    /// A block of the text, by its id: `going-up/3`.
    Block(String),
    /// The first words of the text that lead to this fragment.
    Passage(String),
    /// Words of the text that somebody comments on.
    Words(Passage),
    /// The text field of a composer, by its place.
    Composer(String),
    /// The field for the name.
    Name,
    /// The button that opens a composer at an entry, by the composer's place.
    Opener(String),
    /// The button that takes the last act back.
    Undo,
    /// What an import would bring.
    Import,
    /// The button that begins an import.
    ImportButton,
    /// The button that hands over the discussion.
    ExportButton,
    /// A text that the reader has to copy by hand, by the id of its field; all of it is selected.
    Text(&'static str),
    /// The button that copies the link to this fragment.
    CopyLink(String),
    /// The question whether to delete everything.
    Erase,
    /// The button that leads to it.
    EraseButton,
    /// The discussion.
    Discussion,
    /// The first of the settings.
    Settings,
    /// The button that shows them.
    SettingsButton,
}

/// Why the circle moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A control.
    Reader,
    /// Playing.
    Play,
    /// A link in the text or the page's URL.
    Link,
    /// A script or an attribute.
    Script,
}

impl Cause {
    fn word(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Play => "play",
            Self::Link => "link",
            Self::Script => "script",
        }
    }
}

/// Something that the page is told by a DOM event on the element.
#[derive(Clone, Debug, PartialEq)]
pub enum HostEvent {
    /// The circle stands at another stage.
    Step {
        /// The view's id.
        circle: String,
        /// The stage, counted from 1; 0 before the first.
        step: usize,
        /// The number of stages.
        steps: usize,
        /// The lap, counted from 1.
        lap: u32,
        /// Why it moved.
        cause: Cause,
    },
    /// A note was opened or closed.
    Note {
        /// Its id.
        id: String,
        /// Whether it is open.
        open: bool,
    },
    /// A comment was written or imported.
    Comment {
        /// Its id.
        id: String,
        /// `post` or `import`.
        kind: &'static str,
        /// The entry that it answers.
        parent: Option<String>,
        /// What it is about.
        anchor: Json,
    },
    /// The reader committed to a start.
    Start {
        /// The id of the loop beneath.
        circle: String,
        /// The variable, counted from 1.
        step: usize,
        /// Why; may be empty.
        reason: String,
    },
    /// Something went wrong.
    Problem {
        /// A short name for programs.
        code: &'static str,
        /// A sentence for people.
        message: String,
    },
}

impl HostEvent {
    /// What the page is told of an event of the discussion; nothing of kinds that are not shown.
    pub fn of(event: &Event, import: bool) -> Option<Self> {
        let known = [POST, EDIT, DELETE, RESTORE].into_iter().find(|kind| event.kind == *kind);
        let kind = if import { "import" } else { known? };
        let (id, parent) = match (kind, &event.parent) {
            (EDIT | DELETE | RESTORE, Some(entry)) => (entry.clone(), None),
            _ => (event.id.clone(), event.parent.clone()),
        };
        Some(Self::Comment { id, kind, parent, anchor: event.anchor.clone() })
    }

    /// The name of the DOM event.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Step { .. } => "ce-step",
            Self::Note { .. } => "ce-note",
            Self::Comment { .. } => "ce-comment",
            Self::Start { .. } => "ce-start",
            Self::Problem { .. } => "ce-problem",
        }
    }

    /// Its detail, a plain object.
    pub fn detail(&self) -> Json {
        match self {
            Self::Step { circle, step, steps, lap, cause } => Json::object([
                ("circle", circle.into()),
                ("step", (*step).into()),
                ("steps", (*steps).into()),
                ("lap", i64::from(*lap).into()),
                ("cause", cause.word().into()),
            ]),
            Self::Note { id, open } => Json::object([("id", id.into()), ("open", (*open).into())]),
            Self::Comment { id, kind, parent, anchor } => Json::object([
                ("id", id.into()),
                ("kind", (*kind).into()),
                ("parent", parent.as_ref().into()),
                ("anchor", anchor.clone()),
            ]),
            Self::Start { circle, step, reason } => {
                Json::object([("circle", circle.into()), ("step", (*step).into()), ("reason", reason.into())])
            }
            Self::Problem { code, message } => {
                Json::object([("code", (*code).into()), ("message", message.into()), ("line", Json::Null)])
            }
        }
    }
}
