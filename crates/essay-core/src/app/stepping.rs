//! How the circle answers.

use super::{Cause, Effect, HostEvent, Model, Pulse, Speed, Talk, Way};
use crate::circle::stepper::{self, Progress, Stepper};
use crate::circle::{Polarity, ViewStage, layout};
use crate::config::Config;
use crate::fragment::Fragment;
use crate::say;

/// What the text being read has to do with the circle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The stage that it speaks of: the index of the view, and the stage counted from 1.
    pub stage: Option<(usize, usize)>,
    /// Whether its section speaks of stages.
    pub of_circle: bool,
}

impl Model {
    /// Takes over which passage is being read.
    pub(super) fn read(&mut self, fragment: Option<&str>, of_circle: bool) {
        let stage = match fragment.map(Fragment::parse) {
            Some(Fragment::Stage { view, step }) => {
                self.views.iter().position(|known| known.id == view).map(|view| (view, step))
            }
            _ => None,
        };
        self.reading = Reading { stage, of_circle };
    }

    pub(super) fn stand_at_configured_stage(&mut self) {
        let chosen = self.config.circle.as_deref().and_then(|id| self.views.iter().position(|view| view.id == id));
        self.stand(chosen.unwrap_or(0), self.config.step);
    }

    /// Stands at a stage of the first lap of a view.
    pub(super) fn stand(&mut self, view: usize, step: usize) {
        let Some(stages) = self.views.get(view).map(|view| view.stages.len()) else { return };
        self.view = view;
        self.stepper = Stepper::new(stages);
        self.stepper.go_to(step);
    }

    pub(super) fn configure(&mut self, config: Config) -> Vec<Effect> {
        let moved = config.circle != self.config.circle || config.step != self.config.step;
        let other_talk = config.discussion_id != self.config.discussion_id;
        self.config = config;
        let mut effects = if moved { self.moved(Cause::Script, Self::stand_at_configured_stage) } else { vec![] };
        if other_talk {
            self.talk = Talk::new(&self.essay);
            effects.push(Effect::LoadTalk(self.discussion_id().to_owned()));
        }
        effects.extend(self.words_wanted());
        effects
    }

    pub(super) fn choose_view(&mut self, view: usize) -> Vec<Effect> {
        if view == self.view {
            return vec![];
        }
        self.moved(Cause::Reader, |model| model.stand(view, 0))
    }

    pub(super) fn go_to(&mut self, view: &str, step: usize, cause: Cause) -> Vec<Effect> {
        let Some(view) = self.views.iter().position(|known| known.id == view) else { return vec![] };
        let effects = self.moved(cause, |model| {
            if view == model.view {
                model.stepper.go_to(step);
            } else {
                model.stand(view, step);
            }
        });
        self.spoken = self.stage_in_words();
        effects
    }

    /// Lets the stepper act; tells the page and the reader if that took a step.
    pub(super) fn move_by(&mut self, cause: Cause, act: impl FnOnce(&mut Stepper)) -> Vec<Effect> {
        let before = self.place();
        let effects = self.moved(cause, |model| act(&mut model.stepper));
        if self.stepper.is_playing() {
            self.spoken.clear();
        } else if before != self.place() {
            self.spoken = self.stage_in_words();
        }
        effects
    }

    /// Lets something change the place; answers with what follows from that.
    pub(super) fn moved(&mut self, cause: Cause, act: impl FnOnce(&mut Self)) -> Vec<Effect> {
        let (place, played, under_way) = (self.place(), self.stepper.is_playing(), self.stepper.under_way());
        act(self);
        let mut effects = vec![];
        let plays = self.stepper.is_playing();
        if plays != played {
            effects.push(Effect::Animate(plays));
        }
        match (plays, self.stepper.under_way()) {
            (true, Some(gone)) => effects.extend(self.pulse(gone)),
            (false, Some(_)) if played => effects.push(Effect::Pulse(Pulse::Hold)),
            (_, None) if under_way.is_some() => effects.push(Effect::Pulse(Pulse::Gone)),
            _ => {}
        }
        effects.extend(self.arrived(place, cause));
        effects
    }

    pub(super) fn tick(&mut self, millis: f64) -> Vec<Effect> {
        let before = self.place();
        let delayed = self.way_from_here().is_some_and(|stage| stage.delayed);
        match self.stepper.tick(millis * self.speed.factor(), delayed) {
            Progress::Nothing => vec![],
            Progress::Departed => {
                let pulse = self.pulse(self.stepper.under_way().unwrap_or_default());
                // Where nothing travels, the wait for a slow effect is told all the same.
                vec![pulse.unwrap_or(Effect::Pulse(Pulse::Gone))]
            }
            Progress::Arrived => {
                let mut effects = vec![Effect::Pulse(Pulse::Gone)];
                effects.extend(self.arrived(before, Cause::Play));
                if !self.stepper.is_playing() {
                    effects.push(Effect::Animate(false));
                }
                effects
            }
        }
    }

    pub(super) fn speed_chosen(&mut self, speed: Speed) -> Vec<Effect> {
        self.speed = speed;
        match self.stepper.under_way() {
            Some(gone) if self.stepper.is_playing() => Vec::from_iter(self.pulse(gone)),
            _ => vec![],
        }
    }

    /// Takes over whether the reader wants nothing to move; a pulse that is under way goes.
    pub(super) fn still(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Effect> {
        let before = self.is_still();
        change(self);
        if self.is_still() && !before { vec![Effect::Pulse(Pulse::Gone)] } else { vec![] }
    }

    fn way_from_here(&self) -> Option<&ViewStage> {
        self.chosen_view()?.stages.get(self.stepper.step().checked_sub(1)?)
    }

    /// The pulse on its way from the current stage, so many milliseconds of the circle's own clock after it set out.
    fn pulse(&self, gone: f64) -> Option<Effect> {
        let stage = self.way_from_here().filter(|_| !self.is_still())?;
        let factor = self.speed.factor();
        Some(Effect::Pulse(Pulse::Go(Way {
            view: self.view,
            points: layout::way_points(self.stepper.step() - 1, self.stepper.steps()),
            turns: stage.sign == Polarity::Minus,
            waits: stage.delayed,
            millis: stepper::way_millis(stage.delayed) / factor,
            gone: gone / factor,
        })))
    }

    fn place(&self) -> (usize, usize, u32) {
        (self.view, self.stepper.step(), self.stepper.lap())
    }

    /// The fragment of the current stage: `#finland/3`.
    pub fn fragment(&self) -> Option<String> {
        let step = Some(self.stepper.step()).filter(|step| *step > 0)?;
        Some(format!("#{}/{step}", self.chosen_view()?.id))
    }

    /// What follows from standing at another place than before.
    fn arrived(&self, before: (usize, usize, u32), cause: Cause) -> Vec<Effect> {
        let Some(view) = self.chosen_view().filter(|_| before != self.place()) else { return vec![] };
        let mut effects = vec![
            Effect::Emit(HostEvent::Step {
                circle: view.id.clone(),
                step: self.stepper.step(),
                steps: self.stepper.steps(),
                lap: self.stepper.lap(),
                cause,
            }),
            Effect::MarkPassages(self.fragment().unwrap_or_default()),
        ];
        if before.0 != self.view && !self.is_still() {
            effects.push(Effect::Morph { from: before.0, to: self.view });
        }
        effects
    }

    /// "Stage 3 of 8, second lap: its label. Its sentence"
    pub fn stage_in_words(&self) -> String {
        match self.way_from_here() {
            Some(stage) => {
                say!(self.words, StageTold, self.stepper.in_words(self.words), &stage.label, &stage.sentence)
            }
            None => say!(self.words, NotStarted).to_owned(),
        }
    }
}
