//! The discussion's side of the app. Its code is loaded when the reader comes near it, so the rest of the app reaches it by this trait
//! alone (docs/decisions/0019).

pub(super) mod code;
mod part;
mod render_budget;

use crate::platform::discussion_store::StorageError;
use crate::platform::draft::AdoptedDrafts;
use crate::platform::host_element::HostElement;
use essay_core::app::discussion::{Effect, Msg as DiscussionMsg};
use essay_core::app::{Model, Msg, Stored};
use std::rc::Rc;
use yew::prelude::*;

/// The answers of the browser to what a [`Part`] has asked for.
#[derive(Debug)]
pub enum Answer {
    /// The browser is idle, so more rows of the list can be rendered.
    RowsDue,
    /// The load of this number has ended.
    Loaded(usize, Result<(Stored, AdoptedDrafts), StorageError>),
    /// The browser has not answered the load of this number for a while.
    LoadSilent(usize),
    /// Load again a discussion that could not be loaded.
    Reload,
}

/// The surroundings of a part.
pub struct Around {
    /// The element.
    pub host: Rc<HostElement>,
    /// Delivers messages to the model.
    pub dispatch: Callback<Msg>,
    /// Delivers the browser's answers to the part.
    pub answer: Callback<Answer>,
}

/// Performs the discussion's effects for one element, and renders its island.
pub trait Part {
    /// Performs an effect.
    fn perform(&mut self, model: &Model, effect: Effect);

    /// Prepares for a message before it is delivered to the model.
    fn prepare(&mut self, msg: &DiscussionMsg);

    /// Takes an answer of the browser, and returns the message for the model that follows from it, if any.
    fn hear(&mut self, answer: Answer) -> Option<Msg>;

    /// Finishes a render of the model.
    fn rendered(&mut self);

    /// Renders the discussion.
    fn view(&self, model: &Model) -> Html;

    /// Saves the drafts that wait to be saved.
    fn save_drafts(&self);
}
