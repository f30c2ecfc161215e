//! JavaScript and style sheets as browsers get them: each module with what it imports in one file, made small by esbuild
//! (docs/decisions/0018).

use crate::error::{Error, Explain, Outcome};
use crate::{run, workspace};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The words before each constant of the build in the sources: `BUILD.version`.
const CONSTANTS: &str = "BUILD.";

/// How esbuild marks a warning. It warns of a style sheet that it cannot read, and goes on.
const WARNING: &str = "[WARNING]";

/// A file and all that it imports.
#[derive(Debug)]
pub struct Bundle {
    source: PathBuf,
    /// The names of the constants, for `CONSTANTS` before them.
    constants: Vec<String>,
    arguments: Vec<OsString>,
}

impl Bundle {
    /// A module: its exports are kept.
    pub fn module(source: &Path) -> Self {
        Self::new(source, &["--format=esm"])
    }

    /// A script that pages or workers load without `type="module"`: its names stay its own.
    pub fn script(source: &Path) -> Self {
        Self::new(source, &["--format=iife"])
    }

    /// A style sheet: what it imports stands in its place.
    pub fn sheet(source: &Path) -> Self {
        Self::new(source, &[])
    }

    fn new(source: &Path, more: &[&str]) -> Self {
        // Comments about licences would stay. Ours are files of their own.
        let same = ["--bundle", "--minify", "--target=es2022", "--legal-comments=none", "--log-level=warning"];
        let arguments = same.iter().chain(more).map(OsString::from).collect();
        Self { source: source.to_owned(), constants: vec![], arguments }
    }

    /// Gives `BUILD.name` a value, written in JSON.
    pub fn constant(mut self, name: &str, value: &str) -> Self {
        self.arguments.push(format!("--define:{CONSTANTS}{name}={value}").into());
        self.constants.push(name.to_owned());
        self
    }

    /// Gives `BUILD.name` a text.
    pub fn text(self, name: &str, text: &str) -> Self {
        self.constant(name, &format!("{text:?}"))
    }

    /// Says which file or folder is imported by this name.
    pub fn import(mut self, name: &str, path: &Path) -> Self {
        let mut argument = OsString::from(format!("--alias:{name}="));
        argument.push(path);
        self.arguments.push(argument);
        self
    }

    /// Writes it. The file may be the source.
    pub fn write(self, into: &Path) -> Outcome {
        self.refuse_unused()?;
        let whole = into.with_extension("part");
        let mut esbuild = workspace::command("esbuild");
        esbuild.arg(&self.source).args(&self.arguments);
        let mut outfile = OsString::from("--outfile=");
        outfile.push(&whole);
        esbuild.arg(outfile).stdin(Stdio::null());
        let output = esbuild.output().explain(|| format!("Could not start `{}`", run::typed(&esbuild)))?;
        let said = String::from_utf8_lossy(&output.stderr);
        eprint!("{said}");
        if !output.status.success() || said.contains(WARNING) {
            return Err(Error::new(format!(
                "esbuild could not make {} out of {}. What it says above names the place.",
                into.display(),
                self.source.display()
            )));
        }
        self.refuse_unknown(&workspace::read(&whole)?)?;
        fs::rename(&whole, into).explain(|| format!("Could not put {} in its place", whole.display()))
    }

    /// A constant that nobody reads is a mistake in one of the two files.
    fn refuse_unused(&self) -> Outcome {
        let text = workspace::read(&self.source)?;
        let unused = self.constants.iter().find(|name| !text.contains(&format!("{CONSTANTS}{name}")));
        unused.map_or(Ok(()), |name| {
            Err(Error::new(format!(
                "{} does not mention {CONSTANTS}{name}, which the build gives it. Use it there, or take it out of the build.",
                self.source.display()
            )))
        })
    }

    /// esbuild leaves a name that it does not know to the page, where it would be undefined.
    fn refuse_unknown(&self, built: &str) -> Outcome {
        let Some((_, rest)) = built.split_once(CONSTANTS) else { return Ok(()) };
        let name: String = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric()).collect();
        Err(Error::new(format!(
            "{}, or what it imports, asks for {CONSTANTS}{name}, and the build has no such constant for it. Give it one in crates/xtask/src.",
            self.source.display()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds these files, of which the first is the source.
    fn built(name: &str, files: &[(&str, &str)], bundle: impl FnOnce(&Path) -> Bundle) -> Outcome<String> {
        let folder = std::env::temp_dir().join(format!("circle-essay-bundle-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).explain(String::new)?;
        for (name, text) in files {
            workspace::write(&folder.join(name), text)?;
        }
        let into = folder.join("built");
        let outcome = bundle(&folder.join(files[0].0)).write(&into).and_then(|()| workspace::read(&into));
        fs::remove_dir_all(&folder).explain(String::new)?;
        outcome
    }

    #[test]
    fn modules_are_one_file_with_the_constants_of_the_build() -> Outcome {
        let files = [
            (
                "a.js",
                "import { b } from './b.js'; import { c } from 'other'; export const a = [b, c, BUILD.name, BUILD.list];",
            ),
            ("b.js", "export const b = 1; export const unused = 2;"),
            ("c.js", "export const c = 3;"),
        ];
        let bundle = |source: &Path| {
            let other = source.with_file_name("c.js");
            Bundle::module(source).text("name", "x").constant("list", "[1,2]").import("other", &other)
        };
        let text = built("module", &files, bundle)?;
        assert!(text.contains("\"x\"") && text.contains("[1,2]") && text.contains("export{a}"), "{text}");
        assert!(!text.contains("import") && !text.contains("unused"), "{text}");
        Ok(())
    }

    #[test]
    fn a_script_keeps_its_names_to_itself() -> Outcome {
        let text = built("script", &[("a.js", "const a = 1; addEventListener('x', () => a);")], Bundle::script)?;
        assert!(text.starts_with("(()=>{"), "{text}");
        Ok(())
    }

    #[test]
    fn sheets_are_one_file_without_comments() -> Outcome {
        let files = [("a.css", "@import \"./b.css\"; c { top: 0 }"), ("b.css", "/* why */ b { color: red; }")];
        assert_eq!(built("sheet", &files, Bundle::sheet)?, "b{color:red}c{top:0}\n");
        Ok(())
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let nothing_reads_it = |source: &Path| Bundle::module(source).text("name", "x");
        assert!(built("unused", &[("a.js", "export {};")], nothing_reads_it).is_err());
        for (name, file) in [
            ("unknown", ("a.js", "export const a = BUILD.name;")),
            ("missing", ("a.js", "import './b.js';")),
            ("broken", ("a.js", "const a = ;")),
        ] {
            assert!(built(name, &[file], Bundle::module).is_err(), "{name}");
        }
        for text in ["a{}\n/* b", "a{\ncontent: \"x\n}", "a{b: url(x", "@import \"./b.css\";", "a { b: c"] {
            assert!(built("sheet-2", &[("a.css", text)], Bundle::sheet).is_err(), "{text}");
        }
    }
}
