//! Reads blocks and running text from their JSON.
//!
//! No prose makes a document unreadable. A part with a name from a later version is shown as the words that it holds,
//! and reported. A link or a picture with a refused address is treated in the same way.

use super::unknown;
use crate::address::{may_be_linked, may_be_shown};
use crate::essay::{Block, Inline, Table};
use crate::json::{FieldReader, Findings, FromJson, Json};

/// The longest part of an address that a report quotes, in characters.
const MAX_QUOTED_ADDRESS: usize = 60;

impl FromJson for Block {
    fn read(json: Json, found: &mut Findings) -> Self {
        const KINDS: [&str; 7] = ["paragraph", "quote", "list", "code", "table", "rule", "circle"];
        let mut json = json;
        let align = json.take("align").filter(|align| matches!(align, Json::List(_)));
        let (tag, content) = tagged(json, &KINDS);
        match (tag.as_str(), content) {
            ("paragraph", content @ Json::List(_)) => Self::Paragraph(Vec::read(content, found)),
            ("quote", content @ Json::List(_)) => Self::Quote(Vec::read(content, found)),
            ("list", content @ Json::Object(_)) => {
                let mut fields = FieldReader::new(content, found);
                let start: Json = fields.optional("start");
                let start = start.as_integer().and_then(|start| start.try_into().ok());
                Self::List { start, items: fields.optional("items") }
            }
            ("code", Json::Text(text)) => Self::Code(text),
            ("table", content @ Json::List(_)) => Self::Table(Table {
                align: align.map(|align| Vec::read(align, found)).unwrap_or_default(),
                rows: Vec::read(content, found),
            }),
            ("rule", _) => Self::Rule,
            ("circle", _) => Self::Circle,
            (_, content) => {
                unknown(found, "kind of block", &tag);
                Self::Paragraph(lines(&tag, &content))
            }
        }
    }

    fn stray(json: Json, found: &mut Findings, list: &mut Vec<Self>) {
        unknown(found, "kind of block", "");
        list.push(Self::Paragraph(lines("", &json)));
    }
}

impl FromJson for Inline {
    fn read(json: Json, found: &mut Findings) -> Self {
        const KINDS: [&str; 8] = ["text", "code", "emphasis", "strong", "link", "image", "note", "break"];
        let (tag, content) = tagged(json, &KINDS);
        match (tag.as_str(), content) {
            ("text", Json::Text(text)) => Self::Text(text),
            ("code", Json::Text(text)) => Self::Code(text),
            ("emphasis", content @ Json::List(_)) => Self::Emphasis(Vec::read(content, found)),
            ("strong", content @ Json::List(_)) => Self::Strong(Vec::read(content, found)),
            ("link", content @ Json::Object(_)) if content.get("href").is_some_and(|href| href.as_str().is_some()) => {
                let mut fields = FieldReader::new(content, found);
                Self::Link { href: fields.optional("href"), content: fields.optional("content") }
            }
            ("image", content @ Json::Object(_)) => {
                Self::Image { src: text(&content, "src"), alt: text(&content, "alt") }
            }
            ("note", content @ Json::Object(_)) => {
                let id = text(&content, "id");
                Self::Note { id, term: FieldReader::new(content, found).optional("term") }
            }
            ("break", _) => Self::Break,
            (_, content) => {
                unknown(found, "kind of running text", &tag);
                // The words of an unknown part stand in `content`, as those of a link do, if it has that field.
                Self::Text(words(&tag, content.get("content").unwrap_or(&content)))
            }
        }
    }

    fn add(json: Json, found: &mut Findings, list: &mut Vec<Self>) {
        match Self::read(json, found) {
            Self::Link { href, content } if !may_be_linked(&href) => {
                let href: String = href.chars().take(MAX_QUOTED_ADDRESS).collect();
                found.report(format!(
                    "The link to “{href}” was refused: its words are shown alone. An essay links to http, https, mailto and tel, to \
                     places relative to the page, and to fragments."
                ));
                list.extend(content);
            }
            Self::Image { src, alt } if !may_be_shown(&src) => {
                let src: String = src.chars().take(MAX_QUOTED_ADDRESS).collect();
                found.report(format!(
                    "The picture at “{src}” was refused: its description is shown. An essay shows pictures from http and https, \
                     from places relative to the page, and from data:image."
                ));
                list.push(Self::Text(alt));
            }
            inline => list.push(inline),
        }
    }

    fn stray(json: Json, found: &mut Findings, list: &mut Vec<Self>) {
        unknown(found, "kind of running text", "");
        list.push(Self::Text(words("", &json)));
    }
}

/// Returns the kind of a value and its content. The kind is the name of a field that is a known kind. If no field is,
/// the kind is the name of the first field, and the content is the whole value. A string is a kind without content.
fn tagged(json: Json, kinds: &[&str]) -> (String, Json) {
    match json {
        Json::Text(tag) => (tag, Json::Null),
        Json::Object(mut fields) => match fields.iter().position(|(name, _)| kinds.contains(&name.as_str())) {
            Some(at) => fields.swap_remove(at),
            None => (fields.first().map(|(name, _)| name.clone()).unwrap_or_default(), Json::Object(fields)),
        },
        other => (String::new(), other),
    }
}

/// Returns a field of an object if it is a string.
fn text(json: &Json, name: &str) -> String {
    json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// Returns the words of a value of an unknown kind, as running text with line breaks.
fn lines(tag: &str, content: &Json) -> Vec<Inline> {
    let mut lines = vec![];
    for line in gathered(tag, content).lines().filter(|line| !line.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(Inline::Break);
        }
        lines.push(Inline::Text(line.to_owned()));
    }
    lines
}

/// Returns the words of a value of an unknown kind, in one line.
fn words(tag: &str, content: &Json) -> String {
    gathered(tag, content).trim_matches('\n').replace('\n', " ")
}

/// Collects the words of a value of an unknown kind. A kind without content may be a short text, but a single word is
/// the name of the kind.
fn gathered(tag: &str, content: &Json) -> String {
    let mut text = if *content == Json::Null && tag.contains(' ') { tag.to_owned() } else { String::new() };
    gather(content, &mut text);
    text
}

/// Collects every string of a value that is meant to be read. Blocks, rows and fields go on separate lines.
fn gather(json: &Json, text: &mut String) {
    match json {
        Json::Text(words) => text.push_str(words),
        Json::List(items) => {
            for item in items {
                let is_line = matches!(item, Json::Text(_) | Json::List(_));
                gather_line(item, is_line, text);
            }
        }
        Json::Object(fields) => {
            let read = |(name, _): &&(String, Json)| {
                !matches!(name.as_str(), "id" | "kind" | "href" | "src" | "lang" | "type")
            };
            let many = fields.iter().filter(read).count() > 1;
            for (name, value) in fields.iter().filter(read) {
                let is_line = many || matches!(name.as_str(), "paragraph" | "quote" | "list" | "code" | "table");
                gather_line(value, is_line, text);
            }
        }
        _ => {}
    }
}

fn gather_line(json: &Json, is_line: bool, text: &mut String) {
    let end = |text: &mut String| {
        if is_line && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    };
    end(text);
    gather(json, text);
    end(text);
}
