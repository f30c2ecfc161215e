//! Where an app sits: one element on the page.

use essay_core::config::Config;
use essay_core::essay::Essay;
use essay_core::i18n::Translations;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// What was kept of an element.
#[derive(Debug)]
pub struct Kept {
    /// Its state.
    pub mind: String,
    /// The comments that are stored nowhere, as an export; empty if all are.
    pub memory: String,
}

/// One element on the page, and what it shows.
#[derive(Debug)]
pub struct Seat {
    /// The `<circle-essay>` element.
    pub host: HtmlElement,
    /// The element in its shadow root that holds the page.
    pub mount: Element,
    /// True if the page stands there already. Otherwise the app makes it.
    pub stands: bool,
    /// The document.
    pub essay: Rc<Essay>,
    /// What of the document is not shown as it was meant: sentences.
    pub problems: Vec<String>,
    /// The attributes.
    pub config: Config,
    /// The words of the first render.
    pub words: Translations,
    /// Index of the view that was chosen before script ran.
    pub view: Option<usize>,
    /// The notes that were open before script ran.
    pub open_notes: Vec<String>,
    /// What the element goes on with, if it was here before: what [`super::keep`] kept of it.
    pub kept: Option<Kept>,
}
