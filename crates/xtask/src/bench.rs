//! `cargo xtask bench`: measures the built page beside others, and writes docs/benchmarks.md.

use crate::arguments::Arguments;
use crate::engine::Engine;
use crate::error::Outcome;
use crate::profile::Profile;
use crate::routes::Mount;
use crate::server::Site;
use crate::{build, e2e, prose, run, serve, setup, workspace, yew_apps};
use std::path::{Path, PathBuf};

/// The parts that can be measured alone, each by a switch of its name.
const PARTS: [&str; 6] = ["loads", "near", "prose", "paint", "circle", "discussion"];

pub fn command(mut arguments: Arguments) -> Outcome {
    let words: Vec<String> =
        PARTS.iter().filter(|part| arguments.switch(&format!("--{part}"))).map(|part| (*part).to_owned()).collect();
    let against = arguments.value("--against")?.map(PathBuf::from);
    let build = !arguments.switch("--no-build");
    arguments.finish()?;
    let measures = |part: &str| words.is_empty() || words.iter().any(|word| word == part);
    setup::ensure(&[Engine::Chromium])?;
    if build {
        build::build(Profile::Release)?;
    }
    let root = workspace::root();
    let dist = root.join("dist");
    let pages = root.join("target/bench");
    if measures("loads") {
        yew_apps::build_empty(&pages.join("empty"))?;
    }
    if measures("prose") {
        prose::build(&dist, &pages.join("prose"))?;
    }
    let mut mounts = serve::mounts(dist, true);
    let mut command = e2e::program_command("bench", &words);
    if let Some(folder) = against {
        let folder = built(&folder)?;
        command.env("CE_AGAINST", commit(&folder));
        mounts.push(Mount::new("against", folder));
    }
    e2e::with_browser(Engine::Chromium, Site::new(mounts, true), &mut command, run::succeed)
}

/// The folder with the built page: the one that was named, or the `dist` in it.
fn built(folder: &Path) -> Outcome<PathBuf> {
    let dist = folder.join("dist");
    let found = if dist.join("index.html").is_file() { dist } else { folder.to_owned() };
    serve::expect_built(&found)?;
    Ok(found)
}

/// The commit that a folder is a working tree of, or its name.
fn commit(folder: &Path) -> String {
    let mut git = workspace::command("git");
    let told = run::answer(git.arg("-C").arg(folder).args(["rev-parse", "--short=7", "HEAD"]));
    told.unwrap_or_else(|| folder.display().to_string())
}
