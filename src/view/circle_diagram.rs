//! The picture of one view: a ring of numbered discs and arrows, labels outside, and in the middle how the current variable moves.

use super::controls::on_click;
use super::elements::{flag, number, when};
use super::{InterfaceLanguage, Shared};
use essay_core::app::{Msg, circle, start_question};
use essay_core::circle::layout::{self, Arc, NodePosition, Point, Tenths, TextAnchor, TraceSide};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Direction, LoopKind, Polarity, Tone, View, ViewStage};
use essay_core::i18n::Translations;
use essay_core::t;
use web_sys::Element;
use yew::prelude::*;

/// The arguments of [`circle_diagram`].
#[derive(Clone, PartialEq)]
pub(super) struct DiagramProps {
    pub(super) views: Shared<Vec<View>>,
    pub(super) index: usize,
    pub(super) stepper: Stepper,
    pub(super) kind: LoopKind,
    /// The direction in which a push moves each variable of the loop beneath; empty if it shows none.
    pub(super) pushed: Vec<Option<Direction>>,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    /// The variable that the reader would push, counted from 1; 0 for none. `None` if a press on a stage goes to it.
    pub(super) chosen: Option<usize>,
    pub(super) on: Callback<Msg>,
}

impl DiagramProps {
    /// Returns the direction that the picture shows for the stage at this index.
    fn direction(&self, stage: &ViewStage, index: usize) -> Option<Direction> {
        let reached = || behind(&self.stepper, index + 1) <= self.stepper.distance();
        stage.direction.or_else(|| self.pushed.get(index).copied().flatten().filter(|_| reached()))
    }

    /// Returns the side of the ring on which the laps leave their trace: a gain opens outward, and a loss winds inward.
    fn side(&self, view: &View) -> TraceSide {
        let start = self.pushed.get(self.stepper.origin().saturating_sub(1)).copied().flatten();
        match (view.tone, start) {
            (Tone::Vicious, _) | (Tone::Neutral, Some(Direction::Down)) => TraceSide::Inward,
            _ => TraceSide::Outward,
        }
    }
}

/// Returns the message of a press on a stage, counted from 1.
fn press(chosen: Option<usize>, step: usize) -> Msg {
    match chosen {
        None => circle::Msg::StageChosen { step, announced: false }.into(),
        Some(_) => start_question::Msg::VariableChosen(step).into(),
    }
}

pub(super) fn circle_diagram(props: &DiagramProps) -> Html {
    let DiagramProps { views, index, stepper, kind, words, .. } = props;
    let Some(view) = views.get(*index) else { return html! { <div /> } };
    let nodes = layout::place_nodes(&view.labels(), &view.places);
    let (above, below) = layout::overhang(&nodes);
    let side = Tenths::of(layout::SIDE);
    html! {
        <div class="circle-diagram" role="img" aria-label={described(view, stepper.step(), *kind, *words)}
            data-above={number(above)} data-below={number(below)}>
            <svg viewBox={format!("0 0 {side} {side}")} aria-hidden="true" focusable="false" onpointermove={drag(props)}>
                {traces(props, view)}
                {steps(props, view, nodes)}
                {pulse()}
            </svg>
            <div class="hub">{hub(props, view)}</div>
        </div>
    }
}

/// Renders the room that the picture of a view takes, without the picture.
pub(super) fn empty_diagram(view: &View) -> Html {
    let (above, below) = layout::overhang(&layout::place_nodes(&view.labels(), &view.places));
    html! { <div class="circle-diagram" data-above={number(above)} data-below={number(below)} /> }
}

/// Returns the stage at this step, counted from 1; none before the first.
fn current_stage(view: &View, step: usize) -> Option<&ViewStage> {
    view.stages.get(step.checked_sub(1)?)
}

/// Returns how many ways lie between the stage where the circle was set going and this one, counted from 1.
fn behind(stepper: &Stepper, step: usize) -> usize {
    (step + stepper.steps()).saturating_sub(stepper.origin()).checked_rem(stepper.steps()).unwrap_or_default()
}

/// Describes the picture in one sentence.
fn described(view: &View, step: usize, kind: LoopKind, words: Translations) -> String {
    let place = match step {
        0 => t!(words, StandsBefore).to_owned(),
        step => t!(words, StandsAt, step),
    };
    t!(words, Described, &view.title, kind.in_words(words), view.stages.len(), place)
}

/// Renders the middle of the ring: how the current variable moves, or what the view is about.
fn hub(props: &DiagramProps, view: &View) -> Html {
    let DiagramProps { stepper, kind, words, interface, .. } = props;
    let (lang, dir) = (interface.lang(), interface.dir());
    let Some(stage) = current_stage(view, stepper.step()) else {
        return html! {
            <>
                <p class="hub-letter">{kind.letter()}</p>
                <p class="hub-kind" {lang} {dir}>{kind.in_words(*words)}</p>
            </>
        };
    };
    let waiting = stage.delayed && stepper.is_playing() && stepper.under_way().is_some();
    let arrow = props.direction(stage, stepper.step() - 1).map(Direction::arrow);
    // A balancing loop comes round, and is no stronger for it.
    let grows = *kind == LoopKind::Reinforcing;
    let closed = grows && stepper.distance() > 0 && stepper.step() == stepper.origin() && !stepper.is_playing();
    html! {
        <>
            <p class="hub-name">
                {&stage.name}
                {arrow.map(|arrow| html! { <>{" "}<span class="hub-arrow">{arrow}</span></> }).unwrap_or_default()}
            </p>
            {when(closed, || html! { <p class="hub-kind" {lang} {dir}>{t!(words, RoundAgain)}</p> })}
            <p class="hub-later" data-waiting={flag(waiting)} {lang} {dir}>{t!(words, Later)}</p>
        </>
    }
}

/// Renders what the laps have left on each way. It lies below everything else.
fn traces(props: &DiagramProps, view: &View) -> Html {
    let DiagramProps { stepper, kind, .. } = props;
    let (side, grows) = (props.side(view), *kind == LoopKind::Reinforcing);
    let trace = |index: usize| {
        let passes = stepper.passes(index + 1);
        let trace = layout::trace(&view.places, index, behind(stepper, index + 1), passes, side, grows);
        html! { <><path class="band" d={trace.band} /><path class="laps" d={trace.laps} /></> }
    };
    let taken = (0..view.stages.len()).filter(|index| stepper.passes(index + 1) > 0);
    let traces = taken.map(|index| html! { <g key={index}>{trace(index)}</g> });
    html! { <g class="traces">{traces.collect::<Html>()}</g> }
}

fn steps(props: &DiagramProps, view: &View, nodes: Vec<NodePosition>) -> Html {
    let stages = view.stages.iter().zip(layout::arcs(&view.places)).zip(nodes).enumerate();
    let step = |(index, ((stage, arc), node)): (usize, ((&ViewStage, Arc), NodePosition))| {
        html! {
            <g key={index} class="step">
                {arrow(view.tone, stage, &arc, props.stepper.passes(index + 1) > 0)}
                {disc(props, view, stage, &node, index + 1)}
            </g>
        }
    };
    html! { <g class="steps">{stages.map(step).collect::<Html>()}</g> }
}

/// Renders the pulse that travels with every step, with a short tail. It is drawn in the middle of its own coordinates, and the platform
/// moves it and shows the arrow that it carries.
fn pulse() -> Html {
    html! {
        <>
            <circle class="pulse" r="4" />
            <circle class="pulse" r="6" />
            <g class="pulse">
                <circle r="12" />
                <path class="up" d="M0 6V-6M-5-1 0-6 5-1" />
                <path class="down" d="M0-6V6M-5 1 0 6 5 1" />
            </g>
        </>
    }
}

/// Renders the arrow from a stage to the next.
fn arrow(tone: Tone, stage: &ViewStage, arc: &Arc, taken: bool) -> Html {
    html! {
        <g class="way" data-taken={flag(taken)}>
            <path class="line" d={arc.line.clone()} />
            {when(tone == Tone::Vicious, || html! { <path class="line-inside" d={arc.line.clone()} /> })}
            <path class="arrow" d={arc.head.clone()} />
            {when(stage.delayed, || html! { <path class="delay" d={arc.delay.clone()} /> })}
            {when(tone == Tone::Neutral || stage.sign == Polarity::Minus, || sign(stage, arc))}
        </g>
    }
}

/// Renders whether a link makes the next variable move alike or against. Tellings show only where it turns.
fn sign(stage: &ViewStage, arc: &Arc) -> Html {
    let sign = if stage.sign == Polarity::Plus { "+" } else { "−" };
    let (x, y) = coordinates(arc.sign);
    html! { <text class="sign" {x} {y} dy="6.5">{sign}</text> }
}

fn coordinates(point: Point) -> (AttrValue, AttrValue) {
    (tenths(point.x), tenths(point.y))
}

fn tenths(length: Tenths) -> AttrValue {
    length.to_string().into()
}

/// Renders a stage: its disc, its number, and its label outside the ring. During a push it shows the direction of the variable as well.
fn disc(props: &DiagramProps, view: &View, stage: &ViewStage, node: &NodePosition, step: usize) -> Html {
    let DiagramProps { stepper, chosen, on, .. } = props;
    let (x, y) = coordinates(node.disc);
    let anchor = match node.anchor {
        TextAnchor::Start => "start",
        TextAnchor::Middle => "middle",
        TextAnchor::End => "end",
    };
    let lines = node.lines.iter().enumerate().map(|(index, line)| label_line(node, index, line));
    let direction = props.direction(stage, step - 1).map(|direction| direction_mark(node.direction, direction));
    let reached = stepper.step() > 0 && behind(stepper, step) <= stepper.distance();
    html! {
        <g class="stage" data-current={flag(step == stepper.step())} data-reached={flag(reached)}
            data-stage={format!("{}/{step}", view.id)} data-chosen={flag(*chosen == Some(step))} onclick={on_click(on, press(*chosen, step))} part="circle-stage"
            data-variable={stage.variable.clone()}>
            <circle class="disc" cx={&x} cy={&y} r={tenths(Tenths::of(layout::DISC))} />
            <text class="number" {x} {y} dy="6.5">{number(step)}</text>
            {direction.unwrap_or_default()}
            <g class="label" text-anchor={anchor}>{lines.collect::<Html>()}</g>
        </g>
    }
}

/// Renders the direction in which the variable of a stage moves, inside the ring. It has the colour of the text, since up and down
/// are no gain and no loss.
fn direction_mark(place: Point, direction: Direction) -> Html {
    html! {
        <g class="direction" transform={format!("translate({place})")}>
            <circle r="9.5" />
            <path d={if direction == Direction::Up { "M0 5.5V-5M-4.5-.5 0-5.5 4.5-.5" } else { "M0-5.5V5M-4.5.5 0 5.5 4.5.5" }} />
        </g>
    }
}

/// Renders a line of a label or of the movement below it.
fn label_line(node: &NodePosition, index: usize, line: &str) -> Html {
    // A text of its own: within one, Firefox orders the lines of a right-to-left label among each other.
    let class = (index >= node.label_lines).then_some("label-movement");
    html! { <text key={index} {class} x={tenths(node.label.x)} y={tenths(node.base_line(index))}>{line}</text> }
}

/// Listens for a finger or a pressed pointer that is drawn round the ring. It chooses the stage that it is nearest to.
fn drag(DiagramProps { views, index, stepper, chosen, on, .. }: &DiagramProps) -> Callback<PointerEvent> {
    let (views, index, chosen, on) = (views.clone(), *index, *chosen, on.clone());
    let stands = chosen.unwrap_or(stepper.step());
    Callback::from(move |event: PointerEvent| {
        // Yew listens at the root of its app, so the picture is found from where the pointer is.
        let target = event.target_dyn_into::<Element>().filter(|_| event.buttons() == 1);
        let svg = target.and_then(|target| target.closest("svg").ok().flatten());
        let (Some(svg), Some(view)) = (svg, views.get(index)) else { return };
        let frame = svg.get_bounding_client_rect();
        let unit = layout::SIDE / frame.width();
        let (x, y) = (f64::from(event.client_x()) - frame.left(), f64::from(event.client_y()) - frame.top());
        let nearest = layout::nearest_stage(&view.places, x * unit, y * unit);
        if nearest != stands && nearest > 0 {
            on.emit(press(chosen, nearest));
        }
    })
}

/// Renders the ring alone, with its numbers, for the margin of a text that speaks of the circle. `read` is the stage that the text speaks
/// of, counted from 1, or 0. Assistive technology does not see it, since the list says all of it.
pub(super) fn margin_ring(view: &View, read: usize, step: usize, words: Translations, on: &Callback<Msg>) -> Html {
    let labels = vec![("", String::new()); view.stages.len()];
    let told = [read, step].into_iter().find_map(|step| current_stage(view, step));
    let arcs = layout::arcs(&view.places).into_iter().enumerate();
    let arcs = arcs.map(|(index, arc)| {
        html! { <g key={index}><path class="line" d={arc.line} /><path class="arrow" d={arc.head} /></g> }
    });
    let nodes = layout::place_nodes(&labels, &view.places).into_iter().enumerate();
    let nodes = nodes.map(|(index, node)| small_node(view, node.disc, index + 1, read, step, on));
    html! {
        <>
            <svg viewBox="-16 -16 432 432" focusable="false">{arcs.collect::<Html>()}{nodes.collect::<Html>()}</svg>
            <p class="beside-label">{told.map_or(&view.title, |stage| &stage.label)}</p>
            {when(read > 0 && step > 0 && read != step, || html! {
                <p class="beside-key"><span class="key-read" />{t!(words, KeyRead)}<span class="key-here" />{t!(words, KeyHere)}</p>
            })}
            {told.and_then(ViewStage::short_movement).map(|told| html! { <p class="movement">{told}</p> }).unwrap_or_default()}
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
