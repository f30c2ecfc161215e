//! Clocks, and times in the reader's words.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// Milliseconds that only grow while the page lives.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(Date::now, |performance| performance.now())
}

/// A moment, in milliseconds since 1970, as ISO 8601 and in the words of the reader's locale.
pub fn told(time: i64) -> (String, String) {
    let date = Date::new(&JsValue::from_f64(time as f64));
    if date.get_time().is_nan() {
        return Default::default();
    }
    let options = Object::new();
    for (name, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &style.into());
    }
    let format = Intl::DateTimeFormat::new(&Array::new(), &options).format();
    let words = format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|words| words.as_string());
    (String::from(date.to_iso_string()), words.unwrap_or_default())
}
