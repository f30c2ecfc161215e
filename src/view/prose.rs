//! Blocks and running text.

use super::note;
use essay_core::essay::{Block, Essay, Inline};
use yew::prelude::*;

/// A block. `depth` counts the notes around it.
pub(super) fn block(essay: &Essay, block: &Block, depth: usize) -> Html {
    match block {
        Block::Paragraph(content) if holds_note(content) => {
            // A <details> ends a <p>, so a paragraph that holds one is a <div>.
            html! { <div role="paragraph" class="paragraph">{ inlines(essay, content, depth) }</div> }
        }
        Block::Paragraph(content) => html! { <p class="paragraph">{ inlines(essay, content, depth) }</p> },
        Block::Quote(content) => html! { <blockquote>{ blocks(essay, content, depth) }</blockquote> },
        Block::List { start, items } => {
            let items = items.iter().map(|item| html! { <li>{ blocks(essay, item, depth) }</li> });
            match start {
                None => html! { <ul>{ for items }</ul> },
                Some(start) => html! { <ol start={start.to_string()}>{ for items }</ol> },
            }
        }
        Block::Code(text) => html! { <pre tabindex="0"><code>{ text }</code></pre> },
        Block::Table(rows) => table(essay, rows, depth),
        Block::Rule => html! { <hr /> },
        // The circle is placed by the section that holds it; anywhere else it has no place.
        Block::Circle => html! {},
    }
}

pub(super) fn blocks(essay: &Essay, blocks: &[Block], depth: usize) -> Html {
    blocks.iter().map(|content| block(essay, content, depth)).collect()
}

fn table(essay: &Essay, rows: &[Vec<Vec<Inline>>], depth: usize) -> Html {
    let head = rows.first().into_iter().flatten();
    let head = head.map(|cell| html! { <th scope="col">{ inlines(essay, cell, depth) }</th> });
    let body = rows.iter().skip(1).map(|row| {
        let cells = row.iter().map(|cell| html! { <td>{ inlines(essay, cell, depth) }</td> });
        html! { <tr>{ for cells }</tr> }
    });
    html! { <table><thead><tr>{ for head }</tr></thead><tbody>{ for body }</tbody></table> }
}

/// Running text.
pub(super) fn inlines(essay: &Essay, content: &[Inline], depth: usize) -> Html {
    content.iter().map(|content| inline(essay, content, depth)).collect()
}

fn inline(essay: &Essay, inline: &Inline, depth: usize) -> Html {
    match inline {
        Inline::Text(text) => html! { text },
        Inline::Emphasis(content) => html! { <em>{ inlines(essay, content, depth) }</em> },
        Inline::Strong(content) => html! { <strong>{ inlines(essay, content, depth) }</strong> },
        Inline::Code(text) => html! { <code>{ text }</code> },
        Inline::Link { href, content } => {
            html! { <a href={href.clone()}>{ inlines(essay, content, depth) }</a> }
        }
        Inline::Image { src, alt } => {
            html! { <img src={src.clone()} alt={alt.clone()} loading="lazy" /> }
        }
        Inline::Note { id, term } => note::note(essay, id, term, depth),
        Inline::Break => html! { <br /> },
    }
}

fn holds_note(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Note { .. } => true,
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => holds_note(content),
        _ => false,
    })
}
