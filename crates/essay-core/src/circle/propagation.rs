//! Propagates a push round the loop: the direction of every variable, lap by lap.

use super::{Circle, Direction};

/// A variable that a push has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// The index of the variable among the circle's variables.
    pub variable: usize,
    /// The direction in which it moves, compared with no push.
    pub direction: Direction,
    /// The lap, counted from 1. Each lap begins with the pushed variable.
    pub lap: usize,
    /// True if a slow link lies between the beginning of this lap and the variable. The length of the delay is unknown.
    pub late: bool,
}

impl Circle {
    /// Propagates a push on one variable, and returns the variables in the order in which the push reaches them.
    ///
    /// `start` is the index of the pushed variable, and `push` is the direction of the push. The push is followed for
    /// `laps` whole laps. In each lap it reaches every variable once, beginning with the pushed one. The first
    /// direction of the next lap is the one in which the push comes back: the same as before if the loop reinforces,
    /// the opposite one if it balances.
    ///
    /// The result has directions and laps as its only units, since signs know neither amounts nor dates. A plus sign
    /// says that the effect moves in the same direction as the cause, a minus sign that it moves in the opposite one.
    /// Both are compared with no push, all else being equal. Source of this reading of signs and delays: John D.
    /// Sterman, *Business Dynamics* (2000), chapter 5.
    ///
    /// The result is empty if `start` is out of range. The links must be in the order of the variables, which the
    /// author's check ensures.
    ///
    /// # Example
    /// ```
    /// use essay_core::circle::{Circle, Direction, Link, LoopTitle, Polarity, Variable};
    ///
    /// let variable = |id: &str| Variable { id: id.to_owned(), name: id.to_owned() };
    /// let link = |from: &str, to: &str, sign, delayed| Link {
    ///     from: from.to_owned(),
    ///     to: to.to_owned(),
    ///     sign,
    ///     delayed,
    ///     years: None,
    ///     because: String::new(),
    ///     because_down: String::new(),
    /// };
    /// let circle = Circle {
    ///     title: "Trust and control".to_owned(),
    ///     beneath: LoopTitle { id: "loop".to_owned(), title: "The loop".to_owned(), short: String::new() },
    ///     variables: vec![variable("trust"), variable("control"), variable("daring")],
    ///     links: vec![
    ///         link("trust", "control", Polarity::Minus, false),
    ///         link("control", "daring", Polarity::Minus, true),
    ///         link("daring", "trust", Polarity::Plus, false),
    ///     ],
    ///     tellings: vec![],
    ///     answer: None,
    /// };
    /// let impacts = circle.run(0, Direction::Up, 1);
    /// assert_eq!(impacts[1].direction, Direction::Down);
    /// assert!(impacts[2].direction == Direction::Up && impacts[2].late);
    /// ```
    pub fn run(&self, start: usize, push: Direction, laps: usize) -> Vec<Impact> {
        // A document that skipped the author's check may have more links than variables, or fewer.
        let count = self.links.len().min(self.variables.len());
        if start >= count {
            return vec![];
        }
        let mut reached = vec![];
        let mut direction = push;
        for lap in 1..=laps {
            let mut late = false;
            for (variable, link) in self.links.iter().take(count).enumerate().cycle().skip(start).take(count) {
                reached.push(Impact { variable, direction, lap, late });
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

    /// A loop of 3 to 12 variables with arbitrary signs and delays, the index of one variable, and a push.
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
