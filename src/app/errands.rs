//! What the model orders, handed to the platform.

use super::{App, Signal};
use crate::platform::channel::Channel;
use crate::platform::drafts::{self, Draft};
use crate::platform::{address, files, page, picture, settings, stamp, store, time, tongue, visit};
use essay_core::app::{Effect, Msg};
use essay_core::discussion::Event;
use essay_core::said;
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often time passes while the circle plays, in milliseconds.
const TICK_MILLIS: u32 = 100;

/// How long until what could not be stored is tried again, in milliseconds.
const TRY_AGAIN_MILLIS: u32 = 15_000;

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
                    self.read(ctx, discussion);
                }
            }
            Effect::SaveEvents { discussion, events, place, me } => {
                if let Some(place) = &place {
                    self.drafts.forget(&discussion, place);
                }
                let desk = self.drafts.desk();
                spawn_local(async move {
                    let id = events.first().map(|event| event.id.clone()).unwrap_or_default();
                    link.send_message(match store::save(&discussion, &events, place.as_deref(), &me, &desk).await {
                        Ok(known) => {
                            if known != me.id {
                                link.send_message(Msg::KnownAs(known));
                            }
                            Msg::Saved(id)
                        }
                        Err(refusal) => Msg::SaveFailed { id, reason: refusal.reason, outdated: refusal.outdated },
                    });
                });
            }
            Effect::Share(events) => {
                self.tell(&events, &[]);
            }
            Effect::EraseEvents { discussion, ids } => {
                self.tell(&[], &ids);
                self.report(async move { store::erase(&discussion, &ids).await });
            }
            Effect::ForgetMe(discussion) => {
                self.drafts.flush();
                self.report(async move { store::forget_me(&discussion).await });
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
            Effect::SaveDraft { discussion, place, text } => self.drafts.keep(Draft { discussion, place, text }),
            effect => self.after_render.push(effect),
        }
    }

    /// Listens to what other pages tell of a discussion, and reads what is stored for it.
    pub(super) fn read(&mut self, ctx: &Context<Self>, discussion: String) {
        self.channel = Channel::open(&discussion, self.on.clone());
        self.reading = Some(discussion.clone());
        let link = ctx.link().clone();
        spawn_local(async move {
            drafts::rescue(&discussion).await;
            let read = store::load(&discussion).await;
            link.send_message(Signal::Read(discussion, read));
        });
    }

    /// Tells other pages of this browser.
    fn tell(&self, events: &[Event], gone: &[String]) {
        if let (Some(channel), Some(model)) = (&self.channel, &self.model) {
            channel.tell(events, gone, &model.talk.me);
        }
    }

    /// Lets storage work, and tells if that failed.
    fn report(&self, work: impl Future<Output = Result<(), store::Refusal>> + 'static) {
        let on = self.on.clone();
        spawn_local(async move {
            if let Err(refusal) = work.await {
                on.emit(Msg::SaveFailed { id: String::new(), reason: refusal.reason, outdated: refusal.outdated });
            }
        });
    }
}
