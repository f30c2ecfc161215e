//! The circle: which stage of which view is shown, playing, and the circle as a picture or a text.

mod stepping;

use super::cause::Cause;
use super::context::Context;
use super::{PageEffect, Target, TextToCopy};
use crate::app;
use crate::circle::stepper::Stepper;
use crate::circle::{Circle, Direction, View, export};
use crate::config::Config;
use crate::essay::Essay;
use crate::fragment::{Fragment, StageRef};
use crate::i18n::LocalizedMessage;
use crate::millis::Millis;
use crate::msg;
use std::rc::Rc;

/// The state of the circle.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The views, in the order of their choice; none if the essay has no circle.
    pub views: Rc<Vec<View>>,
    /// The index of the chosen view.
    pub view: usize,
    /// The place on the way round the chosen view.
    pub stepper: Stepper,
    /// The direction of the push that the loop beneath shows, from the stage where it was set going.
    pub push: Option<Direction>,
    /// True if another telling is shown beside the chosen one.
    pub compares: bool,
    /// How fast the circle plays, as a factor of the normal speed.
    pub speed: f64,
    /// True if the circle is outside of the viewport.
    pub offscreen: bool,
    /// How the passage that is being read refers to the circle.
    pub reading: ReadingPosition,
    /// The outcome of an export: a sentence, and the text if the reader has to copy it by hand.
    pub export_notice: (LocalizedMessage, String),
}

/// How the passage that is being read refers to the circle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingPosition {
    /// The stage that the passage links to: the index of the view, and the stage counted from 1.
    pub stage: Option<(usize, usize)>,
    /// True if the passage stands in a section that links to stages.
    pub of_circle: bool,
}

/// The use that is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// An SVG file.
    Svg,
    /// A PNG file.
    Png,
    /// A PNG in the clipboard.
    Clipboard,
}

/// A message about the circle.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader chose a view, by its index.
    ViewChosen(usize),
    /// The next stage was asked for.
    NextPressed(Cause),
    /// The previous stage was asked for.
    BackPressed(Cause),
    /// The reader asked for the first stage (Home) or the last (End).
    EdgePressed {
        /// True if it is the last.
        last: bool,
    },
    /// The reader asked for two tellings side by side, or for one again.
    ComparePressed,
    /// The reader asked to begin again.
    RestartPressed,
    /// Playing was asked for.
    PlayPressed(Cause),
    /// A pause was asked for.
    PausePressed(Cause),
    /// The reader chose a stage in the list, the picture or the slider.
    StageChosen {
        /// The stage, counted from 1; 0 before the first.
        step: usize,
        /// True if the control announces the stage by itself, as a slider does.
        announced: bool,
    },
    /// A script asked for a stage.
    StageRequested(StageRef),
    /// Time passed while playing.
    Ticked(Millis),
    /// The reader asked for the passage of the text that links to the current stage.
    ShowInTextPressed,
    /// Another passage of the text is being read.
    PassageInView {
        /// The stage that it links to.
        stage: Option<StageRef>,
        /// True if it stands in a section that links to stages.
        of_circle: bool,
    },
    /// The circle came into the viewport, or left it.
    VisibilityChanged {
        /// True if it is in the viewport.
        visible: bool,
    },
    /// The reader asked to go back to the circle.
    BackToCirclePressed,
    /// The reader asked for the picture.
    PicturePressed {
        /// The use that is made of it.
        format: PictureFormat,
        /// The address of the page, without query and fragment; empty if it has none that others can open.
        page: String,
    },
    /// The reader asked to copy the circle as text.
    CopyPressed,
    /// The text was copied.
    Copied,
    /// The text was not copied; holds the text.
    CopyFailed(String),
    /// The picture was not saved; holds the reason, a sentence.
    PictureFailed(LocalizedMessage),
    /// The browser does not say whether it saved the picture; holds the SVG.
    PictureUnconfirmed(String),
}

/// An effect of the circle that needs no page.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Start the clock that sends [`Msg::Ticked`], or stop it.
    SetClock {
        /// True if it runs.
        running: bool,
    },
    /// Save the picture of the circle as a file, or copy it.
    SavePicture {
        /// The file's name, without its extension.
        name: String,
        /// The picture.
        svg: String,
        /// The use that is made of it.
        format: PictureFormat,
    },
    /// Copy a text into the clipboard.
    CopyText(String),
}

impl State {
    pub(super) fn new(essay: &Essay, config: &Config) -> Self {
        let views = essay.circle.as_ref().map(|circle| circle.views()).unwrap_or_default();
        let mut state = Self {
            views: Rc::new(views),
            view: 0,
            stepper: Stepper::new(0),
            push: None,
            compares: false,
            speed: 1.0,
            offscreen: false,
            reading: ReadingPosition::default(),
            export_notice: Default::default(),
        };
        state.stand_at_configured_stage(config);
        state
    }

    /// The chosen view.
    pub fn chosen_view(&self) -> Option<&View> {
        self.views.get(self.view)
    }

    /// The index of the view with this id.
    pub(super) fn view_named(&self, id: &str) -> Option<usize> {
        self.views.iter().position(|view| view.id == id)
    }

    /// True if there are two tellings, so that they can be compared.
    pub fn can_compare(&self) -> bool {
        self.views.len() > 2
    }

    /// The view that is shown beside the chosen one: its index, and its stage with the same variable, counted from 1.
    pub fn compared(&self, circle: &Circle) -> Option<(usize, usize)> {
        let tellings = self.views.len() - 1;
        // The loop beneath, behind the tellings, is compared with the first of them.
        let other = if self.view < tellings { (self.view + 1) % tellings } else { 0 };
        let view = self.views.get(other).filter(|_| self.compares && self.can_compare())?;
        Some((other, self.current_stage().map_or(0, |stage| view.counterpart(&circle.variables, stage))))
    }

    /// The direction in which the push that is shown moves each variable of the loop beneath; empty if it shows none.
    pub fn pushed(&self, circle: &Circle) -> Vec<Option<Direction>> {
        if self.push.is_none() {
            vec![]
        } else {
            (0..self.stepper.steps()).map(|index| self.direction_at(index, circle)).collect()
        }
    }

    /// The picture of the chosen view, which says where it comes from.
    fn picture(&self, format: PictureFormat, page: &str, cx: &Context<'_>) -> Option<Effect> {
        let (view, essay) = (self.chosen_view()?, cx.essay);
        let address = match self.stage_ref() {
            Some(stage) if !page.is_empty() => [page, &Fragment::from(stage).href()].concat(),
            _ => page.to_owned(),
        };
        let picture = export::Picture {
            title: &essay.title,
            view,
            kind: essay.circle.as_ref()?.kind(),
            step: self.stepper.step(),
            origin: [&essay.author, &essay.date, &essay.source],
            address: &address,
            dark: false,
        };
        let svg = export::svg(&picture, cx.words);
        Some(Effect::SavePicture { name: format!("{}-{}", essay.id, view.id), svg, format })
    }

    /// The chosen view as text.
    fn text(&self, cx: &Context<'_>) -> Option<String> {
        Some(export::text(self.chosen_view()?, cx.essay.circle.as_ref()?.kind(), cx.words))
    }

    /// Announces the outcome of an export, and shows the text that the reader has to copy by hand.
    fn exported(&mut self, notice: LocalizedMessage, text: String, cx: &mut Context<'_>) -> Vec<app::Effect> {
        cx.announce(&notice);
        let focus = PageEffect::Focus(Target::TextToCopy(TextToCopy::Circle));
        let effects = if text.is_empty() { vec![] } else { vec![focus.into()] };
        self.export_notice = (notice, text);
        effects
    }
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::ViewChosen(view) if view == state.view => vec![],
        Msg::ViewChosen(view) => state.choose_view(view, cx),
        Msg::NextPressed(cause) => state.move_by(cause, cx, Stepper::next),
        Msg::BackPressed(cause) => state.move_by(cause, cx, Stepper::back),
        Msg::EdgePressed { last } => {
            let step = if last { state.stepper.steps() } else { 1 };
            state.go_to_stage(step, cx)
        }
        Msg::ComparePressed => {
            state.compares = !state.compares;
            vec![]
        }
        Msg::RestartPressed => {
            state.push = None;
            state.move_by(Cause::Reader, cx, Stepper::restart)
        }
        Msg::PlayPressed(cause) => state.move_by(cause, cx, Stepper::play),
        Msg::PausePressed(cause) => state.move_by(cause, cx, Stepper::pause),
        Msg::StageChosen { step, announced } => {
            let effects = state.go_to_stage(step, cx);
            if announced {
                cx.announcement.clear();
            }
            effects
        }
        Msg::StageRequested(stage) => state.go_to(&stage, Cause::Script, cx),
        Msg::Ticked(time) => state.tick(time, cx),
        Msg::ShowInTextPressed => {
            state.stage_ref().map(|stage| PageEffect::Reveal(Target::StageLink(stage)).into()).into_iter().collect()
        }
        Msg::PassageInView { stage, of_circle } => {
            let stage = stage.and_then(|stage| Some((state.view_named(&stage.view)?, stage.step)));
            state.reading = ReadingPosition { stage, of_circle };
            vec![]
        }
        Msg::VisibilityChanged { visible } => {
            state.offscreen = !visible;
            if visible { vec![] } else { state.move_by(Cause::Play, cx, Stepper::pause) }
        }
        Msg::BackToCirclePressed => vec![PageEffect::Reveal(Target::Circle).into()],
        Msg::PicturePressed { format, page } => {
            state.picture(format, &page, cx).map(app::Effect::from).into_iter().collect()
        }
        Msg::CopyPressed => state.text(cx).map(|text| Effect::CopyText(text).into()).into_iter().collect(),
        Msg::Copied => state.exported(msg!(Copied), String::new(), cx),
        Msg::CopyFailed(text) => state.exported(msg!(NotCopied), text, cx),
        Msg::PictureFailed(reason) => state.exported(reason, String::new(), cx),
        Msg::PictureUnconfirmed(svg) => state.exported(msg!(NoFiles), svg, cx),
    }
}

#[cfg(test)]
mod tests;
