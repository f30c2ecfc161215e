//! `cargo xtask test`: every test there is, cheapest first, and one line at the end that says how it went.

use crate::arguments::Arguments;
use crate::build;
use crate::engine::Engine;
use crate::error::{Error, Outcome};
use crate::profile::Profile;
use crate::test_results::Tally;
use crate::{e2e, run, setup, workspace};

/// The wasm that the browser tests and clippy look at.
pub const WIDGET_FLAGS: [&str; 5] =
    ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "widget"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Everything that runs without a browser.
    Core,
    /// Components in a real browser, by wasm-bindgen-test.
    Browser,
    /// Journeys through the built pages.
    E2e,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Core, Self::Browser, Self::E2e];

    fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Browser => "browser",
            Self::E2e => "e2e",
        }
    }

    fn run(self, tally: &mut Tally) -> Outcome {
        match self {
            Self::Core => {
                let mut tests = workspace::command("cargo");
                tests.args(["test", "--workspace", "--exclude", "e2e"]);
                run::tee(&mut tests, |line| tally.read(line))
            }
            Self::Browser => {
                let mut tests = workspace::command("cargo");
                tests.args(["test", "--package", "circle-essay"]).args(WIDGET_FLAGS).args(["--test", "browser"]);
                tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
                // Limits for what hangs: a machine that has other work as well only takes longer.
                tests.env("WASM_BINDGEN_TEST_TIMEOUT", "900").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "120");
                // The runner would take the first driver that any of these names.
                for browser in ["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"] {
                    tests.env_remove(browser).env_remove(format!("{browser}_REMOTE"));
                }
                if let Some(driver) = Engine::Chromium.driver() {
                    tests.env("CHROMEDRIVER", driver);
                }
                run::tee(&mut tests, |line| tally.read(line))
            }
            Self::E2e => {
                build::build(Profile::Release)?;
                e2e::journeys(Engine::Chromium, &[], tally)
            }
        }
    }
}

pub fn command(mut arguments: Arguments) -> Outcome {
    let stages = match arguments.value("--only")? {
        None => Stage::ALL.to_vec(),
        Some(name) => match Stage::ALL.into_iter().find(|stage| stage.name() == name) {
            Some(stage) => vec![stage],
            None => return Err(Error::new(format!("--only takes core, browser or e2e, and not {name}."))),
        },
    };
    arguments.finish()?;

    let mut tally = Tally::default();
    let outcome = run_stages(&stages, &mut tally);
    if let Err(Error::Sentence(sentence)) = &outcome {
        eprintln!("{sentence}");
    }
    // The last line, for those who read nothing else. Standard error comes first, for a log that holds both.
    println!("{tally}");
    outcome.map_err(|_| Error::AlreadyReported)
}

fn run_stages(stages: &[Stage], tally: &mut Tally) -> Outcome {
    let outcome = setup::ensure(&[Engine::Chromium]).and_then(|_| {
        for stage in stages {
            println!("== {} tests", stage.name());
            let before = tally.passed;
            stage.run(tally)?;
            if tally.passed == before {
                return Err(Error::new(format!(
                    "The {} tests ended well, but not one test was counted. A run of nothing proves nothing: \
                     look whether the tests are still found.",
                    stage.name()
                )));
            }
        }
        Ok(())
    });
    if outcome.is_err() && tally.failed == 0 {
        // A stage that does not even build or start has failed too, and must not end in "0 failed".
        tally.failed = 1;
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_known_by_the_names_that_the_flag_takes() {
        assert_eq!(Stage::ALL.map(Stage::name), ["core", "browser", "e2e"]);
        let given = ["--only".to_owned(), "unit".to_owned()];
        assert!(command(Arguments::new(given)).is_err());
    }
}
