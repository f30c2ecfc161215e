//! The files of earlier builds that a build keeps: pages that were cached and fragments that were pasted still name them.

use crate::error::{Explain, Outcome};
use crate::{fingerprint, workspace};
use std::fs;
use std::path::Path;

/// The list of builds whose files a folder has: one line for each, the newest first, with the names of its files.
const LIST: &str = "builds.txt";

/// How many builds before its own a folder keeps the files of.
const BUILDS: usize = 3;

/// The files of earlier builds, in memory: the folder may be built anew meanwhile.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PreviousBuilds {
    lines: Vec<String>,
    files: Vec<(String, Vec<u8>)>,
}

impl PreviousBuilds {
    /// Reads what a built folder and those before it named.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let list = workspace::read(&folder.join(LIST))?;
        let lines: Vec<String> = list.lines().take(BUILDS).map(str::to_owned).collect();
        let mut files: Vec<(String, Vec<u8>)> = vec![];
        for name in lines.iter().flat_map(|line| line.split(' ')) {
            let path = folder.join(name);
            if !files.iter().any(|(known, _)| known == name) {
                files
                    .push((name.to_owned(), fs::read(&path).explain(|| format!("Could not read {}", path.display()))?));
            }
        }
        Ok(Self { lines, files })
    }

    /// Puts them beside the files of a newer build.
    pub fn restore_to(&self, folder: &Path) -> Outcome {
        let own = workspace::read(&folder.join(LIST))?;
        let own = own.trim_end();
        for (name, content) in &self.files {
            if !folder.join(name).exists() {
                workspace::write(&folder.join(name), content)?;
            }
        }
        // A build of the same content is the same build.
        let before = self.lines.iter().map(String::as_str).filter(|line| *line != own);
        let lines: Vec<&str> = [own].into_iter().chain(before).take(BUILDS + 1).collect();
        workspace::write(&folder.join(LIST), lines.join("\n") + "\n")
    }
}

/// Writes the list of a build that has no others beside it yet: every file whose name carries its content.
pub fn list(folder: &Path) -> Outcome {
    let names = fingerprint::file_names(folder)?;
    let hashed: Vec<&str> = names.iter().map(String::as_str).filter(|name| fingerprint::is_in_name(name)).collect();
    workspace::write(&folder.join(LIST), hashed.join(" ") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A folder with one build: its own stylesheet and a page.
    fn build(name: &str, digits: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("circle-essay-kept-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        workspace::write(&folder.join(format!("circle-essay-{}.css", digits.repeat(16))), digits).unwrap();
        workspace::write(&folder.join("index.html"), digits).unwrap();
        list(&folder).unwrap();
        folder
    }

    #[test]
    fn the_last_builds_are_kept_and_older_ones_are_not() {
        let folders: Vec<PathBuf> = (1..=6).map(|digit| build(&digit.to_string(), &digit.to_string())).collect();
        for pair in folders.windows(2) {
            let [before, after] = pair else { unreachable!() };
            let earlier = PreviousBuilds::read(before).unwrap();
            earlier.restore_to(after).unwrap();
            // Twice is once.
            PreviousBuilds::read(after).unwrap().restore_to(after).unwrap();
        }
        let last = folders.last().unwrap();
        let names: Vec<String> = fingerprint::file_names(last).unwrap();
        let sheet = |digit: &str| format!("circle-essay-{}.css", digit.repeat(16));
        assert_eq!(
            names,
            ["builds.txt".to_owned(), sheet("3"), sheet("4"), sheet("5"), sheet("6"), "index.html".to_owned()]
        );
        assert_eq!(workspace::read(&last.join("index.html")), Ok("6".to_owned()));
        folders.iter().for_each(|folder| fs::remove_dir_all(folder).unwrap());
    }
}
