//! The discussion: the entries that come with the essay and those that readers wrote in this browser, as one list.

use super::anchor_label::{anchor_button, anchor_label};
use super::composer::ComposerForm;
use super::controls::{on_click, quiet_button, quiet_button_with_id};
use super::discussion_tools::tools;
use super::elements::{between, heading, problem, when};
use super::entries::{ChunkProps, ChunkView, Part};
use super::entry::{EntryRenderer, EntryState};
use super::import_export::import_export;
use super::{Shared, TimeFormat};
use essay_core::app::discussion::{composer, import_export, posting};
use essay_core::app::{ComposerId, Model, Msg, Storage, Undo};
use essay_core::config::DiscussionMode;
use essay_core::discussion::EntryId;
use essay_core::{t, t_split};
use std::rc::Rc;
use yew::prelude::*;

/// Renders the discussion, unless it is off.
pub fn discussion(model: &Model, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    if model.config.discussion == DiscussionMode::Off {
        return Html::default();
    }
    let (essay, words) = (&model.essay, model.words);
    let open = model.config.discussion == DiscussionMode::Open;
    let all = essay.entries.len() + model.discussion.comment_count;
    let count = t!(words, Entries, all);
    let intro = if essay.entries.is_empty() { count } else { t!(words, DiscussionIntro, count) };
    html! {
        <section class="discussion" aria-labelledby="discussion-title" part="discussion">
            <slot name={essay_core::fragment::DISCUSSION} />
            {heading(model.config.heading_level + 1, "discussion-title", "discussion", t!(words, Discussion))}
            <p class="discussion-intro">{intro}</p>
            {problems(model, on)}
            {tools(model, all, on)}
            {entries(model, open, all, time_format, on)}
            {undo(model, on)}
            if open {
                {essay_composer(model, on)}
                {unfinished(model, on)}
                {import_export(model, on)}
            } else {
                <p class="closed">{t!(words, Closed)}</p>
            }
        </section>
    }
}

/// Renders the list, or why there is none.
fn entries(model: &Model, open: bool, all: usize, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    let (discussion, words) = (&model.discussion, model.words);
    if discussion.list.iter().all(|chunk| chunk.rows.is_empty()) {
        let told = if all == 0 { t!(words, NobodyYet) } else { t!(words, NothingFits) };
        return html! { <p class="empty">{told}</p> };
    }
    let renderer = EntryRenderer {
        essay: Shared(Rc::clone(&model.essay)),
        open,
        lookalikes: Shared(Rc::clone(&discussion.lookalikes)),
        time_format,
        words,
        on: on.clone(),
    };
    let part = Part::List(Shared(Rc::clone(&discussion.list)), discussion.rendered_rows);
    let props = ChunkProps { part, states: entry_states(model, open), renderer };
    html! { <ChunkView ..props /> }
}

/// Returns the composer for comments on the essay, or on something in it.
fn essay_composer_id(model: &Model) -> ComposerId {
    model.discussion.anchor_composer.clone().unwrap_or_default()
}

fn essay_composer(model: &Model, on: &Callback<Msg>) -> Html {
    let composer = &model.discussion.composer(&essay_composer_id(model));
    ComposerForm { composer, to: None, essay: &model.essay, words: model.words, on }.view()
}

/// Renders links to the unfinished comments on something in the essay whose composers are closed.
fn unfinished(model: &Model, on: &Callback<Msg>) -> Html {
    let shown = essay_composer_id(model);
    let others = model.discussion.drafts.anchored().filter(|other| **other != shown);
    let link = |other: &ComposerId| {
        let label = anchor_label(&model.discussion.composer(other).about?, &model.essay, model.words);
        let onclick = on_click(on, composer::Msg::Opened(other.clone()));
        let button = anchor_button(label, onclick);
        Some(html! {
            <p key={other.to_string()} class="about script-only">{between(t_split!(model.words, UnfinishedOn), button)}</p>
        })
    };
    others.filter_map(link).collect()
}

/// Returns the states of those entries that have one.
fn entry_states(model: &Model, open: bool) -> Vec<EntryState> {
    let discussion = &model.discussion;
    let mut states: Vec<EntryState> = vec![];
    let mut at = |entry: Option<&EntryId>, change: &dyn Fn(&mut EntryState)| {
        let Some(id) = entry else { return };
        if let Some(state) = states.iter_mut().find(|state| state.id == *id) {
            change(state);
        } else {
            let mut state = EntryState { id: id.clone(), ..EntryState::default() };
            change(&mut state);
            states.push(state);
        }
    };
    if let Some(composer) = discussion.entry_composer.as_ref().filter(|_| open) {
        at(composer.entry(), &|state| state.composer = Some(discussion.composer(composer)));
    }
    discussion.drafts.composers().for_each(|composer| at(composer.entry(), &|state| state.draft_kept = true));
    if let Some(notice) = discussion.notice.as_ref().filter(|notice| notice.failed) {
        at(notice.composer.entry(), &|state| state.failure.clone_from(&notice.text));
    }
    at(discussion.highlighted.as_ref(), &|state| state.highlighted = true);
    states
}

/// Renders the problems of storage, and what can be done about them.
fn problems(model: &Model, on: &Callback<Msg>) -> Html {
    let (discussion, words) = (&model.discussion, model.words);
    let refusal = match &discussion.storage {
        Storage::Memory(why) | Storage::ReadOnly(why) => Some(why),
        _ => None,
    };
    html! {
        <>
            {refusal.map(|why| problem(words.format(why))).unwrap_or_default()}
            {when(discussion.storage_silent, || problem(t!(words, StorageSilent)))}
            {when(!discussion.damaged.is_empty(), || html! {
                <p class="problem">
                    <span>{t!(words, Damaged, discussion.damaged.len())}</span>{" "}
                    {quiet_button(t!(words, DownloadDamaged), on_click(on, import_export::Msg::ExportDamagedPressed))}
                </p>
            })}
            {when(discussion.may_be_evicted, || html! { <p class="hint fleeting">{t!(words, Fleeting)}</p> })}
        </>
    }
}

/// Renders what was just done, with a button that takes it back.
fn undo(model: &Model, on: &Callback<Msg>) -> Html {
    let words = model.words;
    let told = match &model.discussion.undo {
        None => return Html::default(),
        Some(Undo::Deleted(_)) => t!(words, CommentDeletedUndo).to_owned(),
        Some(Undo::Imported(ids)) => t!(words, EntriesAdded, ids.len()),
    };
    html! {
        <p class="undo">
            <span>{told}</span>{" "}
            {quiet_button_with_id("undo", t!(words, Undo), on_click(on, posting::Msg::UndoPressed))}
        </p>
    }
}
