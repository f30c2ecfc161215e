//! The stages of one view as an ordered list: everything that the picture does, in words.

use super::controls::{on_click, quiet_button};
use super::copy_link::copy_link;
use super::elements::{flag, when};
use super::{InterfaceLanguage, Shared};
use essay_core::app::discussion::anchored_comments;
use essay_core::app::{Msg, circle};
use essay_core::circle::{LoopKind, Polarity, View, ViewStage};
use essay_core::discussion::anchor::Anchor;
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
    /// True if the current stage waits for an effect that comes late.
    pub(super) waiting: bool,
    pub(super) kind: LoopKind,
    /// True if the text speaks of the current stage.
    pub(super) linked: bool,
    /// True if readers may comment.
    pub(super) can_comment: bool,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn stage_list(props: &ListProps) -> Html {
    let Some(view) = props.views.get(props.index) else { return html! { <div /> } };
    let nexts = view.stages.iter().cycle().skip(1);
    let items = view.stages.iter().zip(nexts).enumerate();
    let items = items.map(|(index, (stage, next))| item(props, view, stage, next, index + 1));
    html! { <ol class="stages">{items.collect::<Html>()}</ol> }
}

fn item(props: &ListProps, view: &View, stage: &ViewStage, next: &ViewStage, number: usize) -> Html {
    let ListProps { kind, words, interface, on, .. } = props;
    let current = number == props.step;
    let (lang, dir) = (interface.lang(), interface.dir());
    html! {
        <li key={number} data-current={flag(current)}>
            <button type="button" class="stage-name" aria-current={current.then_some("step")}
                onclick={on_click(on, circle::Msg::StageChosen { step: number, announced: false })}>
                {&stage.label}
            </button>
            {movement(stage, *words, *interface)}
            <p class="stage-sentence">{&stage.sentence}</p>
            <p class="stage-leads" {lang} {dir}>{leads(stage, next, number, view.stages.len(), *kind, *words)}</p>
            {when(current, || details(props, view, stage, number))}
        </li>
    }
}

/// Renders what the list adds to the current stage.
fn details(props: &ListProps, view: &View, stage: &ViewStage, step: usize) -> Html {
    let ListProps { waiting, linked, can_comment, words, interface, on, .. } = props;
    let (lang, dir) = (interface.lang(), interface.dir());
    let comment = || anchored_comments::Msg::CommentPressed(Anchor::Stage { circle: view.id.clone(), step });
    html! {
        <>
            {when(*waiting, || html! { <p class="stage-waits" {lang} {dir}>{t!(words, Later)}</p> })}
            {when(!stage.text.is_empty(), || html! { <p class="stage-text">{&stage.text}</p> })}
            {when(!stage.prompt.is_empty(), || html! { <p class="stage-prompt">{&stage.prompt}</p> })}
            <div class="stage-acts" {lang} {dir}>
                {when(*linked, || quiet_button(t!(words, GoToText), on_click(on, circle::Msg::ShowInTextPressed)))}
                {when(*can_comment, || quiet_button(t!(words, CommentOnStage), on_click(on, comment())))}
                {copy_link(&format!("{}/{step}", view.id), *words, *interface)}
            </div>
        </>
    }
}

/// Says how the variable of the stage moves or, in the loop beneath, what it does to the next.
fn movement(stage: &ViewStage, words: Translations, interface: InterfaceLanguage) -> Html {
    if let Some(movement) = stage.movement(words) {
        return html! { <span class="movement">{movement}</span> };
    }
    let sign = match stage.sign {
        Polarity::Plus => t!(words, NextMovesAlike),
        Polarity::Minus => t!(words, NextMovesAgainst),
    };
    html! { <span class="movement" lang={interface.lang()} dir={interface.dir()}>{sign}</span> }
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
