//! Performs the effects of the discussion: storage, stamps, other pages and files.

use super::RETRY_MILLIS;
use crate::app::{App, Signal};
use crate::platform::channel::Channel;
use crate::platform::discussion_store::{Save, StorageError};
use crate::platform::draft::Draft;
use crate::platform::local_storage::remember_writer;
use crate::platform::{autosave, discussion_store, entropy, files, idle, unsaved};
use essay_core::app::discussion::{Effect, import_export, posting, storage, sync};
use essay_core::app::{Msg, SaveId, StampEffect, StorageEffect};
use essay_core::discussion::Event;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::html::Context;

impl App {
    /// Performs effects on storage, stamps, other pages of this browser, and files.
    pub(super) fn perform_discussion(&mut self, ctx: &Context<Self>, effect: Effect) {
        let link = ctx.link().clone();
        match effect {
            Effect::Storage(effect) => self.perform_storage(ctx, effect),
            Effect::Stamp(effect) => {
                let stamp = entropy::stamp();
                link.send_message(Msg::from(match effect {
                    StampEffect::Post { composer } => posting::Msg::PostStamped { composer, stamp },
                    StampEffect::Act { kind, entry } => posting::Msg::ActStamped { kind, entry, stamp },
                }));
            }
            Effect::Broadcast(events) => self.broadcast(&events, &[]),
            Effect::ScheduleRetry { composer } => {
                let retry = move || link.send_message(Msg::from(storage::Msg::RetryDue(composer)));
                self.retry_timer = Some(Timeout::new(RETRY_MILLIS, retry));
            }
            Effect::ScheduleRows => {
                if self.render_budget.request() {
                    idle::when_idle(move || link.send_message(Signal::RowsDue));
                }
            }
            Effect::SaveFile { name, media_type, text } => {
                let page = self.host.as_ref().and_then(|host| host.element.owner_document());
                let saved = page.is_some_and(|page| files::save_text(&page, &name, media_type, &text).is_ok());
                if !(saved && files::are_saved()) {
                    link.send_message(Msg::from(import_export::Msg::ExportUnconfirmed(text)));
                }
            }
        }
    }

    fn perform_storage(&mut self, ctx: &Context<Self>, effect: StorageEffect) {
        let link = ctx.link().clone();
        match effect {
            StorageEffect::Load(discussion) => {
                if !(std::mem::take(&mut self.is_prefetched) && self.loading.as_ref() == Some(&discussion)) {
                    self.load(ctx, discussion.clone());
                }
                let (drafts, unsaved) = (self.autosave.recover(&discussion), unsaved::load(&discussion));
                if !drafts.is_empty() || !unsaved.is_empty() {
                    link.send_message(Msg::from(storage::Msg::LeftoversFound { drafts, unsaved }));
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
            StorageEffect::SaveUnsaved { discussion, pending } => unsaved::back_up(&discussion, &pending),
            StorageEffect::FlushDrafts(discussion) => {
                self.autosave.back_up_and_save();
                spawn_local(async move {
                    // If this fails, read entries are shown as unread on the next visit.
                    let _ = discussion_store::save_visit(&discussion).await;
                });
            }
            StorageEffect::EraseEvents { discussion, ids } => {
                self.broadcast(&[], &ids);
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
                link.send_message(Msg::from(storage::Msg::PersistAnswered { granted }));
            }),
        }
    }

    /// Opens the channel to other pages that show a discussion, and loads the stored discussion.
    pub(in crate::app) fn load(&mut self, ctx: &Context<Self>, discussion: String) {
        self.channel = Channel::open(&discussion, self.dispatch.clone());
        self.load_number += 1;
        let (number, link) = (self.load_number, ctx.link().clone());
        let silent = link.clone();
        discussion_store::load(
            &discussion,
            move || silent.send_message(Signal::LoadSilent(number)),
            move |read| link.send_message(Signal::Loaded(number, read)),
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
        let silent = (self.dispatch.clone(), id.clone());
        let dispatch = self.dispatch.clone();
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
    fn broadcast(&self, events: &[Event], erased: &[String]) {
        if let (Some(channel), Some(model)) = (&self.channel, &self.model) {
            channel.broadcast(events, erased, &model.discussion.me);
        }
    }

    /// Returns the callbacks of an erasure: for storage that does not answer, and for the outcome.
    fn erasure_callbacks(&self) -> (impl Fn() + 'static, impl FnOnce(Result<(), StorageError>) + 'static) {
        let (silent, dispatch) = (self.dispatch.clone(), self.dispatch.clone());
        let done = move |erased: Result<(), StorageError>| {
            if let Err(StorageError { reason, outdated, .. }) = erased {
                dispatch.emit(storage::Msg::SaveFailed { id: SaveId::Erasure, reason, outdated }.into());
            }
        };
        (move || silent.emit(storage::Msg::SaveSilent(SaveId::Erasure).into()), done)
    }
}
