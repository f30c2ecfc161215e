//! The discussion: what ships with the essay and what readers wrote in this browser, as one list.

use super::composer::composer_form;
use super::discussion_tools::{keeping, tools};
use super::entry::{Aside, ChunkProps, ChunkView, Part};
use super::markup::markup;
use super::{Shared, TimeFormat, anchor_in_words, heading, press, quiet_button};
use essay_core::app::{EDIT_PLACE, Model, Msg, Storage, Undo};
use essay_core::config::DiscussionMode;
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn discussion_region(model: &Model, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    let (talk, essay) = (&model.talk, &model.essay);
    let open = model.config.discussion == DiscussionMode::Open;
    let shown: usize = talk.list.iter().map(|chunk| chunk.rows.len()).sum();
    let all = essay.entries.len() + talk.written;
    let entries = if shown == 0 {
        let words = if all == 0 { "Nobody has written anything yet." } else { "No entry fits." };
        markup!("<p class='empty'>{}</p>", words)
    } else {
        let props = ChunkProps {
            essay: Shared(Rc::clone(essay)),
            part: Part::List(Shared(Rc::clone(&talk.list)), talk.drawn),
            asides: asides(model, open),
            open,
            doubles: Shared(Rc::clone(&talk.doubles)),
            time_format,
            on: on.clone(),
        };
        html! { <ChunkView ..props /> }
    };
    let foot = if open {
        let place = talk.about.as_deref().unwrap_or_default();
        let others = talk.drafts.on_essay().filter(|other| *other != place).filter_map(|other| {
            let about = anchor_in_words(&talk.composer(other).about?, essay);
            let resume = press(on, Msg::Opened(other.to_owned()));
            Some(markup!(
                "<p class='about script-only'>Your unfinished words on \
                 <button type='button' class='about-words' onclick={}>{}</button> are kept.</p>",
                resume,
                about
            ))
        });
        markup!("{}{}", composer_form(&talk.composer(place), None, essay, on), others.collect::<Vec<_>>())
    } else {
        markup!("<p class='closed'>This discussion is closed: it can be read, not added to.</p>")
    };
    let count = match all {
        1 => "1 entry".to_owned(),
        _ => format!("{all} entries"),
    };
    markup!(
        "<section class='discussion' aria-labelledby='discussion-title' part='discussion'>{}\
           <p class='discussion-intro'>{}. Those marked “part of the essay” came with it; what you write is yours.</p>\
           {}{}{}{}{}{}\
         </section>",
        heading(model.config.heading_level + 1, "discussion-title", "discussion", "Discussion"),
        count,
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
    let talk = &model.talk;
    let storage = match &talk.storage {
        Storage::Memory(why) | Storage::ReadOnly(why) => Some(markup!("<p class='problem'>{}</p>", why)),
        _ => None,
    };
    let damaged = (!talk.damaged.is_empty()).then(|| {
        let words = match talk.damaged.len() {
            1 => "1 stored record cannot be read. It is kept as it is.".to_owned(),
            count => format!("{count} stored records cannot be read. They are kept as they are."),
        };
        markup!(
            "<p class='problem'>{} {}</p>",
            words,
            quiet_button("Download what is damaged", press(on, Msg::DamagedPressed))
        )
    });
    let fleeting = talk.fleeting.then(|| {
        markup!(
            "<p class='hint fleeting'>This browser may erase what is stored here, when space is short or after days without \
             a visit. “Export”, below, keeps a copy.</p>"
        )
    });
    markup!("{}{}{}", storage, damaged, fleeting)
}

fn undo(model: &Model, on: &Callback<Msg>) -> Option<Html> {
    let words = match model.talk.undo.as_ref()? {
        Undo::Deleted(_) => "Your comment was deleted.".to_owned(),
        Undo::Imported(ids) if ids.len() == 1 => "One entry was added.".to_owned(),
        Undo::Imported(ids) => format!("{} entries were added.", ids.len()),
    };
    let act = press(on, Msg::UndoPressed);
    Some(markup!(
        "<p class='undo'>{} <button type='button' class='quiet' id='undo' onclick={}>Undo</button></p>",
        words,
        act
    ))
}
