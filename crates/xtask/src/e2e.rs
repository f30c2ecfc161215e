//! `cargo xtask e2e`, `soak` and `pictures`: the programs of tests/e2e against built pages in real browsers.

use crate::arguments::Arguments;
use crate::build;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::error::{Error, Outcome};
use crate::profile::Profile;
use crate::server::{self, Site};
use crate::test_results::Tally;
use crate::{properties, run, serve, setup, workspace, yew_apps};
use std::process::Command;

pub fn command(mut arguments: Arguments) -> Outcome {
    let engines = match arguments.value("--engine")? {
        Some(list) => Engine::list(&list)?,
        None => vec![Engine::Chromium],
    };
    let build = !arguments.switch("--no-build");
    let test_words = arguments.passed_on();
    arguments.finish()?;
    setup::ensure(&engines)?;
    if build {
        build::build(Profile::Release)?;
    }
    // All engines are tried, so that one run tells what is wrong in each.
    let mut failed = Vec::new();
    for engine in engines {
        if let Err(failure) = journeys(engine, &test_words, &mut Tally::default()) {
            if let Error::Sentence(sentence) = failure {
                eprintln!("{sentence}");
            }
            failed.push(engine.name());
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("The journeys failed in {}. The output above says which.", failed.join(" and "))))
}

/// Runs the journeys in one engine against dist/ as it is, and counts their results.
pub fn journeys(engine: Engine, test_words: &[String], tally: &mut Tally) -> Outcome {
    yew_apps::build_host(&workspace::root().join("target/bench/yew-host"))?;
    println!("Journeys in {}:", engine.name());
    let mut tests = workspace::command("cargo");
    tests.args(["test", "--package", "e2e", "--"]);
    tests.arg(format!("--test-threads={}", engine.sessions())).args(test_words);
    let mounts = serve::mounts(workspace::root().join("dist"), true);
    with_browser(engine, Site::new(mounts, false), &mut tests, |command| run::tee(command, |line| tally.read(line)))
}

pub fn soak(mut arguments: Arguments) -> Outcome {
    let mut words = arguments.passed_on();
    if words.first().is_some_and(|word| word == "properties") {
        arguments.finish()?;
        return properties::command(words.split_off(1));
    }
    let engine = match arguments.value("--engine")?.as_deref().map(Engine::list).transpose()?.as_deref() {
        None => Engine::Chromium,
        Some([engine]) => *engine,
        Some(_) => return Err(Error::new("One engine at a time is soaked: --engine chromium, or firefox.")),
    };
    program("soak", &words, engine, arguments)
}

/// `cargo xtask pictures`: what the essay looks like, into docs/pictures/.
pub fn pictures(mut arguments: Arguments) -> Outcome {
    let mut words: Vec<String> = arguments.value("--lang")?.into_iter().collect();
    words.extend(arguments.passed_on());
    program("pictures", &words, Engine::Chromium, arguments)
}

/// Runs one of the programs of tests/e2e, as a host would serve the pages: compressed.
fn program(name: &str, words: &[String], engine: Engine, mut arguments: Arguments) -> Outcome {
    let build = !arguments.switch("--no-build");
    arguments.finish()?;
    setup::ensure(&[engine])?;
    if build {
        build::build(Profile::Release)?;
    }
    let mounts = serve::mounts(workspace::root().join("dist"), true);
    with_browser(engine, Site::new(mounts, true), &mut program_command(name, words), run::succeed)
}

/// The command that compiles and runs one of the programs of tests/e2e.
pub fn program_command(name: &str, words: &[String]) -> Command {
    let mut command = workspace::command("cargo");
    command.args(["run", "--quiet", "--release", "--package", "e2e", "--bin", name, "--"]).args(words);
    command
}

/// Starts the server and the driver, tells the command where they are, runs it, and ends the driver.
pub fn with_browser(
    engine: Engine,
    site: Site,
    command: &mut Command,
    run: impl FnOnce(&mut Command) -> Outcome,
) -> Outcome {
    serve::expect_built(&workspace::root().join("dist"))?;
    let listener = server::bind(0)?;
    command.env("CE_BASE_URL", server::address(&listener)?);
    server::start(listener, site);
    let driver = Driver::start(engine)?;
    command.env("CE_DRIVER_URL", driver.url()).env("CE_ENGINE", engine.name());
    run(command)
}
