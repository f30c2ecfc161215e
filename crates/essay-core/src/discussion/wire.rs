//! Events as JSON, in storage and in exports, and the reading of exports.

use super::{Author, Discussion, Event, LONGEST_NAME, LONGEST_TEXT, tree};
use crate::json::{Json, take};
use crate::said;
use crate::words::Said;

/// The name and version of the export format.
pub const FORMAT: &str = "circle-essay-discussion/1";

/// The largest export that is read, in bytes: sixteen megabytes.
pub const LARGEST_EXPORT: usize = 16 << 20;

/// The longest id that is imported, in bytes.
pub const LONGEST_ID: usize = 100;

impl Event {
    /// The event as JSON: its fields, and then the unknown ones.
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

    /// Reads an event. What this version would not write in the same way stays among the unknown fields as it was: a
    /// time with a fraction, say, or an author with a picture.
    ///
    /// # Errors
    /// A sentence when the value is no object, or lacks an `id` or a `kind`. Every other field may be missing.
    pub fn from_json(json: Json) -> Result<Self, Said> {
        let Json::Object(mut fields) = json else { return Err(said!(EventShape)) };
        let text = |name: &str| fields.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.as_str());
        let id = text("id").filter(|id| !id.is_empty()).ok_or_else(|| said!(EventShape))?.to_owned();
        let kind = text("kind").filter(|kind| !kind.is_empty()).ok_or_else(|| said!(EventShape))?.to_owned();
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

    /// Whether [`Event::to_json`] writes a field with this value. Ten thousand events are read when a page begins, and writing
    /// each of them for this would take longer than reading it.
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

/// What an import would do. Nothing has changed yet: [`Discussion::add_all`] takes what is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The events that are new, in the order of the file.
    pub added: Vec<Event>,
    /// How many are there already, or a second time in the file.
    pub known: usize,
    /// What is not taken: the position among the events, counted from 0, and a sentence. A text that is no export at all
    /// is refused as a whole, with position 0.
    pub refused: Vec<(usize, Said)>,
}

impl Discussion {
    /// The export of the discussion with this id.
    pub fn to_json(&self, discussion: &str) -> String {
        let events = self.events().iter().map(|event| event.to_json()).collect();
        Json::object([("format", FORMAT.into()), ("discussion", discussion.into()), ("events", events)]).to_string()
    }
}

/// Reads an export, and tells what it would add to a discussion. Never fails: what cannot be taken is refused with a
/// sentence, the rest can be added.
pub fn read(text: &str, discussion: &Discussion) -> Import {
    match events(text) {
        Ok(events) => sift(&events.into_iter().map(admit).collect::<Vec<_>>(), discussion),
        Err(why) => Import { refused: vec![(0, why)], ..Import::default() },
    }
}

/// The list of events of an export.
fn events(text: &str) -> Result<Vec<Json>, Said> {
    if text.len() > LARGEST_EXPORT {
        return Err(said!(FileTooLarge, LARGEST_EXPORT >> 20));
    }
    let mut export = Json::parse(text).map_err(|fault| said!(NotAnExport, fault.to_string()))?;
    let format = export.get("format").and_then(Json::as_str).unwrap_or_default();
    if format != FORMAT {
        let version = format.strip_prefix("circle-essay-discussion/").unwrap_or_default();
        let newer = (1..=9).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if newer { said!(NewerExport, format) } else { said!(NotAnExport, "\"format\"") });
    }
    match export.take("events") {
        Some(Json::List(events)) => Ok(events),
        _ => Err(said!(NotAnExport, "\"events\"")),
    }
}

/// Reads an event that comes from outside: what nobody could have written here is refused.
fn admit(json: Json) -> Result<Event, Said> {
    let event = Event::from_json(json)?;
    // As many characters as readers may write always fit into four times as many bytes.
    let fields = [
        ("id", &event.id, LONGEST_ID),
        ("text", &event.text, LONGEST_TEXT * 4),
        ("name", &event.author.name, LONGEST_NAME * 4),
    ];
    if let Some((name, _, most)) = fields.iter().find(|(_, value, most)| value.len() > *most) {
        return Err(said!(FieldTooLong, *name, *most));
    }
    match event.id.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        true => Err(said!(IdNotPlain)),
        false => Ok(event),
    }
}

/// Parts what is new from what is known, in the file itself or in the discussion.
fn sift(events: &[Result<Event, Said>], discussion: &Discussion) -> Import {
    let mut import = Import::default();
    // No event that was read has an empty id.
    let first = tree::first_places(&mut events.iter().map(|event| event.as_ref().map_or("", |event| &event.id)));
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
            Some(_) => import.refused.push((at, said!(SameId))),
        }
    }
    import
}

#[cfg(test)]
mod tests;
