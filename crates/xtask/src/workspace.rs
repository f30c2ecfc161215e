//! The places of things: the repository's root, the programs that setup installed, the files of a build.

use crate::error::{Error, Explain, Outcome};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root. This package is always built in place, so its own path says where that is.
pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root.pop();
    root
}

/// The folder that `cargo install` puts programs into.
pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))
}

/// The folders in which programs are looked for, best first. Ours come before the user's, so that what setup has
/// just installed is what runs, even where another wasm-bindgen or Debian's wasm-opt stands earlier on PATH.
fn search_folders() -> Vec<PathBuf> {
    let mut folders = vec![root().join("node_modules/.bin")];
    folders.extend(cargo_home().map(|home| home.join("bin")));
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    folders
}

/// The absolute path of a program, as `command -v` would find it.
pub fn find_program(name: &str) -> Option<PathBuf> {
    search_folders().into_iter().map(|folder| folder.join(name)).find(|path| is_executable(path))
}

pub fn is_executable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// A program to run in the root with our search path. A name that is not found fails when it starts, with its name.
pub fn command(name: &str) -> Command {
    let mut command = Command::new(find_program(name).unwrap_or_else(|| PathBuf::from(name)));
    let path = env::join_paths(search_folders()).unwrap_or_else(|_| OsString::from("/usr/bin:/bin"));
    command.current_dir(root()).env("PATH", path);
    command
}

pub fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).explain(|| format!("Could not read {}", path.display()))
}

pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Outcome {
    fs::write(path, content).explain(|| format!("Could not write {}", path.display()))
}

/// The files in a folder and in those below it, by their paths within it, in order.
pub fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(&path).explain(|| format!("Could not list {}", path.display()))?.flatten() {
            if entry.path().is_dir() {
                waiting.push(entry.path());
            } else {
                files.push(entry.path().strip_prefix(folder).unwrap_or(&path).to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The folders of the workspace's other packages, as its manifest lists them on one line.
pub fn members(manifest: &str) -> Vec<&str> {
    let list = manifest.lines().find_map(|line| line.strip_prefix("members = ["));
    list.map(|list| list.split('"').skip(1).step_by(2).collect()).unwrap_or_default()
}

/// The version of the published package.
pub fn version(manifest: &str) -> Outcome<String> {
    field(manifest, "version")
}

/// A field of the published package: from `[package]`, or from `[workspace.package]` where it is inherited.
pub fn field(manifest: &str, name: &str) -> Outcome<String> {
    ["[package]", "[workspace.package]"]
        .iter()
        .find_map(|section| {
            manifest
                .lines()
                .skip_while(|line| line.trim() != *section)
                .skip(1)
                .take_while(|line| !line.trim_start().starts_with('['))
                .find_map(|line| line.trim().strip_prefix(name)?.trim_start().strip_prefix('='))
                .and_then(|value| value.split('"').nth(1))
        })
        .map(str::to_owned)
        .ok_or_else(|| {
            Error::new(format!("Cargo.toml names no {name} for the package. Add `{name} = \"…\"` to [package]."))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_packages_own() {
        let manifest = "[workspace]\nmembers = []\n[package]\nname = \"x\"\nversion = \"1.2.3\" # now\n\
                        [dependencies]\nyew = { version = \"0.23\" }\n";
        assert_eq!(version(manifest), Ok("1.2.3".to_owned()));
    }

    #[test]
    fn the_version_may_be_inherited() {
        let manifest = "[workspace.package]\nversion = \"0.4.0\"\n[package]\nname = \"x\"\nversion.workspace = true\n";
        assert_eq!(version(manifest), Ok("0.4.0".to_owned()));
        assert!(version("[package]\nname = \"x\"\n").is_err());
    }

    #[test]
    fn members_are_read_from_their_line() {
        assert_eq!(members("[workspace]\nmembers = [\"a/b\", \"c\"]\n"), ["a/b", "c"]);
        assert_eq!(members("[package]\n"), [""; 0]);
    }

    #[test]
    fn programs_are_found_by_name() {
        assert!(find_program("sh").is_some());
        assert!(find_program("no-such-program-anywhere").is_none());
    }
}
