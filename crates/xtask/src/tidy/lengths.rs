//! No file has more than 400 lines, tests aside.

use super::finding::Finding;
use super::sources::Source;

const MOST: usize = 400;

pub fn look(sources: &[Source]) -> Vec<Finding> {
    let long = sources.iter().filter(|source| !source.is_test()).filter_map(|source| {
        let lines = source.text.lines().count();
        let too_many = lines.checked_sub(MOST).filter(|count| *count > 0)?;
        let what = format!("has {lines} lines, and may have {MOST}. Give one of its concerns a file of its own.");
        Some(Finding { weight: too_many, ..Finding::new(source, lines, what) })
    });
    long.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_limit_are_counted_and_tests_are_not() {
        let text = |lines: usize| "x\n".repeat(lines);
        let sources =
            [Source::new("a.rs", &text(400)), Source::new("b.js", &text(403)), Source::new("tests/c.rs", &text(500))];
        let found = look(&sources);
        assert_eq!(found.iter().map(|found| (found.file.as_str(), found.weight)).collect::<Vec<_>>(), [("b.js", 3)]);
    }
}
