//! Performs the effects of the discussion: storage, stamps, other pages and files.

use super::TRY_AGAIN_MILLIS;
use crate::app::{App, Signal};
use crate::platform::channel::Channel;
use crate::platform::drafts::{self, Draft};
use crate::platform::store::{Refusal, Save};
use crate::platform::{files, page, stamp, store, unsaved, visit};
use essay_core::app::discussion::{Effect, import_export, posting, storage, sync};
use essay_core::app::{Msg, SaveId, StampEffect, StorageEffect};
use essay_core::discussion::Event;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::html::Context;

impl App {
    /// Storage, stamps, other pages of this browser, and files.
    pub(super) fn perform_discussion(&mut self, ctx: &Context<Self>, effect: Effect) {
        let link = ctx.link().clone();
        match effect {
            Effect::Storage(effect) => self.perform_storage(ctx, effect),
            Effect::Stamp(effect) => {
                let stamp = stamp::draw();
                link.send_message(Msg::from(match effect {
                    StampEffect::Post { composer } => posting::Msg::PostStamped { composer, stamp },
                    StampEffect::Act { kind, entry } => posting::Msg::ActStamped { kind, entry, stamp },
                }));
            }
            Effect::Broadcast(events) => self.tell(&events, &[]),
            Effect::ScheduleRetry { composer } => {
                let retry = move || link.send_message(Msg::from(storage::Msg::RetryDue(composer)));
                self.trying = Some(Timeout::new(TRY_AGAIN_MILLIS, retry));
            }
            Effect::ScheduleRows => {
                if self.slice.order() {
                    page::when_idle(move || link.send_message(Signal::Idle));
                }
            }
            Effect::SaveFile { name, media_type, text } => {
                let page = self.seat.as_ref().and_then(|seat| seat.host.owner_document());
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
                if !(std::mem::take(&mut self.ahead) && self.reading.as_ref() == Some(&discussion)) {
                    self.read(ctx, discussion.clone());
                }
                let (drafts, unsaved) = (self.drafts.rescue(&discussion), unsaved::left(&discussion));
                if !drafts.is_empty() || !unsaved.is_empty() {
                    link.send_message(Msg::from(storage::Msg::LeftoversFound { drafts, unsaved }));
                }
            }
            StorageEffect::SaveEvents { discussion, events, composer, me } => {
                visit::remember_writer(true);
                if let Some(composer) = &composer {
                    self.drafts.forget(&discussion, composer);
                }
                self.save(Save { discussion, events, composer, me, desk: self.drafts.desk() });
            }
            StorageEffect::SaveDraft { discussion, composer, text } => {
                visit::remember_writer(true);
                self.drafts.keep(Draft { discussion, composer, text });
            }
            StorageEffect::SaveUnsaved { discussion, pending } => unsaved::keep(&discussion, &pending),
            StorageEffect::FlushDrafts(discussion) => {
                self.drafts.flush_and_leave();
                spawn_local(async move {
                    // Without it, entries stay unread that have been read.
                    let _ = store::visited(&discussion).await;
                });
            }
            StorageEffect::EraseEvents { discussion, ids } => {
                self.tell(&[], &ids);
                unsaved::forget(&discussion, &ids);
                let (silent, done) = self.report();
                store::erase(&discussion, &ids, silent, done);
            }
            StorageEffect::ForgetAuthor(discussion) => {
                visit::remember_writer(false);
                self.drafts.forget_all(&discussion);
                let (silent, done) = self.report();
                store::forget_me(&discussion, silent, done);
            }
            StorageEffect::Persist => spawn_local(async move {
                let granted = store::persist().await;
                link.send_message(Msg::from(storage::Msg::PersistAnswered { granted }));
            }),
        }
    }

    /// Listens to what other pages tell of a discussion, and reads what is stored for it.
    pub(in crate::app) fn read(&mut self, ctx: &Context<Self>, discussion: String) {
        self.channel = Channel::open(&discussion, self.on.clone());
        self.round += 1;
        let (round, link) = (self.round, ctx.link().clone());
        let silent = link.clone();
        store::load(
            &discussion,
            move || silent.send_message(Signal::Silent(round)),
            move |read| link.send_message(Signal::Read(round, read)),
        );
        self.reading = Some(discussion);
    }

    /// Lets storage save events, and tells what became of it.
    fn save(&self, save: Save) {
        let id = save.events.last().map(|event| event.id.clone()).unwrap_or_default();
        let (discussion, composer, me) = (save.discussion.clone(), save.composer.clone(), save.me.id.clone());
        let words = save.events.last().map(|event| event.text.clone()).unwrap_or_default();
        let ids: Vec<String> = save.events.iter().map(|event| event.id.clone()).collect();
        let desk = self.drafts.desk();
        let silent = (self.on.clone(), id.clone());
        let on = self.on.clone();
        store::save(
            save,
            move || silent.0.emit(storage::Msg::SaveSilent(SaveId::Events(silent.1.clone())).into()),
            move |saved| match saved {
                Ok(known) => {
                    unsaved::forget(&discussion, &ids);
                    if let Some(composer) = composer {
                        drafts::put_away_all(&Draft { discussion, composer, text: words }, &desk);
                    }
                    if known != me {
                        on.emit(sync::Msg::AuthorIdAdopted(known).into());
                    }
                    on.emit(storage::Msg::Saved(id).into());
                }
                Err(Refusal { reason, outdated, .. }) => {
                    // Its words are in the field again; what is to be tried again as it is, is kept anew.
                    unsaved::forget(&discussion, &ids);
                    on.emit(storage::Msg::SaveFailed { id: SaveId::Events(id), reason, outdated }.into());
                }
            },
        );
    }

    /// Tells other pages of this browser.
    fn tell(&self, events: &[Event], gone: &[String]) {
        if let (Some(channel), Some(model)) = (&self.channel, &self.model) {
            channel.tell(events, gone, &model.discussion.me);
        }
    }

    /// Tells if storage does not answer, and if it refuses, to erase something.
    fn report(&self) -> (impl Fn() + 'static, impl FnOnce(Result<(), Refusal>) + 'static) {
        let (silent, on) = (self.on.clone(), self.on.clone());
        let done = move |erased: Result<(), Refusal>| {
            if let Err(Refusal { reason, outdated, .. }) = erased {
                on.emit(storage::Msg::SaveFailed { id: SaveId::Erasure, reason, outdated }.into());
            }
        };
        (move || silent.emit(storage::Msg::SaveSilent(SaveId::Erasure).into()), done)
    }
}
