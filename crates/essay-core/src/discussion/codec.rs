//! The JSON codec of events, for storage and exports, and the import of exports.

use super::{Author, Discussion, Event, LONGEST_NAME, LONGEST_TEXT, tree};
use crate::i18n::LocalizedMessage;
use crate::json::{Json, take};
use crate::msg;

/// The name and version of the export format.
pub const FORMAT: &str = "circle-essay-discussion/1";

/// The largest export that is read: 16 MB.
pub const LARGEST_EXPORT: usize = 16 << 20;

/// The longest id that is imported, in bytes.
pub const LONGEST_ID: usize = 100;

impl Event {
    /// Returns the event as JSON: its own fields, and then the unknown ones.
    pub fn to_json(&self) -> Json {
        let author = Json::object([("id", (&self.author.id).into()), ("name", (&self.author.name).into())]);
        let known = [
            ("id", (&self.id).into()),
            ("kind", (&self.kind).into()),
            ("parent", self.parent.as_ref().into()),
            ("author", author),
            ("anchor", self.anchor.clone()),
            ("text", (&self.text).into()),
            ("time", self.time.into()),
        ];
        let known = known.into_iter().map(|(name, value)| (name.to_owned(), value));
        Json::Object(known.chain(self.unknown.iter().cloned()).collect())
    }

    /// Reads an event. A field that this version would write differently is kept unchanged among the unknown fields,
    /// such as a time with a fraction or an author with a picture.
    ///
    /// # Errors
    /// Fails with a sentence if the value is no object, or lacks an `id` or a `kind`. Every other field may be missing.
    pub fn from_json(json: Json) -> Result<Self, LocalizedMessage> {
        let Json::Object(mut fields) = json else { return Err(msg!(EventShape)) };
        let text = |name: &str| fields.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.as_str());
        let id = text("id").filter(|id| !id.is_empty()).ok_or_else(|| msg!(EventShape))?.to_owned();
        let kind = text("kind").filter(|kind| !kind.is_empty()).ok_or_else(|| msg!(EventShape))?.to_owned();
        let parent = text("parent").map(str::to_owned);
        let words = text("text").unwrap_or_default().to_owned();
        let anchor = take(&mut fields, "anchor").unwrap_or_default();
        let value = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let of_author = |name: &str| {
            value("author").and_then(|author| author.get(name)).and_then(Json::as_str).unwrap_or_default().to_owned()
        };
        let author = Author { id: of_author("id"), name: of_author("name") };
        let time = value("time").and_then(Json::as_integer).unwrap_or_default();
        let mut event = Self { id, kind, parent, author, anchor, text: words, time, unknown: vec![] };
        fields.retain(|(name, value)| !event.writes(name, value));
        event.unknown = fields;
        Ok(event)
    }

    /// Returns whether [`Event::to_json`] writes a field with this value. It does not serialize the event to find out:
    /// ten thousand events may be read when a page begins, and writing each of them would take longer than reading it.
    fn writes(&self, name: &str, value: &Json) -> bool {
        let is = |value: &Json, text: &str| value.as_str() == Some(text);
        match (name, value) {
            ("id", _) => is(value, &self.id),
            ("kind", _) => is(value, &self.kind),
            ("parent", Json::Null) => self.parent.is_none(),
            ("parent", Json::Text(id)) => self.parent.as_ref() == Some(id),
            ("author", Json::Object(fields)) => match fields.as_slice() {
                [(first, id), (second, name)] => {
                    first == "id" && second == "name" && is(id, &self.author.id) && is(name, &self.author.name)
                }
                _ => false,
            },
            ("anchor", _) => *value == self.anchor,
            ("text", _) => is(value, &self.text),
            ("time", Json::Number(digits)) => *digits == self.time.to_string(),
            _ => false,
        }
    }
}

/// The plan of an import. Nothing has changed yet; [`Discussion::add_all`] adds the new events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The new events, in the order of the file.
    pub added: Vec<Event>,
    /// The number of events that are present already, or repeated in the file.
    pub known: usize,
    /// The refused events: the position among the events, counted from 0, and a sentence. A text that is no export is
    /// refused as a whole, with position 0.
    pub refused: Vec<(usize, LocalizedMessage)>,
}

impl Discussion {
    /// Returns the export of the discussion with this id.
    pub fn to_json(&self, discussion: &str) -> String {
        let events = self.events().iter().map(|event| event.to_json()).collect();
        Json::object([("format", FORMAT.into()), ("discussion", discussion.into()), ("events", events)]).to_string()
    }
}

/// Reads an export, and returns what it would add to a discussion. It never fails: an unusable event is refused with a
/// sentence, and the others can be added.
///
/// # Example
/// ```
/// use essay_core::discussion::{Discussion, codec};
///
/// let export = r#"{
///     "format": "circle-essay-discussion/1", "discussion": "trust",
///     "events": [{ "id": "1", "kind": "post", "text": "Yes.", "mood": "calm" }, { "kind": "post" }]
/// }"#;
/// let mut discussion = Discussion::default();
/// let import = codec::read(export, &discussion);
/// assert_eq!((import.added.len(), import.refused[0].0), (1, 1));
///
/// // Unknown fields survive.
/// discussion.add_all(import.added);
/// assert!(discussion.to_json("trust").contains(r#""mood":"calm""#));
/// ```
pub fn read(text: &str, discussion: &Discussion) -> Import {
    match events(text) {
        Ok(events) => find_new(&events.into_iter().map(validate).collect::<Vec<_>>(), discussion),
        Err(why) => Import { refused: vec![(0, why)], ..Import::default() },
    }
}

/// Returns the list of events of an export.
fn events(text: &str) -> Result<Vec<Json>, LocalizedMessage> {
    if text.len() > LARGEST_EXPORT {
        return Err(msg!(FileTooLarge, LARGEST_EXPORT >> 20));
    }
    let mut export = Json::parse(text).map_err(|fault| msg!(NotAnExport, fault.to_string()))?;
    let format = export.get("format").and_then(Json::as_str).unwrap_or_default();
    if format != FORMAT {
        let version = format.strip_prefix("circle-essay-discussion/").unwrap_or_default();
        let newer = (1..=9).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if newer { msg!(NewerExport, format) } else { msg!(NotAnExport, "\"format\"") });
    }
    match export.take("events") {
        Some(Json::List(events)) => Ok(events),
        _ => Err(msg!(NotAnExport, "\"events\"")),
    }
}

/// Validates an event from outside. An event that nobody could have written here is refused.
fn validate(json: Json) -> Result<Event, LocalizedMessage> {
    let event = Event::from_json(json)?;
    // A text of the permitted number of characters fits into four times as many bytes.
    let fields = [
        ("id", &event.id, LONGEST_ID),
        ("text", &event.text, LONGEST_TEXT * 4),
        ("name", &event.author.name, LONGEST_NAME * 4),
    ];
    if let Some((name, _, most)) = fields.iter().find(|(_, value, most)| value.len() > *most) {
        return Err(msg!(FieldTooLong, *name, *most));
    }
    match event.id.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        true => Err(msg!(IdNotPlain)),
        false => Ok(event),
    }
}

/// Separates new events from those that are known, in the file itself or in the discussion.
fn find_new(events: &[Result<Event, LocalizedMessage>], discussion: &Discussion) -> Import {
    let mut import = Import::default();
    // Every event that was read has a non-empty id.
    let first = tree::first_positions(&mut events.iter().map(|event| event.as_ref().map_or("", |event| &event.id)));
    for (at, event) in events.iter().enumerate() {
        let event = match event {
            Ok(event) => event,
            Err(why) => {
                import.refused.push((at, why.clone()));
                continue;
            }
        };
        let before = first.get(event.id.as_str()).filter(|first| **first < at).and_then(|first| events.get(*first));
        let known = discussion.event(&event.id).map(|event| &**event).or(before.and_then(|event| event.as_ref().ok()));
        match known {
            None => import.added.push(event.clone()),
            Some(known) if known == event => import.known += 1,
            Some(_) => import.refused.push((at, msg!(SameId))),
        }
    }
    import
}

#[cfg(test)]
mod tests;
