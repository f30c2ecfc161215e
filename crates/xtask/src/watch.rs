//! Notices changes of sources by looking at their times once a second: slow to the machine, plenty for a person, and the
//! same on every system.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The sources of a build. Cargo.lock is not among them: building writes it.
const WATCHED: [&str; 8] = [
    "src",
    "crates/author-wasm",
    "crates/essay-author",
    "crates/essay-core",
    "styles",
    "content",
    "index.html",
    "Cargo.toml",
];

/// The state of all sources at one moment.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    files: Vec<(PathBuf, Option<SystemTime>)>,
}

impl Snapshot {
    pub fn take(root: &Path) -> Self {
        let mut snapshot = Self::default();
        for name in WATCHED {
            snapshot.add(root.join(name));
        }
        // Folders are listed in no particular order.
        snapshot.files.sort();
        snapshot
    }

    fn add(&mut self, path: PathBuf) {
        let mut waiting = vec![path];
        while let Some(path) = waiting.pop() {
            if let Ok(entries) = fs::read_dir(&path) {
                waiting.extend(entries.flatten().map(|entry| entry.path()).filter(|path| !is_passing(path)));
            } else if let Ok(found) = fs::metadata(&path) {
                self.files.push((path, found.modified().ok()));
            }
        }
    }

    /// A file that is new, changed or gone since then.
    pub fn first_change<'a>(&'a self, since: &'a Self) -> Option<&'a Path> {
        let differs = |these: &'a Self, those: &Self| {
            these.files.iter().find(|file| those.files.binary_search(file).is_err()).map(|(path, _)| path.as_path())
        };
        differs(self, since).or_else(|| differs(since, self))
    }
}

/// Editors' swap files come and go without meaning anything, and crates may have a target folder of their own.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name == "target"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn snapshot(files: &[(&str, u64)]) -> Snapshot {
        let time = |seconds| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        Snapshot { files: files.iter().map(|(name, seconds)| (PathBuf::from(name), time(*seconds))).collect() }
    }

    #[test]
    fn new_changed_and_deleted_files_are_noticed() {
        let before = snapshot(&[("a", 1), ("b", 1)]);
        let change = |files| snapshot(files).first_change(&before).map(|path| path.display().to_string());
        assert_eq!(change(&[("a", 1), ("b", 1)]), None);
        assert_eq!(change(&[("a", 1), ("b", 2)]).as_deref(), Some("b"));
        assert_eq!(change(&[("a", 1), ("b", 1), ("c", 1)]).as_deref(), Some("c"));
        assert_eq!(change(&[("b", 1)]).as_deref(), Some("a"));
    }

    #[test]
    fn what_editors_leave_behind_is_passed_over() {
        for name in [".essay.md.swp", "essay.md~", "x.tmp", "crates/essay-core/target"] {
            assert!(is_passing(Path::new(name)), "{name}");
        }
        assert!(!is_passing(Path::new("src/lib.rs")));
    }
}
