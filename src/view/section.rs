//! One section of the essay, or what stands before the first.

use super::markup::markup;
use super::prose::Text;
use super::{CopyLink, copy_link, heading};
use essay_core::essay::{Block, Essay, OPENING};
use essay_core::i18n::Translations;
use yew::prelude::*;

/// The opening (0) or a section, counted from 1. `level` is that of the essay's title; the circle stands where the document has it.
pub(super) fn section(essay: &Essay, index: usize, level: u8, words: Translations, circle: impl Fn() -> Html) -> Html {
    let section = index.checked_sub(1).and_then(|index| essay.sections.get(index));
    let name = section.map_or(OPENING, |section| &section.id);
    let blocks = section.map_or(&essay.opening, |section| &section.blocks);
    // A fragment with the name of a telling leads to its stages, so such a section has no links to its blocks.
    let linked = essay
        .circle
        .as_ref()
        .is_none_or(|circle| circle.beneath.id != name && circle.tellings.iter().all(|telling| telling.id != name));
    let text = Text::of(essay, words);
    let content = blocks.iter().enumerate().map(|(index, block)| match block {
        Block::Circle if essay.circle.is_some() => circle(),
        block => text.marked(block, Some(format!("{name}/{}", index + 1)), linked),
    });
    let head = section.map(|section| {
        let kind = if section.depth > 1 { "subsection" } else { "section" };
        markup!(
            "<slot name={}/>{}{}",
            &section.id,
            heading(level + section.depth, &section.id, kind, text.inlines(&section.title)),
            copy_link(&section.id, CopyLink::OfSection, words, text.ui_language()),
        )
    });
    markup!("<section class='section'>{}{}</section>", head, content.collect::<Vec<_>>())
}
