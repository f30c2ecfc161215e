//! The tools that the project needs on a machine, and whether they are there.
//!
//! A tool counts as present if it runs and names the right version. There are no stamps to go stale, so running setup
//! again repairs whatever an interrupted run has left behind.

use crate::compact;
use crate::engine::Engine;
use crate::error::{Error, Outcome};
use crate::run;
use crate::workspace;
use std::path::Path;
use std::process::Command;

const GECKODRIVER_VERSION: &str = "0.37.1";

/// Something that is not there, or not in the version that is needed.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing {
    pub what: String,
    pub why: &'static str,
    pub time: &'static str,
    pub remedy: Remedy,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Debian's packages; needs root.
    Apt(&'static [&'static str]),
    /// The compiler's standard library for the web.
    RustTarget,
    /// The source of the standard library.
    RustSource,
    /// A program from crates.io.
    Crate { name: &'static str, version: String },
    /// The packages of package-lock.json.
    Npm,
}

/// Everything that is missing, in the order of installing: what others need comes first, what takes long comes last.
pub fn missing(engines: &[Engine]) -> Outcome<Vec<Missing>> {
    let lock = workspace::read(&workspace::root().join("Cargo.lock"))?;
    let bindgen_version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Error::new(
            "Cargo.lock names no version of wasm-bindgen, so its command line tool cannot be matched. \
             Run `git checkout Cargo.lock`, or `cargo generate-lockfile` if it was meant to change.",
        )
    })?;
    let mut missing = vec![rust_target()?, rust_source(), node()];
    missing.extend(engines.iter().copied().map(browser));
    missing.extend([npm_packages()?, wasm_bindgen(bindgen_version)]);
    if engines.contains(&Engine::Firefox) {
        missing.push(geckodriver());
    }
    Ok(missing.into_iter().flatten().collect())
}

fn rust_target() -> Outcome<Option<Missing>> {
    let sysroot = run::answer(workspace::command("rustc").args(["--print", "sysroot"])).ok_or_else(|| {
        Error::new("`rustc --print sysroot` does not answer. Install Rust from https://rustup.rs and try again.")
    })?;
    // The folder alone is not enough: an interrupted download leaves it empty.
    let libraries = Path::new(&sysroot).join("lib/rustlib/wasm32-unknown-unknown/lib");
    let has_core = libraries.read_dir().is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    });
    Ok((!has_core).then(|| Missing {
        what: "the wasm32-unknown-unknown target".into(),
        why: "the compiler's standard library for the web",
        time: "a few seconds",
        remedy: Remedy::RustTarget,
    }))
}

fn rust_source() -> Option<Missing> {
    (!compact::has_library_source()).then(|| Missing {
        what: "the source of the standard library".into(),
        why: "makes the page 15 KB smaller",
        time: "a few seconds",
        remedy: Remedy::RustSource,
    })
}

fn wasm_bindgen(version: String) -> Option<Missing> {
    // It reads only what the library of exactly this version has written into the wasm.
    let present = ["wasm-bindgen", "wasm-bindgen-test-runner"]
        .iter()
        .all(|name| installed_version(name).as_deref() == Some(version.as_str()));
    (!present).then(|| Missing {
        what: format!("the wasm-bindgen CLI {version}"),
        why: "writes the JavaScript around the wasm and runs its tests",
        time: "about 2 minutes",
        remedy: Remedy::Crate { name: "wasm-bindgen-cli", version },
    })
}

fn geckodriver() -> Option<Missing> {
    // Any version will do: unlike chromedriver, it is not made for one version of its browser.
    driver_version(Engine::Firefox).is_none().then(|| Missing {
        what: format!("geckodriver {GECKODRIVER_VERSION}"),
        why: "drives Firefox in the tests",
        time: "about 3 minutes",
        remedy: Remedy::Crate { name: "geckodriver", version: GECKODRIVER_VERSION.into() },
    })
}

fn node() -> Option<Missing> {
    let present = installed_version("node").is_some() && installed_version("npm").is_some();
    (!present).then_some(Missing {
        what: "Node.js and npm".into(),
        why: "run wasm-opt and esbuild, and compress for the size budget",
        time: "about half a minute",
        remedy: Remedy::Apt(&["nodejs", "npm"]),
    })
}

fn browser(engine: Engine) -> Option<Missing> {
    let (what, why, packages, present): (_, _, &'static [&'static str], _) = match engine {
        Engine::Chromium => (
            "Chromium and chromedriver",
            "run the browser tests",
            &["chromium", "chromium-driver"],
            drives(driver_version(engine).as_deref(), installed_version("chromium").as_deref()),
        ),
        Engine::Firefox => (
            "Firefox ESR",
            "runs the browser tests in a second engine",
            &["firefox-esr"],
            installed_version("firefox-esr").is_some(),
        ),
        // WebKitWebDriver has no --version; it is there or not.
        Engine::Webkit => (
            "WebKitGTK's driver and Xvfb",
            "run the browser tests in a third engine",
            &["webkit2gtk-driver", "xvfb"],
            engine.driver().is_some() && workspace::find_program("xvfb-run").is_some(),
        ),
    };
    (!present).then(|| Missing { what: what.into(), why, time: "about half a minute", remedy: Remedy::Apt(packages) })
}

fn npm_packages() -> Outcome<Option<Missing>> {
    let root = workspace::root();
    let lock = workspace::read(&root.join("package-lock.json"))?;
    let wanted = npm_lock(&lock);
    if wanted.is_empty() {
        return Err(Error::new(
            "package-lock.json lists no packages. Run `git checkout package-lock.json`, or `npm install` if it was meant to change.",
        ));
    }
    let complete = wanted.iter().all(|(folder, version)| {
        std::fs::read_to_string(root.join(folder).join("package.json"))
            .is_ok_and(|manifest| json_string(&manifest, "version") == Some(version))
    });
    // Debian's wasm-opt is too old, so it has to be this one that runs.
    let optimizer_runs = workspace::find_program("wasm-opt").is_some_and(|path| path.starts_with(&root))
        && installed_version("wasm-opt").is_some();
    // Its program is in an optional package, one for each system.
    let bundler_runs = installed_version("esbuild").is_some();
    Ok((!complete || !optimizer_runs || !bundler_runs).then(|| Missing {
        what: "npm packages".into(),
        why: "wasm-opt from binaryen, esbuild, and for the tests CommonMark's examples and the judges of accessibility and of the package",
        time: "a few seconds",
        remedy: Remedy::Npm,
    }))
}

/// Answers true if both are there and fit: chromedriver refuses a browser of another major version. If one is missing, or they do not
/// fit, Debian's packages of both are installed, since its driver wants the browser of its own version.
fn drives(driver: Option<&str>, browser: Option<&str>) -> bool {
    driver.zip(browser).is_some_and(|(driver, browser)| major(driver) == major(browser))
}

fn driver_version(engine: Engine) -> Option<String> {
    version_in(&run::answer(Command::new(engine.driver()?).arg("--version"))?)
}

/// Asks a program for its version. None if it is missing, broken or speaks in no numbers.
fn installed_version(name: &str) -> Option<String> {
    workspace::find_program(name)?;
    version_in(&run::answer(workspace::command(name).arg("--version"))?)
}

/// The first word of a program's answer that looks like a version: "ChromeDriver 156.0.1 (a21c…)" is 156.0.1.
fn version_in(answer: &str) -> Option<String> {
    answer
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

fn major(version: &str) -> Option<&str> {
    version.split('.').next()
}

/// The version that Cargo.lock names for a package. If it names several, the first.
fn locked_version(lock: &str, name: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\""));
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

/// Folder and version of each package in package-lock.json, which npm writes one field a line. Optional ones are left out: most of
/// them are for other systems, and npm leaves those out as well.
fn npm_lock(lock: &str) -> Vec<(&str, &str)> {
    let mut packages = Vec::new();
    let mut folder = None;
    for line in lock.lines() {
        let name = line.trim().strip_prefix('"').and_then(|rest| rest.split('"').next());
        match name {
            Some(name) if name.starts_with("node_modules/") => folder = Some(name),
            Some("version") => {
                if let (Some(folder), Some(version)) = (folder.take(), json_string(line, "version")) {
                    packages.push((folder, version));
                }
            }
            // Deeper within a package it says so of another one.
            Some("optional") if line.trim_end_matches(',') == "      \"optional\": true" => drop(packages.pop()),
            _ => {}
        }
    }
    packages
}

/// The first string under this key. Enough for npm's files and for what cargo says of a build, line by line.
pub fn json_string<'a>(json: &'a str, key: &str) -> Option<&'a str> {
    let rest = json.split_once(&format!("\"{key}\""))?.1;
    rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lock_names_the_version_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-backend\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\n \"cfg-if\",\n]\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
        assert_eq!(locked_version("", "wasm-bindgen"), None);
    }

    #[test]
    fn versions_are_found_in_what_programs_answer() {
        let cases = [
            ("trunk 0.21.14", Some("0.21.14")),
            ("ChromeDriver 156.0.8078.79 (a21ce95c-refs/heads/8078@{#1704})", Some("156.0.8078.79")),
            ("wasm-opt version 132 (version_132)", Some("132")),
            ("v20.20.2", Some("20.20.2")),
            ("geckodriver 0.37.0 (1234 2026-01-01)\n\nThe source code …", Some("0.37.0")),
            ("no idea", None),
        ];
        for (answer, version) in cases {
            assert_eq!(version_in(answer).as_deref(), version, "{answer}");
        }
        assert_eq!(major("156.0.1"), Some("156"));
    }

    #[test]
    fn a_browser_without_its_driver_and_one_of_another_version_are_missing() {
        assert!(drives(Some("156.0.8078.79"), Some("156.0.8078.114")));
        for (driver, browser) in
            [(None, Some("156.0.1")), (Some("156.0.1"), None), (None, None), (Some("155.0.1"), Some("156.0.1"))]
        {
            assert!(!drives(driver, browser), "{driver:?} with {browser:?}");
        }
    }

    #[test]
    fn package_lock_lists_folders_and_versions() {
        let lock = r#"{
  "name": "circle-essay-dev",
  "version": "0.0.0",
  "packages": {
    "": {
      "version": "0.0.0"
    },
    "node_modules/axe-core": {
      "version": "4.14.1",
      "dev": true
    },
    "node_modules/for-another-system": {
      "version": "1.0.0",
      "os": ["other"],
      "optional": true
    },
    "node_modules/binaryen": {
      "version": "132.0.0",
      "peerDependenciesMeta": {
        "other": {
          "optional": true
        }
      }
    }
  }
}"#;
        let expected = [("node_modules/axe-core", "4.14.1"), ("node_modules/binaryen", "132.0.0")];
        assert_eq!(npm_lock(lock), expected);
    }
}
