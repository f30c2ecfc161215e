//! Performs the effects that the model orders, one function for each facility.

mod discussion;

use super::App;
use crate::platform::{self, address, files, page, picture, time, tongue, visit};
use essay_core::app::{Effect, ManualCopy, Msg, circle, links, notes, settings};
use essay_core::millis::Millis;
use essay_core::msg;
use gloo::timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often time passes while the circle plays, in milliseconds.
const TICK_MILLIS: u32 = 100;

/// How long until what could not be stored is tried again, in milliseconds.
pub(super) const TRY_AGAIN_MILLIS: u32 = 15_000;

impl App {
    /// Performs an effect; one of the page waits for the page that shows the model as it is now.
    pub(super) fn perform(&mut self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Page(effect) => self.after_render.push(effect),
            Effect::Circle(effect) => self.perform_circle(ctx, effect),
            Effect::Notes(effect) => self.perform_notes(effect),
            Effect::Links(effect) => self.perform_links(ctx, effect),
            Effect::Discussion(effect) => self.perform_discussion(ctx, effect),
            Effect::Settings(effect) => Self::perform_settings(ctx, effect),
        }
    }

    /// The clock, pictures and the clipboard.
    fn perform_circle(&mut self, ctx: &Context<Self>, effect: circle::Effect) {
        let link = ctx.link().clone();
        match effect {
            circle::Effect::SetClock { running: false } => self.ticking = None,
            circle::Effect::SetClock { running: true } => {
                let mut last = time::now();
                self.ticking = Some(Interval::new(TICK_MILLIS, move || {
                    let now = time::now();
                    link.send_message(Msg::from(circle::Msg::Ticked(Millis(now - last))));
                    last = now;
                }));
            }
            circle::Effect::SavePicture { name, svg, png } => {
                let Some(page) = self.seat.as_ref().and_then(|seat| seat.host.owner_document()) else { return };
                spawn_local(async move {
                    let saved = picture::save(&page, &name, &svg, png).await;
                    if !files::are_saved() {
                        link.send_message(Msg::from(circle::Msg::PictureUnconfirmed(svg)));
                    } else if saved.is_err() {
                        link.send_message(Msg::from(circle::Msg::PictureFailed(msg!(NoPicture))));
                    }
                });
            }
            circle::Effect::CopyText(text) => spawn_local(async move {
                let copied = picture::copy(&text).await.is_ok();
                let msg = if copied { circle::Msg::Copied } else { circle::Msg::CopyFailed(text) };
                link.send_message(Msg::from(msg));
            }),
        }
    }

    /// The session storage.
    fn perform_notes(&self, effect: notes::Effect) {
        match effect {
            notes::Effect::Save { essay, ids } => {
                if let Some(seat) = &self.seat {
                    visit::keep(seat, &essay, &ids);
                }
            }
        }
    }

    /// The clipboard, else the address bar.
    fn perform_links(&self, ctx: &Context<Self>, effect: links::Effect) {
        match effect {
            links::Effect::Copy(fragment) => {
                let Some(seat) = self.seat.clone() else { return };
                let link = ctx.link().clone();
                spawn_local(async move {
                    let address = address::of(&fragment);
                    let copied = picture::copy(&address).await.is_ok();
                    link.send_message(Msg::from(if copied {
                        page::mark_copied(&seat, &fragment);
                        links::Msg::Copied
                    } else if address::is_shown() {
                        address::lead_to(&fragment);
                        links::Msg::ShownInAddressBar
                    } else {
                        links::Msg::CopyFailed(ManualCopy { fragment, address })
                    }));
                });
            }
        }
    }

    /// The stored settings, and translations.
    fn perform_settings(ctx: &Context<Self>, effect: settings::Effect) {
        let link = ctx.link().clone();
        match effect {
            settings::Effect::Save(line) => platform::settings::keep(&line),
            settings::Effect::LoadTranslations(language) => spawn_local(async move {
                // Without them the interface goes on in the language that it has.
                if let Some(words) = tongue::words(language).await {
                    link.send_message(Msg::TranslationsLoaded(words));
                }
            }),
        }
    }
}
