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

/// A circle of three variables; `stages` are the (variable, direction) of its one telling.
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

#[test]
fn a_circle_that_is_none_is_refused_with_a_place() {
    let cases: [(&str, String); 5] = [
        ("is not closed", circle(&RING[..2], &ROUND)),
        ("moves the other way here", circle(&RING, &[("a", "up"), ("b", "up"), ("c", "up")])),
        ("There is no variable “z”", circle(&RING, &[("a", "up"), ("z", "up"), ("c", "down")])),
        ("does not follow the loop", circle(&[RING[1], RING[0], RING[2]], &ROUND)),
        ("has 2 stages", circle(&RING, &ROUND[..2])),
    ];
    for (expected, body) in cases {
        let (_, found) = compiled(&body);
        let hit = found.iter().find(|found| found.contains(expected));
        let hit = hit.unwrap_or_else(|| panic!("{expected}: {found:?}"));
        let line: usize = hit.split(':').nth(1).and_then(|line| line.parse().ok()).unwrap();
        assert!(line > 5, "{hit}");
    }
}

#[test]
fn a_link_into_the_page_must_lead_somewhere() {
    let (_, found) = compiled(&format!("{}\n[x](#t/4) [y](#note-z) [w](#gone)\n", circle(&RING, &ROUND)));
    assert_eq!(found.len(), 3, "{found:?}");
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
    // A small generator of the usual constants (Numerical Recipes) makes the same texts each time.
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
