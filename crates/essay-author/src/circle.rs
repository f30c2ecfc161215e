//! Compiles the block `circle` from TOML, and checks that it is a circle.

mod check;

use crate::markdown::Fence;
use crate::source::Report;
use essay_core::circle::{
    AuthorsStart, Circle, Direction, Link, LoopKind, LoopTitle, Polarity, Stage, Telling, Tone, Variable,
};
use serde::Deserialize;
use toml::Spanned;

// The parts of a circle as an author writes them. Unlike the parts of a document, they remember their positions and
// refuse unknown fields. In a document, an unknown field may come from a later version.

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CircleSource {
    title: Spanned<String>,
    #[serde(rename = "loop")]
    beneath: Spanned<LoopSource>,
    #[serde(default)]
    variable: Vec<VariableSource>,
    #[serde(default)]
    link: Vec<Spanned<LinkSource>>,
    #[serde(default)]
    telling: Vec<TellingSource>,
    answer: Option<AnswerSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoopSource {
    id: Spanned<String>,
    title: Spanned<String>,
    /// The kind that the author claims for the loop. It is checked and then dropped, since the signs determine it.
    kind: Option<Spanned<KindSource>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindSource {
    Reinforcing,
    Balancing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariableSource {
    id: Spanned<String>,
    name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkSource {
    from: Spanned<String>,
    to: Spanned<String>,
    sign: Polarity,
    #[serde(default)]
    delayed: bool,
    #[serde(default)]
    because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TellingSource {
    id: Spanned<String>,
    title: Spanned<String>,
    tone: Tone,
    summary: Option<Spanned<String>>,
    #[serde(default)]
    stage: Vec<Spanned<StageSource>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageSource {
    variable: Spanned<String>,
    direction: Direction,
    label: Spanned<String>,
    sentence: Spanned<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    prompt: String,
    #[serde(default)]
    trainer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerSource {
    variable: Spanned<String>,
    direction: Direction,
    text: String,
    risk: String,
}

/// Compiles the block. Returns `None` if it cannot be read. A circle with faults is reported and returned.
pub(crate) fn compile(fence: &Fence, report: &mut Report) -> Option<Circle> {
    let source: CircleSource = match toml::from_str(&fence.toml) {
        Ok(source) => source,
        Err(fault) => {
            let at = fault.span().map_or(0, |span| span.start);
            report.error(
                fence.place(at),
                &format!("The circle cannot be read: {}.", fault.message()),
                "See the section on circles in docs/authoring.md for every field.",
            );
            return None;
        }
    };
    let circle = source.circle();
    check::check(&source, &circle, fence, report);
    Some(circle)
}

impl CircleSource {
    fn circle(&self) -> Circle {
        let beneath = self.beneath.get_ref();
        Circle {
            title: self.title.get_ref().clone(),
            beneath: LoopTitle { id: beneath.id.get_ref().clone(), title: beneath.title.get_ref().clone() },
            variables: self.variable.iter().map(VariableSource::variable).collect(),
            links: self.link.iter().map(|link| link.get_ref().link()).collect(),
            tellings: self.telling.iter().map(TellingSource::telling).collect(),
            answer: self.answer.as_ref().map(AnswerSource::answer),
        }
    }
}

impl KindSource {
    fn kind(self) -> LoopKind {
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
            because: self.because.clone(),
        }
    }
}

impl TellingSource {
    fn telling(&self) -> Telling {
        Telling {
            id: self.id.get_ref().clone(),
            title: self.title.get_ref().clone(),
            tone: self.tone,
            summary: self.summary.as_ref().map(|summary| summary.get_ref().clone()).unwrap_or_default(),
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
