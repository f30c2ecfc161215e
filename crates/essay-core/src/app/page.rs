//! Effects on the rendered page: DOM events for the host, focus, scrolling, notes, marks in the text, and animation.

use super::discussion::composer_id::ComposerId;
use super::discussion::passage::Passage;
use super::host_event::HostEvent;
use super::pulse::Pulse;
use crate::discussion::EntryId;
use crate::fragment::StageRef;
use std::rc::Rc;

/// An effect on the page, performed after the page shows the model that ordered it.
#[derive(Clone, Debug, PartialEq)]
pub enum PageEffect {
    /// Dispatch a DOM event on the element.
    Emit(HostEvent),
    /// Scroll to an element and focus it.
    Reveal(Target),
    /// Focus an element.
    Focus(Target),
    /// Mark the links in the text that lead to this stage, and no others.
    MarkLinks(Option<StageRef>),
    /// Highlight the passages of the text that have comments, and no others.
    HighlightPassages(Rc<Vec<Passage>>),
    /// Open or close a note, with the notes around it when it is opened.
    SetNote {
        /// Its id.
        id: String,
        /// True to open it.
        open: bool,
    },
    /// Open or close every note.
    SetAllNotes {
        /// True to open them.
        open: bool,
    },
    /// Close a note and focus its term.
    CloseNote(String),
    /// Open the notes that were open at the last visit.
    RestoreNotes(Vec<String>),
    /// Move the pulse that travels while the circle plays.
    Pulse(Pulse),
    /// Animate the stages of one view to their places in another; both views are given by index.
    Morph {
        /// The view before.
        from: usize,
        /// The view now.
        to: usize,
    },
}

/// An element of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The circle.
    Circle,
    /// The start question.
    StartQuestion,
    /// A note, by its id.
    Note(String),
    /// An entry of the discussion.
    Entry(EntryId),
    /// A section, by its id.
    Section(String),
    /// A block of the text, by its id: `going-up/3`.
    Block(String),
    /// The first link in the text to a stage.
    StageLink(StageRef),
    /// The words of the text that a comment is about.
    Passage(Passage),
    /// The text field of a composer.
    Composer(ComposerId),
    /// The field for the name.
    Name,
    /// The button at an entry that opens a composer.
    Opener(ComposerId),
    /// The button that undoes the last deletion or import.
    Undo,
    /// The question whether to take an import.
    Import,
    /// The button that chooses a file to import.
    ImportButton,
    /// The button that exports the discussion.
    ExportButton,
    /// A text that the reader copies by hand; all of it is selected.
    TextToCopy(TextToCopy),
    /// The button that copies the link to this fragment.
    CopyLink(String),
    /// The question whether to delete everything.
    Erase,
    /// The button that asks it.
    EraseButton,
    /// The discussion.
    Discussion,
    /// The first of the settings.
    Settings,
    /// The button that shows the settings.
    SettingsButton,
}

/// A field that holds a text to be copied by hand, where the browser copies and saves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextToCopy {
    /// The circle, as text or as SVG.
    Circle,
    /// An export of the discussion.
    Export,
    /// A link to a place in the essay.
    Link,
}
