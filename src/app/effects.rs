//! Performs the effects that the model orders, one function for each facility.

use super::App;
use crate::platform::draft::{Draft, back_up_early};
use crate::platform::{self, article, clipboard, files, image_export, locale, navigation, session, time};
use essay_core::app::{
    Effect, ManualCopy, Msg, PictureFormat, StorageEffect, circle, discussion, links, notes, settings,
};
use essay_core::millis::Millis;
use essay_core::msg;
use gloo::timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The interval of the clock while the circle plays, in milliseconds.
const TICK_MILLIS: u32 = 100;

impl App {
    /// Performs an effect. An effect on the page waits until Yew has rendered the model.
    pub(super) fn perform(&mut self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Page(effect) => self.after_render.push(effect),
            Effect::Circle(effect) => self.perform_circle(ctx, effect),
            Effect::Notes(effect) => self.perform_notes(effect),
            Effect::Links(effect) => self.perform_links(ctx, effect),
            Effect::Discussion(effect) => match (&mut self.discussion, &self.model) {
                (Some(part), Some(model)) => part.perform(model, effect),
                _ => self.perform_without_discussion(effect),
            },
            Effect::Settings(effect) => Self::perform_settings(ctx, effect),
        }
    }

    /// Performs effects of a discussion whose code is not there. It orders that code, and backups of what was typed.
    fn perform_without_discussion(&mut self, effect: discussion::Effect) {
        match effect {
            discussion::Effect::Storage(StorageEffect::BackUpDraft { discussion, composer, text }) => {
                back_up_early(&Draft { discussion, composer, text });
            }
            discussion::Effect::LoadCode => self.load_discussion(),
            // That code alone orders these.
            discussion::Effect::Storage(_)
            | discussion::Effect::Stamp(_)
            | discussion::Effect::Broadcast(_)
            | discussion::Effect::ScheduleRetry { .. }
            | discussion::Effect::ScheduleRows
            | discussion::Effect::SaveFile { .. } => {}
        }
    }

    /// Performs effects on the clock, pictures and the clipboard.
    fn perform_circle(&mut self, ctx: &Context<Self>, effect: circle::Effect) {
        let link = ctx.link().clone();
        match effect {
            circle::Effect::SetClock { running: false } => self.clock = None,
            circle::Effect::SetClock { running: true } => {
                let mut last = time::now();
                self.clock = Some(Interval::new(TICK_MILLIS, move || {
                    let now = time::now();
                    link.send_message(Msg::from(circle::Msg::Ticked(Millis(now - last))));
                    last = now;
                }));
            }
            circle::Effect::SavePicture { svg, format: PictureFormat::Clipboard, .. } => spawn_local(async move {
                let copied = image_export::copy(svg).await.is_ok();
                let msg = if copied { circle::Msg::Copied } else { circle::Msg::PictureFailed(msg!(PictureNotCopied)) };
                link.send_message(Msg::from(msg));
            }),
            circle::Effect::SavePicture { name, svg, format } => {
                let Some(page) = self.host.as_ref().and_then(|host| host.element.owner_document()) else { return };
                spawn_local(async move {
                    let saved = image_export::save(&page, &name, &svg, format == PictureFormat::Png).await;
                    if !files::are_saved() {
                        link.send_message(Msg::from(circle::Msg::PictureUnconfirmed(svg)));
                    } else if saved.is_err() {
                        link.send_message(Msg::from(circle::Msg::PictureFailed(msg!(NoPicture))));
                    }
                });
            }
            circle::Effect::CopyText(text) => spawn_local(async move {
                let copied = clipboard::write_text(&text).await.is_ok();
                let msg = if copied { circle::Msg::Copied } else { circle::Msg::CopyFailed(text) };
                link.send_message(Msg::from(msg));
            }),
        }
    }

    /// Performs effects on the session storage.
    fn perform_notes(&self, effect: notes::Effect) {
        match effect {
            notes::Effect::Save { essay, ids } => {
                if let Some(host) = &self.host {
                    session::save(host, &essay, &ids);
                }
            }
        }
    }

    /// Copies links to the clipboard, or else shows them in the address bar.
    fn perform_links(&self, ctx: &Context<Self>, effect: links::Effect) {
        match effect {
            links::Effect::Copy(fragment) => {
                let Some(host) = self.host.clone() else { return };
                let link = ctx.link().clone();
                spawn_local(async move {
                    let address = navigation::url_of(&fragment);
                    let copied = clipboard::write_text(&address).await.is_ok();
                    link.send_message(Msg::from(if copied {
                        article::mark_copied(&host, &fragment);
                        links::Msg::Copied
                    } else if navigation::is_in_address_bar() {
                        navigation::set_fragment(&fragment);
                        links::Msg::ShownInAddressBar
                    } else {
                        links::Msg::CopyFailed(ManualCopy { fragment, address })
                    }));
                });
            }
        }
    }

    /// Performs effects on the stored settings and the translations.
    fn perform_settings(ctx: &Context<Self>, effect: settings::Effect) {
        let link = ctx.link().clone();
        match effect {
            settings::Effect::Save(line) => platform::settings::save(&line),
            settings::Effect::LoadTranslations(language) => spawn_local(async move {
                // If the translations do not come, the interface stays in its present language.
                if let Some(words) = locale::load(language).await {
                    link.send_message(Msg::TranslationsLoaded(words));
                }
            }),
        }
    }
}
