//! The circle: a causal loop of variables and signed links, and the tellings that follow it.
//!
//! The kind of the loop and the direction of each variable after a push are computed from the signs and never typed in.
//! Source of the terms and of the rule of parity: John D. Sterman, *Business Dynamics* (2000), chapter 5.

pub mod export;
pub mod layout;
pub mod propagation;
pub mod stepper;

use crate::i18n::{Translations, is_rtl};
use crate::t;
use serde::{Deserialize, Serialize};

/// A causal loop and its tellings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Circle {
    /// The title of the figure.
    pub title: String,
    /// The id and title of the view that shows the loop itself.
    #[serde(rename = "loop")]
    pub beneath: LoopTitle,
    /// The variables, in loop order.
    pub variables: Vec<Variable>,
    /// The links, in loop order; the first starts at the first variable.
    pub links: Vec<Link>,
    /// The tellings.
    pub tellings: Vec<Telling>,
    /// The essay's own answer to "Where would you start?".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AuthorsStart>,
}

/// The essay's own answer to "Where would you start?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorsStart {
    /// The id of the variable that the essay would push.
    pub variable: String,
    /// The direction of the push.
    pub direction: Direction,
    /// The reason: a sentence or two.
    pub text: String,
    /// The risk: a sentence or two.
    pub risk: String,
}

/// The name of the loop beneath the tellings.
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
    /// The id of the variable that is the cause.
    pub from: String,
    /// The id of the variable that is the effect.
    pub to: String,
    /// The sign: plus if the effect moves with the cause, minus if it moves against it.
    pub sign: Polarity,
    /// True if the effect takes long.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delayed: bool,
    /// The reason why the link holds.
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

/// The direction in which a variable moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It rises.
    Up,
    /// It falls.
    Down,
}

impl Direction {
    /// Both directions.
    pub const ALL: [Self; 2] = [Self::Up, Self::Down];

    /// Returns the word for the direction in documents and events.
    pub fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// Returns the arrow for the direction.
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Up => "↑",
            Self::Down => "↓",
        }
    }

    /// Says that a variable of this name moves in the direction: "Central control falls".
    pub fn in_words(self, name: &str, words: Translations) -> String {
        match self {
            Self::Up => t!(words, NameRises, name),
            Self::Down => t!(words, NameFalls, name),
        }
    }

    /// Returns the direction after a link with this sign.
    pub fn through(self, sign: Polarity) -> Self {
        match (self, sign) {
            (Self::Up, Polarity::Plus) | (Self::Down, Polarity::Minus) => Self::Up,
            (Self::Down, Polarity::Plus) | (Self::Up, Polarity::Minus) => Self::Down,
        }
    }
}

/// A telling: one way round the loop, as a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Unique among the views.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The tone of the story: gain or loss.
    pub tone: Tone,
    /// A sentence that is shown before the first step.
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
    /// The id of the variable that this stage tells of.
    pub variable: String,
    /// The direction in which the variable moves. `None` stands for a word of a later version that this one does not
    /// know.
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
    /// A note for the trainer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trainer: String,
}

/// The kind of a loop, which says what it does with a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopKind {
    /// A push comes round as a further push in the same direction.
    Reinforcing,
    /// A push comes round as a push in the other direction.
    Balancing,
}

impl LoopKind {
    /// Returns the letter for the kind in diagrams.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Reinforcing => "R",
            Self::Balancing => "B",
        }
    }

    /// Returns the English word for the kind, for authors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reinforcing => "reinforcing",
            Self::Balancing => "balancing",
        }
    }

    /// Returns the kind in words: "a reinforcing loop".
    pub fn in_words(self, words: Translations) -> &'static str {
        match self {
            Self::Reinforcing => t!(words, ReinforcingLoop),
            Self::Balancing => t!(words, BalancingLoop),
        }
    }
}

/// A view of the circle: a telling or the loop beneath, in the form in which it is stepped and shown.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its tone.
    pub tone: Tone,
    /// A sentence that is shown before the first step. For the loop beneath, the interface supplies it.
    pub summary: String,
    /// Its stages.
    pub stages: Vec<ViewStage>,
}

impl View {
    /// Returns the label of each stage, and how its variable moves: "Evenness of quality ↓". That is empty if the stage leaves it open.
    pub fn labels(&self) -> Vec<(&str, String)> {
        self.stages.iter().map(|stage| (&*stage.label, stage.short_movement().unwrap_or_default())).collect()
    }

    /// Returns the sentence that is shown before the first step.
    pub fn intro(&self, kind: LoopKind, words: Translations) -> &str {
        match kind {
            _ if self.tone != Tone::Neutral || !self.summary.is_empty() => &self.summary,
            LoopKind::Reinforcing => t!(words, ReinforcingSummary),
            LoopKind::Balancing => t!(words, BalancingSummary),
        }
    }
}

/// One stage of a [`View`].
#[derive(Clone, Debug, PartialEq)]
pub struct ViewStage {
    /// The id of the variable that this stage tells of.
    pub variable: String,
    /// The name of the variable.
    pub name: String,
    /// A few words beside the ring. In the loop beneath it is the name of the variable.
    pub label: String,
    /// One sentence.
    pub sentence: String,
    /// A longer account; may be empty.
    pub text: String,
    /// A question for a group; may be empty.
    pub prompt: String,
    /// The direction in which the variable moves. The loop beneath leaves it open.
    pub direction: Option<Direction>,
    /// The sign of the path from this stage to the next.
    pub sign: Polarity,
    /// True if the path to the next stage takes long.
    pub delayed: bool,
}

impl ViewStage {
    /// Returns how the variable of the stage moves: "Evenness of quality falls". `None` if the stage leaves it open.
    pub fn movement(&self, words: Translations) -> Option<String> {
        self.direction.map(|direction| direction.in_words(&self.name, words))
    }

    /// Returns the same in short: "Evenness of quality ↓".
    pub fn short_movement(&self) -> Option<String> {
        // The mark keeps the arrow behind a name that is written from right to left.
        let mark = if is_mirrored(&self.name) { "\u{200f}" } else { "" };
        self.direction.map(|direction| [&self.name, " ", direction.arrow(), mark].concat())
    }
}

impl Circle {
    /// Returns the kind of the loop. An even number of minus signs makes it reinforcing.
    pub fn kind(&self) -> LoopKind {
        let minus = self.links.iter().filter(|link| link.sign == Polarity::Minus).count();
        if minus % 2 == 0 { LoopKind::Reinforcing } else { LoopKind::Balancing }
    }

    /// Returns the tellings in order, and then the loop beneath.
    pub fn views(&self) -> Vec<View> {
        let mut views: Vec<View> = self.tellings.iter().map(|telling| self.view_of(telling)).collect();
        views.push(self.loop_view());
        views
    }

    /// Follows the loop from one variable to another. Returns the combined sign of the links, and whether any of them
    /// takes long. The path from a variable to itself has no links, so it keeps the direction.
    pub fn path(&self, from: &str, to: &str) -> (Polarity, bool) {
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
            let (sign, delayed) = self.path(&stage.variable, &next.variable);
            ViewStage {
                variable: stage.variable.clone(),
                name: self.name_of(&stage.variable),
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

    /// Returns the name of the variable with this id, or the id if there is none.
    fn name_of(&self, id: &str) -> String {
        self.variables.iter().find(|known| known.id == id).map_or_else(|| id.to_owned(), |known| known.name.clone())
    }

    fn loop_view(&self) -> View {
        let stages = self.variables.iter().map(|variable| {
            let link = self.links.iter().find(|link| link.from == variable.id);
            ViewStage {
                variable: variable.id.clone(),
                name: variable.name.clone(),
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

/// Returns whether a text is written from right to left. Its first letter with a strong direction decides.
fn is_mirrored(text: &str) -> bool {
    let says = |letter: &char| letter.is_ascii_alphabetic() || *letter >= '\u{c0}';
    text.chars().find(says).is_some_and(is_rtl)
}

#[cfg(test)]
mod tests;
