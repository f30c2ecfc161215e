//! The document from its JSON. The author's compiler writes it with serde; a test holds the two together.

use super::{Block, Essay, Inline, Note, NoteKind, Section, ShippedEntry};
use crate::circle::{Answer, Circle, Direction, Link, LoopTitle, Polarity, Stage, Telling, Tone, Variable};
use crate::json::{Fault, FromJson, Json, Reading, note};

impl FromJson for Essay {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
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
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        let depth: u64 = fields.need("depth");
        Self {
            id: fields.need("id"),
            depth: depth.try_into().unwrap_or(u8::MAX),
            title: fields.need("title"),
            blocks: fields.need("blocks"),
        }
    }
}

impl FromJson for Block {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let (tag, content) = tagged(json);
        match tag.as_str() {
            "paragraph" => Self::Paragraph(Vec::read(content, fault)),
            "quote" => Self::Quote(Vec::read(content, fault)),
            "list" => {
                let mut fields = Reading::new(content, fault);
                Self::List { start: fields.maybe("start"), items: fields.need("items") }
            }
            "code" => Self::Code(String::read(content, fault)),
            "table" => Self::Table(Vec::read(content, fault)),
            "rule" => Self::Rule,
            "circle" => Self::Circle,
            _ => {
                note(fault, || format!("\"{tag}\" is no kind of block"));
                Self::Rule
            }
        }
    }
}

impl FromJson for Inline {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let (tag, content) = tagged(json);
        match tag.as_str() {
            "text" => Self::Text(String::read(content, fault)),
            "code" => Self::Code(String::read(content, fault)),
            "emphasis" => Self::Emphasis(Vec::read(content, fault)),
            "strong" => Self::Strong(Vec::read(content, fault)),
            "link" => {
                let mut fields = Reading::new(content, fault);
                Self::Link { href: fields.need("href"), content: fields.need("content") }
            }
            "image" => {
                let mut fields = Reading::new(content, fault);
                Self::Image { src: fields.need("src"), alt: fields.need("alt") }
            }
            "note" => {
                let mut fields = Reading::new(content, fault);
                Self::Note { id: fields.need("id"), term: fields.need("term") }
            }
            "break" => Self::Break,
            _ => {
                note(fault, || format!("\"{tag}\" is no kind of running text"));
                Self::Break
            }
        }
    }
}

impl FromJson for Note {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        Self { id: fields.need("id"), kind: fields.maybe("kind"), blocks: fields.need("blocks") }
    }
}

impl FromJson for NoteKind {
    fn read(json: Json, fault: &mut Fault) -> Self {
        word(
            json,
            fault,
            ("context", Self::Context),
            &[
                ("definition", Self::Definition),
                ("evidence", Self::Evidence),
                ("opinion", Self::Opinion),
                ("hearsay", Self::Hearsay),
                ("since-then", Self::SinceThen),
            ],
        )
    }
}

impl FromJson for ShippedEntry {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
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
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        Self {
            title: fields.need("title"),
            beneath: fields.need("loop"),
            variables: fields.need("variables"),
            links: fields.need("links"),
            tellings: fields.need("tellings"),
            answer: fields.maybe("answer"),
        }
    }
}

impl FromJson for Answer {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        Self {
            variable: fields.need("variable"),
            direction: fields.need("direction"),
            text: fields.need("text"),
            risk: fields.need("risk"),
        }
    }
}

impl FromJson for LoopTitle {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        Self { id: fields.need("id"), title: fields.need("title") }
    }
}

impl FromJson for Variable {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        Self { id: fields.need("id"), name: fields.need("name") }
    }
}

impl FromJson for Link {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
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
    fn read(json: Json, fault: &mut Fault) -> Self {
        word(json, fault, ("+", Self::Plus), &[("-", Self::Minus)])
    }
}

impl FromJson for Direction {
    fn read(json: Json, fault: &mut Fault) -> Self {
        word(json, fault, ("up", Self::Up), &[("down", Self::Down)])
    }
}

impl FromJson for Tone {
    fn read(json: Json, fault: &mut Fault) -> Self {
        word(json, fault, ("virtuous", Self::Virtuous), &[("vicious", Self::Vicious), ("neutral", Self::Neutral)])
    }
}

impl FromJson for Telling {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
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
    fn read(json: Json, fault: &mut Fault) -> Self {
        let mut fields = Reading::new(json, fault);
        Self {
            variable: fields.need("variable"),
            direction: fields.need("direction"),
            label: fields.need("label"),
            sentence: fields.need("sentence"),
            text: fields.maybe("text"),
            prompt: fields.maybe("prompt"),
            trainer: fields.maybe("trainer"),
        }
    }
}

/// The one field of an object, or a string that stands for a field without content.
fn tagged(json: Json) -> (String, Json) {
    match json {
        Json::Text(tag) => (tag, Json::Null),
        Json::Object(mut fields) => fields.pop().unwrap_or_default(),
        _ => Default::default(),
    }
}

/// One of several words; the first stands for any that is not known.
fn word<T: Copy>(json: Json, fault: &mut Fault, first: (&str, T), others: &[(&str, T)]) -> T {
    let found = others.iter().find(|(word, _)| json.as_str() == Some(*word));
    if found.is_none() && json.as_str() != Some(first.0) {
        note(fault, || format!("{json} is not known there"));
    }
    found.map_or(first.1, |(_, value)| *value)
}
