//! The stages of one view as an ordered list: everything that the picture does, in words.

use super::markup::markup;
use super::{CopyLink, InterfaceLanguage, Shared, copy_link, paragraph, press, quiet_button};
use essay_core::app::discussion::anchored_comments;
use essay_core::app::{Msg, circle};
use essay_core::circle::{Direction, LoopKind, Polarity, View, ViewStage};
use essay_core::discussion::anchor::Anchor;
use essay_core::i18n::Translations;
use essay_core::t;
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
    pub(super) words: Translations,
    pub(super) ui_language: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn stage_list(props: &ListProps) -> Html {
    let ListProps { views, index, step, waiting, kind, linked, talking, words, ui_language, on } = props;
    let words = *words;
    let Some(view) = views.get(*index) else { return markup!("<div/>") };
    let nexts = view.stages.iter().cycle().skip(1);
    let items = view.stages.iter().zip(nexts).enumerate().map(|(index, (stage, next))| {
        let number = index + 1;
        let current = number == *step;
        let choose = press(on, circle::Msg::StageChosen { step: number, announced: false });
        let more = current.then(|| {
            markup!(
                "{}{}{}<div class='stage-acts' lang={} dir={}>{}{}{}</div>",
                waiting.then(|| markup!(
                    "<p class='stage-waits' lang={} dir={}>{}</p>",
                    ui_language.lang(),
                    ui_language.dir(),
                    t!(words, Later)
                )),
                paragraph("stage-text", &stage.text),
                paragraph("stage-prompt", &stage.prompt),
                ui_language.lang(),
                ui_language.dir(),
                linked.then(|| quiet_button(t!(words, GoToText), press(on, circle::Msg::ShowInTextPressed))),
                talking.then(|| {
                    quiet_button(
                        t!(words, CommentOnStage),
                        press(
                            on,
                            anchored_comments::Msg::CommentPressed(Anchor::Stage {
                                circle: view.id.clone(),
                                step: number,
                            }),
                        ),
                    )
                }),
                copy_link(&format!("{}/{number}", view.id), CopyLink::Told, words, *ui_language),
            )
        });
        markup!(
            "<li key={} data-current={}>\
               <button type='button' class='stage-name' aria-current={} onclick={}>{}</button>{}\
               <p class='stage-sentence'>{}</p>\
               <p class='stage-leads' lang={} dir={}>{}</p>{}\
             </li>",
            number,
            current,
            current.then_some("step"),
            choose,
            &stage.label,
            direction(stage, words, *ui_language),
            &stage.sentence,
            ui_language.lang(),
            ui_language.dir(),
            leads(stage, next, number, view.stages.len(), *kind, words),
            more,
        )
    });
    markup!("<ol class='stages'>{}</ol>", items.collect::<Vec<_>>())
}

/// Which way the stage moves or, in the loop beneath, what it does to the next.
fn direction(stage: &ViewStage, words: Translations, ui_language: InterfaceLanguage) -> Html {
    let told = match (stage.direction, stage.sign) {
        (Some(Direction::Up), _) => t!(words, Rises),
        (Some(Direction::Down), _) => t!(words, Falls),
        (None, Polarity::Plus) => t!(words, NextMovesAlike),
        (None, Polarity::Minus) => t!(words, NextMovesAgainst),
    };
    markup!("<span class='movement' lang={} dir={}>{}</span>", ui_language.lang(), ui_language.dir(), told)
}

/// "leads to 2, Calibre", "leads, later, back to 1, Standing: a reinforcing loop".
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
