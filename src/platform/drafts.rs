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
const PAUSE_MILLIS: u32 = 250;

#[derive(Default)]
struct Waiting {
    drafts: Vec<Draft>,
    desk: Desk,
}

/// The drafts that are not written yet.
pub struct Drafts {
    waiting: Rc<RefCell<Waiting>>,
    timer: Option<Timeout>,
    on: Callback<Msg>,
}

impl Drafts {
    /// None yet; what cannot be kept is told.
    pub fn new(on: Callback<Msg>) -> Self {
        let desk = Desk { page: stamp::draw().uuid(), taken_over: vec![] };
        Self { waiting: Rc::new(RefCell::new(Waiting { drafts: vec![], desk })), timer: None, on }
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
    pub fn keep(&mut self, draft: Draft) {
        self.forget(&draft.discussion, &draft.place);
        self.waiting.borrow_mut().drafts.push(draft);
        // A timer that is under way is left to run: a reader who types on and on is saved all the same.
        if self.timer.is_none() || self.waiting.borrow().drafts.len() == 1 {
            let (waiting, on) = (Rc::clone(&self.waiting), self.on.clone());
            self.timer = Some(Timeout::new(PAUSE_MILLIS, move || write(&waiting, &on)));
        }
    }

    /// Forgets a draft that has become a comment.
    pub fn forget(&mut self, discussion: &str, place: &str) {
        self.waiting.borrow_mut().drafts.retain(|draft| draft.discussion != discussion || draft.place != place);
    }

    /// Writes what is waiting, now.
    pub fn flush(&mut self) {
        self.timer = None;
        write(&self.waiting, &self.on);
    }
}

fn write(waiting: &RefCell<Waiting>, on: &Callback<Msg>) {
    let drafts = std::mem::take(&mut waiting.borrow_mut().drafts);
    let Some(place) = drafts.first().map(|draft| draft.place.clone()) else { return };
    let (desk, on) = (waiting.borrow().desk.clone(), on.clone());
    spawn_local(async move {
        if let Err(refusal) = store::keep_drafts(&drafts, &desk).await {
            on.emit(Msg::DraftNotKept { place, reason: refusal.reason });
        }
    });
}
