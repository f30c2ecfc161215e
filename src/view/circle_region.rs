//! The circle: the choice of view, its picture, its controls and its list.

use super::circle_controls::{ControlsProps, circle_controls};
use super::circle_diagram::{DiagramProps, circle_diagram};
use super::controls::{key, on_click, quiet_button, text_to_copy, toggle_button};
use super::elements::{flag, heading, number, when};
use super::stage_card::{CardProps, stage_card};
use super::stage_list::{ListProps, stage_list};
use super::start_region::{StartProps, start_region};
use super::tone::tone;
use super::{InterfaceLanguage, Shared};
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::{Cause, Msg, PictureFormat};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Circle, Direction, View};
use essay_core::fragment;
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
    /// True if the text speaks of the current stage.
    pub(super) linked: bool,
    /// True if readers may comment.
    pub(super) can_comment: bool,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) export_notice: (LocalizedMessage, String),
    /// The direction in which a push moves each variable of the loop beneath; empty if it shows none.
    pub(super) pushed: Vec<Option<Direction>>,
    /// The view that stands beside the chosen one, with its stage counted from 1.
    pub(super) compared: Option<(usize, usize)>,
    /// True if there are two tellings, so that they can be compared.
    pub(super) can_compare: bool,
    pub(super) start: StartProps,
    /// The level of the figure's title.
    pub(super) level: u8,
    pub(super) on: Callback<Msg>,
}

pub(super) fn circle_region(circle: &Circle, props: &CircleProps) -> Html {
    let views = &props.views;
    let choices = views.iter().enumerate().flat_map(|(index, view)| choice(props, index, view));
    let panels = |panel: fn(&CircleProps, &Circle, usize, &View) -> Html| {
        views.iter().enumerate().map(|(index, view)| panel(props, circle, index, view)).collect::<Html>()
    };
    html! {
        <section class="circle" id="circle" aria-labelledby="circle-title" part="circle" onkeydown={keys(&props.on)}>
            <div class="anchors"><slot name={fragment::CIRCLE} />{anchors(views)}</div>
            {heading(props.level, "circle-title", "circle", &circle.title)}
            <div class="views" data-choices={number(views.len().min(6))} data-compare={flag(props.compared.is_some())}>
                {choices.collect::<Html>()}
                {panels(diagram)}
                {controls(props)}
                {panels(card)}
                {panels(list)}
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
                <span class="choice-title">{&view.title}</span>
                <span class="choice-short" aria-hidden="true">{&view.short}</span>
            </label>
        },
    ]
}

impl CircleProps {
    /// Returns where a view stands: the chosen one where the reader is, the one beside it at the same variable, and another at its
    /// beginning.
    fn stepper_of(&self, index: usize, view: &View) -> Stepper {
        if index == self.view {
            return self.stepper;
        }
        let mut stepper = Stepper::new(view.stages.len());
        if let Some((_, step)) = self.compared.filter(|(compared, _)| *compared == index) {
            stepper.go_to(step);
        }
        stepper
    }

    /// Returns the word for a panel that stands beside that of the chosen view.
    fn beside(&self, index: usize) -> bool {
        self.compared.is_some_and(|(compared, _)| compared == index)
    }
}

/// Renders the picture of a view.
fn diagram(props: &CircleProps, circle: &Circle, index: usize, view: &View) -> Html {
    let part = Part::Diagram(DiagramProps {
        views: props.views.clone(),
        index,
        stepper: props.stepper_of(index, view),
        kind: circle.kind(),
        pushed: if index == props.view { props.pushed.clone() } else { vec![] },
        words: props.words,
        interface: props.interface,
        chosen: None,
        on: props.on.clone(),
    });
    html! { <PartView key={index} {part} beside={props.beside(index)} /> }
}

/// Renders the current stage of a view, or its first.
fn card(props: &CircleProps, circle: &Circle, index: usize, view: &View) -> Html {
    let stepper = props.stepper_of(index, view);
    let part = Part::Card(CardProps {
        views: props.views.clone(),
        index,
        stepper,
        kind: circle.kind(),
        shape: circle.shape(),
        linked: props.linked && index == props.view,
        can_comment: props.can_comment,
        words: props.words,
        interface: props.interface,
        on: props.on.clone(),
    });
    html! { <PartView key={index} {part} beside={props.beside(index)} /> }
}

/// Renders the stages of a view as a list.
fn list(props: &CircleProps, circle: &Circle, index: usize, view: &View) -> Html {
    let part = Part::List(ListProps {
        views: props.views.clone(),
        index,
        step: props.stepper_of(index, view).step(),
        kind: circle.kind(),
        words: props.words,
        interface: props.interface,
        on: props.on.clone(),
    });
    html! { <PartView key={index} {part} /> }
}

fn controls(props: &CircleProps) -> Html {
    let compare = props.can_compare.then(|| {
        let pressed = props.compared.is_some();
        toggle_button(pressed, t!(props.words, Compare), on_click(&props.on, CircleMsg::ComparePressed))
    });
    circle_controls(&ControlsProps {
        views: props.views.clone(),
        view: props.view,
        stepper: props.stepper,
        compare: compare.unwrap_or_default(),
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
    Card(CardProps),
    List(ListProps),
    Start(StartProps),
}

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    part: Part,
    /// True if it is shown beside the same part of the chosen view.
    #[prop_or_default]
    beside: bool,
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
        let PartProps { part, beside } = ctx.props();
        let (class, views, index, content) = match part {
            Part::Diagram(props) => ("view picture", &props.views, props.index, circle_diagram(props)),
            Part::Card(props) => ("view card", &props.views, props.index, stage_card(props)),
            Part::List(props) => ("view list", &props.views, props.index, stage_list(props)),
            Part::Start(props) => return start_region(props),
        };
        let tone = views.get(index).map(|view| tone(view.tone));
        html! {
            <div {class} data-view={number(index)} data-powers={powers(index)} data-tone={tone} data-beside={flag(*beside)}>
                {content}
            </div>
        }
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
        <details class="exports script-only" lang={interface.lang()} dir={interface.dir()}>
            <summary>{t!(words, SaveOrCopy)}</summary>
            <div class="control-choices">
            {quiet_button(t!(words, SavePicture), picture(on, PictureFormat::Svg))}
            {quiet_button(t!(words, SaveAsPng), picture(on, PictureFormat::Png))}
            {quiet_button(t!(words, CopyPicture), picture(on, PictureFormat::Clipboard))}
            {quiet_button(t!(words, CopyAsText), on_click(on, CircleMsg::CopyPressed))}
            <span class="handed">{words.format(told)}</span>
            {when(!text.is_empty(), || {
                text_to_copy("circle-text", Some(t!(words, CircleAsText)), text.clone().into())
            })}
            </div>
        </details>
    }
}

/// Makes a handler of clicks that asks for the picture. It tells the address of the page, if others can open it.
fn picture(on: &Callback<Msg>, format: PictureFormat) -> Callback<MouseEvent> {
    on.reform(move |_| {
        let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
        let page = address.split(['?', '#']).next().filter(|page| page.starts_with("http")).unwrap_or_default();
        CircleMsg::PicturePressed { format, page: page.to_owned() }.into()
    })
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
