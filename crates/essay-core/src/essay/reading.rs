//! Reads the document from its JSON. The author's compiler writes it with serde, and a test keeps the two in agreement.

mod prose;

use super::document_error::DocumentError;
use super::format::FORMAT;
use super::{Essay, Note, NoteKind, Section, ShippedEntry, Whole};
use crate::circle::{
    AuthorsStart, Circle, Direction, Link, LoopTitle, Polarity, Stage, Telling, Tone, Variable, Years,
};
use crate::json::{FieldReader, Findings, FromJson, Json};

/// The greatest depth of a section. Its heading has level 6 if the essay's title has level 1.
const DEEPEST_SECTION: u64 = 5;

/// The longest part of an unknown name that a report quotes, in characters.
const MAX_QUOTED_NAME: usize = 40;

impl Essay {
    /// Reads a document from its JSON text and drops the problems that [`Essay::from_json_with_problems`] reports.
    ///
    /// # Errors
    /// [`DocumentError`] when the text is not JSON, does not name the format, names a newer one or lacks a required field.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        Self::from_json_with_problems(text).map(|(essay, _)| essay)
    }

    /// Reads a document from its JSON text. Unknown parts and refused addresses are shown as far as possible, and each
    /// is reported in a sentence.
    ///
    /// # Errors
    /// [`DocumentError`] when the text is not JSON, does not name the format, names a newer one or lacks a required field.
    ///
    /// # Example
    /// ```
    /// use essay_core::essay::Essay;
    ///
    /// let document = r#"{
    ///     "format": "circle-essay/1", "id": "trust", "title": "Trust",
    ///     "opening": [{ "paragraph": [{ "link": { "href": "javascript:alert(1)", "content": [{ "text": "Go" }] } }] }]
    /// }"#;
    /// let (essay, problems) = Essay::from_json_with_problems(document).unwrap();
    /// assert_eq!((essay.title.as_str(), problems.len()), ("Trust", 1));
    /// assert!(Essay::from_json("{}").is_err());
    /// ```
    pub fn from_json_with_problems(text: &str) -> Result<(Self, Vec<String>), DocumentError> {
        let mut json = Json::parse(text).map_err(|fault| DocumentError::of_syntax(&fault))?;
        match json.get("format").and_then(Json::as_str) {
            Some(FORMAT) => {
                let mut found = Findings::default();
                leave_out_unclear_circle(&mut json, &mut found);
                let essay = Self::read(json, &mut found);
                found.first_error.map_or(Ok((essay, found.problems)), |fault| Err(DocumentError::of_form(fault)))
            }
            Some(format) if format.starts_with("circle-essay/") => Err(DocumentError::TooNew(format.to_owned())),
            _ => Err(DocumentError::Foreign),
        }
    }
}

impl FromJson for Essay {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        Self {
            format: fields.required("format"),
            id: fields.required("id"),
            title: fields.required("title"),
            subtitle: fields.optional("subtitle"),
            lang: fields.optional("lang"),
            credit: fields.optional("credit"),
            author: fields.optional("author"),
            date: fields.optional("date"),
            source: fields.optional("source"),
            opening: fields.optional("opening"),
            sections: fields.optional("sections"),
            notes: fields.optional("notes"),
            circle: fields.optional("circle"),
            entries: fields.optional("entries"),
            whole: Whole::default(),
        }
    }
}

impl FromJson for Section {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        let depth: u64 = fields.required("depth");
        Self {
            id: fields.required("id"),
            depth: depth.clamp(1, DEEPEST_SECTION) as u8,
            title: fields.required("title"),
            blocks: fields.required("blocks"),
        }
    }
}

impl FromJson for Note {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        let (id, kind, blocks): (_, Json, _) =
            (fields.required("id"), fields.optional("kind"), fields.required("blocks"));
        Self { id, kind: one_of(&kind, "kind of note", &NOTE_KINDS, found), blocks }
    }
}

impl FromJson for ShippedEntry {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        Self {
            id: fields.required("id"),
            parent: fields.optional("parent"),
            name: fields.required("name"),
            pingback: fields.optional("pingback"),
            blocks: fields.required("blocks"),
        }
    }
}

impl FromJson for Circle {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        let answer: Json = fields.optional("answer");
        Self {
            title: fields.required("title"),
            beneath: fields.required("loop"),
            variables: fields.required("variables"),
            links: fields.required("links"),
            tellings: fields.required("tellings"),
            answer: self::answer(answer, found),
        }
    }
}

/// Reads the essay's own answer. Returns `None` if the direction is unknown.
fn answer(json: Json, found: &mut Findings) -> Option<AuthorsStart> {
    if json == Json::Null {
        return None;
    }
    let mut fields = FieldReader::new(json, found);
    let push: Json = fields.required("direction");
    let (variable, text, risk) = (fields.required("variable"), fields.required("text"), fields.required("risk"));
    let direction = one_of(&push, "direction", &DIRECTIONS, found)?;
    Some(AuthorsStart { variable, direction, text, risk })
}

impl FromJson for LoopTitle {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        Self { id: fields.required("id"), title: fields.required("title"), short: fields.optional("short") }
    }
}

impl FromJson for Variable {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        Self { id: fields.required("id"), name: fields.required("name") }
    }
}

impl FromJson for Link {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        Self {
            from: fields.required("from"),
            to: fields.required("to"),
            sign: fields.required("sign"),
            delayed: fields.optional("delayed"),
            years: match fields.optional("years") {
                Json::Number(digits) => Years::read(&digits),
                _ => None,
            },
            because: fields.optional("because"),
            because_down: fields.optional("because_down"),
        }
    }
}

impl FromJson for Polarity {
    fn read(json: Json, found: &mut Findings) -> Self {
        // `leave_out_unclear_circle` has removed every circle with another sign.
        one_of(&json, "sign", &SIGNS, found).unwrap_or(Self::Plus)
    }
}

impl FromJson for Tone {
    fn read(json: Json, found: &mut Findings) -> Self {
        one_of(&json, "tone", &TONES, found).unwrap_or(Self::Neutral)
    }
}

impl FromJson for Telling {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        Self {
            id: fields.required("id"),
            title: fields.required("title"),
            short: fields.optional("short"),
            tone: fields.required("tone"),
            summary: fields.optional("summary"),
            stages: fields.required("stage"),
        }
    }
}

impl FromJson for Stage {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = FieldReader::new(json, found);
        let direction: Json = fields.required("direction");
        Self {
            variable: fields.required("variable"),
            label: fields.required("label"),
            sentence: fields.required("sentence"),
            text: fields.optional("text"),
            prompt: fields.optional("prompt"),
            trainer: fields.optional("trainer"),
            direction: one_of(&direction, "direction", &DIRECTIONS, found),
        }
    }
}

const NOTE_KINDS: [(&str, NoteKind); 6] = [
    ("context", NoteKind::Context),
    ("definition", NoteKind::Definition),
    ("evidence", NoteKind::Evidence),
    ("opinion", NoteKind::Opinion),
    ("hearsay", NoteKind::Hearsay),
    ("since-then", NoteKind::SinceThen),
];
const DIRECTIONS: [(&str, Direction); 2] = [("up", Direction::Up), ("down", Direction::Down)];
const SIGNS: [(&str, Polarity); 2] = [("+", Polarity::Plus), ("-", Polarity::Minus)];
const TONES: [(&str, Tone); 3] = [("virtuous", Tone::Virtuous), ("vicious", Tone::Vicious), ("neutral", Tone::Neutral)];

/// Reads one of several words. Reports an unknown word and returns `None`.
fn one_of<T: Copy>(json: &Json, what: &str, words: &[(&str, T)], found: &mut Findings) -> Option<T> {
    let known = words.iter().find(|(word, _)| json.as_str() == Some(word));
    if known.is_none() && *json != Json::Null {
        unknown(found, what, &json.as_str().map_or_else(|| json.to_string(), str::to_owned));
    }
    known.map(|(_, value)| *value)
}

/// Reports a part that this version does not know.
fn unknown(found: &mut Findings, what: &str, name: &str) {
    let name: String = name.chars().take(MAX_QUOTED_NAME).collect();
    found.report(format!(
        "This version of circle-essay does not know the {what} “{name}”. It shows what it understands of it. Update \
         circle-essay.js on this site."
    ));
}

/// Removes a circle with a link whose sign is unknown. Such a loop cannot be computed, and the element would describe
/// it wrongly.
fn leave_out_unclear_circle(document: &mut Json, found: &mut Findings) {
    let links = document.get("circle").and_then(|circle| circle.get("links"));
    let Some(Json::List(links)) = links else { return };
    let mut signs = links.iter().filter_map(|link| link.get("sign").cloned());
    if signs.any(|sign| one_of(&sign, "sign", &SIGNS, found).is_none()) {
        document.take("circle");
    }
}
