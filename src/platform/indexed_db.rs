//! What is asked of IndexedDB whatever is stored in it: transactions, and values on their way in and out. The database itself is
//! opened, made and mended by src/embed/database.js (docs/decisions/0013).

use essay_core::json::Json;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, IdbKeyRange, IdbRequest, IdbTransaction};

/// How long storage may be silent until that is told and it is asked anew, in milliseconds.
const LIMIT_MILLIS: u32 = 5_000;

/// The longest time between two attempts, in milliseconds. The first is doubled up to this.
const LONGEST_MILLIS: u32 = 60_000;

/// What the browser calls the fault of a database that has another form than this code knows.
pub const OUTDATED: &str = "VersionError";

/// What it calls storage that is full.
pub const FULL: &str = "QuotaExceededError";

#[wasm_bindgen]
extern "C" {
    // Not names of the page: src/embed/database.js has them.
    #[wasm_bindgen(js_name = __ceOpenAhead)]
    fn open_outside();

    #[wasm_bindgen(js_name = __ceBegin)]
    fn begin_outside(names: &Array, mode: &str) -> Promise;
}

/// Begins to open the database for whoever needs it next. The browser does it while the page comes to life.
pub fn open_ahead() {
    open_outside();
}

/// Begins a transaction that reads. Answers with it, and with whether the database is of another form and may not be written.
pub async fn reading(stores: &[&str]) -> Result<(IdbTransaction, bool), JsValue> {
    begin(stores, "readonly").await
}

/// Does something in a durable transaction, and waits until it has completed. If anything of it fails, nothing of it is done.
pub async fn writing<T>(
    stores: &[&str],
    work: impl AsyncFnOnce(&IdbTransaction) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let (transaction, _) = begin(stores, "readwrite").await?;
    match work(&transaction).await {
        Ok(answer) => completed(&transaction).await.map(|()| answer),
        Err(fault) => {
            // One that the browser has aborted already cannot be aborted.
            let _ = transaction.abort();
            Err(fault)
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

/// Waits for one of two handlers, which the browser is handed by `listen`.
async fn settled(mut listen: impl FnMut(&Function, &Function)) -> Result<(), JsValue> {
    JsFuture::from(Promise::new(&mut |resolve, reject| listen(&resolve, &reject))).await.map(drop)
}

/// One of several attempts at the same thing.
#[derive(Clone, Default)]
pub struct Attempt(Rc<Attempts>);

#[derive(Default)]
struct Attempts {
    over: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Attempt {
    /// Whether another one was answered already. What this one would write may be out of date then.
    pub fn is_over(&self) -> bool {
        self.0.over.get()
    }

    /// Ends all of them. False if they were over.
    fn end(&self) -> bool {
        self.0.timer.take();
        !self.0.over.replace(true)
    }
}

type Work = Rc<dyn Fn(Attempt) -> Pin<Box<dyn Future<Output = ()>>>>;

/// Does something that storage may never answer. After a while `silent` is told so, once, and the same is begun anew beside what
/// has not been answered; whichever is answered first is handed to `done`. A fault that may have been a passing one is tried
/// again at once, one time.
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
            if answer.as_ref().is_err_and(may_pass) && !attempt.is_over() {
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

/// Whether a fault may be over when the same is tried again.
pub fn may_pass(fault: &JsValue) -> bool {
    !["no IndexedDB", "SecurityError", OUTDATED, FULL].contains(&name(fault).as_str())
}

/// Every key that begins with the discussion's id: arrays sort behind every text.
pub fn all_of(discussion: &str) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&Array::of1(&discussion.into()), &Array::of2(&discussion.into(), &Array::new()))
}

/// A key of two parts.
pub fn pair(discussion: &str, second: &str) -> JsValue {
    Array::of2(&discussion.into(), &second.into()).into()
}

/// A plain object, readable by any script, not a text.
pub fn plain(value: &Json) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}

/// A value as JSON that is read.
pub fn parsed(value: &JsValue) -> Json {
    Json::parse(&written(value)).unwrap_or_default()
}

/// A record as JSON. Of one that JSON cannot express, such as a ring of objects, only the id.
pub fn written(record: &JsValue) -> String {
    JSON::stringify(record).ok().and_then(|text| text.as_string()).unwrap_or_else(|| {
        let id = Reflect::get(record, &"id".into()).ok().and_then(|id| id.as_string());
        Json::object([("id", id.into())]).to_string()
    })
}

/// The name of an exception.
pub fn name(fault: &JsValue) -> String {
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
