//! The files that only the built page has, beyond the element: it can be kept for readers who are offline, installed, and shown as a
//! picture where somebody links to it. None of this is for pages that embed the element.

use crate::bundle::Bundle;
use crate::error::{Error, Explain, Outcome};
use crate::{fingerprint, workspace};
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
    copy(&sources.join("icon.svg"), &into.join("icon.svg"))?;
    for name in ["page.js", "frame.js", "embed.js"] {
        Bundle::module(&sources.join(name)).write(&into.join(name))?;
    }
    let look = into.join("look.js");
    Bundle::script(&sources.join("look.js")).write(&look)?;
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
    Bundle::script(&sources.join("sw.js"))
        .constant("named", &format!("{named:?}"))
        .constant("plain", &format!("{PLAIN:?}"))
        .text("content", &fingerprint::of(&content))
        .write(&into.join("sw.js"))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).explain(|| format!("Could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
