//! IndexedDB. One record for each event, one for each draft, one for who writes here.

use super::drafts::{BY, Desk, Draft, TakenOver};
use essay_core::app::Stored;
use essay_core::discussion::{Author, Event};
use essay_core::json::Json;
use essay_core::said;
use essay_core::words::Said;
use js_sys::{Array, Date, Function, JSON, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

const DATABASE: &str = "circle-essay";
const VERSION: u32 = 1;
const EVENTS: &str = "events";
const DRAFTS: &str = "drafts";
const PEOPLE: &str = "people";

/// Before a discussion's id, in the key of the record that tells when it was visited last.
const SEEN: &str = "seen:";

/// Why something could not be stored.
pub struct Refusal {
    /// A sentence.
    pub reason: Said,
    /// Whether the database is that of a newer version of this code.
    pub outdated: bool,
}

/// Reads everything that is stored for a discussion, and what of its drafts this page takes over.
///
/// # Errors
/// A sentence when the browser stores nothing for this page.
pub async fn load(discussion: &str) -> Result<(Stored, TakenOver), Said> {
    read(discussion).await.map_err(|fault| match name(&fault).as_str() {
        BLOCKED => said!(OlderTab),
        other => said!(NothingStored, other),
    })
}

/// Writes events, who wrote them, and forgets the draft at `place`, in one durable transaction. Answers with the id of whoever
/// writes in this browser: if another page was the first to give one, what `me` wrote is stored under that.
///
/// # Errors
/// A refusal when the transaction did not complete; nothing has changed then.
pub async fn save(
    discussion: &str,
    events: &[Event],
    place: Option<&str>,
    me: &Author,
    desk: &Desk,
) -> Result<String, Refusal> {
    write_events(discussion, events, place, me, desk).await.map_err(|fault| refusal(&fault))
}

/// Writes drafts; empty ones are forgotten.
///
/// # Errors
/// A refusal when the transaction did not complete.
pub async fn keep_drafts(drafts: &[Draft], desk: &Desk) -> Result<(), Refusal> {
    write_drafts(drafts, desk).await.map_err(|fault| refusal(&fault))
}

/// Notes that a discussion has been seen as it is now.
///
/// # Errors
/// The browser's exception when that could not be written.
pub async fn visited(discussion: &str) -> Result<(), JsValue> {
    let transaction = open_for_writing(&[PEOPLE]).await?;
    let fields = [("key", format!("{SEEN}{discussion}").into()), ("time", (Date::now() as i64).into())];
    transaction.object_store(PEOPLE)?.put(&plain(&Json::object(fields))?)?;
    completed(&transaction).await
}

/// Erases events for good.
///
/// # Errors
/// A refusal when the transaction did not complete; nothing has changed then.
pub async fn erase(discussion: &str, ids: &[String]) -> Result<(), Refusal> {
    let erased = async {
        let transaction = open_for_writing(&[EVENTS]).await?;
        let store = transaction.object_store(EVENTS)?;
        for id in ids {
            store.delete(&pair(discussion, id))?;
        }
        completed(&transaction).await
    };
    erased.await.map_err(|fault| refusal(&fault))
}

/// Forgets the drafts of a discussion, and the name of who wrote here; all of who that was, unless other discussions hold
/// what only the same id can change.
///
/// # Errors
/// A refusal when the transaction did not complete; nothing has changed then.
pub async fn forget_me(discussion: &str) -> Result<(), Refusal> {
    let forgotten = async {
        let transaction = open_for_writing(&[EVENTS, DRAFTS, PEOPLE]).await?;
        transaction.object_store(DRAFTS)?.delete(&all_of(discussion)?.into())?;
        let people = transaction.object_store(PEOPLE)?;
        let me = people.get(&"me".into())?;
        let events = transaction.object_store(EVENTS)?.get_all()?;
        answered(&events).await?;
        let me = parsed(&me.result()?);
        let id = me.get("id").unwrap_or(&Json::Null);
        let elsewhere = |record: JsValue| {
            let record = parsed(&record);
            record.get("discussion").and_then(Json::as_str) != Some(discussion)
                && record.get("event").and_then(|event| event.get("author")?.get("id")) == Some(id)
        };
        if Array::from(&events.result()?).iter().any(elsewhere) {
            let fields = [("key", "me".into()), ("id", id.clone()), ("name", "".into())];
            people.put(&plain(&Json::object(fields))?)?;
        } else {
            people.delete(&"me".into())?;
        }
        completed(&transaction).await
    };
    forgotten.await.map_err(|fault| refusal(&fault))
}

/// Asks the browser not to erase what is stored. False if it may all the same.
pub async fn persist() -> bool {
    let asked = web_sys::window().and_then(|window| window.navigator().storage().persist().ok());
    match asked {
        Some(asked) => JsFuture::from(asked).await.is_ok_and(|kept| kept.is_truthy()),
        None => false,
    }
}

fn refusal(fault: &JsValue) -> Refusal {
    let name = name(fault);
    let reason = match name.as_str() {
        "QuotaExceededError" => said!(StorageFull),
        "VersionError" => said!(Outdated),
        other => said!(NotSaved, other),
    };
    Refusal { reason, outdated: name == "VersionError" }
}

/// Every key that begins with the discussion's id: arrays sort behind every text.
fn all_of(discussion: &str) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&Array::of1(&discussion.into()), &Array::of2(&discussion.into(), &Array::new()))
}

async fn read(discussion: &str) -> Result<(Stored, TakenOver), JsValue> {
    let mut read_only = None;
    let database = match open(Some(VERSION)).await {
        Err(fault) if name(&fault) == "VersionError" => {
            read_only = Some(said!(Outdated));
            open(None).await?
        }
        opened => opened?,
    };
    let transaction = database.transaction_with_str_sequence(&names(&[EVENTS, DRAFTS, PEOPLE]))?;
    let range = all_of(discussion)?;
    let events = transaction.object_store(EVENTS)?.get_all_with_key(&range)?;
    let drafts = transaction.object_store(DRAFTS)?.get_all_with_key(&range)?;
    let me = transaction.object_store(PEOPLE)?.get(&"me".into())?;
    let seen = transaction.object_store(PEOPLE)?.get(&format!("{SEEN}{discussion}").into())?;
    completed(&transaction).await?;
    database.close();
    let text = |record: &Json, name: &str| record.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let time = |record: &Json, name: &str| record.get(name).and_then(Json::as_integer);
    let me = parsed(&me.result()?);
    let seen = time(&parsed(&seen.result()?), "time");
    let mut stored =
        Stored { me: Author { id: text(&me, "id"), name: text(&me, "name") }, read_only, ..Stored::default() };
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
    // Of several drafts for one place the newest is shown, and of several places the newest comes last.
    let mut taken_over: TakenOver = vec![];
    let mut drafts: Vec<Json> = Array::from(&drafts.result()?).iter().map(|draft| parsed(&draft)).collect();
    drafts.sort_by_key(|draft| time(draft, "time"));
    for draft in &drafts {
        let (key, words) = (text(draft, "place"), text(draft, "text"));
        let place = key.split_once(BY).map_or(key.as_str(), |(place, _)| place).to_owned();
        taken_over.retain(|(known, ..)| *known != place);
        taken_over.push((place, key, words));
    }
    stored.drafts = taken_over.iter().map(|(place, _, words)| (place.clone(), words.clone())).collect();
    Ok((stored, taken_over))
}

async fn write_events(
    discussion: &str,
    events: &[Event],
    place: Option<&str>,
    me: &Author,
    desk: &Desk,
) -> Result<String, JsValue> {
    let transaction = open_for_writing(&[EVENTS, DRAFTS, PEOPLE]).await?;
    let people = transaction.object_store(PEOPLE)?;
    let request = people.get(&"me".into())?;
    answered(&request).await?;
    let known = parsed(&request.result()?).get("id").and_then(Json::as_str).map(str::to_owned);
    // Who only imports needs no id, and is given none.
    let known = known.filter(|known| ![known, &me.id].contains(&&String::new())).unwrap_or_else(|| me.id.clone());
    let store = transaction.object_store(EVENTS)?;
    for event in events {
        let mut event = event.clone();
        if event.author.id == me.id && *me.id != known {
            event.author.id.clone_from(&known);
        }
        let fields = [
            ("discussion", discussion.into()),
            ("id", (&event.id).into()),
            ("event", event.to_json()),
            ("arrived", (Date::now() as i64).into()),
        ];
        store.put(&plain(&Json::object(fields))?)?;
    }
    if let Some(place) = place {
        let drafts = transaction.object_store(DRAFTS)?;
        drafts.delete(&pair(discussion, &desk.key(place)))?;
        forget_taken_over(&drafts, discussion, place, desk).await?;
    }
    if !known.is_empty() {
        let fields = [("key", "me".into()), ("id", (&known).into()), ("name", (&me.name).into())];
        people.put(&plain(&Json::object(fields))?)?;
    }
    completed(&transaction).await?;
    Ok(known)
}

async fn write_drafts(drafts: &[Draft], desk: &Desk) -> Result<(), JsValue> {
    let transaction = open_for_writing(&[DRAFTS]).await?;
    let store = transaction.object_store(DRAFTS)?;
    for Draft { discussion, place, text } in drafts {
        forget_taken_over(&store, discussion, place, desk).await?;
        let key = desk.key(place);
        if text.is_empty() {
            store.delete(&pair(discussion, &key))?;
        } else {
            let now = Date::now() as i64;
            let fields =
                [("discussion", discussion.into()), ("place", key.into()), ("text", text.into()), ("time", now.into())];
            store.put(&plain(&Json::object(fields))?)?;
        }
    }
    completed(&transaction).await
}

/// What this page took over moves to its own name, unless whoever wrote it has gone on writing.
async fn forget_taken_over(drafts: &IdbObjectStore, discussion: &str, place: &str, desk: &Desk) -> Result<(), JsValue> {
    for (_, key, words) in desk.taken_over.iter().filter(|(known, ..)| known == place) {
        let key = pair(discussion, key);
        let request = drafts.get(&key)?;
        answered(&request).await?;
        if parsed(&request.result()?).get("text").and_then(Json::as_str) == Some(words) {
            drafts.delete(&key)?;
        }
    }
    Ok(())
}

/// What the browser calls nothing itself: a tab with an older version keeps the database from being changed.
const BLOCKED: &str = "BlockedError";

/// A database that is being opened.
struct Opening {
    request: IdbOpenDbRequest,
    /// The closure lives as long as the request: one handed over for good is freed only if called, and most openings upgrade nothing.
    _upgrade: Closure<dyn FnMut()>,
    settled: Promise,
}

thread_local! {
    /// One that was begun before anybody needs it.
    static AHEAD: RefCell<Option<Opening>> = const { RefCell::new(None) };
}

/// Begins to open the database for whoever needs it next. The browser does it while the page comes to life.
pub fn open_ahead() {
    AHEAD.with_borrow_mut(|ahead| {
        if ahead.is_none() {
            // A refusal is told to those who need it.
            *ahead = begin(Some(VERSION)).ok();
        }
    });
}

/// Opens the database, in this version of its form or, to read it only, in whichever it has.
async fn open(version: Option<u32>) -> Result<IdbDatabase, JsValue> {
    let ahead = version.and_then(|_| AHEAD.take());
    let opening = ahead.map_or_else(|| begin(version), Ok)?;
    let request = &opening.request;
    JsFuture::from(opening.settled.clone()).await?;
    request.set_onupgradeneeded(None);
    // A request that is blocked is not over, and has no error yet.
    match request.error().map_err(|_| BLOCKED)? {
        Some(fault) => Err(fault.into()),
        None => Ok(request.result()?.unchecked_into()),
    }
}

fn begin(version: Option<u32>) -> Result<Opening, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let factory = window.indexed_db()?.ok_or("no IndexedDB")?;
    let request = match version {
        Some(version) => factory.open_with_u32(DATABASE, version)?,
        None => factory.open(DATABASE)?,
    };
    let made = request.clone();
    let upgrade = Closure::<dyn FnMut()>::new(move || {
        // A fault here aborts the upgrade, and with it the request, which is told below.
        let _ = make_stores(&made);
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    // However it ends, for nobody may be waiting yet.
    let settled = promise(|resolve, _| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(resolve));
        request.set_onblocked(Some(resolve));
    });
    Ok(Opening { request, _upgrade: upgrade, settled })
}

fn make_stores(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let stores = [
        (EVENTS, JsValue::from(Array::of2(&"discussion".into(), &"id".into()))),
        (DRAFTS, Array::of2(&"discussion".into(), &"place".into()).into()),
        (PEOPLE, "key".into()),
    ];
    for (name, key_path) in stores {
        let parameters = IdbObjectStoreParameters::new();
        parameters.set_key_path(&key_path);
        database.create_object_store_with_optional_parameters(name, &parameters)?;
    }
    Ok(())
}

async fn open_for_writing(stores: &[&str]) -> Result<IdbTransaction, JsValue> {
    let database = open(Some(VERSION)).await?;
    // web-sys counts durability among what is not stable yet, so the call is made by its name.
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let transaction = Reflect::get(&database, &"transaction".into())?
        .unchecked_into::<Function>()
        .call3(&database, &names(stores), &"readwrite".into(), &options)?
        .unchecked_into();
    // It closes when the transaction is done.
    database.close();
    Ok(transaction)
}

async fn completed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    settled(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    })
    .await
    .map_err(|_| transaction.error().map_or(JsValue::NULL, JsValue::from))
}

async fn answered(request: &IdbRequest) -> Result<(), JsValue> {
    settled(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await
    .map_err(|_| JsValue::NULL)
}

/// Waits for one of two handlers, which the browser is handed by `listen`.
async fn settled(listen: impl FnMut(&Function, &Function)) -> Result<(), JsValue> {
    JsFuture::from(promise(listen)).await.map(drop)
}

fn promise(mut listen: impl FnMut(&Function, &Function)) -> Promise {
    Promise::new(&mut |resolve, reject| listen(&resolve, &reject))
}

fn names(stores: &[&str]) -> Array {
    stores.iter().map(|name| JsValue::from_str(name)).collect()
}

fn pair(discussion: &str, second: &str) -> JsValue {
    Array::of2(&discussion.into(), &second.into()).into()
}

/// A plain object, readable by any script, not a text.
fn plain(value: &Json) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}

fn parsed(value: &JsValue) -> Json {
    Json::parse(&written(value)).unwrap_or_default()
}

/// A record as JSON. Of one that JSON cannot express, such as a ring of objects, only the id.
fn written(record: &JsValue) -> String {
    JSON::stringify(record).ok().and_then(|text| text.as_string()).unwrap_or_else(|| {
        let id = Reflect::get(record, &"id".into()).ok().and_then(|id| id.as_string());
        Json::object([("id", id.into())]).to_string()
    })
}

/// The name of an exception.
fn name(fault: &JsValue) -> String {
    if let Some(exception) = fault.dyn_ref::<DomException>() {
        return exception.name();
    }
    let named = Reflect::get(fault.dyn_ref::<Object>().unwrap_or(&Object::new()), &"name".into());
    named
        .ok()
        .and_then(|name| name.as_string())
        .or_else(|| fault.as_string())
        .unwrap_or_else(|| "unknown cause".to_owned())
}
