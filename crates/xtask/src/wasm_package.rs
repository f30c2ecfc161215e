//! Packages of the workspace that become wasm: by cargo, wasm-bindgen and wasm-opt.

use crate::error::{Explain, Outcome};
use crate::profile::Profile;
use crate::{compact, fingerprint, run, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const TARGET: &str = "wasm32-unknown-unknown";

/// A program of the workspace that browsers run.
pub struct Package {
    pub name: &'static str,
    /// The program's own name, where the package has several.
    pub program: &'static str,
    pub flags: &'static [&'static str],
    /// The feature under which release builds are cut, and the name of the part that is cut off. It becomes `PART.wasm`.
    pub split: Option<(&'static str, &'static str)>,
    /// The beginning of the names of the two files that become of it: `NAME.js` and `NAME_bg.wasm`.
    pub out: &'static str,
}

/// The widget. In release builds the discussion's code is a module of its own.
pub const WIDGET: Package = Package {
    name: "circle-essay",
    program: fingerprint::WIDGET,
    flags: &["--no-default-features", "--features", "widget"],
    split: Some(("split", fingerprint::DISCUSSION_PART)),
    out: fingerprint::WIDGET,
};

impl Package {
    /// One that has nothing else than its program. It becomes `app.js` and `app_bg.wasm`.
    pub const fn plain(name: &'static str) -> Self {
        Self { name, program: name, flags: &[], split: None, out: "app" }
    }

    /// Compiles it to wasm, and writes that with its glue into a folder.
    pub fn bind(&self, profile: Profile, folder: &Path) -> Outcome {
        fs::create_dir_all(folder).explain(|| format!("Could not make {}", folder.display()))?;
        let mut cargo = workspace::command("cargo");
        let split = self.split.filter(|_| profile == Profile::Release);
        // `rustc` takes flags for this package alone.
        cargo.args(["rustc", "--package", self.name, "--bin", self.program, "--target", TARGET]).args(self.flags);
        if let Some((feature, _)) = split {
            cargo.args(["--features", feature]);
        }
        let is_compact = profile == Profile::Release && compact::has_library_source();
        let kind = match profile {
            Profile::Release => {
                compact::apply(&mut cargo);
                cargo.arg("--release");
                "release"
            }
            Profile::Dev => "debug",
        };
        if split.is_some() {
            // The relocations tell which function calls which.
            cargo.args(["--", "-Clink-arg=--emit-relocs"]);
        }
        run::succeed(&mut cargo)?;
        let target = if is_compact { compact::TARGET } else { "target" };
        let built = workspace::root().join(format!("{target}/{TARGET}/{kind}/{}.wasm", self.program));
        let built = match split {
            Some((_, part)) => cut(&built, folder, part)?,
            None => built,
        };
        let mut bindgen = workspace::command("wasm-bindgen");
        if split.is_some() {
            // The part takes its functions from the table of the rest.
            bindgen.arg("--keep-lld-exports");
        }
        bindgen.args(["--target=web", "--no-typescript", "--out-name", self.out, "--out-dir"]).arg(folder).arg(built);
        run::succeed(&mut bindgen)
    }
}

/// Cuts a module in two: answers with what is left of it, and puts the part into a folder.
fn cut(module: &Path, folder: &Path, part: &str) -> Outcome<PathBuf> {
    let parts = workspace::root().join("target/split");
    let mut cargo = workspace::command("cargo");
    cargo.args(["run", "--quiet", "--package", "split-wasm", "--"]).arg(module).arg(&parts);
    // It runs on this machine.
    compact::forget(&mut cargo);
    run::succeed(&mut cargo)?;
    let from = parts.join(format!("split_{part}.wasm"));
    fs::copy(&from, folder.join(format!("{part}.wasm"))).explain(|| format!("Could not copy {}", from.display()))?;
    Ok(parts.join("main.wasm"))
}

/// The flags of wasm-opt: the features of WebAssembly that rustc's output needs, the sections that may go, and the passes
/// (docs/decisions/0003).
const OPTIMIZER_FLAGS: &str = "-Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue --strip-producers --strip-target-features \
    --flatten --rereloop -Oz --merge-similar-functions --gufa-optimizing -Oz --reorder-locals --converge -ocimfs 50";

/// The folder of the root that keeps small modules. wasm-opt takes half a minute for each, and most builds change none.
const KEPT: &str = "target/wasm-opt";

/// How many of them are kept.
const MOST_KEPT: usize = 12;

/// Makes a module small.
pub fn optimize(wasm: &Path, into: &Path) -> Outcome {
    let root = workspace::root();
    let mut input = fs::read(wasm).explain(|| format!("Could not read {}", wasm.display()))?;
    // Another version of wasm-opt, or other flags, make another module of it.
    input.extend(workspace::read(&root.join("node_modules/binaryen/package.json"))?.bytes());
    input.extend(OPTIMIZER_FLAGS.bytes());
    let folder = root.join(KEPT);
    let kept = folder.join(format!("{}.wasm", fingerprint::of(&input)));
    if !kept.is_file() {
        fs::create_dir_all(&folder).explain(|| format!("Could not make {}", folder.display()))?;
        forget_oldest(&folder)?;
        let mut optimizer = workspace::command("wasm-opt");
        // Under another name until it is whole.
        let part = kept.with_extension("part");
        optimizer.args(OPTIMIZER_FLAGS.split_whitespace()).arg(wasm).arg("-o").arg(&part);
        run::succeed(&mut optimizer)?;
        fs::rename(&part, &kept).explain(|| format!("Could not name {}", kept.display()))?;
    }
    fs::copy(&kept, into).explain(|| format!("Could not copy {} to {}", kept.display(), into.display()))?;
    Ok(())
}

/// Makes room for one more.
fn forget_oldest(folder: &Path) -> Outcome {
    let entries = fs::read_dir(folder).explain(|| format!("Could not list {}", folder.display()))?;
    let mut files: Vec<(Option<SystemTime>, PathBuf)> = entries
        .flatten()
        .map(|entry| (entry.metadata().and_then(|found| found.modified()).ok(), entry.path()))
        .collect();
    files.sort();
    let too_many = (files.len() + 1).saturating_sub(MOST_KEPT);
    for (_, path) in files.iter().take(too_many) {
        fs::remove_file(path).explain(|| format!("Could not remove {}", path.display()))?;
    }
    Ok(())
}

/// A part of the wasm that is fetched later.
pub struct LaterPart {
    /// The name of its file.
    pub name: String,
    /// The integrity that the browser compares it with.
    pub integrity: String,
}

impl LaterPart {
    /// Gives the part of the wasm that only the discussion needs its final content and name; none if the build was not cut.
    pub fn finish(staging: &Path, profile: Profile) -> Outcome<Option<Self>> {
        let file = format!("{}.wasm", fingerprint::DISCUSSION_PART);
        let path = staging.join(&file);
        if !path.is_file() {
            return Ok(None);
        }
        optimize(&path, &path)?;
        let name = fingerprint::rename(staging, &file, fingerprint::DISCUSSION, ".wasm")?;
        let integrity = fingerprint::integrity(&staging.join(&name), profile)?;
        Ok(Some(Self { name, integrity }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_oldest_modules_make_room() -> Outcome {
        let folder = std::env::temp_dir().join(format!("circle-essay-wasm-opt-{}", std::process::id()));
        fs::create_dir_all(&folder).explain(String::new)?;
        for index in 0..MOST_KEPT + 2 {
            let path = folder.join(format!("{index}.wasm"));
            workspace::write(&path, "")?;
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000 - index as u64);
            fs::File::options()
                .write(true)
                .open(&path)
                .and_then(|file| file.set_modified(time))
                .explain(String::new)?;
        }
        forget_oldest(&folder)?;
        assert_eq!(fingerprint::file_names(&folder)?.len(), MOST_KEPT - 1);
        assert!(folder.join("0.wasm").is_file() && !folder.join(format!("{}.wasm", MOST_KEPT + 1)).exists());
        fs::remove_dir_all(&folder).explain(String::new)
    }
}
