//! `cargo xtask build`: the wasm and the default essay, into dist/.

use crate::arguments::Arguments;
use crate::failure::Outcome;
use crate::kept::Earlier;
use crate::{compact, run, setup, workspace};
use std::env;
use std::path::Path;
use std::time::Instant;

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

pub fn command(mut arguments: Arguments) -> Outcome {
    let profile = Profile::from_switch(&mut arguments);
    let keep = arguments.value("--keep")?;
    arguments.finish()?;
    let earlier = keep.map(|folder| Earlier::read(Path::new(&folder))).transpose()?;
    setup::ensure(&[])?;
    build(profile)?;
    earlier.map_or(Ok(()), |earlier| earlier.put_beside(&workspace::root().join("dist")))
}

/// Runs Trunk, which in the end calls `cargo xtask post-build`. Setup has to have been done.
pub fn build(profile: Profile) -> Outcome {
    let started = Instant::now();
    println!("Building dist/ …");
    // --log, because a RUST_LOG that is set for something else may neither silence Trunk nor make it chatter.
    let mut trunk = workspace::command("trunk");
    trunk.args(["build", "--log", "error,trunk=warn"]);
    if profile == Profile::Release {
        trunk.arg("--release");
        compact::apply(&mut trunk);
    }
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // When a build fails, where inside Trunk that was noticed helps nobody.
    trunk.env("RUST_LIB_BACKTRACE", "0");
    if env::var_os("NO_COLOR").is_some() {
        // Everyone else takes any value for yes; Trunk takes only true and false, and stops at "1".
        trunk.env("NO_COLOR", "true");
    }
    run::succeed(&mut trunk)?;
    println!("Built dist/ in {}.", run::duration(started.elapsed()));
    Ok(())
}
