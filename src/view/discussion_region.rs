//! The discussion: what ships with the essay and what readers wrote in this browser, as one list.

use super::composer::{ComposerProps, composer_form};
use super::entry::{EntryView, Words};
use super::markup::markup;
use super::{Shared, TimeFormat, heading, paragraph};
use essay_core::app::{Msg, Storage, Talk};
use essay_core::discussion::tree;
use essay_core::essay::Essay;
use yew::prelude::*;

/// What [`discussion_region`] shows.
#[derive(Clone)]
pub(super) struct DiscussionProps {
    pub(super) essay: Shared<Essay>,
    pub(super) talk: Talk,
    /// Level of the region's title.
    pub(super) level: u8,
    /// Whether readers may write.
    pub(super) open: bool,
    pub(super) time_format: TimeFormat,
    pub(super) on: Callback<Msg>,
}

pub(super) fn discussion_region(props: &DiscussionProps) -> Html {
    let DiscussionProps { essay, talk, level, open, time_format, on } = props;
    let written = talk.discussion.entries();
    let mut ids: Vec<(&str, Option<&str>)> =
        essay.entries.iter().map(|entry| (entry.id.as_str(), entry.parent.as_deref())).collect();
    ids.extend(written.iter().map(|entry| (entry.id.as_str(), entry.parent.as_deref())));
    let items = tree::display_order(&ids).into_iter().filter_map(|place| {
        let (id, _) = ids.get(place.index)?;
        let words = match place.index.checked_sub(essay.entries.len()) {
            None => Words::Shipped { essay: essay.clone(), index: place.index },
            Some(index) => {
                let entry = written.get(index)?.clone();
                let (iso, time) = (time_format.0)(entry.time);
                Words::Written { entry, iso, time }
            }
        };
        let composer = (*open && talk.replying.as_deref() == Some(*id)).then(|| talk.composer(id));
        let kept = composer.is_none() && talk.drafts.get(id).is_some_and(|text| !text.is_empty());
        Some(html! {
            <EntryView key={id.to_string()} id={id.to_string()} {words} level={place.level} open={*open}
                {composer} draft_kept={kept} on={on.clone()} />
        })
    });
    let count = ids.len();
    let entries = if count == 0 {
        markup!("<p class='empty'>Nobody has written anything yet.</p>")
    } else {
        markup!("<ol class='entries' role='list'>{}</ol>", items.collect::<Vec<_>>())
    };
    let foot = if *open {
        composer_form(&ComposerProps { composer: talk.composer(""), to: None, on: on.clone() })
    } else {
        markup!("<p class='closed'>This discussion is closed: it can be read, not added to.</p>")
    };
    let problem = match &talk.storage {
        Storage::Memory(reason) => paragraph("problem", reason),
        _ => None,
    };
    markup!(
        "<section class='discussion' aria-labelledby='discussion-title' part='discussion'>{}\
           <p class='discussion-intro'>{}</p>{}{}{}\
         </section>",
        heading(*level, "discussion-title", "discussion", "Discussion"),
        format!("{count} entries. Those marked “part of the essay” came with it; what you write is yours."),
        problem,
        entries,
        foot,
    )
}
