//! How the discussion is sorted, narrowed and searched, and how it leaves and comes.

use super::markup::{chosen, markup, typed};
use super::{own_direction, press, quiet_button};
use essay_core::app::discussion::import_export::{self, Msg as ExchangeMsg};
use essay_core::app::discussion::list;
use essay_core::app::{Format, Model, Msg, Storage};
use essay_core::discussion::list::{Filter, ListQuery, Sort};
use essay_core::i18n::MessageKey;
use essay_core::json::Json;
use essay_core::t;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

/// From how many entries on they can be searched.
const MANY: usize = 20;
/// How many refused entries of an import are told one by one.
const TOLD: usize = 20;

/// Sorting, narrowing, searching.
pub(super) fn tools(model: &Model, all: usize, on: &Callback<Msg>) -> Html {
    let (query, words) = (&model.discussion.query, model.words);
    let reshape = |change: fn(&mut ListQuery, &Event, &Option<Json>)| {
        let (query, stage) = (query.clone(), stage(model));
        on.reform(move |event| {
            let mut query = query.clone();
            change(&mut query, &event, &stage);
            list::Msg::QueryChanged(query).into()
        })
    };
    const SORTS: [(Sort, MessageKey); 3] = [
        (Sort::Oldest, MessageKey::OldestFirst),
        (Sort::Newest, MessageKey::NewestFirst),
        (Sort::MostReplies, MessageKey::MostRepliesFirst),
    ];
    let sorts =
        SORTS.map(|(sort, name)| markup!("<option selected={}>{}</option>", sort == query.sort, words.text(name)));
    let about =
        |key: &Option<Json>| matches!((&query.filter, key), (Filter::About(chosen), Some(key)) if chosen == key);
    let filters = [
        (query.filter == Filter::All, false, t!(words, AllEntries)),
        (query.filter == Filter::Mine, false, t!(words, Mine)),
        (query.filter == Filter::Unread, false, t!(words, Unread)),
        (query.filter == Filter::Passages, false, t!(words, OnPassages)),
        (about(&stage(model)), stage(model).is_none(), t!(words, OnThisStage)),
    ];
    let here = matches!(query.filter, Filter::These(_) | Filter::About(_)) && !about(&stage(model));
    let options = filters.iter().map(|(selected, disabled, name)| {
        markup!("<option selected={} disabled={}>{}</option>", *selected, *disabled, *name)
    });
    let options: Vec<Html> = options
        .chain(here.then(|| markup!("<option selected={}>{}</option>", true, t!(words, OnThisPassage))))
        .collect();
    let narrow = reshape(|query, event, stage| {
        query.filter = match chosen(event) {
            0 => Filter::All,
            1 => Filter::Mine,
            2 => Filter::Unread,
            3 => Filter::Passages,
            4 => stage.clone().map_or(Filter::All, Filter::About),
            _ => return,
        }
    });
    let search = (all >= MANY).then(|| {
        markup!(
            "<label><span>{}</span> <input type='search' class='field' aria-label={} dir={} value={} oninput={}/></label>",
            t!(words, Search),
            t!(words, Search),
            own_direction(&query.search),
            &query.search,
            reshape(|query, event, _| query.search = typed(event))
        )
    });
    let unread = model.discussion.unread.len();
    let next = (unread > 0).then(|| {
        markup!(
            "<button type='button' class='quiet' onclick={}>{}</button>",
            press(on, list::Msg::NextUnreadPressed),
            t!(words, NextUnread, unread)
        )
    });
    markup!(
        "<div class='tools script-only'>\
           <label><span>{}</span> <select aria-label={} onchange={}>{}</select></label>\
           <label><span>{}</span> <select aria-label={} onchange={}>{}</select></label>{}{}\
         </div>",
        t!(words, Sort),
        t!(words, Sort),
        reshape(|query, event, _| query.sort = SORTS.get(chosen(event)).map_or(Sort::Oldest, |(sort, _)| *sort)),
        Vec::from(sorts),
        t!(words, Show),
        t!(words, Show),
        narrow,
        options,
        search,
        next,
    )
}

/// What the anchors of comments on the current stage have in common; none before the first stage.
fn stage(model: &Model) -> Option<Json> {
    let step = Some(model.circle.stepper.step()).filter(|step| *step > 0)?;
    Some(Json::object([("circle", (&model.circle.chosen_view()?.id).into()), ("step", step.into())]))
}

/// Exports, imports, and erasing everything.
pub(super) fn keeping(model: &Model, on: &Callback<Msg>) -> Html {
    let (discussion, words) = (&model.discussion, model.words);
    let export = |format: Format| press(on, ExchangeMsg::ExportPressed(format));
    let choose = Callback::from(|event: Event| {
        // The field beside the button opens the browser's own dialogue; the platform reads what is chosen there.
        let field = event.target_dyn_into::<Node>().and_then(|button| button.next_sibling());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            field.click();
        }
    });
    let writable = !matches!(discussion.storage, Storage::ReadOnly(_));
    let import = writable.then(|| {
        markup!(
            "<button type='button' class='quiet' id='import-button' onclick={}>{}</button>\
             <input type='file' class='visually-hidden' tabindex='-1' aria-hidden='true' accept='.json,application/json'/>",
            choose,
            t!(words, Import)
        )
    });
    let erase = if discussion.confirming_erase {
        markup!(
            "<p class='question' id='erase' tabindex='-1'><span>{}</span> {} {}</p>",
            t!(words, EraseQuestion),
            quiet_button(t!(words, EraseYes), press(on, ExchangeMsg::EraseAnswered { erase: true })),
            quiet_button(t!(words, EraseNo), press(on, ExchangeMsg::EraseAnswered { erase: false }))
        )
    } else {
        markup!(
            "<button type='button' class='quiet' id='erase-button' onclick={}>{}</button>",
            press(on, ExchangeMsg::ErasePressed),
            t!(words, EraseAll)
        )
    };
    let kept = discussion.unconfirmed_export.as_ref().map(|text| {
        markup!(
            "<div class='question'>\
               <label class='field-label' for='export-text'>{}</label>\
               <textarea id='export-text' class='field' readonly='' rows='8' dir='auto' value={}/>{}\
             </div>",
            t!(words, NoFiles),
            AttrValue::from(Rc::clone(text)),
            quiet_button(t!(words, PutAway), press(on, ExchangeMsg::UnconfirmedExportClosed))
        )
    });
    markup!(
        "<div class='keeping script-only'>\
           <button type='button' class='quiet' id='export-button' onclick={}>{}</button>{}{}{}{}{}{}\
         </div>",
        export(Format::Json),
        t!(words, Export),
        quiet_button(t!(words, ExportMarkdown), export(Format::Markdown)),
        quiet_button(t!(words, ExportCsv), export(Format::Csv)),
        import,
        writable.then_some(erase),
        kept,
        preview(model, on),
    )
}

/// What an import would bring, before it is taken in.
fn preview(model: &Model, on: &Callback<Msg>) -> Option<Html> {
    let (import, words) = (model.discussion.pending_import.as_ref()?, model.words);
    let told = import_export::summary(import);
    // Of a file that is no export, the one sentence says everything.
    let refused = import.refused.iter().take(TOLD).filter(|(_, why)| *why != told);
    let refused = refused.map(|(at, why)| markup!("<li>{}</li>", t!(words, EntryRefused, at + 1, words.format(why))));
    let take = (!import.added.is_empty()).then(|| {
        let act = press(on, ExchangeMsg::ImportAnswered { take: true });
        markup!("<button type='button' class='primary' onclick={}>{}</button>", act, t!(words, AddNew))
    });
    Some(markup!(
        "<div class='question' id='import' tabindex='-1' role='group' aria-label={}><p>{}</p><ul>{}</ul>{}{}</div>",
        t!(words, Import),
        words.format(&told),
        refused.collect::<Vec<_>>(),
        take,
        quiet_button(t!(words, PutAway), press(on, ExchangeMsg::ImportAnswered { take: false })),
    ))
}
