//! The files that tell programs of the element: types, a manifest of custom elements, and the build as a package of npm's.

use crate::error::{Error, Explain, Outcome};
use crate::workspace;
use std::fs;
use std::path::Path;

/// The folder of the hand-written sources.
const SOURCES: &str = "src/embed";

/// Files that are handed out as they are.
const PLAIN: [&str; 2] = ["circle-essay.d.ts", "custom-elements.json"];
/// Both licences have to travel with what they allow.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Writes the package's own files into the folder.
pub fn build(into: &Path) -> Outcome {
    let root = workspace::root();
    let sources = root.join(SOURCES);
    let plain = PLAIN.map(|name| (sources.join(name), name));
    let licences = LICENCES.map(|name| (root.join(name), name));
    for (from, name) in plain.into_iter().chain(licences) {
        fs::copy(&from, into.join(name)).explain(|| format!("Could not copy {}", from.display()))?;
    }
    let manifest = workspace::read(&root.join("Cargo.toml"))?;
    let filled = fill(&workspace::read(&sources.join("package.json"))?, &manifest)?;
    workspace::write(&into.join("package.json"), filled)
}

fn fill(source: &str, manifest: &str) -> Outcome<String> {
    let mut filled = source.to_owned();
    for (placeholder, field) in
        [("__VERSION__", "version"), ("__LICENSE__", "license"), ("__REPOSITORY__", "repository")]
    {
        if !source.contains(placeholder) {
            return Err(Error::new(format!(
                "{SOURCES}/package.json does not mention {placeholder}, so the package would not have the {field} of \
                 Cargo.toml. Put it where it belongs."
            )));
        }
        filled = filled.replace(placeholder, &workspace::field(manifest, field)?);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_has_the_version_of_the_workspace() {
        let manifest = "[workspace.package]\nversion = \"0.4.0\"\nlicense = \"MIT\"\nrepository = \"https://a\"\n";
        let filled = fill("\"__VERSION__\" \"__LICENSE__\" \"git+__REPOSITORY__.git\"", manifest);
        assert_eq!(filled, Ok("\"0.4.0\" \"MIT\" \"git+https://a.git\"".to_owned()));
        assert!(fill("__VERSION__", manifest).is_err());
    }
}
