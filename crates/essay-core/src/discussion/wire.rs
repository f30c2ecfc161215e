//! Events as JSON, in storage and in exports.

use super::{Author, Discussion, Event};
use serde_json::{Map, Value};

/// The name and version of the export format.
pub const FORMAT: &str = "circle-essay-discussion/1";

impl Event {
    /// The event as a JSON value, the fields that this version does not know among the others.
    pub fn to_json(&self) -> Value {
        let mut fields = self.unknown.clone();
        let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        set("id", self.id.clone().into());
        set("kind", self.kind.clone().into());
        set("parent", self.parent.clone().into());
        let mut author = Map::new();
        author.insert("id".to_owned(), self.author.id.clone().into());
        author.insert("name".to_owned(), self.author.name.clone().into());
        set("author", author.into());
        set("anchor", self.anchor.clone());
        set("text", self.text.clone().into());
        set("time", self.time.into());
        fields.into()
    }

    /// Reads an event.
    ///
    /// # Errors
    /// A sentence when the value is no object, or lacks an `id` or a `kind`. Every other field may be missing.
    pub fn from_json(value: Value) -> Result<Self, String> {
        let Value::Object(mut fields) = value else {
            return Err("An event must be an object.".to_owned());
        };
        let mut text = |name: &str| match fields.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let id = text("id").filter(|id| !id.is_empty()).ok_or("An event needs an \"id\".")?;
        let kind = text("kind").filter(|kind| !kind.is_empty()).ok_or("An event needs a \"kind\".")?;
        let parent = text("parent");
        let words = text("text").unwrap_or_default();
        let author = fields.remove("author").unwrap_or_default();
        let of_author = |name: &str| author.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Self {
            author: Author { id: of_author("id"), name: of_author("name") },
            anchor: fields.remove("anchor").unwrap_or_default(),
            time: fields.remove("time").and_then(|time| time.as_f64()).unwrap_or_default(),
            id,
            kind,
            parent,
            text: words,
            unknown: fields,
        })
    }
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The ids of events that were new.
    pub added: Vec<String>,
    /// How many were known already.
    pub known: usize,
    /// What could not be read: the position among the events, counted from 0, and a sentence.
    pub refused: Vec<(usize, String)>,
}

impl Discussion {
    /// The export of the discussion with this id.
    pub fn to_json(&self, discussion: &str) -> String {
        let mut fields = Map::new();
        fields.insert("format".to_owned(), FORMAT.into());
        fields.insert("discussion".to_owned(), discussion.into());
        fields.insert("events".to_owned(), self.events().map(Event::to_json).collect());
        Value::from(fields).to_string()
    }

    /// Adds the events of an export. Never fails: what cannot be read is refused with a sentence, the rest is added.
    pub fn import(&mut self, text: &str) -> Imported {
        let mut imported = Imported::default();
        let refuse = |why: &str| Imported { refused: vec![(0, why.to_owned())], ..Imported::default() };
        let Ok(mut export) = serde_json::from_str::<Value>(text) else {
            return refuse("The text is not JSON. Choose a file that “Export” made.");
        };
        if export.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return refuse("The file is not an export of a discussion that this version can read.");
        }
        let Some(Value::Array(events)) = export.get_mut("events").map(Value::take) else {
            return refuse("The export has no list of events.");
        };
        for (at, event) in events.into_iter().enumerate() {
            match Event::from_json(event) {
                Ok(event) => {
                    let id = event.id.clone();
                    if self.add(event) { imported.added.push(id) } else { imported.known += 1 }
                }
                Err(why) => imported.refused.push((at, why)),
            }
        }
        imported
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_known_survives_a_round_trip() {
        let text = r#"{"id":"1","kind":"wave","mood":{"a":[1,null]},"author":{"id":"me","name":"N"},"time":12,"text":"x","parent":null,"anchor":{"block":"b"}}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        let event = Event::from_json(value.clone()).unwrap();
        assert_eq!(event.unknown["mood"], value["mood"]);
        assert_eq!(event.to_json()["mood"], value["mood"]);
        assert_eq!(event.to_json()["kind"], "wave");
        let mut discussion = Discussion::default();
        discussion.add(event);
        assert!(discussion.entries().is_empty());
    }

    #[test]
    fn an_export_is_imported_and_a_second_time_known() {
        let mut discussion = Discussion::default();
        for id in ["1", "2"] {
            let event = format!(r#"{{"id":"{id}","kind":"post","text":"words"}}"#);
            discussion.add(Event::from_json(serde_json::from_str(&event).unwrap()).unwrap());
        }
        let export = discussion.to_json("trust");
        let mut other = Discussion::default();
        assert_eq!(other.import(&export).added, ["1", "2"]);
        assert_eq!(other.import(&export).known, 2);
        assert_eq!(other.to_json("trust"), export);
    }

    #[test]
    fn a_bad_event_is_refused_and_the_rest_is_added() {
        let text = format!(r#"{{"format":"{FORMAT}","events":[3,{{"id":"1","kind":"post"}},{{"id":"2"}}]}}"#);
        let imported = Discussion::default().import(&text);
        assert_eq!(imported.added, ["1"]);
        assert_eq!(imported.refused.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 2]);
    }

    proptest! {
        #[test]
        fn no_text_makes_an_import_fail(text in ".{0,200}") {
            let imported = Discussion::default().import(&text);
            prop_assert_eq!(imported.refused.len(), 1);
        }
    }
}
