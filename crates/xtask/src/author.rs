//! The project's own command line tool, which compiles and prerenders essays.

use crate::error::Outcome;
use crate::profile::Profile;
use crate::{compact, run, workspace};
use std::process::Command;

/// A command that runs it.
pub fn tool(profile: Profile) -> Command {
    let mut tool = cargo("run", profile);
    tool.arg("--");
    tool
}

/// Compiles it, which needs not wait for the wasm.
pub fn build(profile: Profile) -> Outcome {
    run::succeed(cargo("build", profile).arg("--quiet"))
}

fn cargo(what: &str, profile: Profile) -> Command {
    let mut cargo = workspace::command("cargo");
    compact::forget(&mut cargo);
    cargo.arg(what);
    // The tool has to be built like the wasm: in debug builds Yew writes the names of components into the markers of its
    // hydration, in release builds it does not.
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    cargo.args(["--package", "circle-essay", "--bin", "circle-essay"]);
    cargo
}
