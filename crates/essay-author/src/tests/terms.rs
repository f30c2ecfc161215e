//! Tests which words a footnote belongs to.

use super::*;

/// Compiles a paragraph with the notes a, b and c. Problems come first.
fn shown(paragraph: &str) -> String {
    let notes: String = ["a", "b", "c"]
        .iter()
        .filter(|id| paragraph.contains(&format!("[^{id}]")))
        .map(|id| format!("[^{id}]: X.\n"))
        .collect();
    let (essay, found) = compiled(&format!("{paragraph}\n\n{notes}"));
    [found, lines(&essay.unwrap().opening)].concat().join("\n")
}

fn check(cases: &[(&str, &str)]) {
    for (paragraph, expected) in cases {
        assert_eq!(shown(paragraph), *expected, "{paragraph}");
    }
}

#[test]
fn brackets_within_brackets_pair() {
    check(&[
        ("He wrote [they was [sic] robbed][^a] and left.", "He wrote {a: they was [sic] robbed} and left."),
        ("Also [array[0]][^b] here.", "Also {b: array[0]} here."),
        ("[[a]][^a] [[b] c][^b] [d [e [f]]][^c]", "{a: [a]} {b: [b] c} {c: d [e [f]]}"),
        ("[one] [two][^a]", "[one] {a: two}"),
        ("[see [this](x) page][^a]", "{a: see (this -> x) page}"),
        ("[a *b [c* d]][^a]", "{a: a *b [c* d}]"),
        // Unpaired marks are text.
        ("half] open[^a]", "half] {a: open}"),
        ("half]open][^a]", "half]{a: open}]"),
        ("[half open[^a]", "[half {a: open}"),
        ("[one [two][^a]", "[one {a: two}"),
    ]);
}

#[test]
fn escaped_brackets_are_text() {
    check(&[
        ("Use the class \\[\\^a-z\\] here.", "Use the class [^a-z] here."),
        ("Use \\[^a-z] and [\\^a-z] and [^0\\].", "Use [^a-z] and [^a-z] and [^0]."),
        ("Use &#91;^a-z&#93; and [&#94;a].", "Use [^a-z] and [^a]."),
        ("Use `[^a-z]` here.", "Use `[^a-z]` here."),
        ("See [\\[\\^a-z\\]](x) here.", "See ([^a-z] -> x) here."),
        ("See [`[^a-z]`](x) here.", "See (`[^a-z]` -> x) here."),
        ("![\\[\\^a-z\\]](x.png)", "!([^a-z] -> x.png)"),
        ("*\\[\\^a-z\\]*", "*[^a-z]*"),
        // An escaped bracket is part of the term, and neither begins nor ends it.
        ("[one \\] two][^a]", "{a: one ] two}"),
        ("[one \\[ two][^a]", "{a: one [ two}"),
        ("two \\[words\\][^a]", "two [{a: words}]"),
        ("[two [words\\]][^a]", "[two {a: words]}"),
        // An escaped backslash escapes nothing.
        ("one \\\\[two words][^a]", "one \\{a: two words}"),
    ]);
    let (essay, found) = compiled("    [^a-z]\n\n```\n[^b-z]\n```\n");
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(essay.unwrap().opening, [Block::Code("[^a-z]\n".into()), Block::Code("[^b-z]\n".into())]);
}

#[test]
fn a_reference_to_no_note_is_still_told() {
    for (text, column, label) in
        [("a [^x] b", 4, "x"), ("\\\\[^x]", 4, "x"), ("[^*y*]", 2, "y"), ("a [^b c]", 4, "b c")]
    {
        let (_, found) = compiled(text);
        assert_eq!(found, [format!("e.md:5:{column}: error: The note “{label}” is not defined.")], "{text}");
    }
}

#[test]
fn a_footnote_may_stand_behind_a_blank_a_link_or_anything_else_with_words() {
    check(&[
        ("Some word [^a] more.", "Some {a: word} more."),
        ("Some word\n[^a] more.", "Some {a: word} more."),
        ("Some word \u{a0}[^a] more.", "Some {a: word} more."),
        ("Some word  \n[^a] more.", "Some {a: word}\n more."),
        ("[Some words] [^a] more.", "{a: Some words} more."),
        ("A [link](x)[^a] more.", "A {a: (link -> x)} more."),
        ("A [link](x) [^a] more.", "A {a: (link -> x)} more."),
        ("A [long *link*](x).[^a]", "A {a: (long *link* -> x)}."),
        ("See <https://e.org/x>[^a].", "See {a: (https://e.org/x -> https://e.org/x)}."),
        ("See [it][l][^a].\n\n[l]: x", "See {a: (it -> x)}."),
        ("An *emphasised word* [^a] more.", "An {a: *emphasised word*} more."),
        ("A **strong word**[^a].", "A {a: **strong word**}."),
        ("Some `code` [^a].", "Some {a: `code`}."),
        ("Some `code`.[^a]", "Some {a: `code`}."),
        ("A picture ![of it](x.png)[^a] here.", "A picture {a: !(of it -> x.png)} here."),
        ("A picture ![](x.png) [^a] here.", "A picture {a: !( -> x.png)} here."),
        // The words are a caption, which stays one within a note.
        ("![of it](x.png) *Its caption*[^a]", "!(of it -> x.png) *{a: Its caption}*"),
        ("un*like*ly[^a]", "{a: un*like*ly}"),
        ("so un*like*ly[^a]", "so {a: un*like*ly}"),
        ("[un]likely[^a]", "[un]{a: likely}"),
        (
            "word<b></b>[^a]",
            "e.md:5:5: warning: Raw HTML is not passed through.\ne.md:5:8: warning: Raw HTML is not passed through.\n{a: word}",
        ),
    ]);
}

#[test]
fn punctuation_between_the_word_and_its_footnote_stands_behind_the_note() {
    check(&[
        ("He left.[^a] Then", "He {a: left}. Then"),
        ("He left. [^a] Then", "He {a: left}. Then"),
        ("“He left.”[^a]", "“He {a: left}.”"),
        ("\"left\"[^a]", "\"{a: left}\""),
        ("‘left’ [^a],", "‘{a: left}’,"),
        ("«left» [^a]", "«{a: left}»"),
        ("(left)[^a]", "({a: left})"),
        ("left —[^a] more", "{a: left} — more"),
        ("left…[^a]", "{a: left}…"),
        ("*left*,[^a]", "{a: *left*},"),
        ("[they left],[^a]", "{a: they left},"),
        ("really?![^a]", "{a: really}?!"),
        ("don't[^a] can’t[^b]", "{a: don't} {b: can’t}"),
        ("C++[^a], 5%[^b], 20 °C[^c]", "{a: C++}, {b: 5%}, 20 {c: °C}"),
        ("the U.S.[^a] army", "the {a: U.S.} army"),
        ("word—other[^a]", "word—{a: other}"),
        ("今天，老师[^a]来了", "今天，{a: 老师}来了"),
        ("قالها؟[^a]", "{a: قالها}؟"),
        ("हिन्दी[^a]", "{a: हिन्दी}"),
    ]);
}

#[test]
fn a_footnote_without_words_of_its_own_is_told_and_the_text_is_kept() {
    let no_term = |column: usize| format!("e.md:5:{column}: error: The note “a” has no term.");
    let taken = |column: usize, label: &str, other: &str| {
        format!(
            "e.md:5:{column}: error: The words before the note “{label}” are the term of the note “{other}”, or hold it."
        )
    };
    for (text, column, kept) in [
        ("[^a] word", 1, " word"),
        ("— [^a] word", 3, "— word"),
        ("x  \n— *[^a] word*", 0, "x\n— * word*"),
        ("[] [^a] word", 4, "[] word"),
        ("[](x)[^a] word", 6, "( -> x) word"),
    ] {
        let said = shown(text);
        let kept = if kept.starts_with("[]") { "[] word" } else { kept };
        if column == 0 {
            assert!(said.contains("e.md:6:4: error: The note “a” has no term."), "{said}");
        } else {
            assert!(said.starts_with(&no_term(column)), "{text}: {said}");
        }
        assert!(said.trim().ends_with(kept.trim()), "{text}: {said}");
    }
    for (text, column, label, other, kept) in [
        ("word[^a][^b]", 9, "b", "a", "{a: word}"),
        ("word[^a], [^b]", 11, "b", "a", "{a: word},"),
        ("*a word[^a]*[^b]", 13, "b", "a", "*a {a: word}*"),
        ("[a word[^a] more][^b]", 18, "b", "a", "[a {a: word} more]"),
    ] {
        assert_eq!(shown(text), format!("{}\n{kept}", taken(column, label, other)), "{text}");
    }
}

#[test]
fn notes_stand_in_lists_quotations_and_tables_and_are_refused_in_titles() {
    let essay = clean(
        "- word [^a]\n\n> word [^b]\n\n|x|y|\n|-|-|\n|word [^c]|z [^d].|\n\n[^a]: A.\n[^b]: B.\n[^c]: C.\n[^d]: D.\n",
    );
    let told = format!("{:?}", essay.opening);
    for id in ["a", "b", "c", "d"] {
        assert!(
            told.contains(&format!(
                "Note {{ id: \"{id}\", term: [Text(\"{}\")] }}",
                if id == "d" { "z" } else { "word" }
            )),
            "{told}"
        );
    }
    assert_eq!(essay.notes.len(), 4);
    let (_, found) = compiled("## A title[^a]\n\n[^a]: A.\n");
    assert_eq!(found, ["e.md:5:11: error: A title cannot hold a note."]);
    let (_, found) = compiled("![a picture[^a]](x.png)\n\n[^a]: A.\n");
    assert_eq!(found, ["e.md:5:16: error: The words of a link or a picture hold the note “a”."]);
    let (_, found) = compiled("A [link[^a]](x)\n\n[^a]: A.\n");
    assert_eq!(found, ["e.md:5:12: error: The words of a link or a picture hold the note “a”."]);
}

#[test]
fn a_label_is_the_same_in_any_case_and_the_note_is_reached_from_the_text() {
    let essay = clean("word[^One] more\n\n[^one]: Text.\n\nSee [it](#note-one).\n");
    assert_eq!((essay.notes[0].id.as_str(), lines(&essay.opening)[0].as_str()), ("one", "{one: word} more"));
    let (_, found) = compiled("[^a]: Itself[^a].\n");
    assert_eq!(
        found,
        ["e.md:5:13: warning: The note “a” is mentioned only in notes that nothing in the text leads to."]
    );
    let (_, found) = compiled("w[^a]\n\n[^a]: w[^b]\n\n[^b]: w[^c]\n\n[^c]: w[^d]\n\n[^d]: End.\n");
    assert_eq!(found, ["e.md:11:8: warning: The note “d” is shown nowhere: it stands in a note in a note in a note."]);
    // A definition may stand in a list or a quotation, and may hold a list.
    let essay = clean("w[^a] v[^b]\n\n- item\n\n  [^a]: In a list.\n\n> [^b]: In a quotation.\n>\n>     - its list\n");
    assert_eq!(essay.notes.iter().map(|note| note.blocks.len()).collect::<Vec<_>>(), [1, 2]);
}
