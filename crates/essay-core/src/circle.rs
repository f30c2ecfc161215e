//! The circle: a causal loop of variables and signed links, and the tellings that follow it.
//!
//! The kind of the loop and the direction of each variable after a push are computed from the signs and never typed in.
//! Source of the terms and of the rule of parity: John D. Sterman, *Business Dynamics* (2000), chapter 5.

pub mod export;
pub mod layout;
mod link;
pub mod pace;
mod parts;
pub mod places;
mod placing;
mod polarity;
pub mod propagation;
pub mod shape;
pub mod stepper;
mod view;

pub use link::{Link, Years};
pub use parts::{AuthorsStart, Direction, LoopKind, LoopTitle, Stage, Telling, Tone, Variable};
use places::Places;
pub use polarity::Polarity;
use serde::{Deserialize, Serialize};
pub use view::{View, ViewStage};

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

/// The links between two variables, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// The combined sign.
    pub sign: Polarity,
    /// True if any of them takes long.
    pub delayed: bool,
    /// The years that they take, as far as the document says.
    pub years: Option<Years>,
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
        placing::assign(&self.variables, &mut views);
        views
    }

    /// Follows the loop from one variable to another. The path from a variable to itself has no links, so it keeps the direction.
    pub fn path(&self, from: &str, to: &str) -> Path {
        let mut at = from;
        let mut direction = Direction::Up;
        let (mut delayed, mut years) = (false, None);
        for _ in 0..self.links.len() {
            if at == to {
                break;
            }
            let Some(link) = self.links.iter().find(|link| link.from == at) else { break };
            direction = direction.through(link.sign);
            delayed |= link.delayed;
            years = match (years, link.years) {
                (Some(before), Some(more)) => Some(Years::and(before, more)),
                (before, more) => before.or(more),
            };
            at = &link.to;
        }
        Path { sign: if direction == Direction::Up { Polarity::Plus } else { Polarity::Minus }, delayed, years }
    }

    fn view_of(&self, telling: &Telling) -> View {
        let following = telling.stages.iter().cycle().skip(1);
        let stages = telling.stages.iter().zip(following).map(|(stage, next)| {
            let Path { sign, delayed, years } = self.path(&stage.variable, &next.variable);
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
                years,
            }
        });
        View {
            id: telling.id.clone(),
            title: telling.title.clone(),
            short: short(&telling.short, &telling.title),
            tone: telling.tone,
            summary: telling.summary.clone(),
            stages: stages.collect(),
            places: Places::default(),
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
                years: link.and_then(|link| link.years),
            }
        });
        View {
            id: self.beneath.id.clone(),
            title: self.beneath.title.clone(),
            short: short(&self.beneath.short, &self.beneath.title),
            tone: Tone::Neutral,
            summary: String::new(),
            stages: stages.collect(),
            places: Places::default(),
        }
    }
}

/// Returns the short title, or the whole one if there is none.
fn short(short: &str, title: &str) -> String {
    if short.is_empty() { title } else { short }.to_owned()
}

#[cfg(test)]
mod tests;
