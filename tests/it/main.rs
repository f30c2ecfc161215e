//! Tests the first render natively: the page that a reader without script sees.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod command_line;
mod default_essay;
mod ids;
mod snapshots;
mod written;
