//! IndexedDB. One record for each event, one for each draft, one for who writes here.

use essay_core::discussion::{Author, Event};
use essay_core::json::Json;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbObjectStoreParameters, IdbOpenDbRequest, IdbTransaction};

const DATABASE: &str = "circle-essay";
const VERSION: u32 = 1;
const EVENTS: &str = "events";
const DRAFTS: &str = "drafts";
const PEOPLE: &str = "people";

/// What is stored for one discussion.
pub struct Loaded {
    /// Its events.
    pub events: Vec<Event>,
    /// Its drafts: place and text.
    pub drafts: Vec<(String, String)>,
    /// Who writes in this browser.
    pub me: Author,
}

/// A draft as it is stored.
pub struct Draft {
    /// The discussion's id.
    pub discussion: String,
    /// The entry that is answered; empty for the essay.
    pub place: String,
    /// The text; an empty one is forgotten.
    pub text: String,
}

/// Reads everything that is stored for a discussion.
///
/// # Errors
/// A sentence when the browser stores nothing for this page.
pub async fn load(discussion: &str) -> Result<Loaded, String> {
    read(discussion).await.map_err(|fault| {
        format!(
            "Nothing can be stored in this browser ({}). What you write here is gone when you leave the page.",
            name(&fault)
        )
    })
}

/// Writes events, who wrote them, and forgets the draft at `place`, in one durable transaction.
///
/// # Errors
/// A sentence when the transaction did not complete; nothing has changed then.
pub async fn save(discussion: &str, events: &[Event], place: Option<&str>, me: &Author) -> Result<(), String> {
    write_events(discussion, events, place, me).await.map_err(|fault| match name(&fault).as_str() {
        "QuotaExceededError" => {
            "Not saved: this site's storage in your browser is full. Your words are still here. Copy them, or free some space, and post again.".to_owned()
        }
        other => format!("Not saved ({other}). Your words are still here: try again, or copy them."),
    })
}

/// Writes drafts; empty ones are forgotten.
///
/// # Errors
/// The browser's exception when the transaction did not complete.
pub async fn keep_drafts(drafts: &[Draft]) -> Result<(), JsValue> {
    let transaction = open_for_writing(&[DRAFTS]).await?;
    let store = transaction.object_store(DRAFTS)?;
    for Draft { discussion, place, text } in drafts {
        if text.is_empty() {
            store.delete(&pair(discussion, place))?;
        } else {
            let fields = [("discussion", discussion.into()), ("place", place.into()), ("text", text.into())];
            store.put(&plain(&Json::object(fields))?)?;
        }
    }
    completed(&transaction).await
}

async fn read(discussion: &str) -> Result<Loaded, JsValue> {
    let database = open().await?;
    let names = names(&[EVENTS, DRAFTS, PEOPLE]);
    let transaction = database.transaction_with_str_sequence(&names)?;
    // Arrays sort behind every text, so this is every key that begins with the discussion's id.
    let range = IdbKeyRange::bound(&Array::of1(&discussion.into()), &Array::of2(&discussion.into(), &Array::new()))?;
    let events = transaction.object_store(EVENTS)?.get_all_with_key(&range)?;
    let drafts = transaction.object_store(DRAFTS)?.get_all_with_key(&range)?;
    let me = transaction.object_store(PEOPLE)?.get(&"me".into())?;
    completed(&transaction).await?;
    database.close();
    let list = |value: JsValue| match parsed(&value) {
        Json::List(list) => list,
        _ => vec![],
    };
    let text = |record: &Json, name: &str| record.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let me = parsed(&me.result()?);
    Ok(Loaded {
        events: list(events.result()?)
            .into_iter()
            .filter_map(|mut record| Event::from_json(record.take("event")?).ok())
            .collect(),
        drafts: list(drafts.result()?).iter().map(|record| (text(record, "place"), text(record, "text"))).collect(),
        me: Author { id: text(&me, "id"), name: text(&me, "name") },
    })
}

async fn write_events(discussion: &str, events: &[Event], place: Option<&str>, me: &Author) -> Result<(), JsValue> {
    let transaction = open_for_writing(&[EVENTS, DRAFTS, PEOPLE]).await?;
    let store = transaction.object_store(EVENTS)?;
    for event in events {
        let fields = [("discussion", discussion.into()), ("id", (&event.id).into()), ("event", event.to_json())];
        store.put(&plain(&Json::object(fields))?)?;
    }
    if let Some(place) = place {
        transaction.object_store(DRAFTS)?.delete(&pair(discussion, place))?;
    }
    let fields = [("key", "me".into()), ("id", (&me.id).into()), ("name", (&me.name).into())];
    transaction.object_store(PEOPLE)?.put(&plain(&Json::object(fields))?)?;
    completed(&transaction).await
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let factory = window.indexed_db()?.ok_or("no IndexedDB")?;
    let request = factory.open_with_u32(DATABASE, VERSION)?;
    let made = request.clone();
    let upgrade = Closure::once(move || {
        // A fault here aborts the upgrade, and with it the request, which is told below.
        let _ = make_stores(&made);
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    settled(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await
    .map_err(|_| request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from))?;
    // The closure lives until here. One that is handed over for good is freed only if it is called, and most openings
    // upgrade nothing.
    request.set_onupgradeneeded(None);
    drop(upgrade);
    let database: IdbDatabase = request.result()?.unchecked_into();
    Ok(database)
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
    let database = open().await?;
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

/// Waits for one of two handlers, which the browser is handed by `listen`.
async fn settled(mut listen: impl FnMut(&js_sys::Function, &js_sys::Function)) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| listen(&resolve, &reject));
    JsFuture::from(promise).await.map(drop)
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
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.and_then(|text| Json::parse(&text).ok()).unwrap_or_default()
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
