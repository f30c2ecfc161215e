//! Drafts on their way to storage: written a moment after the last key, or at once when the page is put away.
//!
//! A database answers later, and a page that is left has no later. So what is typed last is put down in the browser's
//! local storage as well, which is written at once, and moved to the database from there.

use super::stamp;
use super::store;
use essay_core::app::Msg;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Storage;
use yew::Callback;

/// Before the discussion's id, the place and the page's name, each after a line break, in the local storage's keys.
const LAST: &str = "circle-essay";

/// How long typing may pause before the draft is written, in milliseconds.
const PAUSE_MILLIS: u32 = 150;

/// How long until a draft that could not be kept is tried again, in milliseconds.
const TRY_AGAIN_MILLIS: u32 = 15_000;

/// Between a draft's place and the page that wrote it, in its key: two pages never overwrite each other's words.
pub const BY: char = '\n';

/// A draft as it is stored.
#[derive(Clone)]
pub struct Draft {
    /// The discussion's id.
    pub discussion: String,
    /// The composer's place.
    pub place: String,
    /// The text; an empty one is forgotten.
    pub text: String,
}

/// Drafts that earlier pages wrote and this one shows: place, key, and the text as it was read.
pub type TakenOver = Vec<(String, String, String)>;

/// Which page writes: its own name, and the drafts of pages before it that it shows.
#[derive(Clone, Default)]
pub struct Desk {
    /// A name that no other page has.
    pub page: String,
    /// The drafts of earlier pages.
    pub taken_over: TakenOver,
}

impl Desk {
    /// The key of this page's draft at a place.
    pub fn key(&self, place: &str) -> String {
        format!("{place}{BY}{}", self.page)
    }
}

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

    /// Takes over what pages before this one have left.
    pub fn take_over(&self, drafts: TakenOver) {
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

    /// Writes what is waiting while the page is left.
    pub fn flush_and_leave(&mut self) {
        {
            let waiting = self.waiting.borrow();
            for draft in &waiting.drafts {
                // A browser that keeps nothing here may still write the database in time.
                let _ = last().and_then(|last| last.set_item(&key_of(draft, &waiting.desk), &draft.text).ok());
            }
        }
        self.flush();
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
            drafts.iter().for_each(|draft| put_away(&key_of(draft, &desk), &draft.text));
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

/// Moves what pages that were left have put down for a discussion to the database.
pub async fn rescue(discussion: &str) {
    let Some(last) = last() else { return };
    let keys: Vec<String> = (0..last.length().unwrap_or(0)).filter_map(|index| last.key(index).ok()?).collect();
    for key in keys {
        if let [LAST, of, place, page] = key.split('\n').collect::<Vec<_>>()[..]
            && of == discussion
            && let Ok(Some(text)) = last.get_item(&key)
        {
            let draft = Draft { discussion: of.to_owned(), place: place.to_owned(), text };
            let desk = Desk { page: page.to_owned(), taken_over: vec![] };
            if store::keep_drafts(std::slice::from_ref(&draft), &desk).await.is_ok() {
                put_away(&key, &draft.text);
            }
        }
    }
}

fn last() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn key_of(draft: &Draft, desk: &Desk) -> String {
    [LAST, &draft.discussion, &draft.place, &desk.page].join("\n")
}

/// Takes a text that the database has out of the local storage; newer words of the same draft stay there.
fn put_away(key: &str, text: &str) {
    if let Some(last) = last()
        && last.get_item(key).ok().flatten().as_deref() == Some(text)
    {
        let _ = last.remove_item(key);
    }
}
