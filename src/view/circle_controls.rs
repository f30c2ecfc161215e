//! The buttons and the slider by which the reader steps.

use super::markup::{chosen, markup, typed};
use super::{InterfaceLanguage, Shared, press};
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::settings::Msg as SettingsMsg;
use essay_core::app::{Cause, Msg, Speed};
use essay_core::circle::View;
use essay_core::circle::stepper::Stepper;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// What [`circle_controls`] shows.
#[derive(Clone)]
pub(super) struct ControlsProps {
    pub(super) views: Shared<Vec<View>>,
    /// Index of the chosen view.
    pub(super) view: usize,
    pub(super) stepper: Stepper,
    pub(super) speed: Speed,
    /// Whether nothing moves by itself.
    pub(super) still: bool,
    pub(super) words: Translations,
    pub(super) ui_language: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn circle_controls(props: &ControlsProps) -> Html {
    let ControlsProps { views, view, stepper, speed, still, words, ui_language, on } = props;
    let words = *words;
    let (step, steps) = (stepper.step(), stepper.steps());
    let stage = views.get(*view).and_then(|view| view.stages.get(step.checked_sub(1)?));
    let place = stepper.in_words(words);
    let told = match stage {
        Some(stage) => t!(words, PlaceAndLabel, &place, &stage.label),
        None => place.clone(),
    };
    let slide =
        on.reform(|event| CircleMsg::StageChosen { step: typed(&event).parse().unwrap_or(0), announced: true }.into());
    let choose_speed = on.reform(|event| {
        let speed = Speed::ALL.get(chosen(&event));
        CircleMsg::SpeedChosen(speed.map_or(Speed::Normal, |(speed, _)| *speed)).into()
    });
    let speeds =
        Speed::ALL.map(|(known, name)| markup!("<option selected={}>{}</option>", known == *speed, words.text(name)));
    let playing = stepper.is_playing();
    let (play, play_icon) = if playing { (t!(words, Pause), PAUSE) } else { (t!(words, Play), PLAY) };
    let played = if playing { CircleMsg::PausePressed(Cause::Reader) } else { CircleMsg::PlayPressed(Cause::Reader) };
    let buttons = [
        button(t!(words, PreviousStage), "previous", PREVIOUS, press(on, CircleMsg::BackPressed(Cause::Reader))),
        button(play, "play", play_icon, press(on, played)),
        button(t!(words, NextStage), "next", NEXT, press(on, CircleMsg::NextPressed(Cause::Reader))),
        button(t!(words, StartAgain), "again", AGAIN, press(on, CircleMsg::RestartPressed)),
    ];
    markup!(
        "<div class='controls script-only' role='group' aria-label={} part='controls' lang={} dir={}>\
           <div class='control-buttons'>{}</div>\
           <div class='control-place'>\
             <input type='range' class='slider' aria-label={} min='0' max={} step='1' value={} aria-valuetext={} oninput={}/>\
             <span class='place-words' aria-hidden='true'>{}</span>\
           </div>\
           <div class='control-choices'>\
             <label><span>{}</span> <select aria-label={} onchange={}>{}</select></label>\
             <button type='button' class='quiet' aria-pressed={} onclick={}>{}</button>\
           </div>\
         </div>",
        t!(words, CircleControls),
        ui_language.lang(),
        ui_language.dir(),
        Vec::from(buttons),
        t!(words, Stage),
        steps,
        step.to_string(),
        told,
        slide,
        place,
        t!(words, Speed),
        t!(words, Speed),
        choose_speed,
        Vec::from(speeds),
        still.to_string(),
        press(on, SettingsMsg::ReducedMotionToggled),
        t!(words, ReduceMotion),
    )
}

// The icons are drawn in a square of 24 units.
const PREVIOUS: &str = "M15 5 8 12l7 7";
const NEXT: &str = "m9 5 7 7-7 7";
const PLAY: &str = "M8 5.5v13l10.5-6.5z";
const PAUSE: &str = "M8.5 6v12M15.5 6v12";
const AGAIN: &str = "M6 5v5h5M6.6 9.6A7 7 0 1 1 5 14";

fn button(name: &'static str, act: &'static str, icon: &'static str, press: Callback<Event>) -> Html {
    markup!(
        "<button type='button' class='control' data-act={} onclick={}>\
           <svg viewBox='0 0 24 24' class='icon' aria-hidden='true' focusable='false'><path d={}/></svg>\
           <span class='control-name'>{}</span>\
         </button>",
        act,
        press,
        icon,
        name,
    )
}
