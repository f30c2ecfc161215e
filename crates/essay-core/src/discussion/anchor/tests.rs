use super::distance::Pattern;
use super::search::{PassageMatch, Search};
use super::*;
use crate::essay::{Inline, Section, Table};
use proptest::prelude::*;

fn text(words: &str) -> Inline {
    Inline::Text(words.into())
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

fn named(texts: &[&str]) -> Vec<(String, String)> {
    texts.iter().enumerate().map(|(index, text)| (format!("s/{}", index + 1), (*text).to_owned())).collect()
}

/// Anchors the first occurrence of these words in a block, counted from 1.
fn anchor(blocks: &[(String, String)], block: usize, words: &str) -> Anchor {
    let (id, text) = &blocks[block - 1];
    let start = text[..text.find(words).unwrap()].chars().count();
    Anchor::cut(id, text, start, start + words.chars().count()).unwrap()
}

fn find(blocks: &[(String, String)], anchor: &Anchor) -> Option<PassageMatch> {
    Search::new(blocks).find(anchor)
}

/// Returns the block, counted from 1, the words, and whether they are exact.
fn found(blocks: &[(String, String)], anchor: &Anchor) -> Option<(usize, String, bool)> {
    let PassageMatch { block, start, end, exact } = find(blocks, anchor)?;
    Some((block + 1, blocks[block].1.chars().skip(start).take(end - start).collect(), exact))
}

#[test]
fn anchors_are_stored_and_read_again() {
    for json in [
        r#"{"block":"finland/3","quote":"q","prefix":"p","suffix":""}"#,
        r#"{"circle":"finland","step":3}"#,
        r#"{"note":"ofsted"}"#,
    ] {
        let anchor = Anchor::from_json(&Json::parse(json).unwrap()).unwrap();
        assert_eq!(anchor.to_json().to_string(), json);
    }
}

#[test]
fn what_is_not_known_is_no_anchor() {
    for json in [
        "null",
        "{}",
        "[]",
        r#"{"circle":"loop","step":3,"direction":"up"}"#,
        r#"{"circle":"loop","step":-1}"#,
        r#"{"circle":"loop","step":"3"}"#,
        r#"{"circle":"loop"}"#,
        r#"{"note":3}"#,
        r#"{"note":"a","mood":"b"}"#,
        r#"{"block":"b"}"#,
        r#"{"block":"b","quote":"q","prefix":"p","suffix":null}"#,
    ] {
        assert_eq!(Anchor::from_json(&Json::parse(json).unwrap()), None, "{json}");
    }
}

#[test]
fn blocks_are_what_a_reader_sees_with_all_notes_closed() {
    let note = Inline::Note { id: "n".into(), term: vec![Inline::Strong(vec![text("a term")])] };
    let items = vec![
        vec![paragraph("one"), Block::Code("two".into())],
        vec![Block::Rule, paragraph("")],
        vec![Block::Quote(vec![
            paragraph("three"),
            Block::Table(Table { align: vec![], rows: vec![vec![vec![text("four")], vec![]]] }),
        ])],
    ];
    let section = Section {
        id: "the-end".into(),
        depth: 1,
        title: vec![text("The end")],
        blocks: vec![
            Block::Circle,
            Block::List { start: None, items },
            Block::Rule,
            Block::Quote(vec![paragraph("five")]),
        ],
    };
    let mut essay = Essay::from_json(r#"{"format":"circle-essay/1","id":"e","title":"E"}"#).unwrap();
    essay.opening =
        vec![Block::Paragraph(vec![text("With "), note, Inline::Break, text("here.")]), Block::Code("x".into())];
    essay.sections = vec![section];
    let expected = [("opening/1", "With a term here."), ("the-end/2", "one\ntwo\nthree\nfour"), ("the-end/4", "five")];
    assert_eq!(blocks(&essay), expected.map(|(id, text)| (id.to_owned(), text.to_owned())));
}

#[test]
fn a_passage_is_cut_without_the_white_space_around_it() {
    let cut = |start, end| Anchor::cut("b", "One two  three.", start, end);
    let passage = |quote: &str, prefix: &str, suffix: &str| {
        Some(Anchor::Passage { block: "b".into(), quote: quote.into(), prefix: prefix.into(), suffix: suffix.into() })
    };
    assert_eq!(cut(3, 9), passage("two", "One ", "  three."));
    assert_eq!(cut(9, 99), passage("three.", "One two  ", ""));
    assert_eq!(
        Anchor::cut("b", " \u{2800}\u{a0}c ", 0, 5).map(|anchor| anchor.to_json().get("quote").cloned()),
        Some(Some("\u{2800}\u{a0}c".into()))
    );
    assert_eq!(cut(7, 9), None);
    assert_eq!(cut(5, 3), None);
    assert_eq!(cut(99, 100), None);
    let long = "äö".repeat(400);
    assert_eq!(
        Anchor::cut("b", &long, 100, 700),
        passage(&"äö".repeat(LONGEST_QUOTE / 2), &"äö".repeat(CONTEXT / 2), &"äö".repeat(CONTEXT / 2))
    );
}

#[test]
fn of_several_occurrences_that_with_the_same_surroundings_is_found() {
    let blocks = named(&["a school, a school, and a school.", "The school and a school."]);
    for start in [2, 12, 26] {
        let anchor = Anchor::cut("s/1", &blocks[0].1, start, start + 6).unwrap();
        assert_eq!(find(&blocks, &anchor), Some(PassageMatch { block: 0, start, end: start + 6, exact: true }));
    }
}

#[test]
fn a_passage_is_found_in_another_block() {
    let before = named(&["The wagons come on Monday.", "They leave on Friday, the drivers say."]);
    let monday = anchor(&before, 1, "wagons come");
    let say = anchor(&before, 2, "the");
    // A new paragraph shifts all numbers behind it and happens to contain one of the quotes.
    let after = named(&[before[0].1.as_str(), "This is new, the author says.", before[1].1.as_str()]);
    assert_eq!(found(&after, &monday), Some((1, "wagons come".into(), true)));
    assert_eq!(found(&after, &say), Some((3, "the".into(), true)));
    // If the context occurs nowhere else, the block decides.
    let rewritten = named(&["A first one with the word.", "Here all is rewritten but the word."]);
    assert_eq!(found(&rewritten, &say), Some((2, "the".into(), true)));
    assert_eq!(find(&rewritten, &say).unwrap().start, 26);
    // The words moved to the first block.
    let moved = named(&["They leave on Friday. The wagons come on Sunday.", "And the rest."]);
    assert_eq!(found(&moved, &anchor(&before, 2, "leave on Friday")), Some((1, "leave on Friday".into(), true)));
}

#[test]
fn typography_makes_no_difference() {
    let before = named(&["\"It's late\" - so they said -  and   went."]);
    let after = named(&["New. “It’s late” – so they said — and\nwent."]);
    assert_eq!(
        found(&after, &anchor(&before, 1, "\"It's late\" - so they said -  and   went")),
        Some((1, "“It’s late” – so they said — and\nwent".into(), true))
    );
    let shout = named(&["ÄPFEL ΑΒΓ ШКОЛА"]);
    assert_eq!(found(&shout, &anchor(&named(&["äpfel αβγ школа"]), 1, "αβγ")), Some((1, "ΑΒΓ".into(), true)));
}

#[test]
fn a_passage_is_found_after_the_author_has_edited_it() {
    let before = named(&["In autumn the wagons come from the north and stop at every farm.", "The second one."]);
    let long = anchor(&before, 1, "the wagons come from the north and stop");
    let short = anchor(&before, 1, "wagons come");
    let after = named(&[
        "Nothing.",
        "In autumn the waggons came from the far north and stop at every farm.",
        "The second one.",
    ]);
    assert_eq!(found(&after, &long), Some((2, "the waggons came from the far north and stop".into(), false)));
    assert_eq!(found(&after, &short), Some((2, "waggons came".into(), false)));
    let first_and_last = named(&["In autumn The_wagons come from the north and stoq at every farm."]);
    assert_eq!(found(&first_and_last, &long), Some((1, "The_wagons come from the north and stoq".into(), false)));
}

#[test]
fn words_that_are_gone_are_not_found() {
    let before = named(&["A house stood where the horse was sold, and all the town came to see it go."]);
    for words in ["horse", "and all the town came to see it", "sold"] {
        let after = named(&[&before[0].1.replace(words, ""), "The hose is cold."]);
        assert_eq!(find(&after, &anchor(&before, 1, words)), None, "{words}");
    }
    assert_eq!(find(&[], &anchor(&before, 1, "horse")), None);
    // The last ten bits of these characters are equal.
    assert_eq!(find(&named(&["あ\u{3442}"]), &anchor(&named(&["\u{3842}"]), 1, "\u{3842}")), None);
    assert_eq!(find(&before, &Anchor::Note { id: "n".into() }), None);
    assert_eq!(find(&before, &Anchor::Stage { circle: "c".into(), step: 1 }), None);
}

#[test]
fn a_quote_is_found_while_no_more_than_a_fifth_of_its_letters_are_others() {
    let text = |word: &str| {
        let quote = format!("ééa ääé éaa aéé äää éäé {word} aaa");
        (named(&[&format!("éaä aäé aaé äéa ééa {quote} éäa aäa aäa éaé éäa")]), quote)
    };
    let (before, quote) = text("äééäééa,");
    assert_eq!(quote.chars().count(), 36);
    let anchor = anchor(&before, 1, &quote);
    let (seven, changed) = text("0,");
    assert_eq!(found(&seven, &anchor), Some((1, changed, false)));
    let (eight, _) = text("0");
    assert_eq!(found(&eight, &anchor), None);
}

/// Computes the textbook edit distance of the pattern to the parts of the text that end at each place.
fn distances(pattern: &[usize], text: &[usize], anywhere: bool) -> Vec<usize> {
    let mut column: Vec<usize> = (0..=pattern.len()).collect();
    let mut all = vec![];
    for (index, letter) in text.iter().enumerate() {
        let mut next = vec![if anywhere { 0 } else { index + 1 }];
        for (row, wanted) in pattern.iter().enumerate() {
            let same = column[row] + usize::from(wanted != letter);
            next.push(same.min(column[row + 1] + 1).min(next[row] + 1));
        }
        column = next;
        all.push(column[pattern.len()]);
    }
    all
}

fn letters(most: usize) -> impl Strategy<Value = Vec<usize>> {
    (2usize..6).prop_flat_map(move |alphabet| prop::collection::vec(0..alphabet, 1..most))
}

/// Random words, so that no two passages are similar.
fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-zäé]{3,9}[,.]?", count)
}

proptest! {
    #[test]
    fn distances_are_those_of_the_textbook(
        pattern in letters(200), text in letters(400), anywhere: bool, share in 0usize..8, piece in 0usize..400,
    ) {
        // Half of the patterns are parts of the text with every tenth letter changed.
        let mut pattern = pattern;
        if piece < text.len() {
            pattern = text[piece..].iter().take(pattern.len()).copied().collect();
            pattern.iter_mut().step_by(10).for_each(|letter| *letter = 9);
        }
        let limit = pattern.len() * share / 8;
        let ends = Pattern::new(&pattern).ends(&text, anywhere, false, limit);
        let expected = distances(&pattern, &text, anywhere).into_iter().enumerate();
        let expected: Vec<_> = expected.map(|(index, distance)| (index + 1, distance)).filter(|end| end.1 <= limit).collect();
        prop_assert_eq!(&ends, &expected);
        let least = expected.iter().map(|end| end.1).min();
        let nearest = Pattern::new(&pattern).ends(&text, anywhere, true, limit);
        prop_assert_eq!(nearest, expected.into_iter().filter(|end| Some(end.1) == least).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_cut_is_found_where_it_was(texts in prop::collection::vec("[ab ]{0,120}|[a-f’  \n-]{0,90}", 1..4), at: [u16; 3]) {
        let blocks = named(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let index = usize::from(at[0]) % blocks.len();
        let (id, text) = &blocks[index];
        let length = text.chars().count() + 1;
        let (start, end) = (usize::from(at[1]) % length, usize::from(at[2]) % length);
        if let Some(anchor) = Anchor::cut(id, text, start, end) {
            let found = find(&blocks, &anchor).unwrap();
            prop_assert_eq!((found.block, found.exact), (index, true));
            // In a repetitive text it may be another place with the same context.
            let again = Anchor::cut(id, text, found.start, found.end).unwrap();
            let plain = |anchor: &Anchor| anchor.to_json().to_string().split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plain(&again), plain(&anchor));
        }
    }

    #[test]
    fn what_is_cut_from_unlike_words_is_found_exactly(words in words(1..60), from in 0usize..60, count in 1usize..20) {
        let text = words.join(" ");
        let from = from % words.len();
        let start = words[..from].iter().map(|word| word.chars().count() + 1).sum();
        let quote = words[from..].iter().take(count).cloned().collect::<Vec<_>>().join(" ");
        let end = start + quote.chars().count();
        let anchor = Anchor::cut("s/1", &text, start, end).unwrap();
        prop_assert_eq!(find(&named(&[&text]), &anchor), Some(PassageMatch { block: 0, start, end, exact: true }));
    }

    #[test]
    fn edits_around_a_quote_do_not_lose_it(
        before in words(0..30), quote in words(3..20), after in words(0..30), other in words(0..20), edits: [u8; 4],
    ) {
        let quote = quote.join(" ");
        let whole = named(&[&[before.join(" ").as_str(), &quote, &after.join(" ")].join(" ")]);
        let anchor = anchor(&whole, 1, &quote);
        let edit = |words: &[String], place: u8, new: u8| {
            let mut words = words.to_vec();
            if !words.is_empty() {
                words.remove(usize::from(place) % words.len());
            }
            words.insert(usize::from(place) % (words.len() + 1), format!("new{new}"));
            words.join(" ")
        };
        let text = [edit(&before, edits[0], edits[1]), quote.clone(), edit(&after, edits[2], edits[3])].join(" ");
        let blocks = named(&[&other.join(" "), &text]);
        prop_assert_eq!(found(&blocks, &anchor), Some((2, quote, true)));
    }

    #[test]
    fn few_edits_within_a_quote_do_not_lose_it(
        before in words(5..30), quote in words(8..30), after in words(5..30), at in 1usize..7, letters: bool,
    ) {
        let whole = named(&[&[before.join(" "), quote.join(" "), after.join(" ")].join(" ")]);
        let anchor = anchor(&whole, 1, &quote.join(" "));
        // A few edits are those of a fifth of its letters.
        let edits = if letters { 1 } else { quote[at].chars().count() };
        prop_assume!(edits * 5 <= quote.join(" ").chars().count().min(LONGEST_QUOTE));
        let mut changed = quote;
        changed[at] = if letters { changed[at].replacen(['a', 'e', 'i', 'o'], "0", 1) } else { "0".into() };
        let start = before.join(" ").chars().count() + 1;
        let end = start + changed.join(" ").chars().count().min(LONGEST_QUOTE);
        let text = [before.join(" "), changed.join(" "), after.join(" ")].join(" ");
        let found = find(&named(&["", &text]), &anchor).unwrap();
        // The words beside a removed one may be similar, so the ends may differ from those that a reader would choose.
        let shared = end.min(found.end).saturating_sub(start.max(found.start));
        prop_assert!(found.block == 1 && shared * 3 > (end - start) * 2, "{}-{} {:?}", start, end, found);
    }

    #[test]
    fn a_quote_that_was_deleted_is_not_found(before in words(0..60), quote in words(3..40), after in words(0..60)) {
        let quote = quote.join(" ");
        let whole = named(&[&[before.join(" ").as_str(), &quote, &after.join(" ")].join(" ")]);
        let anchor = anchor(&whole, 1, &quote);
        prop_assert_eq!(find(&named(&[&[before.join(" "), after.join(" ")].join(" ")]), &anchor), None);
    }

    #[test]
    fn nothing_makes_it_panic(
        texts in prop::collection::vec(".{0,50}|[ab ]{0,400}", 0..4),
        block in "s/[1-4]|.{0,3}", quote in ".{0,50}|[ab ]{0,400}", prefix in ".{0,50}|[ab ]{0,40}", suffix in ".{0,50}|[ab ]{0,40}",
        start: u16, end: usize,
    ) {
        let blocks = named(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        Anchor::cut(&block, &quote, start.into(), end);
        Anchor::cut(&block, &quote, end, start.into());
        let anchor = Anchor::Passage { block, quote, prefix, suffix };
        prop_assert_eq!(Anchor::from_json(&anchor.to_json()), Some(anchor.clone()));
        if let Some(found) = find(&blocks, &anchor) {
            prop_assert!(found.start < found.end && found.end <= blocks[found.block].1.chars().count());
        }
    }
}
