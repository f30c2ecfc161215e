//! The document from its JSON. The author's compiler writes it with serde; a test holds the two together.

mod prose;

use super::{Essay, Note, NoteKind, Section, ShippedEntry};
use crate::circle::{Answer, Circle, Direction, Link, LoopTitle, Polarity, Stage, Telling, Tone, Variable};
use crate::json::{Findings, FromJson, Json, Reading};

/// The deepest section: its heading is the sixth of a page whose essay's title is the first.
const DEEPEST_SECTION: u64 = 5;

/// How much is told of a name that is not known.
const NAME_TOLD: usize = 40;

impl FromJson for Essay {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        Self {
            format: fields.need("format"),
            id: fields.need("id"),
            title: fields.need("title"),
            subtitle: fields.maybe("subtitle"),
            lang: fields.maybe("lang"),
            credit: fields.maybe("credit"),
            opening: fields.maybe("opening"),
            sections: fields.maybe("sections"),
            notes: fields.maybe("notes"),
            circle: fields.maybe("circle"),
            entries: fields.maybe("entries"),
        }
    }
}

impl FromJson for Section {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        let depth: u64 = fields.need("depth");
        Self {
            id: fields.need("id"),
            depth: depth.clamp(1, DEEPEST_SECTION) as u8,
            title: fields.need("title"),
            blocks: fields.need("blocks"),
        }
    }
}

impl FromJson for Note {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        let (id, kind, blocks): (_, Json, _) = (fields.need("id"), fields.maybe("kind"), fields.need("blocks"));
        Self { id, kind: one_of(&kind, "kind of note", &NOTE_KINDS, found), blocks }
    }
}

impl FromJson for ShippedEntry {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        Self {
            id: fields.need("id"),
            parent: fields.maybe("parent"),
            name: fields.need("name"),
            pingback: fields.maybe("pingback"),
            blocks: fields.need("blocks"),
        }
    }
}

impl FromJson for Circle {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        let answer: Json = fields.maybe("answer");
        Self {
            title: fields.need("title"),
            beneath: fields.need("loop"),
            variables: fields.need("variables"),
            links: fields.need("links"),
            tellings: fields.need("tellings"),
            answer: self::answer(answer, found),
        }
    }
}

/// The essay's own answer; none that pushes a way that is not known.
fn answer(json: Json, found: &mut Findings) -> Option<Answer> {
    if json == Json::Null {
        return None;
    }
    let mut fields = Reading::new(json, found);
    let push: Json = fields.need("direction");
    let (variable, text, risk) = (fields.need("variable"), fields.need("text"), fields.need("risk"));
    let direction = one_of(&push, "direction", &DIRECTIONS, found)?;
    Some(Answer { variable, direction, text, risk })
}

impl FromJson for LoopTitle {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        Self { id: fields.need("id"), title: fields.need("title") }
    }
}

impl FromJson for Variable {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        Self { id: fields.need("id"), name: fields.need("name") }
    }
}

impl FromJson for Link {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        Self {
            from: fields.need("from"),
            to: fields.need("to"),
            sign: fields.need("sign"),
            delayed: fields.maybe("delayed"),
            because: fields.maybe("because"),
        }
    }
}

impl FromJson for Polarity {
    fn read(json: Json, found: &mut Findings) -> Self {
        // What has another sign was left out by `leave_out_unclear_circle`.
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
        let mut fields = Reading::new(json, found);
        Self {
            id: fields.need("id"),
            title: fields.need("title"),
            tone: fields.need("tone"),
            summary: fields.maybe("summary"),
            stages: fields.need("stage"),
        }
    }
}

impl FromJson for Stage {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut fields = Reading::new(json, found);
        let direction: Json = fields.need("direction");
        Self {
            variable: fields.need("variable"),
            label: fields.need("label"),
            sentence: fields.need("sentence"),
            text: fields.maybe("text"),
            prompt: fields.maybe("prompt"),
            trainer: fields.maybe("trainer"),
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

/// One of several words; none for one that is not known, which is told.
fn one_of<T: Copy>(json: &Json, what: &str, words: &[(&str, T)], found: &mut Findings) -> Option<T> {
    let known = words.iter().find(|(word, _)| json.as_str() == Some(word));
    if known.is_none() && *json != Json::Null {
        unknown(found, what, &json.as_str().map_or_else(|| json.to_string(), str::to_owned));
    }
    known.map(|(_, value)| *value)
}

/// Tells of something that this version does not know.
fn unknown(found: &mut Findings, what: &str, name: &str) {
    let name: String = name.chars().take(NAME_TOLD).collect();
    found.tell(format!(
        "This version of circle-essay does not know the {what} “{name}”. It shows what it understands of it. Update \
         circle-essay.js on this site."
    ));
}

/// A loop of which a link has a sign that is not known cannot be computed, and would be told wrongly: the circle is left out.
pub(super) fn leave_out_unclear_circle(document: &mut Json, found: &mut Findings) {
    let links = document.get("circle").and_then(|circle| circle.get("links"));
    let Some(Json::List(links)) = links else { return };
    let mut signs = links.iter().filter_map(|link| link.get("sign").cloned());
    if signs.any(|sign| one_of(&sign, "sign", &SIGNS, found).is_none()) {
        document.take("circle");
    }
}
