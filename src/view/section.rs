//! A section of the essay, or its opening.

use super::blocks::BlockRenderer;
use super::copy_link::copy_mark;
use super::elements::heading;
use essay_core::essay::{Block, Essay, OPENING, Section};
use essay_core::i18n::Translations;
use yew::prelude::*;

/// Renders the opening (0) or a section, counted from 1. `level` is that of the essay's title. The circle stands where the document has
/// it.
pub(super) fn section(essay: &Essay, index: usize, level: u8, words: Translations, circle: &dyn Fn() -> Html) -> Html {
    let section = index.checked_sub(1).and_then(|index| essay.sections.get(index));
    let name = section.map_or(OPENING, |section| &section.id);
    let blocks = section.map_or(&essay.opening, |section| &section.blocks);
    // A fragment with the name of a telling leads to its stages, so such a section has no links to its blocks.
    let linked = essay
        .circle
        .as_ref()
        .is_none_or(|circle| circle.beneath.id != name && circle.tellings.iter().all(|telling| telling.id != name));
    let renderer = BlockRenderer::of(essay, words);
    let content = blocks.iter().enumerate().map(|(index, block)| match block {
        Block::Circle if essay.circle.is_some() => circle(),
        block => renderer.addressed(block, Some(format!("{name}/{}", index + 1).into()), linked),
    });
    html! {
        <section key={name} class="section">
            {section.map(|section| head(section, level, renderer)).unwrap_or_default()}
            {content.collect::<Html>()}
        </section>
    }
}

fn head(section: &Section, level: u8, renderer: BlockRenderer<'_>) -> Html {
    let kind = if section.depth > 1 { "subsection" } else { "section" };
    html! {
        <>
            <slot name={section.id.clone()} />
            {heading(level + section.depth, &section.id, kind, renderer.inlines(&section.title))}
            {copy_mark(&section.id, false, renderer.words, renderer.interface())}
        </>
    }
}
