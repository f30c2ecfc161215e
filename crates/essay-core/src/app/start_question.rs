//! "Where would you start?": the reader commits to a push before anything is shown, and then sees it run.

use super::context::Context;
use super::discussion::posting;
use super::{ComposerId, Model, PageEffect, Target};
use crate::app;
use crate::circle::Direction;
use crate::discussion::{START, Stamp};
use crate::essay::Essay;
use crate::i18n::LocalizedMessage;
use crate::json::Json;
use crate::msg;

/// How many starts stand beside each other.
const SHOWN: usize = 2;

/// A push that the reader has committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Index of the variable that is pushed.
    pub variable: usize,
    /// The direction of the push.
    pub push: Direction,
    /// Why; may be empty.
    pub reason: String,
}

/// A push that the reader commits to, before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The id of the loop beneath.
    pub circle: String,
    /// The variable that is pushed, counted from 1.
    pub step: usize,
    /// The direction of the push.
    pub push: Direction,
}

impl Commitment {
    /// The anchor of the event that holds the start.
    pub(super) fn anchor(&self) -> Json {
        Json::object([
            ("circle", (&self.circle).into()),
            ("step", self.step.into()),
            ("direction", self.push.word().into()),
        ])
    }
}

/// The state of the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The chosen variable, counted from 1; 0 for none.
    pub choice: usize,
    /// The push that waits for its stamp.
    pub pending_push: Option<Direction>,
    /// True if that push runs round the loop already.
    pub pending_push_runs: bool,
    /// A sentence that says what is missing or failed.
    pub notice: LocalizedMessage,
}

/// A message about the question.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader chose a variable of the loop, counted from 1; 0 for none.
    VariableChosen(usize),
    /// The reader committed to the chosen variable, with this push.
    PushPressed(Direction),
    /// The reader asked to see a start run round the loop.
    RunPressed {
        /// The index of the variable that is pushed.
        variable: usize,
        /// The direction of the push.
        push: Direction,
    },
    /// The discussion has stored a start.
    Saved,
    /// The discussion could not store a start.
    SaveFailed,
    /// The browser's storage has not answered for a while about a start.
    SaveSilent,
    /// The discussion has erased all starts of this reader.
    Erased,
}

impl State {
    /// Takes the commitment that waited for its stamp, and shows it on the loop.
    pub(super) fn commit(&mut self, essay: &Essay) -> Option<Commitment> {
        let push = self.pending_push.take()?;
        self.pending_push_runs = false;
        let circle = essay.circle.as_ref()?.beneath.id.clone();
        let step = std::mem::take(&mut self.choice);
        Some(Commitment { circle, step, push })
    }

    /// Takes the push that waits for its stamp to be shown on the loop, once: the variable, counted from 1, and the direction.
    pub(super) fn run_pending_push(&mut self) -> Option<(usize, Direction)> {
        let push = self.pending_push.filter(|_| !self.pending_push_runs)?;
        self.pending_push_runs = true;
        Some((self.choice, push))
    }

    fn press_push(&mut self, push: Direction, cx: &mut Context<'_>) -> Vec<app::Effect> {
        if self.choice == 0 {
            self.notice = msg!(StartMissing);
            cx.announce(&self.notice);
            return vec![];
        }
        self.notice = LocalizedMessage::default();
        self.pending_push = Some(push);
        self.pending_push_runs = false;
        cx.outbox.push(posting::Msg::PostPressed(ComposerId::StartReason).into());
        vec![]
    }
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::VariableChosen(choice) => state.choice = choice,
        Msg::PushPressed(push) => return state.press_push(push, cx),
        Msg::RunPressed { .. } => {}
        Msg::Saved => state.notice = LocalizedMessage::default(),
        Msg::SaveFailed => state.notice = msg!(StartNotStored),
        Msg::SaveSilent => state.notice = msg!(StorageSilent),
        Msg::Erased => {}
    }
    vec![]
}

impl Model {
    /// A start that is shown runs round the loop of the circle. A new one is shown when it is on its way to storage; without the
    /// code of the discussion it runs at once.
    pub(super) fn update_start(&mut self, msg: Msg) -> Vec<app::Effect> {
        let watched = match msg {
            Msg::RunPressed { variable, push } => Some((variable + 1, push)),
            Msg::Erased => {
                self.circle.push = None;
                None
            }
            _ => None,
        };
        let mut effects = self.act(|parts| update(parts.start, msg, &mut parts.context));
        let at_once = if self.discussion_code.is_none() { self.start.run_pending_push() } else { None };
        if let Some((step, push)) = watched.or(at_once) {
            effects.extend(self.act(|parts| parts.circle.play_push(step, push, &mut parts.context)));
        }
        if watched.is_some() {
            effects.push(PageEffect::Reveal(Target::StartQuestion).into());
        }
        effects
    }

    /// The start becomes an event of the discussion, and runs round the loop of the circle.
    pub(super) fn commit_start(&mut self, stamp: Stamp) -> Vec<app::Effect> {
        let runs = self.start.pending_push_runs;
        let Some(start) = self.start.commit(&self.essay) else { return vec![] };
        let (step, push) = (start.step, start.push);
        let mut effects = self.update_discussion(posting::Msg::StartCommitted { start, stamp }.into());
        if !runs {
            effects.extend(self.act(|parts| parts.circle.play_push(step, push, &mut parts.context)));
        }
        self.announcement = self.words.format(&msg!(StartListed));
        effects
    }

    /// The reader's last starts, the latest last.
    pub fn starts(&self) -> Vec<Start> {
        let Some(circle) = &self.essay.circle else { return vec![] };
        // Starts of others come with an import, and are not shown as the reader's.
        let own = self.discussion.log.events().iter().filter(|event| self.discussion.is_mine(&event.author));
        let starts = own.filter(|event| event.kind == START).filter_map(|event| {
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
}

#[cfg(test)]
mod tests;
