//! Tests that the compiler drops no word of a source silently.

use super::*;
use essay_core::essay::plain_text_of_blocks;

/// A small generator with the usual constants (Numerical Recipes), which makes the same texts each time.
struct Dice(u32);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 as usize / 65_536 % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Returns all text of an essay that a reader can see.
fn everything(essay: &Essay) -> String {
    let mut text = essay.title.clone();
    let sections = essay
        .sections
        .iter()
        .flat_map(|section| [vec![Block::Paragraph(section.title.clone())], section.blocks.clone()]);
    for blocks in std::iter::once(essay.opening.clone()).chain(sections) {
        text += &plain_text_of_blocks(&blocks);
    }
    essay.notes.iter().for_each(|note| text += &plain_text_of_blocks(&note.blocks));
    essay.entries.iter().for_each(|entry| text += &plain_text_of_blocks(&entry.blocks));
    text
}

#[test]
fn every_word_of_a_source_is_in_the_document_or_told_of() {
    let marks = [
        "",
        "",
        "",
        " ",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "[^a]",
        "[^b]",
        "](x)",
        "](y:z)",
        "\n[^a]: ",
        "\n[^b]: ",
        "\n> ",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n## ",
        "\n# ",
        "\n\n    ",
        "\n```\n",
        "\n~~~ ruby\n",
        "\n|a|b|\n|-|:-:|\n|",
        "|",
        "\\",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "\n<div>\n",
        "~~",
        "~",
        "![",
        "&amp;",
        "&#91;",
        "<https://e.org>",
        "<a@b.c>",
        "  \n",
        "\\\n",
        "\n---\n",
        "\n===\n",
        "\n***\n",
        "- [ ] ",
        "{#id}",
        "{.x}",
        "{",
        "}",
        "\t",
        "\r\n",
        "\u{a0}",
        "!",
        "^",
        "(",
        ")",
        "\"",
        "'",
        ":",
        "\n[r]: /u\n",
        "[r]",
        "http://e.org",
        "\n> [!NOTE]\n> ",
        "…",
        "—",
    ];
    // These never cause a report, so many sources made of them are silent.
    let quiet = [
        "",
        "",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "](x)",
        "[",
        "]",
        "\n> ",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n\n## ",
        "\n\n    ",
        "\\",
        "&amp;",
        "<https://e.org>",
        "  \n",
        "\\\n",
        "\n***\n",
        "{",
        "}",
        "\t",
        "\r\n",
        "\r",
        "!",
        "^",
        "(",
        ")",
        "\n|a|b|\n|-|:-:|\n|",
        "|",
        "\n```\n",
        "~",
        "\n===\n",
        "\n---\n",
        "…",
    ];
    let mut dice = Dice(7);
    let mut silent = 0;
    for round in 0..20_000 {
        let of: &[&str] = if round % 2 == 0 { &quiet } else { &marks };
        let mut body = String::new();
        let mut words = vec![];
        for number in 0..1 + dice.below(9) {
            let word = format!("w{round}x{number}q");
            for _ in 0..dice.below(3) {
                body += dice.pick(of);
            }
            body += &word;
            words.push(word);
            for _ in 0..dice.below(3) {
                body += dice.pick(of);
            }
        }
        let (essay, found) = compiled(&body);
        if !found.is_empty() {
            // The report may concern any word.
            continue;
        }
        silent += 1;
        let text = everything(&essay.unwrap());
        for word in &words {
            assert!(text.contains(word) || is_syntax(&body, word), "{word} of {body:?} is lost: {text:?}");
        }
    }
    assert!(silent > 5_000, "{silent} of the sources gave no reason to say something");
}

/// Returns whether a word is no text for readers: part of an address or a label, or the language of a block of code.
fn is_syntax(body: &str, word: &str) -> bool {
    let before = body.split(word).next().unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    ["](", "[^", "]:", "<https", "{#", "```", "~~~"].iter().any(|mark| line.contains(mark))
}
