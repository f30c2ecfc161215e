//! Properties that several components have.

use essay_core::i18n::Language;
use std::ops::Deref;
use std::rc::Rc;

/// A shared value that is compared by identity: it never changes.
#[derive(Debug)]
pub struct Shared<T>(pub Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Formats a moment, given in milliseconds since 1970, in a language: for machines (ISO 8601), as how long ago it is, and in full.
#[derive(Clone, Copy, Debug)]
pub struct TimeFormat(pub fn(Language, i64) -> (String, String, String));

impl PartialEq for TimeFormat {
    fn eq(&self, _: &Self) -> bool {
        // Each program has one format.
        true
    }
}
