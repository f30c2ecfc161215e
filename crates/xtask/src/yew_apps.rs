//! Pages of other Yew apps than ours: an empty one, which the benchmark compares the essay with, and one that has an essay in it.

use crate::bundle::Bundle;
use crate::error::{Explain, Outcome};
use crate::profile::Profile;
use crate::wasm_package::{self, Package};
use crate::{import_names, workspace};
use std::fs;
use std::path::Path;

const EMPTY: Package = Package::plain("empty-yew-app");
const HOST: Package = Package::plain("yew-host");

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
    EMPTY.bind(Profile::Release, folder)?;
    let (wasm, glue) = (folder.join("app_bg.wasm"), folder.join("app.js"));
    wasm_package::optimize(&wasm, &wasm)?;
    let content = fs::read(&wasm).explain(|| format!("Could not read {}", wasm.display()))?;
    let (content, text) = import_names::shorten(&content, &workspace::read(&glue)?)?;
    workspace::write(&wasm, content)?;
    workspace::write(&glue, text)?;
    Bundle::module(&glue).write(&glue)?;
    workspace::write(&folder.join("index.html"), PAGE)
}

/// Builds the pages of the app that has an essay in it. Nobody weighs them, so they are left as the compiler makes them.
pub fn build_host(folder: &Path) -> Outcome {
    HOST.bind(Profile::Release, folder)?;
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
