//! What the reader can set for this browser: a button, and behind it a panel of lists.

use super::markup::{chosen, markup};
use super::press;
use essay_core::app::settings::Msg;
use essay_core::app::{self, Model, Setting};
use essay_core::t;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

pub(super) fn settings(model: &Model, on: &Callback<app::Msg>) -> Html {
    let words = model.words;
    let escape = on.clone();
    let escape = Callback::from(move |event: Event| {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        if key.as_deref() == Some("Escape") {
            event.prevent_default();
            escape.emit(Msg::PanelToggled.into());
        }
    });
    let panel = model.settings.open.then(|| {
        let lists = Setting::ALL.map(|setting| {
            let now = model.settings.choices.chosen(setting);
            let options = setting.choices().iter().enumerate().map(|(index, choice)| {
                let tag = (setting == Setting::Language && index > 0).then_some(*choice);
                markup!("<option selected={} lang={}>{}</option>", index == now, tag, setting.name_of(choice, words))
            });
            markup!(
                "<label><span>{}</span> <select data-setting={} aria-label={} onchange={}>{}</select></label>",
                setting.name(words),
                setting.key(),
                // WebKit would tell what is chosen as a part of the label's words.
                setting.name(words),
                on.reform(move |event| Msg::Chosen(setting, chosen(&event)).into()),
                options.collect::<Vec<_>>()
            )
        });
        markup!(
            "<div class='settings' id='settings' role='group' aria-labelledby='settings-button' onkeydown={}>{}<p class='hint'>{}</p></div>",
            escape.clone(),
            Vec::from(lists),
            t!(words, SettingsKept)
        )
    });
    markup!(
        "<button type='button' class='quiet' id='settings-button' aria-expanded={} onclick={} onkeydown={}>{}</button>{}",
        model.settings.open.to_string(),
        press(on, Msg::PanelToggled),
        model.settings.open.then(|| escape.clone()),
        t!(words, Settings),
        panel,
    )
}
