//! `cargo xtask setup`: installs what is missing, and says what, why and for how long.

use crate::arguments::Arguments;
use crate::engine::Engine;
use crate::error::{Error, Outcome};
use crate::run;
use crate::tools::{self, Missing, Remedy};
use crate::workspace;
use std::process::Command;

pub fn command(mut arguments: Arguments) -> Outcome {
    let tests = arguments.switch("--tests");
    let engines = match arguments.value("--engines")? {
        Some(list) => Engine::list(&list)?,
        None if tests => vec![Engine::Chromium],
        None => Vec::new(),
    };
    arguments.finish()?;
    if !ensure(&engines)? {
        println!("Everything is in place.");
    }
    Ok(())
}

/// Installs what building needs, and what tests in these engines need. Says nothing, and returns false, if all is there.
pub fn ensure(engines: &[Engine]) -> Outcome<bool> {
    let missing = tools::missing(engines)?;
    if missing.is_empty() {
        return Ok(false);
    }
    let packages = debian_packages(&missing);
    let rights = if packages.is_empty() { Rights::None } else { rights() };
    if !packages.is_empty() && rights == Rights::None {
        // Before anything else: nobody should wait for minutes to learn what was missing from the start.
        return Err(Error::new(by_hand(&packages, engines)));
    }
    let mut lists_are_fresh = false;
    for item in &missing {
        println!("Installing {} ({}): {}", item.what, item.why, item.time);
        if matches!(item.remedy, Remedy::Apt(_)) && !lists_are_fresh {
            lists_are_fresh = true;
            if let Err(Error::Sentence(sentence)) = run::with_progress(&mut apt(rights, &["update"])) {
                // One unreachable source is no reason to stop: what is needed may well be in the others.
                eprintln!("  {sentence} Going on with the package lists that are there.");
            }
        }
        let installed = once_more(|| run::with_progress(&mut installer(&item.remedy, rights)));
        if let (Remedy::RustSource, Err(Error::Sentence(sentence))) = (&item.remedy, &installed) {
            eprintln!("  {sentence} Going on without it: the page is larger, and works the same.");
        } else {
            installed.map_err(|failure| with_advice(failure, item))?;
        }
    }
    let still_missing = tools::missing(engines)?;
    if let Some(item) = still_missing.iter().find(|item| item.remedy != Remedy::RustSource) {
        return Err(Error::new(format!(
            "{} was installed without an error, but still does not answer. \
             Look for another copy that stands in its way: `type -a` shows them.",
            item.what
        )));
    }
    println!("Setup is complete.");
    Ok(true)
}

/// A download that breaks off often succeeds the next time.
fn once_more(mut install: impl FnMut() -> Outcome) -> Outcome {
    let Err(failure) = install() else { return Ok(()) };
    if let Error::Sentence(sentence) = failure {
        eprintln!("  {sentence} Trying once more.");
    }
    install()
}

/// The rights to install Debian's packages here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rights {
    Root,
    Sudo,
    /// Neither, or there is no apt-get.
    None,
}

fn rights() -> Rights {
    if workspace::find_program("apt-get").is_none() {
        return Rights::None;
    }
    if run::answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Rights::Root;
    }
    // -n: fail instead of asking for a password.
    match run::answer(Command::new("sudo").args(["-n", "true"])) {
        Some(_) => Rights::Sudo,
        None => Rights::None,
    }
}

fn debian_packages(missing: &[Missing]) -> Vec<&'static str> {
    missing
        .iter()
        .filter_map(|item| match item.remedy {
            Remedy::Apt(packages) => Some(packages),
            _ => None,
        })
        .flatten()
        .copied()
        .collect()
}

/// The commands to type if this program may not run them itself, each command on a line of its own.
fn by_hand(packages: &[&str], engines: &[Engine]) -> String {
    let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
    let flags = if names.is_empty() { String::new() } else { format!(" --engines {}", names.join(",")) };
    format!(
        "Some of what is missing comes from Debian's packages, and installing those needs root and apt-get. \
         Run these commands, or install the same programs in your system's own way:\n\
         sudo apt-get update\n\
         sudo apt-get install -y {}\n\
         cargo xtask setup{flags}",
        packages.join(" ")
    )
}

fn installer(remedy: &Remedy, rights: Rights) -> Command {
    match remedy {
        Remedy::Apt(packages) => {
            let mut words = vec!["install", "-y"];
            words.extend(*packages);
            apt(rights, &words)
        }
        Remedy::RustTarget => with_words("rustup", &["target", "add", "wasm32-unknown-unknown"]),
        Remedy::RustSource => with_words("rustup", &["component", "add", "rust-src"]),
        // --force: cargo would otherwise leave a broken program alone if its own records say that it is installed. Not --locked: the
        // lock file of wasm-bindgen-cli names a version of a crate that not every registry still carries.
        Remedy::Crate { name, version } => with_words("cargo", &["install", "--force", "--version", version, name]),
        Remedy::Npm => with_words("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
    }
}

fn apt(rights: Rights, words: &[&str]) -> Command {
    if rights != Rights::Sudo {
        let mut command = with_words("apt-get", words);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return command;
    }
    // sudo drops the environment, hence env.
    let mut command = with_words("sudo", &["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command.args(words);
    command
}

fn with_words(program: &str, words: &[&str]) -> Command {
    let mut command = workspace::command(program);
    command.args(words);
    command
}

fn with_advice(failure: Error, item: &Missing) -> Error {
    let Error::Sentence(sentence) = failure else {
        return failure;
    };
    let advice = match item.remedy {
        Remedy::RustTarget => "CONTRIBUTING.md tells how to get this target without rustup.",
        _ => "`cargo xtask setup` goes on from here once the cause is gone.",
    };
    Error::new(format!("Could not install {}. {sentence} {advice}", item.what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(remedy: Remedy) -> Missing {
        Missing { what: "a tool".into(), why: "a reason", time: "a minute", remedy }
    }

    #[test]
    fn commands_by_hand_stand_on_lines_of_their_own() {
        let list = [
            missing(Remedy::Apt(&["nodejs", "npm"])),
            missing(Remedy::Npm),
            missing(Remedy::Apt(&["chromium", "chromium-driver"])),
        ];
        let text = by_hand(&debian_packages(&list), &[Engine::Chromium]);
        assert!(
            text.lines().any(|line| line == "sudo apt-get install -y nodejs npm chromium chromium-driver"),
            "{text}"
        );
        assert!(text.lines().any(|line| line == "sudo apt-get update"), "{text}");
        assert!(text.ends_with("\ncargo xtask setup --engines chromium"), "{text}");
    }

    #[test]
    fn what_fails_is_tried_once_more_and_not_for_ever() {
        for (failures, tries, good) in [(0, 1, true), (1, 2, true), (5, 2, false)] {
            let mut tried = 0;
            let outcome = once_more(|| {
                tried += 1;
                if tried > failures { Ok(()) } else { Err(Error::new("broken off")) }
            });
            assert_eq!((tried, outcome.is_ok()), (tries, good));
        }
    }

    #[test]
    fn installers_read_as_the_documentation_has_them() {
        let cases = [
            (Remedy::Apt(&["webkit2gtk-driver", "xvfb"]), Rights::Root, "apt-get install -y webkit2gtk-driver xvfb"),
            (
                Remedy::Apt(&["firefox-esr"]),
                Rights::Sudo,
                "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y firefox-esr",
            ),
            (Remedy::RustTarget, Rights::None, "rustup target add wasm32-unknown-unknown"),
            (Remedy::RustSource, Rights::None, "rustup component add rust-src"),
            (
                Remedy::Crate { name: "wasm-bindgen-cli", version: "0.2.130".into() },
                Rights::None,
                "cargo install --force --version 0.2.130 wasm-bindgen-cli",
            ),
            (Remedy::Npm, Rights::None, "npm ci --no-audit --no-fund --loglevel=error"),
        ];
        for (remedy, rights, expected) in cases {
            assert_eq!(run::typed(&installer(&remedy, rights)), expected);
        }
    }
}
