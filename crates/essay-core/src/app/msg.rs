//! What has happened.

use super::{Cause, Format, Sending, Setting, Stored};
use crate::circle::Direction;
use crate::config::Config;
use crate::discussion::list::Shape;
use crate::discussion::{Author, Event, Stamp};
use crate::i18n::{Said, Word, Words};
use crate::json::Json;

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
    pub const ALL: [(Self, Word); 3] =
        [(Self::Slow, Word::Slow), (Self::Normal, Word::NormalSpeed), (Self::Fast, Word::Fast)];

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
        /// The ids of the notes that were open when the reader was here last.
        kept_notes: Vec<String>,
    },
    /// The element was here before, and goes on with what [`super::Model::mind`] said of it then.
    Resumed(Json),
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
    NotSaved(Said),
    /// The picture may not have become a file, which nobody tells; here it is as SVG.
    PictureKept(String),
    /// An export may not have become a file, which nobody tells; here is its text.
    FileKept(String),
    /// That text was put away.
    FilePutAway,
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
    /// Escape was pressed outside of any open note; says the ids of the open notes that are seen.
    EscapePressed(Vec<String>),
    /// A link to this place of the page was to be copied.
    LinkAsked(String),
    /// It has been copied; or else the page's own address leads there now.
    LinkCopied(bool),
    /// It could not be copied, and the reader does not see the page's address.
    LinkNotCopied {
        /// The fragment that it leads to.
        fragment: String,
        /// The whole address.
        address: String,
    },
    /// The link was put away.
    LinkPutAway,
    /// The page's URL has this fragment now, or a link with it was followed.
    FragmentFollowed(String),
    /// The stored discussion was read.
    TalkLoaded(Stored),
    /// Nothing can be stored; says why in a sentence.
    StorageRefused(Said),
    /// The browser has been asked for what is stored, and has not answered for a while.
    StorageSilent,
    /// What pages before this one could not store was found.
    LeftBehind {
        /// Drafts: place and text.
        drafts: Vec<(String, String)>,
        /// What was posted.
        unsaved: Vec<Sending>,
    },
    /// There is time to draw so many rows more of the list.
    MoreDrawn(usize),
    /// The list was to be sorted, narrowed or searched.
    Shaped(Shape),
    /// What answers an entry was to be folded away, or shown again; says the entry.
    CollapsePressed(String),
    /// The next entry that has come since the last visit was asked for.
    NextUnreadPressed,
    /// The reader typed in a composer.
    DraftTyped {
        /// Its place.
        place: String,
        /// The whole text.
        text: String,
    },
    /// What was typed could not be kept; says why in a sentence.
    DraftNotKept {
        /// The composer's place.
        place: String,
        /// Why.
        reason: Said,
    },
    /// What could not be kept at this place is kept now.
    DraftKept(String),
    /// The reader typed a name.
    NameTyped(String),
    /// The reader wants to give another name.
    NameChangePressed,
    /// A composer was opened, at an entry or for a comment on something of the essay: its place.
    Opened(String),
    /// It was put away; its text is kept.
    PutAway,
    /// A draft was to be shown as it will look, or as it is typed; says the composer's place.
    PreviewPressed(String),
    /// What is written at a place was to be posted.
    PostPressed(String),
    /// The stamp for it was drawn.
    PostStamped {
        /// The composer's place.
        place: String,
        /// When and under which name.
        stamp: Stamp,
    },
    /// An entry was to be deleted.
    DeletePressed(String),
    /// The stamp for an act on an entry was drawn.
    ActStamped {
        /// The kind of event.
        kind: &'static str,
        /// The entry.
        id: String,
        /// When and under which name.
        stamp: Stamp,
    },
    /// The last deletion or import was to be taken back.
    UndoPressed,
    /// Another page of this browser had given whoever writes here an id before; says which.
    KnownAs(String),
    /// Events have been written for good; says the last one's id.
    Saved(String),
    /// The browser has been handed events to write, or to erase, and has not answered for a while; says the last one's id, nothing if they
    /// are to be erased.
    SaveSilent(String),
    /// They could not be written.
    SaveFailed {
        /// The last one's id; nothing if they were to be erased.
        id: String,
        /// Why, in a sentence.
        reason: Said,
        /// Whether the database is that of a newer version of this code.
        outdated: bool,
    },
    /// It is time to try again what could not be stored at this place.
    TriedAgain(String),
    /// The browser was asked not to erase what is stored; says whether it agreed.
    Persisted(bool),
    /// Another page of this browser has stored something, or erased it.
    Heard {
        /// What is new.
        events: Vec<Event>,
        /// The ids of events that are gone.
        gone: Vec<String>,
        /// Who writes in this browser.
        me: Author,
    },
    /// Words of the text were selected, or no longer: the block's id, and where they begin and end in it, in characters that are not
    /// blank.
    WordsSelected(Option<(String, usize, usize)>),
    /// A comment on the selected words was begun.
    CommentOnWordsPressed,
    /// A comment on something was begun: `note:ID`, `stage:VIEW/N`.
    CommentOn(String),
    /// A comment on something of the essay was put away; its text is kept.
    AboutPutAway,
    /// The mark was pressed that tells how many comments there are on this block.
    PassageMarkPressed(String),
    /// The reader wants to see what an entry is about.
    AnchorPressed(String),
    /// The discussion was to be handed over as a file.
    ExportPressed(Format),
    /// The records that cannot be read were to be handed over as a file.
    DamagedPressed,
    /// A file was chosen and read.
    FileRead(String),
    /// A file was chosen and cannot be read; says why in a sentence.
    FileRefused(Said),
    /// The reader has seen what an import would bring, and takes it or not.
    ImportAnswered(bool),
    /// A script hands over events that are new.
    Imported(Vec<Event>),
    /// Everything that this reader wrote was to be deleted.
    ErasePressed,
    /// The reader was asked again.
    EraseAnswered(bool),
    /// The words of a language are there.
    Worded(Words),
    /// What the reader has set was read, or was changed elsewhere in this browser: its line.
    SettingsKnown(String),
    /// The settings were to be shown, or put away.
    SettingsPressed,
    /// The reader set something: to which of its choices, by index.
    SettingChosen(Setting, usize),
    /// The page is put away, perhaps for good.
    PageHidden,
}
