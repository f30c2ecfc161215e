//! A source file, positions in it, and the problems found there.

use essay_core::problem::{Problem, Severity};

/// A source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path, as problems name it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// A problem and the file in which it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file's path.
    pub file: String,
    /// The problem.
    pub problem: Problem,
}

impl Found {
    /// The problem in one line, for people who read no compiler's output: `file:line:column: message hint`.
    pub fn in_one_line(&self) -> String {
        let Problem { line, column, message, hint, .. } = &self.problem;
        format!("{}:{line}:{column}: {message} {hint}", self.file)
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.problem.in_file(&self.file))
    }
}

impl Source {
    /// Line and column of a position in bytes, both counted from 1, the column in characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (before.matches('\n').count() + 1, column)
    }
}

/// Collects the problems of one file.
pub(crate) struct Report<'a> {
    source: &'a Source,
    found: Vec<(usize, Found)>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        Self { source, found: vec![] }
    }

    pub(crate) fn error(&mut self, at: usize, message: &str, hint: &str) {
        self.add(Severity::Error, at, message, hint);
    }

    pub(crate) fn warning(&mut self, at: usize, message: &str, hint: &str) {
        self.add(Severity::Warning, at, message, hint);
    }

    fn add(&mut self, severity: Severity, at: usize, message: &str, hint: &str) {
        let (line, column) = self.source.position(at);
        let problem = Problem { line, column, severity, message: message.to_owned(), hint: hint.to_owned() };
        self.found.push((at, Found { file: self.source.file.clone(), problem }));
    }

    /// The problems in the order of their positions.
    pub(crate) fn finish(mut self) -> Vec<Found> {
        self.found.sort_by_key(|(at, _)| *at);
        self.found.into_iter().map(|(_, found)| found).collect()
    }
}
