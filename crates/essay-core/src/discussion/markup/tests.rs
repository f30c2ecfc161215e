//! Tests each construct, and the points in which comments differ from CommonMark.

mod hostile;
mod reference;

use super::parse;
use crate::essay::{Block, Inline};

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn code(words: &str) -> Inline {
    Inline::Code(words.to_owned())
}

fn link(href: &str, words: &str) -> Inline {
    Inline::Link { href: href.to_owned(), content: vec![text(words)] }
}

fn emphasis(words: &str) -> Inline {
    Inline::Emphasis(vec![text(words)])
}

fn strong(words: &str) -> Inline {
    Inline::Strong(vec![text(words)])
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

fn list(start: Option<u64>, items: &[&str]) -> Block {
    Block::List { start, items: items.iter().map(|item| vec![paragraph(item)]).collect() }
}

/// Parses a text that is one paragraph.
fn inlines(words: &str) -> Vec<Inline> {
    let mut blocks = parse(words);
    assert_eq!(blocks.len(), 1, "{words:?}");
    let Some(Block::Paragraph(content)) = blocks.pop() else { panic!("{words:?} is no paragraph") };
    content
}

fn stays_text(words: &str) {
    assert_eq!(inlines(words), [text(words)], "{words:?}");
}

#[test]
fn nothing_is_written_with_nothing() {
    for words in ["", " ", "\n\n", "\t\n \r\n"] {
        assert_eq!(parse(words), []);
    }
}

#[test]
fn empty_lines_part_paragraphs() {
    assert_eq!(parse("\n  a b  \n \n\n\nc"), [paragraph("a b"), paragraph("c")]);
}

#[test]
fn unlike_in_commonmark_every_new_line_breaks_the_line() {
    for words in ["a\nb", "a\r\nb", "a\rb", "a  \n  b", "a\\\nb", "a \n\tb"] {
        assert_eq!(inlines(words), [text("a"), Inline::Break, text("b")], "{words:?}");
    }
    assert_eq!(inlines("*a\nb*"), [Inline::Emphasis(vec![text("a"), Inline::Break, text("b")])]);
}

#[test]
fn emphasis_is_written_with_asterisks_or_underscores() {
    assert_eq!(inlines("*a* _b_"), [emphasis("a"), text(" "), emphasis("b")]);
    assert_eq!(inlines("**a** __b__"), [strong("a"), text(" "), strong("b")]);
    assert_eq!(inlines("***a***"), [Inline::Emphasis(vec![strong("a")])]);
    assert_eq!(inlines("*a **b***"), [Inline::Emphasis(vec![text("a "), strong("b")])]);
    assert_eq!(inlines("a*b*c"), [text("a"), emphasis("b"), text("c")]);
    assert_eq!(inlines("**a*"), [text("*"), emphasis("a")]);
    assert_eq!(inlines("*a**b_c__*"), [emphasis("a**b_c__")]);
    for words in ["2 * 3 * 4", "snake_case_name", "**", "a *b *", "*a_", "**a", "_a_b", "a_b_"] {
        stays_text(words);
    }
}

#[test]
fn beyond_ascii_the_usual_spaces_and_punctuation_count() {
    assert_eq!(inlines("a*“b”*c"), [text("a*“b”*c")]);
    assert_eq!(inlines("a *“b”* c"), [text("a "), emphasis("“b”"), text(" c")]);
    assert_eq!(inlines("*\u{a0}a*"), [text("*\u{a0}a*")]);
    assert_eq!(inlines("**漢字**。"), [strong("漢字"), text("。")]);
    // Unlike in CommonMark, a rare mark such as the Armenian full stop counts as a letter.
    assert_eq!(inlines("a*։b*"), [text("a"), emphasis("։b")]);
}

#[test]
fn code_spans_end_with_as_many_backticks_as_they_began() {
    assert_eq!(inlines("`a *b* <c> \\`"), [code("a *b* <c> \\")]);
    assert_eq!(inlines("``a ` b``"), [code("a ` b")]);
    assert_eq!(inlines("` `` `"), [code("``")]);
    assert_eq!(inlines("`  a `"), [code(" a")]);
    assert_eq!(inlines("` `"), [code(" ")]);
    assert_eq!(inlines("`a\nb`"), [code("a b")]);
    assert_eq!(inlines("*a `b*` c"), [text("*a "), code("b*"), text(" c")]);
    assert_eq!(inlines("```a`` `b`"), [text("```a`` "), code("b")]);
    assert_eq!(inlines("\\`a `b`"), [text("`a "), code("b")]);
    stays_text("`a``");
    stays_text("a ``` b");
}

#[test]
fn unlike_in_commonmark_very_many_backticks_stay_text() {
    let around = |count: usize| format!("{0} a {0}", "`".repeat(count));
    assert_eq!(inlines(&format!("b {}", around(31))), [text("b "), code("a")]);
    stays_text(&format!("b {}", around(32)));
}

#[test]
fn fences_hold_code() {
    let code = |text: &str| Block::Code(text.to_owned());
    assert_eq!(parse("```\na *b*\n\n  c\n```\nd"), [code("a *b*\n\n  c\n"), paragraph("d")]);
    assert_eq!(parse("a\n~~~ rust ```\n```\n~~~~ \nb"), [paragraph("a"), code("```\n"), paragraph("b")]);
    assert_eq!(parse("  ````\n   a\n  ```\n    ````"), [code(" a\n```\n  ````\n")]);
    assert_eq!(parse("> ```\n> a\nb"), [Block::Quote(vec![code("a\n")]), paragraph("b")]);
    assert_eq!(parse("- ```\n  a\n\n  b"), [Block::List { start: None, items: vec![vec![code("a\n\nb\n")]] }]);
    assert_eq!(parse("```"), [code("")]);
    assert_eq!(parse("``\na"), [Block::Paragraph(vec![text("``"), Inline::Break, text("a")])]);
    // Unlike in CommonMark, a tab becomes spaces.
    assert_eq!(parse("```\na\tb"), [code("a   b\n")]);
}

#[test]
fn quotations_begin_with_an_angle_bracket() {
    let quote = |blocks: Vec<Block>| Block::Quote(blocks);
    let lines = Block::Paragraph(vec![text("a"), Inline::Break, text("b")]);
    assert_eq!(parse("> a\n>b"), [quote(vec![lines.clone()])]);
    assert_eq!(parse("> a\nb"), [quote(vec![lines])]);
    assert_eq!(parse("> a\n\nb"), [quote(vec![paragraph("a")]), paragraph("b")]);
    assert_eq!(parse("> a\n>\n> b"), [quote(vec![paragraph("a"), paragraph("b")])]);
    assert_eq!(parse("a\n> > b"), [paragraph("a"), quote(vec![quote(vec![paragraph("b")])])]);
    assert_eq!(parse(">- a\n>- b"), [quote(vec![list(None, &["a", "b"])])]);
    assert_eq!(parse(">"), [quote(vec![])]);
}

#[test]
fn lists_are_bulleted_or_numbered() {
    assert_eq!(parse("- a\n- b\n\n\n- c"), [list(None, &["a", "b", "c"])]);
    assert_eq!(parse("- a\n+ b\n* c"), [list(None, &["a"]), list(None, &["b"]), list(None, &["c"])]);
    assert_eq!(parse("7. a\n9. b\n1) c"), [list(Some(7), &["a", "b"]), list(Some(1), &["c"])]);
    assert_eq!(parse("999999999. a"), [list(Some(999_999_999), &["a"])]);
    assert_eq!(parse("- a\n\nb\n- c"), [list(None, &["a"]), paragraph("b"), list(None, &["c"])]);
    for words in ["-a", "1.a", "1000000000. a", "99999999999999999999999. a", "1", "+1", "a. b"] {
        stays_text(words);
    }
}

#[test]
fn lists_hold_what_is_indented() {
    let nested = |inner: Block| Block::List { start: None, items: vec![vec![paragraph("a"), inner]] };
    assert_eq!(parse("- a\n  - b\n  - c"), [nested(list(None, &["b", "c"]))]);
    assert_eq!(parse("- a\n\t1. b"), [nested(list(Some(1), &["b"]))]);
    assert_eq!(parse("- a\n\n  b"), [nested(paragraph("b"))]);
    assert_eq!(parse("- a\n  > b"), [nested(Block::Quote(vec![paragraph("b")]))]);
    assert_eq!(parse("-   a\n  b\n\n    c").len(), 1);
    assert_eq!(parse("- a\n - b"), [list(None, &["a", "b"])]);
    let empty = Block::List { start: None, items: vec![vec![]] };
    assert_eq!(parse("-\n  a"), [list(None, &["a"])]);
    assert_eq!(parse("-\n\n  a"), [empty, paragraph("a")]);
}

#[test]
fn a_number_or_an_empty_bullet_does_not_cut_a_paragraph() {
    let lines = |second: &str| [Block::Paragraph(vec![text("in"), Inline::Break, text(second)])];
    assert_eq!(parse("in\n1984. That"), lines("1984. That"));
    assert_eq!(parse("in\n-"), lines("-"));
    assert_eq!(parse("in\n1. a"), [paragraph("in"), list(Some(1), &["a"])]);
}

#[test]
fn links_have_words_and_a_target() {
    let target = "https://e.x/";
    for words in [
        "[a](https://e.x/)",
        "[a](<https://e.x/>)",
        "[a]( https://e.x/ \"b (c)\" )",
        "[a](<https://e.x/> 'b\nc')",
        "[a](https://e.x/\n(b))",
        "[a](https://e.x\\/)",
        "[a](< \u{1}https://e.x/>)",
    ] {
        assert_eq!(inlines(words), [link(target, "a")], "{words:?}");
    }
    assert_eq!(inlines("[a](https://e.x/(b)\\))"), [link("https://e.x/(b))", "a")]);
    assert_eq!(inlines("[a](<https://e.x/b c>)"), [link("https://e.x/b c", "a")]);
    assert_eq!(inlines("[a](mailto:b@e.x)"), [link("mailto:b@e.x", "a")]);
    assert_eq!(inlines("[a](HTTP://e.x)"), [link("HTTP://e.x", "a")]);
    assert_eq!(inlines("[[a]](https://e.x/)"), [link(target, "[a]")]);
    assert_eq!(inlines("*[a*](https://e.x/)"), [text("*"), link(target, "a*")]);
    assert_eq!(
        inlines("[*a* `]`](https://e.x/)"),
        [Inline::Link { href: target.to_owned(), content: vec![emphasis("a"), text(" "), code("]")] }]
    );
    for words in
        ["[a]", "[a] (b)", "[a](mailto:b c)", "[a](<mailto:b)", "[a](mailto:b \"c)", "[a](mailto:b\"c\" d)", "a](b)"]
    {
        stays_text(words);
    }
}

#[test]
fn unlike_in_commonmark_links_lead_to_the_web_and_to_mail_only() {
    for target in
        ["/a", "#a", "a", "", "javascript:a", "java script:a", "ftp:a", "data:,a", "h&#116;tp:a", "<\u{1}javascript:a>"]
    {
        stays_text(&format!("[a]({target})"));
    }
    assert_eq!(inlines("[a](javascript:*b*)"), [text("[a](javascript:"), emphasis("b"), text(")")]);
    stays_text("<ftp://e.x>");
}

#[test]
fn unlike_in_commonmark_a_link_has_words_and_no_link_in_it() {
    stays_text("[](mailto:a)");
    stays_text("[ ](mailto:a)");
    assert_eq!(inlines("[a <https://e.x> b](mailto:c)"), [link("mailto:c", "a <https://e.x> b")]);
    assert_eq!(inlines("[https://e.x](https://e.x)"), [link("https://e.x", "https://e.x")]);
    assert_eq!(inlines("[a [b](mailto:c) d](mailto:e)"), [text("[a "), link("mailto:c", "b"), text(" d](mailto:e)")]);
}

#[test]
fn addresses_in_angle_brackets_are_links() {
    let same = |href| link(href, href);
    assert_eq!(inlines("<https://e.x/*a*_b_>"), [same("https://e.x/*a*_b_")]);
    assert_eq!(inlines("a<mailto:b@e.x>c"), [text("a"), same("mailto:b@e.x"), text("c")]);
    stays_text("<mailto:b c>");
    stays_text("<b@e.x>");
}

#[test]
fn unlike_in_commonmark_addresses_are_links_without_any_marks() {
    let same = |href| link(href, href);
    assert_eq!(inlines("see https://e.x/a_b_c?d=e&f#g."), [text("see "), same("https://e.x/a_b_c?d=e&f#g"), text(".")]);
    assert_eq!(inlines("(http://e.x/a_(b))"), [text("("), same("http://e.x/a_(b)"), text(")")]);
    assert_eq!(inlines("https://e.x/a)!?, b"), [same("https://e.x/a"), text(")!?, b")]);
    assert_eq!(inlines("“https://e.x”"), [text("“"), same("https://e.x"), text("”")]);
    assert_eq!(inlines("見https://é.x/漢。"), [text("見"), same("https://é.x/漢"), text("。")]);
    assert_eq!(inlines("*https://e.x* b"), [Inline::Emphasis(vec![same("https://e.x")]), text(" b")]);
    assert_eq!(inlines("HTTPS://e.x<b"), [same("HTTPS://e.x"), text("<b")]);
    for words in
        ["xhttps://e.x", "https://", "https://.x", "https://。", "http:e.x", "www.e.x", "mailto:a@e.x", "h", "H"]
    {
        stays_text(words);
    }
}

#[test]
fn a_backslash_makes_punctuation_literal() {
    assert_eq!(inlines("\\*a\\* \\\\ \\[b](c) \\a \\é \\"), [text("*a* \\ [b](c) \\a \\é \\")]);
    assert_eq!(inlines("\\> a"), [text("> a")]);
    assert_eq!(inlines("1\\. a"), [text("1. a")]);
    assert_eq!(inlines("\\https://e.x"), [text("\\"), link("https://e.x", "https://e.x")]);
}

#[test]
fn what_comments_leave_out_stays_text() {
    for words in [
        "# a",
        "---",
        "***",
        "___",
        "<b>a</b>",
        "<!-- a -->",
        "&amp; &#97;",
        "[a][b]",
        "[a]: b",
        "| a | b |",
        "![a](b)",
        "~~a~~",
        "$a$",
    ] {
        stays_text(words);
    }
    assert_eq!(inlines("a\n==="), [text("a"), Inline::Break, text("===")]);
    assert_eq!(inlines("![a](https://e.x)"), [text("!"), link("https://e.x", "a")]);
    assert_eq!(parse("    a"), [paragraph("a")]);
    assert_eq!(parse("a\n\n    - b"), [paragraph("a"), paragraph("- b")]);
    assert_eq!(parse("-     a"), [list(None, &["a"])]);
    let dash = |inner: Vec<Block>| Block::List { start: None, items: vec![inner] };
    assert_eq!(parse("- - -"), [dash(vec![dash(vec![dash(vec![])])])]);
}

#[test]
fn unlike_in_commonmark_markers_that_stand_too_deep_stay_text() {
    let mut blocks = parse(&format!("{}a", "> ".repeat(20)));
    for _ in 0..16 {
        let Some(Block::Quote(inner)) = blocks.pop() else { panic!("a quotation was expected") };
        blocks = inner;
    }
    assert_eq!(blocks, [paragraph("> > > > a")]);
    let mut content = inlines(&format!("{}a{}", "*".repeat(36), "*".repeat(36)));
    for _ in 0..16 {
        let Some(Inline::Strong(inner)) = content.pop() else { panic!("strong emphasis was expected") };
        content = inner;
    }
    assert_eq!(content, [text("****a****")]);
}
