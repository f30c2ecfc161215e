//! The files that only the built page has, beyond the element: it can be kept for readers who are offline, installed, and shown as a
//! picture where somebody links to it. None of this is for pages that embed the element.

use crate::error::{Error, Explain, Outcome};
use crate::{fingerprint, minify, workspace};
use std::fs;
use std::path::Path;

/// The folder of the page's own script and its service worker.
const SOURCES: &str = "src/page";

/// The files that the page fetches beside those whose names carry their content. "./" is the page itself.
const PLAIN: [&str; 7] =
    ["./", "circle-essay.js", "host.css", "icon.svg", "look.js", "manifest.webmanifest", "page.js"];

/// The most that the script may have in bytes for which the page waits before it shows anything.
const LOOK_LIMIT: usize = 300;

/// Writes the page's own files into the folder, the service worker last: it is told the names of all others and is
/// another one whenever any of them has changed.
pub fn build(into: &Path, picture: &Path, named: &[&str]) -> Outcome {
    let sources = workspace::root().join(SOURCES);
    for name in ["page.js", "icon.svg", "frame.js", "embed.js"] {
        copy(&sources.join(name), &into.join(name))?;
    }
    for name in ["page.js", "frame.js", "embed.js"] {
        minify::module(&into.join(name))?;
    }
    let look = into.join("look.js");
    copy(&sources.join("look.js"), &look)?;
    minify::module(&look)?;
    let size = workspace::read(&look)?.len();
    if size > LOOK_LIMIT {
        return Err(Error::new(format!(
            "look.js has {size} bytes, and at most {LOOK_LIMIT} are allowed: the page shows nothing until it is there. \
             Shorten {SOURCES}/look.js."
        )));
    }
    copy(picture, &into.join("circle.png"))?;

    let mut content = Vec::new();
    for name in named.iter().chain(&PLAIN) {
        let path = into.join(if *name == "./" { "index.html" } else { name });
        content.extend(fs::read(&path).explain(|| format!("Could not read {}", path.display()))?);
    }
    let worker = fill(&workspace::read(&sources.join("sw.js"))?, named, &fingerprint::of(&content))?;
    let path = into.join("sw.js");
    workspace::write(&path, worker)?;
    minify::module(&path)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).explain(|| format!("Could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn fill(source: &str, named: &[&str], build: &str) -> Outcome<String> {
    let mut filled = source.to_owned();
    for (placeholder, content) in
        [("__NAMED__", format!("{named:?}")), ("__PLAIN__", format!("{PLAIN:?}")), ("__BUILD__", build.to_owned())]
    {
        if !source.contains(placeholder) {
            return Err(Error::new(format!(
                "{SOURCES}/sw.js does not mention {placeholder}, so the page would not be kept for readers who are \
                 offline. Put it where the worker needs it."
            )));
        }
        filled = filled.replace(placeholder, &content);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_is_told_the_files_of_its_build() {
        let filled = fill("a = __NAMED__; b = __PLAIN__; c = \"__BUILD__\"", &["x-1.js", "y-2.css"], "f00");
        let plain =
            r#"["./", "circle-essay.js", "host.css", "icon.svg", "look.js", "manifest.webmanifest", "page.js"]"#;
        assert_eq!(filled, Ok(format!(r#"a = ["x-1.js", "y-2.css"]; b = {plain}; c = "f00""#)));
        assert!(fill("a = __NAMED__", &[], "").is_err());
    }
}
