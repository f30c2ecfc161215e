//! Compares the parser with pulldown-cmark, which knows all of CommonMark, on texts with shared constructs only.

use super::super::parse;
use crate::essay::{Block, Inline};
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::iter::Peekable;
use std::ops::Range;

/// An error: the text has something that comments leave out.
#[derive(Debug)]
struct LeftOut;

/// Parses the text with pulldown-cmark.
fn reference(text: &str) -> Result<Vec<Block>, LeftOut> {
    let mut events: Vec<(Event, Range<usize>)> = Parser::new_ext(text, Options::empty()).into_offset_iter().collect();
    // At the end of a link's text, pulldown-cmark turns a backslash and a line end into a backslash, as at the end of a
    // paragraph. CommonMark has no such rule for links: it is a line break.
    for end in 1..events.len() {
        if events[end].0 == Event::End(TagEnd::Link)
            && let (Event::Text(_), place) = &events[end - 1]
            && text[place.clone()].ends_with('\n')
        {
            events[end - 1].0 = Event::HardBreak;
        }
    }
    blocks(&mut events.into_iter().map(|(event, _)| event).peekable())
}

fn blocks<'a>(events: &mut Peekable<impl Iterator<Item = Event<'a>>>) -> Result<Vec<Block>, LeftOut> {
    let mut found = vec![];
    loop {
        let block = match events.peek() {
            None => return Ok(found),
            Some(Event::End(_)) => {
                events.next();
                return Ok(found);
            }
            Some(Event::Start(Tag::Paragraph)) => {
                events.next();
                let content = inlines(events)?;
                events.next();
                Block::Paragraph(content)
            }
            Some(Event::Start(Tag::BlockQuote(_))) => {
                events.next();
                Block::Quote(blocks(events)?)
            }
            Some(&Event::Start(Tag::List(start))) => {
                events.next();
                let mut items = vec![];
                while let Some(Event::Start(Tag::Item)) = events.next() {
                    items.push(blocks(events)?);
                }
                Block::List { start, items }
            }
            Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))) => {
                events.next();
                let mut code = String::new();
                while let Some(Event::Text(words)) = events.next() {
                    code.push_str(&words);
                }
                Block::Code(code)
            }
            // The items of tight lists have no paragraphs around their words.
            Some(
                Event::Text(_)
                | Event::Code(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }),
            ) => Block::Paragraph(inlines(events)?),
            Some(_) => return Err(LeftOut),
        };
        found.push(block);
    }
}

/// Reads running text up to the end of its container, or to a block.
fn inlines<'a>(events: &mut Peekable<impl Iterator<Item = Event<'a>>>) -> Result<Vec<Inline>, LeftOut> {
    let mut found = vec![];
    loop {
        match events.peek() {
            None | Some(Event::End(_)) => return Ok(found),
            Some(Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Paragraph)) => {
                return Ok(found);
            }
            Some(_) => {}
        }
        let inline = match events.next().unwrap() {
            Event::Text(words) => {
                if let Some(Inline::Text(before)) = found.last_mut() {
                    before.push_str(&words);
                } else if !words.is_empty() {
                    found.push(Inline::Text(words.into_string()));
                }
                continue;
            }
            Event::Code(code) => Inline::Code(without_spaces(&code)),
            Event::SoftBreak | Event::HardBreak => Inline::Break,
            Event::Start(tag) => {
                let content = inlines(events)?;
                assert!(matches!(
                    events.next(),
                    Some(Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image))
                ));
                match tag {
                    Tag::Emphasis => Inline::Emphasis(content),
                    Tag::Strong => Inline::Strong(content),
                    // The two differ in links without words, nested links and links to other schemes.
                    Tag::Link { dest_url, .. }
                        if dest_url.starts_with("https:")
                            && content.iter().any(|inline| match inline {
                                Inline::Text(words) => !words.trim_ascii().is_empty(),
                                other => *other != Inline::Break,
                            })
                            && !has_link(&content) =>
                    {
                        Inline::Link { href: dest_url.into_string(), content }
                    }
                    _ => return Err(LeftOut),
                }
            }
            _ => return Err(LeftOut),
        };
        found.push(inline);
    }
}

fn has_link(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Link { .. } => true,
        Inline::Emphasis(content) | Inline::Strong(content) => has_link(content),
        _ => false,
    })
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

/// Words and marks of running text in any order.
fn running_text(longest: usize) -> impl Strategy<Value = String> {
    let token = prop_oneof![
        6 => one_of(&["*", "**", "***", "_", "__", "___", "*_", "_*", "**__"]),
        6 => one_of(&["a", "b", "c d", " ", "é", "1"]),
        2 => one_of(&["“", "—", "\u{a0}", ".", ",", "'", "\"", "🙂", "漢", "。"]),
        2 => one_of(&["`", "`", "``", "```", " `", "` "]),
        3 => one_of(&["[", "[a", "]", "](https:e.x)", "](<https:e.xa b> \"t\")", "](https:e.x(a)b 't')"]),
        1 => one_of(&["(", ")", "\\", "\\\\", "<https:e.x>", ">", "-", "+", "~"]),
        1 => one_of(&["\n", " \n", "  \n", "\\\n", "\n  "]),
    ];
    prop::collection::vec(token, 0..longest).prop_map(|tokens| tokens.concat())
}

/// Texts of emphasis marks only.
fn delimiters() -> impl Strategy<Value = String> {
    let token = one_of(&["*", "*", "**", "***", "****", "_", "__", "___", "a", "a", " ", ".", "[", "](https:)"]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// Lines with marks of blocks at their beginnings.
fn lines() -> impl Strategy<Value = String> {
    let mark = one_of(&[
        "> ", ">", "> > ", "- ", "-", "-   ", "* ", "+ ", "1. ", "1) ", "2. ", "10. ", " ", "  ", "  ", "   ", "    ",
    ]);
    let content = prop_oneof![
        4 => one_of(&["a", "b c", "d  ", "1", "-a"]),
        2 => one_of(&["", " ", "    "]),
        2 => one_of(&["```", "~~~", "````", "``` x", "   ```", "~~~ ~"]),
        1 => running_text(6),
    ];
    let line = (prop::collection::vec(mark, 0..5), content).prop_map(|(marks, content)| marks.concat() + &content);
    prop::collection::vec(line, 0..9).prop_map(|lines| lines.join("\n"))
}

/// In code spans, pulldown-cmark keeps the indentation of lines, which CommonMark removes. They are therefore compared
/// without spaces. Other tests cover the spaces that remain.
fn without_spaces(code: &str) -> String {
    code.replace(' ', "")
}

fn comparable_inlines(inlines: Vec<Inline>) -> Vec<Inline> {
    let change = |inline| match inline {
        Inline::Code(code) => Inline::Code(without_spaces(&code)),
        Inline::Emphasis(content) => Inline::Emphasis(comparable_inlines(content)),
        Inline::Strong(content) => Inline::Strong(comparable_inlines(content)),
        Inline::Link { href, content } => Inline::Link { href, content: comparable_inlines(content) },
        other => other,
    };
    inlines.into_iter().map(change).collect()
}

fn comparable(blocks: Vec<Block>) -> Vec<Block> {
    let change = |block| match block {
        Block::Paragraph(content) => Block::Paragraph(comparable_inlines(content)),
        Block::Quote(blocks) => Block::Quote(comparable(blocks)),
        Block::List { start, items } => Block::List { start, items: items.into_iter().map(comparable).collect() },
        other => other,
    };
    blocks.into_iter().map(change).collect()
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    // At the end of a text without a line end, pulldown-cmark gives code none either.
    let expected = reference(&format!("{text}\n"));
    prop_assume!(expected.is_ok());
    prop_assert_eq!(comparable(parse(text)), expected.unwrap(), "{:?}", text);
    Ok(())
}

#[test]
fn a_line_end_behind_a_backslash_is_a_break_at_the_end_of_a_link_as_well() {
    let link = |content| Inline::Link { href: "https:e.x".into(), content };
    let words = |words: &str| Inline::Text(words.to_owned());
    let paragraph = |inline| Block::Paragraph(vec![inline]);
    let found = || paragraph(link(vec![words("*"), Inline::Break]));
    assert_eq!(parse("[*\\\n](https:e.x)"), [found()]);
    for text in [">[*\\\n>](https:e.x)", ">[*\\\n](https:e.x)", "> [*\\\n> ](https:e.x)"] {
        assert_eq!(parse(text), [Block::Quote(vec![found()])], "{text:?}");
    }
    let list = [Block::List { start: None, items: vec![vec![found()]] }];
    for text in ["- [*\\\n](https:e.x)", "- [*\\\n  ](https:e.x)"] {
        assert_eq!(parse(text), list, "{text:?}");
    }
    // A bracket that is no link keeps its line end in pulldown-cmark, while the end of a paragraph has none to keep.
    assert_eq!(parse("[*\\\n]"), [Block::Paragraph(vec![words("[*"), Inline::Break, words("]")])]);
    assert_eq!(parse(">[*\\\n\n>](https:e.x)").len(), 2);
    for text in [
        "[*\\\n](https:e.x)",
        ">[*\\\n>](https:e.x)",
        "- [*\\\n  ](https:e.x)",
        "[*\\\n]",
        ">[*\\\n\n>](https:e.x)",
        "[a\\",
    ] {
        agree(text).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 10_000,
        max_global_rejects: 1_000_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn emphasis_is_that_of_commonmark(text in delimiters()) {
        agree(&text)?;
    }

    #[test]
    fn running_text_is_that_of_commonmark(text in running_text(24)) {
        agree(&text)?;
    }

    #[test]
    fn blocks_are_those_of_commonmark(text in lines()) {
        agree(&text)?;
    }
}
