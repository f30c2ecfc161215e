//! What the model orders, handed to the platform.

use super::{App, Signal};
use crate::platform::channel::Channel;
use crate::platform::drafts::{self, Draft};
use crate::platform::store::{Refusal, Save};
use crate::platform::{address, files, page, picture, settings, stamp, store, time, tongue, unsaved, visit};
use essay_core::app::{Effect, Msg};
use essay_core::discussion::Event;
use essay_core::said;
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often time passes while the circle plays, in milliseconds.
const TICK_MILLIS: u32 = 100;

/// How long until what could not be stored is tried again, in milliseconds.
pub(super) const TRY_AGAIN_MILLIS: u32 = 15_000;

impl App {
    pub(super) fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        let link = ctx.link().clone();
        match effect {
            Effect::Animate(false) => self.ticking = None,
            Effect::Animate(true) => {
                let mut last = time::now();
                self.ticking = Some(Interval::new(TICK_MILLIS, move || {
                    let now = time::now();
                    link.send_message(Msg::Ticked(now - last));
                    last = now;
                }));
            }
            Effect::KeepSettings(line) => settings::keep(&line),
            Effect::LoadWords(language) => spawn_local(async move {
                // Without them the interface goes on in the language that it has.
                if let Some(words) = tongue::words(language).await {
                    link.send_message(Msg::Worded(words));
                }
            }),
            Effect::DrawStamp { place } => link.send_message(Msg::PostStamped { place, stamp: stamp::draw() }),
            Effect::StampAct { kind, id } => link.send_message(Msg::ActStamped { kind, id, stamp: stamp::draw() }),
            Effect::LoadTalk(discussion) => {
                if !(std::mem::take(&mut self.ahead) && self.reading.as_ref() == Some(&discussion)) {
                    self.read(ctx, discussion.clone());
                }
                let (drafts, unsaved) = (self.drafts.rescue(&discussion), unsaved::left(&discussion));
                if !drafts.is_empty() || !unsaved.is_empty() {
                    link.send_message(Msg::LeftBehind { drafts, unsaved });
                }
            }
            Effect::SaveEvents { discussion, events, place, me } => {
                visit::remember_writer(true);
                if let Some(place) = &place {
                    self.drafts.forget(&discussion, place);
                }
                self.save(Save { discussion, events, place, me, desk: self.drafts.desk() });
            }
            Effect::KeepUnsaved { discussion, sending } => unsaved::keep(&discussion, &sending),
            Effect::Share(events) => {
                self.tell(&events, &[]);
            }
            Effect::EraseEvents { discussion, ids } => {
                self.tell(&[], &ids);
                unsaved::forget(&discussion, &ids);
                let (silent, done) = self.report();
                store::erase(&discussion, &ids, silent, done);
            }
            Effect::ForgetMe(discussion) => {
                visit::remember_writer(false);
                self.drafts.forget_all(&discussion);
                let (silent, done) = self.report();
                store::forget_me(&discussion, silent, done);
            }
            Effect::KeepDrafts(discussion) => {
                self.drafts.flush_and_leave();
                spawn_local(async move {
                    // Without it, entries stay unread that have been read.
                    let _ = store::visited(&discussion).await;
                });
            }
            Effect::TryAgain { place } => {
                self.trying =
                    Some(Timeout::new(TRY_AGAIN_MILLIS, move || link.send_message(Msg::TriedAgain(place.clone()))));
            }
            Effect::Persist => spawn_local(async move { link.send_message(Msg::Persisted(store::persist().await)) }),
            Effect::DrawMore => {
                if self.slice.order() {
                    page::when_idle(move || link.send_message(Signal::Idle));
                }
            }
            Effect::SaveFile { name, kind, text } => {
                let page = self.seat.as_ref().and_then(|seat| seat.host.owner_document());
                let saved = page.is_some_and(|page| files::save_text(&page, &name, kind, &text).is_ok());
                if !(saved && files::are_saved()) {
                    link.send_message(Msg::FileKept(text));
                }
            }
            Effect::Copy(text) => spawn_local(async move {
                let copied = picture::copy(&text).await;
                link.send_message(if copied.is_ok() { Msg::Copied } else { Msg::NotCopied(text) });
            }),
            Effect::SavePicture { name, svg, png } => {
                let Some(page) = self.seat.as_ref().and_then(|seat| seat.host.owner_document()) else { return };
                spawn_local(async move {
                    let saved = picture::save(&page, &name, &svg, png).await;
                    if !files::are_saved() {
                        link.send_message(Msg::PictureKept(svg));
                    } else if saved.is_err() {
                        link.send_message(Msg::NotSaved(said!(NoPicture)));
                    }
                });
            }
            Effect::KeepNotes { essay, ids } => {
                if let Some(seat) = &self.seat {
                    visit::keep(seat, &essay, &ids);
                }
            }
            Effect::CopyLink(fragment) => {
                let Some(seat) = self.seat.clone() else { return };
                spawn_local(async move {
                    let address = address::of(&fragment);
                    let copied = picture::copy(&address).await.is_ok();
                    link.send_message(if copied {
                        page::mark_copied(&seat, &fragment);
                        Msg::LinkCopied(true)
                    } else if address::is_shown() {
                        address::lead_to(&fragment);
                        Msg::LinkCopied(false)
                    } else {
                        Msg::LinkNotCopied { fragment, address }
                    });
                });
            }
            Effect::SaveDraft { discussion, place, text } => {
                visit::remember_writer(true);
                self.drafts.keep(Draft { discussion, place, text });
            }
            effect => self.after_render.push(effect),
        }
    }

    /// Listens to what other pages tell of a discussion, and reads what is stored for it.
    pub(super) fn read(&mut self, ctx: &Context<Self>, discussion: String) {
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
        let (discussion, place, me) = (save.discussion.clone(), save.place.clone(), save.me.id.clone());
        let words = save.events.last().map(|event| event.text.clone()).unwrap_or_default();
        let ids: Vec<String> = save.events.iter().map(|event| event.id.clone()).collect();
        let desk = self.drafts.desk();
        let silent = (self.on.clone(), id.clone());
        let on = self.on.clone();
        store::save(
            save,
            move || silent.0.emit(Msg::SaveSilent(silent.1.clone())),
            move |saved| match saved {
                Ok(known) => {
                    unsaved::forget(&discussion, &ids);
                    if let Some(place) = place {
                        drafts::put_away_all(&Draft { discussion, place, text: words }, &desk);
                    }
                    if known != me {
                        on.emit(Msg::KnownAs(known));
                    }
                    on.emit(Msg::Saved(id));
                }
                Err(Refusal { reason, outdated, .. }) => {
                    // Its words are in the field again; what is to be tried again as it is, is kept anew.
                    unsaved::forget(&discussion, &ids);
                    on.emit(Msg::SaveFailed { id, reason, outdated });
                }
            },
        );
    }

    /// Tells other pages of this browser.
    fn tell(&self, events: &[Event], gone: &[String]) {
        if let (Some(channel), Some(model)) = (&self.channel, &self.model) {
            channel.tell(events, gone, &model.talk.me);
        }
    }

    /// Tells if storage does not answer, and if it refuses, to erase something.
    fn report(&self) -> (impl Fn() + 'static, impl FnOnce(Result<(), Refusal>) + 'static) {
        let (silent, on) = (self.on.clone(), self.on.clone());
        let done = move |erased: Result<(), Refusal>| {
            if let Err(Refusal { reason, outdated, .. }) = erased {
                on.emit(Msg::SaveFailed { id: String::new(), reason, outdated });
            }
        };
        (move || silent.emit(Msg::SaveSilent(String::new())), done)
    }
}
