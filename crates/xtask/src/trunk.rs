//! `cargo xtask trunk-check`: whether Trunk makes the same dist/ as `cargo xtask build` does. Nothing here needs Trunk; who has it can work
//! with `trunk serve`.

use crate::arguments::Arguments;
use crate::error::{Error, Explain, Outcome};
use crate::{compact, run, workspace};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The version whose builds are compared. 0.22 needs a newer compiler than ours.
const VERSION: &str = "0.21.14";

pub fn command(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    check()
}

/// Has Trunk build the sources of dist/, which has to be a release build of them, and compares the two. Says so and does nothing where Trunk
/// is not installed.
pub fn check() -> Outcome {
    let answer = run::answer(workspace::command("trunk").arg("--version"));
    if answer.as_deref().and_then(|answer| answer.split_whitespace().last()) != Some(VERSION) {
        println!("Skipped: Trunk {VERSION} is not installed, so its build was not compared with ours.");
        return Ok(());
    }
    let root = workspace::root();
    let folder = root.join("target/trunk");
    // --log, because a RUST_LOG that is set for something else may neither silence Trunk nor make it chatter.
    let mut trunk = workspace::command("trunk");
    trunk.args(["build", "--release", "--log", "error,trunk=warn", "--dist"]).arg(&folder);
    compact::apply(&mut trunk);
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    if env::var_os("NO_COLOR").is_some() {
        // Everyone else takes any value for yes; Trunk takes only true and false, and stops at "1".
        trunk.env("NO_COLOR", "true");
    }
    run::succeed(&mut trunk)?;
    let told = differences(&root.join("dist"), &folder)?;
    if told.is_empty() {
        println!("Trunk's build is the same, file by file.");
        return Ok(());
    }
    Err(Error::new(format!(
        "Trunk's build in {} is another than that in dist/: {}. If dist/ is a release build of these sources, compare index.html and \
         Trunk.toml with crates/xtask/src/build.rs: they have to say the same.",
        folder.display(),
        told.join("; ")
    )))
}

/// The files that only one folder has, or that differ.
fn differences(ours: &Path, trunks: &Path) -> Outcome<Vec<String>> {
    let read = |folder: &Path| -> Outcome<Vec<(PathBuf, Vec<u8>)>> {
        let files = workspace::files(folder)?.into_iter().filter(|file| !file.starts_with(".stage"));
        let content = |file: PathBuf| {
            let content = fs::read(folder.join(&file)).explain(|| format!("Could not read {}", file.display()))?;
            Ok((file, content))
        };
        files.map(content).collect()
    };
    let (ours, trunks) = (read(ours)?, read(trunks)?);
    let find = |files: &[(PathBuf, Vec<u8>)], name: &Path| files.iter().position(|(file, _)| file == name);
    let mut told = Vec::new();
    for (file, content) in &ours {
        match find(&trunks, file).and_then(|at| trunks.get(at)) {
            None => told.push(format!("{} is missing", file.display())),
            Some((_, other)) if other != content => told.push(format!("{} differs", file.display())),
            Some(_) => {}
        }
    }
    let more = trunks.iter().filter(|(file, _)| find(&ours, file).is_none());
    told.extend(more.map(|(file, _)| format!("{} is not in ours", file.display())));
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_compared_file_by_file() -> Outcome {
        let folder = env::temp_dir().join(format!("circle-essay-trunk-{}", std::process::id()));
        let (ours, trunks) = (folder.join("ours"), folder.join("trunks"));
        for (folder, files) in [(&ours, ["same", "other 1", "ours"]), (&trunks, ["same", "other 2", "theirs"])] {
            fs::create_dir_all(folder.join(".stage")).explain(String::new)?;
            for file in files {
                workspace::write(&folder.join(file.split(' ').next().unwrap_or_default()), file)?;
            }
        }
        assert_eq!(differences(&ours, &trunks)?, ["other differs", "ours is missing", "theirs is not in ours"]);
        assert_eq!(differences(&ours, &ours)?, [""; 0]);
        fs::remove_dir_all(&folder).explain(String::new)
    }
}
