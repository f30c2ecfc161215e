//! The first render, natively: what a reader without script sees.

mod command_line;
mod default_essay;
