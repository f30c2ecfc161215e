//! The reasons why a document cannot be shown.

use super::format::FORMAT;
use crate::json::SyntaxError;

/// The reason why a document cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// The text is not JSON, or lacks a required part of an essay.
    Malformed {
        /// The fault.
        what: String,
        /// The line of the fault, counted from 1, if it is known.
        line: Option<usize>,
    },
    /// The document has a later version of the format, which this code does not know.
    TooNew(String),
    /// The text is JSON, but no circle-essay document.
    Foreign,
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed { what, .. } => write!(
                f,
                "The essay's document could not be read ({what}). Compile it again with `circle-essay build`."
            ),
            Self::TooNew(format) => write!(
                f,
                "The essay's document has the format {format}, newer than this version of circle-essay knows. \
                 Update circle-essay.js on this site."
            ),
            Self::Foreign => write!(
                f,
                "The file at src is not a circle-essay document: it has no \"format\": \"{FORMAT}\". \
                 Point src at a file that `circle-essay build` made."
            ),
        }
    }
}

impl std::error::Error for DocumentError {}

impl DocumentError {
    pub(super) fn of_syntax(error: &SyntaxError) -> Self {
        Self::Malformed { what: error.to_string(), line: Some(error.line) }
    }

    pub(super) fn of_form(what: String) -> Self {
        Self::Malformed { what, line: None }
    }

    /// Returns true if a later version of circle-essay made the document. Updating this code helps then, and compiling again does not.
    pub fn is_from_newer_version(&self) -> bool {
        matches!(self, Self::TooNew(_))
    }

    /// Returns true if the text is JSON of some other kind. Then the address is wrong, and not the document.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Self::Foreign)
    }

    /// Returns the line of the fault in the document, counted from 1, if it is known.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Malformed { line, .. } => *line,
            _ => None,
        }
    }
}
