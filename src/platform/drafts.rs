//! Drafts on their way to storage: written a moment after the last key, or at once when the page is put away.

use super::stamp;
use super::store::{self, Desk, Draft};
use essay_core::app::Msg;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// How long typing may pause before the draft is written, in milliseconds.
const PAUSE_MILLIS: u32 = 150;

/// How long until a draft that could not be kept is tried again, in milliseconds.
const TRY_AGAIN_MILLIS: u32 = 15_000;

#[derive(Default)]
struct Waiting {
    drafts: Vec<Draft>,
    desk: Desk,
    /// What writes them, and how long it was told to wait.
    timer: Option<(u32, Timeout)>,
}

/// The drafts that are not written yet.
pub struct Drafts {
    waiting: Rc<RefCell<Waiting>>,
    on: Callback<Msg>,
}

impl Drafts {
    /// None yet; what cannot be kept is told.
    pub fn new(on: Callback<Msg>) -> Self {
        let desk = Desk { page: stamp::draw().uuid(), taken_over: vec![] };
        Self { waiting: Rc::new(RefCell::new(Waiting { desk, ..Waiting::default() })), on }
    }

    /// Takes over what pages before this one have left: place, key, and text.
    pub fn take_over(&self, drafts: Vec<(String, String, String)>) {
        self.waiting.borrow_mut().desk.taken_over = drafts;
    }

    /// Under which names this page writes.
    pub fn desk(&self) -> Desk {
        self.waiting.borrow().desk.clone()
    }

    /// Keeps a draft; writes it unless another follows soon.
    pub fn keep(&self, draft: Draft) {
        self.forget(&draft.discussion, &draft.place);
        self.waiting.borrow_mut().drafts.push(draft);
        // A timer that is under way is left to run: a reader who types on and on is saved all the same.
        if self.waiting.borrow().timer.as_ref().is_none_or(|(millis, _)| *millis > PAUSE_MILLIS) {
            write_in(PAUSE_MILLIS, &self.waiting, &self.on);
        }
    }

    /// Forgets a draft that has become a comment.
    pub fn forget(&self, discussion: &str, place: &str) {
        self.waiting.borrow_mut().drafts.retain(|draft| draft.discussion != discussion || draft.place != place);
    }

    /// Writes what is waiting, now.
    pub fn flush(&self) {
        write(&self.waiting, &self.on, false);
    }
}

fn write_in(millis: u32, waiting: &Rc<RefCell<Waiting>>, on: &Callback<Msg>) {
    let (later, on) = (Rc::clone(waiting), on.clone());
    let again = millis > PAUSE_MILLIS;
    let timer = Timeout::new(millis, move || write(&later, &on, again));
    waiting.borrow_mut().timer = Some((millis, timer));
}

/// Writes what is waiting. `again` says that it could not be kept before, so that it is told if it can be now.
fn write(waiting: &Rc<RefCell<Waiting>>, on: &Callback<Msg>, again: bool) {
    let (drafts, desk) = {
        let mut waiting = waiting.borrow_mut();
        waiting.timer = None;
        (std::mem::take(&mut waiting.drafts), waiting.desk.clone())
    };
    let Some(place) = drafts.first().map(|draft| draft.place.clone()) else { return };
    let (waiting, on) = (Rc::clone(waiting), on.clone());
    spawn_local(async move {
        let Err(refusal) = store::keep_drafts(&drafts, &desk).await else {
            if again {
                on.emit(Msg::DraftKept(place));
            }
            return;
        };
        // They wait on, unless newer words for the same place have come.
        for draft in drafts {
            let mut waiting = waiting.borrow_mut();
            if !waiting.drafts.iter().any(|new| new.discussion == draft.discussion && new.place == draft.place) {
                waiting.drafts.push(draft);
            }
        }
        if !refusal.outdated && waiting.borrow().timer.is_none() {
            write_in(TRY_AGAIN_MILLIS, &waiting, &on);
        }
        on.emit(Msg::DraftNotKept { place, reason: refusal.reason });
    });
}
