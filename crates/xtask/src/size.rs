//! `cargo xtask size`: what a reader has to fetch until the essay is alive, measured against size-budget.toml.

use crate::arguments::Arguments;
use crate::budget::Budget;
use crate::error::{Error, Explain, Outcome};
use crate::profile::Profile;
use crate::{author, brotli, fingerprint, run, serve, workspace};
use std::fs;

/// One part of a build, or the whole page, in bytes.
#[derive(Debug)]
struct Part {
    name: &'static str,
    raw: u64,
    brotli: u64,
}

pub fn command(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    measure()
}

pub fn measure() -> Outcome {
    let root = workspace::root();
    let dist = root.join("dist");
    let budget = Budget::parse(&workspace::read(&root.join("size-budget.toml"))?)?;
    serve::expect_built(&dist)?;

    let widget = fingerprint::built(&dist)?;
    let files = [
        ("html", "index.html".to_owned()),
        ("entry", "circle-essay.js".to_owned()),
        ("glue", widget.glue.clone()),
        ("wasm", widget.wasm),
        ("style", widget.style),
    ];
    let mut parts = files.into_iter().map(|(name, file)| weighed(name, &[file])).collect::<Outcome<Vec<Part>>>()?;
    let page = Part {
        name: "page",
        raw: parts.iter().map(|part| part.raw).sum(),
        brotli: parts.iter().map(|part| part.brotli).sum(),
    };
    parts.push(page);
    // The rest is no part of the page. The discussion's part is fetched when the reader comes near it; the others are fetched in place of
    // English, or for a source in Markdown.
    parts.push(weighed("discussion", &[fingerprint::discussion(&dist, &widget.glue)?])?);
    parts.push(words()?);
    parts.push(weighed("markdown", &fingerprint::markdown(&dist, &widget.glue)?)?);

    let over = print_table(&parts, &budget)?;
    println!("The ledger in size-budget.toml has {} entries.", budget.ledger_entries);
    if over.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!(
        "Over its budget: {}. Make it smaller, or raise the budget in size-budget.toml with an entry in its ledger \
         that says what the reader gets for it.",
        over.join(", ")
    )))
}

/// Files of dist/, each packed on its own.
fn weighed(name: &'static str, files: &[String]) -> Outcome<Part> {
    let mut part = Part { name, raw: 0, brotli: 0 };
    for file in files {
        let path = workspace::root().join("dist").join(file);
        part.raw += fs::metadata(&path).explain(|| format!("Could not look at {}", path.display()))?.len();
        part.brotli += brotli::size(&path)? as u64;
    }
    Ok(part)
}

/// The words of the interface in every language, each packed on its own. A reader fetches those of one, English within the wasm.
fn words() -> Outcome<Part> {
    let folder = workspace::root().join("target/words");
    run::succeed(author::tool(Profile::Release).args(["words", "-o"]).arg(&folder))?;
    let mut part = Part { name: "words", raw: 0, brotli: 0 };
    for file in fs::read_dir(&folder).explain(|| format!("Could not list {}", folder.display()))?.flatten() {
        part.raw += workspace::read(&file.path())?.len() as u64;
        part.brotli += brotli::size(&file.path())? as u64;
    }
    Ok(part)
}

/// Prints the table and returns the names of the parts that are too large.
fn print_table(parts: &[Part], budget: &Budget) -> Outcome<Vec<&'static str>> {
    let mut over = Vec::new();
    println!("{:<8}{:>10}{:>10}{:>10}{:>10}", "part", "raw", "brotli", "budget", "left");
    for part in parts {
        let limit = budget.limit(part.name)?;
        let left = i128::from(limit) - i128::from(part.brotli);
        println!("{:<8}{:>10}{:>10}{:>10}{:>10}", part.name, part.raw, part.brotli, limit, left);
        if left < 0 {
            over.push(part.name);
        }
    }
    Ok(over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_over_their_budget_are_named() -> Outcome {
        let budget = Budget::parse("[budget]\nwasm = 100\nglue = 100\n")?;
        let part = |name, brotli| Part { name, raw: 1000, brotli };
        assert_eq!(print_table(&[part("wasm", 101), part("glue", 100)], &budget)?, ["wasm"]);
        assert!(print_table(&[part("page", 1)], &budget).is_err());
        Ok(())
    }
}
