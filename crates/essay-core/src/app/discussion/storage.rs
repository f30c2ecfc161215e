//! Storage: what the browser holds of the discussion, and its answers.

use super::{ComposerId, Notice, PendingSave, SaveId, State};
use crate::app::context::Context;
use crate::app::{self, HostEvent, PageEffect};
use crate::discussion::{Author, Event};
use crate::i18n::LocalizedMessage;
use crate::msg;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The place where the discussion is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// It is not known yet.
    #[default]
    Opening,
    /// In the browser's database.
    Durable,
    /// Nowhere: comments live as long as the page. The sentence says why.
    Memory(LocalizedMessage),
    /// In the browser's database, which this page may read and not write. The sentence says why.
    ReadOnly(LocalizedMessage),
}

/// The stored part of a discussion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// The events.
    pub events: Vec<Event>,
    /// The ids of the events that came since the last visit.
    pub new: Vec<String>,
    /// The drafts, the newest last.
    pub drafts: Vec<(ComposerId, String)>,
    /// The author who writes in this browser.
    pub me: Author,
    /// Records that cannot be read, as they are stored.
    pub damaged: Vec<String>,
    /// The reason why nothing can be written, if nothing can.
    pub read_only: Option<LocalizedMessage>,
}

/// A message about storage.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The stored discussion was read.
    Loaded(Stored),
    /// Nothing can be stored; holds the reason, a sentence.
    Refused(LocalizedMessage),
    /// The browser has not answered for a while what is stored.
    Silent,
    /// Pages before this one left behind what they could not store.
    LeftoversFound {
        /// Drafts.
        drafts: Vec<(ComposerId, String)>,
        /// Posted events.
        unsaved: Vec<PendingSave>,
    },
    /// Events were saved; holds the id of the last.
    Saved(String),
    /// The browser has not answered for a while whether it saved or erased events.
    SaveSilent(SaveId),
    /// Events were not saved or erased.
    SaveFailed {
        /// The id of the save.
        id: SaveId,
        /// The reason, a sentence.
        reason: LocalizedMessage,
        /// True if the database belongs to a newer version of this code.
        outdated: bool,
    },
    /// It is time to try again to store the text of a composer.
    RetryDue(ComposerId),
    /// The browser was asked not to evict what is stored.
    PersistAnswered {
        /// True if it agreed.
        granted: bool,
    },
    /// The page is hidden, perhaps for good.
    PageHidden,
}

/// A request to storage.
#[derive(Clone, Debug, PartialEq)]
pub enum StorageEffect {
    /// Read the discussion with this id.
    Load(String),
    /// Save events, and in the same transaction forget the draft that they were.
    SaveEvents {
        /// The discussion's id.
        discussion: String,
        /// The events.
        events: Vec<Event>,
        /// The composer whose draft is forgotten, if any is.
        composer: Option<ComposerId>,
        /// The author.
        me: Author,
    },
    /// Save a draft, or forget an empty one.
    SaveDraft {
        /// The discussion's id.
        discussion: String,
        /// The composer.
        composer: ComposerId,
        /// The text.
        text: String,
    },
    /// Back up a draft that was typed before there was code to save it, so that the next page finds it.
    BackUpDraft {
        /// The discussion's id.
        discussion: String,
        /// The composer.
        composer: ComposerId,
        /// The text.
        text: String,
    },
    /// Save events on their way to storage where the next page finds them, until they are stored.
    SaveUnsaved {
        /// The discussion's id.
        discussion: String,
        /// The events.
        pending: PendingSave,
    },
    /// Write the drafts that wait, and that the discussion with this id has been visited.
    FlushDrafts(String),
    /// Erase events, and tell other pages of this browser.
    EraseEvents {
        /// The discussion's id.
        discussion: String,
        /// The ids of the events.
        ids: Vec<String>,
    },
    /// Forget the drafts of a discussion and the author's name; the author's id as well, unless other discussions hold events
    /// of theirs.
    ForgetAuthor(String),
    /// Ask the browser not to evict what is stored.
    Persist,
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::Loaded(stored) => state.loaded(stored, cx),
        Msg::Refused(reason) => state.storage_refused(reason, cx),
        Msg::Silent => state.storage_went_silent(cx),
        Msg::LeftoversFound { drafts, unsaved } => state.take_leftovers(drafts, unsaved, cx),
        Msg::Saved(id) => state.saved(&id, cx),
        Msg::SaveSilent(id) => state.save_silent(&id, cx),
        Msg::SaveFailed { id, reason, outdated } => state.save_failed(&id, reason, outdated, cx),
        Msg::RetryDue(composer) => state.retry(composer, cx),
        Msg::PersistAnswered { granted } => {
            state.may_be_evicted = !granted;
            vec![]
        }
        Msg::PageHidden => state.save_all_unsaved(cx),
    }
}

impl State {
    fn loaded(&mut self, stored: Stored, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let Author { id, name } = stored.me;
        if self.me.id.is_empty() {
            self.me.id = id;
        } else if !id.is_empty() {
            // Something was posted before it was known who writes here.
            self.adopt_author_id(&id);
        }
        if self.me.name.is_empty() {
            self.me.name = name;
        }
        let outdated = stored.read_only.as_ref().map(|reason| problem("storage", cx.words.format(reason)));
        let storage = stored.read_only.map_or(Storage::Durable, Storage::ReadOnly);
        let before = std::mem::replace(&mut self.storage, storage);
        self.storage_silent = false;
        self.damaged = Rc::new(stored.damaged);
        self.unread = stored.new;
        let mut effects = Vec::from_iter(outdated);
        // Events that lived in the page only can be stored by now.
        if matches!(before, Storage::Memory(_)) && self.storage == Storage::Durable {
            let known: BTreeSet<&str> = stored.events.iter().map(|event| event.id.as_str()).collect();
            let unsaved = self.log.events().iter().filter(|event| !known.contains(event.id.as_str()));
            let events: Vec<Event> = unsaved.map(|event| Event::clone(event)).collect();
            effects.extend(self.drafts.composers().map(|composer| self.save_draft(composer, cx)));
            self.go_on_saving(PendingSave { composer: None, events, imported: false, late: true });
        }
        self.take_drafts(stored.drafts);
        effects.extend(self.save_all(cx));
        self.log.add_all(stored.events);
        let target = self.pending_target.take();
        effects.extend(self.log_changed(cx));
        effects.extend(target.into_iter().flat_map(|id| self.lead_to(id, cx)));
        effects.extend(self.post_waiting());
        effects
    }

    /// Shows the drafts that an earlier page has saved.
    pub(super) fn take_drafts(&mut self, drafts: Vec<(ComposerId, String)>) {
        for (composer, text) in drafts {
            if composer == ComposerId::Name {
                self.restore_name(text);
            } else if self.drafts.get(&composer).is_none() {
                // A text that was typed on this page is newer than a stored one.
                if composer.is_anchored() && !text.is_empty() {
                    self.anchor_composer = Some(composer.clone());
                }
                self.drafts.set(&composer, text);
            }
        }
    }

    fn storage_refused(&mut self, reason: LocalizedMessage, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let message = cx.words.format(&reason);
        let refused = Storage::Memory(reason);
        if self.storage == refused {
            return vec![];
        }
        self.storage = refused;
        self.storage_silent = false;
        self.pending_target = None;
        let mut effects = vec![problem("storage", message)];
        effects.extend(self.save_all(cx));
        effects.extend(self.post_waiting());
        effects
    }

    /// Tells the reader that the browser has not answered what is stored. A late answer still counts.
    fn storage_went_silent(&mut self, cx: &mut Context<'_>) -> Vec<app::Effect> {
        if self.storage != Storage::Opening {
            return vec![];
        }
        self.storage_silent = true;
        if let Some(composer) = self.retry.clone() {
            self.notice = Some(Notice::failure(composer, msg!(StorageSilent)));
        }
        vec![announce_silence(cx)]
    }

    /// True if events can be stored, as far as is known.
    pub(super) fn can_save(&self) -> bool {
        matches!(self.storage, Storage::Opening | Storage::Durable)
    }

    /// True if drafts are saved. Beside a database of a newer version they wait in the local storage.
    pub(super) fn saves_drafts(&self) -> bool {
        !matches!(self.storage, Storage::Memory(_))
    }
}

/// Tells the page of a problem.
pub(in crate::app) fn problem(code: &'static str, message: String) -> app::Effect {
    PageEffect::Emit(HostEvent::Problem { code, message }).into()
}

/// Tells the reader and the page that storage does not answer.
pub(super) fn announce_silence(cx: &mut Context<'_>) -> app::Effect {
    cx.announce(&msg!(StorageSilent));
    problem("storage-silent", cx.announcement.clone())
}
