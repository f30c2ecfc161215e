//! The pace at which the circle plays.

/// The time that the path to the next stage takes, in milliseconds.
pub const WAY_MILLIS: f64 = 600.0;

/// The additional time for a path on which the effect turns into its opposite, in milliseconds.
pub const TURN_MILLIS: f64 = 250.0;

/// The additional time for a path with a delay, in milliseconds.
pub const LATER_MILLIS: f64 = 1_000.0;

/// How long a stage is shown while the circle plays, and how long the path from it to the next takes, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    /// The time on the stage.
    pub stay: f64,
    /// The time on the path to the next stage.
    pub way: f64,
}
