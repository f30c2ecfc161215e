//! Packages of the workspace that become wasm without Trunk, built with the same settings as the widget.

use crate::failure::{Explain, Outcome};
use crate::{compact, run, workspace};
use std::fs;
use std::path::Path;

/// Compiles a package to wasm, and writes that with its glue into a folder: `app_bg.wasm` and `app.js`.
pub fn bind(package: &str, folder: &Path) -> Outcome {
    fs::create_dir_all(folder).explain(|| format!("Could not make {}", folder.display()))?;
    let target = "wasm32-unknown-unknown";
    let mut cargo = workspace::command("cargo");
    compact::apply(&mut cargo);
    run::succeed(cargo.args(["build", "--release", "--package", package, "--target", target]))?;
    let folder_of_target = if compact::has_library_source() { compact::TARGET } else { "target" };
    let built = workspace::root().join(format!("{folder_of_target}/{target}/release/{package}.wasm"));
    let mut bindgen = workspace::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "app", "--out-dir"]).arg(folder).arg(built);
    run::succeed(&mut bindgen)
}

/// Makes a module as small as Trunk makes the widget's.
pub fn optimize(wasm: &Path, into: &Path) -> Outcome {
    let mut optimizer = workspace::command("wasm-opt");
    optimizer.args(optimizer_flags(&workspace::read(&workspace::root().join("index.html"))?));
    run::succeed(optimizer.arg(wasm).arg("-o").arg(into))
}

/// The flags with which Trunk calls wasm-opt, from the instruction in index.html.
fn optimizer_flags(page: &str) -> Vec<String> {
    let attribute = |name: &str| {
        let value = page.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0;
        Some(value.to_owned())
    };
    let level = attribute("data-wasm-opt").map(|level| format!("-O{level}"));
    let params = attribute("data-wasm-opt-params").unwrap_or_default();
    level.into_iter().chain(params.split_whitespace().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_those_of_trunks_instruction() {
        let page = "<link data-trunk rel=\"rust\" data-wasm-opt=\"z\" data-wasm-opt-params=\"--enable-a --b\">";
        assert_eq!(optimizer_flags(page), ["-Oz", "--enable-a", "--b"]);
    }
}
