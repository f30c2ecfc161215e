//! Blocks and running text.

use super::markup::{list, markup};
use super::{CopyLink, InterfaceLanguage, copy_link, note};
use essay_core::essay::{Block, Essay, Inline, Table};
use essay_core::i18n::Translations;
use yew::prelude::*;

/// Whose text is shown.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) essay: &'a Essay,
    /// How many notes are around it.
    pub(super) depth: usize,
    /// Whether a reader wrote it: in any language, and with links that nobody vouches for.
    pub(super) readers: bool,
    /// The words of the interface.
    pub(super) words: Translations,
}

impl<'a> Text<'a> {
    /// The essay's own text.
    pub(super) fn of(essay: &'a Essay, words: Translations) -> Self {
        Self { essay, depth: 0, readers: false, words }
    }

    /// The language of the interface, where it stands in this text.
    pub(super) fn ui_language(self) -> InterfaceLanguage {
        InterfaceLanguage::of(self.words, self.essay)
    }

    /// A block.
    pub(super) fn block(self, block: &Block) -> Html {
        self.marked(block, None, false)
    }

    /// A block that can be commented on under this id; `linked` if the id leads to it.
    pub(super) fn marked(self, block: &Block, id: Option<String>, linked: bool) -> Html {
        let link =
            id.as_ref().filter(|_| linked).map(|id| copy_link(id, CopyLink::OfBlock, self.words, self.ui_language()));
        match block {
            // A picture and emphasised words that follow it, and nothing else: the words are its caption.
            Block::Paragraph(content)
                if !self.readers
                    && let Some((picture, caption)) = figure(content) =>
            {
                markup!(
                    "<figure data-block={}>{}<figcaption>{}</figcaption></figure>",
                    id,
                    self.inline(picture),
                    self.inlines(caption),
                )
            }
            Block::Paragraph(content) if holds_note(content) => {
                // A <details> ends a <p>, so a paragraph that holds one is a <div>.
                markup!(
                    "<div role='paragraph' class='paragraph' data-block={}>{}{}</div>",
                    id,
                    self.inlines(content),
                    link
                )
            }
            Block::Paragraph(content) => markup!(
                "<p class='paragraph' dir={} data-block={}>{}{}</p>",
                self.readers.then_some("auto"),
                id,
                self.inlines(content),
                link
            ),
            Block::Quote(content) => {
                markup!("<blockquote data-block={}>{}{}</blockquote>", id, self.blocks(content), link)
            }
            Block::List { start, items } => {
                let items = items.iter().map(|item| markup!("<li>{}</li>", self.blocks(item)));
                let items = list(items.collect());
                let list = match start {
                    None => markup!("<ul>{}</ul>", items),
                    Some(start) => markup!("<ol start={}>{}</ol>", start.to_string(), items),
                };
                match id {
                    Some(id) => markup!("<div data-block={}>{}{}</div>", id, list, link),
                    None => list,
                }
            }
            Block::Code(text) => markup!("<pre tabindex='0'><code>{}</code></pre>", text),
            Block::Table(table) => self.table(table),
            Block::Rule => markup!("<hr/>"),
            // The circle is placed by the section that holds it; anywhere else it has no place.
            Block::Circle => Html::default(),
        }
    }

    pub(super) fn blocks(self, blocks: &[Block]) -> Html {
        list(blocks.iter().map(|content| self.block(content)).collect())
    }

    fn table(self, table: &Table) -> Html {
        let rows = &table.rows;
        let head = rows.first().into_iter().flatten().enumerate();
        let head = head.map(|(column, cell)| {
            markup!("<th scope='col' data-align={}>{}</th>", table.align(column), self.inlines(cell))
        });
        let body = rows.iter().skip(1).map(|row| {
            let cells = row.iter().enumerate();
            let cells = cells
                .map(|(column, cell)| markup!("<td data-align={}>{}</td>", table.align(column), self.inlines(cell)));
            markup!("<tr>{}</tr>", cells.collect::<Vec<_>>())
        });
        markup!(
            "<div class='wide' tabindex='0'><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
            head.collect::<Vec<_>>(),
            body.collect::<Vec<_>>()
        )
    }

    /// Running text.
    pub(super) fn inlines(self, content: &[Inline]) -> Html {
        list(content.iter().map(|content| self.inline(content)).collect())
    }

    fn inline(self, inline: &Inline) -> Html {
        match inline {
            Inline::Text(text) => markup!("{}", text),
            Inline::Emphasis(content) => markup!("<em>{}</em>", self.inlines(content)),
            Inline::Strong(content) => markup!("<strong>{}</strong>", self.inlines(content)),
            Inline::Code(text) => markup!("<code>{}</code>", text),
            Inline::Link { href, content } => {
                let rel = self.readers.then_some("nofollow ugc noopener");
                markup!("<a href={} rel={}>{}</a>", href, rel, self.inlines(content))
            }
            Inline::Image { src, alt } => markup!("<img src={} alt={} loading='lazy'/>", src, alt),
            Inline::Note { id, term } => note::note(self, id, term),
            Inline::Break => markup!("<br/>"),
        }
    }
}

/// The picture and the caption, if that is what a paragraph consists of.
fn figure(content: &[Inline]) -> Option<(&Inline, &[Inline])> {
    let (picture @ Inline::Image { .. }, rest) = content.split_first()? else { return None };
    match rest {
        [Inline::Emphasis(_)] => Some((picture, rest)),
        [Inline::Text(space), Inline::Emphasis(_)] if space.trim().is_empty() => Some((picture, rest)),
        _ => None,
    }
}

fn holds_note(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Note { .. } => true,
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => holds_note(content),
        _ => false,
    })
}
