//! The discussion's side of the app. Its code is loaded when the reader comes near it, so the rest of the app reaches it by a trait
//! alone (docs/decisions/0019).

mod part;
mod render_budget;

use super::{App, Signal};
use crate::platform::discussion_store::StorageError;
use crate::platform::draft::AdoptedDrafts;
use crate::platform::host_element::HostElement;
use essay_core::app::discussion::{Code, Effect, Msg as DiscussionMsg};
use essay_core::app::{Model, Msg, Stored};
use essay_core::discussion::Discussion;
use essay_core::discussion::codec::Import;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::html::Scope;
use yew::prelude::*;

/// The code of the discussion.
#[derive(Clone, Copy)]
pub struct DiscussionCode {
    /// The transitions.
    pub core: Code,
    /// Makes what performs the effects of one element.
    pub(super) part: fn(Around) -> Box<dyn Part>,
    /// Reads an export; what the discussion holds already is counted as known.
    pub import: fn(&str, &Discussion) -> Import,
}

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

/// What surrounds a part: the app's scope, the element, and the model's inbox.
pub struct Around {
    pub(super) link: Scope<App>,
    pub(super) host: Rc<HostElement>,
    pub(super) dispatch: Callback<Msg>,
}

/// Performs the discussion's effects for one element, and renders its island.
pub(super) trait Part {
    /// Performs an effect.
    fn perform(&mut self, model: &Model, effect: Effect);

    /// Gets ready for a message that the model is told next.
    fn prepare(&mut self, msg: &DiscussionMsg);

    /// Takes an answer of the browser; the message for the model that it amounts to, if any.
    fn hear(&mut self, answer: Answer) -> Option<Msg>;

    /// The page shows the model now.
    fn rendered(&mut self);

    /// Renders the discussion.
    fn view(&self, model: &Model) -> Html;

    /// Writes the drafts that wait.
    fn save_drafts(&self);
}

thread_local! {
    /// The code, once an app has loaded it.
    static LOADED: Cell<Option<DiscussionCode>> = const { Cell::new(None) };
}

/// The code of the discussion, if it has been loaded.
pub fn loaded() -> Option<DiscussionCode> {
    LOADED.get()
}

fn code() -> DiscussionCode {
    DiscussionCode { core: Code::new(), part: part::new, import: essay_core::discussion::codec::read }
}

/// A program that is split fetches what only [`code`] reaches.
#[cfg(feature = "split")]
mod fetch {
    use super::{DiscussionCode, code};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(discussion, fallible)]
    fn split_code() -> Result<DiscussionCode, SplitLoaderError> {
        Ok(code())
    }

    pub async fn fetched() -> Option<DiscussionCode> {
        split_code().await.ok()
    }
}

#[cfg(not(feature = "split"))]
mod fetch {
    use super::{DiscussionCode, code};

    pub async fn fetched() -> Option<DiscussionCode> {
        Some(code())
    }
}

/// Loads the code, and tells an app of it.
pub(super) fn load(link: Scope<App>) {
    spawn_local(async move {
        link.send_message(Signal::from(match fetch::fetched().await {
            Some(code) => {
                LOADED.set(Some(code));
                Msg::DiscussionCodeLoaded(code.core)
            }
            None => Msg::DiscussionCodeFailed,
        }));
    });
}
