//! The author's compiler as a module that browsers run: crates/author-wasm.

use crate::bundle::Bundle;
use crate::error::{Explain, Outcome};
use crate::profile::Profile;
use crate::wasm_package::{self, Package};
use crate::{fingerprint, workspace};
use std::fs;
use std::path::Path;

const PACKAGE: Package = Package::plain("author-wasm");

/// The module that starts it.
const SOURCE: &str = "src/embed/markdown.js";

/// Builds it into a folder, always for size: it changes seldom. Answers with the name of its script.
pub fn build(into: &Path, profile: Profile) -> Outcome<String> {
    let work = into.join(".markdown");
    PACKAGE.bind(Profile::Release, &work)?;
    let name = "markdown.wasm";
    wasm_package::optimize(&work.join("app_bg.wasm"), &into.join(name))?;
    let wasm = fingerprint::rename(into, name, fingerprint::MARKDOWN, ".wasm")?;
    let integrity = fingerprint::integrity(&into.join(&wasm), profile)?;
    let script = "markdown.js";
    Bundle::module(&workspace::root().join(SOURCE))
        .import("markdown-glue", &work.join("app.js"))
        .text("wasm", &wasm)
        .text("integrity", &integrity)
        .write(&into.join(script))?;
    fs::remove_dir_all(&work).explain(|| format!("Could not remove {}", work.display()))?;
    fingerprint::rename(into, script, fingerprint::MARKDOWN, ".js")
}
