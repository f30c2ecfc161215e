use super::super::tests::{full, loaded, model, saved, stamp, type_and_post};
use super::super::{Format, Msg, START_PLACE, update};
use super::*;
use crate::circle::Direction;

/// The id of what is on its way.
fn id(effects: &[Effect]) -> String {
    let Msg::Saved(id) = saved(effects) else { unreachable!() };
    id
}

fn later(millis: i64) -> Stamp {
    Stamp { time: stamp().time + millis, random: [9; 10] }
}

/// Kind, id and text of each event, and the place where they were written.
type Order = (Vec<(String, String, String)>, Option<String>);

/// What is to be saved.
fn orders(effects: &[Effect]) -> Vec<Order> {
    let told = |event: &Event| (event.kind.clone(), event.id.clone(), event.text.clone());
    let order = |effect: &Effect| match effect {
        Effect::SaveEvents { events, place, .. } => Some((events.iter().map(told).collect(), place.clone())),
        _ => None,
    };
    effects.iter().filter_map(order).collect()
}

fn texts(model: &Model) -> Vec<String> {
    model.talk.discussion.entries().iter().map(|entry| entry.text.clone()).collect()
}

/// A model whose comment storage is silent about, and the id of its event.
fn silent(place: &str) -> (Model, String) {
    let mut model = loaded();
    let id = id(&type_and_post(&mut model, place, "Words."));
    update(&mut model, Msg::SaveSilent(id.clone()));
    (model, id)
}

#[test]
fn a_save_that_is_not_answered_is_told_keeps_its_words_open_and_counts_when_it_comes() {
    let mut model = loaded();
    let id = id(&type_and_post(&mut model, "", "Words."));
    assert!(model.talk.composer("").sending);
    let effects = update(&mut model, Msg::SaveSilent(id.clone()));
    assert!(matches!(&effects[0], Effect::Emit(HostEvent::Problem { code: "storage-silent", .. })));
    assert!(matches!(&effects[1], Effect::KeepUnsaved { sending, .. } if sending.id() == id));
    let composer = model.talk.composer("");
    assert_eq!((composer.text.as_str(), composer.notice), ("Words.", said!(StorageSilent)));
    assert!(composer.failed && !composer.sending);
    assert!(model.export(Format::Json).contains("Words."));
    assert_eq!(texts(&model), [""; 0]);
    let effects = update(&mut model, Msg::Saved(id.clone()));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Focus(_) | Effect::Reveal(_))), "{effects:?}");
    assert_eq!((texts(&model), model.talk.composer("").text.as_str()), (vec!["Words.".to_owned()], ""));
    assert_eq!(model.talk.composer("").notice, said!(CommentSaved));
    // A second attempt that is answered as well says nothing new.
    assert_eq!(update(&mut model, Msg::Saved(id)), []);
}

#[test]
fn what_is_typed_on_stays_when_the_answer_comes() {
    let (mut model, id) = silent("");
    update(&mut model, Msg::DraftTyped { place: String::new(), text: "Words and more".into() });
    assert_eq!(model.talk.composer("").notice, said!(StorageSilent));
    let effects = update(&mut model, Msg::Saved(id));
    let kept = Effect::SaveDraft { discussion: "e".into(), place: String::new(), text: "Words and more".into() };
    assert!(effects.contains(&kept), "{effects:?}");
    assert_eq!((texts(&model), model.talk.composer("").text.as_str()), (vec!["Words.".to_owned()], "Words and more"));
}

#[test]
fn pressed_again_the_same_words_are_the_same_event_and_others_a_change_of_it() {
    let (mut model, first) = silent("");
    let same = update(&mut model, Msg::PostStamped { place: String::new(), stamp: later(9_000) });
    let post = ("post".to_owned(), first.clone(), "Words.".to_owned());
    assert_eq!(orders(&same), [(vec![post.clone()], Some(String::new()))]);
    assert!(model.talk.composer("").sending);
    update(&mut model, Msg::SaveSilent(first.clone()));

    update(&mut model, Msg::DraftTyped { place: String::new(), text: "Other words.".into() });
    let other = update(&mut model, Msg::PostStamped { place: String::new(), stamp: later(20_000) });
    let change = id(&other);
    let edit = ("edit".to_owned(), change.clone(), "Other words.".to_owned());
    assert_eq!(orders(&other), [(vec![post, edit], Some(String::new()))]);
    // The first attempt comes late: it is not all of it.
    assert_eq!(update(&mut model, Msg::Saved(first.clone())), []);
    assert!(model.talk.composer("").sending);
    update(&mut model, Msg::Saved(change));
    assert_eq!(texts(&model), ["Other words."]);
    assert_eq!(model.talk.discussion.events().len(), 2);
    assert_eq!(model.talk.composer("").text, "");
}

#[test]
fn what_storage_was_silent_about_is_tried_again_as_it_is() {
    let (mut model, id) = silent("");
    let effects = update(&mut model, Msg::SaveFailed { id: id.clone(), reason: full(), outdated: false });
    assert!(effects.contains(&Effect::TryAgain { place: String::new() }));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Focus(_))), "{effects:?}");
    let again = update(&mut model, Msg::TriedAgain(String::new()));
    assert_eq!(orders(&again), [(vec![("post".into(), id.clone(), "Words.".into())], Some(String::new()))]);
    update(&mut model, Msg::Saved(id));
    assert_eq!(texts(&model), ["Words."]);
}

#[test]
fn a_reply_and_a_change_that_come_late_leave_their_composers_open() {
    let (mut model, id) = silent("c");
    update(&mut model, Msg::Opened("c".into()));
    update(&mut model, Msg::Saved(id.clone()));
    assert_eq!((model.talk.open.as_deref(), model.talk.composer("c").text.as_str()), (Some("c"), ""));
    let place = format!("{EDIT_PLACE}{id}");
    update(&mut model, Msg::Opened(place.clone()));
    update(&mut model, Msg::DraftTyped { place: place.clone(), text: "Better words.".into() });
    let effects = update(&mut model, Msg::PostStamped { place: place.clone(), stamp: later(1) });
    let change = self::id(&effects);
    update(&mut model, Msg::SaveSilent(change.clone()));
    update(&mut model, Msg::Saved(change));
    assert_eq!(texts(&model), ["Better words."]);
    assert_eq!(model.talk.composer(&place).text, "Better words.");
    update(&mut model, Msg::PutAway);
    assert_eq!(model.talk.drafts.places().count(), 0);
}

#[test]
fn what_is_on_its_way_outlives_the_code_and_the_page() {
    let (model, id) = silent("");
    let mind = Json::parse(&model.mind("ready").to_string()).unwrap();
    // The code fell, or the element was put back.
    let mut risen = self::model();
    let effects = update(&mut risen, Msg::Resumed(mind));
    assert_eq!(orders(&effects), []);
    assert_eq!(risen.talk.composer("").text, "Words.");
    let effects = update(&mut risen, Msg::TalkLoaded(Stored::default()));
    assert_eq!(orders(&effects), [(vec![("post".into(), id.clone(), "Words.".into())], Some(String::new()))]);
    update(&mut risen, Msg::Saved(id.clone()));
    assert_eq!((texts(&risen), risen.talk.composer("").text.as_str()), (vec!["Words.".to_owned()], ""));
    // The page was left: the next one stores it, and empties the field into which the draft has come back.
    let mut left = model.clone();
    let kept = update(&mut left, Msg::PageHidden);
    let unsaved = kept.iter().find_map(|effect| match effect {
        Effect::KeepUnsaved { sending, .. } => {
            Sending::from_json(&Json::parse(&sending.to_json().to_string()).unwrap())
        }
        _ => None,
    });
    let mut next = self::model();
    update(&mut next, Msg::LeftBehind { drafts: vec![], unsaved: vec![unsaved.unwrap()] });
    let drafts = vec![(String::new(), "Words.".to_owned())];
    let effects = update(&mut next, Msg::TalkLoaded(Stored { drafts, ..Stored::default() }));
    assert_eq!(orders(&effects).len(), 1);
    let effects = update(&mut next, Msg::Saved(id));
    let emptied = Effect::SaveDraft { discussion: "e".into(), place: String::new(), text: String::new() };
    assert!(effects.contains(&emptied), "{effects:?}");
    assert_eq!((texts(&next), next.talk.composer("").text.as_str()), (vec!["Words.".to_owned()], ""));
    assert!(next.talk.own(&next.talk.discussion.entries()[0].id).is_some(), "the reader can change it");
}

#[test]
fn what_landed_after_the_page_was_left_is_not_posted_twice() {
    let (model, id) = silent("");
    let sending = model.talk.sending[0].clone();
    let mut next = self::model();
    update(
        &mut next,
        Msg::LeftBehind { drafts: vec![(String::new(), "Words.".into())], unsaved: vec![sending.clone()] },
    );
    update(&mut next, Msg::TalkLoaded(Stored { events: sending.events, ..Stored::default() }));
    update(&mut next, Msg::Saved(id));
    assert_eq!((texts(&next), next.talk.composer("").text.as_str()), (vec!["Words.".to_owned()], ""));
}

#[test]
fn where_nothing_may_be_written_what_was_left_behind_is_a_draft() {
    let (model, _) = silent("");
    let mut next = self::model();
    update(&mut next, Msg::LeftBehind { drafts: vec![], unsaved: model.talk.sending });
    let read_only = Some(said!(Outdated));
    assert_eq!(orders(&update(&mut next, Msg::TalkLoaded(Stored { read_only, ..Stored::default() }))), []);
    assert_eq!((next.talk.composer("").text.as_str(), next.talk.sending.len()), ("Words.", 0));
    let typed = update(&mut next, Msg::DraftTyped { place: String::new(), text: "More.".into() });
    assert!(matches!(&typed[..], [Effect::SaveDraft { text, .. }] if text == "More."), "{typed:?}");
}

#[test]
fn a_draft_that_was_left_behind_is_newer_than_the_stored_one_also_if_it_is_empty() {
    let mut model = model();
    let left = [("", "Newer"), ("c", "")].map(|(place, text)| (place.to_owned(), text.to_owned()));
    update(&mut model, Msg::LeftBehind { drafts: left.to_vec(), unsaved: vec![] });
    let stored = [("", "Older"), ("c", "Older"), ("d", "Stored")].map(|(place, text)| (place.into(), text.into()));
    update(&mut model, Msg::TalkLoaded(Stored { drafts: stored.to_vec(), ..Stored::default() }));
    assert_eq!(["", "c", "d"].map(|place| model.talk.composer(place).text), ["Newer", "", "Stored"]);
}

#[test]
fn while_it_is_not_known_what_is_stored_words_stay_open_and_are_posted_when_it_is() {
    let mut model = model();
    type_and_post(&mut model, "", "Words.");
    assert!(model.talk.composer("").sending);
    let effects = update(&mut model, Msg::StorageSilent);
    assert!(matches!(&effects[..], [Effect::Emit(HostEvent::Problem { code: "storage-silent", .. })]));
    let composer = model.talk.composer("");
    assert!(!composer.sending && composer.failed);
    assert_eq!((composer.text.as_str(), composer.notice), ("Words.", said!(StorageSilent)));
    let effects = update(&mut model, Msg::TalkLoaded(Stored::default()));
    assert!(effects.contains(&Effect::DrawStamp { place: String::new() }));
    assert!(!model.talk.silent);
    // One that comes after everything was read has nothing to say.
    assert_eq!(update(&mut model, Msg::StorageSilent), []);
    // Whoever posts after that was told hears it again.
    let mut model = self::model();
    update(&mut model, Msg::StorageSilent);
    type_and_post(&mut model, "", "Words.");
    assert_eq!(model.talk.composer("").notice, said!(StorageSilent));
}

#[test]
fn what_lived_in_the_page_is_stored_once_that_is_possible() {
    let mut model = model();
    let refused = said!(NothingStored, "UnknownError");
    update(&mut model, Msg::StorageRefused(refused.clone()));
    assert_eq!(update(&mut model, Msg::StorageRefused(refused)), []);
    type_and_post(&mut model, "", "Words.");
    assert_eq!(model.talk.composer("").notice, said!(ShownNotSaved));
    update(&mut model, Msg::DraftTyped { place: "c".into(), text: "Half a".into() });
    let effects = update(&mut model, Msg::TalkLoaded(Stored::default()));
    let draft = Effect::SaveDraft { discussion: "e".into(), place: "c".into(), text: "Half a".into() };
    assert!(effects.contains(&draft), "{effects:?}");
    assert_eq!(orders(&effects).len(), 1);
    let effects = update(&mut model, saved(&effects));
    assert!(matches!(&effects[..], [Effect::Share(_)]), "{effects:?}");
    assert_eq!(texts(&model), ["Words."]);
    assert_eq!(model.talk.composer("").notice, Said::default());
}

#[test]
fn a_start_that_is_not_stored_is_told_and_tried_again() {
    let mut model = loaded();
    update(&mut model, Msg::StartChosen(2));
    update(&mut model, Msg::StartPressed(Direction::Down));
    let effects = update(&mut model, Msg::PostStamped { place: START_PLACE.into(), stamp: stamp() });
    let id = id(&effects);
    update(&mut model, Msg::SaveSilent(id.clone()));
    assert_eq!(model.starting.notice, said!(StorageSilent));
    let failed = update(&mut model, Msg::SaveFailed { id: id.clone(), reason: full(), outdated: false });
    assert_eq!(model.starting.notice, said!(StartNotStored));
    assert!(failed.contains(&Effect::TryAgain { place: START_PLACE.into() }));
    assert_eq!(orders(&update(&mut model, Msg::TriedAgain(START_PLACE.into()))).len(), 1);
    // It outlives the code, and is shown once.
    let mut risen = self::model();
    update(&mut risen, Msg::Resumed(Json::parse(&model.mind("ready").to_string()).unwrap()));
    assert_eq!(risen.starts().len(), 1);
    update(&mut model, Msg::Saved(id));
    assert_eq!((model.starting.notice.clone(), model.starts().len()), (Said::default(), 1));
}

#[test]
fn deleting_everything_deletes_what_is_on_its_way() {
    let (mut model, id) = silent("");
    let effects = update(&mut model, Msg::EraseAnswered(true));
    let erased = effects.iter().any(|effect| matches!(effect, Effect::EraseEvents { ids, .. } if *ids == [id.clone()]));
    assert!(erased, "{effects:?}");
    assert_eq!(update(&mut model, Msg::Saved(id)), []);
    assert_eq!((texts(&model), model.talk.composer("").text.as_str()), (vec![], ""));
    // That storage does not answer is told here as well.
    assert_eq!(update(&mut model, Msg::SaveSilent(String::new())).len(), 1);
    assert_eq!(model.talk.composer("").notice, said!(StorageSilent));
}
