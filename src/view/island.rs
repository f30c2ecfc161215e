//! The parts of the page that answer: what each shows of the state.

use super::markup::markup;
use super::{InterfaceLanguage, Shared, circle_diagram, circle_region, press, quiet_button, settings, start_region};
use essay_core::app::circle::Msg as CircleMsg;
use essay_core::app::discussion::anchored_comments;
use essay_core::app::{ComposerId, Model, Msg, links, notes};
use essay_core::config::DiscussionMode;
use essay_core::fragment::Fragment;
use essay_core::t;
use std::rc::Rc;
use yew::prelude::*;

/// A part of the page that is replaced by an app once script runs. Until then a still picture of it stands there, and the rest of the page
/// is never touched by Yew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Island {
    /// The ring beside the text that speaks of the circle.
    Beside,
    /// The tools under the title: the reading time, all notes, the settings.
    Tools,
    /// The circle, with the question where to start.
    Circle,
    /// The bar that stays in view at the foot of the article.
    Bar,
    /// The discussion.
    Discussion,
}

impl Island {
    /// All of them, in the order of the page.
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

    /// The classes of that element.
    fn class(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Tools => "reading",
            Self::Circle | Self::Discussion => "island",
            Self::Bar => "bar script-only",
        }
    }

    /// The element that holds it, with this in it.
    pub(super) fn place(self, content: Html, ui_language: InterfaceLanguage) -> Html {
        let speaks = matches!(self, Self::Tools | Self::Bar);
        markup!(
            "<div class={} data-island={} aria-hidden={} lang={} dir={}>{}</div>",
            self.class(),
            self.name(),
            (self == Self::Beside).then_some("true"),
            ui_language.lang().filter(|_| speaks),
            ui_language.dir().filter(|_| speaks),
            content,
        )
    }

    /// Renders the island for a state. The discussion has a function of its own, [`super::discussion`]: its code comes later.
    pub fn view(self, model: &Model, on: &Callback<Msg>) -> Html {
        match self {
            Self::Beside => beside(model, on),
            Self::Tools => tools(model, on),
            Self::Circle => circle(model, on),
            Self::Bar => bar(model, on),
            Self::Discussion => Html::default(),
        }
    }
}

fn circle(model: &Model, on: &Callback<Msg>) -> Html {
    let essay = Shared(Rc::clone(&model.essay));
    let words = model.words;
    let ui_language = InterfaceLanguage::of(words, &essay);
    let level = model.config.heading_level;
    circle_region::circle_region(&circle_region::CircleProps {
        essay: essay.clone(),
        views: Shared(Rc::clone(&model.circle.views)),
        view: model.circle.view,
        stepper: model.circle.stepper,
        speed: model.circle.speed,
        still: model.is_motion_reduced(),
        linked: model.circle.stage_ref().is_some_and(|stage| essay.speaks_of(&Fragment::from(stage).href())),
        talking: model.config.discussion == DiscussionMode::Open,
        words,
        ui_language,
        handed: model.circle.export_notice.clone(),
        carried: model.carried(),
        start: start_region::StartProps {
            starting: model.start.clone(),
            starts: model.starts(),
            reason: model.discussion.drafts.get(&ComposerId::StartReason).unwrap_or_default().to_owned(),
            level: level + 2,
            words,
            ui_language,
            on: on.clone(),
        },
        level: level + 1,
        on: on.clone(),
    })
}

fn tools(model: &Model, on: &Callback<Msg>) -> Html {
    let words = model.words;
    let note_controls = (!model.essay.notes.is_empty()).then(|| {
        markup!(
            "{}{}",
            quiet_button(t!(words, OpenAllNotes), press(on, notes::Msg::SetAllPressed { open: true })),
            quiet_button(t!(words, CloseAllNotes), press(on, notes::Msg::SetAllPressed { open: false })),
        )
    });
    let minutes = (model.minutes > 0).then(|| markup!("<span>{}</span>", t!(words, Minutes, model.minutes)));
    markup!("{}{}{}", minutes, note_controls, settings::settings(model, on))
}

/// The circle beside the text that speaks of it, where there is room. Its content follows the reader's eye, and
/// nothing else does.
fn beside(model: &Model, on: &Callback<Msg>) -> Html {
    let circle = &model.circle;
    let (index, read) = circle.reading.stage.unwrap_or((circle.view, 0));
    let view = circle.views.get(index).filter(|_| circle.reading.of_circle);
    let step = if index == circle.view { circle.stepper.step() } else { 0 };
    match view {
        Some(view) => markup!(
            "<div data-tone={}>{}</div>",
            circle_region::tone(view.tone),
            circle_diagram::ring_beside(view, read, step, on),
        ),
        None => Html::default(),
    }
}

/// The bar that stays in view at the foot of the article: where the circle stands while the reader is elsewhere, with the way back to
/// it, and the way to a comment on selected words. It always keeps its place, so that nothing moves when it shows itself.
fn bar(model: &Model, on: &Callback<Msg>) -> Html {
    let stepper = &model.circle.stepper;
    let steps = stepper.steps().to_string();
    let words_of = model.words;
    let label = model.circle.chosen_view().and_then(|view| view.stages.get(stepper.step().checked_sub(1)?));
    let here = model.essay.circle.is_some().then(|| {
        markup!(
            "<button type='button' class='here' data-away={} onclick={}>\
               <svg viewBox='0 0 24 24' class='icon' aria-hidden='true'>\
                 <circle cx='12' cy='12' r='9'/>\
                 <circle class='gone' cx='12' cy='12' r='9' pathLength={} stroke-dasharray={} transform='rotate(-90 12 12)'/>\
               </svg><span>{}</span>\
             </button>",
            model.circle.offscreen && stepper.step() > 0,
            press(on, CircleMsg::BackToCirclePressed),
            &steps,
            format!("{} {steps}", stepper.step()),
            match label {
                Some(stage) => t!(words_of, PlaceAndLabel, stepper.in_words(words_of), &stage.label),
                None => stepper.in_words(words_of),
            },
        )
    });
    let selected = model.discussion.selection.is_some() && model.config.discussion == DiscussionMode::Open;
    let words = selected.then(|| {
        markup!(
            "<button type='button' class='here' data-away='' title='Ctrl+Alt+M' aria-keyshortcuts='Control+Alt+M' onmousedown={} onclick={}>{}</button>",
            // A press would end the selection before it is looked at.
            Callback::from(|event: Event| event.prevent_default()),
            press(on, anchored_comments::Msg::CommentOnSelectionPressed),
            t!(words_of, CommentOnPassage),
        )
    });
    let link = model.links.manual_copy.as_ref().map(|copy| {
        markup!(
            "<div class='question'>\
               <label class='field-label' for='link-text'>{}</label>\
               <input id='link-text' class='field' type='text' readonly='' dir='ltr' value={}/>{}\
             </div>",
            t!(words_of, LinkNotCopied),
            &copy.address,
            quiet_button(t!(words_of, PutAway), press(on, links::Msg::ManualCopyClosed))
        )
    });
    markup!("{}{}{}", link, words, here)
}
