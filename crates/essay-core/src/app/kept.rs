//! What of the state outlives the code that holds it: an element that is taken out of the page and put back goes on where it was, and
//! so does one whose code fell.

use super::writing::NAME_PLACE;
use super::{Effect, Model, Sending};
use crate::discussion::Author;
use crate::json::Json;

impl Model {
    /// What `el.state` shows, as `state`, and what else [`super::Msg::Resumed`] goes on with, as `kept`.
    pub fn mind(&self, status: &str) -> Json {
        let talk = &self.talk;
        let drafts = talk.drafts.places().map(|place| {
            Json::object([("place", place.into()), ("text", talk.drafts.get(place).unwrap_or_default().into())])
        });
        let kept = Json::object([
            ("essay", (&self.essay.id).into()),
            ("discussion", self.discussion_id().into()),
            ("drafts", drafts.collect()),
            ("sending", talk.sending.iter().filter(|sending| !sending.imported).map(Sending::to_json).collect()),
            ("open", talk.open.as_ref().into()),
            ("about", talk.about.as_ref().into()),
            ("id", (&talk.me.id).into()),
            ("name", (&talk.me.name).into()),
        ]);
        Json::object([("state", self.snapshot(status)), ("kept", kept)])
    }

    /// Who wrote, as far as a mind says.
    pub fn who(mind: &Json) -> Author {
        let text =
            |name: &str| mind.get("kept").and_then(|kept| kept.get(name)?.as_str()).unwrap_or_default().to_owned();
        Author { id: text("id"), name: text("name") }
    }

    /// Goes on with what [`Model::mind`] said, unless that was of another essay or discussion.
    pub(super) fn resume(&mut self, mind: &Json) -> Vec<Effect> {
        let (Some(state), Some(kept)) = (mind.get("state"), mind.get("kept")) else { return vec![] };
        let text = |name: &str| kept.get(name).and_then(Json::as_str);
        if text("essay") != Some(&self.essay.id) || text("discussion") != Some(self.discussion_id()) {
            return vec![];
        }
        let number =
            |name: &str| state.get(name).and_then(Json::as_integer).and_then(|number| u32::try_from(number).ok());
        let circle = state.get("circle").and_then(Json::as_str);
        if let Some(view) = self.views.iter().position(|view| Some(view.id.as_str()) == circle) {
            self.stand(view, number("step").unwrap_or(0) as usize);
            self.stepper.go_to_lap(number("lap").unwrap_or(1));
        }
        let list = |json: &Json, name: &str| match json.get(name) {
            Some(Json::List(items)) => items.clone(),
            _ => vec![],
        };
        // They count as open at once: whoever takes the element away before the browser tells so takes them along.
        self.open_notes = list(state, "openNotes").iter().filter_map(Json::as_str).map(str::to_owned).collect();
        let mut effects = vec![
            Effect::MarkPassages(self.fragment().unwrap_or_default()),
            Effect::RestoreNotes(self.open_notes.clone()),
        ];
        for draft in list(kept, "drafts") {
            let field = |name: &str| draft.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
            let (discussion, place, text) = (self.discussion_id().to_owned(), field("place"), field("text"));
            self.talk.drafts.set(&place, text.clone());
            effects.push(Effect::SaveDraft { discussion, place, text });
        }
        self.talk.open = text("open").map(str::to_owned);
        self.talk.about = text("about").map(str::to_owned);
        let Author { id, name } = Self::who(mind);
        self.talk.me.name = name;
        self.talk.naming = self.talk.drafts.get(NAME_PLACE).is_some();
        if self.talk.me.id.is_empty() {
            self.talk.me.id = id;
        }
        // An attempt of the code before may still come to its end: the events stay the same.
        let unsaved = list(kept, "sending").iter().filter_map(Sending::from_json).collect();
        effects.extend(self.left_behind(vec![], unsaved));
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cause, Msg, update};
    use super::*;
    use crate::config::Config;
    use crate::essay::Essay;
    use std::rc::Rc;

    const ESSAY: &str = include_str!("../../../../tests/fixtures/small.json");

    fn model() -> Model {
        let essay = Essay::from_json(ESSAY).unwrap();
        Model::new(Rc::new(essay), Config::default())
    }

    #[test]
    fn an_element_goes_on_where_it_was() {
        let mut before = model();
        for _ in 0..4 {
            update(&mut before, Msg::NextPressed(Cause::Reader));
        }
        update(&mut before, Msg::NoteToggled { id: "n".into(), open: true });
        update(&mut before, Msg::DraftTyped { place: String::new(), text: "Half a".into() });
        update(&mut before, Msg::NameTyped("Ann".into()));
        let mind = Json::parse(&before.mind("ready").to_string()).unwrap();
        let mut after = model();
        let effects = update(&mut after, Msg::Resumed(mind));
        assert_eq!((after.stepper.step(), after.stepper.lap()), (before.stepper.step(), 2));
        assert_eq!(after.talk.composer(""), before.talk.composer(""));
        assert!(effects.contains(&Effect::RestoreNotes(vec!["n".into()])));
        assert_eq!(after.open_notes, ["n"]);
        let kept = Effect::SaveDraft { discussion: "small".into(), place: String::new(), text: "Half a".into() };
        assert!(effects.contains(&kept));
    }

    #[test]
    fn what_was_kept_of_another_essay_is_left_alone() {
        let mut before = model();
        update(&mut before, Msg::DraftTyped { place: String::new(), text: "Half a".into() });
        let mind = before.mind("ready");
        let mut after = model();
        after.config.discussion_id = Some("other".into());
        assert_eq!(update(&mut after, Msg::Resumed(mind)), []);
        assert_eq!(update(&mut after, Msg::Resumed(Json::Null)), []);
        assert_eq!(after.talk.composer("").text, "");
    }
}
