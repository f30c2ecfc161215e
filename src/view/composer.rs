//! Where a comment, a reply or a change is written.

use super::markup::{markup, typed};
use super::prose::Text;
use super::{anchor_in_words, own_direction, paragraph, press, quiet_button};
use essay_core::app::discussion::anchored_comments::Msg as AnchoredMsg;
use essay_core::app::discussion::composer::Msg as ComposerMsg;
use essay_core::app::discussion::posting::Msg as PostingMsg;
use essay_core::app::{Composer, ComposerId, Msg};
use essay_core::discussion::{LONGEST_NAME, LONGEST_TEXT, markup};
use essay_core::essay::Essay;
use essay_core::i18n::Translations;
use essay_core::{t, t_split};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// How many characters before the limit the remaining ones are told.
const NEAR_LIMIT: usize = 500;

/// A composer. `to` is who is answered; nobody for a comment on the essay.
pub(super) fn composer_form(
    composer: &Composer,
    to: Option<&str>,
    essay: &Essay,
    words: Translations,
    on: &Callback<Msg>,
) -> Html {
    let Composer { id: composer, about, text, name, asks_name, previewed, saving, stays, refusal, notice, failed } =
        composer;
    let type_text = {
        let composer = composer.clone();
        on.reform(move |event| ComposerMsg::Typed { composer: composer.clone(), text: typed(&event) }.into())
    };
    let post = {
        let composer = composer.clone();
        on.reform(move |event: Event| {
            event.prevent_default();
            PostingMsg::PostPressed(composer.clone()).into()
        })
    };
    let hurry = {
        let (on, composer) = (on.clone(), composer.clone());
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                on.emit(PostingMsg::PostPressed(composer.clone()).into());
            }
        })
    };
    let length = text.chars().count();
    let changes = matches!(composer, ComposerId::Edit(_));
    let label = match (to, about) {
        _ if changes => t!(words, ChangeComment).to_owned(),
        (Some(name), _) => t!(words, ReplyTo, name),
        (None, Some(anchor)) => t!(words, CommentOn, anchor_in_words(anchor, essay, words)),
        (None, None) => t!(words, WriteComment).to_owned(),
    };
    let id = |part: &str| format!("{part}-{}", composer.dom_name());
    let rows = (text.lines().count() + 1).clamp(4, 16);
    let near_limit = (length + NEAR_LIMIT >= LONGEST_TEXT).then(|| {
        markup!(
            "<p class='hint' data-over={}>{}</p>",
            length > LONGEST_TEXT,
            t!(words, CharactersOf, length, LONGEST_TEXT)
        )
    });
    let who = if changes {
        Html::default()
    } else if *asks_name {
        markup!(
            "<label class='field-label' for={}>{}</label>\
             <input id={} class='field' type='text' dir={} autocomplete='nickname' maxlength={} aria-describedby={} value={} oninput={}/>\
             <p class='hint' id={}>{}</p>",
            id("name"),
            t!(words, YourName),
            id("name"),
            own_direction(name),
            LONGEST_NAME,
            id("name-hint"),
            name,
            on.reform(|event| ComposerMsg::NameTyped(typed(&event)).into()),
            id("name-hint"),
            t!(words, NameHint),
        )
    } else {
        let (before, behind) = t_split!(words, PostingAs);
        markup!(
            "<p class='who'><span>{}</span><bdi>{}</bdi><span>{}</span> {}</p>",
            before,
            name,
            behind,
            quiet_button(t!(words, ChangeName), press(on, ComposerMsg::ChangeNamePressed))
        )
    };
    let preview = previewed.then(|| {
        let readers = Text { readers: true, ..Text::of(essay, words) };
        markup!(
            "<div key={} class='preview entry-words' role='group' aria-label={}>{}</div>",
            text,
            t!(words, Preview),
            readers.blocks(&markup::parse(text))
        )
    });
    let away = match (*composer == ComposerId::Essay, about) {
        (true, _) => None,
        (false, Some(_)) => Some(quiet_button(t!(words, CommentOnEssay), press(on, AnchoredMsg::ComposerClosed))),
        (false, None) => Some(quiet_button(t!(words, PutAway), press(on, ComposerMsg::Closed))),
    };
    markup!(
        "<form key={} class='composer script-only' part='composer' aria-label={} onsubmit={} novalidate=''>\
           <p class='composer-title' aria-hidden='true'>{}</p>{}\
           <label class='field-label' for={}>{}</label>\
           <textarea id={} class='field' dir={} rows={} readonly={} aria-describedby={} value={} oninput={} onkeydown={}/>{}{}\
           <div class='composer-foot'>\
             <button type='button' class='primary' aria-disabled={} onclick={}>{}</button>\
             <button type='button' class='quiet' aria-pressed={} onclick={}>{}</button>{}\
             <p class='where' id={}>{}</p>\
           </div>{}\
           <p class='notice' data-failed={}>{}</p>\
         </form>",
        composer.to_string(),
        &label,
        post.clone(),
        &label,
        who,
        id("text"),
        t!(words, YourComment),
        id("text"),
        own_direction(text),
        rows,
        *saving,
        id("where"),
        text,
        type_text,
        hurry,
        near_limit,
        preview,
        (*saving || !refusal.is_empty()).then_some("true"),
        // A frame that may run scripts and nothing else sends no forms, and tells nobody that one was to be sent.
        post,
        if changes { t!(words, SaveChange) } else { t!(words, PostComment) },
        previewed.to_string(),
        press(on, ComposerMsg::PreviewToggled(composer.clone())),
        t!(words, Preview),
        away,
        id("where"),
        stays.then(|| t!(words, StaysHere)),
        paragraph("problem", &words.format(refusal)),
        *failed,
        if *saving { t!(words, Saving).to_owned() } else { words.format(notice) },
    )
}
