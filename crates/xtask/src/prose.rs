//! The default essay with ten times its prose, for the benchmark.

use crate::author;
use crate::error::{Error, Explain, Outcome};
use crate::profile::Profile;
use crate::{fingerprint, run, workspace};
use std::fs;
use std::path::Path;

const TIMES: usize = 10;

/// The folder of the default essay, in the root.
const ESSAY: &str = "content/trust";

/// Builds the essay's page into a folder, from the page in `dist`.
pub fn build(dist: &Path, folder: &Path) -> Outcome {
    let essay = workspace::root().join(ESSAY);
    fs::create_dir_all(folder).explain(|| format!("Could not make {}", folder.display()))?;
    let source = folder.join("essay.md");
    workspace::write(&source, longer(&workspace::read(&essay.join("essay.md"))?)?)?;
    workspace::write(&folder.join("discussion.toml"), workspace::read(&essay.join("discussion.toml"))?)?;
    let style = fingerprint::built(dist)?.style;
    let mut tool = author::tool(Profile::Release);
    run::succeed(tool.arg("build").arg(source).args(["--base", "/", "--stylesheet", &style, "-o"]).arg(folder))?;
    let page = workspace::read(&dist.join("index.html"))?.replace("=\"./", "=\"/");
    let fragment = workspace::read(&folder.join("fragment.html"))?;
    let (before, rest) = page.split_once("<circle-essay").ok_or_else(no_essay)?;
    let (_, after) = rest.split_once("</circle-essay>").ok_or_else(no_essay)?;
    workspace::write(&folder.join("index.html"), format!("{before}{}{after}", fragment.trim_end()))
}

fn no_essay() -> Error {
    Error::new("The page in dist/ holds no essay. Build it again: `cargo xtask build`.")
}

/// The source with all of its sections and notes several times. Copies have ids of their own, and no circle.
fn longer(source: &str) -> Outcome<String> {
    let parts = || {
        let (head, body) = source.strip_prefix("+++\n")?.split_once("\n+++\n")?;
        let (before, circle) = body.split_once("```circle\n")?;
        let (circle, after) = circle.split_once("\n```\n")?;
        let (after, notes) = after.split_once("\n[^")?;
        Some((head, [before, circle, after], format!("[^{notes}")))
    };
    let (head, [before, circle, after], notes) = parts().ok_or_else(|| {
        Error::new(format!(
            "{ESSAY}/essay.md does not have a head, a circle and then notes. Correct crates/xtask/src/prose.rs."
        ))
    })?;
    let mut text = format!("+++\n{head}\n+++\n{before}```circle\n{circle}\n```\n{after}\n");
    let mut all_notes = format!("{notes}\n");
    for copy in 2..=TIMES {
        text.push_str(&with_ids_of(&format!("{before}{after}\n"), copy));
        all_notes.push_str(&with_ids_of(&format!("{notes}\n"), copy));
    }
    Ok(text + &all_notes)
}

/// Markdown whose ids of sections and notes end in a number.
fn with_ids_of(text: &str, copy: usize) -> String {
    let mut told = text.to_owned();
    for (open, close) in [("{#", '}'), ("[^", ']')] {
        let mut parts = told.split(open);
        let mut next = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (id, rest) = part.split_once(close).unwrap_or((part, ""));
            next.push_str(&format!("{open}{id}-{copy}{close}{rest}"));
        }
        told = next;
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_ids_of_their_own_and_no_circle() -> Outcome {
        let source = "+++\nid = \"a\"\n+++\n\n## One {#one}\n\nWords[^n].\n\n```circle\nx\n```\n\nMore.\n\n[^n]: A note[^m].\n\n[^m]: B.\n";
        let text = longer(source)?;
        let count = |words: &str| text.matches(words).count();
        assert_eq!([count("## One"), count("```circle"), count("More."), count("A note")], [10, 1, 10, 10]);
        for words in ["{#one}", "{#one-2}", "Words[^n].", "Words[^n-10].", "[^n-10]: A note[^m-10].", "[^m-2]: B."] {
            assert_eq!(count(words), 1, "{words}");
        }
        assert!(longer("no head").is_err());
        Ok(())
    }
}
