//! File names that change with the content, so that an old pasted fragment keeps meeting the files it was made with.

use crate::error::{Error, Explain, Outcome};
use crate::profile::Profile;
use crate::{author, run, workspace};
use std::fs;
use std::path::Path;

/// FNV-1a, 64 bits, as 16 hex digits: enough to tell builds apart, and fifteen lines less than SHA-256.
pub fn of(content: &[u8]) -> String {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// The files that wasm-bindgen or `post-build` have made of the widget.
#[derive(Debug, PartialEq, Eq)]
pub struct Names {
    pub glue: String,
    pub wasm: String,
}

/// The name of the wasm binary of the reader's widget. Other binaries, such as the author's, may stand beside it.
pub const WIDGET: &str = "circle-essay-widget";
/// The name of the part of the wasm that only the discussion needs, in the source.
pub const DISCUSSION_PART: &str = "discussion";
/// The name of that part's file.
pub const DISCUSSION: &str = "circle-essay-discussion";
/// The name of the entry under which its integrity stays true.
pub const ENTRY: &str = "circle-essay-entry";
/// The name of what says why the others cannot run.
pub const FAILURE: &str = "circle-essay-failure";
/// The stem of the name of the module for a page that stands before its code is there.
pub const STILL: &str = "circle-essay-still";
/// The name of what compiles an essay that is written in Markdown.
pub const MARKDOWN: &str = "circle-essay-markdown";
/// Before the language, the name of a file of words.
pub const WORDS: &str = "circle-essay-words";

/// Finds the widget's glue and wasm in a built folder.
pub fn widget_files(folder: &Path) -> Outcome<Names> {
    let names = file_names(folder)?;
    Ok(Names {
        glue: only_one(&names, folder, &format!("{WIDGET}…js"), |name| {
            name.starts_with(WIDGET) && name.ends_with(".js")
        })?,
        wasm: only_one(&names, folder, &format!("{WIDGET}…_bg.wasm"), |name| {
            name.starts_with(WIDGET) && name.ends_with("_bg.wasm")
        })?,
    })
}

/// The files that a built folder's entry names, and its glue; files of earlier builds may stand beside them.
#[derive(Debug, PartialEq, Eq)]
pub struct Built {
    pub glue: String,
    pub wasm: String,
    pub style: String,
}

/// Finds them in a built folder.
pub fn built(folder: &Path) -> Outcome<Built> {
    let entry = folder.join("circle-essay.js");
    let glue = named_in(&entry, WIDGET, ".js")?;
    Ok(Built { wasm: named_in(&entry, WIDGET, "_bg.wasm")?, style: named_in(&entry, "circle-essay", ".css")?, glue })
}

/// The part of the wasm that only the discussion needs, which a built folder's glue names.
pub fn discussion(folder: &Path, glue: &str) -> Outcome<String> {
    named_in(&folder.join(glue), DISCUSSION, ".wasm")
}

/// The script and the wasm that compile Markdown, which a built folder's glue names.
pub fn markdown(folder: &Path, glue: &str) -> Outcome<[String; 2]> {
    let script = named_in(&folder.join(glue), MARKDOWN, ".js")?;
    let wasm = named_in(&folder.join(&script), MARKDOWN, ".wasm")?;
    Ok([script, wasm])
}

fn named_in(file: &Path, stem: &str, end: &str) -> Outcome<String> {
    named(&workspace::read(file)?, stem, end).ok_or_else(|| {
        Error::new(format!("{} names no {stem}-…{end}. Build it again with `cargo xtask build`.", file.display()))
    })
}

/// The first name in a text that is a stem, a fingerprint and this end.
fn named(text: &str, stem: &str, end: &str) -> Option<String> {
    text.match_indices(stem).find_map(|(at, _)| {
        let name = text.get(at..)?.split(['"', '\'', '`', '/', '?']).next()?;
        (name.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(end)?.len() == 16 && is_in_name(name))
            .then(|| name.to_owned())
    })
}

/// Answers true if a file's name carries its content: sixteen digits after the last hyphen.
pub fn is_in_name(name: &str) -> bool {
    let digits = name.rsplit('-').next().and_then(|rest| rest.get(..16));
    name.starts_with("circle-essay-")
        && digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// The names of the files in a folder, in order.
pub fn file_names(folder: &Path) -> Outcome<Vec<String>> {
    let entries = fs::read_dir(folder)
        .explain(|| format!("Could not list {}. `cargo xtask build` makes this folder", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn only_one(names: &[String], folder: &Path, pattern: &str, fits: impl Fn(&str) -> bool) -> Outcome<String> {
    let found: Vec<&String> = names.iter().filter(|name| fits(name)).collect();
    match found.as_slice() {
        [name] => Ok((*name).clone()),
        [] => Err(Error::new(format!(
            "There is no {pattern} in {}. Build it with `cargo xtask build`; if that did not help, \
             look whether index.html still names the binary {WIDGET}.",
            folder.display()
        ))),
        several => Err(Error::new(format!(
            "There are {} files like {pattern} in {}, and only one can be meant. Delete the folder and build again.",
            several.len(),
            folder.display()
        ))),
    }
}

/// The integrity that a browser compares a file with before it takes it: `sha256-…`.
pub fn integrity(file: &Path, profile: Profile) -> Outcome<String> {
    run::answer(author::tool(profile).arg("integrity").arg(file))
        .ok_or_else(|| Error::new(format!("Could not compute the integrity of {}. Is it there?", file.display())))
}

/// Names a file in the folder after its final content: `STEM-FINGERPRINTEND`. It is taken after wasm-opt: another one would leave other bytes
/// under the same name.
pub fn rename(folder: &Path, from: &str, stem: &str, end: &str) -> Outcome<String> {
    let path = folder.join(from);
    let content = fs::read(&path).explain(|| format!("Could not read {}", path.display()))?;
    let name = format!("{stem}-{}{end}", of(&content));
    fs::rename(&path, folder.join(&name)).explain(|| format!("Could not rename {} to {name}", path.display()))?;
    Ok(name)
}

/// Writes content under a name that carries its fingerprint.
pub fn write(folder: &Path, stem: &str, extension: &str, content: &str) -> Outcome<String> {
    let name = format!("{stem}-{}.{extension}", of(content.as_bytes()));
    workspace::write(&folder.join(&name), content)?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_fnv_1a() {
        // The test vectors of the algorithm's authors.
        assert_eq!(of(b""), "cbf29ce484222325");
        assert_eq!(of(b"a"), "af63dc4c8601ec8c");
        assert_eq!(of(b"foobar"), "85944171f73967e8");
    }

    #[test]
    fn names_are_told_by_the_entry() {
        let (one, other) = ("0123456789abcdef", "fedcba9876543210");
        let text = format!(
            r#"import("./circle-essay-widget-{one}.js"),n("circle-essay-widget-{other}_bg.wasm"),`circle-essay-{one}.css`"#
        );
        assert_eq!(named(&text, WIDGET, ".js"), Some(format!("circle-essay-widget-{one}.js")));
        assert_eq!(named(&text, WIDGET, "_bg.wasm"), Some(format!("circle-essay-widget-{other}_bg.wasm")));
        assert_eq!(named(&text, "circle-essay", ".css"), Some(format!("circle-essay-{one}.css")));
        assert_eq!(named(&text, MARKDOWN, ".wasm"), None);
        assert!(is_in_name(&format!("circle-essay-words-fi-{one}.txt")) && !is_in_name("circle-essay-entry.js"));
    }

    #[test]
    fn exactly_one_file_has_to_fit() {
        let names = ["a.js".to_owned(), "b.js".to_owned(), "c.css".to_owned()];
        let find = |end: &str| only_one(&names, Path::new("dist"), end, |name| name.ends_with(end));
        assert_eq!(find("css"), Ok("c.css".to_owned()));
        assert!(find("js").is_err());
        assert!(find("wasm").is_err());
    }
}
