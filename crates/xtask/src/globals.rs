//! Makes the glue deaf to what a page calls `Window`, `Element` or `JSON`. wasm-bindgen asks `x instanceof Window`, and where a
//! page has put something else under that name, the widget would be told that there is no window.

use crate::failure::{Failure, Outcome};
use crate::workspace;

/// What stands in for those names, put behind the glue.
const SOURCE: &str = "src/embed/globals.js";

/// How wasm-bindgen asks whether a value is of a class.
const QUESTION: &str = "result = arg0 instanceof ";

/// No page could live with another `Object`, and what it makes does not carry its name.
const TRUSTED: &str = "Object";

/// How wasm-bindgen calls on JSON, and what is called instead.
const JSON: [(&str, &str); 2] =
    [("= JSON.parse(getString", "= fromJson(getString"), ("= JSON.stringify(arg0)", "= asJson(arg0)")];

/// The glue, as wasm-bindgen wrote it, with other ways to ask.
pub fn own(glue: &str) -> Outcome<String> {
    let mut parts = glue.split(QUESTION);
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut asked = Vec::new();
    for part in parts {
        let (class, rest) = part.split_once(';').ok_or_else(|| not_found(QUESTION))?;
        text.push_str(&match class {
            TRUSTED => format!("{QUESTION}{TRUSTED};{rest}"),
            class => format!("result = isOf(arg0, '{class}');{rest}"),
        });
        asked.push(class);
    }
    if !asked.contains(&"Window") {
        return Err(not_found(&format!("{QUESTION}Window")));
    }
    for (theirs, ours) in JSON {
        if !text.contains(theirs) {
            return Err(not_found(theirs));
        }
        text = text.replace(theirs, ours);
    }
    Ok(text + &workspace::read(&workspace::root().join(SOURCE))?)
}

fn not_found(what: &str) -> Failure {
    Failure::new(format!(
        "The glue of this build does not say `{what}`, so pages that have put something of their own under a global name \
         would break the widget. See how this wasm-bindgen writes it, and correct crates/xtask/src/globals.rs."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "try { result = arg0 instanceof Window; } try { result = arg0 instanceof Object; }
        const ret = JSON.parse(getStringFromWasm0(arg0, arg1)); const ret = JSON.stringify(arg0);\n";

    #[test]
    fn classes_and_json_are_asked_for_in_our_own_way() {
        let glue = own(GLUE).unwrap_or_default();
        let expected = "try { result = isOf(arg0, 'Window'); } try { result = arg0 instanceof Object; }
        const ret = fromJson(getStringFromWasm0(arg0, arg1)); const ret = asJson(arg0);\n";
        assert!(glue.starts_with(expected), "{glue}");
        assert!(glue.contains("const isOf ="));
    }

    #[test]
    fn a_glue_that_asks_in_another_way_is_refused() {
        for missing in ["Window", "JSON.parse", "JSON.stringify"] {
            assert!(own(&GLUE.replace(missing, "x")).is_err(), "{missing}");
        }
    }
}
