//! What is wrong with an author's source, where, and what to do about it.

/// A fault found in a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// Whether the document cannot be used as long as this stands.
    pub severity: Severity,
    /// What is wrong: a sentence.
    pub message: String,
    /// What to do: a sentence.
    pub hint: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The document cannot be built.
    Error,
    /// The document can be built, though it will not be what the author meant.
    Warning,
}

impl Problem {
    /// The problem as a compiler prints it: `file:line:column: error: message` and the hint on a line of its own.
    pub fn in_file(&self, file: &str) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!("{file}:{}:{}: {severity}: {}\n  hint: {}", self.line, self.column, self.message, self.hint)
    }
}
