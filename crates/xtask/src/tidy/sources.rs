//! The files that the rules look at.

use crate::error::{Explain, Outcome};
use crate::workspace;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the root that hold sources.
const PLACES: [&str; 5] = ["crates", "examples", "src", "styles", "tests"];

/// The ends of their names.
const ENDS: [&str; 3] = ["css", "js", "rs"];

/// One file of the project.
#[derive(Debug)]
pub struct Source {
    /// Its path from the root, with slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    #[cfg(test)]
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Answers true if it serves tests only.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.split('/').any(|part| part == "tests") || name == "tests.rs" || name.ends_with("_tests.rs")
    }
}

/// All of them, in the order of their paths.
pub fn all(root: &Path) -> Outcome<Vec<Source>> {
    let mut sources = Vec::new();
    let mut waiting: Vec<PathBuf> = PLACES.iter().map(|name| root.join(name)).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).explain(|| format!("Could not list {}", path.display()))?;
            waiting.extend(entries.flatten().map(|entry| entry.path()).filter(|path| !is_passed_over(path)));
        } else if path.extension().is_some_and(|end| ENDS.iter().any(|known| end == *known)) {
            let text = workspace::read(&path)?;
            let parts = path.strip_prefix(root).unwrap_or(&path).components();
            let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
            sources.push(Source { path: parts.join("/"), text });
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

/// Built files, and those of editors.
fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || ["dist", "node_modules", "target"].contains(&name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_found_and_nothing_that_was_built() -> Outcome {
        let sources = all(&workspace::root())?;
        let has = |path: &str| sources.iter().any(|source| source.path == path);
        assert!(
            has("crates/xtask/src/tidy/sources.rs") && has("src/embed/element.js") && has("crates/essay-core/build.rs")
        );
        assert!(!sources.iter().any(|source| source.path.contains("node_modules") || source.path.contains("target/")));
        Ok(())
    }

    #[test]
    fn tests_are_known_by_their_place_or_name() {
        let is_test = |path: &str| Source::new(path, "").is_test();
        assert!(is_test("tests/e2e/src/page.rs") && is_test("a/src/b/tests.rs") && is_test("a/src/server_tests.rs"));
        assert!(!is_test("crates/xtask/src/test.rs") && !is_test("src/contests/a.rs"));
    }
}
