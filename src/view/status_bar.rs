//! The bar at the foot of the article and the circle in the margin. Both follow the reader.

use super::circle_diagram::margin_ring;
use super::controls::{field_label, on_click, quiet_button};
use super::elements::{flag, number, when};
use super::tone::tone;
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::discussion::anchored_comments;
use essay_core::app::{Model, Msg, links};
use essay_core::config::DiscussionMode;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// Renders the circle in the margin of the text that speaks of it, where there is room. Its content follows the reader's place in the
/// text, and nothing else does.
pub(super) fn margin_circle(model: &Model, on: &Callback<Msg>) -> Html {
    let circle = &model.circle;
    let (index, read) = circle.reading.stage.unwrap_or((circle.view, 0));
    let step = if index == circle.view { circle.stepper.step() } else { 0 };
    match circle.views.get(index).filter(|_| circle.reading.of_circle) {
        Some(view) => html! { <div data-tone={tone(view.tone)}>{margin_ring(view, read, step, model.words, on)}</div> },
        None => Html::default(),
    }
}

/// Renders the bar that stays in view at the foot of the article: the place of the circle while the reader is elsewhere, with the way back
/// to it, and the way to a comment on selected words. It always keeps its place, so that nothing moves when it shows itself.
pub(super) fn status_bar(model: &Model, on: &Callback<Msg>) -> Html {
    let selected = model.discussion.selection.is_some() && model.config.discussion == DiscussionMode::Open;
    html! {
        <>
            {model.links.manual_copy.as_ref().map(|copy| manual_copy(&copy.address, model.words, on)).unwrap_or_default()}
            {when(selected, || comment_button(model.words, on))}
            {when(model.essay.circle.is_some(), || circle_button(model, on))}
        </>
    }
}

/// Renders a link that the browser did not copy, for the reader to copy.
fn manual_copy(address: &str, words: Translations, on: &Callback<Msg>) -> Html {
    html! {
        <div class="question">
            {field_label("link-text", t!(words, LinkNotCopied))}
            <input id="link-text" class="field" type="text" readonly={true} dir="ltr" value={address.to_owned()} />
            {quiet_button(t!(words, PutAway), on_click(on, links::Msg::ManualCopyClosed))}
        </div>
    }
}

fn comment_button(words: Translations, on: &Callback<Msg>) -> Html {
    // A press would end the selection before it is looked at.
    let onmousedown = |event: MouseEvent| event.prevent_default();
    html! {
        <button type="button" class="here" data-away="" title="Ctrl+Alt+M" aria-keyshortcuts="Control+Alt+M" {onmousedown}
            onclick={on_click(on, anchored_comments::Msg::CommentOnSelectionPressed)}>
            {t!(words, CommentOnPassage)}
        </button>
    }
}

/// Renders the place of the circle as a button that leads back to it.
fn circle_button(model: &Model, on: &Callback<Msg>) -> Html {
    let (words, stepper) = (model.words, &model.circle.stepper);
    let (step, steps) = (stepper.step(), stepper.steps());
    let stage = model.circle.chosen_view().and_then(|view| view.stages.get(step.checked_sub(1)?));
    let place = stepper.in_words(words);
    let told = match stage {
        Some(stage) => t!(words, PlaceAndLabel, place, &stage.label),
        None => place,
    };
    html! {
        <button type="button" class="here" data-away={flag(model.circle.offscreen && step > 0)}
            onclick={on_click(on, CircleMsg::BackToCirclePressed)}>
            <svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
                <circle cx="12" cy="12" r="9" />
                <circle class="gone" cx="12" cy="12" r="9" pathLength={number(steps)}
                    stroke-dasharray={format!("{step} {steps}")} transform="rotate(-90 12 12)" />
            </svg>
            <span>{told}</span>
        </button>
    }
}
