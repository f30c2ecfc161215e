//! No block of twelve lines stands twice.

use super::finding::Finding;
use super::sources::Source;
use std::collections::HashMap;

/// How many lines in a row may not be the same; blank lines are not counted.
const LINES: usize = 12;

pub fn look(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut first: HashMap<Vec<&str>, (usize, usize)> = HashMap::new();
    for (index, source) in sources.iter().enumerate() {
        let lines: Vec<(usize, &str)> = source
            .text
            .lines()
            .enumerate()
            .map(|(number, line)| (number + 1, line.trim()))
            .filter(|(_, line)| !line.is_empty())
            .collect();
        // A longer block is found once.
        let mut is_within = false;
        for window in lines.windows(LINES) {
            let Some((line, _)) = window.first() else { continue };
            let content = window.iter().map(|(_, line)| *line).collect();
            let (other, at) = *first.entry(content).or_insert((index, *line));
            let is_repeated = (other, at) != (index, *line);
            if let (true, false, Some(other)) = (is_repeated, is_within, sources.get(other)) {
                let what = format!(
                    "repeats {LINES} lines or more of {}:{at}. Say them once, and use them in both places.",
                    other.path
                );
                found.push(Finding::new(source, *line, what));
            }
            is_within = is_repeated;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: usize) -> String {
        (0..lines).map(|line| format!("    line {line};\n\n")).collect()
    }

    #[test]
    fn a_block_that_stands_twice_is_found_once() {
        let sources = [Source::new("a.rs", &block(15)), Source::new("b.rs", &format!("fn b() {{\n{}}}\n", block(14)))];
        let found = look(&sources);
        assert_eq!(found.iter().map(|found| (found.file.as_str(), found.line)).collect::<Vec<_>>(), [("b.rs", 2)]);
        assert!(found.iter().all(|found| found.what.contains("a.rs:1")));
    }

    #[test]
    fn eleven_lines_may_be_the_same() {
        let sources = [Source::new("a.rs", &block(11)), Source::new("b.rs", &block(11))];
        assert!(look(&sources).is_empty());
    }
}
