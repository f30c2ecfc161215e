//! The picture of one view: a ring of numbered discs and arrows, labels outside, the current sentence in the middle.

use super::markup::markup;
use super::{InterfaceLanguage, Shared, press};
use essay_core::app::{Msg, circle};
use essay_core::circle::layout::{self, Arc, NodePosition, Tenths, TextAnchor};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Direction, LoopKind, Polarity, Tone, View, ViewStage};
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// What [`circle_diagram`] shows.
#[derive(Clone, PartialEq)]
pub(super) struct DiagramProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    pub(super) stepper: Stepper,
    pub(super) kind: LoopKind,
    /// What the pulse carries where the stages leave it open.
    pub(super) carried: Option<Direction>,
    pub(super) words: Translations,
    pub(super) ui_language: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn circle_diagram(props: &DiagramProps) -> Html {
    let DiagramProps { views, index, stepper, kind, carried, words, ui_language, on } = props;
    let (words, ui_language) = (*words, *ui_language);
    let step = stepper.step();
    let Some(view) = views.get(*index) else { return markup!("<div/>") };
    let labels: Vec<&str> = view.stages.iter().map(|stage| stage.label.as_str()).collect();
    let nodes = layout::place_nodes(&labels);
    let arcs = layout::arcs(labels.len());
    let current = step.checked_sub(1).and_then(|index| view.stages.get(index));
    let side = Tenths::of(layout::SIDE);
    let (turn_line, turn_head) = layout::turning_arrow(126.0);
    let ways = view
        .stages
        .iter()
        .zip(&arcs)
        .enumerate()
        .map(|(index, (stage, arc))| way(view.tone, stage, arc, stepper.passes(index + 1)));
    let stages = view
        .stages
        .iter()
        .zip(&nodes)
        .enumerate()
        .map(|(index, (stage, node))| disc(stage, node, index + 1, stepper, on));
    let hub = match current {
        Some(stage) => markup!(
            "<p class='hub-label'>{}</p><p class='hub-sentence'>{}</p><p class='hub-later' data-waiting={} lang={} dir={}>{}</p>",
            with_arrow(stage),
            &stage.sentence,
            stepper.is_playing() && stepper.under_way().is_some() && stage.delayed,
            ui_language.lang(),
            ui_language.dir(),
            t!(words, Later),
        ),
        None => {
            // What is told of the loop beneath is the interface's, and of a telling the essay's.
            let ui_language = Some(ui_language).filter(|_| view.tone == Tone::Neutral);
            markup!(
                "<p class='hub-letter'>{}</p><p class='hub-summary' lang={} dir={}>{}</p>",
                kind.letter(),
                ui_language.and_then(InterfaceLanguage::lang),
                ui_language.and_then(InterfaceLanguage::dir),
                view.intro(*kind, words).to_owned()
            )
        }
    };
    markup!(
        "<div class='circle-diagram' role='img' aria-label={}>\
           <svg viewBox={} aria-hidden='true' focusable='false'>\
             <g class='turning'><path class='turning-line' d={}/><path class='turning-head' d={}/></g>\
             {}{}{}\
           </svg>\
           <div class='hub'>{}</div>\
         </div>",
        described(view, step, *kind, words),
        format!("0 0 {side} {side}"),
        turn_line,
        turn_head,
        ways.collect::<Vec<_>>(),
        pulse(current.and_then(|stage| stage.direction).or(*carried)),
        stages.collect::<Vec<_>>(),
        hub,
    )
}

/// The ring alone, with its numbers, for where the words are read and the circle is elsewhere: `read` is the stage that they
/// speak of, counted from 1, or 0. To assistive technology it is not there, since the list tells all of it.
pub(super) fn ring_beside(view: &View, read: usize, step: usize, on: &Callback<Msg>) -> Html {
    let labels = vec![""; view.stages.len()];
    let ways = layout::arcs(labels.len()).into_iter().map(|arc| markup!("<path class='line' d={}/>", arc.line));
    let discs = layout::place_nodes(&labels).into_iter().enumerate().map(|(index, node)| {
        let (x, y, number) = (node.disc.x.to_string(), node.disc.y.to_string(), index + 1);
        markup!(
            "<g class='stage' data-current={} data-read={} onclick={}>\
               <circle class='read' cx={} cy={}/><circle class='disc' cx={} cy={}/>\
               <text class='number' x={} y={} dy='.36em'>{}</text>\
             </g>",
            number == step,
            number == read,
            press(on, Msg::FragmentFollowed(format!("#{}/{number}", view.id))),
            &x,
            &y,
            &x,
            &y,
            &x,
            &y,
            number,
        )
    });
    let told = [read, step].iter().find_map(|number| view.stages.get(number.checked_sub(1)?));
    markup!(
        "<svg viewBox='-16 -16 432 432' focusable='false'>{}{}</svg><p class='beside-label'>{}</p>",
        ways.collect::<Vec<_>>(),
        discs.collect::<Vec<_>>(),
        told.map_or_else(|| view.title.clone(), with_arrow),
    )
}

/// A stage's label behind the arrow that tells which way it moves.
fn with_arrow(stage: &ViewStage) -> String {
    let arrow = stage.direction.map(|direction| direction.arrow(false)).unwrap_or_default();
    format!("{arrow}{}", stage.label)
}

/// The picture in one sentence.
fn described(view: &View, step: usize, kind: LoopKind, words: Translations) -> String {
    let place = match step {
        0 => t!(words, StandsBefore).to_owned(),
        step => t!(words, StandsAt, step),
    };
    t!(words, Described, &view.title, kind.in_words(words), view.stages.len(), place)
}

/// What travels while the circle plays, with a short tail. It is drawn in the middle of its own coordinates, and the
/// platform moves it.
fn pulse(carried: Option<Direction>) -> Html {
    markup!(
        "<circle class='pulse' r='3'/><circle class='pulse' r='4.5'/>\
         <g class='pulse' data-falls={}>\
           <circle r='9'/><path class='up' d='M0 4V-4M-3.5-.5 0-4 3.5-.5'/><path class='down' d='M0-4V4M-3.5.5 0 4 3.5.5'/>\
         </g>",
        carried == Some(Direction::Down),
    )
}

/// How often something has been passed, for the weight of its lines: more than three times look like three, none is unmarked.
fn passed(passes: u32) -> Option<String> {
    (passes > 0).then(|| passes.min(3).to_string())
}

fn way(tone: Tone, stage: &ViewStage, arc: &Arc, passes: u32) -> Html {
    let passes = passed(passes);
    let sign = (tone == Tone::Neutral).then(|| {
        let text = if stage.sign == Polarity::Plus { "+" } else { "−" };
        let delay = stage.delayed.then(|| markup!("<path class='delay' d={}/>", &arc.delay));
        markup!(
            "{}<text class='sign' x={} y={} dy='6'>{}</text>",
            delay,
            arc.sign.x.to_string(),
            arc.sign.y.to_string(),
            text
        )
    });
    markup!(
        "<g class='way' data-passes={}><path class='line' d={}/>{}<path class='arrow' d={}/>{}</g>",
        passes,
        &arc.line,
        (tone == Tone::Vicious).then(|| markup!("<path class='line-inside' d={}/>", &arc.line)),
        &arc.head,
        sign,
    )
}

fn disc(stage: &ViewStage, node: &NodePosition, number: usize, stepper: &Stepper, on: &Callback<Msg>) -> Html {
    let anchor = match node.anchor {
        TextAnchor::Start => "start",
        TextAnchor::Middle => "middle",
        TextAnchor::End => "end",
    };
    let choose = press(on, circle::Msg::StageChosen { step: number, announced: false });
    let lines = node.lines.iter().enumerate().map(|(index, line)| {
        // A text of its own: within one, Firefox orders the lines of a right-to-left label among each other.
        let down = Tenths(node.label.y.0 + Tenths::of(layout::LINE_HEIGHT).0 * index as i32);
        let arrow = stage.direction.filter(|_| index == 0).map(|direction| direction.arrow(node.mirrored));
        let arrow = arrow.map(|arrow| markup!("<tspan class='direction'>{}</tspan>", arrow));
        let (before, after) = if node.mirrored { (None, arrow) } else { (arrow, None) };
        markup!(
            "<text x={} y={}>{}{}{}</text>",
            node.label.x.to_string(),
            down.to_string(),
            before,
            markup!("{}", line),
            after,
        )
    });
    let current = number == stepper.step();
    let passes = passed(stepper.passes(number)).filter(|_| !current);
    markup!(
        "<g class='stage' data-current={} data-passes={} onclick={} part='circle-stage' data-variable={}>\
           <circle class='disc' cx={} cy={} r={}/>\
           <text class='number' x={} y={} dy='5.5'>{}</text>\
           <g class='label' text-anchor={}>{}</g>\
         </g>",
        current,
        passes,
        choose,
        &stage.variable,
        node.disc.x.to_string(),
        node.disc.y.to_string(),
        Tenths::of(layout::DISC).to_string(),
        node.disc.x.to_string(),
        node.disc.y.to_string(),
        number,
        anchor,
        lines.collect::<Vec<_>>(),
    )
}
