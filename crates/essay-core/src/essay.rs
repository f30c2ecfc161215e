//! The document: an essay as the author's compiler writes it and the widget shows it.

mod addresses;
mod block;
mod document_error;
mod format;
mod inline;
mod reading;
mod table;
mod text;
mod whole;

use crate::circle::Circle;
use crate::i18n::Translations;
use crate::t;
pub use block::Block;
pub use document_error::DocumentError;
pub use format::FORMAT;
pub use inline::Inline;
use serde::{Deserialize, Serialize};
pub use table::{Align, Table};
pub use text::{plain_text, plain_text_of_blocks};
pub use whole::Whole;

/// The section id of everything before the first section, used in the ids of blocks.
pub const OPENING: &str = "opening";

/// The words of expository text that an adult reads in a minute. Source: Brysbaert, "How many words do we read per
/// minute?" (2019), 238 for English.
const WORDS_A_MINUTE: usize = 238;

/// An essay with everything that ships with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Essay {
    /// [`FORMAT`], or the name of a later version.
    pub format: String,
    /// The id of the essay. The discussion is stored under it unless the page says otherwise.
    pub id: String,
    /// The essay's title, plain text.
    pub title: String,
    /// A line under the title, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// BCP 47 language tag of the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// The source of the essay, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// The author, plain text; may be empty. With the date and the source it stands in saved pictures.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The date, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The origin of the essay: an address, or a reference as plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The blocks before the first section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opening: Vec<Block>,
    /// The titled sections, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// The notes, in the order of their first use in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// The circle, if the essay has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<Circle>,
    /// The discussion that ships with the essay, parents before their replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<ShippedEntry>,
    /// The whole document, if this is the outline of one.
    #[serde(skip)]
    pub whole: Whole<Essay>,
}

/// A titled part of the essay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Unique among the sections of the essay.
    pub id: String,
    /// Depth below the essay's title: 1 for a section, 2 for a part of one, to 5.
    pub depth: u8,
    /// The title.
    pub title: Vec<Inline>,
    /// The blocks of the section, up to the next section.
    pub blocks: Vec<Block>,
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Unique among the notes; `#note-ID` links to it.
    pub id: String,
    /// The kind of the note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NoteKind>,
    /// The blocks of the note.
    pub blocks: Vec<Block>,
}

/// The kind of a note, which the reader sees as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Background that a reader from elsewhere cannot know.
    Context,
    /// The meaning of a word.
    Definition,
    /// A finding and its source.
    Evidence,
    /// Somebody's opinion.
    Opinion,
    /// A claim that was not checked.
    Hearsay,
    /// Changes since the essay was written.
    SinceThen,
}

impl NoteKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Context, Self::Definition, Self::Evidence, Self::Opinion, Self::Hearsay, Self::SinceThen];

    /// Returns the English word with which an author marks the kind.
    pub fn word(self) -> &'static str {
        match self {
            Self::Context => "Context",
            Self::Definition => "Definition",
            Self::Evidence => "Evidence",
            Self::Opinion => "Opinion",
            Self::Hearsay => "Hearsay",
            Self::SinceThen => "Since then",
        }
    }

    /// Returns the word that shows the kind to a reader.
    pub fn in_words(self, words: Translations) -> &'static str {
        match self {
            Self::Context => t!(words, KindContext),
            Self::Definition => t!(words, KindDefinition),
            Self::Evidence => t!(words, KindEvidence),
            Self::Opinion => t!(words, KindOpinion),
            Self::Hearsay => t!(words, KindHearsay),
            Self::SinceThen => t!(words, KindSinceThen),
        }
    }
}

/// An entry of the discussion that is part of the essay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShippedEntry {
    /// Unique among the entries; `#comment-ID` links to it.
    pub id: String,
    /// The id of the entry that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The name of the author.
    pub name: String,
    /// True if the entry is a link back from another site rather than a comment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pingback: bool,
    /// The blocks of the entry.
    pub blocks: Vec<Block>,
}

impl Essay {
    /// Returns the essay with its words: the whole document if this is an outline, and else the essay itself.
    pub fn whole(&self) -> &Self {
        self.whole.document().unwrap_or(self)
    }

    /// Returns the blocks of the section with this id. The section `opening` holds the blocks before the first section.
    pub fn blocks_of(&self, section: &str) -> Option<&[Block]> {
        let found = self.sections.iter().find(|known| known.id == section).map(|section| section.blocks.as_slice());
        found.or((section == OPENING).then_some(&self.opening))
    }

    /// Returns the reading time of the text without its notes, in minutes.
    pub fn minutes(&self) -> usize {
        let sections = self.sections.iter().flat_map(|section| &section.blocks);
        let mut text = String::new();
        self.opening.iter().chain(sections).for_each(|block| text::append_block(block, &mut text));
        text.split_whitespace().count().div_ceil(WORDS_A_MINUTE)
    }

    /// Returns whether a link in the text leads to this fragment.
    pub fn speaks_of(&self, fragment: &str) -> bool {
        let sections = self.sections.iter().flat_map(|section| &section.blocks);
        self.opening.iter().chain(sections).any(|block| block.leads_to(fragment))
    }

    /// Returns the words of the text that the note with this id explains.
    pub fn term_of(&self, id: &str) -> Option<String> {
        let whole = self.whole();
        let sections = whole.sections.iter().flat_map(|section| &section.blocks);
        let notes = whole.notes.iter().flat_map(|note| &note.blocks);
        whole.opening.iter().chain(sections).chain(notes).find_map(|block| block.term_of(id))
    }

    /// Returns the note with this id.
    pub fn note(&self, id: &str) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }
}

#[cfg(test)]
mod tests;
