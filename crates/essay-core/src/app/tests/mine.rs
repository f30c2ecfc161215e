//! What is this reader's own is so by the author's id, whatever name stands beside it.

use super::*;
use crate::discussion::{DELETE, EDIT};

const ME: &str = "me";

/// An event of this author, who calls himself as the reader does.
fn event(id: &str, kind: &str, author: &str, parent: Option<&str>, text: &str) -> Event {
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

fn start(id: &str, author: &str) -> Event {
    let anchor = Json::parse(r#"{"circle":"loop","step":1,"direction":"up"}"#).unwrap();
    Event { anchor, ..event(id, "start", author, None, author) }
}

/// The page of a reader with this id, whose storage holds these events.
fn page_of(me: &str, events: Vec<Event>) -> Model {
    let mut model = model();
    let me = Author { id: me.into(), name: "Ada".into() };
    update(&mut model, Msg::TalkLoaded(Stored { events, me, ..Stored::default() }));
    model
}

/// Whose starts are shown as the reader's.
fn starters(model: &Model) -> Vec<String> {
    model.starts().into_iter().map(|start| start.reason).collect()
}

#[test]
fn starts_of_others_are_theirs() {
    let model = page_of(ME, vec![start("1", "other"), start("2", ME), start("3", ""), start("4", "other")]);
    assert_eq!(starters(&model), [ME]);
    let model = page_of(ME, vec![start("1", "other"), start("2", "")]);
    assert_eq!(starters(&model), [""; 0]);
    // Who has never written is nobody, and so are authors without an id.
    let mut model = page_of("", vec![start("1", "")]);
    assert_eq!(starters(&model), [""; 0]);
    // An export of somebody else's is read in.
    update(&mut model, Msg::Imported(vec![start("5", "other")]));
    update(&mut model, Msg::Saved("5".into()));
    assert_eq!(starters(&model), [""; 0]);
}

#[test]
fn a_start_stays_the_reader_s_under_the_id_that_storage_knows() {
    let mut model = page_of("", vec![start("1", "other")]);
    update(&mut model, Msg::StartChosen(2));
    update(&mut model, Msg::DraftTyped { place: START_PLACE.into(), text: "mine".into() });
    update(&mut model, Msg::StartPressed(Direction::Down));
    update(&mut model, Msg::PostStamped { place: START_PLACE.into(), stamp: stamp() });
    assert_eq!(starters(&model), ["mine"]);
    update(&mut model, Msg::KnownAs("of another tab".into()));
    assert_eq!((starters(&model), model.starts()[0].variable), (vec!["mine".to_owned()], 1));
}

#[test]
fn who_becomes_known_does_not_become_everybody_without_an_id() {
    let mut model = page_of("", vec![event("1", POST, "", None, "Imported")]);
    update(&mut model, Msg::KnownAs(ME.into()));
    assert_eq!(model.talk.discussion.entry("1").unwrap().author.id, "");
    assert!(model.talk.own("1").is_none());
    let effects = update(&mut model, Msg::ActStamped { kind: DELETE, id: "1".into(), stamp: stamp() });
    assert_eq!(effects, []);
}

#[test]
fn a_comment_of_one_s_own_that_is_read_in_is_not_new() {
    for (author, unread) in [(ME, vec![]), ("other", vec!["9".to_owned()])] {
        let mut model = page_of(ME, vec![]);
        update(&mut model, Msg::Imported(vec![event("9", POST, author, None, "A")]));
        update(&mut model, Msg::Saved("9".into()));
        assert_eq!(model.talk.unread, unread, "{author}");
    }
}

#[test]
fn a_draft_ends_by_what_its_writer_made_of_it_and_by_nothing_else() {
    let with_drafts = || {
        let mut model = page_of(ME, vec![event("1", POST, ME, None, "A")]);
        for place in ["", "1", "edit:1"] {
            update(&mut model, Msg::DraftTyped { place: place.into(), text: "I agree".into() });
        }
        model
    };
    let kept_after = |event: Event| {
        let mut model = with_drafts();
        let me = Author { id: ME.into(), name: "Ada".into() };
        update(&mut model, Msg::Heard { events: vec![event], gone: vec![], me });
        model.talk.drafts.places().map(str::to_owned).collect::<Vec<_>>()
    };
    // Another page reads in what somebody else wrote, word for word the same.
    assert_eq!(kept_after(event("2", POST, "other", None, "I agree")), ["", "1", "edit:1"]);
    assert_eq!(kept_after(event("2", POST, ME, None, "I agree")), ["1", "edit:1"]);
    assert_eq!(kept_after(event("2", POST, ME, Some("1"), "I agree")), ["", "edit:1"]);
    assert_eq!(kept_after(event("2", EDIT, ME, Some("1"), "I agree")), ["", "1"]);
}

#[test]
fn everything_that_i_wrote_here_is_mine_and_all_of_it() {
    let others = [event("1", POST, "other", None, "A"), event("2", POST, "", None, "B"), start("3", "other")];
    let mine = [event("4", POST, ME, None, "C"), event("5", EDIT, ME, Some("4"), "D"), start("6", ME)];
    let mut model = page_of(ME, others.iter().chain(&mine).cloned().collect());
    update(&mut model, Msg::RunAsked { variable: 0, push: Direction::Up });
    update(&mut model, Msg::ErasePressed);
    let effects = update(&mut model, Msg::EraseAnswered(true));
    let ids = ["4", "5", "6"].map(str::to_owned).to_vec();
    assert!(effects.contains(&Effect::EraseEvents { discussion: "e".into(), ids }), "{effects:?}");
    let left: Vec<_> = model.talk.discussion.events().iter().map(|event| event.id.as_str()).collect();
    assert_eq!(left, ["1", "2", "3"]);
    // Nor does the circle go on showing a push that nobody has made.
    assert_eq!((starters(&model), model.starting.shown), (vec![], None));
    // Whoever writes next is somebody else.
    assert!(["1", "2"].iter().all(|id| model.talk.own(id).is_none()));
}

#[test]
fn a_table_for_spreadsheets_begins_with_the_mark_by_which_they_know_its_encoding() {
    let mut model = page_of(ME, vec![event("1", POST, ME, None, "Größe")]);
    let effects = update(&mut model, Msg::ExportPressed(Format::Csv));
    let [Effect::SaveFile { name, kind, text }] = &*effects else { panic!("{effects:?}") };
    assert_eq!((name.as_str(), *kind), ("e-discussion.csv", "text/csv"));
    assert!(text.starts_with("\u{feff}id,parent,"), "{text}");
    // A script gets the text of it, and files of other kinds have no mark.
    assert_eq!(text.strip_prefix('\u{feff}'), Some(&*model.export(Format::Csv)));
    for format in [Format::Json, Format::Markdown] {
        let effects = update(&mut model, Msg::ExportPressed(format));
        assert!(matches!(&*effects, [Effect::SaveFile { text, .. }] if !text.starts_with('\u{feff}')), "{effects:?}");
    }
}

#[test]
fn whoever_only_imports_does_not_become_the_author_of_what_comes() {
    let mut model = page_of("", vec![]);
    let effects = update(&mut model, Msg::Imported(vec![start("1", "somebody")]));
    let [Effect::SaveEvents { me, .. }] = &*effects else { panic!("{effects:?}") };
    assert_eq!(me.id, "");
}
