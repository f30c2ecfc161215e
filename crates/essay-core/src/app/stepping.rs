//! How the circle answers.

use super::{Cause, Effect, HostEvent, Model};
use crate::circle::stepper::Stepper;
use crate::config::Config;

impl Model {
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
        let mut effects = vec![];
        if moved {
            let before = self.place();
            self.stand_at_configured_stage();
            effects.extend(self.step_event(before, Cause::Script));
            effects.push(Effect::Animate(false));
        }
        if other_talk {
            self.talk = Default::default();
            effects.push(Effect::LoadTalk(self.discussion_id().to_owned()));
        }
        effects
    }

    pub(super) fn choose_view(&mut self, view: usize) -> Vec<Effect> {
        let before = self.place();
        if view != self.view {
            self.stand(view, 0);
        }
        let mut effects = vec![Effect::Animate(false)];
        effects.extend(self.step_event(before, Cause::Reader));
        effects
    }

    pub(super) fn go_to(&mut self, view: &str, step: usize, cause: Cause) -> Vec<Effect> {
        let Some(view) = self.views.iter().position(|known| known.id == view) else { return vec![] };
        let before = self.place();
        if view == self.view {
            self.stepper.go_to(step);
        } else {
            self.stand(view, step);
        }
        self.spoken = self.stage_in_words();
        let mut effects = vec![Effect::Animate(false)];
        effects.extend(self.step_event(before, cause));
        effects
    }

    /// Lets the stepper act; tells the page and the reader if that took a step.
    pub(super) fn move_by(&mut self, cause: Cause, act: impl FnOnce(&mut Stepper)) -> Vec<Effect> {
        let before = self.place();
        let played = self.stepper.is_playing();
        act(&mut self.stepper);
        let plays = self.stepper.is_playing();
        let mut effects = vec![];
        if plays != played {
            effects.push(Effect::Animate(plays));
        }
        if plays {
            self.spoken.clear();
        } else if before != self.place() {
            self.spoken = self.stage_in_words();
        }
        effects.extend(self.step_event(before, cause));
        effects
    }

    pub(super) fn tick(&mut self, millis: f64) -> Vec<Effect> {
        let before = self.place();
        if !self.stepper.tick(millis) {
            return vec![];
        }
        let mut effects = Vec::from_iter(self.step_event(before, Cause::Play));
        if !self.stepper.is_playing() {
            effects.push(Effect::Animate(false));
        }
        effects
    }

    fn place(&self) -> (usize, usize, u32) {
        (self.view, self.stepper.step(), self.stepper.lap())
    }

    fn step_event(&self, before: (usize, usize, u32), cause: Cause) -> Option<Effect> {
        if before == self.place() {
            return None;
        }
        Some(Effect::Emit(HostEvent::Step {
            circle: self.chosen_view()?.id.clone(),
            step: self.stepper.step(),
            steps: self.stepper.steps(),
            lap: self.stepper.lap(),
            cause,
        }))
    }

    /// "Stage 3 of 8, lap 2: its label. Its sentence"
    pub fn stage_in_words(&self) -> String {
        let (step, steps, lap) = (self.stepper.step(), self.stepper.steps(), self.stepper.lap());
        let stage = self.chosen_view().and_then(|view| view.stages.get(step.checked_sub(1)?));
        let Some(stage) = stage else { return "Not started.".to_owned() };
        let lap = if lap > 1 { format!(", lap {lap}") } else { String::new() };
        format!("Stage {step} of {steps}{lap}: {}. {}", stage.label, stage.sentence)
    }
}
