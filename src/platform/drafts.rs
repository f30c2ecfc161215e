//! Drafts on their way to storage: written a moment after the last key, or at once when the page is put away.
//!
//! A database answers later, and a page that is left has no later. So what is not stored yet is put down in the browser's
//! local storage as well when the page is left, and as soon as the database is silent. That is written at once, and moved to the
//! database from there.

use super::stamp;
use super::store;
use essay_core::app::discussion::composer;
use essay_core::app::{ComposerId, Msg};
use essay_core::msg;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Storage;
use yew::Callback;

/// Before the discussion's id, the composer's key and the page's name, each after a line break, in the local storage's keys.
const LAST: &str = "circle-essay";

/// How long typing may pause before the draft is written, in milliseconds.
const PAUSE_MILLIS: u32 = 150;

/// How long until a draft that could not be kept is tried again, in milliseconds.
const TRY_AGAIN_MILLIS: u32 = 15_000;

/// Between a composer's key and the page that wrote the draft, in its key: two pages never overwrite each other's words.
pub const BY: char = '\n';

/// A draft as it is stored.
#[derive(Clone, PartialEq)]
pub struct Draft {
    /// The discussion's id.
    pub discussion: String,
    /// The composer.
    pub composer: ComposerId,
    /// The text; an empty one is forgotten.
    pub text: String,
}

/// Drafts that earlier pages wrote and this one shows: composer, key, and the text as it was read.
pub type TakenOver = Vec<(ComposerId, String, String)>;

/// Which page writes: its own name, and the drafts of pages before it that it shows.
#[derive(Clone, Default)]
pub struct Desk {
    /// A name that no other page has.
    pub page: String,
    /// The drafts of earlier pages.
    pub taken_over: TakenOver,
}

impl Desk {
    /// The key of this page's draft in a composer.
    pub fn key(&self, composer: &ComposerId) -> String {
        format!("{composer}{BY}{}", self.page)
    }
}

#[derive(Default)]
struct Waiting {
    /// All that is not stored yet, also what is on its way.
    drafts: Vec<Draft>,
    desk: Desk,
    /// What writes them, and how long it was told to wait.
    timer: Option<(u32, Timeout)>,
    /// Whether the database has left something without an answer for too long.
    silent: bool,
}

impl Waiting {
    fn put_down(&self) {
        for draft in &self.drafts {
            // A browser that keeps nothing here may still write the database in time.
            let _ = last().and_then(|last| last.set_item(&key_of(draft, &self.desk), &draft.text).ok());
        }
    }
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

    /// Takes over what pages before this one have left in the local storage for a discussion, and has the database store it. Answers
    /// with composer and text of each.
    pub fn rescue(&self, discussion: &str) -> Vec<(ComposerId, String)> {
        let left = left(discussion);
        let taken_over =
            |(Draft { composer, text, .. }, desk): &(Draft, Desk)| (composer.clone(), desk.key(composer), text.clone());
        self.waiting.borrow_mut().desk.taken_over = left.iter().map(taken_over).collect();
        let words = left.iter().map(|(draft, _)| (draft.composer.clone(), draft.text.clone())).collect();
        for (draft, desk) in left {
            let (key, text) = (key_of(&draft, &desk), draft.text.clone());
            let is_left = {
                let (key, text) = (key.clone(), text.clone());
                move |_: &Draft| last().and_then(|last| last.get_item(&key).ok()?).as_ref() == Some(&text)
            };
            // Where it is refused, it stays where it is.
            store::keep_drafts(
                vec![draft],
                desk,
                is_left,
                || {},
                move |kept| {
                    if kept.is_ok() {
                        put_away(&key, &text);
                    }
                },
            );
        }
        words
    }

    /// Takes over what pages before this one have left in the database.
    pub fn take_over(&self, drafts: TakenOver) {
        self.waiting.borrow_mut().desk.taken_over.extend(drafts);
    }

    /// Under which names this page writes.
    pub fn desk(&self) -> Desk {
        self.waiting.borrow().desk.clone()
    }

    /// Keeps a draft; writes it unless another follows soon.
    pub fn keep(&self, draft: Draft) {
        self.forget(&draft.discussion, &draft.composer);
        let mut waiting = self.waiting.borrow_mut();
        waiting.drafts.push(draft);
        if waiting.silent {
            waiting.put_down();
        }
        // A timer that is under way is left to run: a reader who types on and on is saved all the same.
        // One that is silent is not asked for every word anew: it hears of the newest when it answers.
        let begins = !waiting.silent && waiting.timer.as_ref().is_none_or(|(millis, _)| *millis > PAUSE_MILLIS);
        drop(waiting);
        if begins {
            write_in(PAUSE_MILLIS, &self.waiting, &self.on);
        }
    }

    /// Forgets a draft that has become a comment.
    pub fn forget(&self, discussion: &str, composer: &ComposerId) {
        self.waiting.borrow_mut().drafts.retain(|draft| draft.discussion != discussion || draft.composer != *composer);
    }

    /// Forgets every draft of a discussion.
    pub fn forget_all(&self, discussion: &str) {
        self.waiting.borrow_mut().drafts.retain(|draft| draft.discussion != discussion);
        left(discussion).iter().for_each(|(draft, desk)| put_away(&key_of(draft, desk), &draft.text));
    }

    /// Writes what is waiting while the page is left.
    pub fn flush_and_leave(&mut self) {
        self.waiting.borrow().put_down();
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
        (waiting.drafts.clone(), waiting.desk.clone())
    };
    let Some(composer) = drafts.first().map(|draft| draft.composer.clone()) else { return };
    let is_newest = {
        let waiting = Rc::clone(waiting);
        move |draft: &Draft| waiting.borrow().drafts.contains(draft)
    };
    let silent = {
        let (waiting, on, composer) = (Rc::clone(waiting), on.clone(), composer.clone());
        move || {
            waiting.borrow_mut().silent = true;
            waiting.borrow().put_down();
            let composer = composer.clone();
            on.emit(composer::Msg::DraftSaveFailed { composer, reason: msg!(StorageSilent) }.into());
        }
    };
    let (waiting, on) = (Rc::clone(waiting), on.clone());
    store::keep_drafts(drafts.clone(), desk.clone(), is_newest, silent, move |kept| {
        let was_silent = std::mem::take(&mut waiting.borrow_mut().silent);
        let Err(refusal) = kept else {
            waiting.borrow_mut().drafts.retain(|draft| !drafts.contains(draft));
            drafts.iter().for_each(|draft| put_away_all(draft, &desk));
            if again || was_silent {
                on.emit(composer::Msg::DraftSaved(composer).into());
            }
            let goes_on = was_silent && !waiting.borrow().drafts.is_empty();
            if goes_on && waiting.borrow().timer.is_none() {
                write_in(PAUSE_MILLIS, &waiting, &on);
            }
            return;
        };
        if refusal.outdated {
            // A page of the newer version takes them from there.
            waiting.borrow().put_down();
        } else if waiting.borrow().timer.is_none() {
            write_in(TRY_AGAIN_MILLIS, &waiting, &on);
        }
        on.emit(composer::Msg::DraftSaveFailed { composer, reason: refusal.reason }.into());
    });
}

/// What pages that were left have put down for a discussion, and under which names they wrote.
fn left(discussion: &str) -> Vec<(Draft, Desk)> {
    let Some(last) = last() else { return vec![] };
    let keys = (0..last.length().unwrap_or(0)).filter_map(|index| last.key(index).ok()?);
    let draft = |key: String| match key.split('\n').collect::<Vec<_>>()[..] {
        [LAST, of, composer, page] if of == discussion => {
            let text = last.get_item(&key).ok()??;
            let draft = Draft { discussion: of.to_owned(), composer: ComposerId::parse(composer), text };
            Some((draft, Desk { page: page.to_owned(), taken_over: vec![] }))
        }
        _ => None,
    };
    keys.filter_map(draft).collect()
}

/// The browser's local storage, where there is one.
pub(super) fn last() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn key_of(draft: &Draft, desk: &Desk) -> String {
    [LAST, &draft.discussion, &draft.composer.to_string(), &desk.page].join("\n")
}

/// Takes a draft that the database has, or that is a comment by now, out of the local storage, with the drafts of earlier pages from
/// which it was made.
pub fn put_away_all(draft: &Draft, desk: &Desk) {
    put_away(&key_of(draft, desk), &draft.text);
    for (_, key, words) in desk.taken_over.iter().filter(|(composer, ..)| *composer == draft.composer) {
        put_away(&[LAST, &draft.discussion, key].join("\n"), words);
    }
}

/// Takes a text that the database has out of the local storage; newer words of the same draft stay there.
fn put_away(key: &str, text: &str) {
    if let Some(last) = last()
        && last.get_item(key).ok().flatten().as_deref() == Some(text)
    {
        let _ = last.remove_item(key);
    }
}
