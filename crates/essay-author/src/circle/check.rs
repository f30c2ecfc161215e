//! Checks a circle that can be read.

mod kind;
mod optional;
mod telling;

use super::source::CircleSource;
use crate::markdown::Fence;
use crate::source::Report;
use essay_core::circle::Circle;
use std::collections::BTreeSet;
use toml::Spanned;

/// The longest label of a stage, in characters.
const LONGEST_LABEL: usize = 60;

/// The permitted number of variables in a loop and of stages in a telling.
const SIZES: std::ops::RangeInclusive<usize> = 3..=12;

/// Reports every fault of the circle in the block `fence`.
///
/// Checks that depend on the links run only if the links are right: broken links could make every direction look wrong.
pub(super) fn check(source: &CircleSource, circle: &Circle, fence: &Fence, report: &mut Report) {
    let mut check = Check { source, circle, fence, report };
    check.size();
    check.names();
    check.optional();
    let sound = check.ids() && check.links();
    if sound {
        check.kind();
    }
    for telling in &source.telling {
        check.telling(telling, sound);
    }
    check.answer();
}

struct Check<'a, 'r, 's> {
    source: &'a CircleSource,
    circle: &'a Circle,
    fence: &'a Fence,
    report: &'r mut Report<'s>,
}

impl<'a> Check<'a, '_, '_> {
    fn error<T>(&mut self, place: &Spanned<T>, message: &str, hint: &str) {
        self.report.error(self.fence.place(place.span().start), message, hint);
    }

    /// Refuses a blank text. `what` begins the sentence.
    fn filled(&mut self, text: &Spanned<String>, what: &str, hint: &str) {
        if text.get_ref().trim().is_empty() {
            self.error(text, &format!("{what} is empty."), hint);
        }
    }

    fn size(&mut self) {
        let count = self.circle.variables.len();
        if !SIZES.contains(&count) {
            let message = format!("The loop has {count} variables.");
            let hint = "A loop that can be followed by eye has 3 to 12 of them.";
            self.error(&self.source.beneath, &message, hint);
        }
    }

    /// Checks that the essay's own start names a variable of the loop.
    fn answer(&mut self) {
        let Some(answer) = &self.source.answer else { return };
        let known = |variable: &super::source::VariableSource| variable.id.get_ref() == answer.variable.get_ref();
        if !self.source.variable.iter().any(known) {
            let ids: Vec<_> = self.circle.variables.iter().map(|variable| variable.id.as_str()).collect();
            let message = format!("There is no variable “{}”.", answer.variable.get_ref());
            self.error(&answer.variable, &message, &format!("The variables are: {}.", ids.join(", ")));
        }
    }

    fn names(&mut self) {
        const VIEW: &str = "Give it a short word; links to its stages begin with it, as in #word/1.";
        let source = self.source;
        self.filled(&source.beneath.get_ref().id, "The id of the loop", VIEW);
        for variable in &source.variable {
            let what = format!("The name of the variable “{}”", variable.id.get_ref());
            self.filled(&variable.id, "The id of this variable", "Give it a short word; links and stages name it so.");
            self.filled(&variable.name, &what, "Say in a few words what it is that rises and falls.");
            let length = variable.name.get_ref().chars().count();
            if length > LONGEST_LABEL {
                let message = format!("{what} has {length} characters.");
                self.error(&variable.name, &message, "It stands beside the ring: say it in at most 60 characters.");
            }
        }
        self.of_a_view(&source.beneath.get_ref().id, "The id of the loop");
        for telling in &source.telling {
            self.filled(&telling.id, "The id of this telling", VIEW);
            self.of_a_view(&telling.id, "The id of this telling");
        }
    }

    /// Refuses an id that links would take for a note's or a comment's.
    fn of_a_view(&mut self, id: &Spanned<String>, what: &str) {
        if let Some(start) = ["note-", "comment-"].into_iter().find(|start| id.get_ref().starts_with(start)) {
            let hint = "Links to its stages would be taken for links to notes or comments. Give it another.";
            self.error(id, &format!("{what} begins with “{start}”."), hint);
        }
    }

    /// Checks that every variable and every view has its own id. Returns whether an id identifies a variable
    /// unambiguously.
    fn ids(&mut self) -> bool {
        let source = self.source;
        let mut clear = true;
        let mut variables = BTreeSet::new();
        for id in source.variable.iter().map(|variable| &variable.id) {
            if id.get_ref().trim().is_empty() {
                clear = false;
            } else if !variables.insert(id.get_ref()) {
                clear = false;
                let message = format!("Two variables have the id “{}”.", id.get_ref());
                self.error(id, &message, "Rename one of them, and the links and stages that mean it.");
            }
        }
        let mut views = BTreeSet::from([source.beneath.get_ref().id.get_ref()]);
        for id in source.telling.iter().map(|telling| &telling.id) {
            if !id.get_ref().trim().is_empty() && !views.insert(id.get_ref()) {
                let message = format!("Two views of the circle have the id “{}”.", id.get_ref());
                self.error(id, &message, "Rename one of them, and the links that lead to it.");
            }
        }
        clear
    }

    /// Checks that the links lead from each variable to the next, and from the last to the first. Returns whether they
    /// do.
    fn links(&mut self) -> bool {
        let (source, circle) = (self.source, self.circle);
        let ids = circle.variables.iter().map(|variable| variable.id.as_str());
        let round: Vec<(&str, &str)> = ids.clone().zip(ids.clone().cycle().skip(1)).collect();
        if round.len() < *SIZES.start() {
            // Such a small loop gets other links as soon as its missing variables are added.
            return false;
        }
        let ends = |link: &'a Spanned<super::source::LinkSource>| {
            let link = link.get_ref();
            (link.from.get_ref().as_str(), link.to.get_ref().as_str())
        };
        let written: BTreeSet<_> = source.link.iter().map(ends).collect();
        let mut missing: Vec<_> = round.iter().copied().filter(|ends| !written.contains(ends)).collect();
        let mut sound = missing.is_empty();
        let mut seen = BTreeSet::new();
        for link in &source.link {
            let (from, to) = ends(link);
            if round.contains(&(from, to)) {
                if !seen.insert((from, to)) {
                    sound = false;
                    let message = format!("A second link leads from “{from}” to “{to}”.");
                    self.error(link, &message, "Delete one of the two.");
                }
                continue;
            }
            sound = false;
            // A wrong link that shares an end with a missing one is most likely meant to be that one, which is then not
            // reported as missing.
            let meant = missing.iter().position(|meant| meant.0 == from);
            let hint = match meant.or_else(|| missing.iter().position(|meant| meant.1 == to)) {
                Some(meant) => {
                    let (from, to) = missing.remove(meant);
                    format!("The link at this place must lead from “{from}” to “{to}”, in the variables' order.")
                }
                None => {
                    "Delete this link, or add its variable: one link leads from each variable to the next.".to_owned()
                }
            };
            let ids: Vec<_> = ids.clone().collect();
            let unknown =
                [&link.get_ref().from, &link.get_ref().to].into_iter().find(|id| !ids.contains(&id.get_ref().as_str()));
            match unknown {
                Some(id) => self.error(id, &format!("There is no variable “{}”.", id.get_ref()), &hint),
                None => {
                    let message = format!("The link from “{from}” to “{to}” does not follow the loop.");
                    self.error(link, &message, &hint);
                }
            }
        }
        for (from, to) in missing {
            let message = format!("The loop is not closed: the link from “{from}” to “{to}” is missing.");
            self.error(&source.beneath, &message, "Add it as a [[link]], in the variables' order.");
        }
        // If each link occurs once, the first at a wrong place is the fault. It only displaces those behind it.
        let displaced = source.link.iter().zip(&round).find(|(link, expected)| ends(link) != **expected);
        if let (true, Some((link, (from, to)))) = (sound, displaced) {
            let (here_from, here_to) = ends(link);
            let message = format!("The link from “{here_from}” to “{here_to}” does not follow the loop.");
            let hint = format!("The link at this place must lead from “{from}” to “{to}”, in the variables' order.");
            self.error(link, &message, &hint);
            sound = false;
        }
        sound
    }
}
