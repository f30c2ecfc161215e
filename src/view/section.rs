//! One section of the essay, or what stands before the first.

use super::circle_region::{CircleProps, circle_region};
use super::markup::markup;
use super::prose::Text;
use super::{CopyLink, Shared, copy_link, heading};
use essay_core::app::Passage;
use essay_core::essay::{Block, Essay, OPENING};
use essay_core::words::Words;
use yew::prelude::*;

/// Properties of [`SectionView`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SectionProps {
    pub(super) essay: Shared<Essay>,
    /// 0 for the opening, otherwise the section's number.
    pub(super) index: usize,
    /// Level of the essay's title.
    pub(super) level: u8,
    /// The words of the interface.
    pub(super) words: Words,
    /// The circle, if it stands in this section. All other sections render once and never again.
    pub(super) circle: Option<CircleProps>,
    /// The words on which there are comments.
    pub(super) passages: Shared<Vec<Passage>>,
}

/// The blocks of the opening (0) or of a section, counted from 1.
pub(super) fn blocks_of(essay: &Essay, index: usize) -> &[Block] {
    match index.checked_sub(1) {
        None => &essay.opening,
        Some(index) => essay.sections.get(index).map(|section| section.blocks.as_slice()).unwrap_or_default(),
    }
}

/// One section; it is rendered again only when its properties change.
///
/// A struct and not a function: without any function component Yew's hooks are not linked.
pub(super) struct SectionView;

impl Component for SectionView {
    type Message = ();
    type Properties = SectionProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let SectionProps { essay, index, level, words, circle, passages } = ctx.props();
        let section = index.checked_sub(1).and_then(|index| essay.sections.get(index));
        let name = section.map_or(OPENING, |section| &section.id);
        // What has the name of a telling leads to its stages.
        let linked = essay
            .circle
            .as_ref()
            .is_none_or(|circle| circle.beneath.id != name && circle.tellings.iter().all(|telling| telling.id != name));
        let text = Text::of(essay, *words);
        let content = blocks_of(essay, *index).iter().enumerate().map(|(index, block)| match (block, circle) {
            (Block::Circle, Some(circle)) => circle_region(circle),
            (block, _) => {
                let id = format!("{name}/{}", index + 1);
                let comments = passages.iter().filter(|passage| passage.block == id).count();
                text.marked(block, Some(id), comments, linked)
            }
        });
        let head = section.map(|section| {
            let kind = if section.depth > 1 { "subsection" } else { "section" };
            markup!(
                "<slot name={}/>{}{}",
                &section.id,
                heading(level + section.depth, &section.id, kind, text.inlines(&section.title)),
                copy_link(&section.id, CopyLink::OfSection, *words, text.tongue()),
            )
        });
        markup!("<section class='section'>{}{}</section>", head, content.collect::<Vec<_>>())
    }
}
