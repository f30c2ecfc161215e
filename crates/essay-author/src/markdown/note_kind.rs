//! Recognizes the kind of a note by its first word.

use essay_core::essay::{Block, Inline, NoteKind, plain_text};

/// Removes the kind from the beginning of a note, as in "**Context.** It was …".
pub(super) fn take_kind(blocks: &mut [Block]) -> Option<NoteKind> {
    let Some(Block::Paragraph(inlines)) = blocks.first_mut() else { return None };
    let Some(Inline::Strong(words)) = inlines.first() else { return None };
    let words = plain_text(words);
    let kind = NoteKind::ALL.into_iter().find(|kind| kind.word() == words.trim_end_matches('.'))?;
    inlines.remove(0);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    Some(kind)
}
