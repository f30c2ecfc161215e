//! Links within the essay: from a fragment, or from the anchor of an entry, to its target.

use super::discussion::{anchored_comments, list};
use super::{Cause, Effect, Model, PageEffect, Target};
use crate::discussion::EntryId;
use crate::discussion::anchor::Anchor;
use crate::fragment::{self, Fragment, StageRef};

impl Model {
    /// Leads to the stage or the note that an entry is about, or tells the reader that it is gone.
    pub(super) fn follow_anchor(&mut self, entry: EntryId, anchor: Option<Anchor>) -> Vec<Effect> {
        let fragment = match anchor {
            Some(Anchor::Stage { circle, step }) => Some(Fragment::Stage(StageRef { view: circle, step })),
            Some(Anchor::Note { id }) => Some(Fragment::Note(id)),
            Some(Anchor::Passage { .. }) | None => None,
        };
        let effects = fragment.map(|fragment| self.follow(&fragment.to_string())).unwrap_or_default();
        if effects.is_empty() {
            return self.update_discussion(anchored_comments::Msg::AnchorGone(entry).into());
        }
        effects
    }

    /// Leads to the target of a fragment.
    pub(super) fn follow(&mut self, address: &str) -> Vec<Effect> {
        let name = address.strip_prefix('#').unwrap_or(address);
        // The id of a section may begin with "note-" or "comment-". A link to it means the section.
        if self.essay.sections.iter().any(|section| section.id == name) {
            return vec![PageEffect::Reveal(Target::Section(name.to_owned())).into()];
        }
        match Fragment::parse(address) {
            // A section may have the id of a telling. Its stages come first.
            Fragment::Stage(stage) if self.circle.view_named(&stage.view).is_none() => {
                let blocks = self.essay.blocks_of(&stage.view);
                let known = blocks.is_some_and(|blocks| (1..=blocks.len()).contains(&stage.step));
                known.then(|| PageEffect::Reveal(Target::Block(stage.to_string())).into()).into_iter().collect()
            }
            Fragment::Stage(stage) => {
                let mut effects = self.act(|parts| parts.circle.go_to(&stage, Cause::Link, &mut parts.context));
                effects.push(PageEffect::Reveal(Target::Circle).into());
                effects
            }
            Fragment::Note(id) if self.essay.note(&id).is_some() => vec![
                PageEffect::SetNote { id: id.clone(), open: true }.into(),
                PageEffect::Reveal(Target::Note(id)).into(),
            ],
            Fragment::Comment(id) => self.update_discussion(list::Msg::EntryLinkFollowed(id).into()),
            Fragment::Other(name) if name == fragment::CIRCLE && self.essay.circle.is_some() => {
                vec![PageEffect::Reveal(Target::Circle).into()]
            }
            Fragment::Other(name) if name == fragment::DISCUSSION => {
                vec![PageEffect::Reveal(Target::Discussion).into()]
            }
            Fragment::Note(_) | Fragment::Other(_) => vec![],
        }
    }
}
