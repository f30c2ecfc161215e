//! `circle-essay.js`, the one file that pages name: the source with the names of this build filled in, minified.

use crate::error::{Error, Outcome};
use crate::{brotli, minify, workspace};
use std::path::Path;

/// The most that a page should have to fetch before the essay comes near: 3 KB.
const LIMIT: usize = 3 * 1024;

/// The values of the placeholders in the source.
pub struct Fillings<'a> {
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
pub fn build(source: &Path, into: &Path, fillings: &Fillings<'_>) -> Outcome {
    let filled = fill(&workspace::read(source)?, fillings)?;
    let path = into.join("circle-essay.js");
    workspace::write(&path, filled)?;
    minify::module(&path)?;
    let size = brotli::size(&path)?;
    if size > LIMIT {
        return Err(Error::new(format!(
            "circle-essay.js has {size} bytes after brotli, and at most {LIMIT} are allowed. \
             Every page waits for this file: move what can wait from {} to the wasm.",
            source.display()
        )));
    }
    Ok(())
}

fn fill(source: &str, fillings: &Fillings<'_>) -> Outcome<String> {
    if !source.contains("__GLUE__") {
        return Err(Error::new(
            "src/embed/element.js does not mention __GLUE__, so the built circle-essay.js would load nothing. \
             Import \"./__GLUE__\" where it loads the wasm.",
        ));
    }
    Ok(source
        .replace("__GLUE__", fillings.glue)
        .replace("__WASM__", fillings.wasm)
        .replace("__INTEGRITY__", fillings.integrity)
        .replace("__FAILURE__", fillings.failure)
        .replace("__STILL__", fillings.still)
        .replace("__STYLE__", fillings.style)
        .replace("__VERSION__", fillings.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_everywhere() {
        let fillings = Fillings {
            glue: "g.js",
            wasm: "w.wasm",
            integrity: "sha256-",
            failure: "f.js",
            still: "t.js",
            style: "s.css",
            version: "1.0.0",
        };
        let filled = fill("import('./__GLUE__?v=__VERSION__', '__WASM__', '__STYLE__', '__GLUE__')", &fillings);
        assert_eq!(filled, Ok("import('./g.js?v=1.0.0', 'w.wasm', 's.css', 'g.js')".to_owned()));
        assert!(fill("nothing", &fillings).is_err());
    }
}
