//! A note: a native disclosure whose summary is the term in the text.
//!
//! `open` is never written from here: it belongs to the reader, who may have opened the note before script ran.

use super::markup::markup;
use super::prose;
use essay_core::essay::{Block, Essay, Inline};
use yew::prelude::*;

/// Notes within notes beyond this stay closed words: a document may refer to itself.
const DEEPEST: usize = 3;

/// The term with its note; `depth` counts the notes around it.
pub(super) fn note(essay: &Essay, id: &str, term: &[Inline], depth: usize) -> Html {
    let Some(note) = essay.note(id).filter(|_| depth < DEEPEST) else {
        return prose::inlines(essay, term, depth);
    };
    let kind = note.kind.map(|kind| markup!("<span class='note-kind'>{}</span>", kind.word()));
    // The word that tells the kind stands within the first paragraph, so that the two read as one.
    let mut blocks = note.blocks.iter();
    let first = match blocks.clone().next() {
        Some(Block::Paragraph(content)) => {
            blocks.next();
            markup!(
                "<div role='paragraph' class='paragraph'>{} {}</div>",
                kind,
                prose::inlines(essay, content, depth + 1)
            )
        }
        _ => markup!("<div role='paragraph' class='paragraph'>{}</div>", kind),
    };
    let rest = blocks.map(|block| prose::block(essay, block, depth + 1));
    let anchor = format!("note-{id}");
    markup!(
        "<slot name={}/><details class='note' id={} part='note'><summary>{}</summary>\
         <div class='note-body'>{}{}</div></details>",
        &anchor,
        &anchor,
        prose::inlines(essay, term, depth),
        first,
        rest.collect::<Vec<_>>(),
    )
}
