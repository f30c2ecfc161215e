//! "Where would you start?": the reader commits to a push before anything is shown, and then sees it run.

use super::{Cause, Effect, HostEvent, Model, Storage, Target};
use crate::circle::Direction;
use crate::discussion::{Event, Stamp};
use crate::i18n::Said;
use crate::json::Json;
use crate::said;

/// The kind of an event that holds a start.
pub const KIND: &str = "start";
/// The place of the draft that holds the reason for the next start.
pub const PLACE: &str = ":start";
/// How many starts stand beside each other.
const SHOWN: usize = 2;

/// A push that the reader has committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Index of the variable that is pushed.
    pub variable: usize,
    /// Which way.
    pub push: Direction,
    /// Why; may be empty.
    pub reason: String,
}

/// The question and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Starting {
    /// The chosen variable, counted from 1; 0 for none.
    pub choice: usize,
    /// The way that waits for its stamp.
    pub waiting: Option<Direction>,
    /// The push that is shown, for what the loop beneath carries while it plays: the variable's index, and which way.
    pub shown: Option<(usize, Direction)>,
    /// What is missing: a sentence.
    pub notice: Said,
}

impl Model {
    /// The reader's last starts, the latest last.
    pub fn starts(&self) -> Vec<Start> {
        let Some(circle) = &self.essay.circle else { return vec![] };
        // What others began with came with an import, and gives nothing away.
        let own = self.talk.discussion.events().iter().filter(|event| self.talk.is_mine(&event.author));
        let starts = own.filter(|event| event.kind == KIND).filter_map(|event| {
            let of_anchor = |name: &str| event.anchor.get(name);
            let step = usize::try_from(of_anchor("step")?.as_integer()?).ok()?;
            let known = of_anchor("circle")?.as_str() == Some(&circle.beneath.id) && step <= circle.variables.len();
            let word = of_anchor("direction")?.as_str()?;
            let push = Direction::ALL.into_iter().find(|push| push.word() == word);
            let variable = step.checked_sub(1).filter(|_| known)?;
            Some(Start { variable, push: push?, reason: event.text.clone() })
        });
        let mut starts: Vec<Start> = starts.collect();
        starts.drain(..starts.len().saturating_sub(SHOWN));
        starts
    }

    pub(super) fn start_pressed(&mut self, push: Direction) -> Vec<Effect> {
        if self.starting.choice == 0 {
            self.starting.notice = said!(StartMissing);
            self.spoken = self.words.tell(&self.starting.notice);
            return vec![];
        }
        self.starting.notice = Said::default();
        self.starting.waiting = Some(push);
        vec![Effect::DrawStamp { place: PLACE.to_owned() }]
    }

    pub(super) fn start(&mut self, stamp: &Stamp) -> Vec<Effect> {
        let Some(push) = self.starting.waiting.take() else { return vec![] };
        let Some(circle) = &self.essay.circle else { return vec![] };
        let step = std::mem::take(&mut self.starting.choice);
        let name = circle.beneath.id.clone();
        let reason = self.talk.drafts.take(PLACE).unwrap_or_default().trim().to_owned();
        self.sign(stamp);
        let event = Event {
            id: stamp.uuid(),
            kind: KIND.to_owned(),
            parent: None,
            author: self.talk.me.clone(),
            anchor: Json::object([
                ("circle", (&name).into()),
                ("step", step.into()),
                ("direction", push.word().into()),
            ]),
            text: reason.clone(),
            time: stamp.time,
            unknown: vec![],
        };
        self.talk.discussion.add(event.clone());
        self.starting.shown = Some((step.saturating_sub(1), push));
        let mut effects = vec![Effect::Emit(HostEvent::Start { circle: name, step, reason })];
        match &self.talk.storage {
            Storage::Memory(_) => {}
            Storage::ReadOnly(_) => self.starting.notice = said!(StartNotStored),
            Storage::Opening | Storage::Durable => {
                effects.extend(self.send(Some(PLACE.to_owned()), vec![event], false))
            }
        }
        effects.extend(self.run(step));
        self.say(&said!(StartListed));
        effects
    }

    /// Shows a push that is known already run round the loop.
    pub(super) fn run_asked(&mut self, variable: usize, push: Direction) -> Vec<Effect> {
        self.starting.shown = Some((variable, push));
        let mut effects = self.run(variable + 1);
        effects.push(Effect::Reveal(Target::Circle));
        effects
    }

    /// Plays the loop beneath once round from a variable, counted from 1.
    fn run(&mut self, step: usize) -> Vec<Effect> {
        // The loop beneath stands behind the tellings.
        let beneath = self.views.len().saturating_sub(1);
        self.moved(Cause::Reader, |model| {
            if model.view != beneath {
                model.stand(beneath, step);
            }
            model.stepper.play_round(step);
        })
    }

    /// What the pulse carries from the current stage of the loop beneath: after the push that is shown, or after a push
    /// up on the first variable.
    pub fn carried(&self) -> Option<Direction> {
        let circle = self.essay.circle.as_ref()?;
        let here = self.stepper.step().checked_sub(1)?;
        let (variable, push) = self.starting.shown.unwrap_or((0, Direction::Up));
        let reached = circle.run(variable, push, 1);
        reached.into_iter().find(|reached| reached.variable == here).map(|reached| reached.direction)
    }
}
