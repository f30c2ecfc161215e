//! The files of a built folder, as a fragment names them.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// The files of a built folder that a fragment may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildManifest {
    /// The script, under a name with its content hash, so that its integrity hash stays true beside later builds.
    pub script: String,
    /// The integrity hash of the script: `sha384-…`.
    pub integrity: String,
    /// The stylesheet.
    pub stylesheet: String,
    /// The module that the script imports.
    pub glue: String,
    /// The wasm.
    pub wasm: String,
}

impl BuildManifest {
    /// Reads a folder that `cargo xtask build` has made.
    ///
    /// # Errors
    /// Fails with a sentence if the folder is not a build.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let entry = folder.join("circle-essay.js");
        let text = fs::read_to_string(&entry)
            .map_err(|e| format!("{} could not be read: {e}. Give --dist the folder of a build.", entry.display()))?;
        let named = |before: &str, end: &str| {
            named(&text, before, end).ok_or_else(|| {
                format!(
                    "{} names no {before}…{end}. Give --dist the folder of a build of this version.",
                    entry.display()
                )
            })
        };
        let files = fs::read_dir(folder).map_err(|e| format!("{} could not be listed: {e}.", folder.display()))?;
        let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
        let is_script = |name: &String| {
            name.starts_with("circle-essay-entry-")
                && fs::read_to_string(folder.join(name)).is_ok_and(|copy| copy == text)
        };
        let script = names.filter(|name| name.ends_with(".js")).find(is_script);
        Ok(Self {
            script: script
                .ok_or_else(|| format!("{} has no circle-essay-entry-….js. Build it again.", folder.display()))?,
            integrity: format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&text))),
            stylesheet: named("circle-essay-", ".css")?,
            glue: named("circle-essay-widget-", ".js")?,
            wasm: named("circle-essay-widget-", "_bg.wasm")?,
        })
    }
}

/// Returns the name in a text that has this beginning and end, with sixteen digits between.
fn named(text: &str, before: &str, end: &str) -> Option<String> {
    text.match_indices(before).find_map(|(at, _)| {
        let rest = text.get(at + before.len()..)?;
        let (digits, rest) = rest.split_at_checked(16)?;
        let fits = digits.bytes().all(|digit| digit.is_ascii_hexdigit()) && rest.starts_with(end);
        fits.then(|| format!("{before}{digits}{end}"))
    })
}

/// Returns the hash that browsers compare a file with: <https://www.w3.org/TR/SRI/>.
///
/// # Errors
/// Fails with a sentence if the file cannot be read.
pub fn integrity(file: &Path) -> Result<String, String> {
    let content = fs::read(file).map_err(|e| format!("{} could not be read: {e}. Check the path.", file.display()))?;
    Ok(format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_ends() {
        let text = r#"import("./circle-essay-widget-0123456789abcdef.js"),"circle-essay-widget-fedcba9876543210_bg.wasm","circle-essay-x.css""#;
        let found = named(text, "circle-essay-widget-", "_bg.wasm");
        assert_eq!(found.as_deref(), Some("circle-essay-widget-fedcba9876543210_bg.wasm"));
        assert_eq!(
            named(text, "circle-essay-widget-", ".js").as_deref(),
            Some("circle-essay-widget-0123456789abcdef.js")
        );
        assert_eq!(named(text, "circle-essay-", ".css"), None);
    }

    #[test]
    fn a_folder_that_is_no_build_is_a_sentence() {
        assert!(
            BuildManifest::read(Path::new("nowhere"))
                .unwrap_err()
                .starts_with("nowhere/circle-essay.js could not be read")
        );
    }
}
