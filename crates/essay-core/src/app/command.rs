//! The methods of the element, for scripts.

use super::{Cause, Model, Msg, Storage, circle, notes};
use crate::discussion::Event;
use crate::fragment::StageRef;
use crate::msg;

impl Model {
    /// The message of a method; `id` and `step` are its arguments, as text.
    ///
    /// # Errors
    /// A sentence for the writer of the script: the essay has no such circle, stage or note, and which it has.
    pub fn command(&self, method: &str, id: &str, step: &str) -> Result<Msg, String> {
        let views = &self.circle.views;
        let message = match method {
            "goTo" => {
                let Some(view) = views.iter().find(|view| view.id == id) else {
                    return Err(has_no("circle", id, views.iter().map(|view| view.id.as_str())));
                };
                let last = view.stages.len();
                match step.parse() {
                    Ok(step) if step <= last => {
                        return Ok(circle::Msg::StageRequested(StageRef { view: id.to_owned(), step }).into());
                    }
                    _ => {
                        return Err(format!(
                            "The circle \"{id}\" has no stage {step}: give a number from 0, not started, to {last}."
                        ));
                    }
                }
            }
            "openNote" | "closeNote" => {
                return match self.essay.note(id) {
                    Some(_) => Ok(notes::Msg::SetRequested { id: id.to_owned(), open: method == "openNote" }.into()),
                    None => Err(has_no("note", id, self.essay.notes.iter().map(|note| note.id.as_str()))),
                };
            }
            _ if views.is_empty() => return Err("This essay has no circle.".to_owned()),
            "next" => circle::Msg::NextPressed(Cause::Script),
            "back" => circle::Msg::BackPressed(Cause::Script),
            "play" => circle::Msg::PlayPressed(Cause::Script),
            "pause" => circle::Msg::PausePressed(Cause::Script),
            _ => return Err(format!("The element has no method {method}.")),
        };
        Ok(message.into())
    }

    /// The outcome of reading the stored discussion; none while it is read.
    ///
    /// # Errors
    /// A sentence when the browser has not answered for so long that a script should not wait for it.
    pub fn reading_outcome(&self) -> Option<Result<(), String>> {
        match self.discussion.storage {
            Storage::Opening => self.discussion.storage_silent.then(|| Err(self.words.format(&msg!(StorageSilent)))),
            Storage::Durable | Storage::Memory(_) | Storage::ReadOnly(_) => Some(Ok(())),
        }
    }

    /// The outcome of importing events for a script, by the id of the first; none while they are stored.
    ///
    /// # Errors
    /// A sentence when they were not stored.
    pub fn import_outcome(&self, first: &str) -> Option<Result<(), String>> {
        let is_first = |event: &Event| event.id == first;
        let discussion = &self.discussion;
        if let Some(pending) = discussion.pending_saves.iter().find(|pending| pending.events.iter().any(is_first)) {
            return pending.late.then(|| Err(self.words.format(&msg!(StorageSilent))));
        }
        if discussion.log.events().iter().any(|event| is_first(event)) {
            return Some(Ok(()));
        }
        let reason = match (&discussion.storage, &discussion.notice) {
            (Storage::ReadOnly(why), _) => why.clone(),
            (_, Some(notice)) if notice.failed => notice.text.clone(),
            _ => msg!(NotSaved, ""),
        };
        Some(Err(self.words.format(&reason)))
    }
}

fn has_no<'a>(kind: &str, id: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match known.as_slice() {
        [] => format!("This essay has no {kind} \"{id}\": it has none at all."),
        known => format!("This essay has no {kind} \"{id}\". It has: {}.", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app;
    use crate::app::discussion::{Effect, SaveId, StorageEffect, Stored, import_export, storage};
    use crate::app::tests::update;
    use crate::config::Config;
    use crate::discussion::{Author, POST};
    use crate::essay::Essay;
    use crate::json::Json;
    use std::rc::Rc;

    const ESSAY: &str = include_str!("../../../../tests/fixtures/small.json");

    fn model(essay: &str) -> Model {
        Model::new(Rc::new(Essay::from_json(essay).unwrap()), Config::default())
    }

    fn event(id: &str) -> Event {
        let author = Author { id: "ada".into(), name: "Ada".into() };
        let (kind, text) = (POST.to_owned(), "Words.".to_owned());
        Event { id: id.into(), kind, parent: None, author, anchor: Json::Null, text, time: 0, unknown: vec![] }
    }

    #[test]
    fn every_method_asks_for_what_its_name_says() {
        let model = model(ESSAY);
        let expected = [
            ("next", "", "", circle::Msg::NextPressed(Cause::Script).into()),
            ("back", "", "", circle::Msg::BackPressed(Cause::Script).into()),
            ("play", "", "", circle::Msg::PlayPressed(Cause::Script).into()),
            ("pause", "", "", circle::Msg::PausePressed(Cause::Script).into()),
            ("goTo", "up", "3", circle::Msg::StageRequested(StageRef { view: "up".into(), step: 3 }).into()),
            ("goTo", "loop", "0", circle::Msg::StageRequested(StageRef { view: "loop".into(), step: 0 }).into()),
            ("openNote", "n", "", notes::Msg::SetRequested { id: "n".into(), open: true }.into()),
            ("closeNote", "n", "", notes::Msg::SetRequested { id: "n".into(), open: false }.into()),
        ];
        for (method, id, step, msg) in expected {
            assert_eq!(model.command(method, id, step), Ok(msg), "{method}");
        }
    }

    #[test]
    fn what_is_not_there_is_refused_with_what_there_is() {
        let small = model(ESSAY);
        for step in ["4", "-1", "1.5", "NaN", "Infinity", "1e3", "", "null", "99999999999999999999999"] {
            let told = format!("The circle \"up\" has no stage {step}: give a number from 0, not started, to 3.");
            assert_eq!(small.command("goTo", "up", step), Err(told));
        }
        let told = |method, id| small.command(method, id, "1").unwrap_err();
        assert_eq!(told("goTo", "down"), "This essay has no circle \"down\". It has: up, loop.");
        assert_eq!(told("openNote", "m"), "This essay has no note \"m\". It has: n.");
        assert_eq!(told("closeNote", ""), "This essay has no note \"\". It has: n.");
        assert_eq!(told("dance", ""), "The element has no method dance.");
        let bare = model(r#"{"format":"circle-essay/1","id":"bare","title":"Bare"}"#);
        assert_eq!(
            bare.command("goTo", "up", "1").unwrap_err(),
            "This essay has no circle \"up\": it has none at all."
        );
        assert_eq!(bare.command("openNote", "n", "").unwrap_err(), "This essay has no note \"n\": it has none at all.");
        for method in ["next", "back", "play", "pause"] {
            assert_eq!(bare.command(method, "", "").unwrap_err(), "This essay has no circle.");
        }
    }

    #[test]
    fn an_import_is_answered_when_its_own_events_are_stored_or_cannot_be() {
        let mut model = model(ESSAY);
        assert_eq!(model.reading_outcome(), None);
        update(&mut model, storage::Msg::Loaded(Stored::default()));
        assert_eq!(model.reading_outcome(), Some(Ok(())));
        for id in ["1", "2"] {
            let effects = update(&mut model, import_export::Msg::EventsImported(vec![event(id)]));
            assert!(matches!(
                effects.as_slice(),
                [app::Effect::Discussion(Effect::Storage(StorageEffect::SaveEvents { .. }))]
            ));
        }
        update(&mut model, storage::Msg::Saved("2".into()));
        assert_eq!((model.import_outcome("1"), model.import_outcome("2")), (None, Some(Ok(()))));
        let reason = msg!(NotSaved, "the disk is full");
        let words = model.words.format(&reason);
        update(&mut model, storage::Msg::SaveFailed { id: SaveId::Events("1".into()), reason, outdated: false });
        assert_eq!(model.import_outcome("1"), Some(Err(words)));
        assert_eq!(model.import_outcome("2"), Some(Ok(())));
    }

    #[test]
    fn storage_that_is_silent_keeps_no_script_waiting() {
        let mut model = model(ESSAY);
        let silent = Some(Err(model.words.format(&msg!(StorageSilent))));
        update(&mut model, storage::Msg::Silent);
        assert_eq!(model.reading_outcome(), silent);
        update(&mut model, storage::Msg::Loaded(Stored::default()));
        assert_eq!(model.reading_outcome(), Some(Ok(())));
        update(&mut model, import_export::Msg::EventsImported(vec![event("1")]));
        update(&mut model, storage::Msg::SaveSilent(SaveId::Events("1".into())));
        assert_eq!(model.import_outcome("1"), silent);
        update(&mut model, storage::Msg::Saved("1".into()));
        assert_eq!(model.import_outcome("1"), Some(Ok(())));
    }

    #[test]
    fn what_may_not_be_stored_and_what_is_stored_nowhere_is_answered_at_once() {
        let mut outdated = model(ESSAY);
        outdated.discussion.storage = Storage::ReadOnly(msg!(Outdated));
        update(&mut outdated, import_export::Msg::EventsImported(vec![event("1")]));
        assert_eq!(outdated.import_outcome("1"), Some(Err(outdated.words.format(&msg!(Outdated)))));
        let mut fleeting = model(ESSAY);
        update(&mut fleeting, storage::Msg::Refused(msg!(NothingStored, "private window")));
        update(&mut fleeting, import_export::Msg::EventsImported(vec![event("1")]));
        assert_eq!(fleeting.import_outcome("1"), Some(Ok(())));
    }
}
