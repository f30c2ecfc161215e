//! The clock, and the formats of times.

use essay_core::i18n::Language;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// The formats of each language: in full, and as the time since. They are made once, since making them takes longer than formatting a
    /// time, and a discussion has thousands of times.
    static FORMATS: RefCell<Vec<(Language, Formats)>> = const { RefCell::new(vec![]) };
}

type Formats = (Function, Intl::RelativeTimeFormat);

fn formats(language: Language) -> Formats {
    // Numbers have Latin digits, as in the rest of the interface.
    let locales = Array::of1(&format!("{}-u-nu-latn", locale(language)).into());
    (
        Intl::DateTimeFormat::new(&locales, &options(&[("dateStyle", "medium"), ("timeStyle", "short")])).format(),
        Intl::RelativeTimeFormat::new(&locales, &options(&[("numeric", "auto")])),
    )
}

/// Returns the reader's own locale if it belongs to the language, and otherwise the language.
fn locale(language: Language) -> String {
    let own = web_sys::window().and_then(|window| window.navigator().language());
    let plain = |own: &String| Language::of(own) == language && own.starts_with(language.tag()) && !own.contains("-u-");
    own.filter(plain).unwrap_or_else(|| language.tag().to_owned())
}

/// Returns a time in milliseconds that never decreases while the page lives.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(Date::now, |performance| performance.now())
}

/// Units of time with their lengths in seconds, the longest first.
const UNITS: [(&str, f64); 6] = [
    ("year", 31_556_952.0),
    ("month", 2_629_746.0),
    ("day", 86_400.0),
    ("hour", 3_600.0),
    ("minute", 60.0),
    ("second", 1.0),
];

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a field of a new object cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// Formats a time in milliseconds since 1970: as ISO 8601, as the time since then in a language, and in full in that language.
pub fn format(language: Language, time: i64) -> (String, String, String) {
    let date = Date::new(&JsValue::from_f64(time as f64));
    if date.get_time().is_nan() {
        return Default::default();
    }
    let seconds = (time as f64 - Date::now()) / 1_000.0;
    let (unit, length) = UNITS.into_iter().find(|(_, length)| seconds.abs() >= *length).unwrap_or(("second", 1.0));
    FORMATS.with_borrow_mut(|known| {
        if !known.iter().any(|(known, _)| *known == language) {
            known.push((language, formats(language)));
        }
        let Some((_, (full, relative))) = known.iter().find(|(known, _)| *known == language) else {
            return Default::default();
        };
        let exact = full.call1(&JsValue::UNDEFINED, &date).ok().and_then(|words| words.as_string());
        let ago = relative.format((seconds / length).trunc(), unit);
        (String::from(date.to_iso_string()), ago.into(), exact.unwrap_or_default())
    })
}
