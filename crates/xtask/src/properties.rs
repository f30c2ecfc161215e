//! `cargo xtask soak -- properties`: tries the property tests with fresh seeds. In the gate they have a fixed one, which
//! .cargo/config.toml sets, so that nobody's change fails by an input that it has nothing to do with.

use crate::arguments::Arguments;
use crate::error::{Error, Explain, Outcome};
use crate::property::{self, Property};
use crate::{run, tools, workspace};
use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often the properties are tried if nobody says how often.
const RUNS: u32 = 100;

/// The command that was given: `properties [COUNT] [--seed SEED] [--cases COUNT] [NAME]`.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    runs: u32,
    /// One seed that has been told by an earlier run, instead of fresh ones.
    seed: Option<u64>,
    /// How many inputs each property is tried with, instead of as many as in the gate.
    cases: Option<u32>,
    /// Only properties whose names have this in them.
    name: String,
}

impl Order {
    fn read(words: Vec<String>) -> Outcome<Self> {
        let mut words = Arguments::new(words);
        let seed = number(words.value("--seed")?)?;
        let cases = number(words.value("--cases")?)?;
        let mut order = Self { runs: if seed.is_some() { 1 } else { RUNS }, seed, cases, name: String::new() };
        while let Some(word) = words.word() {
            match word.parse() {
                Ok(runs) => order.runs = runs,
                Err(_) => order.name = word,
            }
        }
        words.finish()?;
        if order.runs == 0 {
            return Err(Error::new(
                "Nothing is tried in 0 runs. `cargo xtask soak -- properties 100` makes a hundred.",
            ));
        }
        Ok(order)
    }
}

fn number<T: std::str::FromStr>(word: Option<String>) -> Outcome<Option<T>> {
    let refused = |word: &str| Error::new(format!("`{word}` is no number, or too large a one."));
    word.map(|word| word.parse().map_err(|_| refused(&word))).transpose()
}

/// A package that has properties.
struct Package {
    name: String,
    folder: PathBuf,
    properties: Vec<Property>,
}

pub fn command(words: Vec<String>) -> Outcome {
    let order = Order::read(words)?;
    let mut packages = packages()?;
    for package in &mut packages {
        package.properties.retain(|property| property.name.contains(&order.name));
    }
    packages.retain(|package| !package.properties.is_empty());
    if packages.is_empty() {
        return Err(Error::new(format!("No property has `{}` in its name, so nothing can be tried.", order.name)));
    }
    println!("Building the tests, optimised, into target/properties.");
    let programs = packages.iter().map(test_program).collect::<Outcome<Vec<_>>>()?;
    let mut found = 0;
    for number in 1..=order.runs {
        let seed = order.seed.unwrap_or_else(fresh_seed);
        let started = Instant::now();
        let mut held = 0;
        for (package, program) in packages.iter_mut().zip(&programs) {
            let failed = try_out(package, program, seed, order.cases)?;
            found += failed.len();
            // One input for each property is enough to mend it; the others go on being tried.
            package.properties.retain(|property| !failed.contains(&property.name));
            held += package.properties.len();
        }
        let time = run::duration(started.elapsed());
        println!("Run {number} of {}, seed {seed}: {held} properties hold, {time}", order.runs);
    }
    if found > 0 {
        return Err(Error::new(format!("{found} properties do not hold. Above are the tests that show it.")));
    }
    Ok(())
}

/// A number that nobody has chosen. The standard library's hash tables begin with one.
fn fresh_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 32
}

/// Tries the properties of a package with one seed, shows a test for each that does not hold, and tells their names.
fn try_out(package: &Package, program: &Path, seed: u64, cases: Option<u32>) -> Outcome<Vec<String>> {
    if package.properties.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = Command::new(program);
    command
        .args(package.properties.iter().map(|property| property.name.as_str()))
        .current_dir(&package.folder)
        .env("PROPTEST_RNG_SEED", seed.to_string())
        .env("RUST_BACKTRACE", "0")
        .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1")
        // The more cases there are, the more of them are refused by what a property assumes.
        .env("PROPTEST_MAX_GLOBAL_REJECTS", u32::MAX.to_string())
        .stderr(Stdio::inherit());
    match cases {
        Some(cases) => command.env("PROPTEST_CASES", cases.to_string()),
        None => command.env_remove("PROPTEST_CASES"),
    };
    let output = command.output().explain(|| format!("Could not run the tests of {}", package.name))?;
    if output.status.success() {
        return Ok(Vec::new());
    }
    let told = String::from_utf8_lossy(&output.stdout);
    let failures = property::failures(&told);
    if failures.is_empty() {
        return Err(Error::new(format!(
            "The tests of {} ended before they were done ({}), with the seed {seed}. They printed: {told}",
            package.name, output.status
        )));
    }
    let mut names = Vec::new();
    for failure in failures {
        println!("\n{}\n", failure.told);
        if let Some(property) = package.properties.iter().find(|property| property.name == failure.name) {
            println!("{}", property.test_of(&failure, seed, cases));
        }
        names.push(failure.name);
    }
    Ok(names)
}

/// Builds the tests of a package and answers where they are. Optimised, a run takes a sixth of the time.
fn test_program(package: &Package) -> Outcome<PathBuf> {
    let mut build = workspace::command("cargo");
    build.args(["test", "--no-run", "--lib", "--message-format=json", "--target-dir", "target/properties"]);
    build.args(["--package", &package.name]);
    build.env("CARGO_PROFILE_DEV_OPT_LEVEL", "2").env("CARGO_PROFILE_TEST_OPT_LEVEL", "2").stderr(Stdio::inherit());
    let output = build.output().explain(|| format!("Could not build the tests of {}", package.name))?;
    let told = String::from_utf8_lossy(&output.stdout);
    told.lines()
        .filter(|_| output.status.success())
        .find_map(|line| tools::json_string(line, "executable"))
        .map(PathBuf::from)
        .ok_or_else(|| Error::new(format!("The tests of {} could not be built. See above.", package.name)))
}

/// The packages of the workspace that have properties.
fn packages() -> Outcome<Vec<Package>> {
    let root = workspace::root();
    let manifest = workspace::read(&root.join("Cargo.toml"))?;
    let mut found = Vec::new();
    for folder in workspace::members(&manifest).into_iter().map(|member| root.join(member)) {
        let manifest = workspace::read(&folder.join("Cargo.toml"))?;
        if manifest.lines().any(|line| line.starts_with("proptest")) {
            let mut properties = Vec::new();
            look_through(&folder.join("src"), &mut properties)?;
            found.push(Package { name: workspace::field(&manifest, "name")?, folder, properties });
        }
    }
    Ok(found)
}

fn look_through(folder: &Path, properties: &mut Vec<Property>) -> Outcome {
    let entries = fs::read_dir(folder).explain(|| format!("Could not look into {}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            look_through(&path, properties)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = path.strip_prefix(workspace::root()).unwrap_or(&path).display().to_string();
            properties.extend(property::properties(&workspace::read(&path)?, &file));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(line: &str) -> Outcome<Order> {
        Order::read(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn orders_are_read() -> Outcome {
        let usual = || Order { runs: RUNS, seed: None, cases: None, name: String::new() };
        assert_eq!(order("")?, usual());
        assert_eq!(order("7 --cases 20")?, Order { runs: 7, cases: Some(20), ..usual() });
        assert_eq!(order("--seed 5")?, Order { runs: 1, seed: Some(5), ..usual() });
        assert_eq!(order("commonmark 3")?, Order { runs: 3, name: "commonmark".into(), ..usual() });
        for refused in ["0", "--seed x", "--sead 5", "--cases -1"] {
            assert!(order(refused).is_err(), "{refused}");
        }
        Ok(())
    }

    #[test]
    fn the_properties_of_this_workspace_are_found() -> Outcome {
        let packages = packages()?;
        let core = packages.iter().find(|package| package.name == "essay-core").map(|package| &package.properties);
        let found = core.and_then(|all| all.iter().find(|one| one.name == "running_text_is_that_of_commonmark"));
        assert!(found.is_some_and(|property| property.file.ends_with("markup/tests/reference.rs")), "{found:?}");
        assert!(core.is_some_and(|properties| properties.len() > 30));
        Ok(())
    }

    #[test]
    fn seeds_differ() {
        assert_ne!(fresh_seed(), fresh_seed());
    }
}
