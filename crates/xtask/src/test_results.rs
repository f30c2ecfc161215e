//! Adds up what Rust's test programs say about themselves.

use std::fmt;

/// How many tests have passed and failed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// Counts a line such as "test result: ok. 5 passed; 0 failed; 0 ignored; …". Other lines count nothing.
    pub fn read(&mut self, line: &str) {
        // Whatever was printed before it without ending its line stays in front of it.
        if let Some((_, result)) = line.split_once("test result: ") {
            self.passed += number_before(result, " passed").unwrap_or(0);
            self.failed += number_before(result, " failed").unwrap_or(0);
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(text: &str, word: &str) -> Option<u64> {
    text.split_once(word)?.0.split_whitespace().next_back()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_all_runs_add_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
            "unfinished outputtest result: ok. 1 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s",
            "error: 7 passed; 7 failed",
            "test result: unreadable",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 17, failed: 2 });
        assert_eq!(tally.to_string(), "17 passed, 2 failed");
    }
}
