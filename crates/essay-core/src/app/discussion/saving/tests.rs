use super::*;
use crate::app::discussion::tests::{at, full, loaded, saved, stamp, type_and_post};
use crate::app::discussion::{Format, SaveId, StampEffect, Stored, composer, import_export, posting, storage};
use crate::app::tests::{model, update};
use crate::app::{Effect, Model, Msg, discussion};
use crate::circle::Direction;
use crate::i18n::LocalizedMessage;

/// The id of what is on its way.
fn id(effects: &[Effect]) -> String {
    let storage::Msg::Saved(id) = saved(effects) else { unreachable!() };
    id
}

fn later(millis: i64) -> Stamp {
    Stamp { time: stamp().time + millis, random: [9; 10] }
}

/// Kind, id and text of each event, and the place where they were written.
type Order = (Vec<(String, String, String)>, Option<String>);

/// The orders to save among these effects.
fn orders(effects: &[Effect]) -> Vec<Order> {
    let told = |event: &Event| (event.kind.clone(), event.id.clone(), event.text.clone());
    let order = |effect: &Effect| match effect {
        Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { events, composer, .. })) => {
            Some((events.iter().map(told).collect(), composer.as_ref().map(ComposerId::to_string)))
        }
        _ => None,
    };
    effects.iter().filter_map(order).collect()
}

fn texts(model: &Model) -> Vec<String> {
    model.discussion.log.entries().iter().map(|entry| entry.text.clone()).collect()
}

/// A model whose comment storage is silent about, and the id of its event.
fn silent(place: &str) -> (Model, String) {
    let mut model = loaded();
    let id = id(&type_and_post(&mut model, place, "Words."));
    update(&mut model, storage::Msg::SaveSilent(SaveId::Events(id.clone())));
    (model, id)
}

#[test]
fn a_save_that_is_not_answered_is_told_keeps_its_words_open_and_counts_when_it_comes() {
    let mut model = loaded();
    let id = id(&type_and_post(&mut model, "", "Words."));
    assert!(model.discussion.composer(&at("")).saving);
    let effects = update(&mut model, storage::Msg::SaveSilent(SaveId::Events(id.clone())));
    assert!(matches!(&effects[0], Effect::Page(PageEffect::Emit(HostEvent::Problem { code: "storage-silent", .. }))));
    assert!(
        matches!(&effects[1], Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveUnsaved { pending, .. })) if pending.id() == id)
    );
    let composer = model.discussion.composer(&at(""));
    assert_eq!((composer.text.as_str(), composer.notice), ("Words.", msg!(StorageSilent)));
    assert!(composer.failed && !composer.saving);
    assert!(model.export(Format::Json).contains("Words."));
    assert_eq!(texts(&model), [""; 0]);
    let effects = update(&mut model, storage::Msg::Saved(id.clone()));
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Page(PageEffect::Focus(_)) | Effect::Page(PageEffect::Reveal(_)))),
        "{effects:?}"
    );
    assert_eq!((texts(&model), model.discussion.composer(&at("")).text.as_str()), (vec!["Words.".to_owned()], ""));
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(CommentSaved));
    // A second attempt that is answered as well says nothing new.
    assert_eq!(update(&mut model, storage::Msg::Saved(id)), []);
}

#[test]
fn what_is_typed_on_stays_when_the_answer_comes() {
    let (mut model, id) = silent("");
    update(&mut model, composer::Msg::Typed { composer: at(""), text: "Words and more".into() });
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(StorageSilent));
    let effects = update(&mut model, storage::Msg::Saved(id));
    let kept = Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft {
        discussion: "e".into(),
        composer: at(""),
        text: "Words and more".into(),
    }));
    assert!(effects.contains(&kept), "{effects:?}");
    assert_eq!(
        (texts(&model), model.discussion.composer(&at("")).text.as_str()),
        (vec!["Words.".to_owned()], "Words and more")
    );
}

#[test]
fn pressed_again_the_same_words_are_the_same_event_and_others_a_change_of_it() {
    let (mut model, first) = silent("");
    let same = update(&mut model, posting::Msg::PostStamped { composer: at(""), stamp: later(9_000) });
    let post = ("post".to_owned(), first.clone(), "Words.".to_owned());
    assert_eq!(orders(&same), [(vec![post.clone()], Some(String::new()))]);
    assert!(model.discussion.composer(&at("")).saving);
    update(&mut model, storage::Msg::SaveSilent(SaveId::Events(first.clone())));

    update(&mut model, composer::Msg::Typed { composer: at(""), text: "Other words.".into() });
    let other = update(&mut model, posting::Msg::PostStamped { composer: at(""), stamp: later(20_000) });
    let change = id(&other);
    let edit = ("edit".to_owned(), change.clone(), "Other words.".to_owned());
    assert_eq!(orders(&other), [(vec![post, edit], Some(String::new()))]);
    // The first attempt comes late: it is not all of it.
    assert_eq!(update(&mut model, storage::Msg::Saved(first.clone())), []);
    assert!(model.discussion.composer(&at("")).saving);
    update(&mut model, storage::Msg::Saved(change));
    assert_eq!(texts(&model), ["Other words."]);
    assert_eq!(model.discussion.log.events().len(), 2);
    assert_eq!(model.discussion.composer(&at("")).text, "");
}

#[test]
fn what_storage_was_silent_about_is_tried_again_as_it_is() {
    let (mut model, id) = silent("");
    let effects = update(
        &mut model,
        storage::Msg::SaveFailed { id: SaveId::Events(id.clone()), reason: full(), outdated: false },
    );
    assert!(effects.contains(&Effect::Discussion(discussion::Effect::ScheduleRetry { composer: at("") })));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Page(PageEffect::Focus(_)))), "{effects:?}");
    let again = update(&mut model, storage::Msg::RetryDue(at("")));
    assert_eq!(orders(&again), [(vec![("post".into(), id.clone(), "Words.".into())], Some(String::new()))]);
    update(&mut model, storage::Msg::Saved(id));
    assert_eq!(texts(&model), ["Words."]);
}

#[test]
fn a_reply_and_a_change_that_come_late_leave_their_composers_open() {
    let (mut model, id) = silent("c");
    update(&mut model, composer::Msg::Opened(at("c")));
    update(&mut model, storage::Msg::Saved(id.clone()));
    assert_eq!(
        (model.discussion.entry_composer.clone(), model.discussion.composer(&at("c")).text.as_str()),
        (Some(at("c")), "")
    );
    let change_of = ComposerId::Edit(id.as_str().into());
    update(&mut model, composer::Msg::Opened(change_of.clone()));
    update(&mut model, composer::Msg::Typed { composer: change_of.clone(), text: "Better words.".into() });
    let effects = update(&mut model, posting::Msg::PostStamped { composer: change_of.clone(), stamp: later(1) });
    let change = self::id(&effects);
    update(&mut model, storage::Msg::SaveSilent(SaveId::Events(change.clone())));
    update(&mut model, storage::Msg::Saved(change));
    assert_eq!(texts(&model), ["Better words."]);
    assert_eq!(model.discussion.composer(&change_of).text, "Better words.");
    update(&mut model, composer::Msg::Closed);
    assert_eq!(model.discussion.drafts.composers().count(), 0);
}

#[test]
fn what_is_on_its_way_outlives_the_code_and_the_page() {
    let (model, id) = silent("");
    let mind = Json::parse(&model.snapshot("ready").to_string()).unwrap();
    // The code fell, or the element was put back.
    let mut risen = self::model();
    let effects = update(&mut risen, Msg::Restored(mind));
    assert_eq!(orders(&effects), []);
    assert_eq!(risen.discussion.composer(&at("")).text, "Words.");
    let effects = update(&mut risen, storage::Msg::Loaded(Stored::default()));
    assert_eq!(orders(&effects), [(vec![("post".into(), id.clone(), "Words.".into())], Some(String::new()))]);
    update(&mut risen, storage::Msg::Saved(id.clone()));
    assert_eq!((texts(&risen), risen.discussion.composer(&at("")).text.as_str()), (vec!["Words.".to_owned()], ""));
    // The page was left: the next one stores it, and empties the field into which the draft has come back.
    let mut left = model.clone();
    let kept = update(&mut left, Msg::PageHidden);
    let unsaved = kept.iter().find_map(|effect| match effect {
        Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveUnsaved { pending, .. })) => {
            PendingSave::from_json(&Json::parse(&pending.to_json().to_string()).unwrap())
        }
        _ => None,
    });
    let mut next = self::model();
    update(&mut next, storage::Msg::LeftoversFound { drafts: vec![], unsaved: vec![unsaved.unwrap()] });
    let drafts = vec![(at(""), "Words.".to_owned())];
    let effects = update(&mut next, storage::Msg::Loaded(Stored { drafts, ..Stored::default() }));
    assert_eq!(orders(&effects).len(), 1);
    let effects = update(&mut next, storage::Msg::Saved(id));
    let emptied = Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft {
        discussion: "e".into(),
        composer: at(""),
        text: String::new(),
    }));
    assert!(effects.contains(&emptied), "{effects:?}");
    assert_eq!((texts(&next), next.discussion.composer(&at("")).text.as_str()), (vec!["Words.".to_owned()], ""));
    assert!(
        next.discussion.own_entry(&next.discussion.log.entries()[0].id.as_str().into()).is_some(),
        "the reader can change it"
    );
}

#[test]
fn what_landed_after_the_page_was_left_is_not_posted_twice() {
    let (model, id) = silent("");
    let sending = model.discussion.pending_saves[0].clone();
    let mut next = self::model();
    update(
        &mut next,
        storage::Msg::LeftoversFound { drafts: vec![(at(""), "Words.".into())], unsaved: vec![sending.clone()] },
    );
    update(&mut next, storage::Msg::Loaded(Stored { events: sending.events, ..Stored::default() }));
    update(&mut next, storage::Msg::Saved(id));
    assert_eq!((texts(&next), next.discussion.composer(&at("")).text.as_str()), (vec!["Words.".to_owned()], ""));
}

#[test]
fn where_nothing_may_be_written_what_was_left_behind_is_a_draft() {
    let (model, _) = silent("");
    let mut next = self::model();
    update(&mut next, storage::Msg::LeftoversFound { drafts: vec![], unsaved: model.discussion.pending_saves });
    let read_only = Some(msg!(Outdated));
    assert_eq!(orders(&update(&mut next, storage::Msg::Loaded(Stored { read_only, ..Stored::default() }))), []);
    assert_eq!((next.discussion.composer(&at("")).text.as_str(), next.discussion.pending_saves.len()), ("Words.", 0));
    let typed = update(&mut next, composer::Msg::Typed { composer: at(""), text: "More.".into() });
    assert!(
        matches!(&typed[..], [Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft { text, .. }))] if text == "More."),
        "{typed:?}"
    );
}

#[test]
fn a_draft_that_was_left_behind_is_newer_than_the_stored_one_also_if_it_is_empty() {
    let mut model = model();
    let left = [("", "Newer"), ("c", "")].map(|(place, text)| (at(place), text.to_owned()));
    update(&mut model, storage::Msg::LeftoversFound { drafts: left.to_vec(), unsaved: vec![] });
    let stored = [("", "Older"), ("c", "Older"), ("d", "Stored")].map(|(place, text)| (at(place), text.into()));
    update(&mut model, storage::Msg::Loaded(Stored { drafts: stored.to_vec(), ..Stored::default() }));
    assert_eq!(["", "c", "d"].map(|place| model.discussion.composer(&at(place)).text), ["Newer", "", "Stored"]);
}

#[test]
fn while_it_is_not_known_what_is_stored_words_stay_open_and_are_posted_when_it_is() {
    let mut model = model();
    type_and_post(&mut model, "", "Words.");
    assert!(model.discussion.composer(&at("")).saving);
    let effects = update(&mut model, storage::Msg::Silent);
    assert!(matches!(
        &effects[..],
        [Effect::Page(PageEffect::Emit(HostEvent::Problem { code: "storage-silent", .. }))]
    ));
    let composer = model.discussion.composer(&at(""));
    assert!(!composer.saving && composer.failed);
    assert_eq!((composer.text.as_str(), composer.notice), ("Words.", msg!(StorageSilent)));
    let effects = update(&mut model, storage::Msg::Loaded(Stored::default()));
    assert!(effects.contains(&Effect::Discussion(discussion::Effect::Stamp(StampEffect::Post { composer: at("") }))));
    assert!(!model.discussion.storage_silent);
    // One that comes after everything was read has nothing to say.
    assert_eq!(update(&mut model, storage::Msg::Silent), []);
    // A reader who posts after that was told hears it again.
    let mut model = self::model();
    update(&mut model, storage::Msg::Silent);
    type_and_post(&mut model, "", "Words.");
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(StorageSilent));
}

#[test]
fn what_lived_in_the_page_is_stored_once_that_is_possible() {
    let mut model = model();
    let refused = msg!(NothingStored, "UnknownError");
    update(&mut model, storage::Msg::Refused(refused.clone()));
    assert_eq!(update(&mut model, storage::Msg::Refused(refused)), []);
    type_and_post(&mut model, "", "Words.");
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(ShownNotSaved));
    update(&mut model, composer::Msg::Typed { composer: at("c"), text: "Half a".into() });
    let effects = update(&mut model, storage::Msg::Loaded(Stored::default()));
    let draft = Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft {
        discussion: "e".into(),
        composer: at("c"),
        text: "Half a".into(),
    }));
    assert!(effects.contains(&draft), "{effects:?}");
    assert_eq!(orders(&effects).len(), 1);
    let effects = update(&mut model, saved(&effects));
    assert!(matches!(&effects[..], [Effect::Discussion(discussion::Effect::Broadcast(_))]), "{effects:?}");
    assert_eq!(texts(&model), ["Words."]);
    assert_eq!(model.discussion.composer(&at("")).notice, LocalizedMessage::default());
}

#[test]
fn a_start_that_is_not_stored_is_told_and_tried_again() {
    let mut model = loaded();
    update(&mut model, start_question::Msg::VariableChosen(2));
    update(&mut model, start_question::Msg::PushPressed(Direction::Down));
    let effects = update(&mut model, posting::Msg::PostStamped { composer: ComposerId::StartReason, stamp: stamp() });
    let id = id(&effects);
    update(&mut model, storage::Msg::SaveSilent(SaveId::Events(id.clone())));
    assert_eq!(model.start.notice, msg!(StorageSilent));
    let failed = update(
        &mut model,
        storage::Msg::SaveFailed { id: SaveId::Events(id.clone()), reason: full(), outdated: false },
    );
    assert_eq!(model.start.notice, msg!(StartNotStored));
    assert!(
        failed.contains(&Effect::Discussion(discussion::Effect::ScheduleRetry { composer: ComposerId::StartReason }))
    );
    assert_eq!(orders(&update(&mut model, storage::Msg::RetryDue(ComposerId::StartReason))).len(), 1);
    // It outlives the code, and is shown once.
    let mut risen = self::model();
    update(&mut risen, Msg::Restored(Json::parse(&model.snapshot("ready").to_string()).unwrap()));
    assert_eq!(risen.starts().len(), 1);
    update(&mut model, storage::Msg::Saved(id));
    assert_eq!((model.start.notice.clone(), model.starts().len()), (LocalizedMessage::default(), 1));
}

#[test]
fn deleting_everything_deletes_what_is_on_its_way() {
    let (mut model, id) = silent("");
    let effects = update(&mut model, import_export::Msg::EraseAnswered { erase: true });
    let erased = effects.iter().any(|effect| matches!(effect, Effect::Discussion(discussion::Effect::Storage(StorageEffect::EraseEvents { ids, .. })) if *ids == [id.clone()]));
    assert!(erased, "{effects:?}");
    assert_eq!(update(&mut model, storage::Msg::Saved(id)), []);
    assert_eq!((texts(&model), model.discussion.composer(&at("")).text.as_str()), (vec![], ""));
    // That storage does not answer is told here as well.
    assert_eq!(update(&mut model, storage::Msg::SaveSilent(SaveId::Erasure)).len(), 1);
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(StorageSilent));
}
