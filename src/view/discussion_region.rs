//! The discussion: what ships with the essay and what readers wrote in this browser, as one list.

use super::composer::composer_form;
use super::discussion_tools::{keeping, tools};
use super::entry::{Aside, ChunkProps, ChunkView, Part};
use super::markup::markup;
use super::{Shared, TimeFormat, anchor_in_words, heading, press, quiet_button};
use essay_core::app::{EDIT_PLACE, Model, Msg, Storage, Undo};
use essay_core::config::DiscussionMode;
use essay_core::{around, say};
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn discussion_region(model: &Model, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    let (talk, essay, words) = (&model.talk, &model.essay, model.words);
    let open = model.config.discussion == DiscussionMode::Open;
    let shown: usize = talk.list.iter().map(|chunk| chunk.rows.len()).sum();
    let all = essay.entries.len() + talk.written;
    let entries = if shown == 0 {
        let told = if all == 0 { say!(words, NobodyYet) } else { say!(words, NothingFits) };
        markup!("<p class='empty'>{}</p>", told)
    } else {
        let props = ChunkProps {
            essay: Shared(Rc::clone(essay)),
            part: Part::List(Shared(Rc::clone(&talk.list)), talk.drawn),
            asides: asides(model, open),
            open,
            doubles: Shared(Rc::clone(&talk.doubles)),
            time_format,
            words,
            on: on.clone(),
        };
        html! { <ChunkView ..props /> }
    };
    let foot = if open {
        let place = talk.about.as_deref().unwrap_or_default();
        let others = talk.drafts.on_essay().filter(|other| *other != place).filter_map(|other| {
            let about = anchor_in_words(&talk.composer(other).about?, essay, words);
            let (before, behind) = around!(words, UnfinishedOn);
            let resume = press(on, Msg::Opened(other.to_owned()));
            Some(markup!(
                "<p class='about script-only'><span>{}</span><button type='button' class='about-words' onclick={}>{}</button><span>{}</span></p>",
                before,
                resume,
                about,
                behind
            ))
        });
        markup!("{}{}", composer_form(&talk.composer(place), None, essay, words, on), others.collect::<Vec<_>>())
    } else {
        markup!("<p class='closed'>{}</p>", say!(words, Closed))
    };
    let count = say!(words, Entries, all);
    markup!(
        "<section class='discussion' aria-labelledby='discussion-title' part='discussion'>{}\
           <p class='discussion-intro'>{}</p>\
           {}{}{}{}{}{}\
         </section>",
        heading(model.config.heading_level + 1, "discussion-title", "discussion", say!(words, Discussion)),
        if essay.entries.is_empty() { count } else { say!(words, DiscussionIntro, count) },
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
    let talk = &model.talk;
    let mut asides: Vec<Aside> = vec![];
    let mut at = |place: &str, change: &dyn Fn(&mut Aside)| {
        let id = place.strip_prefix(EDIT_PLACE).unwrap_or(place);
        if let Some(aside) = asides.iter_mut().find(|aside| aside.id == id) {
            change(aside);
        } else if !id.is_empty() {
            let mut aside = Aside { id: id.to_owned(), ..Aside::default() };
            change(&mut aside);
            asides.push(aside);
        }
    };
    if let Some(place) = talk.open.as_deref().filter(|_| open) {
        at(place, &|aside| aside.composer = Some(talk.composer(place)));
    }
    talk.drafts.places().for_each(|place| at(place, &|aside| aside.draft_kept = true));
    if let Some(told) = talk.told.as_ref().filter(|told| told.failed) {
        at(&told.place, &|aside| aside.told.clone_from(&told.words));
    }
    if let Some(marked) = &talk.marked {
        at(marked, &|aside| aside.marked = true);
    }
    asides
}

/// What is wrong with storage, and what can be done about it.
fn problems(model: &Model, on: &Callback<Msg>) -> Html {
    let (talk, words) = (&model.talk, model.words);
    let storage = match &talk.storage {
        Storage::Memory(why) | Storage::ReadOnly(why) => Some(markup!("<p class='problem'>{}</p>", words.tell(why))),
        _ => None,
    };
    let damaged = (!talk.damaged.is_empty()).then(|| {
        markup!(
            "<p class='problem'><span>{}</span> {}</p>",
            say!(words, Damaged, talk.damaged.len()),
            quiet_button(say!(words, DownloadDamaged), press(on, Msg::DamagedPressed))
        )
    });
    let silent = talk.silent.then(|| markup!("<p class='problem'>{}</p>", say!(words, StorageSilent)));
    let fleeting = talk.fleeting.then(|| markup!("<p class='hint fleeting'>{}</p>", say!(words, Fleeting)));
    markup!("{}{}{}{}", storage, silent, damaged, fleeting)
}

fn undo(model: &Model, on: &Callback<Msg>) -> Option<Html> {
    let told = match model.talk.undo.as_ref()? {
        Undo::Deleted(_) => say!(model.words, CommentDeletedUndo).to_owned(),
        Undo::Imported(ids) => say!(model.words, EntriesAdded, ids.len()),
    };
    let act = press(on, Msg::UndoPressed);
    Some(markup!(
        "<p class='undo'><span>{}</span> <button type='button' class='quiet' id='undo' onclick={}>{}</button></p>",
        told,
        act,
        say!(model.words, Undo)
    ))
}
