use super::*;
use crate::json::{Json, MAX_PROBLEMS};
use proptest::prelude::*;

/// Makes a document whose opening consists of these blocks.
fn opening(blocks: &str) -> String {
    format!(r#"{{"format":"circle-essay/1","id":"e","title":"E","opening":{blocks}}}"#)
}

/// Reads a document, and returns it with the reported problems.
fn read(document: &str) -> (Essay, Vec<String>) {
    Essay::from_json_with_problems(document).unwrap_or_else(|fault| panic!("{fault} in {document}"))
}

/// Returns the words of an opening with these blocks, and the number of reported problems.
fn words(blocks: &str) -> (String, usize) {
    let (essay, told) = read(&opening(blocks));
    (plain_text_of_blocks(&essay.opening).trim().to_owned(), told.len())
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

const SMALL: &str = include_str!("../../../../tests/fixtures/small.json");

#[test]
fn a_link_that_would_run_something_is_shown_as_its_words_and_told() {
    for address in ["javascript:alert(1)", "JAVA\nscript:alert(1)", "\u{1}vbscript:x", "data:text/html,x", "file:///x"]
    {
        let href = Json::from(address);
        let blocks = format!(
            r#"[{{"paragraph":[{{"text":"See "}},{{"link":{{"href":{href},"content":[{{"text":"the "}},{{"strong":[{{"text":"words"}}]}}]}}}},{{"text":"."}}]}}]"#
        );
        let (essay, told) = read(&opening(&blocks));
        let strong = Inline::Strong(vec![text("words")]);
        assert_eq!(
            essay.opening,
            [Block::Paragraph(vec![text("See "), text("the "), strong, text(".")])],
            "{address:?}"
        );
        let [sentence] = &*told else { panic!("{told:?}") };
        assert!(sentence.starts_with(&format!("The link to “{address}” was refused")), "{sentence}");
    }
}

#[test]
fn a_picture_from_a_refused_address_is_shown_as_its_words_and_told() {
    let blocks = r#"[{"paragraph":[{"image":{"src":"javascript:alert(1)","alt":"A cat"}},{"image":{"src":"data:image/png,x","alt":"A dog"}}]}]"#;
    let (essay, told) = read(&opening(blocks));
    let dog = Inline::Image { src: "data:image/png,x".into(), alt: "A dog".into() };
    assert_eq!(essay.opening, [Block::Paragraph(vec![text("A cat"), dog])]);
    assert!(
        matches!(&*told, [sentence] if sentence.starts_with("The picture at “javascript:alert(1)” was refused")),
        "{told:?}"
    );
}

/// Links are checked at every place of running text.
#[test]
fn no_place_of_a_document_lets_a_hostile_link_through() {
    let link = r#"{"link":{"href":"javascript:alert(1)","content":[{"text":"w"}]}}"#;
    let block = format!(r#"{{"paragraph":[{link}]}}"#);
    let document = format!(
        r#"{{"format":"circle-essay/1","id":"e","title":"E","opening":[{block},{{"quote":[{block}]}},{{"list":{{"items":[[{block}]]}}}},{{"table":[[[{link}]]]}}],
        "sections":[{{"id":"s","depth":1,"title":[{link}],"blocks":[{{"paragraph":[{{"emphasis":[{link}]}},{{"strong":[{link}]}},{{"note":{{"id":"n","term":[{link}]}}}},
        {{"link":{{"href":"https://a.example","content":[{link}]}}}},{{"mark":[{link}]}}]}},{{"aside":[{block}]}}]}}],
        "notes":[{{"id":"n","blocks":[{block}]}}],"entries":[{{"id":"c","name":"N","blocks":[{block}]}}]}}"#
    );
    let (essay, told) = read(&document);
    let written = serde_json::to_string(&essay).unwrap();
    assert!(!written.contains("javascript"), "{written}");
    assert!(told.iter().any(|sentence| sentence.contains("javascript:alert(1)")), "{told:?}");
}

#[test]
fn an_address_of_any_length_is_told_in_a_few_words() {
    let blocks = format!(r#"[{{"paragraph":[{{"link":{{"href":"data:{}","content":[]}}}}]}}]"#, "ä".repeat(10_000));
    let (_, told) = read(&opening(&blocks));
    assert!(told.concat().chars().count() < 400, "{told:?}");
}

#[test]
fn a_block_of_tomorrow_is_shown_as_its_words_and_told() {
    for (block, expected) in [
        (
            r#"{"aside":[{"paragraph":[{"text":"One "},{"strong":[{"text":"two"}]}]},{"paragraph":[{"text":"Three"}]}]}"#,
            "One two Three",
        ),
        (
            r#"{"callout":{"kind":"warning","title":"Mind","body":[{"paragraph":[{"text":"the gap"}]}]}}"#,
            "Mind the gap",
        ),
        (r#"{"math":"x + 1"}"#, "x + 1"),
        (r#"{"poem":["Line one","Line two"]}"#, "Line one Line two"),
        (r#"{"video":{"src":"v.mp4","alt":"A bird sings"}}"#, "A bird sings"),
        (
            r#"{"definitions":[{"term":[{"text":"Word"}],"blocks":[{"paragraph":[{"text":"Meaning"}]}]}]}"#,
            "Word Meaning",
        ),
        (r#"{"quote":{"by":"Somebody","blocks":[{"paragraph":[{"text":"Said"}]}]}}"#, "Somebody Said"),
        (r#"{"list":{"items":[{"done":true,"blocks":[{"paragraph":[{"text":"Task"}]}]}]}}"#, "Task"),
        (r#"{"table":{"head":[[{"text":"H"}]],"rows":[[[{"text":"C"}]]]}}"#, "H C"),
        (r#"{"code":{"lang":"rust","text":"fn x() {}"}}"#, "fn x() {}"),
        (r#""page-break""#, ""),
        ("5", ""),
        ("[]", ""),
    ] {
        let blocks = format!(r#"[{block},{{"paragraph":[{{"text":"After"}}]}}]"#);
        let (essay, told) = read(&opening(&blocks));
        assert_eq!(essay.opening.len(), 2, "what links to the second block still leads there: {block}");
        assert_eq!(plain_text(&lines_of(&essay.opening[0])), expected, "{block}");
        assert_eq!(told.len(), 1, "{block}: {told:?}");
    }
    let (_, told) = read(&opening(r#"[{"poem":[]},{"poem":[]}]"#));
    let expected = "This version of circle-essay does not know the kind of block “poem”. It shows what it understands of it. \
        Update circle-essay.js on this site.";
    assert_eq!(told, [expected], "told once");
}

/// Returns the running text of a block that replaces an unknown one, or of the items of a list.
fn lines_of(block: &Block) -> Vec<Inline> {
    match block {
        Block::Paragraph(content) => content.clone(),
        Block::List { items, .. } => items.iter().flatten().flat_map(lines_of).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn running_text_of_tomorrow_is_shown_as_its_words_and_told() {
    for (inline, expected) in [
        (r#"{"mark":[{"text":"lit"}]}"#, "lit"),
        (r#"{"math":"a"}"#, "a"),
        (r#"{"ruby":{"base":"漢","over":"kan"}}"#, "漢 kan"),
        (r#"{"text":{"lang":"fi","content":"sana"}}"#, "sana"),
        (r#"{"strong":"plain"}"#, "plain"),
        (r#"{"link":{"to":"x","content":[{"text":"words"}]}}"#, "words"),
        (r#"{"link":"https://a.example"}"#, "https://a.example"),
        (r#""some words""#, "some words"),
        (r#""soft-break""#, ""),
        ("null", ""),
    ] {
        let blocks = format!(r#"[{{"paragraph":[{{"text":"("}},{inline},{{"text":")"}}]}}]"#);
        assert_eq!(words(&blocks), (format!("({expected})"), 1), "{inline}");
    }
}

#[test]
fn fields_that_stand_beside_a_kind_are_left_alone() {
    let blocks = r#"[{"paragraph":[{"text":"A","lang":"fi"},{"before":1,"emphasis":[{"text":"B"}]}],"id":"p1"},{"id":"r","list":{"items":[],"style":"x"}}]"#;
    let (essay, told) = read(&opening(blocks));
    let expected = Block::Paragraph(vec![text("A"), Inline::Emphasis(vec![text("B")])]);
    assert_eq!((essay.opening, told), (vec![expected, Block::List { start: None, items: vec![] }], vec![]));
}

#[test]
fn kinds_of_notes_and_tones_and_directions_of_tomorrow_are_left_open_and_told() {
    let small = read(SMALL);
    assert_eq!(small.1, Vec::<String>::new());
    let change = |from: &str, to: &str| {
        assert!(SMALL.contains(from), "{from}");
        read(&SMALL.replacen(from, to, 1))
    };
    for kind in [r#""kind":"rumour""#, r#""kind":7"#, r#""kind":{"name":"context"}"#] {
        let (essay, told) = change(r#""kind":"context""#, kind);
        assert_eq!((essay.notes[0].kind, told.len()), (None, 1), "{kind}");
        assert_eq!(essay.notes[0].blocks, small.0.notes[0].blocks);
    }
    let (essay, told) = change(r#""tone":"virtuous""#, r#""tone":"wistful""#);
    let circle = essay.circle.unwrap();
    assert_eq!((circle.tellings[0].tone, told.len()), (crate::circle::Tone::Neutral, 1));
    let view = &circle.views()[0];
    assert_eq!(
        view.intro(circle.kind(), Translations::english()),
        "Round.",
        "a neutral telling has a summary of its own"
    );
    let (essay, told) = change(r#""direction":"up""#, r#""direction":"steady""#);
    let view = &essay.circle.unwrap().views()[0];
    assert_eq!((view.stages[0].direction, told.len()), (None, 1));
    assert!(view.stages[1].direction.is_some());
    assert!(told[0].contains("“steady”"), "{told:?}");
}

#[test]
fn an_answer_and_a_loop_that_cannot_be_computed_are_left_out_and_told() {
    let answer = r#""answer":{"variable":"a","direction":"sideways","text":"T.","risk":"R."},"title":"Circle""#;
    let (essay, told) = read(&SMALL.replacen(r#""title":"Circle""#, answer, 1));
    assert_eq!((essay.circle.unwrap().answer, told.len()), (None, 1));
    let (essay, told) = read(&SMALL.replacen(r#""sign":"-""#, r#""sign":"?""#, 1));
    assert_eq!((essay.circle, told.len()), (None, 1));
    assert_eq!(essay.sections.len(), 1);
}

#[test]
fn what_a_document_cannot_do_without_is_still_asked_for() {
    for (from, expected) in
        [(r#""id":"small","#, "\"id\" is missing"), (r#""label":"A rises","#, "\"label\" is missing")]
    {
        let fault = Essay::from_json(&SMALL.replacen(from, "", 1)).unwrap_err();
        assert!(fault.to_string().contains(expected), "{fault}");
        assert_eq!(fault.line(), None);
    }
}

#[test]
fn a_fault_of_syntax_has_its_line() {
    let fault = Essay::from_json("{\n\"format\":\n\n!}").unwrap_err();
    assert_eq!(fault.line(), Some(4));
    assert!(fault.to_string().contains("line 4, column 1"), "{fault}");
    assert_eq!(Essay::from_json("{}").unwrap_err().line(), None);
    assert_eq!(Essay::from_json(r#"{"format":"circle-essay/2"}"#).unwrap_err().line(), None);
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_document() {
    assert_eq!(read(&format!("\u{feff}{SMALL}")), read(SMALL));
    let fault = Essay::from_json("\u{feff}\n  x").unwrap_err();
    assert!(fault.to_string().contains("line 2, column 3"), "{fault}");
}

#[test]
fn a_section_of_any_depth_has_one_that_headings_have() {
    for (depth, expected) in [("0", 1), ("3", 3), ("9", 5), ("255", 5), ("70000", 5)] {
        let (essay, _) = read(&SMALL.replacen(r#""depth":1"#, &format!(r#""depth":{depth}"#), 1));
        assert_eq!(essay.sections[0].depth, expected);
    }
}

#[test]
fn what_is_told_of_one_document_ends() {
    let blocks: Vec<String> = (0..1000).map(|index| format!(r#"{{"kind-{index}":[]}}"#)).collect();
    let (essay, told) = read(&opening(&format!("[{}]", blocks.join(","))));
    assert_eq!((essay.opening.len(), told.len()), (1000, MAX_PROBLEMS));
}

fn any_json() -> impl Strategy<Value = String> {
    let names = "(paragraph|quote|list|code|table|rule|circle|text|emphasis|strong|link|image|note|break|href|content|items|start|id|src|alt|term|x)";
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("7".to_owned()),
        names.prop_map(|name| format!("\"{name}\"")),
        Just("\"some words\"".to_owned())
    ];
    leaf.prop_recursive(6, 60, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((names, inner), 0..4).prop_map(|fields| {
                let fields: Vec<String> =
                    fields.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

proptest! {
    /// The essay stays readable whatever the prose is, and each block stays one block.
    #[test]
    fn no_prose_makes_a_document_unreadable(blocks in prop::collection::vec(any_json(), 0..4), title in any_json()) {
        let document = format!(
            r#"{{"format":"circle-essay/1","id":"e","title":"E","opening":[{}],"sections":[{{"id":"s","depth":1,"title":{title},"blocks":[]}}]}}"#,
            blocks.join(",")
        );
        let (essay, _) = read(&document);
        prop_assert_eq!(essay.opening.len(), blocks.len());
    }
}
