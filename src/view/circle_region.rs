//! The circle: the choice of view, its picture, its controls and its list.

use super::circle_controls::{ControlsProps, circle_controls};
use super::circle_diagram::{DiagramProps, circle_diagram};
use super::markup::markup;
use super::stage_list::{ListProps, stage_list};
use super::start_region::{StartProps, start_region};
use super::{InterfaceLanguage, Shared, heading, press, quiet_button};
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::{Cause, Msg, Speed};
use essay_core::circle::stepper::Stepper;
use essay_core::circle::{Direction, Tone, View};
use essay_core::essay::Essay;
use essay_core::i18n::{LocalizedMessage, Translations};
use essay_core::t;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// What [`circle_region`] shows.
#[derive(Clone, PartialEq)]
pub(super) struct CircleProps {
    pub(super) essay: Shared<Essay>,
    pub(super) views: Shared<Vec<View>>,
    /// Index of the chosen view.
    pub(super) view: usize,
    pub(super) stepper: Stepper,
    pub(super) speed: Speed,
    /// Whether nothing moves by itself.
    pub(super) still: bool,
    /// Whether the text speaks of the current stage.
    pub(super) linked: bool,
    /// Whether readers may comment.
    pub(super) talking: bool,
    pub(super) words: Translations,
    pub(super) ui_language: InterfaceLanguage,
    pub(super) handed: (LocalizedMessage, String),
    /// What the pulse carries in the loop beneath.
    pub(super) carried: Option<Direction>,
    pub(super) start: StartProps,
    /// Level of the figure's title.
    pub(super) level: u8,
    pub(super) on: Callback<Msg>,
}

pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Virtuous => "virtuous",
        Tone::Vicious => "vicious",
        Tone::Neutral => "neutral",
    }
}

pub(super) fn circle_region(props: &CircleProps) -> Html {
    let CircleProps {
        essay,
        views,
        view: chosen,
        stepper,
        speed,
        still,
        linked,
        talking,
        carried,
        words,
        ui_language,
        handed,
        start,
        level,
        on,
    } = props;
    let Some(circle) = &essay.circle else { return markup!("<div/>") };
    // The URL's fragments lead to these when the page has no script: a stage in a hidden view could not be reached.
    let anchors = views.iter().flat_map(|view| (1..=view.stages.len()).map(move |step| format!("{}/{step}", view.id)));
    // The radios are siblings of the panels: without script, WebKit does not notice :has(:checked) in a shadow tree.
    let choices = views.iter().enumerate().flat_map(|(index, view)| {
        let id = format!("view-{}", view.id);
        [
            markup!(
                "<input key={} type='radio' name='circle-view' id={} value={} class='visually-hidden' data-view={} \
                  data-powers={} checked={} onchange={}/>",
                format!("radio-{index}"),
                &id,
                &view.id,
                index,
                powers(index),
                index == *chosen,
                press(on, CircleMsg::ViewChosen(index)),
            ),
            markup!(
                "<label key={} for={} class='choice' data-powers={} data-tone={}>{}</label>",
                format!("label-{index}"),
                &id,
                powers(index),
                tone(view.tone),
                &view.title,
            ),
        ]
    });
    let part = |key: String, part: Part| html! { <PartView {key} {part} /> };
    let panels = views.iter().enumerate().map(|(index, view)| {
        // A view that is not chosen is at its beginning.
        let is_chosen = index == *chosen;
        let stepper = if is_chosen { *stepper } else { Stepper::new(view.stages.len()) };
        let carried = carried.filter(|_| is_chosen);
        let props = DiagramProps {
            views: views.clone(),
            index,
            stepper,
            kind: circle.kind(),
            carried,
            words: *words,
            ui_language: *ui_language,
            on: on.clone(),
        };
        part(index.to_string(), Part::Diagram(props))
    });
    let lists = views.iter().enumerate().map(|(index, view)| {
        let step = if index == *chosen { stepper.step() } else { 0 };
        let delayed = step.checked_sub(1).and_then(|at| view.stages.get(at)).is_some_and(|stage| stage.delayed);
        let props = ListProps {
            views: views.clone(),
            index,
            step,
            waiting: delayed && stepper.is_playing() && stepper.under_way().is_some(),
            kind: circle.kind(),
            linked: *linked && step > 0,
            talking: *talking,
            words: *words,
            ui_language: *ui_language,
            on: on.clone(),
        };
        part(index.to_string(), Part::List(props))
    });
    let controls = circle_controls(&ControlsProps {
        views: views.clone(),
        view: *chosen,
        stepper: *stepper,
        speed: *speed,
        still: *still,
        words: *words,
        ui_language: *ui_language,
        on: on.clone(),
    });
    markup!(
        "<section class='circle' id='circle' aria-labelledby='circle-title' part='circle' onkeydown={}>\
           <div class='anchors'>{}</div>{}\
           <div class='views'>{}{}{}{}</div>{}{}\
         </section>",
        keys(on),
        anchors.map(|name| markup!("<slot name={}/>", name)).collect::<Vec<_>>(),
        heading(*level, "circle-title", "circle", &circle.title),
        choices.collect::<Vec<_>>(),
        panels.collect::<Vec<_>>(),
        controls,
        lists.collect::<Vec<_>>(),
        picture_actions(handed, *words, *ui_language, on),
        part("start".to_owned(), Part::Start(essay.clone(), start.clone())),
    )
}

/// The powers of two that make up the number of a view, as words that the style sheet looks for: it finds the view of the chosen
/// radio by them, with as many rules as there are powers and not as there are views.
fn powers(index: usize) -> String {
    let powers = (0..usize::BITS).map(|power| 1 << power).filter(|power| index & power != 0);
    powers.map(|power| power.to_string()).collect::<Vec<_>>().join(" ")
}

/// What of the circle is rendered again only when it changes: a step leaves the views that are not chosen alone, and the question
/// where to start.
#[derive(Clone, PartialEq)]
enum Part {
    Diagram(DiagramProps),
    List(ListProps),
    Start(Shared<Essay>, StartProps),
}

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    part: Part,
}

struct PartView;

impl Component for PartView {
    type Message = ();
    type Properties = PartProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (views, index, content) = match &ctx.props().part {
            Part::Diagram(props) => (&props.views, props.index, circle_diagram(props)),
            Part::List(props) => (&props.views, props.index, stage_list(props)),
            Part::Start(essay, props) => {
                return essay.circle.as_ref().map_or_else(|| markup!("<div/>"), |circle| start_region(circle, props));
            }
        };
        let tone = views.get(index).map(|view| tone(view.tone));
        markup!(
            "<div class='view' data-view={} data-powers={} data-tone={}>{}</div>",
            index,
            powers(index),
            tone,
            content
        )
    }
}

/// The circle to take away: as a picture, or as text.
fn picture_actions(
    (told, text): &(LocalizedMessage, String),
    words: Translations,
    ui_language: InterfaceLanguage,
    on: &Callback<Msg>,
) -> Html {
    let copy = (!text.is_empty()).then(|| {
        markup!(
            "<textarea id='circle-text' class='field' readonly='' rows='8' aria-label={} dir='auto' value={}/>",
            t!(words, CircleAsText),
            text
        )
    });
    markup!(
        "<div class='control-choices script-only' lang={} dir={}>{}{}{}<span class='handed'>{}</span>{}</div>",
        ui_language.lang(),
        ui_language.dir(),
        quiet_button(t!(words, SavePicture), press(on, CircleMsg::PicturePressed { png: false })),
        quiet_button(t!(words, SaveAsPng), press(on, CircleMsg::PicturePressed { png: true })),
        quiet_button(t!(words, CopyAsText), press(on, CircleMsg::CopyPressed)),
        words.format(told),
        copy,
    )
}

/// Arrow keys, Home and End, where the focus is not on something with keys of its own.
fn keys(on: &Callback<Msg>) -> Callback<Event> {
    let on = on.clone();
    Callback::from(move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let Some(target) = event.target_dyn_into::<Element>() else { return };
        let own_keys = ["INPUT", "TEXTAREA", "SELECT"].contains(&target.tag_name().to_ascii_uppercase().as_str());
        if own_keys || event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let mirrored = target.matches(":dir(rtl)").unwrap_or(false);
        let msg = match event.key().as_str() {
            "ArrowRight" | "ArrowLeft" if (event.key() == "ArrowRight") != mirrored => {
                CircleMsg::NextPressed(Cause::Reader)
            }
            "ArrowRight" | "ArrowLeft" => CircleMsg::BackPressed(Cause::Reader),
            "Home" => CircleMsg::EdgePressed { last: false },
            "End" => CircleMsg::EdgePressed { last: true },
            _ => return,
        };
        event.prevent_default();
        on.emit(msg.into());
    })
}
