use super::*;
use crate::app::discussion::tests::{ME, at, event, page_of, stamp};
use crate::app::discussion::{composer, posting, sync};
use crate::app::tests::update;
use crate::discussion::{DELETE, POST};

#[test]
fn who_becomes_known_does_not_become_everybody_without_an_id() {
    let mut model = page_of("", vec![event("1", POST, "", None, "Imported")]);
    update(&mut model, sync::Msg::AuthorIdAdopted(ME.into()));
    assert_eq!(model.discussion.log.entry("1").unwrap().author.id, "");
    assert!(model.discussion.own_entry(&"1".into()).is_none());
    let effects = update(&mut model, posting::Msg::ActStamped { kind: DELETE, entry: "1".into(), stamp: stamp() });
    assert_eq!(effects, []);
}

#[test]
fn a_draft_ends_by_what_its_writer_made_of_it_and_by_nothing_else() {
    let with_drafts = || {
        let mut model = page_of(ME, vec![event("1", POST, ME, None, "A")]);
        for place in ["", "1", "edit:1"] {
            update(&mut model, composer::Msg::Typed { composer: at(place), text: "I agree".into() });
        }
        model
    };
    let kept_after = |event: Event| {
        let mut model = with_drafts();
        let me = Author { id: ME.into(), name: "Ada".into() };
        update(&mut model, sync::Msg::RemoteEvents { events: vec![event], erased: vec![], author: me });
        model.discussion.drafts.composers().map(ComposerId::to_string).collect::<Vec<_>>()
    };
    // Another page reads in what somebody else wrote, word for word the same.
    assert_eq!(kept_after(event("2", POST, "other", None, "I agree")), ["", "1", "edit:1"]);
    assert_eq!(kept_after(event("2", POST, ME, None, "I agree")), ["1", "edit:1"]);
    assert_eq!(kept_after(event("2", POST, ME, Some("1"), "I agree")), ["", "edit:1"]);
    assert_eq!(kept_after(event("2", EDIT, ME, Some("1"), "I agree")), ["", "1"]);
}
