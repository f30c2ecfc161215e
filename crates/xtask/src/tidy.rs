//! `cargo xtask tidy`: rules about the sources that no compiler knows. Each is a file in this folder; CONTRIBUTING.md lists them.

mod allowed;
mod clauses;
mod cycles;
mod finding;
mod lengths;
mod modules;
mod repeats;
mod rust;
mod sources;
mod words;

use crate::arguments::Arguments;
use crate::error::{Error, Outcome};
use crate::workspace;
use allowed::Allowed;
use finding::Finding;
use sources::Source;

/// The findings that are left from before a rule was made.
const ALLOWED: &str = "tidy.toml";

/// A rule by its name in tidy.toml.
type Rule = (&'static str, fn(&[Source]) -> Vec<Finding>);

const RULES: [Rule; 5] = [
    ("lengths", lengths::look),
    ("cycles", cycles::look),
    ("words", words::look),
    ("clauses", clauses::look),
    ("repeats", repeats::look),
];

pub fn command(mut arguments: Arguments) -> Outcome {
    let shrink = arguments.switch("--shrink");
    arguments.finish()?;
    let path = workspace::root().join(ALLOWED);
    let mut allowed = Allowed::parse(&workspace::read(&path)?, &RULES.map(|(name, _)| name))?;
    let sources = sources::all(&workspace::root())?;
    if shrink {
        for (rule, look) in RULES {
            allowed.shrink(rule, &look(&sources));
        }
        workspace::write(&path, allowed.text())?;
    }
    look(&sources, &allowed)
}

/// Looks at every source, and says what breaks a rule.
pub fn check() -> Outcome {
    command(Arguments::default())
}

fn look(sources: &[Source], allowed: &Allowed) -> Outcome {
    let told: Vec<String> = RULES.iter().flat_map(|(rule, look)| allowed.compare(rule, &look(sources))).collect();
    if told.is_empty() {
        return Ok(());
    }
    told.iter().for_each(|line| eprintln!("{line}"));
    Err(Error::new("The sources break rules of CONTRIBUTING.md. The lines above say where, and what to do."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_fails_unless_it_is_allowed() -> Outcome {
        let sources = [Source::new("src/a.rs", "//! What it is.\n")];
        assert!(look(&sources, &Allowed::default()).is_err());
        let allowed = Allowed::parse("[clauses]\n\"src/a.rs\" = 1\n", &["clauses"])?;
        assert_eq!(look(&sources, &allowed), Ok(()));
        assert!(look(&[], &allowed).is_err());
        Ok(())
    }
}
