//! The parts of a circle as an author writes them. Unlike the parts of a document, they remember their positions and refuse unknown
//! fields. In a document, an unknown field may come from a later version.

use essay_core::circle::{
    AuthorsStart, Circle, Direction, Link, LoopKind, LoopTitle, Polarity, Stage, Telling, Tone, Variable, Years,
};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CircleSource {
    pub(super) title: Spanned<String>,
    #[serde(rename = "loop")]
    pub(super) beneath: Spanned<LoopSource>,
    #[serde(default)]
    pub(super) variable: Vec<VariableSource>,
    #[serde(default)]
    pub(super) link: Vec<Spanned<LinkSource>>,
    #[serde(default)]
    pub(super) telling: Vec<TellingSource>,
    pub(super) answer: Option<AnswerSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoopSource {
    pub(super) id: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) short: Option<Spanned<String>>,
    /// The kind that the author claims for the loop. It is checked and then dropped, since the signs determine it.
    pub(super) kind: Option<Spanned<KindSource>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KindSource {
    Reinforcing,
    Balancing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VariableSource {
    pub(super) id: Spanned<String>,
    pub(super) name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkSource {
    pub(super) from: Spanned<String>,
    pub(super) to: Spanned<String>,
    pub(super) sign: Polarity,
    #[serde(default)]
    pub(super) delayed: bool,
    #[serde(default)]
    pub(super) because: String,
    #[serde(default)]
    pub(super) because_down: String,
    pub(super) years: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TellingSource {
    pub(super) id: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) short: Option<Spanned<String>>,
    pub(super) tone: Tone,
    pub(super) summary: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) stage: Vec<Spanned<StageSource>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageSource {
    pub(super) variable: Spanned<String>,
    pub(super) direction: Direction,
    pub(super) label: Spanned<String>,
    pub(super) sentence: Spanned<String>,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) prompt: String,
    #[serde(default)]
    pub(super) trainer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerSource {
    pub(super) variable: Spanned<String>,
    pub(super) direction: Direction,
    pub(super) text: String,
    pub(super) risk: String,
}

/// Returns a text that may be left out.
fn text_of(text: Option<&Spanned<String>>) -> String {
    text.map(|text| text.get_ref().clone()).unwrap_or_default()
}

impl CircleSource {
    pub(super) fn circle(&self) -> Circle {
        let beneath = self.beneath.get_ref();
        Circle {
            title: self.title.get_ref().clone(),
            beneath: LoopTitle {
                id: beneath.id.get_ref().clone(),
                title: beneath.title.get_ref().clone(),
                short: text_of(beneath.short.as_ref()),
            },
            variables: self.variable.iter().map(VariableSource::variable).collect(),
            links: self.link.iter().map(|link| link.get_ref().link()).collect(),
            tellings: self.telling.iter().map(TellingSource::telling).collect(),
            answer: self.answer.as_ref().map(AnswerSource::answer),
        }
    }
}

impl KindSource {
    pub(super) fn kind(self) -> LoopKind {
        match self {
            Self::Reinforcing => LoopKind::Reinforcing,
            Self::Balancing => LoopKind::Balancing,
        }
    }
}

impl VariableSource {
    fn variable(&self) -> Variable {
        Variable { id: self.id.get_ref().clone(), name: self.name.get_ref().clone() }
    }
}

impl LinkSource {
    fn link(&self) -> Link {
        Link {
            from: self.from.get_ref().clone(),
            to: self.to.get_ref().clone(),
            sign: self.sign,
            delayed: self.delayed,
            years: self.years.as_ref().and_then(|years| Years::new(*years.get_ref())),
            because: self.because.clone(),
            because_down: self.because_down.clone(),
        }
    }
}

impl TellingSource {
    fn telling(&self) -> Telling {
        Telling {
            id: self.id.get_ref().clone(),
            title: self.title.get_ref().clone(),
            short: text_of(self.short.as_ref()),
            tone: self.tone,
            summary: text_of(self.summary.as_ref()),
            stages: self.stage.iter().map(|stage| stage.get_ref().stage()).collect(),
        }
    }
}

impl AnswerSource {
    fn answer(&self) -> AuthorsStart {
        AuthorsStart {
            variable: self.variable.get_ref().clone(),
            direction: self.direction,
            text: self.text.clone(),
            risk: self.risk.clone(),
        }
    }
}

impl StageSource {
    fn stage(&self) -> Stage {
        Stage {
            variable: self.variable.get_ref().clone(),
            direction: Some(self.direction),
            label: self.label.get_ref().clone(),
            sentence: self.sentence.get_ref().clone(),
            text: self.text.clone(),
            prompt: self.prompt.clone(),
            trainer: self.trainer.clone(),
        }
    }
}
