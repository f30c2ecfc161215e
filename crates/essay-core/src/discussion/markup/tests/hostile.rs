//! Tests texts that try to break a parser of markup, and random ones.

use super::super::parse;
use crate::essay::{self, Block};
use proptest::prelude::*;

/// Collects the words of blocks.
fn plain_text(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => text.push_str(&essay::plain_text(content)),
            Block::Quote(blocks) => plain_text(blocks, text),
            Block::List { items, .. } => items.iter().for_each(|item| plain_text(item, text)),
            Block::Code(code) => text.push_str(code),
            Block::Table(_) | Block::Rule | Block::Circle => panic!("comments have no {block:?}"),
        }
        text.push('\n');
    }
}

/// Returns the letters and digits that a reader sees, in order.
fn letters_shown(text: &str) -> String {
    let mut shown = String::new();
    plain_text(&parse(text), &mut shown);
    letters(&shown)
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Returns the depth to which blocks and running text nest.
fn depth(blocks: &[Block]) -> usize {
    let inner = |block: &Block| match block {
        Block::Paragraph(content) => inline_depth(content),
        Block::Quote(blocks) => 1 + depth(blocks),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or_default(),
        _ => 0,
    };
    blocks.iter().map(inner).max().unwrap_or_default()
}

fn inline_depth(inlines: &[essay::Inline]) -> usize {
    let inner = |inline: &essay::Inline| match inline {
        essay::Inline::Emphasis(content) | essay::Inline::Strong(content) | essay::Inline::Link { content, .. } => {
            1 + inline_depth(content)
        }
        _ => 0,
    };
    inlines.iter().map(inner).max().unwrap_or_default()
}

/// Texts of about so many characters, after the tests of cmark's authors.
fn hostile_texts(size: usize) -> Vec<(&'static str, String)> {
    let many = |part: &str| part.repeat(size / part.len());
    let half = |part: &str| part.repeat(size / 2 / part.len());
    let third = |part: &str| part.repeat(size / 3 / part.len());
    // The sum of all lengths up to n is about half the square of n.
    let lengths = || 1..(2 * size).isqrt();
    vec![
        ("openers", many("a**")),
        ("closers after letters", many("a*")),
        ("spaced closers", many("*a ")),
        ("spaced strong openers", many("**a ")),
        ("closers", many("a_ ")),
        ("mixed openers", many("*a _b ")),
        ("alternating", many("*_")),
        ("alternating closed", half("*_") + "a" + &half("_*")),
        ("alternating with words", many("_a*b")),
        ("mismatched", third("*a ") + &third("a_ ") + &third("_a ")),
        ("openers that no closer fits", half("_a ") + &half("a* ")),
        ("openers of thirds", many("a***b**c*")),
        ("openers then closers of thirds", half("a**b") + &half("c* ")),
        ("strong in emphasis", half("*a **a ") + "b" + &half("** a* ")),
        ("nested emphasis", half("*") + "a" + &half("*")),
        ("nested emphases of words", half("*a ") + &half("b* ")),
        ("long runs", many("*") + "a"),
        ("runs of growing lengths", lengths().map(|length| "*".repeat(length) + "a ").collect()),
        ("brackets", half("[") + "a" + &half("]")),
        ("opening brackets", many("[a")),
        ("closing brackets", many("a]")),
        ("links that do not end", many("[a](b")),
        ("web links that do not end", many("[a](http:b")),
        ("web links in angles that do not end", many("[a](<http:b")),
        ("web links in escaped angles", many("[a](<http:b\\")),
        ("titles that do not end", many("[a](http:b \"c")),
        ("titles of two kinds that do not end", many("[a](http:b \"c[a](http:b 'c")),
        ("titles in parentheses that do not end", many("[a](http:b (c")),
        ("spaces in targets", format!("[a]({}", many(" "))),
        ("many spaces in targets", many("[a](          ")),
        ("parentheses in targets", format!("[a](http:{}", half("(") + &half(")"))),
        ("brackets and parentheses", half("[a](") + &half(")")),
        ("links in brackets", half("[") + &half("[a](http:b)]")),
        ("links in links", half("[a") + &half("](http:b)")),
        ("emphasis in brackets", many("[*a_ ")),
        ("links between asterisks", many("*[a*](http:b)")),
        ("backticks of growing lengths", lengths().map(|length| "e".to_owned() + &"`".repeat(length)).collect()),
        ("backticks of falling lengths", lengths().rev().map(|length| "e".to_owned() + &"`".repeat(length)).collect()),
        ("backticks", many("`a``b")),
        ("a run of backticks", format!("a{}b", many("`"))),
        ("backslashes", many("\\") + "a"),
        ("escaped backticks", many("\\``a")),
        ("autolinks that do not end", many("<http:")),
        ("angles", many("<")),
        ("addresses", many("http://")),
        ("addresses that do not begin", many("http://.")),
        ("addresses with parentheses", format!("http://a{}", half("(") + &half(")"))),
        ("addresses with closing parentheses", format!("http://a{}", many(")"))),
        ("addresses with punctuation", many("http://a.*,")),
        ("quotations", many(">") + "a"),
        ("quotation lines", many("> a\n\n")),
        ("lazy lines", format!("{}a\n{}", "> ".repeat(16), many("b\n"))),
        ("lists", many("- ") + "a"),
        ("numbered lists", many("1. ") + "a"),
        ("list lines", many("- a\n")),
        ("changing lists", many("- a\n+ b\n1. c\n")),
        ("growing indentation", lengths().map(|depth| "  ".repeat(depth / 2) + "- a\n").collect()),
        ("growing quotations", lengths().map(|depth| ">".repeat(depth) + "a\n").collect()),
        ("quotations of lists", many("> - ") + "a"),
        ("empty lines in lists", "* ".repeat(16) + "a" + &many("\n")),
        ("empty items", many("-\n")),
        ("fences", many("```\n~~~\n")),
        ("fences that do not open", many("``` `\n")),
        ("spaces", many(" ") + "a"),
        ("lines of spaces", many("                                \n") + "a"),
        ("tabs", many("\t") + "a"),
        ("lines", many("a\n")),
        ("carriage returns", many("\r") + "a"),
        ("spaces before lines", many("a       \n")),
        ("digits", many("1") + ". a"),
        ("zero bytes", many("\0")),
        ("zero bytes between words", many("a\0*\0")),
        ("letters of four bytes", many("🙂*")),
    ]
}

#[test]
fn hostile_texts_are_read_without_loss() {
    for size in [10_000, 100_000] {
        for (name, text) in hostile_texts(size) {
            let blocks = parse(&text);
            assert!(depth(&blocks) <= 32, "{name}");
            let shown = letters_shown(&text);
            // The numbers of items and the targets are not words. The remaining text is the same for both sizes.
            let kept = match name {
                "numbered lists" => "1".repeat(size / 3 - 16) + "a",
                "changing lists" => "abc".repeat(size / 13),
                "links in brackets" => "a".repeat(size / 2 / 12),
                "links in links" => letters(&text).replacen("httpb", "", 1),
                "links between asterisks" => "a".repeat(size / 13),
                "quotations of lists" => "a".to_owned(),
                _ => letters(&text),
            };
            assert!(shown == kept, "{name}: {} of {} letters", shown.len(), kept.len());
        }
    }
}

/// Returns whether `part` is what remains of `whole` when some letters are left out.
fn remains_of(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|letter| rest.any(|other| other == letter))
}

fn marks(longest: usize) -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "](",
        "(",
        ")",
        "<",
        ">",
        "> ",
        "- ",
        "+ ",
        "~",
        "\\",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "  ",
        " ",
        "a",
        "bc",
        "D",
        "é",
        "🙂",
        "\u{a0}",
        "!",
        ".",
        ":",
        "#",
        "&",
        "\"",
        "\0",
        "http://",
        "https://a",
        "mailto:",
        "1. ",
        "1234567890",
        "2) ",
    ]);
    prop::collection::vec(token, 0..longest).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_text_is_read_and_nothing_is_made_up(text in any::<String>()) {
        prop_assert!(remains_of(&letters_shown(&text), &letters(&text)));
    }

    #[test]
    fn any_marks_are_read_and_nothing_is_made_up(text in marks(60)) {
        prop_assert!(depth(&parse(&text)) <= 32);
        prop_assert!(remains_of(&letters_shown(&text), &letters(&text)));
    }

    #[test]
    fn without_targets_and_fences_every_word_is_shown(text in marks(60)) {
        let text = text.replace("](", "] (").replace("```", "``.").replace("~~~", "~~.");
        // The numbers of list items are not text.
        let text = text.replace(|letter: char| letter.is_ascii_digit(), "x");
        prop_assert_eq!(letters_shown(&text), letters(&text));
    }
}

#[test]
fn no_way_of_writing_a_link_leads_where_none_may() {
    for address in crate::address::tests::HOSTILE {
        let escaped = address.replace(':', "\\:");
        let text =
            format!("[a]({address}) [b](<{address}>) <{address}> [c](<{escaped}>) [d](&#106;{address}) {address}");
        let blocks = format!("{:?}", parse(&text));
        for link in blocks.match_indices("Link {").map(|(at, _)| &blocks[at..]) {
            assert!(link.starts_with("Link { href: \"https://example.org"), "{text:?} became {blocks}");
        }
    }
}
