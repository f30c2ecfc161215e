//! Tests that the projection does not depend on the order of arrival and that nothing is lost.

use super::*;
use crate::json::Json;
use proptest::prelude::*;
use std::collections::BTreeMap;

const NOW: i64 = 1_700_000_000_000;
const TEN_YEARS: i64 = 315_576_000_000;

fn event(kind: &str, id: &str, parent: Option<&str>, author: &str, text: &str) -> Event {
    Event {
        id: id.to_owned(),
        kind: kind.to_owned(),
        parent: parent.map(str::to_owned),
        author: Author { id: author.to_owned(), name: author.to_uppercase() },
        anchor: Json::Null,
        text: text.to_owned(),
        time: id.bytes().map(i64::from).sum(),
        unknown: vec![],
    }
}

fn of(events: &[Event]) -> Discussion {
    let mut discussion = Discussion::default();
    discussion.add_all(events.to_vec());
    discussion
}

fn plain(discussion: &Discussion) -> Vec<Event> {
    discussion.events().iter().map(|event| (**event).clone()).collect()
}

#[test]
fn the_last_edit_is_shown_and_the_others_are_kept() {
    let mut discussion = of(&[event(POST, "1", None, "me", "one"), event(EDIT, "4", Some("1"), "me", "three")]);
    assert!(discussion.add(event(EDIT, "3", Some("1"), "me", "two")));
    let entry = discussion.entry("1").unwrap();
    assert_eq!((entry.text.as_str(), entry.edited), ("three", Some(52)));
    let earlier: Vec<_> = entry.earlier.iter().map(|version| (version.time, version.text.as_str())).collect();
    assert_eq!(earlier, [(49, "one"), (51, "two")]);
    assert_eq!(discussion.last_act("1"), Some("4"));
}

#[test]
fn what_is_deleted_keeps_its_words_and_comes_back() {
    let mut discussion = of(&[event(POST, "1", None, "me", "words"), event(DELETE, "2", Some("1"), "me", "")]);
    assert!(discussion.entries()[0].deleted);
    assert_eq!(discussion.entries()[0].text, "words");
    discussion.add(event(RESTORE, "3", Some("1"), "me", ""));
    assert!(!discussion.entries()[0].deleted);
}

#[test]
fn what_somebody_else_did_to_an_entry_is_kept_and_does_nothing() {
    let mut discussion = of(&[event(POST, "1", None, "me", "words")]);
    let before = discussion.entries()[0].clone();
    discussion.add(event(EDIT, "2", Some("1"), "you", "forged"));
    discussion.add(event(DELETE, "3", Some("1"), "you", ""));
    assert!(Rc::ptr_eq(&before, &discussion.entries()[0]));
    assert_eq!((discussion.events().len(), discussion.last_act("1")), (3, Some("1")));
}

#[test]
fn an_act_that_arrives_before_its_post_waits_for_it() {
    let mut discussion = of(&[event(EDIT, "2", Some("1"), "me", "new"), event(DELETE, "3", Some("1"), "me", "")]);
    assert_eq!((discussion.entries(), discussion.last_act("1")), ([].as_slice(), None));
    discussion.add(event(POST, "1", None, "me", "old"));
    assert_eq!((discussion.entries()[0].text.as_str(), discussion.entries()[0].deleted), ("new", true));
}

#[test]
fn what_is_known_is_never_replaced() {
    let mut discussion = of(&[event(POST, "1", None, "me", "words"), event(POST, "1", None, "me", "second")]);
    assert!(!discussion.add(event(POST, "1", None, "me", "forged")));
    assert_eq!((discussion.entries()[0].text.as_str(), discussion.events().len()), ("words", 1));
}

#[test]
fn starts_and_unknown_kinds_are_kept_and_not_shown() {
    let discussion = of(&[event("start", "1", None, "me", ""), event("wave", "2", Some("1"), "me", "")]);
    assert_eq!((discussion.events().len(), discussion.entries().len()), (2, 0));
}

#[test]
fn what_is_removed_is_as_if_it_had_never_been() {
    let events = [
        event(POST, "1", None, "me", "words"),
        event(POST, "2", Some("1"), "you", "reply"),
        event(EDIT, "3", Some("1"), "me", "other words"),
        event(DELETE, "4", Some("2"), "you", ""),
    ];
    let mut discussion = of(&events);
    let kept = discussion.entries()[1].clone();
    discussion.remove(&["3".to_owned(), "9".to_owned()]);
    assert_eq!(discussion.entries()[0].text, "words");
    assert!(Rc::ptr_eq(&kept, &discussion.entries()[1]));
    discussion.remove(&["1".to_owned()]);
    assert_eq!(discussion.entries(), [kept]);
    discussion.add_all(events.to_vec());
    assert_eq!(discussion.entries(), of(&events).entries());
}

#[test]
fn one_event_among_ten_thousand_leaves_all_other_entries_alone() {
    let id = |n: usize| format!("{n:05}");
    let posts = (0..10_000).rev().map(|n| event(POST, &id(2 * n), None, "me", "words")).collect();
    let mut discussion = Discussion::default();
    assert_eq!(discussion.add_all(posts), 10_000);
    let before = discussion.clone();
    discussion.add(event(EDIT, "a", Some("05000"), "me", "new"));
    discussion.add(event(POST, "07001", Some("05000"), "me", "reply"));
    assert_eq!(discussion.entries().len(), 10_001);
    let changed = before.entries().iter().filter(|entry| !Rc::ptr_eq(entry, discussion.entry(&entry.id).unwrap()));
    assert_eq!(changed.map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["05000"]);
    assert_eq!(discussion.entries().iter().filter(|entry| entry.is_of("me")).count(), 10_001);
    assert_eq!(discussion.entries().iter().filter(|entry| entry.is_of("you")).count(), 0);
}

#[test]
fn ten_thousand_edits_of_one_entry_are_folded_once() {
    let edits = (1..10_000).map(|n| event(EDIT, &format!("{n:05}"), Some("00000"), "me", "words"));
    let discussion = of(&std::iter::once(event(POST, "00000", None, "me", "first")).chain(edits).collect::<Vec<_>>());
    assert_eq!(discussion.entries()[0].earlier.len(), 9_999);
}

/// Computes the expected entries in the simplest way.
fn expected(events: &[Event]) -> Vec<Entry> {
    let set: BTreeMap<&str, &Event> = events.iter().rev().map(|event| (event.id.as_str(), event)).collect();
    let on = |post: &Event, kinds: &[&str]| -> Vec<Event> {
        let own = |act: &&&Event| act.parent.as_ref() == Some(&post.id) && act.author.id == post.author.id;
        set.values().filter(own).filter(|act| kinds.contains(&act.kind.as_str())).map(|act| (**act).clone()).collect()
    };
    let posts = set.values().filter(|event| event.kind == POST);
    let entry = |post: &&Event| {
        let edits = on(post, &[EDIT]);
        let mut texts: Vec<Version> = std::iter::once(*post)
            .chain(&edits)
            .map(|event| Version { time: event.time, text: event.text.clone() })
            .collect();
        let last = texts.pop().unwrap();
        Entry {
            id: post.id.clone(),
            parent: post.parent.clone(),
            author: post.author.clone(),
            time: post.time,
            text: last.text,
            anchor: post.anchor.clone(),
            edited: edits.last().map(|edit| edit.time),
            deleted: on(post, &[DELETE, RESTORE]).last().is_some_and(|act| act.kind == DELETE),
            earlier: texts,
        }
    };
    posts.map(entry).collect()
}

prop_compose! {
    /// The kind, the author, the earlier event that it is about, whether the act is forged, and the minutes since the
    /// step before.
    fn step()(kind in 0_usize..9, author in 0_usize..3, parent in 0_usize..12, forged in 0_usize..4, minutes in 0_i64..3)
        -> (usize, usize, usize, usize, i64) {
        (kind, author, parent, forged, minutes)
    }
}

/// A history of several authors whose clocks are ten years apart. Most acts are by the author of their target, some are
/// forged, and some parents never arrive.
fn history() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(step(), 0..16).prop_map(|steps| {
        let mut events: Vec<Event> = vec![];
        let mut now = NOW;
        for (n, (kind, author, parent, forged, minutes)) in steps.into_iter().enumerate() {
            now += minutes * 60_000;
            let kind = [POST, POST, POST, EDIT, EDIT, DELETE, RESTORE, "start", "wave"][kind];
            let known = events.get(parent);
            let acts = [EDIT, DELETE, RESTORE].contains(&kind);
            let name = ["anna", "berta", "carl"][author].to_owned();
            let by = known.filter(|_| acts && forged > 0).map_or(name, |post| post.author.id.clone());
            let skew = match by.as_str() {
                "anna" => -TEN_YEARS,
                "berta" => TEN_YEARS,
                _ => 0,
            };
            let stamp = Stamp { time: now + skew, random: [n as u8; 10] };
            let above = known.map(|event| event.id.clone()).or((parent > 9).then(|| "gone".to_owned()));
            let mut event = event(kind, &stamp.uuid(), above.as_deref(), &by, &format!("words {n}"));
            event.time = stamp.time;
            events.push(event);
        }
        events
    })
}

fn shuffled_history() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    history().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn the_order_of_arrival_does_not_matter((events, shuffled) in shuffled_history(), at in 0_usize..16) {
        let whole = of(&events);
        prop_assert_eq!(&whole.entries().iter().map(|entry| (**entry).clone()).collect::<Vec<_>>(), &expected(&events));
        let mut single = Discussion::default();
        for event in shuffled.clone() {
            let before = single.clone();
            let concerns = event.parent.clone().unwrap_or_default();
            prop_assert!(single.add(event.clone()));
            prop_assert!(!single.add(event));
            for entry in before.entries().iter().filter(|entry| entry.id != concerns) {
                prop_assert!(Rc::ptr_eq(entry, single.entry(&entry.id).unwrap()));
            }
        }
        let (first, second) = shuffled.split_at(at.min(shuffled.len()));
        let mut halves = of(first);
        prop_assert_eq!(halves.add_all(second.to_vec()), second.len());
        for other in [&single, &halves] {
            prop_assert_eq!(other, &whole);
            prop_assert_eq!(other.entries(), whole.entries());
            prop_assert_eq!(&other.acts, &whole.acts);
        }
        let ids: Vec<String> = second.iter().map(|event| event.id.clone()).collect();
        halves.remove(&ids);
        let first = of(first);
        prop_assert_eq!(halves.entries(), first.entries());
        prop_assert_eq!(halves.acts, first.acts);
    }

    #[test]
    fn merging_is_the_union_of_sets((events, _) in shuffled_history(), parts in prop::collection::vec(1_u8..8, 16)) {
        let part = |bit: u8| -> Discussion {
            of(&events.iter().zip(&parts).filter(|(_, parts)| **parts & bit > 0).map(|(e, _)| e.clone()).collect::<Vec<_>>())
        };
        let union = |a: &Discussion, b: &Discussion| {
            let mut both = a.clone();
            both.add_all(plain(b));
            both
        };
        let (a, b, c) = (part(1), part(2), part(4));
        let (ab, ba) = (union(&a, &b), union(&b, &a));
        prop_assert_eq!(ab.entries(), ba.entries());
        prop_assert_eq!(ab, ba);
        prop_assert_eq!(union(&union(&a, &b), &c), union(&a, &union(&b, &c)));
        prop_assert_eq!(union(&a, &a), a.clone());
        // Nothing is lost: every event was in one of the parts.
        let all = union(&union(&a, &b), &c);
        let mut sorted = events.clone();
        sorted.sort_by(sort::by_id);
        prop_assert_eq!(plain(&all), sorted);
        let whole = of(&events);
        prop_assert_eq!(all.entries(), whole.entries());
    }

    #[test]
    fn whoever_has_seen_the_last_act_has_the_last_word(
        acts in prop::collection::vec((0_usize..3, -TEN_YEARS..TEN_YEARS, any::<[u8; 10]>()), 1..12),
    ) {
        let post = Stamp { time: NOW, random: [0xff; 10] }.uuid();
        let mut discussion = of(&[event(POST, &post, None, "me", "words")]);
        for (n, (kind, skew, random)) in acts.into_iter().enumerate() {
            let kind = [EDIT, DELETE, RESTORE][kind];
            let id = Stamp { time: NOW + skew, random }.uuid_after(discussion.last_act(&post));
            discussion.add(event(kind, &id, Some(&post), "me", &n.to_string()));
            let entry = discussion.entry(&post).unwrap();
            prop_assert_eq!(discussion.last_act(&post), Some(id.as_str()));
            match kind {
                EDIT => prop_assert_eq!(&entry.text, &n.to_string()),
                kind => prop_assert_eq!(entry.deleted, kind == DELETE),
            }
        }
    }
}
