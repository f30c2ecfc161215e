//! The buttons and the slider by which the reader steps.

use super::controls::{on_click, typed};
use super::elements::number;
use super::tone::tone;
use super::{InterfaceLanguage, Shared};
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::{Cause, Msg};
use essay_core::circle::View;
use essay_core::circle::stepper::Stepper;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// The arguments of [`circle_controls`].
#[derive(Clone)]
pub(super) struct ControlsProps {
    pub(super) views: Shared<Vec<View>>,
    /// The index of the chosen view.
    pub(super) view: usize,
    pub(super) stepper: Stepper,
    /// The button that shows two tellings side by side.
    pub(super) compare: Html,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn circle_controls(props: &ControlsProps) -> Html {
    let ControlsProps { views, view, stepper, compare, words, interface, on } = props;
    html! {
        <div class="controls script-only" role="group" aria-label={t!(words, CircleControls)} part="controls"
            data-tone={views.get(*view).map(|view| tone(view.tone))} lang={interface.lang()} dir={interface.dir()}>
            {step_buttons(stepper.is_playing(), *words, on)}
            <div class="control-place">
                {ticks(stepper.steps())}
                {slider(props)}
            </div>
            {compare.clone()}
        </div>
    }
}

/// Renders a tick for each stage behind the slider, and one for its beginning.
fn ticks(steps: usize) -> Html {
    let path: String = (0..=steps).map(|step| format!("M{step} 0V1")).collect();
    html! {
        <svg class="ticks" viewBox={format!("0 0 {steps} 1")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path d={path} vector-effect="non-scaling-stroke" />
        </svg>
    }
}

fn step_buttons(playing: bool, words: Translations, on: &Callback<Msg>) -> Html {
    let (play, play_icon, play_pressed) = match playing {
        true => (t!(words, Pause), PAUSE, CircleMsg::PausePressed(Cause::Reader)),
        false => (t!(words, Play), PLAY, CircleMsg::PlayPressed(Cause::Reader)),
    };
    let buttons = [
        ("previous", PREVIOUS, t!(words, PreviousStage), CircleMsg::BackPressed(Cause::Reader)),
        ("play", play_icon, play, play_pressed),
        ("next", NEXT, t!(words, NextStage), CircleMsg::NextPressed(Cause::Reader)),
        ("again", AGAIN, t!(words, StartAgain), CircleMsg::RestartPressed),
    ];
    let button = |(act, icon, name, msg)| {
        html! {
            <button key={act} type="button" class="control" data-act={act} onclick={on_click(on, msg)}>
                <svg viewBox="0 0 24 24" class="icon" aria-hidden="true" focusable="false"><path d={icon} /></svg>
                <span class="control-name">{name}</span>
            </button>
        }
    };
    buttons.into_iter().map(button).collect()
}

// The icons are drawn in a square of 24 units.
const PREVIOUS: &str = "M15 5 8 12l7 7";
const NEXT: &str = "m9 5 7 7-7 7";
const PLAY: &str = "M8 5.5v13l10.5-6.5z";
const PAUSE: &str = "M8.5 6v12M15.5 6v12";
const AGAIN: &str = "M6 5v5h5M6.6 9.6A7 7 0 1 1 5 14";

/// Renders the reader's place on the circle. The reader can move it to another stage.
fn slider(ControlsProps { views, view, stepper, words, on, .. }: &ControlsProps) -> Html {
    let step = stepper.step();
    let stage = views.get(*view).and_then(|view| view.stages.get(step.checked_sub(1)?));
    let place = stepper.in_words(*words);
    let told = match stage {
        Some(stage) => t!(words, PlaceAndLabel, &place, &stage.label),
        None => place,
    };
    let oninput =
        on.reform(|event| CircleMsg::StageChosen { step: typed(&event).parse().unwrap_or(0), announced: true }.into());
    html! {
        <input type="range" class="slider" aria-label={t!(words, Stage)} min="0" max={number(stepper.steps())} step="1"
            value={number(step)} aria-valuetext={told} {oninput} />
    }
}
