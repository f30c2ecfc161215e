//! Tests that sections, notes, stages and entries have unique names, and that links lead to them.

use super::*;

/// Returns the ids of the sections, and the paragraphs of the last one.
fn placed(body: &str) -> (Vec<String>, Vec<String>) {
    let essay = clean(body);
    let ids = essay.sections.iter().map(|section| section.id.clone()).collect();
    (ids, lines(&essay.sections.last().unwrap().blocks))
}

const ENTRY: &str = "```discussion\n[[entry]]\nid = \"first\"\nname = \"N\"\ntext = \"T.\"\n```\n";

#[test]
fn a_title_may_begin_as_the_name_of_a_note_or_a_comment() {
    let body = "## Note on method {}\n\n## Comment on the bill\n\nSee [method](#note-on-method), [bill](#comment-on-the-bill).\n";
    let (ids, text) = placed(body);
    assert_eq!(ids, ["note-on-method", "comment-on-the-bill"]);
    assert_eq!(text, ["See (method -> #note-on-method), (bill -> #comment-on-the-bill)."]);
}

#[test]
fn a_title_whose_name_is_taken_gets_one_of_its_own() {
    for (title, other, id) in [
        ("Note: Method", "Word[^method].\n\n[^method]: M.\n", "note-method"),
        ("Comment: first", ENTRY, "comment-first"),
        ("Open: first", ENTRY, "open-first"),
        ("Title", "", "title"),
        ("Circle", "", "circle"),
        ("Settings", "", "settings"),
        ("Opening", "", "opening"),
        ("Run 1", "", "run-1"),
        ("View: t", &circle(&RING, &ROUND), "view-t"),
    ] {
        let essay = compiled(&format!("Before.\n\n{other}\n\n## {title}\n\nOne [two](#{id}).\n")).0.unwrap();
        assert_eq!(essay.sections[0].id, format!("section-{id}"));
        assert_eq!(lines(&essay.sections[0].blocks), [format!("One (two -> #section-{id}).")]);
    }
    // If nothing precedes the first section, the name is free.
    assert_eq!(clean("## Opening\n").sections[0].id, "opening");
    assert_eq!(clean("Before.\n\n## Opening {}\n\n## B {#section-opening}\n").sections[0].id, "section-opening-2");
}

#[test]
fn which_of_two_a_link_leads_to_is_told() {
    let (_, found) = compiled("Word[^method].\n\n## Note: Method\n\n[x](#note-method)\n\n[^method]: M.\n");
    assert_eq!(
        found,
        ["e.md:9:1: warning: The link #note-method leads to the section, and not to the note of the same name."]
    );
    // The link leads to the note once the section has an id of its own.
    let essay = clean("Word[^method].\n\n## Note: Method {#how}\n\n[x](#note-method) [y](#how)\n\n[^method]: M.\n");
    assert_eq!(lines(&essay.sections[0].blocks), ["(x -> #note-method) (y -> #how)"]);
}

#[test]
fn an_id_that_an_author_gives_is_kept_or_refused() {
    let refused =
        |id: &str, owner: &str| (format!("## A {{#{id}}}\n"), format!("The section's id “{id}” is that of {owner}."));
    for ((body, message), more) in [
        (refused("note-x", "a note"), "w[^x]\n\n[^x]: X.\n"),
        (refused("comment-first", "an entry of the discussion"), ENTRY),
        (refused("title", "a part of the page"), ""),
        (refused("opening", "what stands before the first section"), "Before.\n"),
    ] {
        let (_, found) =
            compiled(&format!("{body}\nText.\n\n{more}").replace("## A {#opening}\n", "Before.\n\n## A {#opening}\n"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(&format!("error: {message}")), "{found:?}");
    }
    let (_, found) = compiled("## A {#t/3}\n");
    assert_eq!(
        found,
        ["e.md:5:6: error: A section cannot have the id “t/3”: a slash and a number name a stage or a paragraph."]
    );
    let (_, found) = compiled("## A\n\n## B {#a}\n");
    assert_eq!(found, ["e.md:7:1: error: Two sections have the id “a”."]);
}

#[test]
fn a_section_may_have_the_name_of_a_telling() {
    let (ids, text) = placed(&format!("{}\n## T\n\n[a](#t) [b](#t/3)\n", circle(&RING, &ROUND)));
    assert_eq!((ids, text), (vec!["t".to_owned()], vec!["(a -> #t) (b -> #t/3)".to_owned()]));
    let (_, found) = compiled(&with("id = \"t\"", "id = \"note-t\""));
    assert_eq!(found, ["e.md:30:6: error: The id of this telling begins with “note-”."]);
}

#[test]
fn links_lead_to_paragraphs_and_to_names_as_addresses_write_them() {
    let (_, text) = placed("Before.\n\n## Über uns\n\n[b](#%C3%BCber-uns) [c](#über-uns/1) [d](#opening/1)\n");
    assert_eq!(text, ["(b -> #über-uns) (c -> #über-uns/1) (d -> #opening/1)"]);
    let (_, found) = compiled("## A\n\n[x](#a/2) [y](#b/1) [z](#comment-x) [t](#)\n");
    let places: Vec<_> = found.iter().map(|found| found.split(": The link ").collect::<Vec<_>>()).collect();
    assert_eq!(
        places,
        [
            ["e.md:7:1: error", "#a/2 leads nowhere."],
            ["e.md:7:11: error", "#b/1 leads nowhere."],
            ["e.md:7:21: warning", "#comment-x leads to no entry that ships with the essay."],
            ["e.md:7:37: error", "# leads nowhere."],
        ]
    );
}

#[test]
fn links_of_entries_lead_somewhere_too() {
    let entry = |text: &str| format!("## A\n\nText.\n\n{}", ENTRY.replace("\"T.\"", text));
    let essay = clean(&entry("\"[a](#a) [b](#comment-first)\""));
    assert_eq!(lines(&essay.entries[0].blocks), ["(a -> #a) (b -> #comment-first)"]);
    let (_, found) = compiled(&entry("\"\"\"\nOne.\n\n[b](#b)\"\"\""));
    assert_eq!(found, ["e.md:16:1: error: The link #b leads nowhere."]);
    let (_, found) = compiled(&entry("\"One [b](#b)\""));
    assert_eq!(found, ["e.md:13:13: error: The link #b leads nowhere."]);
}

#[test]
fn a_title_without_letters_is_numbered() {
    assert_eq!(placed("## …\n\n## 🎉\n").0, ["section-1", "section-2"]);
}

#[test]
fn braces_behind_a_title_are_its_id_or_text() {
    let title = |body: &str| {
        let (essay, found) = compiled(body);
        let section = essay.unwrap().sections.remove(0);
        (section.id, line(&section.title), found)
    };
    for (body, id, words) in [
        ("## One {#first}\n", "first", "One"),
        ("## One {#first} ##\n", "first", "One"),
        ("One {#first}\n---\n", "first", "One"),
        ("## *One* {#a_b_c}\n", "a_b_c", "*One* ".trim_end()),
        ("## The set {1, 2}\n", "the-set-1-2", "The set {1, 2}"),
        ("## One \\{#first}\n", "one-first", "One {#first}"),
        ("## One `{#first}`\n", "one-first", "One `{#first}`"),
        ("## One {}\n", "one", "One"),
    ] {
        assert_eq!(title(body), (id.to_owned(), words.to_owned(), vec![]), "{body}");
    }
    let (id, words, found) = title("## One {#first .wide lang=fi}\n");
    assert_eq!((id.as_str(), words.as_str()), ("first", "One"));
    assert_eq!(
        found,
        [
            "e.md:5:8: warning: “.wide” behind a title has no effect.",
            "e.md:5:8: warning: “lang=fi” behind a title has no effect."
        ]
    );
}
