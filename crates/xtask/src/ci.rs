//! `cargo xtask ci`: every check that a change has to pass, in the order in which they fail fastest.

use crate::arguments::Arguments;
use crate::build;
use crate::error::{Error, Outcome};
use crate::profile::Profile;
use crate::{run, setup, size, test, tidy, trunk, workspace};
use std::process::Command;
use std::time::Instant;

pub fn command(mut arguments: Arguments) -> Outcome {
    let with_tests = !arguments.switch("--skip-tests");
    arguments.finish()?;
    setup::ensure(&[])?;
    step("format", || run::succeed(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("tidy", tidy::check)?;
    step("clippy, native", || {
        run::succeed(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    })?;
    step("clippy, wasm", || {
        let mut clippy = cargo(&["clippy", "--package", "circle-essay"]);
        clippy.args(test::WIDGET_FLAGS).args(["--lib", "--bin", "circle-essay-widget", "--", "-D", "warnings"]);
        run::succeed(&mut clippy)
    })?;
    step("documentation", || {
        run::succeed(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings"))
    })?;
    if with_tests {
        step("tests", || test::command(Arguments::default()))?;
    }
    step("build", || build::build(Profile::Release))?;
    step("size", size::measure)?;
    step("Trunk", trunk::check)
}

fn cargo(words: &[&str]) -> Command {
    let mut command = workspace::command("cargo");
    command.args(words);
    command
}

/// Runs one step under its name, and says how long it took.
fn step(name: &str, run: impl FnOnce() -> Outcome) -> Outcome {
    println!("== {name}");
    let started = Instant::now();
    run().map_err(|failure| match failure {
        Error::Sentence(sentence) => Error::new(format!("The step `{name}` failed. {sentence}")),
        Error::AlreadyReported => Error::AlreadyReported,
    })?;
    println!("== {name}: ok, {}", run::duration(started.elapsed()));
    Ok(())
}
