//! Saves drafts automatically: a moment after the last key, or at once when the page is left.
//!
//! The database answers asynchronously, and a page that is left gets no answer any more. So the unsaved drafts are also backed up in the
//! local storage, which is written at once: when the page is left, and as soon as the database does not answer. The next page moves the
//! backups to the database.

use super::discussion_store::{self, RETRY_MILLIS};
use super::draft::{AdoptedDrafts, BACKUP, Draft, DraftWriter, back_up, backup_key};
use super::entropy;
use super::local_storage::local_storage;
use essay_core::app::discussion::composer;
use essay_core::app::{ComposerId, Msg};
use essay_core::msg;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// The pause in typing after which a draft is saved, in milliseconds.
const PAUSE_MILLIS: u32 = 150;

#[derive(Default)]
struct Queue {
    /// All drafts that are not stored yet, including those that are being saved.
    drafts: Vec<Draft>,
    writer: DraftWriter,
    /// The timer that saves them, and the delay it was set to.
    timer: Option<(u32, Timeout)>,
    /// True while the database has left something unanswered for too long.
    is_silent: bool,
}

impl Queue {
    fn back_up(&self) {
        self.drafts.iter().for_each(|draft| back_up(draft, &self.writer));
    }
}

/// The queue of drafts to save.
pub struct Autosave {
    queue: Rc<RefCell<Queue>>,
    dispatch: Callback<Msg>,
}

impl Autosave {
    /// Makes an empty queue. It dispatches a message when a draft cannot be saved.
    pub fn new(dispatch: Callback<Msg>) -> Self {
        let writer = DraftWriter { page: entropy::stamp().uuid(), adopted: vec![] };
        Self { queue: Rc::new(RefCell::new(Queue { writer, ..Queue::default() })), dispatch }
    }

    /// Adopts the backups that earlier pages left for a discussion, and saves them in the database. Returns the composer and the text of
    /// each.
    pub fn recover(&self, discussion: &str) -> Vec<(ComposerId, String)> {
        let backups = backups(discussion);
        let adopted = |(Draft { composer, text, .. }, writer): &(Draft, DraftWriter)| {
            (composer.clone(), writer.key(composer), text.clone())
        };
        self.queue.borrow_mut().writer.adopted = backups.iter().map(adopted).collect();
        let texts = backups.iter().map(|(draft, _)| (draft.composer.clone(), draft.text.clone())).collect();
        for (draft, writer) in backups {
            let (key, text) = (backup_key(&draft, &writer), draft.text.clone());
            let is_unchanged = {
                let (key, text) = (key.clone(), text.clone());
                move |_: &Draft| {
                    local_storage().and_then(|storage| storage.get_item(&key).ok()?).as_ref() == Some(&text)
                }
            };
            // If the database refuses it, the backup stays.
            discussion_store::save_drafts(
                vec![draft],
                writer,
                is_unchanged,
                || {},
                move |saved| {
                    if saved.is_ok() {
                        remove_backup(&key, &text);
                    }
                },
            );
        }
        texts
    }

    /// Adopts drafts that earlier pages stored in the database.
    pub fn adopt(&self, drafts: AdoptedDrafts) {
        self.queue.borrow_mut().writer.adopted.extend(drafts);
    }

    /// Returns the name under which this page stores drafts, and the drafts that it has adopted.
    pub fn writer(&self) -> DraftWriter {
        self.queue.borrow().writer.clone()
    }

    /// Queues a draft. It is saved unless another one follows soon.
    pub fn queue(&self, draft: Draft) {
        self.discard(&draft.discussion, &draft.composer);
        let mut queue = self.queue.borrow_mut();
        queue.drafts.push(draft);
        if queue.is_silent {
            queue.back_up();
        }
        // A running timer is not set anew, so that a reader who never pauses is saved all the same. A silent database is not asked again
        // for every key: it gets the newest draft when it answers.
        let starts = !queue.is_silent && queue.timer.as_ref().is_none_or(|(millis, _)| *millis > PAUSE_MILLIS);
        drop(queue);
        if starts {
            save_in(PAUSE_MILLIS, &self.queue, &self.dispatch);
        }
    }

    /// Removes a draft from the queue, since it has become a comment.
    pub fn discard(&self, discussion: &str, composer: &ComposerId) {
        self.queue.borrow_mut().drafts.retain(|draft| draft.discussion != discussion || draft.composer != *composer);
    }

    /// Removes every draft of a discussion from the queue and from the backups.
    pub fn discard_all(&self, discussion: &str) {
        self.queue.borrow_mut().drafts.retain(|draft| draft.discussion != discussion);
        backups(discussion).iter().for_each(|(draft, writer)| remove_backup(&backup_key(draft, writer), &draft.text));
    }

    /// Backs up and saves the queue while the page is left.
    pub fn back_up_and_save(&mut self) {
        self.queue.borrow().back_up();
        self.save_now();
    }

    /// Saves the queue now.
    pub fn save_now(&self) {
        save(&self.queue, &self.dispatch, false);
    }
}

fn save_in(millis: u32, queue: &Rc<RefCell<Queue>>, dispatch: &Callback<Msg>) {
    let (later, dispatch) = (Rc::clone(queue), dispatch.clone());
    let is_retry = millis > PAUSE_MILLIS;
    let timer = Timeout::new(millis, move || save(&later, &dispatch, is_retry));
    queue.borrow_mut().timer = Some((millis, timer));
}

/// Saves the queue. If `is_retry` is true, it could not be saved before, and success is reported too.
fn save(queue: &Rc<RefCell<Queue>>, dispatch: &Callback<Msg>, is_retry: bool) {
    let (drafts, writer) = {
        let mut queue = queue.borrow_mut();
        queue.timer = None;
        (queue.drafts.clone(), queue.writer.clone())
    };
    let Some(composer) = drafts.first().map(|draft| draft.composer.clone()) else { return };
    let is_newest = {
        let queue = Rc::clone(queue);
        move |draft: &Draft| queue.borrow().drafts.contains(draft)
    };
    let silent = {
        let (queue, dispatch, composer) = (Rc::clone(queue), dispatch.clone(), composer.clone());
        move || {
            queue.borrow_mut().is_silent = true;
            queue.borrow().back_up();
            let composer = composer.clone();
            dispatch.emit(composer::Msg::DraftSaveFailed { composer, reason: msg!(StorageSilent) }.into());
        }
    };
    let (queue, dispatch) = (Rc::clone(queue), dispatch.clone());
    discussion_store::save_drafts(drafts.clone(), writer.clone(), is_newest, silent, move |saved| {
        let was_silent = std::mem::take(&mut queue.borrow_mut().is_silent);
        let Err(error) = saved else {
            queue.borrow_mut().drafts.retain(|draft| !drafts.contains(draft));
            drafts.iter().for_each(|draft| remove_backups(draft, &writer));
            if is_retry || was_silent {
                dispatch.emit(composer::Msg::DraftSaved(composer).into());
            }
            let has_more = was_silent && !queue.borrow().drafts.is_empty();
            if has_more && queue.borrow().timer.is_none() {
                save_in(PAUSE_MILLIS, &queue, &dispatch);
            }
            return;
        };
        if error.outdated {
            // A page of the newer version recovers the backups.
            queue.borrow().back_up();
        } else if queue.borrow().timer.is_none() {
            save_in(RETRY_MILLIS, &queue, &dispatch);
        }
        dispatch.emit(composer::Msg::DraftSaveFailed { composer, reason: error.reason }.into());
    });
}

/// Returns the backups that earlier pages left for a discussion, and the names under which those pages stored them.
fn backups(discussion: &str) -> Vec<(Draft, DraftWriter)> {
    let Some(storage) = local_storage() else { return vec![] };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok()?);
    let draft = |key: String| match key.split('\n').collect::<Vec<_>>()[..] {
        [BACKUP, of, composer, page] if of == discussion => {
            let text = storage.get_item(&key).ok()??;
            let draft = Draft { discussion: of.to_owned(), composer: ComposerId::parse(composer), text };
            Some((draft, DraftWriter { page: page.to_owned(), adopted: vec![] }))
        }
        _ => None,
    };
    keys.filter_map(draft).collect()
}

/// Removes the backup of a draft that is in the database or has become a comment, and the backups of the drafts that it was made from.
pub fn remove_backups(draft: &Draft, writer: &DraftWriter) {
    remove_backup(&backup_key(draft, writer), &draft.text);
    for (_, key, text) in writer.adopted.iter().filter(|(composer, ..)| *composer == draft.composer) {
        remove_backup(&[BACKUP, &draft.discussion, key].join("\n"), text);
    }
}

/// Removes a backup, unless it holds a newer text of the same draft.
fn remove_backup(key: &str, text: &str) {
    if let Some(storage) = local_storage()
        && storage.get_item(key).ok().flatten().as_deref() == Some(text)
    {
        let _ = storage.remove_item(key);
    }
}
