//! Pages of other Yew apps than ours: an empty one, which the benchmark compares the essay with, and one that has an essay in it.

use crate::failure::{Explain, Outcome};
use crate::{compact, imports, minify, run, workspace};
use std::fs;
use std::path::Path;

const EMPTY: &str = "empty-yew-app";
const HOST: &str = "yew-host";

const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>An empty Yew app</title>\n\
                    <link rel=\"icon\" href=\"data:,\">\n<script type=\"module\">import init from \"./app.js\"; init();</script>\n\
                    </head>\n<body></body>\n</html>\n";

/// The essay's script comes before the app or after it, for neither may depend on that.
const HOST_PAGES: [(&str, &str); 2] = [
    ("index.html", "import init from \"./app.js\"; await init(); await import(\"/circle-essay.js\");"),
    ("later.html", "import \"/circle-essay.js\"; import init from \"./app.js\"; init();"),
];

/// Builds the page of the empty app into a folder, as small as the widget is built.
pub fn build_empty(folder: &Path) -> Outcome {
    bind(EMPTY, folder)?;
    let (wasm, glue) = (folder.join("app_bg.wasm"), folder.join("app.js"));
    let mut optimizer = workspace::command("wasm-opt");
    optimizer.args(optimizer_flags(&workspace::read(&workspace::root().join("index.html"))?));
    run::succeed(optimizer.arg(&wasm).arg("-o").arg(&wasm))?;
    let content = fs::read(&wasm).explain(|| format!("Could not read {}", wasm.display()))?;
    let (content, text) = imports::shorten(&content, &workspace::read(&glue)?)?;
    workspace::write(&wasm, content)?;
    workspace::write(&glue, text)?;
    minify::module(&glue)?;
    workspace::write(&folder.join("index.html"), PAGE)
}

/// Builds the pages of the app that has an essay in it. Nobody weighs them, so they are left as the compiler makes them.
pub fn build_host(folder: &Path) -> Outcome {
    bind(HOST, folder)?;
    for (name, script) in HOST_PAGES {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>A page that is a Yew app</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n<script type=\"module\">{script}</script>\n</head>\n<body>\n\
             <div id=\"aside\"></div>\n<div id=\"page\"></div>\n</body>\n</html>\n"
        );
        workspace::write(&folder.join(name), page)?;
    }
    Ok(())
}

/// Compiles a package to wasm, and writes that with its glue into a folder.
fn bind(package: &str, folder: &Path) -> Outcome {
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
