//! A note: a native disclosure whose summary is the term in the text.
//!
//! `open` is never written from here: it belongs to the reader, who may have opened the note before script ran.

use super::markup::markup;
use super::prose::Text;
use super::{CopyLink, copy_link};
use essay_core::essay::{Block, Inline};
use essay_core::t;
use yew::prelude::*;

/// Notes within notes beyond this stay closed words: a document may refer to itself.
const DEEPEST: usize = 3;

/// The term with its note.
pub(super) fn note(text: Text<'_>, id: &str, term: &[Inline]) -> Html {
    let Some(note) = text.essay.note(id).filter(|_| text.depth < DEEPEST) else { return text.inlines(term) };
    let inside = Text { depth: text.depth + 1, ..text };
    let kind = note.kind.map(|kind| {
        markup!(
            "<span class='note-kind' lang={} dir={}>{}</span>",
            text.ui_language().lang(),
            text.ui_language().dir(),
            kind.in_words(text.words)
        )
    });
    // The word that tells the kind stands within the first paragraph, so that the two read as one.
    let mut blocks = note.blocks.iter();
    let first = match blocks.clone().next() {
        Some(Block::Paragraph(content)) => {
            blocks.next();
            markup!("<div role='paragraph' class='paragraph'>{} {}</div>", kind, inside.inlines(content))
        }
        _ => markup!("<div role='paragraph' class='paragraph'>{}</div>", kind),
    };
    let anchor = format!("note-{id}");
    markup!(
        "<slot name={}/><details class='note' id={} part='note'><summary>{}</summary>\
         <div class='note-body'>{}{}<button type='button' class='quiet note-comment' data-about={} lang={} dir={}>{}</button>{}</div></details>",
        &anchor,
        &anchor,
        text.inlines(term),
        first,
        blocks.map(|block| inside.block(block)).collect::<Vec<_>>(),
        format!("note:{id}"),
        text.ui_language().lang(),
        text.ui_language().dir(),
        t!(text.words, CommentOnNote),
        copy_link(&anchor, CopyLink::Told, text.words, text.ui_language()),
    )
}
