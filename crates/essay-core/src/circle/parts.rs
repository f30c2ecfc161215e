//! The parts of a circle as a document has them, links aside.

use super::polarity::Polarity;
use crate::i18n::Translations;
use crate::t;
use serde::{Deserialize, Serialize};

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
    /// Its title in a word or two, for a narrow choice; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short: String,
}

/// Something that can rise or fall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Unique among the variables.
    pub id: String,
    /// A neutral noun phrase.
    pub name: String,
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
    /// Its title in a word or two, for a narrow choice; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short: String,
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
