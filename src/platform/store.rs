//! What is stored of discussions. One record for each event, one for each draft, one for who writes here.

use super::drafts::{BY, Desk, Draft, TakenOver};
use super::indexed_db::{
    Attempt, FULL, OUTDATED, all_of, answered, completed, insist, may_pass, name, pair, parsed, plain, reading,
    writing, written,
};
use essay_core::app::{ComposerId, Stored};
use essay_core::discussion::{Author, Event};
use essay_core::i18n::LocalizedMessage;
use essay_core::json::Json;
use essay_core::msg;
use js_sys::{Array, Date};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbObjectStore, IdbTransaction};

const EVENTS: &str = "events";
const DRAFTS: &str = "drafts";
const PEOPLE: &str = "people";

/// Before a discussion's id, in the key of the record that tells when it was visited last.
const SEEN: &str = "seen:";

/// Why something could not be stored or read.
#[derive(Debug)]
pub struct Refusal {
    /// A sentence.
    pub reason: LocalizedMessage,
    /// Whether the database is that of a newer version of this code.
    pub outdated: bool,
    /// Whether it may be otherwise in a while.
    pub may_pass: bool,
}

impl Refusal {
    fn of(fault: &JsValue, other: impl FnOnce(String) -> LocalizedMessage) -> Self {
        let name = name(fault);
        let reason = match name.as_str() {
            FULL => msg!(StorageFull),
            OUTDATED => msg!(Outdated),
            _ => other(name.clone()),
        };
        Self { reason, outdated: name == OUTDATED, may_pass: may_pass(fault) }
    }

    fn of_write(fault: JsValue) -> Self {
        Self::of(&fault, |name| msg!(NotSaved, name))
    }
}

/// Reads everything that is stored for a discussion, and what of its drafts this page takes over. Tells if the browser is `silent`.
pub fn load(
    discussion: &str,
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(Stored, TakenOver), Refusal>) + 'static,
) {
    let discussion: Rc<str> = discussion.into();
    let read = move |_| {
        let discussion = Rc::clone(&discussion);
        async move { read(&discussion).await }
    };
    insist(read, silent, |read| {
        done(read.map_err(|fault| Refusal::of(&fault, |name| msg!(NothingStored, name))));
    });
}

/// What is to be saved together.
pub struct Save {
    /// The discussion's id.
    pub discussion: String,
    /// The events, at least one.
    pub events: Vec<Event>,
    /// The composer in which the draft stood that they were.
    pub composer: Option<ComposerId>,
    /// Who wrote them.
    pub me: Author,
    /// Under which names this page writes.
    pub desk: Desk,
}

/// Writes events, who wrote them, and forgets the draft that they were, in one durable transaction. Answers with the id of whoever
/// writes in this browser: if another page was the first to give one, what `me` wrote is stored under that. Where it is refused,
/// nothing has changed.
pub fn save(save: Save, silent: impl Fn() + 'static, done: impl FnOnce(Result<String, Refusal>) + 'static) {
    ERASED.with_borrow_mut(|erased| erased.retain(|id| save.events.iter().all(|event| event.id != *id)));
    let save = Rc::new(save);
    let write = move |attempt| {
        let save = Rc::clone(&save);
        async move { writing(&[EVENTS, DRAFTS, PEOPLE], async |to| save.write(to, &attempt).await).await }
    };
    insist(write, silent, |written| done(written.map_err(Refusal::of_write)));
}

/// Writes drafts; empty ones are forgotten. One that is not the newest of its composer any more when the browser gets round to it
/// is left out.
pub fn keep_drafts(
    drafts: Vec<Draft>,
    desk: Desk,
    is_newest: impl Fn(&Draft) -> bool + 'static,
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(), Refusal>) + 'static,
) {
    let shared = Rc::new((drafts, desk, is_newest));
    let write = move |_| {
        let shared = Rc::clone(&shared);
        async move {
            let (drafts, desk, is_newest) = &*shared;
            writing(&[DRAFTS], async |to| {
                let store = to.object_store(DRAFTS)?;
                let newest: Vec<&Draft> = drafts.iter().filter(|draft| is_newest(draft)).collect();
                for draft in newest {
                    write_draft(&store, draft, desk).await?;
                }
                Ok(())
            })
            .await
        }
    };
    insist(write, silent, |written| done(written.map_err(Refusal::of_write)));
}

/// Notes that a discussion has been seen as it is now.
///
/// # Errors
/// The browser's exception when that could not be written.
pub async fn visited(discussion: &str) -> Result<(), JsValue> {
    let fields = [("key", format!("{SEEN}{discussion}").into()), ("time", now())];
    writing(&[PEOPLE], async |to| to.object_store(PEOPLE)?.put(&plain(&Json::object(fields))?).map(drop)).await
}

thread_local! {
    /// What was erased while it may still have been on its way.
    static ERASED: RefCell<Vec<String>> = const { RefCell::new(vec![]) };
}

/// Erases events for good. Where that is refused, nothing has changed.
pub fn erase(
    discussion: &str,
    ids: &[String],
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(), Refusal>) + 'static,
) {
    ERASED.with_borrow_mut(|erased| erased.extend_from_slice(ids));
    let keys: Rc<[JsValue]> = ids.iter().map(|id| pair(discussion, id)).collect();
    let erase = move |_| {
        let keys = Rc::clone(&keys);
        async move {
            writing(&[EVENTS], async |to| {
                let store = to.object_store(EVENTS)?;
                keys.iter().try_for_each(|key| store.delete(key).map(drop))
            })
            .await
        }
    };
    insist(erase, silent, |erased| done(erased.map_err(Refusal::of_write)));
}

/// Forgets the drafts of a discussion, and the name of who wrote here; all of who that was, unless other discussions hold
/// what only the same id can change. Where that is refused, nothing has changed.
pub fn forget_me(discussion: &str, silent: impl Fn() + 'static, done: impl FnOnce(Result<(), Refusal>) + 'static) {
    let discussion: Rc<str> = discussion.into();
    let forget = move |_| {
        let discussion = Rc::clone(&discussion);
        async move { writing(&[EVENTS, DRAFTS, PEOPLE], async |to| forget(to, &discussion).await).await }
    };
    insist(forget, silent, |forgotten| done(forgotten.map_err(Refusal::of_write)));
}

async fn forget(transaction: &IdbTransaction, discussion: &str) -> Result<(), JsValue> {
    transaction.object_store(DRAFTS)?.delete(&all_of(discussion)?.into())?;
    let people = transaction.object_store(PEOPLE)?;
    let me = people.get(&"me".into())?;
    let events = answered(&transaction.object_store(EVENTS)?.get_all()?).await?;
    let me = parsed(&me.result()?);
    let id = me.get("id").unwrap_or(&Json::Null);
    let elsewhere = |record: JsValue| {
        let record = parsed(&record);
        record.get("discussion").and_then(Json::as_str) != Some(discussion)
            && record.get("event").and_then(|event| event.get("author")?.get("id")) == Some(id)
    };
    if Array::from(&events).iter().any(elsewhere) {
        let fields = [("key", "me".into()), ("id", id.clone()), ("name", "".into())];
        people.put(&plain(&Json::object(fields))?)?;
    } else {
        people.delete(&"me".into())?;
    }
    Ok(())
}

/// Asks the browser not to erase what is stored. False if it may all the same.
pub async fn persist() -> bool {
    let asked = web_sys::window().and_then(|window| window.navigator().storage().persist().ok());
    match asked {
        Some(asked) => JsFuture::from(asked).await.is_ok_and(|kept| kept.is_truthy()),
        None => false,
    }
}

fn now() -> Json {
    (Date::now() as i64).into()
}

async fn read(discussion: &str) -> Result<(Stored, TakenOver), JsValue> {
    let (transaction, is_outdated) = reading(&[EVENTS, DRAFTS, PEOPLE]).await?;
    let range = all_of(discussion)?;
    let events = transaction.object_store(EVENTS)?.get_all_with_key(&range)?;
    let drafts = transaction.object_store(DRAFTS)?.get_all_with_key(&range)?;
    let me = transaction.object_store(PEOPLE)?.get(&"me".into())?;
    let seen = transaction.object_store(PEOPLE)?.get(&format!("{SEEN}{discussion}").into())?;
    completed(&transaction).await?;
    let text = |record: &Json, name: &str| record.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let time = |record: &Json, name: &str| record.get(name).and_then(Json::as_integer);
    let me = parsed(&me.result()?);
    let seen = time(&parsed(&seen.result()?), "time");
    let mut stored = Stored {
        me: Author { id: text(&me, "id"), name: text(&me, "name") },
        read_only: is_outdated.then(|| msg!(Outdated)),
        ..Stored::default()
    };
    let records = Array::from(&events.result()?);
    let read = match parsed(&records) {
        Json::List(list) => list,
        // What cannot be read of one is no harm to the others.
        _ => records.iter().map(|record| parsed(&record)).collect(),
    };
    for (at, mut record) in read.into_iter().enumerate() {
        match record.take("event").and_then(|event| Event::from_json(event).ok()) {
            Some(event) => {
                let arrived = time(&record, "arrived");
                if seen.zip(arrived).is_some_and(|(seen, arrived)| arrived > seen) {
                    stored.new.push(event.id.clone());
                }
                stored.events.push(event);
            }
            None => stored.damaged.push(written(&records.get(at as u32))),
        }
    }
    // Of several drafts for one composer the newest is shown, and of several composers the newest comes last.
    let mut taken_over: TakenOver = vec![];
    let mut drafts: Vec<Json> = Array::from(&drafts.result()?).iter().map(|draft| parsed(&draft)).collect();
    drafts.sort_by_key(|draft| time(draft, "time"));
    for draft in &drafts {
        let (key, words) = (text(draft, "place"), text(draft, "text"));
        let composer = ComposerId::parse(key.split_once(BY).map_or(key.as_str(), |(composer, _)| composer));
        taken_over.retain(|(known, ..)| *known != composer);
        taken_over.push((composer, key, words));
    }
    stored.drafts = taken_over.iter().map(|(composer, _, words)| (composer.clone(), words.clone())).collect();
    Ok((stored, taken_over))
}

impl Save {
    async fn write(&self, transaction: &IdbTransaction, attempt: &Attempt) -> Result<String, JsValue> {
        let Self { discussion, events, composer, me, desk } = self;
        let people = transaction.object_store(PEOPLE)?;
        let known = parsed(&answered(&people.get(&"me".into())?).await?);
        let known = known.get("id").and_then(Json::as_str).map(str::to_owned);
        // Who only imports needs no id, and is given none.
        let known = known.filter(|known| ![known, &me.id].contains(&&String::new())).unwrap_or_else(|| me.id.clone());
        let is_erased = |event: &&Event| ERASED.with_borrow(|erased| erased.contains(&event.id));
        if attempt.is_over() || events.iter().all(|event| is_erased(&event)) {
            return Ok(known);
        }
        let store = transaction.object_store(EVENTS)?;
        for event in events.iter().filter(|event| !is_erased(event)) {
            let mut event = event.clone();
            if event.author.id == me.id && *me.id != known {
                event.author.id.clone_from(&known);
            }
            let fields = [
                ("discussion", discussion.into()),
                ("id", (&event.id).into()),
                ("event", event.to_json()),
                ("arrived", now()),
            ];
            store.put(&plain(&Json::object(fields))?)?;
        }
        if let Some(composer) = composer {
            let drafts = transaction.object_store(DRAFTS)?;
            drafts.delete(&pair(discussion, &desk.key(composer)))?;
            forget_taken_over(&drafts, discussion, composer, desk).await?;
        }
        if !known.is_empty() {
            let fields = [("key", "me".into()), ("id", (&known).into()), ("name", (&me.name).into())];
            people.put(&plain(&Json::object(fields))?)?;
        }
        Ok(known)
    }
}

async fn write_draft(store: &IdbObjectStore, draft: &Draft, desk: &Desk) -> Result<(), JsValue> {
    let Draft { discussion, composer, text } = draft;
    forget_taken_over(store, discussion, composer, desk).await?;
    let key = desk.key(composer);
    if text.is_empty() {
        return store.delete(&pair(discussion, &key)).map(drop);
    }
    let fields = [("discussion", discussion.into()), ("place", key.into()), ("text", text.into()), ("time", now())];
    store.put(&plain(&Json::object(fields))?).map(drop)
}

/// What this page took over moves to its own name, unless whoever wrote it has gone on writing.
async fn forget_taken_over(
    drafts: &IdbObjectStore,
    discussion: &str,
    composer: &ComposerId,
    desk: &Desk,
) -> Result<(), JsValue> {
    for (_, key, words) in desk.taken_over.iter().filter(|(known, ..)| known == composer) {
        let key = pair(discussion, key);
        let draft = answered(&drafts.get(&key)?).await?;
        if parsed(&draft).get("text").and_then(Json::as_str) == Some(words) {
            drafts.delete(&key)?;
        }
    }
    Ok(())
}
