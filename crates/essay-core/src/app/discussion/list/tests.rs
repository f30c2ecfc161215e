use super::*;
use crate::app::discussion::{Stored, list, storage, sync};
use crate::app::tests::{model, update};
use crate::app::{Effect, Model, discussion};
use crate::discussion::Author;
use crate::json::Json;

#[test]
fn a_long_list_is_drawn_as_there_is_time_and_what_comes_to_one_that_is_drawn_at_once() {
    let mut model = model();
    let event = |n: usize| Event {
        id: format!("e{n:03}"),
        kind: POST.to_owned(),
        parent: None,
        author: Author { id: "a".to_owned(), name: String::new() },
        anchor: Json::Null,
        text: "Words.".to_owned(),
        time: 1,
        unknown: vec![],
    };
    let rows = |model: &Model| model.discussion.list.iter().map(|chunk| chunk.rows.len()).sum::<usize>();
    let more = |effects: &[Effect]| {
        effects.iter().filter(|effect| matches!(effect, Effect::Discussion(discussion::Effect::ScheduleRows))).count()
    };
    let events = (0..100).map(event).collect();
    let effects = update(&mut model, storage::Msg::Loaded(Stored { events, ..Stored::default() }));
    assert_eq!((model.discussion.rendered_rows, more(&effects)), (20, 1));
    let effects = update(&mut model, list::Msg::MoreRows(60));
    assert_eq!((model.discussion.rendered_rows, more(&effects)), (80, 1));
    let effects = update(&mut model, list::Msg::MoreRows(60));
    assert_eq!((model.discussion.rendered_rows, more(&effects)), (rows(&model), 0));
    let effects = update(
        &mut model,
        sync::Msg::RemoteEvents { events: vec![event(100)], erased: vec![], author: Author::default() },
    );
    assert_eq!((model.discussion.rendered_rows, more(&effects)), (rows(&model), 0));
}
