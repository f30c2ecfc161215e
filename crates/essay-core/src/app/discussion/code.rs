//! The discussion's code as a value, so that a platform may load it later than the rest.

use super::{Format, Msg, State};
use crate::app;
use crate::app::context::Context;
use crate::essay::Essay;
use crate::i18n::Translations;
use std::fmt;

/// The functions of the discussion that the rest of the app calls.
///
/// A program that holds no value of this type holds none of the discussion's code either: a linker or a splitter of wasm finds
/// it by [`Code::new`] alone. Without it, a [`Model`](app::Model) keeps the messages for the discussion and asks for the code.
#[derive(Clone, Copy)]
pub struct Code {
    pub(in crate::app) new_state: fn(&Essay) -> State,
    pub(in crate::app) update: fn(&mut State, Msg, &mut Context<'_>) -> Vec<app::Effect>,
    pub(in crate::app) export: fn(&State, Format, &str, &Essay, Translations) -> String,
}

impl Code {
    /// All of it.
    pub fn new() -> Self {
        Self { new_state: State::new, update: super::update, export: State::export }
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Code {
    fn eq(&self, _: &Self) -> bool {
        // A program has one discussion.
        true
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}
