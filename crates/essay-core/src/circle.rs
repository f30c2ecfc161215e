//! The circle: a causal loop of variables and signed links, and the tellings that follow it.
//!
//! Whether the loop reinforces or balances, and which way each variable moves after a push, is computed from the signs
//! and never typed in. Source of the terms and of the rule of parity: John D. Sterman, *Business Dynamics* (2000),
//! chapter 5.

pub mod export;
pub mod layout;
mod run;
pub mod stepper;

use crate::say;
use crate::words::Words;
pub use run::Reached;
use serde::{Deserialize, Serialize};

/// A causal loop and the ways of telling it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Circle {
    /// Names the figure.
    pub title: String,
    /// The id and title under which the loop itself is shown.
    #[serde(rename = "loop")]
    pub beneath: LoopTitle,
    /// The variables, in the order of the loop.
    pub variables: Vec<Variable>,
    /// The links, the first from the first variable.
    pub links: Vec<Link>,
    /// The tellings.
    pub tellings: Vec<Telling>,
    /// Where the essay itself would start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// The essay's own answer to "Where would you start?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The id of the variable that it would push.
    pub variable: String,
    /// Which way.
    pub direction: Direction,
    /// Why there: a sentence or two.
    pub text: String,
    /// What may go wrong: a sentence or two.
    pub risk: String,
}

/// How the loop beneath the tellings is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoopTitle {
    /// Its id, unique among the views.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Something that can rise or fall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Unique among the variables.
    pub id: String,
    /// A neutral noun phrase.
    pub name: String,
}

/// The influence of one variable on the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The id of the variable that acts.
    pub from: String,
    /// The id of the variable that is acted upon.
    pub to: String,
    /// Whether the second moves with the first or against it.
    pub sign: Polarity,
    /// Whether the effect takes long.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delayed: bool,
    /// Why the link holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// The sign of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Polarity {
    /// The second variable moves the same way as the first.
    #[serde(rename = "+")]
    Plus,
    /// The second variable moves the other way.
    #[serde(rename = "-")]
    Minus,
}

/// Which way a variable moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It rises.
    Up,
    /// It falls.
    Down,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Up, Self::Down];

    /// The word that stands for it in documents and events.
    pub fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// The arrow that stands for it, with the space that parts it from a label: before one or, where that is written from
    /// right to left, behind it.
    pub fn arrow(self, mirrored: bool) -> &'static str {
        match (self, mirrored) {
            (Self::Up, false) => "↑ ",
            (Self::Up, true) => " ↑",
            (Self::Down, false) => "↓ ",
            (Self::Down, true) => " ↓",
        }
    }

    /// The direction after a link of this sign.
    pub fn through(self, sign: Polarity) -> Self {
        match (self, sign) {
            (Self::Up, Polarity::Plus) | (Self::Down, Polarity::Minus) => Self::Up,
            (Self::Down, Polarity::Plus) | (Self::Up, Polarity::Minus) => Self::Down,
        }
    }
}

/// One way round the loop, as a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Unique among the views.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether the story is of gain or of loss.
    pub tone: Tone,
    /// One sentence, shown before the first step.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The stages in order.
    #[serde(rename = "stage")]
    pub stages: Vec<Stage>,
}

/// The tone of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// A virtuous circle.
    Virtuous,
    /// A vicious circle.
    Vicious,
    /// The loop itself, which is neither.
    Neutral,
}

/// One stage of a telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The id of the variable that it tells.
    pub variable: String,
    /// Which way the variable moves; none if a later version calls it by a name that this one does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// A few words beside the ring.
    pub label: String,
    /// One sentence.
    pub sentence: String,
    /// A longer account.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// A question for a group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prompt: String,
    /// A word to the trainer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trainer: String,
}

/// What a loop does with a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopKind {
    /// A push comes round as a further push the same way.
    Reinforcing,
    /// A push comes round as a push the other way.
    Balancing,
}

impl LoopKind {
    /// The letter that stands for it in diagrams.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Reinforcing => "R",
            Self::Balancing => "B",
        }
    }

    /// The word for it, in English; it is for authors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reinforcing => "reinforcing",
            Self::Balancing => "balancing",
        }
    }

    /// What it is: "a reinforcing loop".
    pub fn in_words(self, words: Words) -> &'static str {
        match self {
            Self::Reinforcing => say!(words, ReinforcingLoop),
            Self::Balancing => say!(words, BalancingLoop),
        }
    }
}

/// One view of the circle, a telling or the loop beneath, in the form in which it is stepped and shown.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its tone.
    pub tone: Tone,
    /// One sentence, shown before the first step; that of the loop beneath is the interface's.
    pub summary: String,
    /// Its stages.
    pub stages: Vec<ViewStage>,
}

impl View {
    /// What is told before the first step.
    pub fn told_first(&self, kind: LoopKind, words: Words) -> &str {
        match kind {
            _ if self.tone != Tone::Neutral || !self.summary.is_empty() => &self.summary,
            LoopKind::Reinforcing => say!(words, ReinforcingSummary),
            LoopKind::Balancing => say!(words, BalancingSummary),
        }
    }
}

/// One stage of a [`View`].
#[derive(Clone, Debug, PartialEq)]
pub struct ViewStage {
    /// The id of the variable that it tells.
    pub variable: String,
    /// A few words beside the ring.
    pub label: String,
    /// One sentence.
    pub sentence: String,
    /// A longer account; may be empty.
    pub text: String,
    /// A question for a group; may be empty.
    pub prompt: String,
    /// Which way the variable moves; the loop beneath leaves it open.
    pub direction: Option<Direction>,
    /// The sign of the way from this stage to the next.
    pub sign: Polarity,
    /// Whether the way to the next stage takes long.
    pub delayed: bool,
}

impl Circle {
    /// Whether the loop reinforces or balances: an even number of minus signs reinforces.
    pub fn kind(&self) -> LoopKind {
        let minus = self.links.iter().filter(|link| link.sign == Polarity::Minus).count();
        if minus % 2 == 0 { LoopKind::Reinforcing } else { LoopKind::Balancing }
    }

    /// The tellings in order and then the loop beneath.
    pub fn views(&self) -> Vec<View> {
        let mut views: Vec<View> = self.tellings.iter().map(|telling| self.view_of(telling)).collect();
        views.push(self.loop_view());
        views
    }

    /// The way from one variable to another along the loop: its sign, and whether any of it takes long.
    /// From a variable to itself it is no way at all, which keeps the direction.
    pub fn way(&self, from: &str, to: &str) -> (Polarity, bool) {
        let mut at = from;
        let mut direction = Direction::Up;
        let mut delayed = false;
        for _ in 0..self.links.len() {
            if at == to {
                break;
            }
            let Some(link) = self.links.iter().find(|link| link.from == at) else { break };
            direction = direction.through(link.sign);
            delayed |= link.delayed;
            at = &link.to;
        }
        (if direction == Direction::Up { Polarity::Plus } else { Polarity::Minus }, delayed)
    }

    fn view_of(&self, telling: &Telling) -> View {
        let following = telling.stages.iter().cycle().skip(1);
        let stages = telling.stages.iter().zip(following).map(|(stage, next)| {
            let (sign, delayed) = self.way(&stage.variable, &next.variable);
            ViewStage {
                variable: stage.variable.clone(),
                label: stage.label.clone(),
                sentence: stage.sentence.clone(),
                text: stage.text.clone(),
                prompt: stage.prompt.clone(),
                direction: stage.direction,
                sign,
                delayed,
            }
        });
        View {
            id: telling.id.clone(),
            title: telling.title.clone(),
            tone: telling.tone,
            summary: telling.summary.clone(),
            stages: stages.collect(),
        }
    }

    fn loop_view(&self) -> View {
        let stages = self.variables.iter().map(|variable| {
            let link = self.links.iter().find(|link| link.from == variable.id);
            ViewStage {
                variable: variable.id.clone(),
                label: variable.name.clone(),
                sentence: link.map(|link| link.because.clone()).unwrap_or_default(),
                text: String::new(),
                prompt: String::new(),
                direction: None,
                sign: link.map_or(Polarity::Plus, |link| link.sign),
                delayed: link.is_some_and(|link| link.delayed),
            }
        });
        View {
            id: self.beneath.id.clone(),
            title: self.beneath.title.clone(),
            tone: Tone::Neutral,
            summary: String::new(),
            stages: stages.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A loop of these signs; its second link takes long.
    pub(super) fn circle(signs: &[Polarity]) -> Circle {
        let id = |n: usize| format!("v{}", n % signs.len());
        Circle {
            title: "t".into(),
            beneath: LoopTitle { id: "loop".into(), title: "l".into() },
            variables: (0..signs.len()).map(|n| Variable { id: id(n), name: id(n) }).collect(),
            links: signs
                .iter()
                .enumerate()
                .map(|(n, sign)| Link {
                    from: id(n),
                    to: id(n + 1),
                    sign: *sign,
                    delayed: n == 1,
                    because: String::new(),
                })
                .collect(),
            tellings: vec![],
            answer: None,
        }
    }

    fn stage(variable: &str) -> Stage {
        Stage {
            variable: variable.into(),
            direction: Some(Direction::Up),
            label: String::new(),
            sentence: String::new(),
            text: String::new(),
            prompt: String::new(),
            trainer: String::new(),
        }
    }

    #[test]
    fn a_telling_that_passes_over_variables_multiplies_their_signs() {
        use Polarity::{Minus, Plus};
        let mut circle = circle(&[Minus, Minus, Plus, Minus]);
        let stages = ["v0", "v2", "v2", "v3"].map(stage).to_vec();
        circle.tellings.push(Telling {
            id: "x".into(),
            title: "x".into(),
            tone: Tone::Virtuous,
            summary: String::new(),
            stages,
        });
        let views = circle.views();
        let ways: Vec<_> = views[0].stages.iter().map(|stage| (stage.sign, stage.delayed)).collect();
        assert_eq!(ways, [(Plus, true), (Plus, false), (Plus, false), (Minus, false)]);
        assert_eq!(views[1].stages.len(), 4);
    }
}
