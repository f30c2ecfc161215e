//! Where a comment or a reply is written.

use super::markup::{markup, typed};
use super::{press, quiet_button};
use essay_core::app::{Composer, Msg};
use essay_core::discussion::{LONGEST_NAME, LONGEST_TEXT};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// How many characters before the limit the remaining ones are told.
const NEAR_LIMIT: usize = 500;

/// What [`composer_form`] shows.
#[derive(Clone)]
pub(super) struct ComposerProps {
    pub(super) composer: Composer,
    /// Who is answered; nobody for a comment on the essay.
    pub(super) to: Option<String>,
    pub(super) on: Callback<Msg>,
}

pub(super) fn composer_form(props: &ComposerProps) -> Html {
    let ComposerProps { composer, to, on } = props;
    let Composer { place, text, name, sending, notice, failed } = composer;
    let type_name = on.reform(|event| Msg::NameTyped(typed(&event)));
    let type_text = {
        let place = place.clone();
        on.reform(move |event| Msg::DraftTyped { place: place.clone(), text: typed(&event) })
    };
    let post = {
        let place = place.clone();
        on.reform(move |event: Event| {
            event.prevent_default();
            Msg::PostPressed(place.clone())
        })
    };
    let hurry = {
        let (on, place) = (on.clone(), place.clone());
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                on.emit(Msg::PostPressed(place.clone()));
            }
        })
    };
    let length = text.chars().count();
    let label = if place.is_empty() {
        "Write a comment".to_owned()
    } else {
        format!("Reply to {}", to.as_deref().unwrap_or("this entry"))
    };
    let id = |part: &str| format!("{part}-{place}");
    let rows = (text.lines().count() + 1).clamp(4, 16);
    let near_limit = (length + NEAR_LIMIT >= LONGEST_TEXT).then(|| {
        markup!(
            "<p class='hint' data-over={}>{}</p>",
            length > LONGEST_TEXT,
            format!("{length} of {LONGEST_TEXT} characters")
        )
    });
    markup!(
        "<form class='composer script-only' part='composer' aria-label={} onsubmit={} novalidate=''>\
           <p class='composer-title' aria-hidden='true'>{}</p>\
           <label class='field-label' for={}>Your name</label>\
           <input id={} class='field' type='text' autocomplete='nickname' maxlength={} aria-describedby={} value={} oninput={}/>\
           <p class='hint' id={}>May stay empty.</p>\
           <label class='field-label' for={}>Your comment</label>\
           <textarea id={} class='field' rows={} readonly={} aria-describedby={} value={} oninput={} onkeydown={}/>{}\
           <div class='composer-foot'>\
             <button type='submit' class='primary' aria-disabled={}>Post comment</button>{}\
             <p class='where' id={}>Stays in this browser. Nobody else sees it.</p>\
           </div>\
           <p class='notice' data-failed={} role='status'>{}</p>\
         </form>",
        &label,
        post,
        &label,
        id("name"),
        id("name"),
        LONGEST_NAME,
        id("name-hint"),
        name,
        type_name,
        id("name-hint"),
        id("text"),
        id("text"),
        rows,
        *sending,
        id("where"),
        text,
        type_text,
        hurry,
        near_limit,
        sending.then_some("true"),
        (!place.is_empty()).then(|| quiet_button("Put away", press(on, Msg::ReplyPutAway))),
        id("where"),
        *failed,
        if *sending { "Saving…".to_owned() } else { notice.clone() },
    )
}
