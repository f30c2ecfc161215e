//! For whom a build is made.

use crate::arguments::Arguments;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Optimised for size: what pages get.
    Release,
    /// Builds in seconds, with Yew's own checks switched on.
    Dev,
}

impl Profile {
    /// Takes `--dev`.
    pub fn from_switch(arguments: &mut Arguments) -> Self {
        if arguments.switch("--dev") { Self::Dev } else { Self::Release }
    }
}
