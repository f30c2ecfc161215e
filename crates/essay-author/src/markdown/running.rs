//! Compiles running text: the parser's events to inlines.

use super::term::{Lack, Running, note_in};
use super::{DEEPEST, Reader};
use essay_core::address::{may_be_linked, may_be_shown, scheme};
use essay_core::essay::{Inline, plain_text};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

impl Reader<'_, '_, '_> {
    /// Reads running text up to the end of its container, which is not consumed.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut running = Running::default();
        self.run(&mut running, 0);
        running.finish()
    }

    fn run(&mut self, running: &mut Running, depth: usize) {
        while let Some((event, range)) = self.events.peek().cloned() {
            let at = self.offset + range.start;
            match event {
                Event::Text(text) => self.text(&text, range, running),
                Event::Code(code) => running.push(Inline::Code(code.to_string())),
                Event::SoftBreak => running.push_text(" "),
                Event::HardBreak => running.push(Inline::Break),
                Event::InlineHtml(_) | Event::Html(_) => self.refuse_html(at),
                Event::FootnoteReference(label) => self.reference(&label, at, running),
                Event::TaskListMarker(_) => {
                    let told = "A box to tick is shown as the characters that it is written with.";
                    self.report.warning(at, told, "Write a plain list, or say in words what is done.");
                    let marker = self.source(&range).to_owned();
                    running.push_text(&format!("{} ", marker.trim_end()));
                }
                Event::Start(
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
                ) if depth >= DEEPEST => {
                    self.report.error(at, "Emphasis or links are nested too deeply here.", "Use fewer levels.");
                    self.pass_over();
                    continue;
                }
                Event::Start(Tag::Strikethrough) => self.struck_out(&range, running, depth),
                Event::Start(Tag::Emphasis) => running.push(Inline::Emphasis(self.within(depth))),
                Event::Start(Tag::Strong) => running.push(Inline::Strong(self.within(depth))),
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    self.refuse_title(&title, "link", at);
                    let content = self.within(depth);
                    self.link(link_type, &dest_url, content, at, running);
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.refuse_title(&title, "picture", at);
                    let content = self.within(depth);
                    self.image(&dest_url, &content, at, running);
                }
                Event::Start(_) | Event::End(_) | Event::Rule => break,
                // The enabled options give rise to no other event.
                _ => {}
            }
            // The content has consumed its own start. Its end, or the event itself, is consumed here.
            self.events.next();
        }
    }

    fn within(&mut self, depth: usize) -> Vec<Inline> {
        self.events.next();
        let mut running = Running::default();
        self.run(&mut running, depth + 1);
        running.finish()
    }

    /// Skips the element at this position, including its end.
    pub(super) fn pass_over(&mut self) {
        let mut open = 0;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open <= 0 {
                break;
            }
        }
    }

    fn source(&self, range: &Range<usize>) -> &str {
        self.body.get(range.clone()).unwrap_or_default()
    }

    /// Adds text. A bracket or `^` in it counts only if the author typed it, neither escaped nor as an entity.
    fn text(&mut self, text: &str, range: Range<usize>, running: &mut Running) {
        let literal = self.source(&range) == text;
        let backslashes =
            self.body.get(..range.start).map_or(0, |before| before.len() - before.trim_end_matches('\\').len());
        for (index, character) in text.char_indices() {
            let typed = literal && (index > 0 || backslashes % 2 == 0);
            let at = self.offset + range.start + index;
            match character {
                '[' if typed => running.open(at),
                '^' if typed => running.caret(at),
                ']' if typed => {
                    // The parser makes no link or picture of words that hold a footnote.
                    let before_address =
                        self.body.get(range.start + index + 1..).is_some_and(|rest| rest.starts_with('('));
                    if let Some(label) = running.note_in_bracket().filter(|_| before_address).map(str::to_owned) {
                        self.in_link(&label, at);
                    }
                    if let Some((label, at)) = running.close() {
                        self.undefined(&label, at);
                    }
                }
                _ => running.push_text(character.encode_utf8(&mut [0; 4])),
            }
        }
        self.text_end = range.end;
    }

    fn undefined(&mut self, label: &str, at: usize) {
        let hint = if label.contains(char::is_whitespace) {
            "The label of a note holds no blanks. If no note is meant, write \\[ instead of [.".to_owned()
        } else {
            format!("Add a line [^{label}]: followed by its text. If no note is meant, write \\[ instead of [.")
        };
        self.report.error(at, &format!("The note “{label}” is not defined."), &hint);
    }

    fn reference(&mut self, label: &str, at: usize, running: &mut Running) {
        if self.of_entry {
            // The definition is refused at its own position.
            running.push_text(&format!("[^{label}]"));
            return;
        }
        let label = self.mention(label, at);
        match running.note(&label) {
            Ok(()) => {}
            Err(Lack::Words) => self.report.error(
                at,
                &format!("The note “{label}” has no term."),
                "Put the footnote directly behind the words that it explains: [some words][^label].",
            ),
            Err(Lack::Free(other)) => self.not_free(&label, &other, at),
        }
    }

    fn not_free(&mut self, label: &str, other: &str, at: usize) {
        self.report.error(
            at,
            &format!("The words before the note “{label}” are the term of the note “{other}”, or hold it."),
            "A term opens one note. Write both texts as one note, or put the footnotes behind different words.",
        );
    }

    fn struck_out(&mut self, range: &Range<usize>, running: &mut Running, depth: usize) {
        let source = self.source(range);
        let tildes = source.get(..source.len() - source.trim_start_matches('~').len()).unwrap_or_default().to_owned();
        self.report.warning(
            self.offset + range.start,
            "Words cannot be struck out: the tildes are shown.",
            "Leave the words out, or say that they no longer hold. A tilde that is meant is written \\~.",
        );
        running.push_text(&tildes);
        self.events.next();
        self.run(running, depth + 1);
        running.push_text(&tildes);
    }

    fn refuse_title(&mut self, title: &CowStr<'_>, what: &str, at: usize) {
        if !title.is_empty() {
            self.report.warning(
                at,
                &format!("The title “{title}” of this {what} is not shown."),
                "Say it in the text, where everybody can read it.",
            );
        }
    }

    fn link(&mut self, kind: LinkType, target: &str, content: Vec<Inline>, at: usize, running: &mut Running) {
        let href = if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        if href.starts_with('#') {
            self.fragments.push((href.clone(), at));
        } else if !may_be_linked(&href) {
            let scheme = scheme(&href).unwrap_or_default();
            self.report.error(
                at,
                &format!("A link cannot have the scheme “{scheme}”."),
                "Use http, https, mailto, tel, a relative address or a #fragment. A file with a colon in its name is written ./name:more.",
            );
            content.into_iter().for_each(|inline| match inline {
                Inline::Text(words) => running.push_text(&words),
                inline => running.push(inline),
            });
            return;
        }
        if let Some(label) = note_in(&content).map(str::to_owned) {
            self.in_link(&label, at);
        }
        running.push(Inline::Link { href, content });
    }

    fn in_link(&mut self, label: &str, at: usize) {
        self.report.error(
            at,
            &format!("The words of a link or a picture hold the note “{label}”."),
            &format!("Put the footnote behind it: [words](address)[^{label}]."),
        );
    }

    fn image(&mut self, src: &str, content: &[Inline], at: usize, running: &mut Running) {
        if let Some(label) = note_in(content) {
            self.in_link(label, at);
        }
        let alt = plain_text(content);
        if !may_be_shown(src) {
            let scheme = scheme(src).unwrap_or_default();
            self.report.error(
                at,
                &format!("A picture cannot have the scheme “{scheme}”."),
                "Use http, https, data:image or a relative address: put the picture beside the essay.",
            );
            running.push_text(&alt);
            return;
        }
        running.push(Inline::Image { src: src.to_owned(), alt });
    }

    /// Skips everything up to the end of an HTML block, and reports it.
    pub(super) fn html_block(&mut self, at: usize) {
        self.refuse_html(at);
        while !matches!(self.events.next(), None | Some((Event::End(TagEnd::HtmlBlock), _))) {}
    }

    fn refuse_html(&mut self, at: usize) {
        self.report.warning(at, "Raw HTML is not passed through.", "Say it in Markdown, or leave it out.");
    }
}
