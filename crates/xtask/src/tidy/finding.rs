//! The answers of a rule.

use super::sources::Source;

/// One place that breaks a rule.
#[derive(Clone, Debug)]
pub struct Finding {
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// The words that follow the place: what the file does there, and how to mend it.
    pub what: String,
    /// How much it counts: 1, or the number of lines that are too many.
    pub weight: usize,
}

impl Finding {
    pub fn new(source: &Source, line: usize, what: String) -> Self {
        Self { file: source.path.clone(), line, what, weight: 1 }
    }
}
