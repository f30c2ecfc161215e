//! JavaScript made small by terser.

use crate::error::{Explain, Outcome};
use crate::{run, workspace};
use std::fs;
use std::path::Path;

/// Minifies a module in place.
pub fn module(path: &Path) -> Outcome {
    let minified = path.with_extension("min.js");
    let mut terser = workspace::command("terser");
    terser.arg(path).args(["--module", "--compress", "passes=2", "--mangle", "--output"]).arg(&minified);
    run::succeed(&mut terser)?;
    fs::rename(&minified, path).explain(|| format!("Could not put {} in its place", minified.display()))
}
