//! Case folding and scripts of letters, from the browser's own Unicode tables: tables in the wasm would cost every reader bytes.

use essay_core::app::Unicode;
use js_sys::{JsString, RegExp};

/// Scripts that share letter shapes with each other.
const CONFUSABLE: [&str; 5] = ["Latin", "Greek", "Cyrillic", "Armenian", "Cherokee"];

/// The browser's Unicode functions.
pub const UNICODE: Unicode = Unicode { casefold, is_mixed_script };

fn casefold(text: &str) -> String {
    JsString::from(text).normalize("NFKC").to_lower_case().into()
}

fn is_mixed_script(name: &str) -> bool {
    // A browser without script properties refuses the pattern; then no name counts as mixed.
    let has = |script: &&&str| RegExp::new(&format!("\\p{{sc={script}}}"), "u").test(name);
    !name.is_ascii() && CONFUSABLE.iter().filter(has).count() > 1
}
