//! Where a comment or a reply is written.

use super::{flag, press, quiet_button};
use essay_core::app::{Composer, Msg};
use essay_core::discussion::{LONGEST_NAME, LONGEST_TEXT};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
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
    let type_name = on.reform(|event: InputEvent| {
        Msg::NameTyped(event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default())
    });
    let type_text = {
        let place = place.clone();
        on.reform(move |event: InputEvent| {
            let text = event.target_dyn_into::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            Msg::DraftTyped { place: place.clone(), text }
        })
    };
    let post = {
        let place = place.clone();
        on.reform(move |event: SubmitEvent| {
            event.prevent_default();
            Msg::PostPressed(place.clone())
        })
    };
    let hurry = {
        let (on, place) = (on.clone(), place.clone());
        Callback::from(move |event: KeyboardEvent| {
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
    html! {
        <form class="composer script-only" part="composer" aria-label={label.clone()} onsubmit={post} novalidate=true>
            <p class="composer-title" aria-hidden="true">{ label }</p>
            <label class="field-label" for={id("name")}>{ "Your name" }</label>
            <input id={id("name")} class="field" type="text" autocomplete="nickname" maxlength={LONGEST_NAME.to_string()}
                value={name.clone()} oninput={type_name} aria-describedby={id("name-hint")} />
            <p class="hint" id={id("name-hint")}>{ "May stay empty." }</p>
            <label class="field-label" for={id("text")}>{ "Your comment" }</label>
            <textarea id={id("text")} class="field" rows={rows.to_string()} value={text.clone()} readonly={*sending}
                oninput={type_text} onkeydown={hurry} aria-describedby={id("where")} />
            if length + NEAR_LIMIT >= LONGEST_TEXT {
                <p class="hint" data-over={flag(length > LONGEST_TEXT)}>
                    { format!("{length} of {LONGEST_TEXT} characters") }
                </p>
            }
            <div class="composer-foot">
                <button type="submit" class="primary" aria-disabled={sending.then_some("true")}>{ "Post comment" }</button>
                if !place.is_empty() {
                    { quiet_button("Put away", press(on, Msg::ReplyPutAway)) }
                }
                <p class="where" id={id("where")}>{ "Stays in this browser. Nobody else sees it." }</p>
            </div>
            <p class="notice" data-failed={flag(*failed)} role="status">
                { if *sending { "Saving…" } else { notice.as_str() } }
            </p>
        </form>
    }
}
