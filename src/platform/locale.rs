//! Loads the translations of the interface. English is compiled in; the other languages are fetched when they are needed.

use essay_core::i18n::{Language, Translations};
use js_sys::{Array, Intl, Object, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/embed/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = words)]
    fn fetch(tag: &str) -> Promise;
}

thread_local! {
    /// The loaded translations other than English.
    static LOADED: RefCell<Vec<Translations>> = const { RefCell::new(vec![]) };
    static RULES: RefCell<Vec<(Language, Intl::PluralRules)>> = const { RefCell::new(vec![]) };
}

/// Returns the plural categories of a language, in the order of the forms in its table: the order of `build.rs` of essay-core.
fn plural_categories(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Finnish => &["one", "other"],
        Language::Arabic => &["zero", "one", "two", "few", "many", "other"],
    }
}

/// Returns the translations of a language if they are loaded, and English otherwise.
pub fn loaded(language: Language) -> Translations {
    let known = LOADED.with_borrow(|loaded| loaded.iter().find(|words| words.language() == language).copied());
    known.unwrap_or_default()
}

/// Loads the translations of a language. Returns `None` if they cannot be fetched now.
pub async fn load(language: Language) -> Option<Translations> {
    let known = loaded(language);
    if known.language() == language {
        return Some(known);
    }
    let text = JsFuture::from(fetch(language.tag())).await.ok()?.as_string()?;
    let words = Translations::read(language, text, plural)?;
    LOADED.with_borrow_mut(|loaded| loaded.push(words));
    Some(words)
}

/// Returns the plural form of a number, by the browser's own rules.
fn plural(language: Language, number: usize) -> usize {
    RULES.with_borrow_mut(|rules| {
        if !rules.iter().any(|(known, _)| *known == language) {
            let locales = Array::of1(&language.tag().into());
            rules.push((language, Intl::PluralRules::new(&locales, &Object::new())));
        }
        let Some((_, rule)) = rules.iter().find(|(known, _)| *known == language) else { return 0 };
        let category = String::from(rule.select(number as f64));
        plural_categories(language).iter().position(|known| *known == category).unwrap_or(0)
    })
}
