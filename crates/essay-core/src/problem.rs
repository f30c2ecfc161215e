//! Problems in an author's source, each with a place and a remedy.

/// A fault found in a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// The severity, which decides whether the document can be built.
    pub severity: Severity,
    /// A sentence that says what is wrong.
    pub message: String,
    /// A sentence that says what to do.
    pub hint: String,
}

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The document cannot be built.
    Error,
    /// The document can be built, but it will not be what the author meant.
    Warning,
}

impl Problem {
    /// Formats the problem as compilers do: `file:line:column: error: message`, with the hint on a line of its own.
    ///
    /// # Example
    /// ```
    /// use essay_core::problem::{Problem, Severity};
    ///
    /// let problem = Problem {
    ///     line: 3,
    ///     column: 1,
    ///     severity: Severity::Error,
    ///     message: "The title is empty.".to_owned(),
    ///     hint: "Write a title.".to_owned(),
    /// };
    /// assert_eq!(problem.in_file("essay.md"), "essay.md:3:1: error: The title is empty.\n  hint: Write a title.");
    /// ```
    pub fn in_file(&self, file: &str) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!("{file}:{}:{}: {severity}: {}\n  hint: {}", self.line, self.column, self.message, self.hint)
    }
}
