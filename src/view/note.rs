//! A note: a native disclosure whose summary is the term in the text.
//!
//! The view never writes `open`: it belongs to the reader, who may have opened the note before script ran.

use super::blocks::BlockRenderer;
use super::copy_link::copy_link;
use essay_core::essay::{Block, Inline, Note};
use essay_core::t;
use yew::prelude::*;

/// The number of notes around a note from which on it is its term alone: a document may refer to itself.
const DEEPEST: usize = 3;

impl BlockRenderer<'_> {
    /// Renders the term with its note.
    pub(super) fn note(self, id: &str, term: &[Inline]) -> Html {
        let term_html = self.inlines(term);
        let Some(note) = self.essay.note(id).filter(|_| self.depth < DEEPEST) else { return term_html };
        let (words, interface) = (self.words, self.interface());
        let anchor = AttrValue::from(format!("note-{id}"));
        html! {
            <>
                <slot name={&anchor} />
                <details class="note" id={&anchor} part="note">
                    <summary>{term_html}</summary>
                    <div class="note-body">
                        {body(BlockRenderer { depth: self.depth + 1, ..self }, note)}
                        <button type="button" class="quiet note-comment" data-about={format!("note:{id}")} lang={interface.lang()}
                            dir={interface.dir()}>
                            {t!(words, CommentOnNote)}
                        </button>
                        {copy_link(&anchor, words, interface)}
                    </div>
                </details>
            </>
        }
    }
}

/// Renders the text of a note. The word for its kind stands within the first paragraph, so that the two read as one.
fn body(renderer: BlockRenderer<'_>, note: &Note) -> Html {
    let (first, rest) = match note.blocks.split_first() {
        Some((Block::Paragraph(content), rest)) => {
            (html! { <>{kind(renderer, note)}{" "}{renderer.inlines(content)}</> }, rest)
        }
        _ => (kind(renderer, note), note.blocks.as_slice()),
    };
    html! {
        <>
            <div role="paragraph" class="paragraph">{first}</div>
            {renderer.blocks(rest)}
        </>
    }
}

fn kind(renderer: BlockRenderer<'_>, note: &Note) -> Html {
    let Some(kind) = note.kind else { return Html::default() };
    let interface = renderer.interface();
    html! {
        <span class="note-kind" lang={interface.lang()} dir={interface.dir()}>{kind.in_words(renderer.words)}</span>
    }
}
