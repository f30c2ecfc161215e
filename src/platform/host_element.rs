//! The `<circle-essay>` element that an app is mounted in, and what the app starts from.

use super::local_storage;
use super::snapshot::Snapshot;
use super::unicode::UNICODE;
use essay_core::app::Model;
use essay_core::config::{Config, DiscussionMode};
use essay_core::essay::Essay;
use essay_core::i18n::Translations;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// One element on the page, and the input of its app.
#[derive(Debug)]
pub struct HostElement {
    /// The `<circle-essay>` element.
    pub element: HtmlElement,
    /// The element in its shadow root that holds the page.
    pub mount: Element,
    /// True if the page is already rendered there. Otherwise the app renders it.
    pub is_rendered: bool,
    /// The document, or the outline of it if the page is already rendered.
    pub essay: Rc<Essay>,
    /// A sentence for each part of the document that is shown in a simpler form than the author meant.
    pub problems: Vec<String>,
    /// The attributes.
    pub config: Config,
    /// The texts of the first render.
    pub words: Translations,
    /// Index of the view that was chosen before script ran.
    pub view: Option<usize>,
    /// The notes that were open before script ran.
    pub open_notes: Vec<String>,
    /// The snapshot to restore, if the element was alive before.
    pub snapshot: Option<Snapshot>,
}

impl HostElement {
    /// Returns the state of the element before anything has happened. The code of the discussion is not part of it.
    pub fn model(&self) -> Model {
        let model = Model::without_discussion(Rc::clone(&self.essay), self.config.for_first_render());
        let minutes = self.minutes().unwrap_or(model.minutes);
        Model { unicode: UNICODE, words: self.words, minutes, ..model }
    }

    /// Returns the reading time that a rendered page says.
    fn minutes(&self) -> Option<usize> {
        let essay = self.mount.query_selector("[data-minutes]").ok()??;
        essay.get_attribute("data-minutes")?.parse().ok()
    }

    /// True if the discussion is needed at once: the page asks for it, the reader writes here, or there is nothing else that answers.
    pub fn wants_discussion(&self) -> bool {
        let is_on = self.config.discussion != DiscussionMode::Off;
        let is_eager = self.element.get_attribute("loading").as_deref() == Some("eager");
        is_on && (is_eager || self.essay.circle.is_none() || local_storage::is_writer())
    }
}
