//! Blocks and running text.

use super::markup::{list, markup};
use super::note;
use essay_core::essay::{Block, Essay, Inline};
use yew::prelude::*;

/// A block. `depth` counts the notes around it.
pub(super) fn block(essay: &Essay, block: &Block, depth: usize) -> Html {
    match block {
        Block::Paragraph(content) if holds_note(content) => {
            // A <details> ends a <p>, so a paragraph that holds one is a <div>.
            markup!("<div role='paragraph' class='paragraph'>{}</div>", inlines(essay, content, depth))
        }
        Block::Paragraph(content) => markup!("<p class='paragraph'>{}</p>", inlines(essay, content, depth)),
        Block::Quote(content) => markup!("<blockquote>{}</blockquote>", blocks(essay, content, depth)),
        Block::List { start, items } => {
            let items = items.iter().map(|item| markup!("<li>{}</li>", blocks(essay, item, depth)));
            let items = list(items.collect());
            match start {
                None => markup!("<ul>{}</ul>", items),
                Some(start) => markup!("<ol start={}>{}</ol>", start.to_string(), items),
            }
        }
        Block::Code(text) => markup!("<pre tabindex='0'><code>{}</code></pre>", text),
        Block::Table(rows) => table(essay, rows, depth),
        Block::Rule => markup!("<hr/>"),
        // The circle is placed by the section that holds it; anywhere else it has no place.
        Block::Circle => Html::default(),
    }
}

pub(super) fn blocks(essay: &Essay, blocks: &[Block], depth: usize) -> Html {
    list(blocks.iter().map(|content| block(essay, content, depth)).collect())
}

fn table(essay: &Essay, rows: &[Vec<Vec<Inline>>], depth: usize) -> Html {
    let head = rows.first().into_iter().flatten();
    let head = head.map(|cell| markup!("<th scope='col'>{}</th>", inlines(essay, cell, depth)));
    let body = rows.iter().skip(1).map(|row| {
        let cells = row.iter().map(|cell| markup!("<td>{}</td>", inlines(essay, cell, depth)));
        markup!("<tr>{}</tr>", cells.collect::<Vec<_>>())
    });
    markup!(
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        head.collect::<Vec<_>>(),
        body.collect::<Vec<_>>()
    )
}

/// Running text.
pub(super) fn inlines(essay: &Essay, content: &[Inline], depth: usize) -> Html {
    list(content.iter().map(|content| inline(essay, content, depth)).collect())
}

fn inline(essay: &Essay, inline: &Inline, depth: usize) -> Html {
    match inline {
        Inline::Text(text) => markup!("{}", text),
        Inline::Emphasis(content) => markup!("<em>{}</em>", inlines(essay, content, depth)),
        Inline::Strong(content) => markup!("<strong>{}</strong>", inlines(essay, content, depth)),
        Inline::Code(text) => markup!("<code>{}</code>", text),
        Inline::Link { href, content } => markup!("<a href={}>{}</a>", href, inlines(essay, content, depth)),
        Inline::Image { src, alt } => markup!("<img src={} alt={} loading='lazy'/>", src, alt),
        Inline::Note { id, term } => note::note(essay, id, term, depth),
        Inline::Break => markup!("<br/>"),
    }
}

fn holds_note(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Note { .. } => true,
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => holds_note(content),
        _ => false,
    })
}
