//! Performs the effects of the discussion: storage, stamps, other pages and files.

use super::render_budget::RenderBudget;
use super::{Answer, Around, Part};
use crate::platform::autosave::Autosave;
use crate::platform::channel::Channel;
use crate::platform::discussion_store::{RETRY_MILLIS, Save, StorageError};
use crate::platform::draft::{Draft, back_up_early};
use crate::platform::focus::Caret;
use crate::platform::local_storage::remember_writer;
use crate::platform::{autosave, discussion_store, entropy, files, idle, indexed_db, time, unsaved};
use crate::view::{TimeFormat, discussion};
use essay_core::app::discussion::{
    Effect, Msg as DiscussionMsg, composer, import_export, list, posting, storage, sync,
};
use essay_core::app::{Model, Msg, SaveId, StampEffect, StorageEffect};
use essay_core::discussion::{Discussion, Event, codec};
use essay_core::json::Json;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The discussion of one element.
struct DiscussionPart {
    around: Around,
    autosave: Autosave,
    channel: Option<Channel>,
    /// The discussion that is being loaded, or was loaded.
    loading: Option<String>,
    /// The number of loads. The answer to an earlier load is ignored.
    load_number: usize,
    render_budget: RenderBudget,
    /// The caret before a render that may move the field in which the reader types.
    caret: Option<Caret>,
    retry_timer: Option<Timeout>,
    reload_timer: Option<Timeout>,
}

/// Begins the discussion of an element.
pub fn new(around: Around) -> Box<dyn Part> {
    indexed_db::open_ahead();
    if let Some(snapshot) = around.host.snapshot.as_ref().filter(|snapshot| !snapshot.unsaved_export.is_empty()) {
        let events = codec::read(&snapshot.unsaved_export, &Discussion::default()).added;
        let snapshot = Json::parse(&snapshot.state).unwrap_or_default();
        let author = snapshot.get("kept").map(Model::author_of).unwrap_or_default();
        around.dispatch.emit(sync::Msg::RemoteEvents { events, erased: vec![], author }.into());
    }
    Box::new(DiscussionPart {
        autosave: Autosave::new(around.dispatch.clone()),
        around,
        channel: None,
        loading: None,
        load_number: 0,
        render_budget: RenderBudget::default(),
        caret: None,
        retry_timer: None,
        reload_timer: None,
    })
}

impl Part for DiscussionPart {
    fn perform(&mut self, model: &Model, effect: Effect) {
        let dispatch = self.around.dispatch.clone();
        match effect {
            // It is loaded.
            Effect::LoadCode => {}
            Effect::Storage(effect) => self.perform_storage(model, effect),
            Effect::Stamp(effect) => {
                let stamp = entropy::stamp();
                dispatch.emit(Msg::from(match effect {
                    StampEffect::Post { composer } => posting::Msg::PostStamped { composer, stamp },
                    StampEffect::Act { kind, entry } => posting::Msg::ActStamped { kind, entry, stamp },
                }));
            }
            Effect::Broadcast(events) => self.broadcast(model, &events, &[]),
            Effect::ScheduleRetry { composer } => {
                let retry = move || dispatch.emit(Msg::from(storage::Msg::RetryDue(composer)));
                self.retry_timer = Some(Timeout::new(RETRY_MILLIS, retry));
            }
            Effect::ScheduleRows => {
                if self.render_budget.request() {
                    let answer = self.around.answer.clone();
                    idle::when_idle(move || answer.emit(Answer::RowsDue));
                }
            }
            Effect::SaveFile { name, media_type, text } => {
                let page = self.around.host.element.owner_document();
                let saved = page.is_some_and(|page| files::save_text(&page, &name, media_type, &text).is_ok());
                if !(saved && files::are_saved()) {
                    dispatch.emit(Msg::from(import_export::Msg::ExportUnconfirmed(text)));
                }
            }
        }
    }

    fn prepare(&mut self, msg: &DiscussionMsg) {
        use DiscussionMsg::{Composer, Storage, Sync};
        match msg {
            Composer(composer::Msg::Typed { .. }) => self.render_budget.shrink(),
            Storage(storage::Msg::Loaded(_)) | Sync(sync::Msg::RemoteEvents { .. }) => {
                self.caret = Caret::of(&self.around.host);
            }
            _ => {}
        }
    }

    fn hear(&mut self, answer: Answer) -> Option<Msg> {
        match answer {
            // The discussion may have been loaded again since.
            Answer::Loaded(load_number, _) | Answer::LoadSilent(load_number) if load_number != self.load_number => None,
            Answer::Loaded(_, Ok((stored, drafts))) => {
                if !(stored.events.is_empty() && stored.drafts.is_empty()) {
                    remember_writer(true);
                }
                self.autosave.adopt(drafts);
                Some(storage::Msg::Loaded(stored).into())
            }
            Answer::Loaded(_, Err(refusal)) => {
                if refusal.is_transient {
                    let answer = self.around.answer.clone();
                    let later = move || answer.emit(Answer::Reload);
                    self.reload_timer = Some(Timeout::new(RETRY_MILLIS, later));
                }
                Some(storage::Msg::Refused(refusal.reason).into())
            }
            Answer::LoadSilent(_) => Some(storage::Msg::Silent.into()),
            Answer::Reload => {
                if let Some(discussion) = self.loading.clone() {
                    self.load(discussion);
                }
                None
            }
            Answer::RowsDue => Some(list::Msg::MoreRows(self.render_budget.begin()).into()),
        }
    }

    fn rendered(&mut self) {
        self.render_budget.end();
        if let Some(caret) = self.caret.take() {
            caret.restore(&self.around.host);
        }
    }

    fn view(&self, model: &Model) -> Html {
        discussion(model, TimeFormat(time::format), &self.around.dispatch)
    }

    fn save_drafts(&self) {
        self.autosave.save_now();
    }
}

impl DiscussionPart {
    fn perform_storage(&mut self, model: &Model, effect: StorageEffect) {
        let dispatch = self.around.dispatch.clone();
        match effect {
            StorageEffect::Load(discussion) => {
                self.load(discussion.clone());
                let (drafts, unsaved) = (self.autosave.recover(&discussion), unsaved::load(&discussion));
                if !drafts.is_empty() || !unsaved.is_empty() {
                    dispatch.emit(Msg::from(storage::Msg::LeftoversFound { drafts, unsaved }));
                }
            }
            StorageEffect::SaveEvents { discussion, events, composer, me } => {
                remember_writer(true);
                if let Some(composer) = &composer {
                    self.autosave.discard(&discussion, composer);
                }
                self.save(Save { discussion, events, composer, me, writer: self.autosave.writer() });
            }
            StorageEffect::SaveDraft { discussion, composer, text } => {
                remember_writer(true);
                self.autosave.queue(Draft { discussion, composer, text });
            }
            StorageEffect::BackUpDraft { discussion, composer, text } => {
                back_up_early(&Draft { discussion, composer, text });
            }
            StorageEffect::SaveUnsaved { discussion, pending } => unsaved::back_up(&discussion, &pending),
            StorageEffect::FlushDrafts(discussion) => {
                self.autosave.back_up_and_save();
                spawn_local(async move {
                    // If this fails, read entries are shown as unread on the next visit.
                    let _ = discussion_store::save_visit(&discussion).await;
                });
            }
            StorageEffect::EraseEvents { discussion, ids } => {
                self.broadcast(model, &[], &ids);
                unsaved::remove(&discussion, &ids);
                let (silent, done) = self.erasure_callbacks();
                discussion_store::erase(&discussion, &ids, silent, done);
            }
            StorageEffect::ForgetAuthor(discussion) => {
                remember_writer(false);
                self.autosave.discard_all(&discussion);
                let (silent, done) = self.erasure_callbacks();
                discussion_store::forget_author(&discussion, silent, done);
            }
            StorageEffect::Persist => spawn_local(async move {
                let granted = discussion_store::persist().await;
                dispatch.emit(Msg::from(storage::Msg::PersistAnswered { granted }));
            }),
        }
    }

    /// Opens the channel to other pages that show a discussion, and loads the stored discussion.
    fn load(&mut self, discussion: String) {
        self.channel = Channel::open(&discussion, self.around.dispatch.clone());
        self.load_number += 1;
        let (load_number, answer) = (self.load_number, self.around.answer.clone());
        let silent = answer.clone();
        discussion_store::load(
            &discussion,
            move || silent.emit(Answer::LoadSilent(load_number)),
            move |read| answer.emit(Answer::Loaded(load_number, read)),
        );
        self.loading = Some(discussion);
    }

    /// Saves events, and reports the outcome.
    fn save(&self, save: Save) {
        let id = save.events.last().map(|event| event.id.clone()).unwrap_or_default();
        let (discussion, composer, me) = (save.discussion.clone(), save.composer.clone(), save.me.id.clone());
        let words = save.events.last().map(|event| event.text.clone()).unwrap_or_default();
        let ids: Vec<String> = save.events.iter().map(|event| event.id.clone()).collect();
        let writer = self.autosave.writer();
        let silent = (self.around.dispatch.clone(), id.clone());
        let dispatch = self.around.dispatch.clone();
        discussion_store::save(
            save,
            move || silent.0.emit(storage::Msg::SaveSilent(SaveId::Events(silent.1.clone())).into()),
            move |saved| match saved {
                Ok(known) => {
                    unsaved::remove(&discussion, &ids);
                    if let Some(composer) = composer {
                        autosave::remove_backups(&Draft { discussion, composer, text: words }, &writer);
                    }
                    if known != me {
                        dispatch.emit(sync::Msg::AuthorIdAdopted(known).into());
                    }
                    dispatch.emit(storage::Msg::Saved(id).into());
                }
                Err(StorageError { reason, outdated, .. }) => {
                    // The text is in its field again. If the save is tried again, it gets a new backup.
                    unsaved::remove(&discussion, &ids);
                    dispatch.emit(storage::Msg::SaveFailed { id: SaveId::Events(id), reason, outdated }.into());
                }
            },
        );
    }

    /// Broadcasts events to other pages of this browser.
    fn broadcast(&self, model: &Model, events: &[Event], erased: &[String]) {
        if let Some(channel) = &self.channel {
            channel.broadcast(events, erased, &model.discussion.me);
        }
    }

    /// Returns the callbacks of an erasure: for storage that does not answer, and for the outcome.
    fn erasure_callbacks(&self) -> (impl Fn() + 'static, impl FnOnce(Result<(), StorageError>) + 'static) {
        let (silent, dispatch) = (self.around.dispatch.clone(), self.around.dispatch.clone());
        let done = move |erased: Result<(), StorageError>| {
            if let Err(StorageError { reason, outdated, .. }) = erased {
                dispatch.emit(storage::Msg::SaveFailed { id: SaveId::Erasure, reason, outdated }.into());
            }
        };
        (move || silent.emit(storage::Msg::SaveSilent(SaveId::Erasure).into()), done)
    }
}

impl Drop for DiscussionPart {
    fn drop(&mut self) {
        self.autosave.save_now();
    }
}
