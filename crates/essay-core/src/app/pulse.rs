//! The pulse that travels along the ring with every step.

use crate::circle::Direction;
use crate::circle::layout::Point;
use crate::millis::Millis;

/// The pulse that travels from a stage to the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Pulse {
    /// It sets out, or goes on.
    Go(PulsePath),
    /// It holds.
    Hold,
    /// It ends.
    End,
    /// The circle has played once round: the ring of this view closes.
    Close(usize),
}

/// The path of the pulse.
#[derive(Clone, Debug, PartialEq)]
pub struct PulsePath {
    /// The index of the view.
    pub view: usize,
    /// The stage, counted from 0, after which the path lies on the ring.
    pub way: usize,
    /// Points on the path, evenly apart.
    pub points: Vec<Point>,
    /// The direction of the variable that the pulse leaves, if there is one.
    pub carries: Option<Direction>,
    /// True if the effect that the pulse stands for turns into its opposite on the way.
    pub turns: bool,
    /// True if it waits half-way.
    pub waits: bool,
    /// How long the whole path takes by the reader's clock.
    pub duration: Millis,
    /// How much of that has passed by the reader's clock.
    pub elapsed: Millis,
}
