//! The parts of the page that answer, and what each shows of the state.

use super::circle_diagram::DiagramProps;
use super::circle_region::{CircleProps, circle_region};
use super::controls::{on_click, quiet_button};
use super::elements::when;
use super::settings::settings;
use super::start_region::StartProps;
use super::status_bar::{margin_circle, status_bar};
use super::{InterfaceLanguage, Shared};
use essay_core::app::{ComposerId, Model, Msg, notes};
use essay_core::circle::stepper::Stepper;
use essay_core::config::DiscussionMode;
use essay_core::fragment::Fragment;
use essay_core::t;
use std::rc::Rc;
use yew::prelude::*;

/// A part of the page that an app replaces once script runs. Until then a still picture of it stands there, and Yew never touches the rest
/// of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Island {
    /// The ring in the margin of the text that speaks of the circle.
    Beside,
    /// The tools under the title: the reading time, all notes, the settings.
    Tools,
    /// The circle, with the start question.
    Circle,
    /// The bar that stays in view at the foot of the article.
    Bar,
    /// The discussion.
    Discussion,
}

impl Island {
    /// All islands, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Beside, Self::Tools, Self::Circle, Self::Bar, Self::Discussion];

    /// The value of the attribute `data-island` of the element that holds it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Tools => "tools",
            Self::Circle => "circle",
            Self::Bar => "bar",
            Self::Discussion => "discussion",
        }
    }

    /// Renders the element that holds it, with this content.
    pub(super) fn place(self, content: Html, interface: InterfaceLanguage) -> Html {
        let (lang, dir) = (interface.lang(), interface.dir());
        match self {
            Self::Beside => html! { <div class="beside" data-island={self.name()} aria-hidden="true">{content}</div> },
            Self::Tools => html! { <div class="reading" data-island={self.name()} {lang} {dir}>{content}</div> },
            Self::Bar => html! { <div class="bar script-only" data-island={self.name()} {lang} {dir}>{content}</div> },
            Self::Circle | Self::Discussion => html! { <div class="island" data-island={self.name()}>{content}</div> },
        }
    }

    /// Renders the island for a state. The discussion, whose code comes later, is rendered by [`super::discussion`].
    pub fn view(self, model: &Model, on: &Callback<Msg>) -> Html {
        match self {
            Self::Beside => margin_circle(model, on),
            Self::Tools => tools(model, on),
            Self::Circle => circle(model, on),
            Self::Bar => status_bar(model, on),
            Self::Discussion => Html::default(),
        }
    }
}

fn circle(model: &Model, on: &Callback<Msg>) -> Html {
    let Some(circle) = &model.essay.circle else { return html! { <div /> } };
    let (words, level) = (model.words, model.config.heading_level);
    let interface = InterfaceLanguage::of(words, &model.essay);
    let beneath = model.circle.views.len() - 1;
    let shows_loop = model.circle.view == beneath;
    let ring = DiagramProps {
        views: Shared(Rc::clone(&model.circle.views)),
        index: beneath,
        stepper: if shows_loop { model.circle.stepper } else { Stepper::new(circle.variables.len()) },
        kind: circle.kind(),
        pushed: if shows_loop { model.circle.pushed(circle) } else { vec![] },
        words,
        interface,
        chosen: Some(model.start.choice),
        on: on.clone(),
    };
    let start = StartProps {
        ring,
        is_still: !model.alive,
        essay: Shared(Rc::clone(&model.essay)),
        state: model.start.clone(),
        starts: model.starts(),
        reason: model.discussion.drafts.get(&ComposerId::StartReason).unwrap_or_default().to_owned(),
        level: level + 2,
        words,
        interface,
        on: on.clone(),
    };
    let stage = model.circle.stage_ref();
    let props = CircleProps {
        views: Shared(Rc::clone(&model.circle.views)),
        view: model.circle.view,
        stepper: model.circle.stepper,
        linked: stage.is_some_and(|stage| model.essay.speaks_of(&Fragment::from(stage).href())),
        can_comment: model.config.discussion == DiscussionMode::Open,
        words,
        interface,
        export_notice: model.circle.export_notice.clone(),
        pushed: model.circle.pushed(circle),
        compared: model.circle.compared(circle),
        can_compare: model.circle.can_compare(),
        start,
        level: level + 1,
        on: on.clone(),
    };
    circle_region(circle, &props)
}

fn tools(model: &Model, on: &Callback<Msg>) -> Html {
    let words = model.words;
    let set_all = |open| on_click(on, notes::Msg::SetAllPressed { open });
    html! {
        <>
            {when(model.minutes > 0, || html! { <span>{t!(words, Minutes, model.minutes)}</span> })}
            {when(!model.essay.notes.is_empty(), || html! {
                <>
                    {quiet_button(t!(words, OpenAllNotes), set_all(true))}
                    {quiet_button(t!(words, CloseAllNotes), set_all(false))}
                </>
            })}
            {settings(model, on)}
        </>
    }
}
