//! The snapshot of the state that survives unmounting and wasm crashes: a re-attached or restarted element resumes from it.

use super::{ComposerId, Effect, Model, PageEffect, PendingSave, StorageEffect, discussion, notes};
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
        Json::object([("state", self.public_state(status)), ("kept", self.kept())])
    }

    /// The part of a snapshot from which an element resumes.
    fn kept(&self) -> Json {
        let restored = self.waiting.iter().find_map(|msg| match msg {
            discussion::Msg::Restored(kept) => Some(kept),
            _ => None,
        });
        if let Some(kept) = restored {
            // The discussion has not taken it yet.
            return kept.clone();
        }
        let discussion = &self.discussion;
        let drafts = discussion.drafts.composers().map(|composer| {
            let text = discussion.drafts.get(composer).unwrap_or_default();
            Json::object([("place", composer.to_string().into()), ("text", text.into())])
        });
        let pending = discussion.pending_saves.iter().filter(|pending| !pending.imported);
        let key = |composer: &Option<ComposerId>| composer.as_ref().map(ComposerId::to_string).into();
        Json::object([
            ("essay", (&self.essay.id).into()),
            ("discussion", self.discussion_id().into()),
            ("drafts", drafts.collect()),
            ("sending", pending.map(PendingSave::to_json).collect()),
            ("open", key(&discussion.entry_composer)),
            ("about", key(&discussion.anchor_composer)),
            ("id", (&discussion.me.id).into()),
            ("name", (&discussion.me.name).into()),
        ])
    }

    /// The author that the part `kept` of a snapshot names.
    pub fn author_of(kept: &Json) -> Author {
        let text = |name: &str| kept.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
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
        // The notes count as open before the browser reports it: the element may be taken away in between.
        if let Some(Json::List(notes)) = state.get("openNotes") {
            self.notes.open = notes.iter().filter_map(Json::as_str).map(str::to_owned).collect();
        }
        let mut effects = vec![
            PageEffect::MarkLinks(self.circle.stage_ref()).into(),
            PageEffect::RestoreNotes(self.notes.open.clone()).into(),
        ];
        effects.extend(self.update_discussion(discussion::Msg::Restored(kept.clone())));
        effects
    }

    /// Saves the state of the notes, the drafts, and the unsaved events for the next page.
    pub(super) fn save_for_next_visit(&mut self) -> Vec<Effect> {
        let notes = notes::Effect::Save { essay: self.essay.id.clone(), ids: self.notes.open.clone() };
        let mut effects = vec![notes.into()];
        if self.discussion_code.is_some() {
            effects.push(StorageEffect::FlushDrafts(self.discussion_id().to_owned()).into());
            effects.extend(self.update_discussion(discussion::storage::Msg::PageHidden.into()));
        } else {
            effects.extend(self.back_up_drafts());
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::discussion::{StorageEffect, composer};
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
