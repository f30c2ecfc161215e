//! Blocks and running text.
//!
//! Their parts have no keys: a text never changes in place. Another text is in another element, which has a key.

use super::InterfaceLanguage;
use super::copy_link::copy_mark;
use super::tone::tone;
use essay_core::essay::{Block, Essay, Inline, Table};
use essay_core::fragment::Fragment;
use essay_core::i18n::Translations;
use yew::prelude::*;

/// Renders the text of the essay, or of a reader.
#[derive(Clone, Copy)]
pub(super) struct BlockRenderer<'a> {
    pub(super) essay: &'a Essay,
    /// The number of notes around the text.
    pub(super) depth: usize,
    /// True if a reader wrote it: in any language, and with links that nobody vouches for.
    pub(super) by_reader: bool,
    /// The words of the interface.
    pub(super) words: Translations,
}

impl<'a> BlockRenderer<'a> {
    /// Renders the essay's own text.
    pub(super) fn of(essay: &'a Essay, words: Translations) -> Self {
        Self { essay, depth: 0, by_reader: false, words }
    }

    /// Renders a reader's text.
    pub(super) fn of_reader(essay: &'a Essay, words: Translations) -> Self {
        Self { by_reader: true, ..Self::of(essay, words) }
    }

    /// The language of the interface, where it stands in this text.
    pub(super) fn interface(self) -> InterfaceLanguage {
        InterfaceLanguage::of(self.words, self.essay)
    }

    /// Renders blocks that have no addresses.
    pub(super) fn blocks(self, blocks: &[Block]) -> Html {
        blocks.iter().map(|block| self.addressed(block, None, false)).collect()
    }

    /// Renders a block that can be commented on under this id; `linked` if the id leads to it.
    pub(super) fn addressed(self, block: &Block, id: Option<AttrValue>, linked: bool) -> Html {
        let link = id.as_ref().filter(|_| linked).map(|id| copy_mark(id, true, self.words, self.interface()));
        let link = link.unwrap_or_default();
        match block {
            // A picture and emphasised words that follow it, and nothing else: the words are its caption.
            Block::Paragraph(content)
                if !self.by_reader
                    && let Some((picture, caption)) = figure(content) =>
            {
                html! {
                    <figure data-block={id}>
                        {self.inline(picture)}
                        <figcaption>{self.inlines(caption)}</figcaption>
                    </figure>
                }
            }
            // A <details> ends a <p>, so a paragraph that holds one is a <div>.
            Block::Paragraph(content) if holds_note(content) => html! {
                <div role="paragraph" class="paragraph" data-block={id}>{self.inlines(content)}{link}</div>
            },
            Block::Paragraph(content) => html! {
                <p class="paragraph" dir={self.by_reader.then_some("auto")} data-block={id}>{self.inlines(content)}{link}</p>
            },
            Block::Quote(content) => html! { <blockquote data-block={id}>{self.blocks(content)}{link}</blockquote> },
            Block::List { start, items } => match id {
                Some(id) => html! { <div data-block={id}>{self.list(*start, items)}{link}</div> },
                None => self.list(*start, items),
            },
            Block::Code(text) => html! { <pre tabindex="0"><code>{text}</code></pre> },
            Block::Table(table) => self.table(table),
            Block::Rule => html! { <hr /> },
            // The circle is placed by the section that holds it; anywhere else it has no place.
            Block::Circle => Html::default(),
        }
    }

    /// Renders a list with bullets, or with numbers from `start` on.
    fn list(self, start: Option<u64>, items: &[Vec<Block>]) -> Html {
        let items: Html = items.iter().map(|item| html! { <li>{self.blocks(item)}</li> }).collect();
        match start {
            None => html! { <ul>{items}</ul> },
            Some(start) => html! { <ol start={start.to_string()}>{items}</ol> },
        }
    }

    fn table(self, table: &Table) -> Html {
        let head = table.rows.first().into_iter().flatten().enumerate();
        let head = head.map(|(column, cell)| {
            html! { <th scope="col" data-align={table.align(column)}>{self.inlines(cell)}</th> }
        });
        let body = table.rows.iter().skip(1).map(|row| {
            let cells = row.iter().enumerate();
            let cells =
                cells.map(|(column, cell)| html! { <td data-align={table.align(column)}>{self.inlines(cell)}</td> });
            html! { <tr>{cells.collect::<Html>()}</tr> }
        });
        html! {
            <div class="wide" tabindex="0">
                <table>
                    <thead><tr>{head.collect::<Html>()}</tr></thead>
                    <tbody>{body.collect::<Html>()}</tbody>
                </table>
            </div>
        }
    }

    /// Renders running text.
    pub(super) fn inlines(self, content: &[Inline]) -> Html {
        content.iter().map(|content| self.inline(content)).collect()
    }

    fn inline(self, inline: &Inline) -> Html {
        match inline {
            Inline::Text(text) => text.into(),
            Inline::Emphasis(content) => html! { <em>{self.inlines(content)}</em> },
            Inline::Strong(content) => html! { <strong>{self.inlines(content)}</strong> },
            Inline::Code(text) => html! { <code>{text}</code> },
            Inline::Link { href, content } => {
                let rel = self.by_reader.then_some("nofollow ugc noopener");
                html! { <a href={href.clone()} {rel} data-tone={self.tone_of(href)}>{self.inlines(content)}</a> }
            }
            Inline::Image { src, alt } => html! { <img src={src.clone()} alt={alt.clone()} loading="lazy" /> },
            Inline::Note { id, term } => self.note(id, term),
            Inline::Break => html! { <br /> },
        }
    }
}

impl BlockRenderer<'_> {
    /// Returns the tone of the telling that a link leads to.
    fn tone_of(self, href: &str) -> Option<&'static str> {
        let view = Fragment::parse(href.strip_prefix('#')?).into_stage()?.view;
        let telling = self.essay.circle.as_ref()?.tellings.iter().find(|telling| telling.id == view)?;
        Some(tone(telling.tone))
    }
}

/// Returns the picture and the caption, if a paragraph consists of these.
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
