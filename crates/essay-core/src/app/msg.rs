//! What has happened.

use super::Cause;
use crate::circle::Direction;
use crate::config::Config;
use crate::discussion::{Author, Event, Stamp};

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

    pub(super) fn factor(self) -> f64 {
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
    /// The reader's eye has come to another passage. Nothing follows from that but a mark.
    Read {
        /// The fragment of the stage that it speaks of, such as `#finland/3`.
        fragment: Option<String>,
        /// Whether it stands in a section that speaks of stages.
        of_circle: bool,
    },
    /// The reader wants to see a push run round the loop.
    RunAsked {
        /// Index of the variable that is pushed.
        variable: usize,
        /// Which way.
        push: Direction,
    },
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
