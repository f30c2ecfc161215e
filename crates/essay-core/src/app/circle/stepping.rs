//! Steps, playing and the pulse.

use super::{Effect, Speed, State};
use crate::app::cause::Cause;
use crate::app::context::Context;
use crate::app::pulse::{Pulse, PulsePath};
use crate::app::{self, HostEvent, PageEffect};
use crate::circle::stepper::{self, Progress, Stepper};
use crate::circle::{Polarity, ViewStage, layout};
use crate::config::Config;
use crate::fragment::StageRef;
use crate::i18n::Translations;
use crate::millis::Millis;
use crate::t;

/// A view by its index, a stage of it, and the lap.
type Position = (usize, usize, u32);

impl State {
    pub(in crate::app) fn stand_at_configured_stage(&mut self, config: &Config) {
        let chosen = config.circle.as_deref().and_then(|id| self.view_named(id));
        self.stand(chosen.unwrap_or(0), config.step);
    }

    /// Stands at a stage of the first lap of a view.
    pub(in crate::app) fn stand(&mut self, view: usize, step: usize) {
        let Some(stages) = self.views.get(view).map(|view| view.stages.len()) else { return };
        self.view = view;
        self.stepper = Stepper::new(stages);
        self.stepper.go_to(step);
    }

    /// Goes to the stage that the attributes name by now.
    pub(in crate::app) fn reconfigure(&mut self, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let config = cx.config;
        self.moved(Cause::Script, cx, |state| state.stand_at_configured_stage(config))
    }

    /// Goes to a stage of any view, and announces it.
    pub(in crate::app) fn go_to(&mut self, to: &StageRef, cause: Cause, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let Some(view) = self.view_named(&to.view) else { return vec![] };
        let effects = self.moved(cause, cx, |state| {
            if view == state.view {
                state.stepper.go_to(to.step);
            } else {
                state.stand(view, to.step);
            }
        });
        *cx.announcement = self.stage_in_words(cx.words);
        effects
    }

    /// Plays the loop beneath once round from a variable, counted from 1.
    pub(in crate::app) fn play_round(&mut self, from: usize, cx: &mut Context<'_>) -> Vec<app::Effect> {
        // The loop beneath stands behind the tellings.
        let beneath = self.views.len().saturating_sub(1);
        self.moved(Cause::Reader, cx, |state| {
            if state.view != beneath {
                state.stand(beneath, from);
            }
            state.stepper.play_round(from);
        })
    }

    /// Lets the stepper act, and announces the stage if that took a step.
    pub(super) fn move_by(
        &mut self,
        cause: Cause,
        cx: &mut Context<'_>,
        act: impl FnOnce(&mut Stepper),
    ) -> Vec<app::Effect> {
        let before = self.position();
        let effects = self.moved(cause, cx, |state| act(&mut state.stepper));
        if self.stepper.is_playing() {
            cx.announcement.clear();
        } else if before != self.position() {
            *cx.announcement = self.stage_in_words(cx.words);
        }
        effects
    }

    /// Lets something change the position; answers with the effects of the change.
    pub(super) fn moved(&mut self, cause: Cause, cx: &Context<'_>, act: impl FnOnce(&mut Self)) -> Vec<app::Effect> {
        let (position, played, under_way) = (self.position(), self.stepper.is_playing(), self.stepper.under_way());
        act(self);
        let mut effects = vec![];
        let plays = self.stepper.is_playing();
        if plays != played {
            effects.push(Effect::SetClock { running: plays }.into());
        }
        match (plays, self.stepper.under_way()) {
            (true, Some(elapsed)) => effects.extend(self.pulse(Millis(elapsed), cx)),
            (false, Some(_)) if played => effects.push(PageEffect::Pulse(Pulse::Hold).into()),
            (_, None) if under_way.is_some() => effects.push(PageEffect::Pulse(Pulse::End).into()),
            _ => {}
        }
        effects.extend(self.arrived(position, cause, cx));
        effects
    }

    pub(super) fn tick(&mut self, time: Millis, cx: &Context<'_>) -> Vec<app::Effect> {
        let before = self.position();
        let delayed = self.current_stage().is_some_and(|stage| stage.delayed);
        match self.stepper.tick((time * self.speed.factor()).0, delayed) {
            Progress::Nothing => vec![],
            Progress::Departed => {
                let pulse = self.pulse(Millis(self.stepper.under_way().unwrap_or_default()), cx);
                // The page shows the wait for a slow effect also where no pulse travels.
                vec![pulse.unwrap_or(PageEffect::Pulse(Pulse::End).into())]
            }
            Progress::Arrived => {
                let mut effects = vec![PageEffect::Pulse(Pulse::End).into()];
                effects.extend(self.arrived(before, Cause::Play, cx));
                if !self.stepper.is_playing() {
                    effects.push(Effect::SetClock { running: false }.into());
                }
                effects
            }
        }
    }

    pub(super) fn choose_speed(&mut self, speed: Speed, cx: &Context<'_>) -> Vec<app::Effect> {
        self.speed = speed;
        match self.stepper.under_way() {
            Some(elapsed) if self.stepper.is_playing() => Vec::from_iter(self.pulse(Millis(elapsed), cx)),
            _ => vec![],
        }
    }

    fn current_stage(&self) -> Option<&ViewStage> {
        self.chosen_view()?.stages.get(self.stepper.step().checked_sub(1)?)
    }

    /// The pulse on its way from the current stage, after so much of the circle's own time.
    fn pulse(&self, elapsed: Millis, cx: &Context<'_>) -> Option<app::Effect> {
        let stage = self.current_stage().filter(|_| !cx.reduced_motion)?;
        let factor = self.speed.factor();
        let path = PulsePath {
            view: self.view,
            points: layout::way_points(self.stepper.step() - 1, self.stepper.steps()),
            turns: stage.sign == Polarity::Minus,
            waits: stage.delayed,
            duration: Millis(stepper::way_millis(stage.delayed)) / factor,
            elapsed: elapsed / factor,
        };
        Some(PageEffect::Pulse(Pulse::Go(path)).into())
    }

    fn position(&self) -> Position {
        (self.view, self.stepper.step(), self.stepper.lap())
    }

    /// The current stage, unless the circle stands before the first.
    pub fn stage_ref(&self) -> Option<StageRef> {
        let step = Some(self.stepper.step()).filter(|step| *step > 0)?;
        Some(StageRef { view: self.chosen_view()?.id.clone(), step })
    }

    /// The effects of standing at another position than before.
    fn arrived(&self, before: Position, cause: Cause, cx: &Context<'_>) -> Vec<app::Effect> {
        let Some(view) = self.chosen_view().filter(|_| before != self.position()) else { return vec![] };
        let event = HostEvent::Step {
            circle: view.id.clone(),
            step: self.stepper.step(),
            steps: self.stepper.steps(),
            lap: self.stepper.lap(),
            cause,
        };
        let mut effects = vec![PageEffect::Emit(event).into(), PageEffect::MarkLinks(self.stage_ref()).into()];
        if before.0 != self.view && !cx.reduced_motion {
            effects.push(PageEffect::Morph { from: before.0, to: self.view }.into());
        }
        effects
    }

    /// The current stage in words: "Stage 3 of 8, second lap: its label. Its variable falls. Its sentence".
    pub fn stage_in_words(&self, words: Translations) -> String {
        match self.current_stage() {
            Some(stage) => {
                let movement = stage.movement(words).map(|movement| movement + ". ").unwrap_or_default();
                t!(words, StageTold, self.stepper.in_words(words), &stage.label, movement, &stage.sentence)
            }
            None => t!(words, NotStarted).to_owned(),
        }
    }
}
