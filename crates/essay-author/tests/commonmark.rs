//! Runs the examples of CommonMark 0.31.2. None makes the compiler panic, and each gives the structure in the
//! specification, except for the differences in `KNOWN` and docs/markdown.md.
//!
//! The specification has its own licence (CC BY-SA 4.0), so the repository holds no part of it. It comes from the npm
//! package `commonmark-spec`, a development package of package.json.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

#[path = "commonmark/html.rs"]
mod html;
#[path = "commonmark/tree.rs"]
mod tree;

use essay_author::{Source, compile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tree::{Difference, Node};

const HEAD: &str = "+++\nid = \"e\"\ntitle = \"T\"\n+++\n";

/// The known differences: the kind, the words of docs/markdown.md, and the numbers of the examples that show it.
const KNOWN: [(Difference, &str, &str); 7] = [
    (
        Difference::Html,
        "Raw HTML is left out.",
        "21, 31, 148–191, 201, 308–309, 344, 475–477, 491, 494, 524, 536, 613–617, 623, 625–631, 642–643",
    ),
    (Difference::Scheme, "Some addresses are refused, and their links are text.", "596, 598–599, 601"),
    (
        Difference::Level,
        "A title of the first level is one of the second.",
        "10, 62, 66–68, 72, 75–76, 78–84, 115, 141, 214–215, 227",
    ),
    (Difference::Inner, "A title within a list or a quotation is a paragraph.", "228–230, 232, 300"),
    (
        Difference::Title,
        "The titles of links and pictures are left out.",
        "22–23, 32–33, 192–196, 202, 217, 482, 505–506, 509–510, 527, 539, 542–543, 553–559, 561, 572–573, 576–577, 579, 584–589, 591, 593",
    ),
    (Difference::Language, "The language of a block of code is left out.", "24, 34, 142–144, 146"),
    (
        Difference::Tight,
        "The items of every list hold paragraphs.",
        "9, 38, 42, 57, 60–61, 94, 99, 109, 235, 255, 257, 260, 265, 267–268, 276, 278–279, 281–283, 291, 294–303, 305, 307, 310, 312, 318–323, 325–326",
    ),
];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Extracts the examples as the specification's own program does.
fn examples() -> Vec<Example> {
    let file = root().join("node_modules/commonmark-spec/spec.txt");
    let Ok(spec) = std::fs::read_to_string(&file) else {
        panic!(
            "The CommonMark specification is not at {}. It is one of npm's packages that the tests need: run \
             `cargo xtask setup`, or `npm ci` in the project's folder, and then this test again.",
            file.display()
        );
    };
    let fence = "`".repeat(32);
    let mut examples = vec![];
    let mut lines = spec.lines();
    while lines.by_ref().any(|line| line == format!("{fence} example")) {
        let mut part = |end: &str| -> String {
            lines.by_ref().take_while(|line| *line != end).map(|line| format!("{line}\n")).collect()
        };
        let (markdown, html) = (part("."), part(&fence));
        // The specification writes tabs as arrows.
        let [markdown, html] = [markdown, html].map(|text| text.replace('→', "\t"));
        examples.push(Example { number: examples.len() + 1, markdown, html });
    }
    examples
}

/// Compiles an example. Returns its tree and the reported problems.
fn ours(markdown: &str) -> (Vec<Node>, Vec<String>) {
    let source = Source { file: "e.md".to_owned(), text: format!("{HEAD}{markdown}") };
    let (essay, found) = compile(&source, None);
    (tree::of_essay(&essay.unwrap()), found.into_iter().map(|found| found.problem.message).collect())
}

/// Returns the smallest set of differences without which the two trees are the same.
fn differences(ours: &[Node], theirs: &[Node]) -> Option<Vec<Difference>> {
    let all = Difference::ALL;
    let mut sets: Vec<Vec<Difference>> = (0..1_usize << all.len())
        .map(|set| all.into_iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, one)| one).collect())
        .collect();
    sets.sort_by_key(Vec::len);
    sets.into_iter().find(|set| {
        let without = |nodes: &[Node]| set.iter().fold(nodes.to_vec(), |nodes, difference| difference.leave_out(nodes));
        tree::told(&without(ours)) == tree::told(&without(theirs))
    })
}

/// Formats numbers and ranges, as in `1, 4–7`.
fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = vec![];
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let one =
        |(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_example_has_the_structure_of_the_specification_but_for_what_is_listed() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let mut found: BTreeMap<Difference, Vec<usize>> = BTreeMap::new();
    let mut other = vec![];
    for Example { number, markdown, html } in &examples {
        let (ours, said) = ours(markdown);
        if said.iter().any(|message| message == "Raw HTML is not passed through.") {
            found.entry(Difference::Html).or_default().push(*number);
            continue;
        }
        let theirs = html::parse(html);
        match differences(&ours, &theirs) {
            Some(differences) => {
                for difference in differences {
                    found.entry(difference).or_default().push(*number);
                    // The author is told of everything that is refused or dropped, but not of a mere difference in
                    // form.
                    if let Some(message) = difference.message() {
                        assert!(said.iter().any(|said| said.contains(message)), "{number}: {said:?}");
                    }
                }
            }
            None => other.push(format!("{number}: {markdown:?}\n  {}\n  {}", tree::told(&ours), tree::told(&theirs))),
        }
    }
    assert!(other.is_empty(), "These differ, and nothing says why:\n{}", other.join("\n"));
    let seen: Vec<_> =
        KNOWN.iter().map(|(difference, ..)| ranges(found.get(difference).map_or(&[], Vec::as_slice))).collect();
    let listed: Vec<_> = KNOWN.iter().map(|(.., numbers)| (*numbers).to_owned()).collect();
    assert_eq!(seen, listed, "Bring KNOWN and the table of docs/markdown.md up to this.");
}

#[test]
fn the_documentation_lists_the_same_differences() {
    let file = root().join("docs/markdown.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| difference"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let told: Vec<(String, String)> = rows
        .map(|row| {
            let mut cells = row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned());
            (cells.next().unwrap_or_default(), cells.last().unwrap_or_default())
        })
        .collect();
    let known: Vec<(String, String)> =
        KNOWN.iter().map(|(_, what, numbers)| ((*what).to_owned(), (*numbers).to_owned())).collect();
    assert_eq!(told, known);
}
