mod front_matter;
mod markdown;
mod optional;
mod places;
mod terms;
mod words;

use super::*;
use essay_core::essay::{Block, Inline, NoteKind};

const HEAD: &str = "+++\nid = \"e\"\ntitle = \"T\"\n+++\n";

fn compiled(body: &str) -> (Option<Essay>, Vec<String>) {
    let source = Source { file: "e.md".to_owned(), text: format!("{HEAD}{body}") };
    let (essay, found) = compile(&source, None);
    (essay, found.iter().map(|found| found.to_string().lines().next().unwrap_or_default().to_owned()).collect())
}

fn clean(body: &str) -> Essay {
    let (essay, found) = compiled(body);
    assert_eq!(found, Vec::<String>::new());
    essay.unwrap()
}

/// Formats running text in one line: *emphasis*, **strong**, `code`, (words -> address), !(words -> address), {note:
/// term}.
fn line(content: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(words) => words.clone(),
        Inline::Emphasis(content) => format!("*{}*", line(content)),
        Inline::Strong(content) => format!("**{}**", line(content)),
        Inline::Code(code) => format!("`{code}`"),
        Inline::Link { href, content } => format!("({} -> {href})", line(content)),
        Inline::Image { src, alt } => format!("!({alt} -> {src})"),
        Inline::Note { id, term } => format!("{{{id}: {}}}", line(term)),
        Inline::Break => "\n".to_owned(),
    };
    content.iter().map(one).collect()
}

/// Formats paragraphs as lines.
fn lines(blocks: &[Block]) -> Vec<String> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(content) => line(content),
        other => format!("{other:?}"),
    };
    blocks.iter().map(paragraph).collect()
}

/// Makes a circle of three variables. `stages` are the (variable, direction) of its only telling.
fn circle(links: &[(&str, &str, &str)], stages: &[(&str, &str)]) -> String {
    let mut toml = "```circle\ntitle = \"C\"\nloop = { id = \"loop\", title = \"L\" }\n".to_owned();
    for id in ["a", "b", "c"] {
        toml += &format!("[[variable]]\nid = \"{id}\"\nname = \"{id}\"\n");
    }
    for (from, to, sign) in links {
        toml += &format!("[[link]]\nfrom = \"{from}\"\nto = \"{to}\"\nsign = \"{sign}\"\n");
    }
    toml += "[[telling]]\nid = \"t\"\ntitle = \"T\"\ntone = \"virtuous\"\n";
    for (variable, direction) in stages {
        toml += &format!(
            "[[telling.stage]]\nvariable = \"{variable}\"\ndirection = \"{direction}\"\nlabel = \"l\"\nsentence = \"S.\"\n"
        );
    }
    toml + "```\n"
}

const RING: [(&str, &str, &str); 3] = [("a", "b", "+"), ("b", "c", "-"), ("c", "a", "-")];
const ROUND: [(&str, &str); 3] = [("a", "up"), ("b", "up"), ("c", "down")];

#[test]
fn a_note_takes_its_term_from_brackets_or_the_last_word() {
    let essay = clean("One [two *three*][^x], four[^y].\n\n[^x]: **Since then.** More.\n[^y]: Less.\n");
    let Some(Block::Paragraph(inlines)) = essay.opening.first() else { panic!("no paragraph") };
    let terms: Vec<_> = inlines.iter().filter(|inline| matches!(inline, Inline::Note { .. })).collect();
    let term = |words: &str| Inline::Text(words.into());
    assert_eq!(
        terms[0],
        &Inline::Note { id: "x".into(), term: vec![term("two "), Inline::Emphasis(vec![term("three")])] }
    );
    assert_eq!(terms[1], &Inline::Note { id: "y".into(), term: vec![term("four")] });
    assert_eq!(inlines.last(), Some(&term(".")));
    assert_eq!(essay.notes[0].kind, Some(NoteKind::SinceThen));
    assert_eq!(essay.notes[0].blocks, [Block::Paragraph(vec![term("More.")])]);
    assert_eq!(essay.notes[1].kind, None);
}

#[test]
fn sections_have_ids_and_depths() {
    let essay = clean("Before.\n\n## One {#first}\n\nText.\n\n### Two words\n\n- a\n- b\n\n  c\n\n> q\n\n---\n");
    let ids: Vec<_> = essay.sections.iter().map(|section| (section.id.as_str(), section.depth)).collect();
    assert_eq!(ids, [("first", 1), ("two-words", 2)]);
    assert_eq!(essay.opening.len(), 1);
    assert!(matches!(essay.sections[1].blocks[..], [Block::List { .. }, Block::Quote(_), Block::Rule]));
}

#[test]
fn problems_carry_line_and_column() {
    let (_, found) =
        compiled("Fine.\n\nSee [it](javascript:alert).\n\n<b>x</b> and [term][^nowhere].\n\n[^unused]: u\n");
    assert_eq!(found[0], "e.md:7:5: error: A link cannot have the scheme “javascript”.");
    assert!(found.iter().any(|f| f.starts_with("e.md:9:") && f.contains("warning: Raw HTML")), "{found:?}");
    assert!(found.iter().any(|f| f.starts_with("e.md:9:") && f.contains("“nowhere” is not defined")), "{found:?}");
    assert!(found.iter().any(|f| f.starts_with("e.md:11:1: warning: The note “unused”")), "{found:?}");
}

#[test]
fn front_matter_is_asked_for() {
    let source = Source { file: "e.md".into(), text: "# No".into() };
    assert_eq!(
        compile(&source, None).1[0].to_string().lines().next(),
        Some("e.md:1:1: error: The essay has no front matter.")
    );
    let source = Source { file: "e.md".into(), text: "+++\nid = \"e\"\ntitel = \"T\"\n+++\n".into() };
    assert!(compile(&source, None).1[0].to_string().starts_with("e.md:3:1: error:"));
}

#[test]
fn a_sound_circle_is_taken() {
    let essay = clean(&format!("{}\nSee [this](#t/3) and [that](#loop/1).\n", circle(&RING, &ROUND)));
    assert_eq!(essay.opening.first(), Some(&Block::Circle));
    assert_eq!(essay.circle.unwrap().tellings[0].stages.len(), 3);
}

/// Checks that the only problem of each source is the expected line, or that there is none if the line is empty.
fn refused(cases: &[(&str, String)]) {
    for (expected, body) in cases {
        let (_, found) = compiled(body);
        let expected: Vec<_> = [*expected].into_iter().filter(|expected| !expected.is_empty()).collect();
        assert_eq!(found, expected, "{body}");
    }
}

/// Replaces one text, which must occur once, in the sound circle.
fn with(old: &str, new: &str) -> String {
    let sound = circle(&RING, &ROUND);
    assert_eq!(sound.matches(old).count(), 1, "{old}");
    sound.replace(old, new)
}

const A_TO_B: &str = "from = \"a\"\nto = \"b\"\nsign = \"+\"";
const LOOP: &str = "id = \"loop\", title = \"L\"";

#[test]
fn the_links_must_close_the_loop_in_its_order() {
    let [ab, bc, ca] = RING;
    refused(&[
        ("e.md:7:8: error: The loop is not closed: the link from “c” to “a” is missing.", circle(&RING[..2], &ROUND)),
        ("e.md:7:8: error: The loop is not closed: the link from “a” to “b” is missing.", circle(&RING[1..], &ROUND)),
        ("e.md:17:1: error: The link from “b” to “c” does not follow the loop.", circle(&[bc, ab, ca], &ROUND)),
        (
            "e.md:21:1: error: The link from “b” to “a” does not follow the loop.",
            circle(&[ab, ("b", "a", "-"), ca], &ROUND),
        ),
        (
            "e.md:29:1: error: The link from “a” to “c” does not follow the loop.",
            circle(&[ab, bc, ca, ("a", "c", "+")], &ROUND),
        ),
        ("e.md:29:1: error: A second link leads from “c” to “a”.", circle(&[ab, bc, ca, ca], &ROUND)),
        ("e.md:22:8: error: There is no variable “z”.", circle(&[ab, ("z", "c", "-"), ca], &ROUND)),
        ("e.md:27:6: error: There is no variable “z”.", circle(&[ab, bc, ("c", "z", "-")], &ROUND)),
    ]);
}

#[test]
fn an_id_belongs_to_one_variable_or_one_view() {
    refused(&[
        (
            "e.md:15:6: error: Two variables have the id “a”.",
            with("id = \"c\"", "id = \"a\"").replace("variable = \"c\"", "variable = \"a\""),
        ),
        ("e.md:30:6: error: Two views of the circle have the id “loop”.", with("id = \"t\"", "id = \"loop\"")),
    ]);
}

#[test]
fn a_telling_follows_the_loop_exactly_once_round() {
    let plus = [("a", "b", "+"), ("b", "c", "+"), ("c", "a", "+")];
    let told = |stages: &str| {
        let stages: Vec<_> = stages.split(' ').map(|variable| (variable, "up")).collect();
        circle(&plus, &stages)
    };
    let passes = "the way from “c” to “b” passes “a”, where it began.";
    let again =
        |start| format!("The telling “t” goes round a second time here: it has come back to “{start}” already.");
    refused(&[
        ("", told("b c a")),
        ("", told("a a b c")),
        ("", told("a b c c")),
        ("", told("a b c a")),
        ("", told("a c c")),
        (&format!("e.md:43:1: error: The telling “t” leaves the loop's order here: {passes}"), told("a c b")),
        (&format!("e.md:48:1: error: The telling “t” leaves the loop's order here: {passes}"), told("a b c b")),
        (&format!("e.md:53:1: error: {}", again("a")), told("a b c a b c")),
        (&format!("e.md:48:1: error: {}", again("b")), told("b c b c")),
        ("e.md:30:6: error: The telling “t” does not go round the loop: all its stages tell “b”.", told("b b b")),
        ("e.md:34:12: error: There is no variable “z”.", told("z c b")),
    ]);
}

#[test]
fn of_all_short_tellings_those_are_taken_whose_ways_add_up_to_one_round() {
    let plus = [("a", "b", "+"), ("b", "c", "+"), ("c", "a", "+")];
    for length in 3..=6 {
        for number in 0..3_usize.pow(length) {
            let places: Vec<_> = (0..length).map(|digit| number / 3_usize.pow(digit) % 3).collect();
            let ways = places.iter().zip(places.iter().cycle().skip(1)).map(|(from, to)| (to + 3 - from) % 3);
            let stages: Vec<_> = places.iter().map(|place| (["a", "b", "c"][*place], "up")).collect();
            let (_, found) = compiled(&circle(&plus, &stages));
            assert_eq!(found.len(), usize::from(ways.sum::<usize>() != 3), "{places:?}: {found:?}");
        }
    }
}

#[test]
fn the_order_that_a_telling_should_keep_is_named() {
    let body = circle(&RING, &[("b", "up"), ("a", "down"), ("a", "down"), ("c", "up")]);
    let source = Source { file: "e.md".to_owned(), text: format!("{HEAD}{body}") };
    let (_, found) = compile(&source, None);
    assert_eq!(found[0].problem.hint, "Keep the order “b”, “c”, “a”, once round.");
}

#[test]
fn a_stage_moves_by_the_signs_behind_it() {
    let balancing = [RING[0], RING[1], ("c", "a", "+")];
    refused(&[
        (
            "e.md:43:1: error: By the signs of the loop “c” moves the other way here, for it follows “b”.",
            circle(&RING, &[("a", "up"), ("b", "up"), ("c", "up")]),
        ),
        (
            "e.md:38:1: error: By the signs of the loop “b” moves the other way here, for it follows “a”.",
            circle(&RING, &[("a", "up"), ("b", "down"), ("c", "down")]),
        ),
        (
            "e.md:43:1: error: By the signs of the loop “a” moves the other way here, for it follows “b”.",
            circle(&RING, &[("b", "up"), ("b", "up"), ("a", "down")]),
        ),
        (
            "e.md:38:1: error: “a” moves the other way in the stage before.",
            circle(&RING, &[("a", "up"), ("a", "down"), ("c", "down")]),
        ),
        ("", circle(&balancing, &ROUND)),
        ("", circle(&balancing, &[("a", "up"), ("b", "up"), ("c", "down"), ("a", "down")])),
    ]);
}

#[test]
fn nothing_is_called_what_the_signs_deny() {
    let kind = |kind: &str| format!("{LOOP}, kind = \"{kind}\"");
    let says = |what: &str| format!("error: The {what} says “balancing”, but by its signs the loop is reinforcing.");
    refused(&[
        ("", with(LOOP, &kind("reinforcing"))),
        ("", with("\"C\"", "\"Rebalancing, reinforcing\"")),
        (&format!("e.md:7:43: {}", says("kind of the loop")), with(LOOP, &kind("balancing"))),
        (&format!("e.md:6:9: {}", says("title of the circle")), with("\"C\"", "\"A Balancing circle\"")),
        (&format!("e.md:7:31: {}", says("title of the loop")), with("\"L\"", "\"The loop (balancing)\"")),
        (&format!("e.md:31:9: {}", says("title of the telling “t”")), with("\"T\"", "\"BALANCING\"")),
        (
            &format!("e.md:32:11: {}", says("summary of the telling “t”")),
            with("tone =", "summary = \"It is balancing.\"\ntone ="),
        ),
        (
            "e.md:6:9: error: The title of the circle says “reinforcing”, but by its signs the loop is balancing.",
            circle(&[("a", "b", "-"), RING[1], RING[2]], &[("a", "up"), ("b", "down"), ("c", "up")])
                .replace("\"C\"", "\"Self-reinforcing\""),
        ),
        (
            "e.md:7:8: error: The loop is not closed: the link from “a” to “b” is missing.",
            circle(&RING[1..], &ROUND).replace("\"C\"", "\"Balancing\""),
        ),
    ]);
    let source = Source { file: "e.md".to_owned(), text: format!("{HEAD}{}", with("\"C\"", "\"Balancing\"")) };
    assert_eq!(
        compile(&source, None).1[0].problem.hint,
        "The signs from “b” to “c” and from “c” to “a” are minus, and an even number of minus signs makes a loop \
         reinforcing. Write “reinforcing”, or mend a sign."
    );
}

#[test]
fn a_fault_has_its_place_in_a_file_from_windows_and_in_an_indented_block() {
    let body = circle(&RING, &ROUND).replace("\"S.\"", "\"\"");
    let places = |text: String| -> Vec<_> {
        let source = Source { file: "e.md".to_owned(), text };
        compile(&source, None).1.iter().map(|found| (found.problem.line, found.problem.column)).collect()
    };
    assert_eq!(places(format!("{HEAD}{body}").replace('\n', "\r\n")), [(37, 12), (42, 12), (47, 12)]);
    let item = format!("- {}", body.trim_end().replace('\n', "\n  "));
    assert_eq!(places(format!("{HEAD}{item}\n")), [(37, 14), (42, 14), (47, 14)]);
}

#[test]
fn a_circle_can_be_followed_by_eye() {
    let ring = |count: usize| {
        let variables: String = (0..count).map(|n| format!("[[variable]]\nid = \"v{n}\"\nname = \"v\"\n")).collect();
        let links: String = (0..count)
            .map(|n| format!("[[link]]\nfrom = \"v{n}\"\nto = \"v{}\"\nsign = \"+\"\n", (n + 1) % count))
            .collect();
        format!("```circle\ntitle = \"C\"\nloop = {{ id = \"loop\", title = \"L\" }}\n{variables}{links}```\n")
    };
    let thirteen = [[("a", "up"); 11].as_slice(), &ROUND[1..]].concat();
    refused(&[
        ("e.md:7:8: error: The loop has 0 variables.", ring(0)),
        ("e.md:7:8: error: The loop has 2 variables.", ring(2)),
        ("", ring(3)),
        ("", ring(12)),
        ("e.md:7:8: error: The loop has 13 variables.", ring(13)),
        ("e.md:30:6: error: The telling “t” has 0 stages.", circle(&RING, &[])),
        ("e.md:30:6: error: The telling “t” has 2 stages.", circle(&RING, &ROUND[..2])),
        ("", circle(&RING, &thirteen[1..])),
        ("e.md:30:6: error: The telling “t” has 13 stages.", circle(&RING, &thirteen)),
    ]);
}

#[test]
fn nothing_that_is_shown_or_named_is_empty_or_too_long() {
    let label = |label: &str| circle(&RING, &ROUND).replacen("\"l\"", &format!("\"{label}\""), 1);
    refused(&[
        ("", label(&"ä".repeat(60))),
        ("e.md:36:9: error: The label of this stage has 61 characters.", label(&"ä".repeat(61))),
        ("e.md:36:9: error: The label of this stage is empty.", label(" ")),
        (
            "e.md:37:12: error: The sentence of this stage is empty.",
            circle(&RING, &ROUND).replacen("\"S.\"", "\"\"", 1),
        ),
        ("e.md:10:8: error: The name of the variable “a” is empty.", with("name = \"a\"", "name = \"\"")),
        (
            "e.md:10:8: error: The name of the variable “a” has 61 characters.",
            with("name = \"a\"", &format!("name = \"{}\"", "ä".repeat(61))),
        ),
        (
            "e.md:9:6: error: The id of this variable is empty.",
            with("id = \"a\"", "id = \"\"").replace("variable = \"a\"", "variable = \"b\""),
        ),
        ("e.md:7:15: error: The id of the loop is empty.", with("id = \"loop\"", "id = \"\"")),
        ("e.md:30:6: error: The id of this telling is empty.", with("id = \"t\"", "id = \" \"")),
    ]);
}

#[test]
fn a_field_that_is_not_known_is_refused_wherever_it_stands() {
    for (line, column, old, new) in [
        (7, 1, "loop = {", "trainer = \"x\"\nloop = {"),
        (7, 36, LOOP, "id = \"loop\", title = \"L\", trainer = \"x\""),
        (11, 1, "name = \"a\"", "name = \"a\"\ntrainer = \"x\""),
        (20, 1, A_TO_B, "from = \"a\"\nto = \"b\"\ntrainer = \"x\"\nsign = \"+\""),
        (32, 1, "tone =", "trainer = \"x\"\ntone ="),
        (35, 1, "variable = \"a\"", "variable = \"a\"\nlable = \"x\""),
    ] {
        let (_, found) = compiled(&with(old, new));
        assert_eq!(found.len(), 1, "{found:?}");
        let start = format!("e.md:{line}:{column}: error: The circle cannot be read: unknown field `");
        assert!(found[0].starts_with(&start), "{start}: {}", found[0]);
    }
    let (_, found) = compiled(&with(LOOP, &format!("{LOOP}, kind = \"vicious\"")));
    assert!(
        found[0].starts_with("e.md:7:43: error: The circle cannot be read: unknown variant `vicious`"),
        "{found:?}"
    );
}

#[test]
fn a_link_into_the_page_must_lead_somewhere() {
    let (_, found) = compiled(&format!("{}\n[x](#t/4) [y](#note-z) [w](#gone)\n", circle(&RING, &ROUND)));
    assert_eq!(found.len(), 3, "{found:?}");
    // The stages of an unreadable circle are unknown, so only the circle is reported.
    let unread = circle(&RING, &ROUND).replace("sign = \"+\"", "sign = \"?\"");
    let (_, found) = compiled(&format!("{unread}\n[x](#t/1)\n"));
    assert!(found.len() == 1 && found[0].contains("The circle cannot be read"), "{found:?}");
    let (_, found) = compiled("[x](#t/1)\n");
    assert_eq!(found, ["e.md:5:1: error: The link #t/1 leads nowhere."]);
}

#[test]
fn nothing_that_is_typed_makes_it_panic() {
    let pieces = [
        "[^a]",
        "[x][^a]",
        "](",
        "> ",
        "- ",
        "\n",
        "```circle\n",
        "[^a]: ",
        "|a|\n|-|\n",
        "**",
        "<i>",
        "## ",
        "]",
        "ä",
    ];
    // A small generator with the usual constants (Numerical Recipes) makes the same texts each time.
    let mut seed: u32 = 1;
    for _ in 0..3_000 {
        let mut body = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            body += pieces[seed as usize / 65_536 % pieces.len()];
        }
        let _ = compiled(&body);
    }
    let _ = compiled(&"> ".repeat(5_000));
}

#[test]
fn the_essays_own_start_is_read_and_has_to_be_in_the_loop() {
    let answer = |variable: &str| {
        let block = circle(&RING, &ROUND);
        let answer = format!(
            "[answer]\nvariable = \"{variable}\"\ndirection = \"down\"\ntext = \"T.\"\nrisk = \"R.\"\n[[telling]]"
        );
        compiled(&block.replacen("[[telling]]", &answer, 1))
    };
    let (essay, found) = answer("b");
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(essay.unwrap().circle.unwrap().answer.unwrap().variable, "b");
    assert!(answer("z").1[0].ends_with("error: There is no variable “z”."), "{:?}", answer("z").1);
}
