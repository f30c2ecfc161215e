//! What of the widget's wasm a reader needs later becomes a module of its own: docs/decisions/0009.

use crate::failure::{Explain, Failure, Outcome};
use crate::{compact, fingerprint, run, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the late module is beside a whole one.
const EMPTY_MODULE: &[u8] = b"\0asm\x01\0\0\0";

/// The names of the functions that nobody needs until the element is ready, nor to step, to open a note and to write. `cargo xtask
/// late` records them.
pub const NAMES: &str = "crates/late-code/late.txt";

/// The whole module of the last build, with names.
pub fn whole() -> PathBuf {
    workspace::root().join("target/late-code/whole.wasm")
}

/// Writes the two modules that a module is cut into.
pub fn cut(wasm: &[u8], main: &Path, late: &Path) -> Outcome {
    let whole = whole();
    if let Some(folder) = whole.parent() {
        fs::create_dir_all(folder).explain(|| format!("Could not make {}", folder.display()))?;
    }
    workspace::write(&whole, wasm)?;
    run::succeed(tool().arg("cut").arg(&whole).arg(workspace::root().join(NAMES)).args([main, late]))
}

/// A folder like dist/ whose module is whole and marks the functions that are entered.
pub fn marked_dist() -> Outcome<PathBuf> {
    let root = workspace::root();
    let (from, to) = (root.join("dist"), root.join("target/late-code/dist"));
    let widget = fingerprint::widget_files(&from)?;
    let copy = |folder: &str| -> Outcome {
        let (from, to) = (from.join(folder), to.join(folder));
        fs::create_dir_all(&to).explain(|| format!("Could not make {}", to.display()))?;
        for file in fs::read_dir(&from).explain(|| format!("Could not list {}", from.display()))?.flatten() {
            let name = file.file_name();
            if name.to_string_lossy().starts_with(fingerprint::LATE) {
                workspace::write(&to.join(name), EMPTY_MODULE)?;
            } else if file.path().is_file() {
                fs::copy(file.path(), to.join(name)).explain(|| format!("Could not copy {}", file.path().display()))?;
            }
        }
        Ok(())
    };
    // What an earlier build left there would be taken for this one's.
    let _ = fs::remove_dir_all(&to);
    copy("")?;
    copy("essays")?;
    run::succeed(tool().arg("mark").arg(whole()).arg(to.join(&widget.wasm)))?;
    // The marked module is not the one that the entry vouches for.
    let entry = to.join("circle-essay.js");
    let text = workspace::read(&entry)?;
    workspace::write(&entry, text.replace(&fingerprint::integrity(&from.join(&widget.wasm))?, ""))?;
    Ok(to)
}

/// A command that runs crates/late-code.
pub fn tool() -> Command {
    let mut tool = workspace::command("cargo");
    compact::forget(&mut tool);
    tool.args(["run", "--quiet", "--release", "--package", "late-code", "--"]);
    tool
}

/// The glue of a module that has been cut, whose late part `instance.js` brings.
pub fn asked_for_by(glue: &str) -> Outcome<String> {
    let modules = r#""./circle-essay-widget_bg.js": import0,"#;
    put_once(glue, modules, &format!(r#"{modules} "./late": {{ l: () => now() }},"#))
}

/// The glue with one of its lines changed, which has to be there once.
pub fn put_once(glue: &str, line: &str, by: &str) -> Outcome<String> {
    if glue.matches(line).count() != 1 {
        return Err(Failure::new(format!(
            "The glue of this build does not have {line} exactly once. See how this wasm-bindgen writes it, and correct \
             crates/xtask/src/late_code.rs or post_build.rs."
        )));
    }
    Ok(glue.replace(line, by))
}
