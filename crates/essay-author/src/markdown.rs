//! CommonMark with footnotes to blocks, sections and notes.

mod fence;
mod note_kind;
mod slug;
mod table;
mod term;

pub(crate) use fence::Fence;

use self::note_kind::take_kind;
use self::slug::slug;
use crate::source::{Report, Source};
use essay_core::essay::{Block, Inline, Note, Section, plain_text};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// Quotes in lists in quotes … deeper than this are a mistake or an attack.
const DEEPEST: usize = 40;

/// What the text of an essay amounts to; positions are in bytes of the source file.
#[derive(Default)]
pub(crate) struct Compiled {
    pub(crate) opening: Vec<Block>,
    pub(crate) sections: Vec<Section>,
    /// The notes in the order of their first mention, each with the position of its definition.
    pub(crate) notes: Vec<(Note, usize)>,
    pub(crate) circle: Option<Fence>,
    pub(crate) discussion: Option<Fence>,
    /// The links to places in the page.
    pub(crate) fragments: Vec<(String, usize)>,
}

/// Compiles the text from a position on.
pub(crate) fn compile(source: &Source, from: usize, report: &mut Report) -> Compiled {
    let body = source.text.get(from..).unwrap_or_default();
    let mut reader = Reader::new(body, from, report);
    reader.document();
    reader.finish()
}

/// Compiles a piece of Markdown that can hold neither notes nor sections, such as a comment.
pub(crate) fn compile_blocks(text: &str, at: usize, report: &mut Report) -> Vec<Block> {
    let mut reader = Reader::new(text, at, report);
    let mut blocks = vec![];
    while reader.events.peek().is_some() {
        blocks.append(&mut reader.blocks(0));
        // A heading or a footnote: not of use in a comment, so its end is passed over and its words are kept.
        reader.events.next();
    }
    blocks
}

struct Reader<'a, 'r, 's> {
    events: Peekable<IntoIter<(Event<'a>, Range<usize>)>>,
    /// Position of the text in the file.
    offset: usize,
    report: &'r mut Report<'s>,
    compiled: Compiled,
    /// Labels of footnotes in the order of mention, each with its position.
    mentions: Vec<(String, usize)>,
    definitions: BTreeMap<String, (Note, usize)>,
    ids: BTreeSet<String>,
}

impl<'a, 'r, 's> Reader<'a, 'r, 's> {
    fn new(text: &'a str, offset: usize, report: &'r mut Report<'s>) -> Self {
        let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
        let events: Vec<_> = Parser::new_ext(text, options).into_offset_iter().collect();
        Self {
            events: events.into_iter().peekable(),
            offset,
            report,
            compiled: Compiled::default(),
            mentions: vec![],
            definitions: BTreeMap::new(),
            ids: BTreeSet::new(),
        }
    }

    fn document(&mut self) {
        while let Some((event, range)) = self.events.peek().cloned() {
            let at = self.offset + range.start;
            match event {
                Event::Start(Tag::Heading { level, id, .. }) => {
                    self.events.next();
                    self.heading(level, id.map(|id| id.to_string()), at);
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    self.events.next();
                    self.definition(label.to_string(), at);
                }
                Event::End(_) => {
                    self.events.next();
                }
                _ => {
                    let mut blocks = self.blocks(0);
                    match self.compiled.sections.last_mut() {
                        Some(section) => section.blocks.append(&mut blocks),
                        None => self.compiled.opening.append(&mut blocks),
                    }
                }
            }
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, at: usize) {
        let mentioned = self.mentions.len();
        let title = self.inlines();
        self.events.next();
        if self.mentions.len() > mentioned {
            self.report.error(at, "A title cannot hold a note.", "Move the note's term to the text under the title.");
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
        let id = id.unwrap_or_else(|| slug(&plain_text(&title)));
        if !self.ids.insert(id.clone()) {
            self.report.error(
                at,
                &format!("Two sections have the id “{id}”."),
                "Give this one another: ## Title {#another-id}.",
            );
        }
        self.compiled.sections.push(Section { id, depth, title, blocks: vec![] });
    }

    fn definition(&mut self, label: String, at: usize) {
        let mut blocks = self.blocks(0);
        self.events.next();
        let kind = take_kind(&mut blocks);
        let note = Note { id: label.clone(), kind, blocks };
        if self.definitions.insert(label.clone(), (note, at)).is_some() {
            self.report.error(at, &format!("The note “{label}” is defined twice."), "Rename one of the two.");
        }
    }

    /// Blocks up to the end of what holds them, or to a heading or a footnote; neither is consumed.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = vec![];
        while let Some((event, range)) = self.events.peek().cloned() {
            let at = self.offset + range.start;
            match event {
                Event::End(_) | Event::Start(Tag::Heading { .. } | Tag::FootnoteDefinition(_)) => {
                    if (1..DEEPEST).contains(&depth) && matches!(event, Event::Start(_)) {
                        self.report.error(
                            at,
                            "A title or a footnote's text cannot stand inside a list or a quotation.",
                            "Move it to the left margin.",
                        );
                        self.events.next();
                        blocks.append(&mut self.blocks(depth + 1));
                        self.events.next();
                        continue;
                    }
                    break;
                }
                Event::Rule => {
                    self.events.next();
                    blocks.push(Block::Rule);
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.refuse_html(at);
                    while !matches!(self.events.next(), None | Some((Event::End(TagEnd::HtmlBlock), _))) {}
                }
                Event::Start(
                    tag @ (Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::CodeBlock(_) | Tag::Table(_)),
                ) => {
                    self.events.next();
                    self.container(tag, depth, at, &mut blocks);
                }
                // The words of a tight list's item stand there without a paragraph.
                _ => {
                    let words = self.inlines();
                    if words.is_empty() {
                        // Whatever else begins here is passed over, and its content is read.
                        self.events.next();
                    } else {
                        blocks.push(Block::Paragraph(words));
                    }
                }
            }
        }
        blocks
    }

    fn container(&mut self, tag: Tag<'a>, depth: usize, at: usize, blocks: &mut Vec<Block>) {
        if depth > DEEPEST {
            self.report.error(at, "Lists and quotations are nested too deeply here.", "Use fewer levels.");
            let mut open = 1;
            while open > 0
                && let Some((event, _)) = self.events.next()
            {
                match event {
                    Event::Start(_) => open += 1,
                    Event::End(_) => open -= 1,
                    _ => {}
                }
            }
            return;
        }
        match tag {
            Tag::Paragraph => {
                let inlines = self.inlines();
                if !inlines.is_empty() {
                    blocks.push(Block::Paragraph(inlines));
                }
            }
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.blocks(depth + 1))),
            Tag::List(start) => {
                let mut items = vec![];
                while self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Item))).is_some() {
                    items.push(self.blocks(depth + 1));
                    self.events.next();
                }
                blocks.push(Block::List { start, items });
            }
            Tag::CodeBlock(kind) => {
                let code = self.code(at);
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                match info {
                    "circle" if self.compiled.circle.is_some() => self.report.error(
                        code.place(0),
                        "The essay has two circles.",
                        "Keep one block `circle`; it can hold several tellings.",
                    ),
                    "circle" => {
                        self.compiled.circle = Some(code);
                        blocks.push(Block::Circle);
                    }
                    "discussion" => self.compiled.discussion = Some(code),
                    _ => blocks.push(Block::Code(code.toml)),
                }
                // The end of the block was consumed with its text.
                return;
            }
            Tag::Table(_) => blocks.push(Block::Table(self.table())),
            _ => {}
        }
        self.events.next();
    }

    /// The text of the code block that begins at this position; consumes the block's end.
    fn code(&mut self, at: usize) -> Fence {
        let mut code = Fence::default();
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(text) => {
                    code.push(&text, self.offset + range.start);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        if code.toml.is_empty() {
            code.push("", at);
        }
        code
    }

    /// Running text up to the end of what holds it, which is not consumed.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines: Vec<Inline> = vec![];
        while let Some((event, range)) = self.events.peek().cloned() {
            let at = self.offset + range.start;
            match event {
                Event::Text(text) => self.text(&text, at, &mut inlines),
                Event::Code(code) => inlines.push(Inline::Code(code.to_string())),
                Event::SoftBreak => term::push_text(&mut inlines, " "),
                Event::HardBreak => inlines.push(Inline::Break),
                Event::InlineHtml(_) | Event::Html(_) => self.refuse_html(at),
                Event::FootnoteReference(label) => {
                    self.mentions.push((label.to_string(), at));
                    match term::take(&mut inlines) {
                        Some(term) => inlines.push(Inline::Note { id: label.to_string(), term }),
                        None => self.report.error(
                            at,
                            &format!("The note “{label}” has no term."),
                            "Put the footnote directly behind the words that it explains: [some words][^label].",
                        ),
                    }
                }
                Event::Start(Tag::Emphasis) => {
                    let content = self.within();
                    inlines.push(Inline::Emphasis(content));
                }
                Event::Start(Tag::Strong) => {
                    let content = self.within();
                    inlines.push(Inline::Strong(content));
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let content = self.within();
                    inlines.append(&mut self.link(dest_url.to_string(), content, at));
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = plain_text(&self.within());
                    inlines.push(Inline::Image { src: dest_url.to_string(), alt });
                }
                Event::Start(_) | Event::End(_) => break,
                _ => {}
            }
            // What stands inside has consumed its own start; its end, or the event itself, is consumed here.
            self.events.next();
        }
        inlines
    }

    fn within(&mut self) -> Vec<Inline> {
        self.events.next();
        self.inlines()
    }

    fn text(&mut self, text: &str, at: usize, inlines: &mut Vec<Inline>) {
        // The parser splits at brackets, so the reference to a note that is not defined arrives in pieces.
        let opened = matches!(inlines.last(), Some(Inline::Text(before)) if before.ends_with('['));
        if let Some(label) = text.strip_prefix('^').filter(|label| opened && !label.is_empty()) {
            self.report.error(
                at,
                &format!("The note “{label}” is not defined."),
                &format!("Add a line [^{label}]: followed by its text."),
            );
        }
        term::push_text(inlines, text);
    }

    fn link(&mut self, href: String, content: Vec<Inline>, at: usize) -> Vec<Inline> {
        if href.starts_with('#') {
            self.compiled.fragments.push((href.clone(), at));
        } else if let Some((scheme, _)) = href.split_once(':')
            && !scheme.contains('/')
            && !["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str())
        {
            self.report.error(
                at,
                &format!("A link cannot have the scheme “{scheme}”."),
                "Use http, https, mailto, a relative address or a #fragment.",
            );
            return content;
        }
        vec![Inline::Link { href, content }]
    }

    fn refuse_html(&mut self, at: usize) {
        self.report.warning(at, "Raw HTML is not passed through.", "Say it in Markdown, or leave it out.");
    }

    fn finish(mut self) -> Compiled {
        let mut seen = BTreeSet::new();
        for (label, at) in std::mem::take(&mut self.mentions) {
            if !seen.insert(label.clone()) {
                self.report.error(
                    at,
                    &format!("The note “{label}” is mentioned twice."),
                    "A note opens at one term. Make a second note, or link to the first with #note-label.",
                );
                continue;
            }
            match self.definitions.remove(&label) {
                Some(note) => self.compiled.notes.push(note),
                None => self.report.error(
                    at,
                    &format!("The note “{label}” is not defined."),
                    &format!("Add a line [^{label}]: followed by its text."),
                ),
            }
        }
        for (label, (_, at)) in &self.definitions {
            self.report.warning(
                *at,
                &format!("The note “{label}” is never mentioned."),
                &format!("Put [^{label}] behind a term in the text, or delete the note."),
            );
        }
        self.compiled
    }
}
