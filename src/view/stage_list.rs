//! The stages of one view as an ordered list: everything that the picture does, in words.

use super::Shared;
use essay_core::app::Msg;
use essay_core::circle::{Direction, Polarity, View, ViewStage};
use yew::prelude::*;

/// What [`stage_list`] shows.
#[derive(Clone)]
pub(super) struct ListProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    /// The current stage, counted from 1; 0 before the first.
    pub(super) step: usize,
    pub(super) on: Callback<Msg>,
}

pub(super) fn stage_list(props: &ListProps) -> Html {
    let ListProps { views, index, step, on } = props;
    let Some(view) = views.get(*index) else { return html! { <div /> } };
    let items = view.stages.iter().enumerate().map(|(index, stage)| {
        let number = index + 1;
        let current = number == *step;
        let choose = on.reform(move |_: MouseEvent| Msg::StageChosen { step: number, told: false });
        html! {
            <li key={number} class={current.then_some("current")}>
                <button type="button" class="stage-name" aria-current={current.then_some("step")} onclick={choose}>
                    { &stage.label }
                </button>
                { direction(stage) }
                <p class="stage-sentence">{ &stage.sentence }</p>
                if current && !stage.text.is_empty() { <p class="stage-text">{ &stage.text }</p> }
                if current && !stage.prompt.is_empty() { <p class="stage-prompt">{ &stage.prompt }</p> }
            </li>
        }
    });
    html! { <ol class="stages">{ for items }</ol> }
}

/// Which way the stage moves or, in the loop beneath, what it does to the next.
fn direction(stage: &ViewStage) -> Html {
    let (class, words) = match (stage.direction, stage.sign, stage.delayed) {
        (Some(Direction::Up), ..) => ("movement", "rises"),
        (Some(Direction::Down), ..) => ("movement", "falls"),
        (None, Polarity::Plus, false) => ("movement", "+ the next moves the same way"),
        (None, Polarity::Plus, true) => ("movement", "+ the next moves the same way, later"),
        (None, Polarity::Minus, false) => ("movement", "− the next moves the other way"),
        (None, Polarity::Minus, true) => ("movement", "− the next moves the other way, later"),
    };
    html! { <span {class}>{ words }</span> }
}
