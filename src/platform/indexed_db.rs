//! Transactions of IndexedDB, and conversion of its values to and from JSON. `src/embed/database.js` opens, creates and repairs the database
//! itself (docs/decisions/0013).

use essay_core::json::Json;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, IdbKeyRange, IdbRequest, IdbTransaction};

/// The time that storage has for an answer, in milliseconds. Then the caller is told, and storage is asked again.
const LIMIT_MILLIS: u32 = 5_000;

/// The longest time between two attempts, in milliseconds. The first is doubled up to this.
const LONGEST_MILLIS: u32 = 60_000;

/// The name of the browser's exception if the database has a version that this code does not know.
pub const OUTDATED: &str = "VersionError";

/// The name of the browser's exception if the storage is full.
pub const FULL: &str = "QuotaExceededError";

#[wasm_bindgen(module = "/src/embed/database.js")]
extern "C" {
    // `catch` makes wasm-bindgen call it from the glue. It has the wasm itself import a function that neither takes nor returns anything,
    // from a file that a bundle does not have.
    #[wasm_bindgen(js_name = openAhead, catch)]
    fn open_outside() -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = begin)]
    fn begin_outside(names: &Array, mode: &str) -> Promise;
}

/// Begins to open the database before it is needed. The browser does that while the page comes to life.
pub fn open_ahead() {
    // The first transaction tells why the database cannot be opened.
    let _ = open_outside();
}

/// Begins a read-only transaction. Also returns true if the database has another version and must not be written.
pub async fn reading(stores: &[&str]) -> Result<(IdbTransaction, bool), JsValue> {
    begin(stores, "readonly").await
}

/// Runs work in a durable transaction, and waits until the transaction has completed. If any of it fails, all of it is undone.
pub async fn writing<T>(
    stores: &[&str],
    work: impl AsyncFnOnce(&IdbTransaction) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let (transaction, _) = begin(stores, "readwrite").await?;
    match work(&transaction).await {
        Ok(answer) => completed(&transaction).await.map(|()| answer),
        Err(exception) => {
            // This fails only if the browser has aborted the transaction already.
            let _ = transaction.abort();
            Err(exception)
        }
    }
}

async fn begin(stores: &[&str], mode: &str) -> Result<(IdbTransaction, bool), JsValue> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let begun = Array::from(&JsFuture::from(begin_outside(&names, mode)).await?);
    let transaction = begun.get(0);
    if transaction.is_undefined() {
        return Err(OUTDATED.into());
    }
    Ok((transaction.unchecked_into(), begun.get(1).is_truthy()))
}

/// Waits until a transaction has completed.
pub async fn completed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    settled(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    })
    .await
    .map_err(|_| transaction.error().map_or(JsValue::NULL, JsValue::from))
}

/// Waits until a request of a transaction is answered.
pub async fn answered(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = settled(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    });
    match done.await {
        Ok(()) => request.result(),
        Err(_) => Err(request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from)),
    }
}

/// Waits for one of two handlers, which `listen` passes to the browser.
async fn settled(mut listen: impl FnMut(&Function, &Function)) -> Result<(), JsValue> {
    JsFuture::from(Promise::new(&mut |resolve, reject| listen(&resolve, &reject))).await.map(drop)
}

/// One of several attempts at the same work.
#[derive(Clone, Default)]
pub struct Attempt(Rc<Attempts>);

#[derive(Default)]
struct Attempts {
    over: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Attempt {
    /// Returns true if another attempt was answered already. Then this one may write old data, and should stop.
    pub fn is_over(&self) -> bool {
        self.0.over.get()
    }

    /// Ends all attempts. Returns false if they were over.
    fn end(&self) -> bool {
        self.0.timer.take();
        !self.0.over.replace(true)
    }
}

type Work = Rc<dyn Fn(Attempt) -> Pin<Box<dyn Future<Output = ()>>>>;

/// Runs work that storage may never answer. After a while it calls `silent`, once, and begins another attempt beside the unanswered one.
/// `done` gets the first answer. A transient error is tried again at once, one time.
pub fn insist<T: 'static, F: Future<Output = Result<T, JsValue>> + 'static>(
    work: impl Fn(Attempt) -> F + 'static,
    silent: impl Fn() + 'static,
    done: impl FnOnce(Result<T, JsValue>) + 'static,
) {
    let (work, done) = (Rc::new(work), Rc::new(Cell::new(Some(done))));
    let work: Work = Rc::new(move |attempt| {
        let (work, done) = (Rc::clone(&work), Rc::clone(&done));
        Box::pin(async move {
            let mut answer = work(attempt.clone()).await;
            if answer.as_ref().is_err_and(is_transient) && !attempt.is_over() {
                answer = work(attempt.clone()).await;
            }
            if attempt.end()
                && let Some(done) = done.take()
            {
                done(answer);
            }
        })
    });
    attempt(&work, Rc::new(silent), Attempt::default(), LIMIT_MILLIS);
}

fn attempt(work: &Work, silent: Rc<dyn Fn()>, this: Attempt, wait: u32) {
    spawn_local(work(this.clone()));
    let (work, next) = (Rc::clone(work), this.clone());
    let timer = Timeout::new(wait, move || {
        if wait == LIMIT_MILLIS {
            silent();
        }
        attempt(&work, silent, next, (wait * 2).min(LONGEST_MILLIS));
    });
    this.0.timer.replace(Some(timer));
}

/// Returns true if another attempt may succeed after this exception.
pub fn is_transient(exception: &JsValue) -> bool {
    !["no IndexedDB", "SecurityError", OUTDATED, FULL].contains(&name(exception).as_str())
}

/// Returns the range of all keys that begin with the discussion's id. Arrays sort behind every string.
pub fn all_of(discussion: &str) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&Array::of1(&discussion.into()), &Array::of2(&discussion.into(), &Array::new()))
}

/// Makes a key of two parts.
pub fn pair(discussion: &str, second: &str) -> JsValue {
    Array::of2(&discussion.into(), &second.into()).into()
}

/// Converts JSON to a plain object, which any script can read.
pub fn plain(value: &Json) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}

/// Converts a value to JSON.
pub fn parsed(value: &JsValue) -> Json {
    Json::parse(&written(value)).unwrap_or_default()
}

/// Writes a record as a text of JSON. If JSON cannot express it, for example a cycle of objects, the text has its id only.
pub fn written(record: &JsValue) -> String {
    JSON::stringify(record).ok().and_then(|text| text.as_string()).unwrap_or_else(|| {
        let id = Reflect::get(record, &"id".into()).ok().and_then(|id| id.as_string());
        Json::object([("id", id.into())]).to_string()
    })
}

/// Returns the name of an exception.
pub fn name(exception: &JsValue) -> String {
    if let Some(dom_exception) = exception.dyn_ref::<DomException>() {
        return dom_exception.name();
    }
    let named = Reflect::get(exception.dyn_ref::<Object>().unwrap_or(&Object::new()), &"name".into());
    named
        .ok()
        .and_then(|name| name.as_string())
        .or_else(|| exception.as_string())
        .unwrap_or_else(|| "unknown cause".to_owned())
}
