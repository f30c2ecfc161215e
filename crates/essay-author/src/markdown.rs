//! Compiles CommonMark with footnotes and tables to blocks, sections and notes. docs/markdown.md lists the differences.

mod fence;
mod heading;
mod mention;
mod note_kind;
mod notes;
mod running;
mod slug;
mod table;
mod term;

pub(crate) use fence::Fence;

use self::mention::{Mention, key};
use crate::source::{Report, Source};
use essay_core::essay::{Block, Inline, Note, Section};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// The deepest nesting of containers and of emphasis. Anything deeper is a mistake or an attack.
const DEEPEST: usize = 40;

/// The compiled text of an essay. Positions are in bytes of the source file.
#[derive(Default)]
pub(crate) struct Compiled {
    pub(crate) opening: Vec<Block>,
    pub(crate) sections: Vec<Section>,
    /// The heading of each section, with its position in the source.
    pub(crate) headings: Vec<Heading>,
    /// The notes in the order of their first mention, each with the position of its definition.
    pub(crate) notes: Vec<(Note, usize)>,
    pub(crate) circle: Option<Fence>,
    pub(crate) discussion: Option<Fence>,
    /// The links to places in the page, with their positions.
    pub(crate) fragments: Vec<(String, usize)>,
}

/// The heading of a section in the source.
pub(crate) struct Heading {
    pub(crate) at: usize,
    /// True if the author wrote the section's id.
    pub(crate) written: bool,
}

/// Compiles the text from a position on.
pub(crate) fn compile(source: &Source, from: usize, report: &mut Report) -> Compiled {
    let body = source.text.get(from..).unwrap_or_default();
    let mut reader = Reader::new(body, from, report);
    reader.document();
    reader.finish()
}

/// Compiles Markdown without notes and sections: an entry of the discussion. Also returns its links to places in the
/// page.
pub(crate) fn compile_blocks(text: &str, at: usize, report: &mut Report) -> (Vec<Block>, Vec<(String, usize)>) {
    let mut reader = Reader::new(text, at, report);
    reader.of_entry = true;
    let mut blocks = vec![];
    while reader.events.peek().is_some() {
        blocks.append(&mut reader.blocks(1));
        // This is an end without a beginning, which the parser never emits.
        reader.events.next();
    }
    (blocks, reader.fragments)
}

struct Reader<'a, 'r, 's> {
    events: Peekable<IntoIter<(Event<'a>, Range<usize>)>>,
    body: &'a str,
    /// The position of the text in the file.
    offset: usize,
    report: &'r mut Report<'s>,
    compiled: Compiled,
    mentions: Vec<Mention>,
    definitions: BTreeMap<String, (Note, usize)>,
    /// The labels of all notes, spelled as in their definitions.
    labels: BTreeMap<String, String>,
    /// The note whose text is being read.
    defining: Option<String>,
    fragments: Vec<(String, usize)>,
    /// The end of the last piece of plain text in the body.
    text_end: usize,
    /// True if a circle was found inside the current container. It is placed after the container.
    circle_inside: bool,
    of_entry: bool,
}

impl<'a, 'r, 's> Reader<'a, 'r, 's> {
    fn new(body: &'a str, offset: usize, report: &'r mut Report<'s>) -> Self {
        // Strikethrough and task lists are unsupported. The parser recognizes them so that the author can be told.
        let options = Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let events: Vec<_> = Parser::new_ext(body, options).into_offset_iter().collect();
        let mut labels = BTreeMap::new();
        for (event, _) in &events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                labels.entry(key(label)).or_insert_with(|| label.to_string());
            }
        }
        Self {
            events: events.into_iter().peekable(),
            body,
            offset,
            report,
            compiled: Compiled::default(),
            mentions: vec![],
            definitions: BTreeMap::new(),
            labels,
            defining: None,
            fragments: vec![],
            text_end: 0,
            circle_inside: false,
            of_entry: false,
        }
    }

    fn document(&mut self) {
        while let Some((event, range)) = self.events.peek().cloned() {
            let at = self.offset + range.start;
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.events.next();
                    self.heading(level, at);
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

    /// Reads blocks up to the end of their container, or to a heading at the left margin. Consumes neither.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = vec![];
        while let Some((event, range)) = self.events.peek().cloned() {
            let at = self.offset + range.start;
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Heading { .. }) if depth == 0 => break,
                Event::Start(Tag::Heading { .. }) => self.inner_title(at, &mut blocks),
                Event::Start(Tag::FootnoteDefinition(label)) if depth <= DEEPEST => {
                    blocks.append(&mut self.definition(&label, depth, at));
                }
                Event::Rule => {
                    self.events.next();
                    blocks.push(Block::Rule);
                }
                Event::Start(Tag::HtmlBlock) => self.html_block(at),
                Event::Start(
                    tag @ (Tag::Paragraph
                    | Tag::BlockQuote(_)
                    | Tag::List(_)
                    | Tag::CodeBlock(_)
                    | Tag::Table(_)
                    | Tag::FootnoteDefinition(_)),
                ) => {
                    if depth > DEEPEST {
                        self.report.error(at, "Lists and quotations are nested too deeply here.", "Use fewer levels.");
                        self.pass_over();
                    } else {
                        self.events.next();
                        self.container(tag, depth, at, &mut blocks);
                    }
                }
                // The item of a tight list holds its text without a paragraph.
                _ => {
                    let before = self.events.len();
                    let words = self.inlines();
                    if !words.is_empty() {
                        blocks.push(Block::Paragraph(words));
                    } else if self.events.len() == before {
                        // Any other start is skipped, and its content is read.
                        self.events.next();
                    }
                }
            }
            if depth == 0 && std::mem::take(&mut self.circle_inside) {
                blocks.push(Block::Circle);
            }
        }
        blocks
    }

    /// Reads a heading inside a container, and keeps its words.
    fn inner_title(&mut self, at: usize, blocks: &mut Vec<Block>) {
        if self.of_entry {
            let hint = "Write its words in **bold**, or leave the # out.";
            self.report.warning(
                at,
                "An entry of the discussion has no titles: this one is shown as a paragraph.",
                hint,
            );
        } else {
            self.report.error(
                at,
                "A title cannot stand inside a list, a quotation or a note.",
                "Move it to the left margin, or write its words in **bold**.",
            );
        }
        self.events.next();
        let words = self.inlines();
        self.events.next();
        if !words.is_empty() {
            blocks.push(Block::Paragraph(words));
        }
    }

    fn container(&mut self, tag: Tag<'a>, depth: usize, at: usize, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                let mut inlines = self.inlines();
                caption(&mut inlines);
                if !inlines.is_empty() {
                    blocks.push(Block::Paragraph(inlines));
                }
            }
            Tag::BlockQuote(_) => {
                let inside = self.blocks(depth + 1);
                self.alert(&inside, at);
                blocks.push(Block::Quote(inside));
            }
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
                match kind {
                    CodeBlockKind::Fenced(info) => self.fenced(&info, code, depth, at, blocks),
                    CodeBlockKind::Indented => blocks.push(Block::Code(code.toml)),
                }
                // The end of the block was consumed with its text.
                return;
            }
            Tag::Table(alignments) => {
                let table = self.table(&alignments);
                blocks.push(Block::Table(table));
            }
            _ => {}
        }
        self.events.next();
    }

    /// Reads a fenced block: code, or the kind of block that its first word names.
    fn fenced(&mut self, info: &CowStr<'a>, code: Fence, depth: usize, at: usize, blocks: &mut Vec<Block>) {
        let word = info.split_whitespace().next().unwrap_or_default();
        match word {
            _ if self.of_entry => blocks.push(Block::Code(code.toml)),
            "circle" if self.compiled.circle.is_some() => self.report.error(
                code.place(0),
                "The essay has two circles.",
                "Keep one block `circle`; it can hold several tellings.",
            ),
            "circle" => {
                self.compiled.circle = Some(code);
                if depth == 0 {
                    blocks.push(Block::Circle);
                } else {
                    self.circle_inside = true;
                }
            }
            "discussion" if self.compiled.discussion.is_some() => {
                let hint = "Move its entries into the first block `discussion`.";
                self.report.error(code.place(0), "The essay has two discussions.", hint);
            }
            "discussion" => self.compiled.discussion = Some(code),
            _ => {
                let meant = word.to_lowercase();
                if ["circle", "discussion"].contains(&meant.as_str()) {
                    let message = format!("The block “{word}” is shown as code.");
                    self.report.warning(at, &message, &format!("Write ```{meant}, in small letters."));
                }
                blocks.push(Block::Code(code.toml));
            }
        }
    }

    /// Returns the text of the code block at this position, and consumes the block's end.
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

    /// Warns of GitHub's alerts, which are plain quotations here.
    fn alert(&mut self, quote: &[Block], at: usize) {
        let Some(Block::Paragraph(words)) = quote.first() else { return };
        let Some(Inline::Text(text)) = words.first() else { return };
        let alerts = ["[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"];
        if alerts.iter().any(|alert| text.get(..alert.len()).is_some_and(|start| start.eq_ignore_ascii_case(alert))) {
            let message = "An alert is shown as a quotation, with the mark that it begins with.";
            self.report.warning(at, message, "Leave the mark out, and begin with a word in **bold**.");
        }
    }
}

/// Keeps a caption, that is, emphasised words behind a picture, as emphasis when it is the term of a note.
fn caption(paragraph: &mut [Inline]) {
    let [Inline::Image { .. }, between @ .., last] = paragraph else { return };
    let alone = between.iter().all(|inline| matches!(inline, Inline::Text(space) if space.trim().is_empty()));
    if let Inline::Note { id, term } = last
        && alone
        && let [Inline::Emphasis(words)] = term.as_mut_slice()
    {
        let note = Inline::Note { id: std::mem::take(id), term: std::mem::take(words) };
        *last = Inline::Emphasis(vec![note]);
    }
}
