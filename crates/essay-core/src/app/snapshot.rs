//! The snapshot of the state that survives unmounting and wasm crashes: a re-attached or restarted element resumes from it.

use super::discussion::StorageEffect;
use super::{ComposerId, Effect, Model, PageEffect, PendingSave};
use crate::discussion::Author;
use crate::json::Json;

impl Model {
    /// The state of the element that pages see.
    pub fn public_state(&self, status: &str) -> Json {
        let stepper = &self.circle.stepper;
        Json::object([
            ("status", status.into()),
            ("ready", (status == "ready").into()),
            ("circle", self.circle.chosen_view().map(|view| &view.id).into()),
            ("step", stepper.step().into()),
            ("steps", stepper.steps().into()),
            ("lap", i64::from(stepper.lap()).into()),
            ("playing", stepper.is_playing().into()),
            ("openNotes", self.notes.open.iter().collect()),
            ("comments", self.discussion.comment_count.into()),
            ("mode", (&self.config.mode).into()),
        ])
    }

    /// The snapshot: the public state as `state`, and the rest that [`super::Msg::Restored`] needs as `kept`.
    pub fn snapshot(&self, status: &str) -> Json {
        let discussion = &self.discussion;
        let drafts = discussion.drafts.composers().map(|composer| {
            let text = discussion.drafts.get(composer).unwrap_or_default();
            Json::object([("place", composer.to_string().into()), ("text", text.into())])
        });
        let pending = discussion.pending_saves.iter().filter(|pending| !pending.imported);
        let key = |composer: &Option<ComposerId>| composer.as_ref().map(ComposerId::to_string).into();
        let kept = Json::object([
            ("essay", (&self.essay.id).into()),
            ("discussion", self.discussion_id().into()),
            ("drafts", drafts.collect()),
            ("sending", pending.map(PendingSave::to_json).collect()),
            ("open", key(&discussion.entry_composer)),
            ("about", key(&discussion.anchor_composer)),
            ("id", (&discussion.me.id).into()),
            ("name", (&discussion.me.name).into()),
        ]);
        Json::object([("state", self.public_state(status)), ("kept", kept)])
    }

    /// The author that a snapshot names.
    pub fn author_of(snapshot: &Json) -> Author {
        let text =
            |name: &str| snapshot.get("kept").and_then(|kept| kept.get(name)?.as_str()).unwrap_or_default().to_owned();
        Author { id: text("id"), name: text("name") }
    }

    /// Resumes from a snapshot, unless it is of another essay or discussion.
    pub(super) fn restore(&mut self, snapshot: &Json) -> Vec<Effect> {
        let (Some(state), Some(kept)) = (snapshot.get("state"), snapshot.get("kept")) else { return vec![] };
        let text = |name: &str| kept.get(name).and_then(Json::as_str);
        if text("essay") != Some(&self.essay.id) || text("discussion") != Some(self.discussion_id()) {
            return vec![];
        }
        let number =
            |name: &str| state.get(name).and_then(Json::as_integer).and_then(|number| u32::try_from(number).ok());
        let view = state.get("circle").and_then(Json::as_str).and_then(|id| self.circle.view_named(id));
        if let Some(view) = view {
            self.circle.stand(view, number("step").unwrap_or(0) as usize);
            self.circle.stepper.go_to_lap(number("lap").unwrap_or(1));
        }
        let list = |json: &Json, name: &str| match json.get(name) {
            Some(Json::List(items)) => items.clone(),
            _ => vec![],
        };
        // The notes count as open before the browser reports it: the element may be taken away in between.
        self.notes.open = list(state, "openNotes").iter().filter_map(Json::as_str).map(str::to_owned).collect();
        let mut effects = vec![
            PageEffect::MarkLinks(self.circle.stage_ref()).into(),
            PageEffect::RestoreNotes(self.notes.open.clone()).into(),
        ];
        for draft in list(kept, "drafts") {
            let field = |name: &str| draft.get(name).and_then(Json::as_str).unwrap_or_default();
            let (composer, text) = (ComposerId::parse(field("place")), field("text").to_owned());
            self.discussion.drafts.set(&composer, text.clone());
            let discussion = self.discussion_id().to_owned();
            effects.push(StorageEffect::SaveDraft { discussion, composer, text }.into());
        }
        self.discussion.entry_composer = text("open").map(ComposerId::parse);
        self.discussion.anchor_composer = text("about").map(ComposerId::parse);
        let Author { id, name } = Self::author_of(snapshot);
        self.discussion.me.name = name;
        self.discussion.editing_name = self.discussion.drafts.get(&ComposerId::Name).is_some();
        if self.discussion.me.id.is_empty() {
            self.discussion.me.id = id;
        }
        // An attempt of the code before may still succeed, so the events stay the same.
        let unsaved = list(kept, "sending").iter().filter_map(PendingSave::from_json).collect();
        effects.extend(self.act(|parts| parts.discussion.take_leftovers(vec![], unsaved, &mut parts.context)));
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::discussion::composer;
    use crate::app::tests::update;
    use crate::app::{Cause, Msg, circle, notes};
    use crate::config::Config;
    use crate::essay::Essay;
    use std::rc::Rc;

    const ESSAY: &str = include_str!("../../../../tests/fixtures/small.json");

    fn model() -> Model {
        let essay = Essay::from_json(ESSAY).unwrap();
        Model::new(Rc::new(essay), Config::default())
    }

    fn typed(text: &str) -> composer::Msg {
        composer::Msg::Typed { composer: ComposerId::Essay, text: text.into() }
    }

    #[test]
    fn an_element_goes_on_where_it_was() {
        let mut before = model();
        for _ in 0..4 {
            update(&mut before, circle::Msg::NextPressed(Cause::Reader));
        }
        update(&mut before, notes::Msg::Toggled { id: "n".into(), open: true });
        update(&mut before, typed("Half a"));
        update(&mut before, composer::Msg::NameTyped("Ann".into()));
        let snapshot = Json::parse(&before.snapshot("ready").to_string()).unwrap();
        let mut after = model();
        let effects = update(&mut after, Msg::Restored(snapshot));
        let (now, then) = (&after.circle.stepper, &before.circle.stepper);
        assert_eq!((now.step(), now.lap()), (then.step(), 2));
        let essay = ComposerId::Essay;
        assert_eq!(after.discussion.composer(&essay), before.discussion.composer(&essay));
        assert!(effects.contains(&PageEffect::RestoreNotes(vec!["n".into()]).into()));
        assert_eq!(after.notes.open, ["n"]);
        let kept = StorageEffect::SaveDraft { discussion: "small".into(), composer: essay, text: "Half a".into() };
        assert!(effects.contains(&kept.into()));
    }

    #[test]
    fn what_was_kept_of_another_essay_is_left_alone() {
        let mut before = model();
        update(&mut before, typed("Half a"));
        let snapshot = before.snapshot("ready");
        let mut after = model();
        after.config.discussion_id = Some("other".into());
        assert_eq!(update(&mut after, Msg::Restored(snapshot)), []);
        assert_eq!(update(&mut after, Msg::Restored(Json::Null)), []);
        assert_eq!(after.discussion.composer(&ComposerId::Essay).text, "");
    }
}
