//! Behaviour over time: the shape in which a variable moves lap by lap. It is computed from the signs and delays, which know no amounts,
//! so it is a shape and no figures.
//!
//! Source of the shapes: John D. Sterman, *Business Dynamics* (2000), chapter 4, on the fundamental modes of dynamic behaviour.

use super::layout::{Point, Tenths};
use super::{Circle, Direction, LoopKind};
use crate::i18n::Translations;
use crate::t;

/// The last lap of a curve.
pub const LAPS: usize = 10;

/// The level after each lap, in thousandths of the greatest.
type Levels = [i32; LAPS + 1];

/// Each lap adds a quarter more than the lap before.
const GROWTH: Levels = [0, 30, 68, 115, 173, 247, 339, 453, 597, 777, 1_000];
/// Each lap takes back three tenths of what is left of the push.
const RETURN: Levels = [1_000, 700, 490, 343, 240, 168, 118, 82, 58, 40, 28];
/// Each lap overshoots to the other side, by three quarters of the swing before.
const SWING: Levels = [1_000, -750, 563, -422, 316, -237, 178, -133, 100, -75, 56];

/// The shape in which a variable moves over the laps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It moves the same way with every lap, each time by more.
    Grows,
    /// It comes back step by step to where it was.
    Returns,
    /// It swings to both sides, and settles.
    Swings,
}

impl Shape {
    /// Says how a variable of this name moves: "Over the laps … rises, each time by more."
    pub fn in_words(self, name: &str, direction: Direction, words: Translations) -> String {
        match (self, direction) {
            (Self::Grows, Direction::Up) => t!(words, ShapeRises, name),
            (Self::Grows, Direction::Down) => t!(words, ShapeFalls, name),
            (Self::Returns, _) => t!(words, ShapeReturns, name),
            (Self::Swings, _) => t!(words, ShapeSwings, name),
        }
    }

    /// Returns the points of the curve of a variable that moves in this direction at first: one after each lap, from the beginning on. They
    /// lie in a box of this size, in user units, in the middle of whose height is the level at the beginning.
    ///
    /// # Example
    /// ```
    /// use essay_core::circle::Direction;
    /// use essay_core::circle::shape::Shape;
    ///
    /// let curve = Shape::Grows.curve(Direction::Up, 100, 40);
    /// assert_eq!((curve[0].to_string(), curve[10].to_string()), ("0 20".to_owned(), "100 0".to_owned()));
    /// ```
    pub fn curve(self, direction: Direction, width: i32, height: i32) -> Vec<Point> {
        let levels = match self {
            Self::Grows => GROWTH,
            Self::Returns => RETURN,
            Self::Swings => SWING,
        };
        let up = if direction == Direction::Up { 1 } else { -1 };
        let point = |(lap, level): (usize, i32)| Point {
            x: Tenths(width * lap as i32 * 10 / LAPS as i32),
            y: Tenths(height * 5 - up * level * height / 200),
        };
        levels.into_iter().enumerate().map(point).collect()
    }
}

impl Circle {
    /// Returns the shape in which every variable of the loop moves. A reinforcing loop carries a push further with every lap. A balancing
    /// one takes it back: step by step, or overshooting where an effect comes late.
    pub fn shape(&self) -> Shape {
        match self.kind() {
            LoopKind::Reinforcing => Shape::Grows,
            LoopKind::Balancing if self.links.iter().any(|link| link.delayed) => Shape::Swings,
            LoopKind::Balancing => Shape::Returns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Polarity;
    use super::super::tests::circle;
    use super::*;
    use proptest::prelude::*;

    fn steps(levels: Levels) -> Vec<i32> {
        levels.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    #[test]
    fn growth_grows_a_return_slows_down_and_a_swing_settles() {
        assert!(steps(GROWTH).windows(2).all(|pair| 0 < pair[0] && pair[0] < pair[1]));
        assert!(steps(RETURN).windows(2).all(|pair| pair[0] < pair[1] && pair[1] < 0));
        assert!(SWING.windows(2).all(|pair| pair[0] * pair[1] < 0 && pair[1].abs() < pair[0].abs()));
    }

    #[test]
    fn a_curve_stays_in_its_box_and_falls_where_the_variable_falls() {
        for shape in [Shape::Grows, Shape::Returns, Shape::Swings] {
            for direction in Direction::ALL {
                let curve = shape.curve(direction, 100, 40);
                assert!(curve.iter().all(|point| (0..=1_000).contains(&point.x.0) && (0..=400).contains(&point.y.0)));
                let first = curve.iter().map(|point| point.y.0).find(|y| *y != 200);
                assert_eq!(first.map(|y| y < 200), Some(direction == Direction::Up), "{shape:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_shape_agrees_with_what_the_second_lap_does(
            signs in proptest::collection::vec(prop_oneof![Just(Polarity::Plus), Just(Polarity::Minus)], 3..13),
            delayed: bool,
        ) {
            let mut circle = circle(&signs);
            circle.links.iter_mut().for_each(|link| link.delayed = delayed);
            let impacts = circle.run(0, Direction::Up, 2);
            let comes_back_alike = impacts[signs.len()].direction == Direction::Up;
            let expected = match (comes_back_alike, delayed) {
                (true, _) => Shape::Grows,
                (false, true) => Shape::Swings,
                (false, false) => Shape::Returns,
            };
            prop_assert_eq!(circle.shape(), expected);
        }
    }
}
