//! Makes the glue deaf to what a page calls `Window`, `Element` or `JSON`. wasm-bindgen asks `x instanceof Window`, and where a
//! page has put something else under that name, the widget would be told that there is no window.

use crate::error::{Error, Outcome};
use crate::workspace;

/// The script that stands in for those names, put behind the glue.
const SOURCE: &str = "src/embed/globals.js";

/// How wasm-bindgen asks whether a value is of a class.
const QUESTION: &str = "result = arg0 instanceof ";

/// No page could live with another `Object`, and what it makes does not carry its name.
const TRUSTED: &str = "Object";

/// How wasm-bindgen calls on JSON, and what is called instead.
const JSON: [(&str, &str); 2] =
    [("= JSON.parse(getString", "= fromJson(getString"), ("= JSON.stringify(arg0)", "= asJson(arg0)")];

/// How wasm-bindgen calls Yew's timer, and what is called instead. gloo's is called in a function that catches errors.
const TIMER: (&str, &str) = ("= setTimeout(arg0, arg1)", "= queueMicrotask(arg0)");

/// Yew lets the browser do something else after 16 milliseconds, also between a component and those within it. On a busy machine the
/// page would be shown half changed, and what was asked of the element would be told to be done before it can be seen. The rest of
/// a change is done in the same task.
fn in_one_task(text: &str) -> Outcome<String> {
    let is_yews = |before: &str| before.rsplit_once("function").is_some_and(|(_, head)| head.starts_with('('));
    let mut found = text.match_indices(TIMER.0).map(|(at, _)| at).filter(|at| text.get(..*at).is_some_and(is_yews));
    match (found.next(), found.next()) {
        (Some(at), None) => {
            let (before, rest) = text.split_at_checked(at).unwrap_or_default();
            Ok(before.to_owned() + &rest.replacen(TIMER.0, TIMER.1, 1))
        }
        _ => Err(not_found(TIMER.0)),
    }
}

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
    Ok(in_one_task(&text)? + &workspace::read(&workspace::root().join(SOURCE))?)
}

fn not_found(what: &str) -> Error {
    Error::new(format!(
        "The glue of this build does not say `{what}` where it was expected, so the widget would work less well on busy machines, \
         or on pages that have put something of their own under a global name. See how this wasm-bindgen writes it, and correct crates/xtask/src/glue_globals.rs."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "try { result = arg0 instanceof Window; } try { result = arg0 instanceof Object; }
        const ret = JSON.parse(getStringFromWasm0(arg0, arg1)); const ret = JSON.stringify(arg0);
        a: function() { return handleError(function (arg0, arg1) { const ret = setTimeout(arg0, arg1); }, arguments); },
        b: function(arg0, arg1) { const ret = setTimeout(arg0, arg1); }\n";

    #[test]
    fn classes_and_json_are_asked_for_in_our_own_way() {
        let glue = own(GLUE).unwrap_or_default();
        let expected = "try { result = isOf(arg0, 'Window'); } try { result = arg0 instanceof Object; }
        const ret = fromJson(getStringFromWasm0(arg0, arg1)); const ret = asJson(arg0);
        a: function() { return handleError(function (arg0, arg1) { const ret = setTimeout(arg0, arg1); }, arguments); },
        b: function(arg0, arg1) { const ret = queueMicrotask(arg0); }\n";
        assert!(glue.starts_with(expected), "{glue}");
        assert!(glue.contains("const isOf ="));
    }

    #[test]
    fn a_glue_that_asks_in_another_way_is_refused() {
        for missing in ["Window", "JSON.parse", "JSON.stringify", "b: function"] {
            assert!(own(&GLUE.replace(missing, "x")).is_err(), "{missing}");
        }
    }
}
