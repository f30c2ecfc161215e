//! Stores discussions in IndexedDB: one record for each event, one for each draft, and one for the author who writes in this browser.

use super::draft::{AdoptedDrafts, Draft, DraftWriter, composer_of};
use super::indexed_db::{
    Attempt, FULL, OUTDATED, all_of, answered, completed, insist, is_transient, name, pair, parsed, plain, reading,
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

/// The prefix of the key under which the time of the last visit to a discussion is stored.
const SEEN: &str = "seen:";

/// The time until storage is tried again after an error, in milliseconds.
pub const RETRY_MILLIS: u32 = 15_000;

/// The database refused to store or read something.
#[derive(Debug)]
pub struct StorageError {
    /// The reason, a sentence.
    pub reason: LocalizedMessage,
    /// True if the database belongs to a newer version of this code.
    pub outdated: bool,
    /// True if another attempt may succeed.
    pub is_transient: bool,
}

impl StorageError {
    fn of(exception: &JsValue, other: impl FnOnce(String) -> LocalizedMessage) -> Self {
        let name = name(exception);
        let reason = match name.as_str() {
            FULL => msg!(StorageFull),
            OUTDATED => msg!(Outdated),
            _ => other(name.clone()),
        };
        Self { reason, outdated: name == OUTDATED, is_transient: is_transient(exception) }
    }

    fn of_write(exception: JsValue) -> Self {
        Self::of(&exception, |name| msg!(NotSaved, name))
    }
}

/// Loads everything that is stored for a discussion, and the drafts that this page adopts. Calls `silent` if the browser does not answer.
pub fn load(
    discussion: &str,
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(Stored, AdoptedDrafts), StorageError>) + 'static,
) {
    let discussion: Rc<str> = discussion.into();
    let work = move |_| {
        let discussion = Rc::clone(&discussion);
        async move { read(&discussion).await }
    };
    insist(work, silent, |read| {
        done(read.map_err(|exception| StorageError::of(&exception, |name| msg!(NothingStored, name))));
    });
}

/// Events that are saved together.
pub struct Save {
    /// The discussion's id.
    pub discussion: String,
    /// The events, at least one.
    pub events: Vec<Event>,
    /// The composer whose draft has become these events.
    pub composer: Option<ComposerId>,
    /// The author.
    pub me: Author,
    /// The page that saves them.
    pub writer: DraftWriter,
}

/// Saves events and their author, and deletes the draft that has become the events, in one durable transaction. Returns the id of the
/// author who writes in this browser: if another page has given one first, the events are stored under that id. If the transaction fails,
/// nothing has changed.
pub fn save(save: Save, silent: impl Fn() + 'static, done: impl FnOnce(Result<String, StorageError>) + 'static) {
    ERASED.with_borrow_mut(|erased| erased.retain(|id| save.events.iter().all(|event| event.id != *id)));
    let save = Rc::new(save);
    let write = move |attempt| {
        let save = Rc::clone(&save);
        async move { writing(&[EVENTS, DRAFTS, PEOPLE], async |to| save.write(to, &attempt).await).await }
    };
    insist(write, silent, |written| done(written.map_err(StorageError::of_write)));
}

/// Saves drafts, and deletes those that are empty. A draft is left out if it is no longer the newest of its composer when the transaction
/// begins.
pub fn save_drafts(
    drafts: Vec<Draft>,
    writer: DraftWriter,
    is_newest: impl Fn(&Draft) -> bool + 'static,
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(), StorageError>) + 'static,
) {
    let shared = Rc::new((drafts, writer, is_newest));
    let write = move |_| {
        let shared = Rc::clone(&shared);
        async move {
            let (drafts, writer, is_newest) = &*shared;
            writing(&[DRAFTS], async |to| {
                let store = to.object_store(DRAFTS)?;
                let newest: Vec<&Draft> = drafts.iter().filter(|draft| is_newest(draft)).collect();
                for draft in newest {
                    write_draft(&store, draft, writer).await?;
                }
                Ok(())
            })
            .await
        }
    };
    insist(write, silent, |written| done(written.map_err(StorageError::of_write)));
}

/// Stores that the reader has seen a discussion as it is now.
///
/// # Errors
/// The browser's exception if that could not be stored.
pub async fn save_visit(discussion: &str) -> Result<(), JsValue> {
    let fields = [("key", format!("{SEEN}{discussion}").into()), ("time", now())];
    writing(&[PEOPLE], async |to| to.object_store(PEOPLE)?.put(&plain(&Json::object(fields))?).map(drop)).await
}

thread_local! {
    /// The ids of events that were erased while they may still have been waiting to be saved.
    static ERASED: RefCell<Vec<String>> = const { RefCell::new(vec![]) };
}

/// Erases events for good. If the transaction fails, nothing has changed.
pub fn erase(
    discussion: &str,
    ids: &[String],
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(), StorageError>) + 'static,
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
    insist(erase, silent, |erased| done(erased.map_err(StorageError::of_write)));
}

/// Erases the drafts of a discussion and the author's name. The author's id is erased too, unless other discussions hold events that only
/// this id may change. If the transaction fails, nothing has changed.
pub fn forget_author(
    discussion: &str,
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<(), StorageError>) + 'static,
) {
    let discussion: Rc<str> = discussion.into();
    let forget = move |_| {
        let discussion = Rc::clone(&discussion);
        async move { writing(&[EVENTS, DRAFTS, PEOPLE], async |to| forget(to, &discussion).await).await }
    };
    insist(forget, silent, |forgotten| done(forgotten.map_err(StorageError::of_write)));
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

/// Asks the browser to keep the stored data for good. Returns false if it may still erase them.
pub async fn persist() -> bool {
    let asked = web_sys::window().and_then(|window| window.navigator().storage().persist().ok());
    match asked {
        Some(asked) => JsFuture::from(asked).await.is_ok_and(|granted| granted.is_truthy()),
        None => false,
    }
}

fn now() -> Json {
    (Date::now() as i64).into()
}

async fn read(discussion: &str) -> Result<(Stored, AdoptedDrafts), JsValue> {
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
        // A record that cannot be read must not hide the others.
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
    // Of several drafts for one composer, the newest is shown. Composers are ordered by their drafts' times.
    let mut adopted: AdoptedDrafts = vec![];
    let mut drafts: Vec<Json> = Array::from(&drafts.result()?).iter().map(|draft| parsed(&draft)).collect();
    drafts.sort_by_key(|draft| time(draft, "time"));
    for draft in &drafts {
        let (key, words) = (text(draft, "place"), text(draft, "text"));
        let composer = composer_of(&key);
        adopted.retain(|(known, ..)| *known != composer);
        adopted.push((composer, key, words));
    }
    stored.drafts = adopted.iter().map(|(composer, _, words)| (composer.clone(), words.clone())).collect();
    Ok((stored, adopted))
}

impl Save {
    async fn write(&self, transaction: &IdbTransaction, attempt: &Attempt) -> Result<String, JsValue> {
        let Self { discussion, events, composer, me, writer } = self;
        let people = transaction.object_store(PEOPLE)?;
        let known = parsed(&answered(&people.get(&"me".into())?).await?);
        let known = known.get("id").and_then(Json::as_str).map(str::to_owned);
        // A reader who only imports needs no id and gets none.
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
            drafts.delete(&pair(discussion, &writer.key(composer)))?;
            delete_adopted(&drafts, discussion, composer, writer).await?;
        }
        if !known.is_empty() {
            let fields = [("key", "me".into()), ("id", (&known).into()), ("name", (&me.name).into())];
            people.put(&plain(&Json::object(fields))?)?;
        }
        Ok(known)
    }
}

async fn write_draft(store: &IdbObjectStore, draft: &Draft, writer: &DraftWriter) -> Result<(), JsValue> {
    let Draft { discussion, composer, text } = draft;
    delete_adopted(store, discussion, composer, writer).await?;
    let key = writer.key(composer);
    if text.is_empty() {
        return store.delete(&pair(discussion, &key)).map(drop);
    }
    let fields = [("discussion", discussion.into()), ("place", key.into()), ("text", text.into()), ("time", now())];
    store.put(&plain(&Json::object(fields))?).map(drop)
}

/// Deletes the drafts that this page has adopted for a composer, since it stores them under its own name. A draft that its own page has
/// changed since then stays.
async fn delete_adopted(
    drafts: &IdbObjectStore,
    discussion: &str,
    composer: &ComposerId,
    writer: &DraftWriter,
) -> Result<(), JsValue> {
    for (_, key, words) in writer.adopted.iter().filter(|(known, ..)| known == composer) {
        let key = pair(discussion, key);
        let draft = answered(&drafts.get(&key)?).await?;
        if parsed(&draft).get("text").and_then(Json::as_str) == Some(words) {
            drafts.delete(&key)?;
        }
    }
    Ok(())
}
