//! The discussion: what ships with the essay and what readers wrote in this browser, as one list.

use super::composer::composer_form;
use super::discussion_tools::{keeping, tools};
use super::entry::{Aside, ChunkProps, ChunkView, Part};
use super::markup::markup;
use super::{Shared, TimeFormat, anchor_in_words, heading, press, quiet_button};
use essay_core::app::discussion::{composer, import_export, posting};
use essay_core::app::{Model, Msg, Storage, Undo};
use essay_core::config::DiscussionMode;
use essay_core::discussion::EntryId;
use essay_core::{t, t_split};
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn discussion_region(model: &Model, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    let (discussion, essay, words) = (&model.discussion, &model.essay, model.words);
    let open = model.config.discussion == DiscussionMode::Open;
    let shown: usize = discussion.list.iter().map(|chunk| chunk.rows.len()).sum();
    let all = essay.entries.len() + discussion.comment_count;
    let entries = if shown == 0 {
        let told = if all == 0 { t!(words, NobodyYet) } else { t!(words, NothingFits) };
        markup!("<p class='empty'>{}</p>", told)
    } else {
        let props = ChunkProps {
            essay: Shared(Rc::clone(essay)),
            part: Part::List(Shared(Rc::clone(&discussion.list)), discussion.rendered_rows),
            asides: asides(model, open),
            open,
            doubles: Shared(Rc::clone(&discussion.lookalikes)),
            time_format,
            words,
            on: on.clone(),
        };
        html! { <ChunkView ..props /> }
    };
    let foot = if open {
        let id = discussion.anchor_composer.clone().unwrap_or_default();
        let others = discussion.drafts.anchored().filter(|other| **other != id).filter_map(|other| {
            let about = anchor_in_words(&discussion.composer(other).about?, essay, words);
            let (before, behind) = t_split!(words, UnfinishedOn);
            let resume = press(on, composer::Msg::Opened(other.clone()));
            Some(markup!(
                "<p class='about script-only'><span>{}</span><button type='button' class='about-words' onclick={}>{}</button><span>{}</span></p>",
                before,
                resume,
                about,
                behind
            ))
        });
        markup!("{}{}", composer_form(&discussion.composer(&id), None, essay, words, on), others.collect::<Vec<_>>())
    } else {
        markup!("<p class='closed'>{}</p>", t!(words, Closed))
    };
    let count = t!(words, Entries, all);
    markup!(
        "<section class='discussion' aria-labelledby='discussion-title' part='discussion'>{}\
           <p class='discussion-intro'>{}</p>\
           {}{}{}{}{}{}\
         </section>",
        heading(model.config.heading_level + 1, "discussion-title", "discussion", t!(words, Discussion)),
        if essay.entries.is_empty() { count } else { t!(words, DiscussionIntro, count) },
        problems(model, on),
        tools(model, all, on),
        entries,
        undo(model, on),
        foot,
        open.then(|| keeping(model, on)),
    )
}

/// What goes on at single entries.
fn asides(model: &Model, open: bool) -> Vec<Aside> {
    let discussion = &model.discussion;
    let mut asides: Vec<Aside> = vec![];
    let mut at = |entry: Option<&EntryId>, change: &dyn Fn(&mut Aside)| {
        let Some(id) = entry else { return };
        if let Some(aside) = asides.iter_mut().find(|aside| aside.id == *id) {
            change(aside);
        } else {
            let mut aside = Aside { id: id.clone(), ..Aside::default() };
            change(&mut aside);
            asides.push(aside);
        }
    };
    if let Some(composer) = discussion.entry_composer.as_ref().filter(|_| open) {
        at(composer.entry(), &|aside| aside.composer = Some(discussion.composer(composer)));
    }
    discussion.drafts.composers().for_each(|composer| at(composer.entry(), &|aside| aside.draft_kept = true));
    if let Some(notice) = discussion.notice.as_ref().filter(|notice| notice.failed) {
        at(notice.composer.entry(), &|aside| aside.told.clone_from(&notice.text));
    }
    at(discussion.highlighted.as_ref(), &|aside| aside.marked = true);
    asides
}

/// What is wrong with storage, and what can be done about it.
fn problems(model: &Model, on: &Callback<Msg>) -> Html {
    let (discussion, words) = (&model.discussion, model.words);
    let storage = match &discussion.storage {
        Storage::Memory(why) | Storage::ReadOnly(why) => Some(markup!("<p class='problem'>{}</p>", words.format(why))),
        _ => None,
    };
    let damaged = (!discussion.damaged.is_empty()).then(|| {
        markup!(
            "<p class='problem'><span>{}</span> {}</p>",
            t!(words, Damaged, discussion.damaged.len()),
            quiet_button(t!(words, DownloadDamaged), press(on, import_export::Msg::ExportDamagedPressed))
        )
    });
    let silent = discussion.storage_silent.then(|| markup!("<p class='problem'>{}</p>", t!(words, StorageSilent)));
    let fleeting = discussion.may_be_evicted.then(|| markup!("<p class='hint fleeting'>{}</p>", t!(words, Fleeting)));
    markup!("{}{}{}{}", storage, silent, damaged, fleeting)
}

fn undo(model: &Model, on: &Callback<Msg>) -> Option<Html> {
    let told = match model.discussion.undo.as_ref()? {
        Undo::Deleted(_) => t!(model.words, CommentDeletedUndo).to_owned(),
        Undo::Imported(ids) => t!(model.words, EntriesAdded, ids.len()),
    };
    let act = press(on, posting::Msg::UndoPressed);
    Some(markup!(
        "<p class='undo'><span>{}</span> <button type='button' class='quiet' id='undo' onclick={}>{}</button></p>",
        told,
        act,
        t!(model.words, Undo)
    ))
}
