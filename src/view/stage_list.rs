//! The stages of one view as an ordered list: everything that the picture does, in words.

use super::controls::on_click;
use super::elements::{flag, when};
use super::{InterfaceLanguage, Shared};
use essay_core::app::{Msg, circle};
use essay_core::circle::{LoopKind, Polarity, View, ViewStage};
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// The arguments of [`stage_list`].
#[derive(Clone, PartialEq)]
pub(super) struct ListProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    /// The current stage, counted from 1; 0 before the first.
    pub(super) step: usize,
    pub(super) kind: LoopKind,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn stage_list(props: &ListProps) -> Html {
    let Some(view) = props.views.get(props.index) else { return html! { <div /> } };
    let items = view.stages.iter().enumerate();
    let items = items.map(|(index, stage)| item(props, view, stage, index + 1));
    html! { <ol class="stages">{items.collect::<Html>()}</ol> }
}

fn item(props: &ListProps, view: &View, stage: &ViewStage, number: usize) -> Html {
    let ListProps { kind, words, interface, on, .. } = props;
    let current = number == props.step;
    let (lang, dir) = (interface.lang(), interface.dir());
    let leads = leads(stage, number == view.stages.len(), *kind, *words);
    html! {
        <li key={number} data-current={flag(current)}>
            <button type="button" class="stage-name" data-stage={format!("{}/{number}", view.id)} aria-current={current.then_some("step")}
                onclick={on_click(on, circle::Msg::StageChosen { step: number, announced: false })}>
                {&stage.label}
            </button>
            {stage.movement(*words).map(|told| html! { <span class="movement">{told}</span> }).unwrap_or_default()}
            <p class="stage-sentence">{&stage.sentence}</p>
            {when(!leads.is_empty(), || html! { <p class="stage-leads" {lang} {dir}>{leads}</p> })}
        </li>
    }
}

/// Says what is unusual about the way to the next stage, since the next stage follows in the list: it turns, comes late, or leads back.
/// The loop beneath, which names no directions, says it of every link.
fn leads(stage: &ViewStage, last: bool, kind: LoopKind, words: Translations) -> String {
    let sign = match (stage.direction, stage.sign) {
        (None, Polarity::Plus) => t!(words, NextMovesAlike),
        (_, Polarity::Minus) => t!(words, NextMovesAgainst),
        _ => "",
    };
    let late = if stage.delayed { t!(words, ComesLate) } else { "" };
    let back = if last { t!(words, AndRound, kind.in_words(words)) } else { String::new() };
    let parts = [sign, late, &*back].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}
