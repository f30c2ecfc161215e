//! Running text.

use serde::{Deserialize, Serialize};

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link.
    Link {
        /// The target: a URL whose scheme is http, https, mailto or tel, a relative address, or a fragment of the page.
        href: String,
        /// The text of the link.
        content: Vec<Inline>,
    },
    /// A picture.
    Image {
        /// The address of the picture.
        src: String,
        /// A description for readers who do not see the picture.
        alt: String,
    },
    /// A term that a note explains.
    Note {
        /// The id of the [`Note`](super::Note).
        id: String,
        /// The term: the words of the text that the note explains.
        term: Vec<Inline>,
    },
    /// A line break that the author asked for.
    Break,
}
