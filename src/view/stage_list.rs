//! The stages of one view as an ordered list: everything that the picture does, in words.

use super::markup::markup;
use super::{Shared, copy_link, paragraph, press, quiet_button};
use essay_core::app::Msg;
use essay_core::circle::{Direction, LoopKind, Polarity, View, ViewStage};
use yew::prelude::*;

/// What [`stage_list`] shows.
#[derive(Clone, PartialEq)]
pub(super) struct ListProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    /// The current stage, counted from 1; 0 before the first.
    pub(super) step: usize,
    /// Whether it waits for an effect that comes late.
    pub(super) waiting: bool,
    pub(super) kind: LoopKind,
    /// Whether the text speaks of the current stage.
    pub(super) linked: bool,
    /// Whether readers may comment.
    pub(super) talking: bool,
    pub(super) on: Callback<Msg>,
}

pub(super) fn stage_list(props: &ListProps) -> Html {
    let ListProps { views, index, step, waiting, kind, linked, talking, on } = props;
    let Some(view) = views.get(*index) else { return markup!("<div/>") };
    let nexts = view.stages.iter().cycle().skip(1);
    let items = view.stages.iter().zip(nexts).enumerate().map(|(index, (stage, next))| {
        let number = index + 1;
        let current = number == *step;
        let choose = press(on, Msg::StageChosen { step: number, told: false });
        let more = current.then(|| {
            markup!(
                "{}{}{}{}{}{}",
                waiting.then(|| markup!("<p class='stage-waits'>later …</p>")),
                paragraph("stage-text", &stage.text),
                paragraph("stage-prompt", &stage.prompt),
                linked.then(|| quiet_button("Go to it in the text", press(on, Msg::PassageAsked))),
                talking.then(|| {
                    quiet_button(
                        "Comment on this stage",
                        press(on, Msg::CommentOn(format!("stage:{}/{number}", view.id))),
                    )
                }),
                copy_link(&format!("{}/{number}", view.id), true),
            )
        });
        markup!(
            "<li key={} data-current={}>\
               <button type='button' class='stage-name' aria-current={} onclick={}>{}</button>{}\
               <p class='stage-sentence'>{}</p>\
               <p class='stage-leads'>{}</p>{}\
             </li>",
            number,
            current,
            current.then_some("step"),
            choose,
            &stage.label,
            direction(stage),
            &stage.sentence,
            leads(stage, next, number, view.stages.len(), *kind),
            more,
        )
    });
    markup!("<ol class='stages'>{}</ol>", items.collect::<Vec<_>>())
}

/// Which way the stage moves or, in the loop beneath, what it does to the next.
fn direction(stage: &ViewStage) -> Html {
    let words = match (stage.direction, stage.sign) {
        (Some(Direction::Up), _) => "rises",
        (Some(Direction::Down), _) => "falls",
        (None, Polarity::Plus) => "+ the next moves the same way",
        (None, Polarity::Minus) => "− the next moves the other way",
    };
    markup!("<span class='movement'>{}</span>", words)
}

/// "leads to 2, Calibre", "leads, later, back to 1, Standing: a reinforcing loop".
fn leads(stage: &ViewStage, next: &ViewStage, number: usize, count: usize, kind: LoopKind) -> String {
    let later = if stage.delayed { ", later," } else { "" };
    if number == count {
        format!("leads{later} back to 1, {}: a {} loop", next.label, kind.word())
    } else {
        format!("leads{later} to {}, {}", number + 1, next.label)
    }
}
