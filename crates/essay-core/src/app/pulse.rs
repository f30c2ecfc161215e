//! The pulse that travels along the ring while the circle plays.

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
}

/// The path of the pulse.
#[derive(Clone, Debug, PartialEq)]
pub struct PulsePath {
    /// The index of the view.
    pub view: usize,
    /// Points on the path, evenly apart.
    pub points: Vec<Point>,
    /// True if the effect that the pulse stands for turns into its opposite on the way.
    pub turns: bool,
    /// True if it waits half-way.
    pub waits: bool,
    /// How long the whole path takes by the reader's clock.
    pub duration: Millis,
    /// How much of that has passed by the reader's clock.
    pub elapsed: Millis,
}
