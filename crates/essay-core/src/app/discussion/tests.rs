use super::*;
use crate::app::tests::{model, update};
use crate::app::{Effect, Model, discussion};
use crate::discussion::Stamp;
use crate::json::Json;
use crate::msg;

/// A composer by its key.
pub(crate) fn at(key: &str) -> ComposerId {
    ComposerId::parse(key)
}

/// A refusal of storage.
pub(crate) fn full() -> LocalizedMessage {
    msg!(NotSaved, "the disk is full")
}

pub(crate) fn loaded() -> Model {
    let mut model = model();
    update(&mut model, storage::Msg::Loaded(Stored::default()));
    model
}

pub(crate) fn stamp() -> Stamp {
    Stamp { time: 1_700_000_000_000, random: [7; 10] }
}

/// The answer of storage once these effects are carried out.
pub(crate) fn saved(effects: &[Effect]) -> storage::Msg {
    let id = effects.iter().find_map(|effect| match effect {
        Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { events, .. })) => {
            events.last().map(|event| event.id.clone())
        }
        _ => None,
    });
    storage::Msg::Saved(id.expect("nothing is stored"))
}

pub(crate) fn type_and_post(model: &mut Model, place: &str, text: &str) -> Vec<Effect> {
    update(model, composer::Msg::Typed { composer: at(place), text: text.into() });
    update(model, posting::Msg::PostStamped { composer: at(place), stamp: stamp() })
}

pub(crate) const ME: &str = "me";

/// An event of this author, who calls himself as the reader does.
pub(crate) fn event(id: &str, kind: &str, author: &str, parent: Option<&str>, text: &str) -> Event {
    Event {
        id: id.into(),
        kind: kind.into(),
        parent: parent.map(str::to_owned),
        author: Author { id: author.into(), name: "Ada".into() },
        anchor: Json::Null,
        text: text.into(),
        time: 1,
        unknown: vec![],
    }
}

pub(crate) fn start(id: &str, author: &str) -> Event {
    let anchor = Json::parse(r#"{"circle":"loop","step":1,"direction":"up"}"#).unwrap();
    Event { anchor, ..event(id, "start", author, None, author) }
}

/// The page of a reader with this id, whose storage holds these events.
pub(crate) fn page_of(me: &str, events: Vec<Event>) -> Model {
    let mut model = model();
    let me = Author { id: me.into(), name: "Ada".into() };
    update(&mut model, storage::Msg::Loaded(Stored { events, me, ..Stored::default() }));
    model
}
