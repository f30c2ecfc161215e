//! What becomes of a push: how every variable moves, lap by lap.

use super::{Circle, Direction};

/// A variable at the moment at which a push has come to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The place of the variable among the circle's variables, counted from 0.
    pub variable: usize,
    /// Which way it moves, against what it would have been without the push.
    pub direction: Direction,
    /// The lap, counted from 1. It begins each time with the variable that was pushed.
    pub lap: usize,
    /// Whether a link that takes long lies between the beginning of this lap and the variable. How long is not known.
    pub late: bool,
}

impl Circle {
    /// How every variable moves after a push on one of them, in the order in which the push comes to them.
    ///
    /// `start` is the place of the pushed variable, counted from 0, and `push` the way it is pushed. The push is followed
    /// for `laps` whole laps, and in each of them it comes to every variable once, beginning with the pushed one. The
    /// direction in which it comes back to that one is the first of the next lap: the same as before if the loop
    /// reinforces, the other if it balances.
    ///
    /// The units are a direction for each variable and whole laps for the time, since signs know neither amounts nor
    /// dates. A plus sign says that the second variable moves the same way as the first, a minus sign that it moves the
    /// other way, in both cases measured against what it would have been without the push, all else being equal.
    /// Source of this reading of signs and delays: John D. Sterman, *Business Dynamics* (2000), chapter 5.
    ///
    /// Nothing is reached if no variable has the place `start`. The links are taken to be in the variables' order, as the
    /// author's check makes sure.
    pub fn run(&self, start: usize, push: Direction, laps: usize) -> Vec<Reached> {
        // A document that no author's check has seen may have more of the one than of the other.
        let count = self.links.len().min(self.variables.len());
        if start >= count {
            return vec![];
        }
        let mut reached = vec![];
        let mut direction = push;
        for lap in 1..=laps {
            let mut late = false;
            for (variable, link) in self.links.iter().take(count).enumerate().cycle().skip(start).take(count) {
                reached.push(Reached { variable, direction, lap, late });
                direction = direction.through(link.sign);
                late |= link.delayed;
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::circle;
    use super::super::{LoopKind, Polarity};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// A loop of 3 to 12 variables with any signs and delays, the place of one of its variables, and a push.
    fn pushed() -> impl Strategy<Value = (Circle, usize, Direction)> {
        let links = prop::collection::vec(any::<(bool, bool)>(), 3..=12);
        (links, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(links, start, up)| {
            let sign = |minus| if minus { Polarity::Minus } else { Polarity::Plus };
            let mut circle = circle(&links.iter().map(|(minus, _)| sign(*minus)).collect::<Vec<_>>());
            for (link, (_, delayed)) in circle.links.iter_mut().zip(&links) {
                link.delayed = *delayed;
            }
            (circle, start.index(links.len()), if up { Direction::Up } else { Direction::Down })
        })
    }

    fn other(direction: Direction) -> Direction {
        direction.through(Polarity::Minus)
    }

    #[test]
    fn a_push_is_turned_by_minus_signs_and_is_late_behind_a_delay() {
        use Direction::{Down, Up};
        use Polarity::{Minus, Plus};
        let reached: Vec<_> = circle(&[Minus, Plus, Plus])
            .run(1, Up, 2)
            .iter()
            .map(|reached| (reached.variable, reached.direction, reached.lap, reached.late))
            .collect();
        let first = [(1, Up, 1, false), (2, Up, 1, true), (0, Up, 1, true)];
        let second = [(1, Down, 2, false), (2, Down, 2, true), (0, Down, 2, true)];
        assert_eq!(reached, [first, second].concat());
    }

    #[test]
    fn without_a_variable_or_a_lap_nothing_is_reached() {
        let circle = circle(&[Polarity::Plus; 3]);
        assert_eq!(circle.run(3, Direction::Up, 1), []);
        assert_eq!(circle.run(usize::MAX, Direction::Up, 1), []);
        assert_eq!(circle.run(0, Direction::Up, 0), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn at_the_start_of_the_second_lap_the_direction_agrees_with_the_parity((circle, start, push) in pushed()) {
            let reached = circle.run(start, push, 2);
            let again = reached[circle.variables.len()];
            let minus = circle.links.iter().filter(|link| link.sign == Polarity::Minus).count();
            prop_assert_eq!((again.variable, again.lap), (start, 2));
            prop_assert_eq!(again.direction, if minus % 2 == 0 { push } else { other(push) });
            prop_assert_eq!(circle.kind(), if minus % 2 == 0 { LoopKind::Reinforcing } else { LoopKind::Balancing });
        }

        #[test]
        fn every_lap_reaches_each_variable_once((circle, start, push) in pushed(), laps in 0_usize..6) {
            let count = circle.variables.len();
            let reached = circle.run(start, push, laps);
            prop_assert_eq!(reached.len(), laps * count);
            for (index, lap) in reached.chunks(count).enumerate() {
                prop_assert!(lap.iter().all(|reached| reached.lap == index + 1));
                prop_assert_eq!(lap[0].variable, start);
                let variables: BTreeSet<_> = lap.iter().map(|reached| reached.variable).collect();
                prop_assert!(variables.into_iter().eq(0..count));
            }
        }

        #[test]
        fn a_reinforcing_loop_repeats_itself_and_a_balancing_one_turns_over((circle, start, push) in pushed()) {
            let reached = circle.run(start, push, 4);
            let count = circle.variables.len();
            for (before, after) in reached.iter().zip(&reached[count..]) {
                prop_assert_eq!((before.variable, before.late), (after.variable, after.late));
                let same = before.direction == after.direction;
                prop_assert_eq!(same, circle.kind() == LoopKind::Reinforcing);
            }
        }

        #[test]
        fn within_a_lap_each_step_keeps_to_its_link((circle, start, push) in pushed()) {
            let reached = circle.run(start, push, 1);
            prop_assert_eq!((reached[0].direction, reached[0].late), (push, false));
            for pair in reached.windows(2) {
                let link = &circle.links[pair[0].variable];
                prop_assert_eq!(&link.to, &circle.variables[pair[1].variable].id);
                prop_assert_eq!(pair[1].direction, pair[0].direction.through(link.sign));
                prop_assert_eq!(pair[1].late, pair[0].late || link.delayed);
            }
        }
    }
}
