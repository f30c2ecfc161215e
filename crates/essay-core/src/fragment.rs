//! The URL fragments that an essay answers to.

use crate::discussion::EntryId;
use std::fmt;

/// Before the id of a note, in fragments and in ids of elements.
pub(crate) const NOTE_PREFIX: &str = "note-";
/// Before the id of an entry, in fragments and in ids of elements.
pub(crate) const COMMENT_PREFIX: &str = "comment-";

/// The fragment of the circle, without `#`.
pub const CIRCLE: &str = "the-circle";
/// The fragment of the discussion, without `#`.
pub const DISCUSSION: &str = "the-discussion";

/// A stage of a view of the circle.
///
/// It is displayed as the fragment that leads to it, without `#`:
///
/// ```
/// use essay_core::fragment::{Fragment, StageRef};
///
/// let stage = StageRef { view: "finland".to_owned(), step: 3 };
/// assert_eq!(stage.to_string(), "finland/3");
/// assert_eq!(Fragment::parse("#finland/3"), Fragment::Stage(stage));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRef {
    /// The view's id.
    pub view: String,
    /// The stage, counted from 1; 0 before the first.
    pub step: usize,
}

impl fmt::Display for StageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.view, self.step)
    }
}

/// The target of a fragment.
///
/// A fragment is displayed without `#`, as ids of elements are; [`Fragment::href`] has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// `finland/3`: a stage of a view of the circle, or a block of a section, counted from 1.
    Stage(StageRef),
    /// `note-ID`: a note.
    Note(String),
    /// `comment-ID`: an entry of the discussion.
    Comment(EntryId),
    /// Anything else: perhaps a section.
    Other(String),
}

impl Fragment {
    /// Reads a fragment, with or without its `#`.
    ///
    /// # Example
    /// ```
    /// use essay_core::fragment::{Fragment, StageRef};
    ///
    /// assert_eq!(Fragment::parse("#finland/3"), Fragment::Stage(StageRef { view: "finland".to_owned(), step: 3 }));
    /// assert_eq!(Fragment::parse("note-ofsted"), Fragment::Note("ofsted".to_owned()));
    /// ```
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('#').unwrap_or(text);
        if let Some(id) = text.strip_prefix(NOTE_PREFIX) {
            return Self::Note(id.to_owned());
        }
        if let Some(id) = text.strip_prefix(COMMENT_PREFIX) {
            return Self::Comment(id.into());
        }
        if let Some((view, step)) = text.rsplit_once('/')
            && let Ok(step) = step.parse()
        {
            return Self::Stage(StageRef { view: view.to_owned(), step });
        }
        Self::Other(text.to_owned())
    }

    /// The stage, if the fragment has the form of one.
    pub fn into_stage(self) -> Option<StageRef> {
        match self {
            Self::Stage(stage) => Some(stage),
            Self::Note(_) | Self::Comment(_) | Self::Other(_) => None,
        }
    }

    /// The address of a link within the page: the fragment with its `#`.
    pub fn href(&self) -> String {
        format!("#{self}")
    }
}

impl From<StageRef> for Fragment {
    fn from(stage: StageRef) -> Self {
        Self::Stage(stage)
    }
}

impl fmt::Display for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(stage) => stage.fmt(f),
            Self::Note(id) => write!(f, "{NOTE_PREFIX}{id}"),
            Self::Comment(id) => write!(f, "{COMMENT_PREFIX}{id}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fragment, StageRef};

    #[test]
    fn every_form_is_told_apart() {
        let stage = |view: &str, step| Fragment::Stage(StageRef { view: view.into(), step });
        assert_eq!(Fragment::parse("#finland/3"), stage("finland", 3));
        assert_eq!(Fragment::parse("#note-ofsted"), Fragment::Note("ofsted".into()));
        assert_eq!(Fragment::parse("comment-0192"), Fragment::Comment("0192".into()));
        assert_eq!(Fragment::parse("#the-wagons"), Fragment::Other("the-wagons".into()));
        assert_eq!(Fragment::parse("#a/b"), Fragment::Other("a/b".into()));
    }

    #[test]
    fn a_fragment_is_displayed_as_it_is_written() {
        for written in ["#finland/3", "#note-ofsted", "#comment-0192", "#the-wagons", "#a/b", "#a/b/0", "#"] {
            let fragment = Fragment::parse(written);
            assert_eq!(fragment.href(), written);
            assert_eq!(Fragment::parse(&fragment.to_string()), fragment);
        }
    }
}
