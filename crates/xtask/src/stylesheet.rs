//! One stylesheet out of the sheets under styles/, in the order in which styles/index.css imports them.

use crate::bundle::Bundle;
use crate::error::{Error, Explain, Outcome};
use crate::{fingerprint, workspace};
use std::fs;
use std::path::Path;

/// The sheet that imports the others.
const INDEX: &str = "index.css";

/// Writes `circle-essay-HASH.css` into the folder and returns its name.
pub fn build(styles: &Path, into: &Path) -> Outcome<String> {
    refuse_unlisted(styles)?;
    Bundle::sheet(&styles.join(INDEX)).write(&into.join(INDEX))?;
    fingerprint::rename(into, INDEX, "circle-essay", ".css")
}

/// A sheet that is written but not imported would be missing from every page without a word.
fn refuse_unlisted(styles: &Path) -> Outcome {
    let index = workspace::read(&styles.join(INDEX))?;
    let entries = fs::read_dir(styles).explain(|| format!("Could not list {}", styles.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".css") && name != INDEX && !imports(&index, &name) {
            return Err(Error::new(format!(
                "{} is not imported by styles/{INDEX}, so no page would have it. \
                 Import it there; the order of the lines is the order of the rules.",
                entry.path().display()
            )));
        }
    }
    Ok(())
}

fn imports(index: &str, name: &str) -> bool {
    let line = format!("@import \"./{name}\";");
    index.lines().any(|given| given.trim() == line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_imported_by_a_line_of_its_own() {
        let index = "@import \"./tokens.css\";\n  @import \"./base.css\";\n/* @import \"./note.css\"; */\n";
        assert!(imports(index, "tokens.css") && imports(index, "base.css"));
        assert!(!imports(index, "note.css") && !imports(index, "kens.css"));
    }
}
