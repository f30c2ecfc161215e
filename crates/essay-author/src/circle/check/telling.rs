//! Checks that a telling follows the loop once round and moves by its signs.

use super::{Check, LONGEST_LABEL, SIZES};
use crate::circle::source::{StageSource, TellingSource};
use essay_core::circle::Direction;
use std::collections::BTreeSet;

impl Check<'_, '_, '_> {
    /// Checks a telling. Order and directions are checked only if the links are `sound` and every stage names a
    /// variable.
    pub(super) fn telling(&mut self, telling: &TellingSource, sound: bool) {
        let stages = &telling.stage;
        if !SIZES.contains(&stages.len()) {
            let message = format!("The telling “{}” has {} stages.", telling.id.get_ref(), stages.len());
            self.error(&telling.id, &message, "A telling that can be followed by eye has 3 to 12 of them.");
        }
        for stage in stages {
            self.stage(stage.get_ref());
        }
        let places: Vec<_> = stages.iter().filter_map(|stage| self.place(stage.get_ref())).collect();
        if sound && places.len() == stages.len() && self.order(telling, &places) {
            self.directions(telling);
        }
    }

    fn stage(&mut self, stage: &StageSource) {
        if self.place(stage).is_none() {
            let ids: Vec<_> = self.circle.variables.iter().map(|variable| variable.id.as_str()).collect();
            let message = format!("There is no variable “{}”.", stage.variable.get_ref());
            self.error(&stage.variable, &message, &format!("The variables are: {}.", ids.join(", ")));
        }
        self.filled(
            &stage.label,
            "The label of this stage",
            "Say in a few words what happens, in at most 60 characters.",
        );
        self.filled(&stage.sentence, "The sentence of this stage", "Say in one sentence what happens.");
        let length = stage.label.get_ref().chars().count();
        if length > LONGEST_LABEL {
            let message = format!("The label of this stage has {length} characters.");
            self.error(&stage.label, &message, "Say it in at most 60 characters; the sentence can be longer.");
        }
    }

    /// Returns the position of the stage's variable in the loop, counted from 0.
    fn place(&self, stage: &StageSource) -> Option<usize> {
        self.circle.variables.iter().position(|variable| variable.id == *stage.variable.get_ref())
    }

    /// Checks that the stages go forward along the loop, and exactly once round until they reach the first again.
    /// Returns whether they do. `places` are the positions of their variables.
    fn order(&mut self, telling: &TellingSource, places: &[usize]) -> bool {
        let Some(first) = places.first().copied() else { return false };
        let id = telling.id.get_ref();
        let count = self.circle.variables.len();
        let mut walked = 0;
        let mut before = first;
        for (stage, place) in telling.stage.iter().zip(places.iter().copied()) {
            let way = forward(before, place, count);
            if walked + way > count {
                let (start, from, to) = (self.id(first), self.id(before), self.id(place));
                let message = if walked == count {
                    format!("The telling “{id}” goes round a second time here: it has come back to “{start}” already.")
                } else {
                    format!(
                        "The telling “{id}” leaves the loop's order here: the way from “{from}” to “{to}” passes “{start}”, \
                         where it began."
                    )
                };
                // This is a set, since two stages of one variable have the same position.
                let kept: BTreeSet<_> = places.iter().map(|place| forward(first, *place, count)).collect();
                let hint = format!("Keep the order {}, once round.", self.listed(first, kept));
                self.error(stage, &message, &hint);
                return false;
            }
            walked += way;
            before = place;
        }
        // Including the path from the last stage to the first, any other sum is exactly one round. For a telling of one
        // or two stages, another check has reported already that it is too short.
        if walked == 0 && places.len() >= *SIZES.start() {
            let message =
                format!("The telling “{id}” does not go round the loop: all its stages tell “{}”.", self.id(first));
            let hint = format!("Tell other variables too, in the order {}.", self.listed(first, 0..count));
            self.error(&telling.id, &message, &hint);
        }
        walked > 0
    }

    /// Checks that each stage moves as the signs since the stage before say. The first stage is exempt: it is the push,
    /// which a balancing loop brings back the other way.
    fn directions(&mut self, telling: &TellingSource) {
        let stages = telling.stage.iter();
        let mut turned = false;
        for (before, stage) in stages.clone().zip(stages.skip(1)) {
            let (here, there) = (before.get_ref(), stage.get_ref());
            let (from, to) = (here.variable.get_ref(), there.variable.get_ref());
            let expected = here.direction.through(self.circle.path(from, to).sign);
            // If the stage before was refused, turning that one corrects this one as well.
            turned = !turned && expected != there.direction;
            if turned {
                let word = match expected {
                    Direction::Up => "up",
                    Direction::Down => "down",
                };
                let (message, hint) = if from == to {
                    let message = format!("“{to}” moves the other way in the stage before.");
                    (message, format!("Write direction = \"{word}\", or turn the stage before."))
                } else {
                    let message =
                        format!("By the signs of the loop “{to}” moves the other way here, for it follows “{from}”.");
                    (message, format!("Write direction = \"{word}\", or mend the sign of a link between the two."))
                };
                self.error(stage, &message, &hint);
            }
        }
    }

    fn id(&self, place: usize) -> &str {
        self.circle.variables.get(place).map_or("", |variable| &variable.id)
    }

    /// Lists the ids of the variables that lie so many links behind the first.
    fn listed(&self, first: usize, steps: impl IntoIterator<Item = usize>) -> String {
        let count = self.circle.variables.len();
        let ids: Vec<_> = steps.into_iter().map(|step| format!("“{}”", self.id((first + step) % count))).collect();
        ids.join(", ")
    }
}

/// Returns the number of links from one position to another along a loop of this length.
fn forward(from: usize, to: usize, count: usize) -> usize {
    (to + count - from) % count
}
