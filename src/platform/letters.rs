//! What the browser knows of letters: their case and width, and the scripts to which they belong.

use essay_core::app::Unicode;
use js_sys::{JsString, RegExp};

/// Scripts of which each has letters that look like letters of the others.
const ALIKE: [&str; 5] = ["Latin", "Greek", "Cyrillic", "Armenian", "Cherokee"];

/// The browser's knowledge.
pub const UNICODE: Unicode = Unicode { casefold, is_mixed_script };

fn casefold(text: &str) -> String {
    JsString::from(text).normalize("NFKC").to_lower_case().into()
}

fn is_mixed_script(name: &str) -> bool {
    // A browser that knows no scripts refuses the pattern, and then no name mixes any.
    let has = |script: &&&str| RegExp::new(&format!("\\p{{sc={script}}}"), "u").test(name);
    !name.is_ascii() && ALIKE.iter().filter(has).count() > 1
}
