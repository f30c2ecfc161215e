//! Drafts on their way to storage: written a moment after the last key, or at once when the page is put away.

use super::store::{self, Draft};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long typing may pause before the draft is written, in milliseconds.
const PAUSE_MILLIS: u32 = 250;

type Waiting = Rc<RefCell<Vec<Draft>>>;

/// The drafts that are not written yet.
#[derive(Default)]
pub struct Drafts {
    waiting: Waiting,
    timer: Option<Timeout>,
}

impl Drafts {
    /// Keeps a draft; writes it unless another follows soon.
    pub fn keep(&mut self, draft: Draft) {
        self.forget(&draft.discussion, &draft.place);
        self.waiting.borrow_mut().push(draft);
        let waiting = Rc::clone(&self.waiting);
        // A timer that is under way is left to run: a reader who types on and on is saved all the same.
        if self.timer.is_none() || self.waiting.borrow().len() == 1 {
            self.timer = Some(Timeout::new(PAUSE_MILLIS, move || write(&waiting)));
        }
    }

    /// Forgets a draft that has become a comment.
    pub fn forget(&mut self, discussion: &str, place: &str) {
        self.waiting.borrow_mut().retain(|draft| draft.discussion != discussion || draft.place != place);
    }

    /// Writes what is waiting, now.
    pub fn flush(&mut self) {
        self.timer = None;
        write(&self.waiting);
    }
}

fn write(waiting: &Waiting) {
    let drafts = waiting.take();
    if drafts.is_empty() {
        return;
    }
    spawn_local(async move {
        // The words are still in the field. A full disk is told when they are posted.
        let _ = store::keep_drafts(&drafts).await;
    });
}
