use super::*;
use crate::app::discussion::tests::{ME, loaded, page_of, saved, stamp, start};
use crate::app::discussion::{self, StampEffect, composer, import_export, posting, storage, sync};
use crate::app::tests::{model, update};
use crate::app::{Effect, HostEvent, PageEffect, StorageEffect, Stored, circle, start_question};
use crate::discussion::{Author, Event};

/// Whose starts are shown as the reader's.
fn starters(model: &Model) -> Vec<String> {
    model.starts().into_iter().map(|start| start.reason).collect()
}

#[test]
fn a_start_is_committed_to_before_anything_is_shown() {
    let mut model = loaded();
    assert_eq!(update(&mut model, start_question::Msg::PushPressed(Direction::Down)), []);
    assert_eq!(model.start.notice, msg!(StartMissing));
    update(&mut model, start_question::Msg::VariableChosen(2));
    update(&mut model, composer::Msg::Typed { composer: ComposerId::StartReason, text: " Because. ".into() });
    let draw = Effect::Discussion(discussion::Effect::Stamp(StampEffect::Post { composer: ComposerId::StartReason }));
    assert_eq!(update(&mut model, start_question::Msg::PushPressed(Direction::Down)), [draw]);
    assert_eq!(model.starts(), []);
    let effects = update(&mut model, posting::Msg::PostStamped { composer: ComposerId::StartReason, stamp: stamp() });
    let start = HostEvent::Start { circle: "loop".into(), step: 2, reason: "Because.".into() };
    assert_eq!(effects[0], Effect::Page(PageEffect::Emit(start)));
    assert!(
        matches!(&effects[1], Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { events, composer: Some(_), .. })) if events[0].kind == "start")
    );
    assert!(effects.contains(&Effect::Circle(circle::Effect::SetClock { running: true })));
    assert_eq!(model.starts(), [Start { variable: 1, push: Direction::Down, reason: "Because.".into() }]);
    assert_eq!((model.circle.view, model.circle.stepper.step(), model.circle.push), (1, 2, Some(Direction::Down)));
    // It is no comment, and the next start begins with an empty field.
    assert_eq!(model.discussion.log.entries(), []);
    assert_eq!((model.start.choice, model.discussion.drafts.get(&ComposerId::StartReason)), (0, None));
}

#[test]
fn starts_are_read_back_and_nonsense_is_none() {
    let mut model = model();
    let me = Author { id: "me".into(), name: String::new() };
    update(&mut model, storage::Msg::Loaded(Stored { me, ..Stored::default() }));
    let start = |id: &str, step: &str, direction: &str| {
        let json = format!(
            r#"{{"id":"{id}","kind":"start","author":{{"id":"me"}},"anchor":{{"circle":"loop","step":{step},"direction":"{direction}"}},"text":"{id}"}}"#
        );
        Event::from_json(Json::parse(&json).unwrap()).unwrap()
    };
    let events = [("1", "1", "up"), ("2", "0", "up"), ("3", "4", "up"), ("4", "2", "left"), ("5", "\"x\"", "up")]
        .map(|(id, step, direction)| start(id, step, direction));
    let effects = update(&mut model, import_export::Msg::EventsImported(events.to_vec()));
    update(&mut model, saved(&effects));
    assert_eq!(model.starts().len(), 1);
    let effects =
        update(&mut model, import_export::Msg::EventsImported(vec![start("6", "2", "down"), start("7", "3", "up")]));
    update(&mut model, saved(&effects));
    let reasons: Vec<_> = model.starts().into_iter().map(|start| start.reason).collect();
    assert_eq!(reasons, ["6", "7"]);
}

#[test]
fn starts_of_others_are_theirs() {
    let model = page_of(ME, vec![start("1", "other"), start("2", ME), start("3", ""), start("4", "other")]);
    assert_eq!(starters(&model), [ME]);
    let model = page_of(ME, vec![start("1", "other"), start("2", "")]);
    assert_eq!(starters(&model), [""; 0]);
    // A reader who has never written is nobody, and so are authors without an id.
    let mut model = page_of("", vec![start("1", "")]);
    assert_eq!(starters(&model), [""; 0]);
    // An export of somebody else's is read in.
    update(&mut model, import_export::Msg::EventsImported(vec![start("5", "other")]));
    update(&mut model, storage::Msg::Saved("5".into()));
    assert_eq!(starters(&model), [""; 0]);
}

#[test]
fn a_start_stays_the_reader_s_under_the_id_that_storage_knows() {
    let mut model = page_of("", vec![start("1", "other")]);
    update(&mut model, start_question::Msg::VariableChosen(2));
    update(&mut model, composer::Msg::Typed { composer: ComposerId::StartReason, text: "mine".into() });
    update(&mut model, start_question::Msg::PushPressed(Direction::Down));
    update(&mut model, posting::Msg::PostStamped { composer: ComposerId::StartReason, stamp: stamp() });
    assert_eq!(starters(&model), ["mine"]);
    update(&mut model, sync::Msg::AuthorIdAdopted("of another tab".into()));
    assert_eq!((starters(&model), model.starts()[0].variable), (vec!["mine".to_owned()], 1));
}
