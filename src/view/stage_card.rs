//! The card of a stage: beside the ring where there is room, else below it. It says what the ring and the list have no room for.

use super::controls::{on_click, quiet_button};
use super::copy_link::copy_link;
use super::elements::when;
use super::{InterfaceLanguage, Shared};
use essay_core::app::discussion::anchored_comments;
use essay_core::app::{Msg, circle};
use essay_core::circle::layout::Point;
use essay_core::circle::shape::{self, Shape};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Direction, LoopKind, View, ViewStage};
use essay_core::discussion::anchor::Anchor;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// The arguments of [`stage_card`].
#[derive(Clone, PartialEq)]
pub(super) struct CardProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    pub(super) stepper: Stepper,
    pub(super) kind: LoopKind,
    /// How the variables move over the laps.
    pub(super) shape: Shape,
    /// True if the text speaks of the current stage.
    pub(super) linked: bool,
    /// True if readers may comment.
    pub(super) can_comment: bool,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

/// Renders the current stage. Before the first stage the card shows that one, so that its place is never empty.
pub(super) fn stage_card(props: &CardProps) -> Html {
    let CardProps { views, index, stepper, kind, words, interface, .. } = props;
    let step = stepper.step().max(1);
    let view = views.get(*index);
    let stages = view.map(|view| &*view.stages).unwrap_or_default();
    let (Some(view), Some(stage)) = (view, stages.get(step - 1)) else { return html! { <div /> } };
    let next = stages.get(step % stages.len());
    let (lang, dir) = (interface.lang(), interface.dir());
    let place = match stepper.step() {
        0 => t!(words, BeginsWith, stages.len()),
        _ => stepper.in_words(*words),
    };
    let waiting = stage.delayed && stepper.is_playing() && stepper.under_way().is_some();
    // The list names the stage and tells its sentence, so to assistive technology the card is only what it adds.
    html! {
        <div class="stage-card" role="group" aria-label={place.clone()} lang={lang} dir={dir}>
            {when(stepper.step() == 0, || html! { <p class="card-summary" dir="auto">{view.intro(*kind, *words)}</p> })}
            <p class="card-place" aria-hidden="true">{place}</p>
            <p class="card-label" aria-hidden="true" dir="auto">{&stage.label}</p>
            {stage.movement(*words).map(|told| html! {
                <p class="movement" aria-hidden="true">{told}</p>
            }).unwrap_or_default()}
            <p class="card-sentence" aria-hidden="true" dir="auto">{&stage.sentence}</p>
            {when(!stage.text.is_empty(), || html! { <p class="stage-text" dir="auto">{&stage.text}</p> })}
            {when(!stage.prompt.is_empty(), || html! {
                <>
                    <p class="prompt-name">{t!(words, ToDiscuss)}</p>
                    <p class="stage-prompt" dir="auto">{&stage.prompt}</p>
                </>
            })}
            <p class="card-leads" aria-hidden="true">
                {next.map(|next| leads(stage, next, step, stages.len(), *kind, *words)).unwrap_or_default()}
            </p>
            {when(stage.delayed, || years(stage, *words))}
            {stage.direction.map(|direction| curve(props, stage, direction)).unwrap_or_default()}
            {when(waiting, || html! { <p class="stage-waits">{t!(words, Later)}</p> })}
            {when(stepper.step() > 0, || actions(props, view, step))}
        </div>
    }
}

/// Says how many years the way to the next stage takes, where the document does.
fn years(stage: &ViewStage, words: Translations) -> Html {
    stage
        .years
        .map(|years| html! { <p class="card-leads">{t!(words, TakesYears, years.to_string())}</p> })
        .unwrap_or_default()
}

/// Renders the shape in which the variable moves over the laps, those that were gone in ink, with a sentence that says it.
fn curve(CardProps { stepper, shape, words, .. }: &CardProps, stage: &ViewStage, direction: Direction) -> Html {
    let points = shape.curve(direction, 100, 32);
    let laps = (stepper.distance() / stepper.steps().max(1)).min(shape::LAPS);
    let line =
        |points: &[Point]| points.iter().map(|point| format!("L{point}")).collect::<String>().replacen('L', "M", 1);
    let now = points.get(laps).map(|now| (now.x.to_string(), now.y.to_string())).unwrap_or_default();
    html! {
        <div class="shape">
            <svg class="curve" viewBox="-4 -4 108 40" aria-hidden="true" focusable="false">
                <path d={line(&points)} />
                <path class="gone" d={line(points.get(..=laps).unwrap_or_default())} />
                <circle cx={now.0} cy={now.1} r="3.5" />
            </svg>
            <p>{shape.in_words(&stage.name, direction, *words)}</p>
        </div>
    }
}

fn actions(props: &CardProps, view: &View, step: usize) -> Html {
    let CardProps { linked, can_comment, words, interface, on, .. } = props;
    let comment = || anchored_comments::Msg::CommentPressed(Anchor::Stage { circle: view.id.clone(), step });
    html! {
        <div class="stage-acts">
            {when(*linked, || quiet_button(t!(words, GoToText), on_click(on, circle::Msg::ShowInTextPressed)))}
            {when(*can_comment, || quiet_button(t!(words, CommentOnStage), on_click(on, comment())))}
            {copy_link(&format!("{}/{step}", view.id), *words, *interface)}
        </div>
    }
}

/// Says where the stage leads: "leads to 2, Calibre", "leads, later, back to 1, Standing: a reinforcing loop".
fn leads(
    stage: &ViewStage,
    next: &ViewStage,
    number: usize,
    count: usize,
    kind: LoopKind,
    words: Translations,
) -> String {
    let label = &next.label;
    match (number == count, stage.delayed) {
        (true, false) => t!(words, LeadsBack, label, kind.in_words(words)),
        (true, true) => t!(words, LeadsLaterBack, label, kind.in_words(words)),
        (false, false) => t!(words, LeadsTo, number + 1, label),
        (false, true) => t!(words, LeadsLaterTo, number + 1, label),
    }
}
