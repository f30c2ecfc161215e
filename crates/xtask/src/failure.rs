//! How a command fails: with one sentence for people, which `main` prints.
//!
//! Sentences say what happened, where, and what to do about it.

use std::fmt::Display;

/// Why a command ends with exit code 1.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// Not yet shown to anyone.
    Sentence(String),
    /// The command has printed it itself, because something else must be its last line.
    AlreadyTold,
}

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self::Sentence(sentence.into())
    }
}

/// The result of most functions of this tool.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Turns the terse error of a library into the second half of a sentence.
pub trait Explain<T> {
    /// `what` is the first half, such as "Could not read dist/index.html".
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{}: {error}.", what())))
    }
}
