//! The tools that sort, filter and search the discussion.

use super::controls::{Choice, chosen, labelled_select, on_click, quiet_button, typed};
use super::elements::{own_direction, when};
use essay_core::app::discussion::list;
use essay_core::app::{Model, Msg};
use essay_core::discussion::list::{Filter, ListQuery, Sort};
use essay_core::i18n::MessageKey;
use essay_core::json::Json;
use essay_core::t;
use yew::prelude::*;

/// The number of entries from which on they can be searched.
const MANY: usize = 20;

const SORTS: [(Sort, MessageKey); 3] = [
    (Sort::Oldest, MessageKey::OldestFirst),
    (Sort::Newest, MessageKey::NewestFirst),
    (Sort::MostReplies, MessageKey::MostRepliesFirst),
];

pub(super) fn tools(model: &Model, all: usize, on: &Callback<Msg>) -> Html {
    let unread = model.discussion.unread.len();
    html! {
        <div class="tools script-only">
            {sort_list(model, on)}
            {filter_list(model, on)}
            {when(all >= MANY, || search_field(model, on))}
            {when(unread > 0, || {
                quiet_button(t!(model.words, NextUnread, unread), on_click(on, list::Msg::NextUnreadPressed))
            })}
        </div>
    }
}

fn sort_list(model: &Model, on: &Callback<Msg>) -> Html {
    let (query, words) = (&model.discussion.query, model.words);
    let sorts = SORTS.map(|(sort, name)| Choice::new(words.text(name), sort == query.sort));
    let before = query.clone();
    let onchange = on.reform(move |event| {
        let sort = SORTS.get(chosen(&event)).map_or(Sort::Oldest, |(sort, _)| *sort);
        list::Msg::QueryChanged(ListQuery { sort, ..before.clone() }).into()
    });
    labelled_select(t!(words, Sort), None, onchange, sorts.into())
}

fn filter_list(model: &Model, on: &Callback<Msg>) -> Html {
    let (query, words, stage) = (&model.discussion.query, model.words, stage(model));
    let filter = &query.filter;
    let about_stage = matches!((filter, &stage), (Filter::About(chosen), Some(stage)) if chosen == stage);
    let mut choices = vec![
        Choice::new(t!(words, AllEntries), *filter == Filter::All),
        Choice::new(t!(words, Mine), *filter == Filter::Mine),
        Choice::new(t!(words, Unread), *filter == Filter::Unread),
        Choice::new(t!(words, OnPassages), *filter == Filter::Passages),
        Choice { disabled: stage.is_none(), ..Choice::new(t!(words, OnThisStage), about_stage) },
    ];
    if matches!(filter, Filter::These(_) | Filter::About(_)) && !about_stage {
        choices.push(Choice::new(t!(words, OnThisPassage), true));
    }
    let before = query.clone();
    let onchange = on.reform(move |event| {
        let filter = match chosen(&event) {
            0 => Filter::All,
            1 => Filter::Mine,
            2 => Filter::Unread,
            3 => Filter::Passages,
            4 => stage.clone().map_or(Filter::All, Filter::About),
            _ => before.filter.clone(),
        };
        list::Msg::QueryChanged(ListQuery { filter, ..before.clone() }).into()
    });
    labelled_select(t!(words, Show), None, onchange, choices)
}

fn search_field(model: &Model, on: &Callback<Msg>) -> Html {
    let (query, words) = (&model.discussion.query, model.words);
    let before = query.clone();
    let oninput =
        on.reform(move |event| list::Msg::QueryChanged(ListQuery { search: typed(&event), ..before.clone() }).into());
    html! {
        <label>
            <span>{t!(words, Search)}</span>{" "}
            <input type="search" class="field" aria-label={t!(words, Search)} dir={own_direction(&query.search)}
                value={query.search.clone()} {oninput} />
        </label>
    }
}

/// Returns what the anchors of all comments on the current stage have in common; none before the first stage.
fn stage(model: &Model) -> Option<Json> {
    let step = Some(model.circle.stepper.step()).filter(|step| *step > 0)?;
    Some(Json::object([("circle", (&model.circle.chosen_view()?.id).into()), ("step", step.into())]))
}
