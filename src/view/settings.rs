//! The reader's settings for this browser: a button, and behind it a panel of lists.

use super::controls::{Choice, chosen, key, labelled_select, on_click};
use super::elements::{boolean, when};
use essay_core::app::settings::Msg;
use essay_core::app::{self, Model, Setting};
use essay_core::t;
use yew::prelude::*;

pub(super) fn settings(model: &Model, on: &Callback<app::Msg>) -> Html {
    let (words, open) = (model.words, model.settings.open);
    let close = close_by_escape(on);
    let lists = || Setting::ALL.into_iter().map(|setting| choices(setting, model, on));
    html! {
        <>
            <button type="button" class="quiet" id="settings-button" aria-expanded={boolean(open)}
                onclick={on_click(on, Msg::PanelToggled)} onkeydown={open.then(|| close.clone())}>
                {t!(words, Settings)}
            </button>
            {when(open, || html! {
                <div class="settings" id="settings" role="group" aria-labelledby="settings-button" onkeydown={close}>
                    {lists().collect::<Html>()}
                    <p class="hint">{t!(words, SettingsKept)}</p>
                </div>
            })}
        </>
    }
}

fn close_by_escape(on: &Callback<app::Msg>) -> Callback<KeyboardEvent> {
    let on = on.clone();
    Callback::from(move |event: KeyboardEvent| {
        if key(&event) == "Escape" {
            event.prevent_default();
            on.emit(Msg::PanelToggled.into());
        }
    })
}

/// Renders the choices of one setting. A language is named in itself.
fn choices(setting: Setting, model: &Model, on: &Callback<app::Msg>) -> Html {
    let words = model.words;
    let now = model.settings.choices.chosen(setting);
    let choices = setting.choices().iter().enumerate().map(|(index, choice)| Choice {
        lang: (setting == Setting::Language && index > 0).then_some(*choice),
        ..Choice::new(setting.name_of(choice, words), index == now)
    });
    let onchange = on.reform(move |event| Msg::Chosen(setting, chosen(&event)).into());
    labelled_select(setting.name(words), Some(setting.key()), onchange, choices.collect())
}
