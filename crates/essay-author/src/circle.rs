//! The block `circle`: TOML to a circle, and whether the circle is one.

use crate::markdown::Fence;
use crate::source::{Report, Source};
use essay_core::circle::{Circle, Link, LoopTitle, Stage, Telling, Tone, Variable};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

/// The fewest and the most variables of a loop and stages of a telling.
const SIZES: std::ops::RangeInclusive<usize> = 3..=12;
/// The longest label of a stage, in characters.
const LONGEST_LABEL: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CircleSource {
    title: String,
    #[serde(rename = "loop")]
    beneath: Spanned<LoopTitle>,
    #[serde(default)]
    variable: Vec<Spanned<Variable>>,
    #[serde(default)]
    link: Vec<Spanned<Link>>,
    #[serde(default)]
    telling: Vec<TellingSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TellingSource {
    id: Spanned<String>,
    title: String,
    tone: Tone,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    stage: Vec<Spanned<Stage>>,
}

/// Compiles the block. None if it cannot be read; a circle with faults is reported and still given.
pub(crate) fn compile(fence: &Fence, _source: &Source, report: &mut Report) -> Option<Circle> {
    let source: CircleSource = match toml::from_str(&fence.toml) {
        Ok(source) => source,
        Err(fault) => {
            let at = fault.span().map_or(0, |span| span.start);
            report.error(
                fence.at + at,
                &format!("The circle cannot be read: {}.", fault.message()),
                "See the section on circles in docs/authoring.md for every field.",
            );
            return None;
        }
    };
    let circle = Circle {
        title: source.title.clone(),
        beneath: source.beneath.get_ref().clone(),
        variables: source.variable.iter().map(|variable| variable.get_ref().clone()).collect(),
        links: source.link.iter().map(|link| link.get_ref().clone()).collect(),
        tellings: source.telling.iter().map(telling).collect(),
        answer: None,
    };
    let mut check = Check { source: &source, at: fence.at, report };
    check.ids();
    check.links();
    for telling in &source.telling {
        check.telling(telling, &circle);
    }
    Some(circle)
}

fn telling(source: &TellingSource) -> Telling {
    Telling {
        id: source.id.get_ref().clone(),
        title: source.title.clone(),
        tone: source.tone,
        summary: source.summary.clone(),
        stages: source.stage.iter().map(|stage| stage.get_ref().clone()).collect(),
    }
}

struct Check<'a, 'r, 's> {
    source: &'a CircleSource,
    at: usize,
    report: &'r mut Report<'s>,
}

impl Check<'_, '_, '_> {
    fn error<T>(&mut self, place: &Spanned<T>, message: &str, hint: &str) {
        self.report.error(self.at + place.span().start, message, hint);
    }

    fn ids(&mut self) {
        let mut variables = BTreeSet::new();
        for variable in &self.source.variable {
            if !variables.insert(&variable.get_ref().id) {
                let message = format!("Two variables have the id “{}”.", variable.get_ref().id);
                self.error(variable, &message, "Rename one of them, and the links and stages that mean it.");
            }
        }
        let mut views = BTreeSet::from([&self.source.beneath.get_ref().id]);
        for telling in &self.source.telling {
            if !views.insert(telling.id.get_ref()) {
                let message = format!("Two views of the circle have the id “{}”.", telling.id.get_ref());
                self.error(&telling.id, &message, "Rename one of them, and the links that lead to it.");
            }
        }
    }

    /// The links must lead from each variable to the next and from the last to the first.
    fn links(&mut self) {
        let variables: Vec<&str> = self.source.variable.iter().map(|variable| variable.get_ref().id.as_str()).collect();
        if !SIZES.contains(&variables.len()) {
            let message = format!("The loop has {} variables.", variables.len());
            let hint = "A loop that can be followed by eye has 3 to 12 of them.";
            self.error(&self.source.beneath, &message, hint);
        }
        let nexts = variables.iter().cycle().skip(1);
        for (index, (variable, next)) in variables.iter().zip(nexts).enumerate() {
            let hint =
                format!("The link at this place must lead from “{variable}” to “{next}”, in the variables' order.");
            match self.source.link.get(index) {
                Some(link) if link.get_ref().from == *variable && link.get_ref().to == *next => {}
                Some(link) => {
                    let (from, to) = (&link.get_ref().from, &link.get_ref().to);
                    let unknown = [from, to].into_iter().find(|id| !variables.contains(&id.as_str()));
                    let message = match unknown {
                        Some(id) => format!("There is no variable “{id}”."),
                        None => format!("The link from “{from}” to “{to}” does not follow the loop."),
                    };
                    self.error(link, &message, &hint);
                }
                None => {
                    let message = format!("The loop is not closed: the link from “{variable}” to “{next}” is missing.");
                    self.error(&self.source.beneath, &message, "Add it as a [[link]], in the variables' order.");
                }
            }
        }
        if let Some(link) = self.source.link.get(variables.len()) {
            self.error(link, "The loop has more links than variables.", "Delete this link, or add its variable.");
        }
    }

    fn telling(&mut self, telling: &TellingSource, circle: &Circle) {
        let stages = &telling.stage;
        if !SIZES.contains(&stages.len()) {
            let message = format!("The telling “{}” has {} stages.", telling.id.get_ref(), stages.len());
            self.error(&telling.id, &message, "A telling that can be followed by eye has 3 to 12 of them.");
        }
        for (stage, next) in stages.iter().zip(stages.iter().cycle().skip(1)) {
            let (here, there) = (stage.get_ref(), next.get_ref());
            if !circle.variables.iter().any(|variable| variable.id == here.variable) {
                let ids: Vec<_> = circle.variables.iter().map(|variable| variable.id.as_str()).collect();
                let hint = format!("The variables are: {}.", ids.join(", "));
                self.error(stage, &format!("There is no variable “{}”.", here.variable), &hint);
                continue;
            }
            let length = here.label.chars().count();
            if length > LONGEST_LABEL {
                let message = format!("The label of this stage has {length} characters.");
                self.error(stage, &message, "Say it in at most 60 characters; the sentence can be longer.");
            }
            let (sign, _) = circle.way(&here.variable, &there.variable);
            if here.direction.through(sign) != there.direction {
                let message = format!(
                    "By the signs of the loop “{}” moves the other way here, for it follows “{}”.",
                    there.variable, here.variable
                );
                self.error(
                    next,
                    &message,
                    "Turn the direction of this stage, or mend the sign of a link between the two.",
                );
            }
        }
    }
}
