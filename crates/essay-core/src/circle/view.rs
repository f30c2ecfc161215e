//! The views of a circle: its tellings and the loop beneath, in the form in which they are stepped and shown.

use super::link::Years;
use super::pace::{LATER_MILLIS, Pace, TURN_MILLIS, WAY_MILLIS};
use super::parts::{Direction, LoopKind, Tone, Variable};
use super::places::Places;
use super::polarity::Polarity;
use crate::i18n::{Translations, is_rtl};
use crate::t;

/// A view of the circle: a telling or the loop beneath, in the form in which it is stepped and shown.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its title in a word or two, for a narrow choice.
    pub short: String,
    /// Its tone.
    pub tone: Tone,
    /// A sentence that is shown before the first step. For the loop beneath, the interface supplies it.
    pub summary: String,
    /// Its stages.
    pub stages: Vec<ViewStage>,
    /// The places of the stages on the ring.
    pub places: Places,
}

impl View {
    /// Returns the label of each stage, and how its variable moves: "Evenness of quality ↓". That is empty if the stage leaves it open.
    pub fn labels(&self) -> Vec<(&str, String)> {
        self.stages.iter().map(|stage| (&*stage.label, stage.short_movement().unwrap_or_default())).collect()
    }

    /// Returns how long the stage at this index is shown while the circle plays, and how long the path to the next takes: the stage as long
    /// as its sentence takes to read, but at most 4 s with the path, and a lap at most 35 s.
    pub fn pace(&self, index: usize) -> Pace {
        let way = |stage: &ViewStage| {
            let turn = if stage.sign == Polarity::Minus { TURN_MILLIS } else { 0.0 };
            WAY_MILLIS + turn + if stage.delayed { LATER_MILLIS } else { 0.0 }
        };
        let Some(stage) = self.stages.get(index) else { return Pace::default() };
        let ways: f64 = self.stages.iter().map(way).sum();
        let (way, share) = (way(stage), (35_000.0 - ways) / self.stages.len() as f64);
        let reading = 900.0 + 28.0 * stage.sentence.chars().count() as f64;
        Pace { stay: reading.min(4_000.0 - way).min(share), way }
    }

    /// Returns the stage of this view, counted from 1, at which a stage of another view is kept: the first that tells of the same variable,
    /// or of the nearest variable before it on the loop. 0 if neither view has such a stage.
    pub fn counterpart(&self, variables: &[Variable], other: &ViewStage) -> usize {
        let index = |id: &str| variables.iter().position(|variable| variable.id == id);
        let Some(at) = index(&other.variable) else { return 0 };
        let back = |stage: &ViewStage| Some((at + variables.len() - index(&stage.variable)?) % variables.len());
        let stages = self.stages.iter().enumerate().filter_map(|(index, stage)| Some((back(stage)?, index + 1)));
        stages.min().map_or(0, |(_, step)| step)
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
    /// The years that this path takes, as far as the document says.
    pub years: Option<Years>,
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

/// Returns whether a text is written from right to left. Its first letter with a strong direction decides.
fn is_mirrored(text: &str) -> bool {
    let says = |letter: &char| letter.is_ascii_alphabetic() || *letter >= '\u{c0}';
    text.chars().find(says).is_some_and(is_rtl)
}
