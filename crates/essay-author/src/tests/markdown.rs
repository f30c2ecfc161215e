//! Tests links, pictures, tables, and the unsupported parts of Markdown.

use super::*;
use essay_core::essay::{Align, Table};

fn shown(body: &str) -> String {
    let (essay, found) = compiled(body);
    [found, lines(&essay.unwrap().opening)].concat().join("\n")
}

#[test]
fn a_link_to_an_address_of_mail_says_so() {
    assert_eq!(
        shown("Write to <editor@example.org> or [me](mailto:me@example.org)."),
        "Write to (editor@example.org -> mailto:editor@example.org) or (me -> mailto:me@example.org)."
    );
    assert_eq!(shown("<mailto:me@example.org>"), "(mailto:me@example.org -> mailto:me@example.org)");
    assert_eq!(shown("<https://example.org/a@b>"), "(https://example.org/a@b -> https://example.org/a@b)");
}

#[test]
fn a_colon_in_an_address_of_the_same_site_is_no_scheme() {
    for href in [
        "chapter.html#fn:1",
        "?t=12:30",
        "./x:y",
        "../a:b",
        "/a:b",
        "//example.org:8080/x",
        "a/b:c",
        "12:30.html",
        "ä:b",
        "a%3Ab",
        "tel:+441234",
        "TEL:+441234",
        "HTTPS://example.org",
        "mailto:a@b.c",
        "",
    ] {
        let text = shown(&format!("[x](<{href}>)"));
        assert_eq!(text, format!("(x -> {href})"));
    }
    for (href, scheme) in [
        ("x:y", "x"),
        ("javascript:alert(1)", "javascript"),
        ("JavaScript:alert(1)", "javascript"),
        ("java&#9;script:alert(1)", "javascript"),
        ("java&#10;script:alert(1)", "javascript"),
        ("&#1;javascript:alert(1)", "javascript"),
        ("&#32;javascript:alert(1)", "javascript"),
        ("data:text/html,x", "data"),
        ("vbscript:x", "vbscript"),
        ("file:///etc/passwd", "file"),
        ("blob:x", "blob"),
        ("web+a.b-c:x", "web+a.b-c"),
    ] {
        for body in [format!("See [*x*](<{href}>)."), format!("See [*x*][l].\n\n[l]: <{href}>\n")] {
            let expected = format!("e.md:5:5: error: A link cannot have the scheme “{scheme}”.\nSee *x*.");
            assert_eq!(shown(&body), expected, "{body}");
        }
    }
    assert!(shown("<x+y:z>").starts_with("e.md:5:1: error: A link cannot have the scheme “x+y”."));
}

#[test]
fn pictures_and_links_stay_as_they_are_written() {
    // They are relative to the document's address, which the element knows and the compiler does not.
    assert_eq!(shown("![a](../ring.png) [b](two.html)"), "!(a -> ../ring.png) (b -> two.html)");
    assert_eq!(shown("![a](DATA:image/png;base64,AA==)"), "!(a -> DATA:image/png;base64,AA==)");
    for (src, scheme) in
        [("javascript:x", "javascript"), ("data:text/html,x", "data"), ("c:\\\\x.png", "c"), ("file:///x.png", "file")]
    {
        let expected = format!("e.md:5:5: error: A picture cannot have the scheme “{scheme}”.\nOne a.");
        assert_eq!(shown(&format!("One ![a](<{src}>).")), expected);
    }
}

#[test]
fn a_table_keeps_the_sides_of_its_columns() {
    let essay =
        clean("| Name | Sum | Mid | Any |\n|:-----|----:|:-:|--|\n| A[^n] | 1 | 2 | 3 |\n\n[^n]: Note in a table.\n");
    let Some(Block::Table(Table { align, rows })) = essay.opening.first() else { panic!("no table") };
    assert_eq!(align, &[Align::Left, Align::Right, Align::Center, Align::Start]);
    assert_eq!(
        rows.iter().flatten().map(|cell| line(cell)).collect::<Vec<_>>(),
        ["Name", "Sum", "Mid", "Any", "{n: A}", "1", "2", "3"]
    );
    // A table without alignment keeps its format. The new field stands beside the rows.
    let json = |essay: &Essay| serde_json::to_string(&essay.opening).unwrap();
    assert!(json(&essay).starts_with(r#"[{"align":["left","right","center","start"],"table":[[["#), "{}", json(&essay));
    assert_eq!(json(&clean("|a|\n|-|\n")), r#"[{"table":[[[{"text":"a"}]]]}]"#);
    let document = serde_json::to_string(&essay).unwrap();
    assert_eq!(Essay::from_json(&document), Ok(essay));
}

#[test]
fn what_is_not_supported_is_told_and_shown_as_it_is_written() {
    let told = |place: &str, message: &str, shown: &str| format!("e.md:{place}: warning: {message}\n{shown}");
    for (body, expected) in [
        ("a ~~b *c*~~ d", told("5:3", "Words cannot be struck out: the tildes are shown.", "a ~~b *c*~~ d")),
        ("a \\~\\~b\\~\\~ d", "a ~~b~~ d".to_owned()),
        ("[a](b \"c\")", told("5:1", "The title “c” of this link is not shown.", "(a -> b)")),
        ("![a](b \"c\")", told("5:1", "The title “c” of this picture is not shown.", "!(a -> b)")),
        (
            "a <b>c</b>",
            told("5:3", "Raw HTML is not passed through.", "e.md:5:7: warning: Raw HTML is not passed through.\na c"),
        ),
        ("a\n\n<div>\nb\n</div>", told("7:1", "Raw HTML is not passed through.", "a")),
    ] {
        assert_eq!(shown(body), expected, "{body}");
    }
    let found = |body: &str| compiled(body).1;
    let box_to_tick = "A box to tick is shown as the characters that it is written with.";
    assert_eq!(
        found("- [x] a\n- [ ] b\n"),
        [format!("e.md:5:3: warning: {box_to_tick}"), format!("e.md:6:3: warning: {box_to_tick}")]
    );
    assert!(shown("- [x] a\n").contains("\"[x] a\""));
    let alert = "An alert is shown as a quotation, with the mark that it begins with.";
    assert_eq!(found("> [!NOTE]\n> a\n"), [format!("e.md:5:1: warning: {alert}")]);
    let surplus = "This row has more cells than the table has columns; the rest is left out.";
    assert_eq!(found("|a|b|\n|-|-|\n|1|2|3|\n|1|\n|1|2|\n"), [format!("e.md:7:6: warning: {surplus}")]);
    assert_eq!(found("```Circle\n```\n"), ["e.md:5:1: warning: The block “Circle” is shown as code."]);
    let two = "```discussion\n```\n";
    assert_eq!(found(&format!("{two}{two}")), ["e.md:7:1: error: The essay has two discussions."]);
    assert_eq!(found("> ## A\n"), ["e.md:5:3: error: A title cannot stand inside a list, a quotation or a note."]);
    assert_eq!(
        found("w[^a]\n\n[^a]: x\n\n    ## B\n\n    y\n\nz\n"),
        ["e.md:9:5: error: A title cannot stand inside a list, a quotation or a note."]
    );
}

#[test]
fn entries_hold_neither_titles_nor_notes_nor_circles() {
    let entry =
        |text: &str| format!("```discussion\n[[entry]]\nid = \"a\"\nname = \"N\"\ntext = '''\n{text}'''\n```\n");
    let shown = |text: &str| {
        let (essay, found) = compiled(&entry(text));
        [found, lines(&essay.unwrap().entries[0].blocks)].concat()
    };
    assert_eq!(
        shown("# One\n\ntwo"),
        [
            "e.md:10:1: warning: An entry of the discussion has no titles: this one is shown as a paragraph.",
            "One",
            "two"
        ]
    );
    assert_eq!(
        shown("word[^a]\n\n[^a]: text"),
        ["e.md:12:1: error: An entry of the discussion cannot hold a footnote.", "word[^a]", "text"]
    );
    assert_eq!(shown("    circle\n"), ["Code(\"circle\\n\")"]);
    assert_eq!(shown("~~~circle\nx\n~~~\n"), ["Code(\"x\\n\")"]);
    let both = Source { file: "e.md".into(), text: format!("{HEAD}{}", entry("x")) };
    let beside = Source { file: "discussion.toml".into(), text: String::new() };
    let (_, found) = compile(&both, Some(&beside));
    assert_eq!(found[0].problem.message, "The discussion stands here, so discussion.toml is not used.");
}

#[test]
fn a_circle_within_a_list_is_shown_behind_it() {
    let item = format!("- {}\n", circle(&RING, &ROUND).trim_end().replace('\n', "\n  "));
    let essay = clean(&format!("{item}\nAfter.\n"));
    assert!(
        matches!(essay.opening[..], [Block::List { .. }, Block::Circle, Block::Paragraph(_)]),
        "{:?}",
        essay.opening
    );
}

#[test]
fn nothing_nests_so_deep_that_the_stack_ends() {
    let deep = |open: &str, count: usize, close: &str| format!("{}x{}", open.repeat(count), close.repeat(count));
    for body in [
        deep("*a _b ", 3_000, "_*"),
        deep("[a](b) ![", 2_000, "](c)"),
        deep("~~a ~", 2_000, "~ ~~"),
        deep("[", 5_000, "]"),
        deep("> - ", 2_000, ""),
        (0..200).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect(),
        deep("> ", 50, "\n\n[^a]: b"),
        deep("> ", 45, "\n# a"),
    ] {
        let _ = compiled(&body);
    }
    let (essay, found) = compiled(&deep("*a _b ", 60, "_*"));
    assert!(found.iter().any(|found| found.contains("nested too deeply")), "{found:?}");
    assert_eq!(essay.unwrap().opening.len(), 1);
}
