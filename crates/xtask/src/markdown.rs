//! The author's compiler as a module that browsers run: crates/author-wasm.

use crate::error::{Explain, Outcome};
use crate::profile::Profile;
use crate::wasm_package::{self, Package};
use crate::{fingerprint, minify, workspace};
use std::fs;
use std::path::Path;

const PACKAGE: Package = Package::plain("author-wasm");

/// The script that is put behind its glue.
const BEHIND: &str = "src/embed/markdown.js";

/// Builds it into a folder, always for size: it changes seldom. Answers with the name of its script.
pub fn build(into: &Path, profile: Profile) -> Outcome<String> {
    let work = into.join(".markdown");
    PACKAGE.bind(Profile::Release, &work)?;
    let name = "markdown.wasm";
    wasm_package::optimize(&work.join("app_bg.wasm"), &into.join(name))?;
    let wasm = fingerprint::rename(into, name, fingerprint::MARKDOWN, ".wasm")?;
    let integrity = fingerprint::integrity(&into.join(&wasm), profile)?;
    let behind = workspace::read(&workspace::root().join(BEHIND))?;
    let behind = behind.replace("__WASM__", &wasm).replace("__INTEGRITY__", &integrity);
    let glue = workspace::read(&work.join("app.js"))?.replace("'app_bg.wasm'", &format!("'{wasm}'"));
    let script = "markdown.js";
    workspace::write(&into.join(script), glue + &behind)?;
    minify::module(&into.join(script))?;
    fs::remove_dir_all(&work).explain(|| format!("Could not remove {}", work.display()))?;
    fingerprint::rename(into, script, fingerprint::MARKDOWN, ".js")
}
