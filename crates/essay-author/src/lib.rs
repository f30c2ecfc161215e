//! Compiles the Markdown source of an essay to the document that the widget shows.
//!
//! The source is CommonMark with footnotes and tables, TOML front matter between `+++` lines, and fenced blocks
//! `circle` and `discussion` that hold TOML. Compiling never panics and never stops at the first fault: it answers
//! with what could be understood and with every problem, each with its file, line and column.

mod circle;
mod discussion;
mod markdown;
mod source;

pub use source::{Found, Source};

use essay_core::essay::{Essay, FORMAT, Note};
use essay_core::problem::Severity;
use markdown::{Compiled, Fence};
use serde::Deserialize;
use source::Report;

/// What stands between the `+++` lines.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    id: String,
    title: String,
    #[serde(default)]
    subtitle: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    credit: String,
}

/// Compiles an essay and the discussion that stands in a file beside it.
///
/// The essay is there unless its front matter or its circle could not be understood; it must not be published if any
/// of the problems is an error.
pub fn compile(essay: &Source, discussion: Option<&Source>) -> (Option<Essay>, Vec<Found>) {
    let mut report = Report::new(essay);
    let compiled = front_matter(essay, &mut report).map(|(front, body)| {
        let mut compiled = markdown::compile(essay, body, &mut report);
        let block = compiled.circle.take();
        let circle = block.as_ref().and_then(|block| circle::compile(block, &mut report));
        check_links(&compiled, circle.as_ref(), block.is_some(), &mut report);
        let mut found = vec![];
        let entries = match (compiled.discussion.take(), discussion) {
            (Some(block), _) => discussion::compile(essay, &block, &mut found),
            (None, Some(file)) => discussion::compile(file, &Fence::whole(&file.text), &mut found),
            (None, None) => vec![],
        };
        let essay = Essay {
            format: FORMAT.to_owned(),
            id: front.id,
            title: front.title,
            subtitle: front.subtitle,
            lang: front.lang,
            credit: front.credit,
            opening: compiled.opening,
            sections: compiled.sections,
            notes: compiled.notes.into_iter().map(|(note, _)| note).collect::<Vec<Note>>(),
            circle,
            entries,
        };
        (essay, found)
    });
    let mut found = report.finish();
    let essay = compiled.map(|(essay, in_discussion)| {
        found.extend(in_discussion);
        essay
    });
    (essay, found)
}

/// Whether any of the problems forbids publishing.
pub fn has_errors(found: &[Found]) -> bool {
    found.iter().any(|found| found.problem.severity == Severity::Error)
}

/// Splits off the front matter; the body's position is in bytes.
fn front_matter(essay: &Source, report: &mut Report) -> Option<(FrontMatter, usize)> {
    const HINT: &str = "Begin the file with a line +++, then id = \"…\" and title = \"…\", then a line +++.";
    let text = &essay.text;
    // Inside a page it begins on the line after the tag.
    let begin = text.trim_start();
    let Some(rest) = begin.strip_prefix("+++\n").or_else(|| begin.strip_prefix("+++\r\n")) else {
        report.error(0, "The essay has no front matter.", HINT);
        return None;
    };
    let start = text.len() - rest.len();
    let Some((length, body)) = closing_line(rest) else {
        report.error(0, "The front matter is not closed.", "Put a line +++ after it.");
        return None;
    };
    match toml::from_str::<FrontMatter>(rest.get(..length).unwrap_or_default()) {
        Ok(front) => Some((front, start + body)),
        Err(fault) => {
            let at = fault.span().map_or(0, |span| span.start);
            report.error(start + at, &format!("The front matter is not as it should be: {}.", fault.message()), HINT);
            None
        }
    }
}

/// Where the line `+++` begins and where it ends, in bytes.
fn closing_line(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == "+++" {
            return Some((at, end));
        }
        at = end;
    }
    None
}

/// Every link to a place in the page must lead to one. Where a circle was meant and could not be understood, nobody knows its stages.
fn check_links(compiled: &Compiled, circle: Option<&essay_core::circle::Circle>, meant: bool, report: &mut Report) {
    use essay_core::fragment::Fragment;
    let views = circle.map(essay_core::circle::Circle::views).unwrap_or_default();
    for (fragment, at) in &compiled.fragments {
        let (known, hint) = match Fragment::parse(fragment) {
            Fragment::Stage { .. } if meant && circle.is_none() => (true, String::new()),
            Fragment::Stage { view, step } => {
                let stages = views.iter().find(|known| known.id == view).map(|view| view.stages.len());
                let hint = match stages {
                    Some(stages) => format!("“{view}” has the stages 1 to {stages}."),
                    None if circle.is_none() => {
                        "The essay has no circle; a fenced block `circle` makes one.".to_owned()
                    }
                    None => {
                        let ids: Vec<_> = views.iter().map(|view| view.id.as_str()).collect();
                        format!("The circle can be told as: {}.", ids.join(", "))
                    }
                };
                (stages.is_some_and(|stages| (1..=stages).contains(&step)), hint)
            }
            Fragment::Note(id) => (
                compiled.notes.iter().any(|(note, _)| note.id == id),
                "Link to a footnote's label, as in #note-label.".to_owned(),
            ),
            Fragment::Other(id) => (
                compiled.sections.iter().any(|section| section.id == id),
                "Give the section that id: ## Title {#id}.".to_owned(),
            ),
            Fragment::Comment(_) => (true, String::new()),
        };
        if !known {
            report.error(*at, &format!("The link {fragment} leads nowhere."), &hint);
        }
    }
}

#[cfg(test)]
mod tests;
