//! The whole document behind an outline.

use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;

/// The whole document behind one that is only its outline. It is read when it is first needed.
///
/// The page of an essay shows its text. An app that takes over such a page needs little of it, so it is given an outline: a document whose
/// notes are empty, and whose blocks hold nothing but links to fragments.
#[derive(Clone)]
pub struct Whole<T> {
    read: Option<Rc<dyn Fn() -> Option<T>>>,
    document: OnceCell<Option<Rc<T>>>,
}

impl<T> Whole<T> {
    /// Makes a document that a function reads, at most once. If the function returns nothing, the outline is all there is.
    pub fn read_by(read: impl Fn() -> Option<T> + 'static) -> Self {
        Self { read: Some(Rc::new(read)), document: OnceCell::new() }
    }

    /// Returns the whole document, unless there is none but the one that holds this.
    pub(super) fn document(&self) -> Option<&T> {
        self.document.get_or_init(|| self.read.as_ref().and_then(|read| read()).map(Rc::new)).as_deref()
    }
}

impl<T> Default for Whole<T> {
    fn default() -> Self {
        Self { read: None, document: OnceCell::new() }
    }
}

impl<T> PartialEq for Whole<T> {
    fn eq(&self, _: &Self) -> bool {
        // Outlines are compared by what they hold.
        true
    }
}

impl<T> fmt::Debug for Whole<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Whole")
    }
}
