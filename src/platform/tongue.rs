//! The words of other languages than the one that is compiled in, fetched when they are needed.

use essay_core::i18n::{Language, Translations};
use js_sys::{Array, Intl, Object, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // Not a name of the page: src/embed/instance.js defines it in the glue.
    #[wasm_bindgen(js_name = __ceWords)]
    fn fetch(tag: &str) -> Promise;
}

thread_local! {
    /// The words that are there, beside English.
    static HERE: RefCell<Vec<Translations>> = const { RefCell::new(vec![]) };
    static RULES: RefCell<Vec<(Language, Intl::PluralRules)>> = const { RefCell::new(vec![]) };
}

/// The forms of plural that a language has, in the order in which its words stand: those that `build.rs` of essay-core knows.
fn forms(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Finnish => &["one", "other"],
        Language::Arabic => &["zero", "one", "two", "few", "many", "other"],
    }
}

/// The words of a language, if they are there; English otherwise.
pub fn words_here(language: Language) -> Translations {
    let known = HERE.with_borrow(|here| here.iter().find(|words| words.language() == language).copied());
    known.unwrap_or_default()
}

/// The words of a language; none where they cannot be fetched now.
pub async fn words(language: Language) -> Option<Translations> {
    let here = words_here(language);
    if here.language() == language {
        return Some(here);
    }
    let text = JsFuture::from(fetch(language.tag())).await.ok()?.as_string()?;
    let words = Translations::read(language, text, plural)?;
    HERE.with_borrow_mut(|here| here.push(words));
    Some(words)
}

/// The form of plural that a number takes, by the browser's own rules.
fn plural(language: Language, number: usize) -> usize {
    RULES.with_borrow_mut(|rules| {
        if !rules.iter().any(|(known, _)| *known == language) {
            let locales = Array::of1(&language.tag().into());
            rules.push((language, Intl::PluralRules::new(&locales, &Object::new())));
        }
        let Some((_, rule)) = rules.iter().find(|(known, _)| *known == language) else { return 0 };
        let form = String::from(rule.select(number as f64));
        forms(language).iter().position(|known| *known == form).unwrap_or(0)
    })
}
