//! Tests that exports lose nothing and that no import fails.

use super::*;
use crate::i18n::Translations;
use proptest::prelude::*;

fn export(events: &str) -> String {
    format!(r#"{{"format":"{FORMAT}","discussion":"trust","events":[{events}]}}"#)
}

fn refusal(text: &str) -> String {
    let import = read(text, &Discussion::default());
    assert_eq!((import.added.len(), import.known, import.refused.len()), (0, 0, 1), "{import:?}");
    Translations::english().format(&import.refused[0].1)
}

#[test]
fn what_is_not_known_survives_a_round_trip() {
    let text = r#"{"id":"1","kind":"wave","mood":{"a":[1,null]},"author":{"id":"me","name":"N"},"time":12,"text":"x","parent":null,"anchor":{"block":"b"}}"#;
    let value = Json::parse(text).unwrap();
    let event = Event::from_json(value.clone()).unwrap();
    assert_eq!(event.unknown, [("mood".to_owned(), value.get("mood").unwrap().clone())]);
    for field in ["mood", "kind", "author", "time", "text", "parent", "anchor"] {
        assert_eq!(event.to_json().get(field), value.get(field), "{field}");
    }
    let mut discussion = Discussion::default();
    discussion.add(event);
    assert!(discussion.entries().is_empty());
}

#[test]
fn a_field_of_another_type_is_kept_as_it_was() {
    let text =
        r#"{"id":"1","kind":"post","parent":5,"author":{"id":"me","name":"N","picture":"p"},"time":12.5,"text":["x"]}"#;
    let event = Event::from_json(Json::parse(text).unwrap()).unwrap();
    assert_eq!((event.parent.as_deref(), event.time, event.text.as_str()), (None, 12, ""));
    assert_eq!((event.author.id.as_str(), event.author.name.as_str()), ("me", "N"));
    let written = event.to_json().to_string();
    for kept in [r#""parent":5"#, r#""picture":"p""#, r#""time":12.5"#, r#""text":["x"]"#] {
        assert!(written.contains(kept), "{kept} is not in {written}");
    }
    assert_eq!(Event::from_json(Json::parse(&written).unwrap()).unwrap().to_json().to_string(), written);
}

#[test]
fn an_export_is_read_without_changing_anything_and_a_second_time_known() {
    let text = export(r#"{"id":"1","kind":"post","text":"words"},{"id":"2","kind":"delete","parent":"1"}"#);
    let mut discussion = Discussion::default();
    let import = read(&text, &discussion);
    assert_eq!((import.added.len(), import.known, import.refused.len()), (2, 0, 0));
    assert_eq!(discussion, Discussion::default());
    assert_eq!(discussion.add_all(import.added), 2);
    let again = read(&discussion.to_json("trust"), &discussion);
    assert_eq!((again.added.len(), again.known, again.refused.len()), (0, 2, 0));
}

#[test]
fn a_bad_event_is_refused_and_the_rest_can_be_added() {
    let long = "x".repeat(101);
    let text = export(&format!(
        r#"3,{{"id":"1","kind":"post"}},{{"id":"2"}},{{"kind":"post"}},{{"id":"","kind":"post"}},
        {{"id":"{long}","kind":"post"}},{{"id":"a b","kind":"post"}},{{"id":"a\u0000","kind":"post"}},
        {{"id":"3","kind":"post","text":"{}"}},{{"id":"4","kind":"post","author":{{"name":"{}"}}}},
        {{"id":"5","kind":"post","text":"{}"}}"#,
        "x".repeat(40_001),
        "x".repeat(241),
        "ä".repeat(10_000),
    ));
    let import = read(&text, &Discussion::default());
    assert_eq!(import.added.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["1", "5"]);
    let refused: Vec<_> = import.refused.iter().map(|(at, why)| (*at, Translations::english().format(why))).collect();
    let shape = "An event needs an \"id\" and a \"kind\".";
    let space = "Its \"id\" holds blanks or control characters.";
    assert_eq!(refused.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(refused.iter().map(|(_, why)| why.as_str()).take(8).collect::<Vec<_>>()[..4], [shape; 4]);
    assert_eq!(refused[4].1, "Its \"id\" is longer than 100 bytes.");
    assert_eq!((refused[5].1.as_str(), refused[6].1.as_str()), (space, space));
    assert_eq!(refused[7].1, "Its \"text\" is longer than 40000 bytes.");
    assert_eq!(refused[8].1, "Its \"name\" is longer than 240 bytes.");
}

#[test]
fn what_editors_do_to_a_file_is_no_part_of_it() {
    let text = export("\n{\"id\":\"1\",\"kind\":\"post\",\n\"text\":\"a\\r\\nb\"}\n");
    let plain = read(&text, &Discussion::default());
    assert_eq!((plain.added.len(), plain.refused.len()), (1, 0));
    for edited in
        [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("\u{feff}{}\r\n", text.replace('\n', "\r\n"))]
    {
        assert_eq!(read(&edited, &Discussion::default()), plain, "{edited:?}");
    }
    // One mark belongs to the encoding; another one would be content.
    assert_eq!(read(&format!("\u{feff}\u{feff}{text}"), &Discussion::default()).added, []);
}

#[test]
fn what_stands_twice_in_a_file_is_known_and_what_only_has_the_same_id_is_refused() {
    let one = r#"{"id":"1","kind":"post","text":"words"}"#;
    let forged = r#"{"id":"1","kind":"post","text":"forged"}"#;
    let import = read(&export(&format!("{one},{one},{forged}")), &Discussion::default());
    assert_eq!((import.added.len(), import.known), (1, 1));
    assert_eq!(import.refused[0].0, 2);
    let mut discussion = Discussion::default();
    discussion.add_all(import.added);
    let import = read(&export(&format!("{forged},{one},{forged}")), &discussion);
    assert_eq!((import.added.len(), import.known), (0, 1));
    assert!(import.refused.iter().all(|(_, why)| *why == msg!(SameId)));
    assert_eq!(import.refused.len(), 2);
}

#[test]
fn each_text_that_is_no_export_is_refused_with_its_own_sentence() {
    assert_eq!(
        refusal("{\n \"format\" 1}"),
        "The file is no export of a discussion (line 2, column 11: a colon was expected). Choose one that “Export” made."
    );
    for text in ["{}", r#"{"format":"circle-essay/1"}"#, r#"{"format":"circle-essay-discussion/"}"#] {
        assert!(refusal(text).starts_with("The file is no export of a discussion (\"format\")."), "{text}");
    }
    assert!(refusal(r#"{"format":"circle-essay-discussion/2"}"#).contains("circle-essay-discussion/2 needs a newer"));
    assert!(refusal(&format!(r#"{{"format":"{FORMAT}","events":{{}}}}"#)).contains("(\"events\")"));
    assert!(refusal(&" ".repeat(LARGEST_EXPORT + 1)).starts_with("More than 16 MB"));
}

#[test]
fn ten_thousand_brackets_end_in_a_sentence() {
    for brackets in ["[".repeat(10_000), "{\"a\":".repeat(10_000), "[".repeat(10_000) + &"]".repeat(10_000)] {
        assert!(refusal(&brackets).contains("nests too deeply"));
        assert!(
            refusal(&export(&format!(r#"{{"id":"1","kind":"post","anchor":{brackets}}}"#)))
                .contains("nests too deeply")
        );
    }
    // A value at the depth limit is written and read again.
    let deep = format!(r#"{{"id":"1","kind":"post","anchor":{}{}}}"#, "[".repeat(120), "]".repeat(120));
    let mut discussion = Discussion::default();
    discussion.add_all(read(&export(&deep), &Discussion::default()).added);
    assert_eq!(read(&discussion.to_json("d"), &Discussion::default()).added.len(), 1);
}

#[test]
fn ten_thousand_events_are_read() {
    let events: Vec<String> = (0..10_000).map(|n| format!(r#"{{"id":"{n}","kind":"post"}}"#)).collect();
    let mut discussion = Discussion::default();
    let import = read(&export(&events.join(",")), &discussion);
    assert_eq!(discussion.add_all(import.added), 10_000);
    assert_eq!(read(&discussion.to_json("d"), &discussion).known, 10_000);
}

/// Arbitrary values, three levels deep.
fn value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        Just(Json::Number("-1.50e+3".to_owned())),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::List),
            prop::collection::vec((name(), inner), 0..4).prop_map(Json::Object),
        ]
    })
}

/// Names of fields, among them those of events.
fn name() -> impl Strategy<Value = String> {
    let known = ["id", "kind", "parent", "author", "anchor", "text", "time", "name"].map(str::to_owned).to_vec();
    prop_oneof![prop::sample::select(known), any::<String>()]
}

/// An object that may be an event of any version, with arbitrary content.
fn anything() -> impl Strategy<Value = Json> {
    let fields = prop::collection::vec((name(), value()), 0..6);
    (prop::option::of("[a-z0-9]{1,4}"), prop::option::of("post|edit|wave"), fields).prop_map(|(id, kind, fields)| {
        let known = [("id", id), ("kind", kind)];
        let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Json::from(value?))));
        Json::Object(known.chain(fields).collect())
    })
}

proptest! {
    #[test]
    fn no_text_makes_an_import_fail(text in ".{0,200}") {
        let import = read(&text, &Discussion::default());
        prop_assert_eq!(import.refused.len(), 1);
    }

    #[test]
    fn an_export_that_is_imported_is_exported_byte_by_byte_the_same(events in prop::collection::vec(anything(), 0..8)) {
        let text = Json::object([("format", FORMAT.into()), ("events", Json::List(events.clone()))]).to_string();
        let mut first = Discussion::default();
        let import = read(&text, &first);
        prop_assert_eq!(import.added.len() + import.known + import.refused.len(), events.len());
        // Every field of an accepted event is in the export, with its original value.
        for event in &import.added {
            let before = events.iter().find(|json| json.get("id") == Some(&Json::from(&event.id)) && {
                Event::from_json((*json).clone()).as_ref() == Ok(event)
            });
            let Some(Json::Object(before)) = before else { panic!("{event:?} came from nowhere") };
            let Json::Object(after) = event.to_json() else { panic!("an event is no object") };
            prop_assert!(before.iter().all(|field| after.contains(field)), "{before:?} is not all in {after:?}");
        }
        first.add_all(import.added);
        let export = first.to_json("trust");
        let mut second = Discussion::default();
        let import = read(&export, &second);
        prop_assert_eq!(&import.refused, &vec![]);
        second.add_all(import.added);
        prop_assert_eq!(second.to_json("trust"), export);
        prop_assert_eq!(second, first);
    }
}
