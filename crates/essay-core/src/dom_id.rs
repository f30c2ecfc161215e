//! The ids of elements in the shadow tree: the view writes them, and the platform looks elements up by them.

use crate::app::ComposerId;
use crate::fragment::{COMMENT_PREFIX, NOTE_PREFIX};
use std::fmt;

/// An id of an element. It is displayed as the value of the attribute:
///
/// ```
/// use essay_core::app::ComposerId;
/// use essay_core::dom_id::DomId;
///
/// assert_eq!(DomId::CircleTitle.to_string(), "circle-title");
/// assert_eq!(DomId::CommentField(&ComposerId::Reply("0192".into())).to_string(), "text-0192");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomId<'a> {
    /// The title of the essay.
    Title,
    /// The region of the circle.
    Circle,
    /// The heading of the circle.
    CircleTitle,
    /// The circle as a text to copy.
    CircleText,
    /// The heading of the discussion.
    DiscussionTitle,
    /// The button that undoes the last deletion or import.
    Undo,
    /// The question whether to take an import.
    Import,
    /// The button that chooses a file to import.
    ImportButton,
    /// The button that exports the discussion.
    ExportButton,
    /// The export as a text to copy.
    ExportText,
    /// The question whether to delete everything.
    Erase,
    /// The button that asks it.
    EraseButton,
    /// A link as a text to copy.
    LinkText,
    /// The settings.
    Settings,
    /// The button that shows the settings.
    SettingsButton,
    /// The heading of the question where to start.
    StartTitle,
    /// The choice of a variable in that question.
    StartVariable,
    /// The field for the reason of a start.
    StartReason,
    /// The heading of a start, by its index.
    Start(usize),
    /// The radio button of a view, by the view's id.
    ViewRadio(&'a str),
    /// A note, by its id.
    Note(&'a str),
    /// An entry of the discussion, by its id.
    Entry(&'a str),
    /// The text field of a composer.
    CommentField(&'a ComposerId),
    /// The field for the name in a composer.
    NameField(&'a ComposerId),
    /// The hint at that field.
    NameHint(&'a ComposerId),
    /// The sentence of a composer that says where the comment is stored.
    StorageHint(&'a ComposerId),
    /// The button at an entry that opens a composer.
    OpenButton(&'a ComposerId),
    /// The button that deletes an entry, by the entry's id.
    DeleteButton(&'a str),
}

impl DomId<'_> {
    /// Returns the id of the note whose element has this id.
    ///
    /// ```
    /// use essay_core::dom_id::DomId;
    ///
    /// assert_eq!(DomId::note_of("note-ofsted"), Some("ofsted"));
    /// assert_eq!(DomId::note_of("circle"), None);
    /// ```
    pub fn note_of(dom_id: &str) -> Option<&str> {
        dom_id.strip_prefix(NOTE_PREFIX)
    }
}

impl fmt::Display for DomId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Anchored composers share the name of their ids, since an anchor has spaces, and an id must not have any.
        let (prefix, name) = match *self {
            Self::Title => ("title", ""),
            Self::Circle => ("circle", ""),
            Self::CircleTitle => ("circle-title", ""),
            Self::CircleText => ("circle-text", ""),
            Self::DiscussionTitle => ("discussion-title", ""),
            Self::Undo => ("undo", ""),
            Self::Import => ("import", ""),
            Self::ImportButton => ("import-button", ""),
            Self::ExportButton => ("export-button", ""),
            Self::ExportText => ("export-text", ""),
            Self::Erase => ("erase", ""),
            Self::EraseButton => ("erase-button", ""),
            Self::LinkText => ("link-text", ""),
            Self::Settings => ("settings", ""),
            Self::SettingsButton => ("settings-button", ""),
            Self::StartTitle => ("start-title", ""),
            Self::StartVariable => ("start-variable", ""),
            Self::StartReason => ("start-reason", ""),
            Self::ViewRadio(view) => ("view-", view),
            Self::Note(note) => (NOTE_PREFIX, note),
            Self::Entry(entry) => (COMMENT_PREFIX, entry),
            Self::DeleteButton(entry) => ("delete-", entry),
            Self::Start(index) => return write!(f, "run-{index}"),
            Self::CommentField(composer) => return write!(f, "text-{}", composer.dom_name()),
            Self::NameField(composer) => return write!(f, "name-{}", composer.dom_name()),
            Self::NameHint(composer) => return write!(f, "name-hint-{}", composer.dom_name()),
            Self::StorageHint(composer) => return write!(f, "where-{}", composer.dom_name()),
            Self::OpenButton(composer) => return write!(f, "open-{composer}"),
        };
        f.write_str(prefix)?;
        f.write_str(name)
    }
}

/// The ids that the page of every essay may have. A test renders essays and compares them.
const RESERVED: [DomId<'static>; 17] = [
    DomId::Title,
    DomId::Circle,
    DomId::CircleTitle,
    DomId::CircleText,
    DomId::DiscussionTitle,
    DomId::Undo,
    DomId::Import,
    DomId::ImportButton,
    DomId::ExportButton,
    DomId::ExportText,
    DomId::Erase,
    DomId::EraseButton,
    DomId::Settings,
    DomId::SettingsButton,
    DomId::StartTitle,
    DomId::StartVariable,
    DomId::StartReason,
];

/// Returns true if the element uses this id itself. No section can have such an id.
///
/// ```
/// use essay_core::dom_id::is_reserved;
///
/// assert!(is_reserved("settings") && is_reserved("run-2") && is_reserved("text-about"));
/// assert!(!is_reserved("going-up"));
/// ```
pub fn is_reserved(id: &str) -> bool {
    let of_a_start = id.strip_prefix("run-").is_some_and(|index| index.parse::<usize>().is_ok());
    let of_an_anchored_composer = ["text-about", "name-about", "name-hint-about", "where-about"].contains(&id);
    of_a_start || of_an_anchored_composer || RESERVED.iter().any(|known| known.to_string() == id)
}
