//! `circle-essay.js`, the one file that pages name. It knows the names of the build's other files.

use crate::brotli;
use crate::bundle::Bundle;
use crate::error::{Error, Outcome};
use std::path::Path;

/// The most that a page should have to fetch before the essay comes near: 3 KB.
const LIMIT: usize = 3 * 1024;

/// The constants of the build that the entry is told.
pub struct Constants<'a> {
    pub glue: &'a str,
    pub wasm: &'a str,
    /// The integrity that the browser compares the wasm with.
    pub integrity: &'a str,
    /// The module that is fetched when something hinders the others.
    pub failure: &'a str,
    /// The module for a page that stands before its code is there.
    pub still: &'a str,
    pub style: &'a str,
    pub version: &'a str,
}

/// Writes `circle-essay.js` into the folder.
pub fn build(source: &Path, into: &Path, constants: &Constants<'_>) -> Outcome {
    let path = into.join("circle-essay.js");
    Bundle::module(source)
        .text("glue", constants.glue)
        .text("wasm", constants.wasm)
        .text("integrity", constants.integrity)
        .text("failure", constants.failure)
        .text("still", constants.still)
        .text("style", constants.style)
        .text("version", constants.version)
        .write(&path)?;
    let size = brotli::size(&path)?;
    if size > LIMIT {
        return Err(Error::new(format!(
            "circle-essay.js has {size} bytes after brotli, and at most {LIMIT} are allowed. \
             Every page waits for this file: move what can wait from {} to the glue.",
            source.display()
        )));
    }
    Ok(())
}
