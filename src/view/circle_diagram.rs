//! The picture of one view: a ring of numbered discs and arrows, labels outside, the current sentence in the middle.

use super::controls::on_click;
use super::elements::{flag, number, when};
use super::{InterfaceLanguage, Shared};
use essay_core::app::{Msg, circle};
use essay_core::circle::layout::{self, Arc, NodePosition, Point, Tenths, TextAnchor};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Direction, LoopKind, Polarity, Tone, View, ViewStage};
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// The arguments of [`circle_diagram`].
#[derive(Clone, PartialEq)]
pub(super) struct DiagramProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    pub(super) stepper: Stepper,
    pub(super) kind: LoopKind,
    /// The direction that the pulse carries where the stages leave it open.
    pub(super) carried: Option<Direction>,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn circle_diagram(props: &DiagramProps) -> Html {
    let DiagramProps { views, index, stepper, kind, carried, words, on, .. } = props;
    let Some(view) = views.get(*index) else { return html! { <div /> } };
    let labels = view.labels();
    let arcs = layout::arcs(labels.len());
    let current = current_stage(view, stepper.step());
    let arrows = view.stages.iter().zip(&arcs).enumerate();
    let arrows = arrows.map(|(index, (stage, arc))| arrow(view.tone, stage, arc, index + 1, stepper));
    let nodes = view.stages.iter().zip(layout::place_nodes(&labels)).enumerate();
    let nodes = nodes.map(|(index, (stage, position))| node(stage, &position, index + 1, stepper, on));
    let side = Tenths::of(layout::SIDE);
    html! {
        <div class="circle-diagram" role="img" aria-label={described(view, stepper.step(), *kind, *words)}>
            <svg viewBox={format!("0 0 {side} {side}")} aria-hidden="true" focusable="false">
                {turning_arrow()}
                {arrows.collect::<Html>()}
                {pulse(current.and_then(|stage| stage.direction).or(*carried))}
                {nodes.collect::<Html>()}
            </svg>
            <div class="hub">{hub(props, view, current)}</div>
        </div>
    }
}

/// Returns the stage at this step, counted from 1; none before the first.
fn current_stage(view: &View, step: usize) -> Option<&ViewStage> {
    view.stages.get(step.checked_sub(1)?)
}

/// Describes the picture in one sentence.
fn described(view: &View, step: usize, kind: LoopKind, words: Translations) -> String {
    let place = match step {
        0 => t!(words, StandsBefore).to_owned(),
        step => t!(words, StandsAt, step),
    };
    t!(words, Described, &view.title, kind.in_words(words), view.stages.len(), place)
}

/// Renders the middle of the ring: the current stage, or what the view is about.
fn hub(
    DiagramProps { stepper, kind, words, interface, .. }: &DiagramProps,
    view: &View,
    current: Option<&ViewStage>,
) -> Html {
    let Some(stage) = current else {
        // The summary of the loop beneath is the interface's text, and that of a telling the essay's.
        let interface = Some(*interface).filter(|_| view.tone == Tone::Neutral);
        let (lang, dir) = (interface.and_then(InterfaceLanguage::lang), interface.and_then(InterfaceLanguage::dir));
        return html! {
            <>
                <p class="hub-letter">{kind.letter()}</p>
                <p class="hub-summary" {lang} {dir}>{view.intro(*kind, *words)}</p>
            </>
        };
    };
    let waiting = stage.delayed && stepper.is_playing() && stepper.under_way().is_some();
    html! {
        <>
            <p class="hub-label">{&stage.label}</p>
            {movement(stage)}
            <p class="hub-sentence">{&stage.sentence}</p>
            <p class="hub-later" data-waiting={flag(waiting)} lang={interface.lang()} dir={interface.dir()}>
                {t!(words, Later)}
            </p>
        </>
    }
}

/// Names the variable of a stage with an arrow for its direction. The loop beneath leaves the direction open.
fn movement(stage: &ViewStage) -> Html {
    let movement = stage.short_movement();
    movement.map(|movement| html! { <p class="movement">{movement}</p> }).unwrap_or_default()
}

fn turning_arrow() -> Html {
    let (line, head) = layout::turning_arrow(126.0);
    html! { <g class="turning"><path class="turning-line" d={line} /><path class="turning-head" d={head} /></g> }
}

/// Renders the pulse that travels while the circle plays, with a short tail. It is drawn in the middle of its own coordinates, and the
/// platform moves it.
fn pulse(carried: Option<Direction>) -> Html {
    html! {
        <>
            <circle class="pulse" r="3" />
            <circle class="pulse" r="4.5" />
            <g class="pulse" data-falls={flag(carried == Some(Direction::Down))}>
                <circle r="9" />
                <path class="up" d="M0 4V-4M-3.5-.5 0-4 3.5-.5" />
                <path class="down" d="M0-4V4M-3.5.5 0 4 3.5.5" />
            </g>
        </>
    }
}

/// Returns how often a line or a disc was passed, for its weight: more than three times look like three, and none is unmarked.
fn passed(passes: u32) -> Option<AttrValue> {
    const TIMES: [&str; 3] = ["1", "2", "3"];
    let times = TIMES.get((passes.min(3) as usize).checked_sub(1)?)?;
    Some(AttrValue::Static(times))
}

/// Renders the arrow from a stage to the next.
fn arrow(tone: Tone, stage: &ViewStage, arc: &Arc, number: usize, stepper: &Stepper) -> Html {
    html! {
        <g key={number} class="way" data-passes={passed(stepper.passes(number))}>
            <path class="line" d={arc.line.clone()} />
            {when(tone == Tone::Vicious, || html! { <path class="line-inside" d={arc.line.clone()} /> })}
            <path class="arrow" d={arc.head.clone()} />
            {when(tone == Tone::Neutral, || sign(stage, arc))}
        </g>
    }
}

/// Renders whether a link makes the next stage move alike or against, and whether it does so late.
fn sign(stage: &ViewStage, arc: &Arc) -> Html {
    let sign = if stage.sign == Polarity::Plus { "+" } else { "−" };
    let (x, y) = coordinates(arc.sign);
    html! {
        <>
            {when(stage.delayed, || html! { <path class="delay" d={arc.delay.clone()} /> })}
            <text class="sign" {x} {y} dy="6">{sign}</text>
        </>
    }
}

fn coordinates(point: Point) -> (AttrValue, AttrValue) {
    (tenths(point.x), tenths(point.y))
}

fn tenths(length: Tenths) -> AttrValue {
    length.to_string().into()
}

/// Renders a stage: its disc, its number, and its label outside the ring.
fn node(stage: &ViewStage, node: &NodePosition, step: usize, stepper: &Stepper, on: &Callback<Msg>) -> Html {
    let current = step == stepper.step();
    let (x, y) = coordinates(node.disc);
    let anchor = match node.anchor {
        TextAnchor::Start => "start",
        TextAnchor::Middle => "middle",
        TextAnchor::End => "end",
    };
    let lines = node.lines.iter().enumerate().map(|(index, line)| label_line(node, index, line));
    html! {
        <g key={step} class="stage" data-current={flag(current)}
            data-passes={passed(stepper.passes(step)).filter(|_| !current)}
            onclick={on_click(on, circle::Msg::StageChosen { step, announced: false })} part="circle-stage"
            data-variable={stage.variable.clone()}>
            <circle class="disc" cx={&x} cy={&y} r={tenths(Tenths::of(layout::DISC))} />
            <text class="number" {x} {y} dy="5.5">{number(step)}</text>
            <g class="label" text-anchor={anchor}>{lines.collect::<Html>()}</g>
        </g>
    }
}

/// Renders a line of a label or of the movement below it.
fn label_line(node: &NodePosition, index: usize, line: &str) -> Html {
    // A text of its own: within one, Firefox orders the lines of a right-to-left label among each other.
    let class = (index >= node.label_lines).then_some("label-movement");
    html! { <text key={index} {class} x={tenths(node.label.x)} y={tenths(node.base_line(index))}>{line}</text> }
}

/// Renders the ring alone, with its numbers, for the margin of a text that speaks of the circle. `read` is the stage that the text speaks
/// of, counted from 1, or 0. Assistive technology does not see it, since the list says all of it.
pub(super) fn margin_ring(view: &View, read: usize, step: usize, on: &Callback<Msg>) -> Html {
    let labels = vec![("", String::new()); view.stages.len()];
    let told = [read, step].into_iter().find_map(|step| current_stage(view, step));
    let arcs = layout::arcs(labels.len()).into_iter().enumerate();
    let arcs = arcs.map(|(index, arc)| html! { <path key={index} class="line" d={arc.line} /> });
    let nodes = layout::place_nodes(&labels).into_iter().enumerate();
    let nodes = nodes.map(|(index, node)| small_node(view, node.disc, index + 1, read, step, on));
    html! {
        <>
            <svg viewBox="-16 -16 432 432" focusable="false">{arcs.collect::<Html>()}{nodes.collect::<Html>()}</svg>
            <p class="beside-label">{told.map_or(&view.title, |stage| &stage.label)}</p>
            {told.map(movement).unwrap_or_default()}
        </>
    }
}

fn small_node(view: &View, point: Point, number: usize, read: usize, step: usize, on: &Callback<Msg>) -> Html {
    let (x, y) = coordinates(point);
    html! {
        <g key={number} class="stage" data-current={flag(number == step)} data-read={flag(number == read)}
            onclick={on_click(on, Msg::FragmentFollowed(format!("#{}/{number}", view.id)))}>
            <circle class="read" cx={&x} cy={&y} />
            <circle class="disc" cx={&x} cy={&y} />
            <text class="number" {x} {y} dy=".36em">{number}</text>
        </g>
    }
}
