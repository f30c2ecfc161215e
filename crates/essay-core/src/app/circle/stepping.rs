//! Steps, playing and the pulse.

use super::{Effect, State};
use crate::app::cause::Cause;
use crate::app::context::Context;
use crate::app::pulse::{Pulse, PulsePath};
use crate::app::{self, HostEvent, PageEffect};
use crate::circle::pace::WAY_MILLIS;
use crate::circle::stepper::{Progress, Stepper};
use crate::circle::{Circle, Direction, Polarity, ViewStage, layout};
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
        self.push = None;
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

    /// Plays the loop beneath once round from a variable, counted from 1, that is pushed in this direction.
    pub(in crate::app) fn play_push(&mut self, from: usize, push: Direction, cx: &mut Context<'_>) -> Vec<app::Effect> {
        // The loop beneath stands behind the tellings.
        let beneath = self.views.len().saturating_sub(1);
        self.moved(Cause::Reader, cx, |state| {
            state.stand(beneath, from);
            state.stepper.play_round(from);
            state.push = Some(push);
        })
    }

    /// Chooses a view. It keeps the variable, so that the reader sees the same part of the loop told in another way.
    pub(super) fn choose_view(&mut self, view: usize, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let variables = cx.essay.circle.as_ref().map(|circle| &*circle.variables).unwrap_or_default();
        let chosen = self.views.get(view).zip(self.current_stage());
        let step = chosen.map_or(0, |(view, stage)| view.counterpart(variables, stage));
        let effects = self.moved(Cause::Reader, cx, |state| state.stand(view, step));
        if step > 0 {
            *cx.announcement = self.stage_in_words(cx.words);
        }
        effects
    }

    /// Goes to a stage, and forgets a push.
    pub(super) fn go_to_stage(&mut self, step: usize, cx: &mut Context<'_>) -> Vec<app::Effect> {
        self.push = None;
        self.move_by(Cause::Reader, cx, |stepper| stepper.go_to(step))
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
        let before = self.position();
        let (played, under_way) = (self.stepper.is_playing(), self.stepper.under_way());
        let (push, distance) = (self.push, self.stepper.distance());
        act(self);
        let mut effects = vec![];
        let plays = self.stepper.is_playing();
        if plays != played {
            effects.push(Effect::SetClock { running: plays }.into());
        }
        let step = (self.view == before.0 && self.push == push && before.1 > 0)
            .then(|| self.stepper.distance() as isize - distance as isize);
        match (plays, self.stepper.under_way()) {
            (true, Some(elapsed)) => effects.extend(self.pulse(Millis(elapsed), cx)),
            (false, Some(_)) if played => effects.push(PageEffect::Pulse(Pulse::Hold).into()),
            (false, None) if before != self.position() => {
                // A step sends a new pulse, which takes the place of one that is still on its way.
                let pulse = step.and_then(|step| self.step_pulse(before.1, step, cx));
                effects.push(pulse.unwrap_or(PageEffect::Pulse(Pulse::End).into()));
            }
            (_, None) if under_way.is_some() => effects.push(PageEffect::Pulse(Pulse::End).into()),
            _ => {}
        }
        effects.extend(self.arrived(before, cause, cx));
        effects
    }

    pub(super) fn tick(&mut self, time: Millis, cx: &Context<'_>) -> Vec<app::Effect> {
        let before = self.position();
        let pace = self.chosen_view().map(|view| view.pace(self.stepper.step().saturating_sub(1))).unwrap_or_default();
        match self.stepper.tick((time * self.speed).0, pace) {
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
                    if !cx.reduced_motion {
                        effects.push(PageEffect::Pulse(Pulse::Close(self.view)).into());
                    }
                }
                effects
            }
        }
    }

    /// Plays at another speed, a factor of the normal one.
    pub(in crate::app) fn choose_speed(&mut self, speed: f64, cx: &Context<'_>) -> Vec<app::Effect> {
        self.speed = speed;
        match self.stepper.under_way() {
            Some(elapsed) if self.stepper.is_playing() => Vec::from_iter(self.pulse(Millis(elapsed), cx)),
            _ => vec![],
        }
    }

    pub(super) fn current_stage(&self) -> Option<&ViewStage> {
        self.chosen_view()?.stages.get(self.stepper.step().checked_sub(1)?)
    }

    /// The direction in which the variable at this index of the chosen view moves. The loop beneath leaves it open, so there it is the one
    /// that a push brings: the reader's, or one up where the circle was set going.
    pub fn direction_at(&self, index: usize, circle: &Circle) -> Option<Direction> {
        let stage = self.chosen_view()?.stages.get(index)?;
        let pushed = || {
            let reached = circle.run(self.stepper.origin() - 1, self.push.unwrap_or(Direction::Up), 1);
            reached.into_iter().find(|reached| reached.variable == index).map(|reached| reached.direction)
        };
        stage.direction.or_else(pushed)
    }

    /// The pulse on its way from the current stage, after so much of the circle's own time.
    fn pulse(&self, elapsed: Millis, cx: &Context<'_>) -> Option<app::Effect> {
        let way = self.stepper.step().checked_sub(1)?;
        let pace = self.chosen_view()?.pace(way);
        let factor = self.speed;
        let mut path = self.path(way, cx)?;
        path.waits = self.current_stage()?.delayed;
        (path.duration, path.elapsed) = (Millis(pace.way) / factor, elapsed / factor);
        Some(PageEffect::Pulse(Pulse::Go(path)).into())
    }

    /// The pulse of a step from a stage, counted from 1, to the next or to the previous one. A jump has none.
    fn step_pulse(&self, from: usize, step: isize, cx: &Context<'_>) -> Option<app::Effect> {
        let forward = step == 1;
        let way = if forward { from } else { self.stepper.step() }.checked_sub(1).filter(|_| step.abs() == 1)?;
        let mut path = self.path(way, cx)?;
        if !forward {
            path.points.reverse();
            let circle = cx.essay.circle.as_ref()?;
            path.carries = self.direction_at(from.checked_sub(1)?, circle);
        }
        Some(PageEffect::Pulse(Pulse::Go(path)).into())
    }

    /// The path after the stage at this index, for a pulse that sets out now and does not wait.
    fn path(&self, way: usize, cx: &Context<'_>) -> Option<PulsePath> {
        let view = self.chosen_view().filter(|_| !cx.reduced_motion)?;
        Some(PulsePath {
            view: self.view,
            way,
            points: layout::way_points(&view.places, way),
            carries: self.direction_at(way, cx.essay.circle.as_ref()?),
            turns: view.stages.get(way)?.sign == Polarity::Minus,
            waits: false,
            duration: Millis(WAY_MILLIS),
            elapsed: Millis(0.0),
        })
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
