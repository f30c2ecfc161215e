//! Events as JSON, in storage and in exports.

use super::{Author, Discussion, Event};
use crate::json::{Json, take};
/// The name and version of the export format.
pub const FORMAT: &str = "circle-essay-discussion/1";

impl Event {
    /// The event as JSON, the fields that this version does not know among the others.
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

    /// Reads an event.
    ///
    /// # Errors
    /// A sentence when the value is no object, or lacks an `id` or a `kind`. Every other field may be missing.
    pub fn from_json(json: Json) -> Result<Self, String> {
        let Json::Object(mut fields) = json else {
            return Err("An event must be an object.".to_owned());
        };
        let mut text = |name: &str| match take(&mut fields, name) {
            Some(Json::Text(text)) => Some(text),
            _ => None,
        };
        let id = text("id").filter(|id| !id.is_empty()).ok_or("An event needs an \"id\".")?;
        let kind = text("kind").filter(|kind| !kind.is_empty()).ok_or("An event needs a \"kind\".")?;
        let parent = text("parent");
        let words = text("text").unwrap_or_default();
        let author = take(&mut fields, "author").unwrap_or_default();
        let of_author = |name: &str| author.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        Ok(Self {
            author: Author { id: of_author("id"), name: of_author("name") },
            anchor: take(&mut fields, "anchor").unwrap_or_default(),
            time: take(&mut fields, "time").and_then(|time| time.as_integer()).unwrap_or_default(),
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
        let events = self.events().map(Event::to_json).collect();
        Json::object([("format", FORMAT.into()), ("discussion", discussion.into()), ("events", events)]).to_string()
    }

    /// Adds the events of an export. Never fails: what cannot be read is refused with a sentence, the rest is added.
    pub fn import(&mut self, text: &str) -> Imported {
        let mut imported = Imported::default();
        let refuse = |why: &str| Imported { refused: vec![(0, why.to_owned())], ..Imported::default() };
        let Ok(mut export) = Json::parse(text) else {
            return refuse("The text is not JSON. Choose a file that “Export” made.");
        };
        if export.get("format").and_then(Json::as_str) != Some(FORMAT) {
            return refuse("The file is not an export of a discussion that this version can read.");
        }
        let Some(Json::List(events)) = export.take("events") else {
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
        let value = Json::parse(text).unwrap();
        let event = Event::from_json(value.clone()).unwrap();
        assert_eq!(event.unknown, [("mood".to_owned(), value.get("mood").unwrap().clone())]);
        for field in ["mood", "kind", "author", "time", "text", "parent", "anchor"] {
            assert_eq!(event.to_json().get(field), value.get(field), "{field}");
        }
        let mut discussion = Discussion::default();
        discussion.add(event);
        assert!(discussion.entries().is_empty());
    }

    #[test]
    fn an_export_is_imported_and_a_second_time_known() {
        let mut discussion = Discussion::default();
        for id in ["1", "2"] {
            let event = format!(r#"{{"id":"{id}","kind":"post","text":"words"}}"#);
            discussion.add(Event::from_json(Json::parse(&event).unwrap()).unwrap());
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
