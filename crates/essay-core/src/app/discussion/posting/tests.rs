use super::*;
use crate::app::discussion::tests::{at, full, loaded, saved, stamp, type_and_post};
use crate::app::discussion::{SaveId, StorageEffect, Stored, composer, import_export, posting, storage};
use crate::app::tests::{model, update};
use crate::app::{Effect, Model, discussion};
use crate::discussion::Author;
use crate::i18n::LocalizedMessage;

#[test]
fn a_comment_is_shown_only_once_it_is_saved() {
    let mut model = loaded();
    let effects = type_and_post(&mut model, "", " Words. ");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { composer: Some(_), .. }))]
    ));
    assert_eq!(model.discussion.log.entries(), []);
    assert!(model.discussion.composer(&at("")).saving);
    let effects = update(&mut model, saved(&effects));
    assert!(matches!(
        effects.as_slice(),
        [
            Effect::Page(PageEffect::Emit(HostEvent::Comment { kind: "post", .. })),
            Effect::Discussion(discussion::Effect::Broadcast(_)),
            Effect::Discussion(discussion::Effect::Storage(StorageEffect::Persist)),
            Effect::Page(PageEffect::Focus(Target::Entry(_)))
        ]
    ));
    assert_eq!(model.discussion.log.entries()[0].text, "Words.");
    assert_eq!(model.discussion.composer(&at("")).text, "");
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(CommentSaved));
}

#[test]
fn a_failed_save_keeps_every_word() {
    let mut model = loaded();
    let effects = type_and_post(&mut model, "", "Words.");
    let storage::Msg::Saved(id) = saved(&effects) else { unreachable!() };
    let effects =
        update(&mut model, storage::Msg::SaveFailed { id: SaveId::Events(id), reason: full(), outdated: false });
    assert!(effects.contains(&Effect::Discussion(discussion::Effect::ScheduleRetry { composer: at("") })));
    let composer = model.discussion.composer(&at(""));
    assert_eq!((composer.text.as_str(), composer.notice), ("Words.", full()));
    assert!(composer.failed && !composer.saving);
    assert_eq!(
        update(&mut model, storage::Msg::RetryDue(at(""))),
        [Effect::Discussion(discussion::Effect::Stamp(StampEffect::Post { composer: at("") }))]
    );
    let effects = update(&mut model, posting::Msg::PostStamped { composer: at(""), stamp: stamp() });
    update(&mut model, saved(&effects));
    assert_eq!(model.discussion.log.entries().len(), 1);
}

#[test]
fn what_is_tried_again_is_what_was_posted_and_nothing_else() {
    let fail = |model: &mut Model, id: String| {
        update(model, storage::Msg::SaveFailed { id: SaveId::Events(id), reason: full(), outdated: false })
    };
    let again = || storage::Msg::RetryDue(at(""));
    // Words that the reader goes on with are not posted half-way.
    let mut model = loaded();
    let storage::Msg::Saved(id) = saved(&type_and_post(&mut model, "", "Words.")) else { unreachable!() };
    let kept = Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft {
        discussion: "e".into(),
        composer: at(""),
        text: "Words.".into(),
    }));
    assert!(fail(&mut model, id).contains(&kept));
    update(&mut model, composer::Msg::Typed { composer: at(""), text: "Words and m".into() });
    update(&mut model, composer::Msg::DraftSaveFailed { composer: at(""), reason: full() });
    assert_eq!(update(&mut model, again()), []);
    assert!(model.discussion.composer(&at("")).failed);
    update(&mut model, composer::Msg::DraftSaved(at("")));
    assert_eq!(model.discussion.composer(&at("")).notice, LocalizedMessage::default());
    // A failed import posts nothing that stands in the field.
    let event = Event {
        id: "e".into(),
        kind: "post".into(),
        parent: None,
        author: Author::default(),
        anchor: Json::Null,
        text: "Theirs.".into(),
        time: 1,
        unknown: vec![],
    };
    update(&mut model, import_export::Msg::EventsImported(vec![event]));
    fail(&mut model, "e".into());
    assert_eq!(update(&mut model, again()), []);
}

#[test]
fn what_is_posted_before_storage_answers_is_signed_with_the_stored_name() {
    let mut model = model();
    assert_eq!(type_and_post(&mut model, "", "Words."), []);
    assert!(model.discussion.composer(&at("")).saving);
    let me = Author { id: "me".into(), name: "Ann".into() };
    let effects = update(&mut model, storage::Msg::Loaded(Stored { me: me.clone(), ..Stored::default() }));
    assert!(effects.contains(&Effect::Discussion(discussion::Effect::Stamp(StampEffect::Post { composer: at("") }))));
    let effects = update(&mut model, posting::Msg::PostStamped { composer: at(""), stamp: stamp() });
    assert!(
        matches!(effects.as_slice(), [Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { me: author, .. }))] if *author == me)
    );
}

#[test]
fn posting_twice_in_a_hurry_posts_once() {
    let mut model = loaded();
    type_and_post(&mut model, "", "Words.");
    assert_eq!(update(&mut model, posting::Msg::PostStamped { composer: at(""), stamp: stamp() }), []);
}

#[test]
fn nothing_and_too_much_are_refused_with_a_sentence() {
    let mut model = loaded();
    type_and_post(&mut model, "", "  \n ");
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(NothingToPost));
    type_and_post(&mut model, "", &"ä".repeat(10_001));
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(TooLong, LONGEST_TEXT + 1, 1));
    assert!(model.discussion.pending_saves.is_empty());
}

#[test]
fn without_storage_a_comment_is_shown_and_said_not_to_be_saved() {
    let mut model = model();
    update(&mut model, storage::Msg::Refused(msg!(NothingStored, "Denied")));
    let effects = type_and_post(&mut model, "", "Words.");
    assert!(!effects.iter().any(|effect| matches!(
        effect,
        Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { .. }))
            | Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft { .. }))
    )));
    assert_eq!(model.discussion.log.entries().len(), 1);
    assert_eq!(model.discussion.composer(&at("")).notice, msg!(ShownNotSaved));
    assert!(!model.discussion.composer(&at("")).stays);
}

#[test]
fn a_closed_discussion_takes_no_posts() {
    let mut model = loaded();
    model.config.discussion = DiscussionMode::Closed;
    assert_eq!(type_and_post(&mut model, "", "Words.").len(), 0);
}
