//! The error of a command: one sentence, which `main` prints. It says what happened, where, and what to do.

use std::fmt::Display;

/// The error that ends a command with exit code 1.
#[derive(Debug, PartialEq, Eq)]
pub enum Error {
    /// A sentence that is not printed yet.
    Sentence(String),
    /// The command has printed its sentence itself, since another line must be the last one.
    AlreadyReported,
}

impl Error {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self::Sentence(sentence.into())
    }
}

/// The result of most functions of this tool.
pub type Outcome<T = ()> = Result<T, Error>;

/// Turns the terse error of a library into the second half of a sentence.
pub trait Explain<T> {
    /// `what` is the first half, such as "Could not read dist/index.html".
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Error::new(format!("{}: {error}.", what())))
    }
}
