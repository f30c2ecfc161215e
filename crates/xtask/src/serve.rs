//! `cargo xtask serve`: builds the default essay, serves it on this machine, and builds again when a source changes.

use crate::arguments::Arguments;
use crate::build;
use crate::error::{Error, Explain, Outcome};
use crate::profile::Profile;
use crate::routes::Mount;
use crate::server::{self, Site};
use crate::watch::Snapshot;
use crate::{setup, workspace};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

const DEFAULT_PORT: u16 = 8080;

pub fn command(mut arguments: Arguments) -> Outcome {
    let port = match arguments.value("--port")? {
        None => DEFAULT_PORT,
        Some(text) => text.parse().explain(|| format!("--port takes a number up to 65535, and not {text}"))?,
    };
    let folder = arguments.value("--dir")?;
    let build = !arguments.switch("--no-build");
    let watch = !arguments.switch("--no-watch");
    let with_tests = arguments.switch("--with-tests");
    let brotli = arguments.switch("--brotli");
    let profile = Profile::from_switch(&mut arguments);
    arguments.finish()?;

    // Before building: a port that is taken should not be found out minutes later.
    let listener = server::bind(port)?;
    let root = workspace::root();
    let mut before = Snapshot::take(&root);
    if build {
        setup::ensure(&[])?;
        build::build(profile)?;
    }
    let folder = folder.map_or_else(|| root.join("dist"), PathBuf::from);
    expect_built(&folder)?;
    let address = server::address(&listener)?;
    server::start(listener, Site::new(mounts(folder.clone(), with_tests), brotli));
    println!("Serving {} at {address} (Ctrl-C ends)", folder.display());

    loop {
        thread::sleep(Duration::from_secs(1));
        if !(build && watch) {
            continue;
        }
        let now = Snapshot::take(&root);
        if let Some(path) = now.first_change(&before) {
            println!("{} has changed.", path.strip_prefix(&root).unwrap_or(path).display());
            if let Err(Error::Sentence(sentence)) = build::build(profile) {
                eprintln!("{sentence} The last good build stays; save again once it is mended.");
            }
            before = now;
        }
    }
}

/// The folders that the built pages are served from: the build itself, the example pages around it, and what only tests need.
pub fn mounts(dist: PathBuf, with_tests: bool) -> Vec<Mount> {
    let root = workspace::root();
    let mut mounts = vec![Mount::new("", dist), Mount::new("examples", root.join("examples"))];
    if with_tests {
        mounts.push(Mount::new("fixtures", root.join("tests/fixtures")));
        mounts.push(Mount::new("bench", root.join("target/bench")));
        mounts.push(Mount::new("katex", root.join("node_modules/katex/dist")));
    }
    mounts
}

/// Fails unless there is something to serve.
pub fn expect_built(folder: &Path) -> Outcome {
    if folder.join("index.html").is_file() {
        return Ok(());
    }
    Err(Error::new(format!("There is no index.html in {}. Build it first: `cargo xtask build`.", folder.display())))
}
