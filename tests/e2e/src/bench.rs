//! The benchmark: measures the pages in parts, and writes docs/benchmarks.md.

mod approach;
mod circle;
mod discussion;
mod figures;
mod loads;
mod paint;
mod prose;

use crate::{Options, Page};
use std::fs;
use std::path::Path;

/// The environment variable that names the commit of the build under `AGAINST`.
pub const COMMIT: &str = "CE_AGAINST";

/// The path of the build of another commit on the server.
const AGAINST: &str = "against/";

/// The number of rounds. Each loads the pages of a part in turn.
const ROUNDS: usize = 9;

/// The factor by which the processor is slowed.
const SLOWED: u32 = 4;

/// The parts of the page in their order: the word on the command line, and the heading.
const PARTS: [(&str, &str); 6] = [
    ("loads", "## Loading\n"),
    ("near", "## From scrolling to the circle\n"),
    ("prose", "## Ten times the prose\n"),
    ("paint", "## First paint\n"),
    ("circle", "## The circle\n"),
    ("discussion", "## Discussion\n"),
];

/// The body of a part that was never measured.
const MISSING: &str = "\nNot measured yet.\n\n";

/// Measures the parts that are named, or all of them if none is. The results of the others stay as they are.
pub async fn run(root: &Path, words: &[String]) {
    if let Some(other) = words.iter().find(|word| PARTS.iter().all(|(part, _)| part != word)) {
        panic!("the benchmark has no part {other}; it has {}", PARTS.map(|(part, _)| part).join(", "));
    }
    crate::plain::build(root);
    let file = root.join("docs/benchmarks.md");
    let mut bodies = bodies(&fs::read_to_string(&file).unwrap_or_default());
    let against = std::env::var(COMMIT).ok();
    for (number, (part, _)) in PARTS.iter().enumerate() {
        if !words.is_empty() && !words.iter().any(|word| word == part) {
            continue;
        }
        let surroundings = surroundings().await;
        let against = against.as_deref();
        let told = match *part {
            "loads" => loads::measured(against).await,
            "near" => approach::measured(against).await,
            "prose" => prose::measured().await,
            "paint" => paint::measured().await,
            "circle" => circle::measured().await,
            _ => discussion::measured().await,
        };
        println!("{told}");
        bodies[number] = format!("\n{surroundings}\n\n{told}\n");
        // A part that fails later does not cost the results of this one.
        let page = page(&bodies);
        fs::write(&file, page).unwrap_or_else(|fault| panic!("could not write {}: {fault}", file.display()));
    }
    println!("Written to docs/benchmarks.md.");
}

/// Returns the bodies of the parts on an existing page.
fn bodies(page: &str) -> [String; PARTS.len()] {
    PARTS.map(|(_, heading)| {
        let body = page.split_once(heading).map(|(_, rest)| rest.split("\n## ").next().unwrap_or_default());
        body.map_or_else(|| MISSING.to_owned(), |body| format!("{}\n\n", body.trim_end()))
    })
}

/// Returns the page.
fn page(bodies: &[String; PARTS.len()]) -> String {
    let mut page = INTRODUCTION.to_owned();
    for ((_, heading), body) in PARTS.iter().zip(bodies) {
        page.push_str(heading);
        page.push_str(body);
    }
    format!("{}\n", page.trim_end())
}

const INTRODUCTION: &str = "# Benchmarks

Written by `cargo xtask bench`; do not edit. CONTRIBUTING.md says how to run it.

The pages of a part are loaded in turn, one browser at a time. The processor is slowed 4×. Files come from 127.0.0.1 as brotli at its
highest quality. The network costs next to nothing here, so times are work, not waiting. A figure is a median; the lowest and the highest
value stand in brackets. A ratio is one of medians. The first four parts have a window of 1280 × 720, and a fresh browser with an empty
cache for each load.

- *The essay*: `dist/index.html`. Its text is prerendered, and no script touches it. The page asks for the code of its circle and its
  discussion when one of them comes near or is pressed, or when a script says so. *At rest* none of this happens. *Started at once*, a
  line of script sets `loading=\"eager\"` as soon as the element is defined.
- *Plain HTML*: the essay's prerendered markup, article, circle and discussion, as an ordinary page with the same stylesheet and without
  any script.
- *An empty Yew app*: one paragraph, built, stripped and minified like the essay; the floor of every page with Yew.
- *74a30ec*: the page of that commit, which hydrated all of its markup and began as soon as it was loaded. It is started by the same line
  of script.

1 KB is 1,000 bytes.

";

/// Describes the machine and the browser.
async fn surroundings() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default().to_owned();
    let page = Page::start(Options::default()).await;
    let version = page.version();
    page.close().await;
    format!("Headless Chromium {version}, {cores} cores, load {load} before.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_are_not_measured_stay() {
        let mut before = PARTS.map(|(part, _)| format!("\nOf {part}.\n\n"));
        assert_eq!(bodies(&page(&before)), before);
        before[1] = MISSING.to_owned();
        let without = page(&before).replace(PARTS[1].1, "");
        assert_eq!(bodies(&without)[1], MISSING);
    }
}
