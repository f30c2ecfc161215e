//! Compiles the headings of sections, and the attributes in braces behind them.

use super::slug::slug;
use super::{Heading, Reader};
use essay_core::essay::{Inline, Section, plain_text};
use essay_core::fragment::Fragment;
use pulldown_cmark::HeadingLevel;

impl Reader<'_, '_, '_> {
    /// Reads the heading at this position, and the section under it.
    pub(super) fn heading(&mut self, level: HeadingLevel, at: usize) {
        let mentioned = self.mentions.len();
        let mut title = self.inlines();
        self.events.next();
        if let Some(mention) = self.mentions.get(mentioned) {
            self.report.error(
                mention.at,
                "A title cannot hold a note.",
                "Move the note's term to the text under the title.",
            );
        }
        let depth = match level {
            HeadingLevel::H1 => {
                self.report.error(
                    at,
                    "A section cannot have the level of the essay's title.",
                    "Write ## instead of #.",
                );
                1
            }
            level => level as u8 - 1,
        };
        let written = self.braces(&mut title, at);
        let number = self.compiled.sections.len() + 1;
        let id = written.clone().unwrap_or_else(|| match slug(&plain_text(&title)) {
            id if id.is_empty() => format!("section-{number}"),
            id => id,
        });
        self.compiled.headings.push(Heading { at, written: written.is_some() });
        self.compiled.sections.push(Section { id, depth, title, blocks: vec![] });
    }

    /// Removes `{#id}` from the end of a heading.
    ///
    /// Braces are plain characters in CommonMark. They count as attributes only if they hold nothing but an id.
    fn braces(&mut self, title: &mut Vec<Inline>, at: usize) -> Option<String> {
        let source = self.body.get(..self.text_end)?.get(at - self.offset..)?;
        let open = source.rfind('{')?;
        let (before, braces) = source.split_at(open);
        let inside = braces.strip_prefix('{')?.strip_suffix('}')?.to_owned();
        let escaped = before.ends_with('\\');
        let attribute =
            |word: &str| word.starts_with(['#', '.']) && word.len() > 1 || word.contains('=') || word == "-";
        if escaped || !inside.split_whitespace().all(attribute) {
            return None;
        }
        let Some(Inline::Text(text)) = title.last_mut() else { return None };
        let kept = text.strip_suffix(braces)?.trim_end().len();
        text.truncate(kept);
        if text.is_empty() {
            title.pop();
        }
        let place = at + open;
        let mut id = None;
        for word in inside.split_whitespace() {
            match word.strip_prefix('#') {
                Some(word) if id.is_none() => id = Some(word.to_owned()),
                _ => self.report.warning(
                    place,
                    &format!("“{word}” behind a title has no effect."),
                    "Only {#id} has one. Braces that are meant as text are written \\{.",
                ),
            }
        }
        let id = id?;
        if matches!(Fragment::parse(&id), Fragment::Stage(_)) {
            self.report.error(
                place,
                &format!("A section cannot have the id “{id}”: a slash and a number name a stage or a paragraph."),
                "Write a hyphen instead of the slash.",
            );
        }
        Some(id)
    }
}
