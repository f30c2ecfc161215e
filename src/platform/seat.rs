//! Where an app sits: one element on the page.

use essay_core::config::Config;
use essay_core::essay::Essay;
use essay_core::words::Words;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// One element on the page, and what it shows.
#[derive(Debug)]
pub struct Seat {
    /// The `<circle-essay>` element.
    pub host: HtmlElement,
    /// The element in its shadow root in which the app is mounted.
    pub mount: Element,
    /// The document.
    pub essay: Rc<Essay>,
    /// The attributes.
    pub config: Config,
    /// The words of the first render.
    pub words: Words,
    /// Index of the view that was chosen before script ran.
    pub view: Option<usize>,
    /// The notes that were open before script ran.
    pub open_notes: Vec<String>,
    /// What `el.state` shows, as JSON; kept here so that a script may ask while the app is at work.
    pub snapshot: RefCell<String>,
}
