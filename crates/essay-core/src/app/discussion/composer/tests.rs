use super::*;
use crate::app::discussion::tests::{at, full, loaded, saved, stamp, type_and_post};
use crate::app::discussion::{Stored, composer, posting, storage};
use crate::app::tests::{model, update};
use crate::app::{Effect, discussion};
use crate::discussion::Author;

#[test]
fn a_stored_draft_never_overwrites_what_is_being_typed() {
    let mut model = model();
    update(&mut model, composer::Msg::Typed { composer: at(""), text: "new".into() });
    let drafts = vec![(at(""), "old".into()), (at("c"), "reply".into())];
    update(&mut model, storage::Msg::Loaded(Stored { drafts, ..Stored::default() }));
    assert_eq!(model.discussion.composer(&at("")).text, "new");
    assert_eq!(model.discussion.composer(&at("c")).text, "reply");
}

#[test]
fn a_name_is_kept_from_typing_until_something_is_signed_with_it() {
    let kept = |text: &str| {
        Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveDraft {
            discussion: "e".into(),
            composer: ComposerId::Name,
            text: text.into(),
        }))
    };
    let mut model = loaded();
    assert_eq!(update(&mut model, composer::Msg::NameTyped("Ann".into())), [kept("Ann")]);
    // A page that is loaded then has it in its field, and still knows under which name something was posted before.
    let me = Author { id: "me".into(), name: "Bo".into() };
    let drafts = vec![(at(":name"), "Ann".to_owned())];
    let stored = Stored { me, drafts, ..Stored::default() };
    let mut model = self::model();
    update(&mut model, storage::Msg::Loaded(stored.clone()));
    assert_eq!(
        (model.discussion.composer(&at("")).name.as_str(), model.discussion.composer(&at("")).asks_name),
        ("Ann", true)
    );
    let effects = type_and_post(&mut model, "", "Words.");
    assert!(
        matches!(&effects[..], [Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { me, .. }))] if me.name == "Ann")
    );
    assert!(update(&mut model, saved(&effects)).contains(&kept("")));
    assert!(!model.discussion.composer(&at("")).asks_name);
    // The text that was typed meanwhile is newer.
    let mut model = self::model();
    update(&mut model, composer::Msg::NameTyped("Cy".into()));
    update(&mut model, storage::Msg::Loaded(stored));
    assert_eq!(model.discussion.composer(&at("")).name, "Cy");
    let effects = type_and_post(&mut model, "", "Words.");
    update(&mut model, composer::Msg::NameTyped("Cyd".into()));
    assert!(!update(&mut model, saved(&effects)).contains(&kept("")));
    // One that cannot be kept is told where it is typed.
    update(&mut model, composer::Msg::Typed { composer: at(""), text: "More.".into() });
    update(&mut model, composer::Msg::DraftSaveFailed { composer: ComposerId::Name, reason: full() });
    assert_eq!(model.discussion.composer(&at("")).notice, full());
    update(&mut model, composer::Msg::DraftSaved(ComposerId::Name));
    assert_eq!(model.discussion.composer(&at("")).notice, LocalizedMessage::default());
}

#[test]
fn of_several_comments_on_the_essay_that_are_begun_each_can_be_reached() {
    let [first, second] = [r#"{"note":"m"}"#, r#"{"note":"n"}"#].map(at);
    let drafts = vec![(first.clone(), "One.".to_owned()), (second.clone(), "Two.".to_owned())];
    let mut model = model();
    update(&mut model, storage::Msg::Loaded(Stored { drafts, ..Stored::default() }));
    assert_eq!(model.discussion.anchor_composer.as_ref(), Some(&second));
    assert_eq!(model.discussion.drafts.anchored().collect::<Vec<_>>(), [&first, &second]);
    let effects = update(&mut model, composer::Msg::Opened(first.clone()));
    assert_eq!(effects, [Effect::Page(PageEffect::Focus(Target::Composer(first.clone())))]);
    assert_eq!(
        (model.discussion.anchor_composer.as_ref(), model.discussion.entry_composer.as_ref()),
        (Some(&first), None)
    );
    let effects = update(&mut model, posting::Msg::PostStamped { composer: first.clone(), stamp: stamp() });
    update(&mut model, saved(&effects));
    assert_eq!((model.discussion.anchor_composer.as_ref(), model.discussion.drafts.get(&second)), (None, Some("Two.")));
}

#[test]
fn a_reply_closes_its_composer_and_keeps_its_parent() {
    let mut model = loaded();
    update(&mut model, composer::Msg::Opened(at("c")));
    let effects = type_and_post(&mut model, "c", "Words.");
    update(&mut model, saved(&effects));
    assert_eq!(model.discussion.entry_composer, None);
    assert_eq!(model.discussion.log.entries()[0].parent.as_deref(), Some("c"));
}
