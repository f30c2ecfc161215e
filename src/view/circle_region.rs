//! The circle: the choice of view, its picture, its controls and its list.

use super::circle_controls::{ControlsProps, circle_controls};
use super::circle_diagram::{DiagramProps, circle_diagram};
use super::controls::{key, on_click, quiet_button, text_to_copy};
use super::elements::{heading, number, when};
use super::stage_list::{ListProps, stage_list};
use super::start_region::{StartProps, start_region};
use super::{InterfaceLanguage, Shared};
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::{Cause, Msg, Speed};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Circle, Direction, Tone, View};
use essay_core::i18n::{LocalizedMessage, Translations};
use essay_core::t;
use web_sys::Element;
use yew::prelude::*;

/// The arguments of [`circle_region`].
#[derive(Clone, PartialEq)]
pub(super) struct CircleProps {
    pub(super) views: Shared<Vec<View>>,
    /// The index of the chosen view.
    pub(super) view: usize,
    pub(super) stepper: Stepper,
    pub(super) speed: Speed,
    /// True if nothing moves by itself.
    pub(super) reduced_motion: bool,
    /// True if the text speaks of the current stage.
    pub(super) linked: bool,
    /// True if readers may comment.
    pub(super) can_comment: bool,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) export_notice: (LocalizedMessage, String),
    /// The direction that the pulse carries in the loop beneath.
    pub(super) carried: Option<Direction>,
    pub(super) start: StartProps,
    /// The level of the figure's title.
    pub(super) level: u8,
    pub(super) on: Callback<Msg>,
}

/// The value of `data-tone`.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Virtuous => "virtuous",
        Tone::Vicious => "vicious",
        Tone::Neutral => "neutral",
    }
}

pub(super) fn circle_region(circle: &Circle, props: &CircleProps) -> Html {
    let views = &props.views;
    let choices = views.iter().enumerate().flat_map(|(index, view)| choice(props, index, view));
    let diagrams = views.iter().enumerate().map(|(index, view)| diagram(props, circle, index, view));
    let lists = views.iter().enumerate().map(|(index, view)| list(props, circle, index, view));
    html! {
        <section class="circle" id="circle" aria-labelledby="circle-title" part="circle" onkeydown={keys(&props.on)}>
            <div class="anchors">{anchors(views)}</div>
            {heading(props.level, "circle-title", "circle", &circle.title)}
            <div class="views">
                {choices.collect::<Html>()}
                {diagrams.collect::<Html>()}
                {controls(props)}
                {lists.collect::<Html>()}
            </div>
            {picture_actions(&props.export_notice, props.words, props.interface, &props.on)}
            <PartView part={Part::Start(props.start.clone())} />
        </section>
    }
}

/// Renders the targets of the URL's fragments for a page without script: a stage in a hidden view could not be reached.
fn anchors(views: &[View]) -> Html {
    let names = views.iter().flat_map(|view| (1..=view.stages.len()).map(move |step| format!("{}/{step}", view.id)));
    names.map(|name| html! { <slot key={&*name} {name} /> }).collect()
}

/// Renders the radio of a view, and its label.
///
/// The radios are siblings of the panels: without script, WebKit does not notice :has(:checked) in a shadow tree.
fn choice(CircleProps { view: chosen, on, .. }: &CircleProps, index: usize, view: &View) -> [Html; 2] {
    let id = AttrValue::from(format!("view-{}", view.id));
    let powers = powers(index);
    let onchange = on.reform(move |_| CircleMsg::ViewChosen(index).into());
    [
        html! {
            <input key={format!("radio-{index}")} type="radio" name="circle-view" id={&id} value={view.id.clone()}
                class="visually-hidden" data-view={number(index)} data-powers={&powers} checked={index == *chosen} {onchange} />
        },
        html! {
            <label key={format!("label-{index}")} for={id} class="choice" data-powers={powers} data-tone={tone(view.tone)}>
                {&view.title}
            </label>
        },
    ]
}

/// Renders the picture of a view. A view that is not chosen is at its beginning.
fn diagram(props: &CircleProps, circle: &Circle, index: usize, view: &View) -> Html {
    let chosen = index == props.view;
    let part = Part::Diagram(DiagramProps {
        views: props.views.clone(),
        index,
        stepper: if chosen { props.stepper } else { Stepper::new(view.stages.len()) },
        kind: circle.kind(),
        carried: props.carried.filter(|_| chosen),
        words: props.words,
        interface: props.interface,
        on: props.on.clone(),
    });
    html! { <PartView key={index} {part} /> }
}

/// Renders the stages of a view as a list.
fn list(props: &CircleProps, circle: &Circle, index: usize, view: &View) -> Html {
    let stepper = &props.stepper;
    let step = if index == props.view { stepper.step() } else { 0 };
    let delayed = step.checked_sub(1).and_then(|at| view.stages.get(at)).is_some_and(|stage| stage.delayed);
    let part = Part::List(ListProps {
        views: props.views.clone(),
        index,
        step,
        waiting: delayed && stepper.is_playing() && stepper.under_way().is_some(),
        kind: circle.kind(),
        linked: props.linked && step > 0,
        can_comment: props.can_comment,
        words: props.words,
        interface: props.interface,
        on: props.on.clone(),
    });
    html! { <PartView key={index} {part} /> }
}

fn controls(props: &CircleProps) -> Html {
    circle_controls(&ControlsProps {
        views: props.views.clone(),
        view: props.view,
        stepper: props.stepper,
        speed: props.speed,
        reduced_motion: props.reduced_motion,
        words: props.words,
        interface: props.interface,
        on: props.on.clone(),
    })
}

/// Returns the powers of two that make up the number of a view, as the words that the stylesheet looks for. It finds the view of the
/// chosen radio by them, with as many rules as there are powers and not as there are views.
fn powers(index: usize) -> AttrValue {
    let powers = (0..usize::BITS).map(|power| 1 << power).filter(|power| index & power != 0);
    powers.map(|power| power.to_string()).collect::<Vec<_>>().join(" ").into()
}

/// A part of the circle that is rendered again only when it changes: a step leaves the views that are not chosen alone, and the start
/// question.
#[derive(Clone, PartialEq)]
enum Part {
    Diagram(DiagramProps),
    List(ListProps),
    Start(StartProps),
}

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    part: Part,
}

/// One component for all parts, since each kind of component is code of its own.
struct PartView;

impl Component for PartView {
    type Message = ();
    type Properties = PartProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &ctx.props().part {
            Part::Diagram(props) => panel(&props.views, props.index, circle_diagram(props)),
            Part::List(props) => panel(&props.views, props.index, stage_list(props)),
            Part::Start(props) => start_region(props),
        }
    }
}

/// Renders the element by which the radio of a view shows what it has of the view.
fn panel(views: &[View], index: usize, content: Html) -> Html {
    let tone = views.get(index).map(|view| tone(view.tone));
    html! {
        <div class="view" data-view={number(index)} data-powers={powers(index)} data-tone={tone}>{content}</div>
    }
}

/// Renders the buttons that export the circle: as a picture, or as text.
fn picture_actions(
    (told, text): &(LocalizedMessage, String),
    words: Translations,
    interface: InterfaceLanguage,
    on: &Callback<Msg>,
) -> Html {
    html! {
        <div class="control-choices script-only" lang={interface.lang()} dir={interface.dir()}>
            {quiet_button(t!(words, SavePicture), on_click(on, CircleMsg::PicturePressed { png: false }))}
            {quiet_button(t!(words, SaveAsPng), on_click(on, CircleMsg::PicturePressed { png: true }))}
            {quiet_button(t!(words, CopyAsText), on_click(on, CircleMsg::CopyPressed))}
            <span class="handed">{words.format(told)}</span>
            {when(!text.is_empty(), || {
                text_to_copy("circle-text", Some(t!(words, CircleAsText)), text.clone().into())
            })}
        </div>
    }
}

/// Listens for the arrow keys, Home and End, unless the focus is on a field with keys of its own.
fn keys(on: &Callback<Msg>) -> Callback<KeyboardEvent> {
    let on = on.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(target) = event.target_dyn_into::<Element>() else { return };
        let own_keys = ["INPUT", "TEXTAREA", "SELECT"].contains(&target.tag_name().to_ascii_uppercase().as_str());
        if own_keys || event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let mirrored = target.matches(":dir(rtl)").unwrap_or(false);
        let msg = match (key(&event).as_str(), mirrored) {
            ("ArrowRight", false) | ("ArrowLeft", true) => CircleMsg::NextPressed(Cause::Reader),
            ("ArrowRight" | "ArrowLeft", _) => CircleMsg::BackPressed(Cause::Reader),
            ("Home", _) => CircleMsg::EdgePressed { last: false },
            ("End", _) => CircleMsg::EdgePressed { last: true },
            _ => return,
        };
        event.prevent_default();
        on.emit(msg.into());
    })
}
