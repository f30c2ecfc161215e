//! The document: an essay as the author's compiler writes it and the widget shows it.

mod addresses;
mod reading;
mod table;
mod unreadable;

use crate::circle::Circle;
use crate::json::{Findings, FromJson, Json};
use crate::say;
use crate::words::Words;
use serde::{Deserialize, Serialize};
pub use table::{Align, Table};
pub use unreadable::Unreadable;

/// The name and version of the document format.
pub const FORMAT: &str = "circle-essay/1";

/// The name of what stands before the first section, in the ids of its blocks.
pub const OPENING: &str = "opening";

/// How many words an adult reads in a minute, of a text that is not a story.
/// Source: Brysbaert, "How many words do we read per minute?" (2019), 238 for English.
const WORDS_A_MINUTE: usize = 238;

/// An essay with everything that ships with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Essay {
    /// [`FORMAT`], or that of a later version.
    pub format: String,
    /// Names the essay; the discussion is stored under it unless the page says otherwise.
    pub id: String,
    /// The essay's title, plain text.
    pub title: String,
    /// A line under the title, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// BCP 47 language tag of the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// Where the essay comes from, plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// What stands before the first section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opening: Vec<Block>,
    /// The titled sections, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// The notes, in the order in which the text first names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// The circle, if the essay has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<Circle>,
    /// The discussion that ships with the essay, parents before their replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<ShippedEntry>,
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
    /// What stands under it, up to the next section.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number of an ordered list; an unordered one has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Preformatted text.
    Code(String),
    /// A thematic break.
    Rule,
    /// Where the circle stands.
    Circle,
    /// A table.
    #[serde(untagged)]
    Table(Table),
}

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
        /// Where it leads: a URL whose scheme is http, https or mailto, or a fragment of the page.
        href: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A picture.
    Image {
        /// Where it is.
        src: String,
        /// What it shows, for those who do not see it.
        alt: String,
    },
    /// A term with a note behind it.
    Note {
        /// The id of the [`Note`].
        id: String,
        /// The words of the text that the note explains.
        term: Vec<Inline>,
    },
    /// A line break that the author asked for.
    Break,
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Unique among the notes; `#note-ID` links to it.
    pub id: String,
    /// What sort of thing the note says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<NoteKind>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What sort of thing a note says; told to the reader by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// What a reader from elsewhere cannot know.
    Context,
    /// What a word means.
    Definition,
    /// What has been found, and by whom.
    Evidence,
    /// What somebody thinks.
    Opinion,
    /// What has been said and was not checked.
    Hearsay,
    /// What has changed since the essay was written.
    SinceThen,
}

impl NoteKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Context, Self::Definition, Self::Evidence, Self::Opinion, Self::Hearsay, Self::SinceThen];

    /// The word with which an author marks the kind, in English.
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

    /// The word that tells the kind to a reader.
    pub fn in_words(self, words: Words) -> &'static str {
        match self {
            Self::Context => say!(words, KindContext),
            Self::Definition => say!(words, KindDefinition),
            Self::Evidence => say!(words, KindEvidence),
            Self::Opinion => say!(words, KindOpinion),
            Self::Hearsay => say!(words, KindHearsay),
            Self::SinceThen => say!(words, KindSinceThen),
        }
    }
}

/// An entry of the discussion that is part of the essay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShippedEntry {
    /// Unique among the entries; `#comment-ID` links to it.
    pub id: String,
    /// The id of the entry that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Who speaks.
    pub name: String,
    /// Whether it is a link back from another site and not a comment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pingback: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Essay {
    /// Reads a document from its JSON text, as [`Essay::from_json_with_problems`] does, for those who tell nobody.
    ///
    /// # Errors
    /// [`Unreadable`] when the text is not JSON, does not name the format, names a newer one or lacks a required field.
    pub fn from_json(text: &str) -> Result<Self, Unreadable> {
        Self::from_json_with_problems(text).map(|(essay, _)| essay)
    }

    /// Reads a document from its JSON text. What this version does not know, and addresses that are refused, are shown as far
    /// as they can be, and told: a sentence for each.
    ///
    /// # Errors
    /// [`Unreadable`] when the text is not JSON, does not name the format, names a newer one or lacks a required field.
    pub fn from_json_with_problems(text: &str) -> Result<(Self, Vec<String>), Unreadable> {
        let mut json = Json::parse(text).map_err(|fault| Unreadable::of_syntax(&fault))?;
        match json.get("format").and_then(Json::as_str) {
            Some(FORMAT) => {
                let mut found = Findings::default();
                reading::leave_out_unclear_circle(&mut json, &mut found);
                let essay = Self::read(json, &mut found);
                found.fault.map_or(Ok((essay, found.told)), |fault| Err(Unreadable::of_form(fault)))
            }
            Some(format) if format.starts_with("circle-essay/") => Err(Unreadable::TooNew(format.to_owned())),
            _ => Err(Unreadable::Foreign),
        }
    }

    /// The blocks of the section with this id; those before the first are the section `opening`.
    pub fn blocks_of(&self, section: &str) -> Option<&[Block]> {
        let found = self.sections.iter().find(|known| known.id == section).map(|section| section.blocks.as_slice());
        found.or((section == OPENING).then_some(&self.opening))
    }

    /// How many minutes the text takes to read, without its notes.
    pub fn minutes(&self) -> usize {
        let sections = self.sections.iter().flat_map(|section| &section.blocks);
        let mut text = String::new();
        self.opening.iter().chain(sections).for_each(|block| append_blocks(std::slice::from_ref(block), &mut text));
        text.split_whitespace().count().div_ceil(WORDS_A_MINUTE)
    }

    /// Whether a link in the text leads to this fragment.
    pub fn speaks_of(&self, fragment: &str) -> bool {
        let sections = self.sections.iter().flat_map(|section| &section.blocks);
        self.opening.iter().chain(sections).any(|block| block.leads_to(fragment))
    }

    /// The words of the text that the note with this id explains.
    pub fn term_of(&self, id: &str) -> Option<String> {
        let sections = self.sections.iter().flat_map(|section| &section.blocks);
        let notes = self.notes.iter().flat_map(|note| &note.blocks);
        self.opening.iter().chain(sections).chain(notes).find_map(|block| block.term_of(id))
    }

    /// The note with this id.
    pub fn note(&self, id: &str) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }
}

impl Block {
    fn leads_to(&self, fragment: &str) -> bool {
        let any = |content: &[Inline]| content.iter().any(|inline| inline.leads_to(fragment));
        match self {
            Self::Paragraph(content) => any(content),
            Self::Quote(blocks) => blocks.iter().any(|block| block.leads_to(fragment)),
            Self::List { items, .. } => items.iter().flatten().any(|block| block.leads_to(fragment)),
            Self::Table(table) => table.rows.iter().flatten().any(|cell| any(cell)),
            Self::Code(_) | Self::Rule | Self::Circle => false,
        }
    }
}

impl Block {
    fn term_of(&self, id: &str) -> Option<String> {
        let any = |content: &[Inline]| content.iter().find_map(|inline| inline.term_of(id));
        match self {
            Self::Paragraph(content) => any(content),
            Self::Quote(blocks) => blocks.iter().find_map(|block| block.term_of(id)),
            Self::List { items, .. } => items.iter().flatten().find_map(|block| block.term_of(id)),
            Self::Table(table) => table.rows.iter().flatten().find_map(|cell| any(cell)),
            Self::Code(_) | Self::Rule | Self::Circle => None,
        }
    }
}

impl Inline {
    fn term_of(&self, id: &str) -> Option<String> {
        match self {
            Self::Note { id: known, term } if known == id => Some(plain_text(term)),
            Self::Emphasis(content) | Self::Strong(content) | Self::Note { term: content, .. } => {
                content.iter().find_map(|inline| inline.term_of(id))
            }
            _ => None,
        }
    }

    fn leads_to(&self, fragment: &str) -> bool {
        match self {
            Self::Link { href, .. } => href == fragment,
            Self::Emphasis(content) | Self::Strong(content) | Self::Note { term: content, .. } => {
                content.iter().any(|inline| inline.leads_to(fragment))
            }
            Self::Text(_) | Self::Code(_) | Self::Image { .. } | Self::Break => false,
        }
    }
}

/// The words of running text without its markup.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    append_plain_text(inlines, &mut text);
    text
}

/// The words of blocks without their markup, each piece on a line of its own; for searching.
pub fn plain_text_of_blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    append_blocks(blocks, &mut text);
    text
}

fn append_blocks(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => append_line(content, text),
            Block::Quote(blocks) => append_blocks(blocks, text),
            Block::List { items, .. } => items.iter().for_each(|item| append_blocks(item, text)),
            Block::Code(words) => {
                text.push_str(words);
                text.push('\n');
            }
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| append_line(cell, text)),
            Block::Rule | Block::Circle => {}
        }
    }
}

fn append_line(content: &[Inline], text: &mut String) {
    append_plain_text(content, text);
    text.push('\n');
}

fn append_plain_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => {
                append_plain_text(content, text);
            }
            Inline::Note { term, .. } => append_plain_text(term, text),
            Inline::Image { alt, .. } => text.push_str(alt),
            Inline::Break => text.push(' '),
        }
    }
}

#[cfg(test)]
mod tests;
