//! The buttons that export, import and erase the discussion, and the questions that they ask.

use super::controls::{field_label, on_click, primary_button, quiet_button, quiet_button_with_id, text_to_copy};
use super::elements::when;
use essay_core::app::discussion::import_export::{self, Msg as ExchangeMsg};
use essay_core::app::{Format, Model, Msg, Storage};
use essay_core::discussion::codec::Import;
use essay_core::i18n::Translations;
use essay_core::t;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

/// The number of refused entries of an import that are shown.
const MOST_SHOWN: usize = 20;

pub(super) fn import_export(model: &Model, on: &Callback<Msg>) -> Html {
    let (discussion, words) = (&model.discussion, model.words);
    let export = |format: Format| on_click(on, ExchangeMsg::ExportPressed(format));
    html! {
        <div class="keeping script-only">
            {quiet_button_with_id("export-button", t!(words, Export), export(Format::Json))}
            {quiet_button(t!(words, ExportMarkdown), export(Format::Markdown))}
            {quiet_button(t!(words, ExportCsv), export(Format::Csv))}
            {when(!matches!(discussion.storage, Storage::ReadOnly(_)), || html! {
                <>
                    {quiet_button_with_id("import-button", t!(words, Import), open_field_beside())}
                    <input type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=".json,application/json" />
                    {erase(discussion.confirming_erase, words, on)}
                </>
            })}
            {discussion.unconfirmed_export.as_ref().map(|text| unconfirmed_export(text, words, on)).unwrap_or_default()}
            {discussion.pending_import.as_ref().map(|import| pending_import(import, words, on)).unwrap_or_default()}
        </div>
    }
}

/// Opens the browser's own dialogue by the field beside a button. The platform reads the file that the reader chooses there.
fn open_field_beside() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        let field = event.target_dyn_into::<Node>().and_then(|button| button.next_sibling());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            field.click();
        }
    })
}

/// Renders the button that erases everything, or the question whether it shall.
fn erase(asked: bool, words: Translations, on: &Callback<Msg>) -> Html {
    if !asked {
        let onclick = on_click(on, ExchangeMsg::ErasePressed);
        return quiet_button_with_id("erase-button", t!(words, EraseAll), onclick);
    }
    let answer = |erase| on_click(on, ExchangeMsg::EraseAnswered { erase });
    html! {
        <p class="question" id="erase" tabindex="-1">
            <span>{t!(words, EraseQuestion)}</span>{" "}
            {quiet_button(t!(words, EraseYes), answer(true))}{" "}
            {quiet_button(t!(words, EraseNo), answer(false))}
        </p>
    }
}

/// Renders an export that the browser may not have saved as a file.
fn unconfirmed_export(text: &Rc<str>, words: Translations, on: &Callback<Msg>) -> Html {
    html! {
        <div class="question">
            {field_label("export-text", t!(words, NoFiles))}
            {text_to_copy("export-text", None, Rc::clone(text).into())}
            {quiet_button(t!(words, PutAway), on_click(on, ExchangeMsg::UnconfirmedExportClosed))}
        </div>
    }
}

/// Renders what an import would bring, before it is taken in.
fn pending_import(import: &Import, words: Translations, on: &Callback<Msg>) -> Html {
    let told = import_export::summary(import);
    // If the file is no export, the one sentence says everything.
    let refused = import.refused.iter().take(MOST_SHOWN).filter(|(_, why)| *why != told);
    let refused =
        refused.map(|(at, why)| html! { <li key={*at}>{t!(words, EntryRefused, at + 1, words.format(why))}</li> });
    let answer = |take| on_click(on, ExchangeMsg::ImportAnswered { take });
    html! {
        <div class="question" id="import" tabindex="-1" role="group" aria-label={t!(words, Import)}>
            <p>{words.format(&told)}</p>
            <ul>{refused.collect::<Html>()}</ul>
            {when(!import.added.is_empty(), || primary_button(false, t!(words, AddNew), answer(true)))}
            {quiet_button(t!(words, PutAway), answer(false))}
        </div>
    }
}
