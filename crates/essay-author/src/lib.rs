//! Compiles the Markdown source of an essay to the document that the widget shows.
//!
//! The source is CommonMark with footnotes and tables, TOML front matter between `+++` lines, and fenced blocks
//! `circle` and `discussion` that hold TOML. The compiler never panics and never stops at the first fault. It returns
//! everything that it could understand, and every problem with its file, line and column.

mod circle;
mod discussion;
mod front_matter;
mod markdown;
mod places;
mod source;

pub use front_matter::{file_name, problem_of_id};
pub use source::{Diagnostic, Source};

use essay_core::essay::{Essay, FORMAT, Whole};
use essay_core::problem::Severity;
use markdown::Fence;
use places::Places;
use source::Report;

/// Compiles an essay and the discussion in a file beside it.
///
/// The essay is `None` only if its front matter is unusable. It must not be published if any of the problems is an
/// error.
///
/// # Example
/// ```
/// use essay_author::{Source, compile};
///
/// let text = "+++\nid = \"quiet\"\ntitle = \"The quiet hour\"\n+++\n\nAll [read][^a].\n\n[^a]: **Context.** On Mondays.\n";
/// let (essay, problems) = compile(&Source { file: "quiet.md".to_owned(), text: text.to_owned() }, None);
/// assert_eq!(problems, []);
/// assert_eq!(essay.unwrap().term_of("a").as_deref(), Some("read"));
/// ```
pub fn compile(essay: &Source, discussion: Option<&Source>) -> (Option<Essay>, Vec<Diagnostic>) {
    let (source, beside) = (essay.tidied(), discussion.map(Source::tidied));
    let mut report = Report::new(&source);
    let mut beside_report = beside.as_ref().map(Report::new);
    let essay = compile_into(&source, beside.as_ref(), &mut report, beside_report.as_mut());
    let mut diagnostics = report.finish();
    diagnostics.extend(beside_report.map(Report::finish).unwrap_or_default());
    (essay, diagnostics)
}

fn compile_into<'s>(
    source: &'s Source,
    beside: Option<&'s Source>,
    report: &mut Report<'s>,
    beside_report: Option<&mut Report<'s>>,
) -> Option<Essay> {
    let (front, _, body) = front_matter::read(source, report)?;
    let mut compiled = markdown::compile(source, body, report);
    let block = compiled.circle.take();
    let circle = block.as_ref().and_then(|block| circle::compile(block, report));
    let circle_unread = block.is_some() && circle.is_none();
    // The position of the entries in the source, where their problems are reported.
    let (mut entries, mut of_entries, mut entries_report) = (vec![], vec![], None);
    match (compiled.discussion.take(), beside, beside_report) {
        (Some(block), beside, _) => {
            if let Some(beside) = beside {
                let message = format!("The discussion stands here, so {} is not used.", beside.file);
                report.warning(block.place(0), &message, "Keep one of the two.");
            }
            (entries, of_entries) = discussion::compile(source, &block, report);
        }
        (None, Some(file), Some(report)) => {
            (entries, of_entries) = discussion::compile(file, &Fence::whole(&file.text), report);
            entries_report = Some(report);
        }
        _ => {}
    }
    let mut essay = Essay {
        format: FORMAT.to_owned(),
        id: front.id.into_inner(),
        title: front.title.into_inner(),
        subtitle: front.subtitle,
        lang: front.lang,
        credit: front.credit,
        author: front.author,
        date: front.date,
        source: front.source,
        opening: compiled.opening,
        sections: compiled.sections,
        notes: compiled.notes.into_iter().map(|(note, _)| note).collect(),
        circle,
        entries,
        whole: Whole::default(),
    };
    let places = Places::settle(&mut essay, &compiled.headings, circle_unread, report);
    let sections = essay.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let notes = essay.notes.iter_mut().flat_map(|note| &mut note.blocks);
    places.lead(essay.opening.iter_mut().chain(sections).chain(notes), &compiled.fragments, report);
    let entries = essay.entries.iter_mut().flat_map(|entry| &mut entry.blocks);
    places.lead(entries, &of_entries, entries_report.unwrap_or(report));
    Some(essay)
}

/// Returns whether any of the problems is an error, which forbids publishing.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.problem.severity == Severity::Error)
}

#[cfg(test)]
mod tests;
