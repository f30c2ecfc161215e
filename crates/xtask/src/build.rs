//! `cargo xtask build`: the wasm and the default essay, into dist/.

use crate::arguments::Arguments;
use crate::error::{Explain, Outcome};
use crate::previous_builds::PreviousBuilds;
use crate::profile::Profile;
use crate::{author, post_build, run, setup, wasm_package, workspace};
use std::fs;
use std::path::Path;
use std::time::Instant;

pub fn command(mut arguments: Arguments) -> Outcome {
    let profile = Profile::from_switch(&mut arguments);
    let keep = arguments.value("--keep")?;
    arguments.finish()?;
    let previous = keep.map(|folder| PreviousBuilds::read(Path::new(&folder))).transpose()?;
    setup::ensure(&[])?;
    build(profile)?;
    previous.map_or(Ok(()), |previous| previous.restore_to(&workspace::root().join("dist")))
}

/// Builds dist/. Setup has to have been done.
pub fn build(profile: Profile) -> Outcome {
    let started = Instant::now();
    println!("Building dist/ …");
    let root = workspace::root();
    let dist = root.join("dist");
    // A build that fails leaves the last good one where it is, and so does one that is being made.
    let staging = dist.join(".stage");
    let _ = fs::remove_dir_all(&staging);
    run::at_once(|| wasm_package::WIDGET.bind(profile, &staging), || author::build(profile))?;
    fs::copy(root.join("index.html"), staging.join("index.html")).explain(|| "Could not copy index.html".to_owned())?;
    post_build::finish(&staging, profile)?;
    put_in_place(&staging, &dist)?;
    println!("Built dist/ in {}.", run::duration(started.elapsed()));
    Ok(())
}

/// Moves a finished build to where it is served from, and removes what another one has left there.
fn put_in_place(staging: &Path, dist: &Path) -> Outcome {
    let files = workspace::files(staging)?;
    for file in &files {
        let (from, to) = (staging.join(file), dist.join(file));
        let folder = to.parent().unwrap_or(dist);
        fs::create_dir_all(folder).explain(|| format!("Could not make {}", folder.display()))?;
        fs::rename(&from, &to).explain(|| format!("Could not move {} to {}", from.display(), to.display()))?;
    }
    fs::remove_dir_all(staging).explain(|| format!("Could not remove {}", staging.display()))?;
    for file in workspace::files(dist)?.iter().filter(|file| files.binary_search(file).is_err()) {
        let path = dist.join(file);
        fs::remove_file(&path).explain(|| format!("Could not remove {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_build_takes_the_place_of_the_one_before() -> Outcome {
        let dist = std::env::temp_dir().join(format!("circle-essay-dist-{}", std::process::id()));
        let staging = dist.join(".stage");
        let write = |folder: &Path, files: &[&str]| {
            files.iter().try_for_each(|name| {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().unwrap_or(folder)).explain(String::new)?;
                workspace::write(&path, name)
            })
        };
        write(&dist, &["old.js", "index.html", "essays/old.json"])?;
        write(&staging, &["new.js", "index.html", "essays/new.json"])?;
        put_in_place(&staging, &dist)?;
        let expected = ["essays/new.json", "index.html", "new.js"].map(PathBuf::from);
        assert_eq!(workspace::files(&dist)?, expected);
        fs::remove_dir_all(&dist).explain(String::new)
    }
}
