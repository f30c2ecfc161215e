//! Makes the glue deaf to what a page calls `Window`, `Element` or `JSON`. wasm-bindgen asks `x instanceof Window`, and where a
//! page has put something else under that name, the widget would be told that there is no window.

use crate::error::{Error, Outcome};
use crate::patch::{self, Patch};

/// The module that stands in for those names.
const IMPORT: &str = "import { asJson, fromJson, isOf } from \"embed/globals.js\";\n";

/// How wasm-bindgen asks whether a value is of a class, and the beginning of the names of the functions in which it does, one for each class.
const QUESTION: &str = "result = arg0 instanceof ";
const ASKER: &str = "__wbg_instanceof_";

/// No page could live with another `Object`, and what it makes does not carry its name.
const TRUSTED: &str = "Object";

/// How wasm-bindgen calls on JSON, and what is called instead.
const JSON: [Patch; 2] = [
    Patch { theirs: "= JSON.parse(getString", times: 1, ours: "= fromJson(getString" },
    Patch { theirs: "= JSON.stringify(arg0)", times: 1, ours: "= asJson(arg0)" },
];

/// How wasm-bindgen calls Yew's timer, and what is called instead. gloo's is called in a function that catches errors.
const TIMER: (&str, &str) = ("= setTimeout(arg0, arg1)", "= queueMicrotask(arg0)");

/// Yew lets the browser do something else after 16 milliseconds, also between a component and those within it. On a busy machine the
/// page would be shown half changed, and what was asked of the element would be told to be done before it can be seen. The rest of
/// a change is done in the same task.
fn in_one_task(text: &str) -> Outcome<String> {
    let is_yews = |before: &str| before.rsplit_once("function").is_some_and(|(_, head)| head.starts_with('('));
    let calls: Vec<usize> = text.match_indices(TIMER.0).map(|(at, _)| at).collect();
    let yews: Vec<usize> = calls.iter().copied().filter(|at| text.get(..*at).is_some_and(is_yews)).collect();
    // One is Yew's, and the other gloo's.
    match (calls.len(), yews.as_slice()) {
        (2, [at]) => {
            let (before, rest) = text.split_at_checked(*at).unwrap_or_default();
            Ok(before.to_owned() + &rest.replacen(TIMER.0, TIMER.1, 1))
        }
        (found, _) => Err(refusal(TIMER.0, 2, found)),
    }
}

/// The glue, as wasm-bindgen wrote it, with other ways to ask.
pub fn own(glue: &str) -> Outcome<String> {
    let (questions, askers) = (glue.matches(QUESTION).count(), glue.matches(ASKER).count());
    if questions != askers {
        return Err(refusal(QUESTION, askers, questions));
    }
    let mut parts = glue.split(QUESTION);
    let mut text = IMPORT.to_owned() + parts.next().unwrap_or_default();
    let mut windows = 0;
    for part in parts {
        let (class, rest) = part.split_once(';').ok_or_else(|| refusal(QUESTION, askers, 0))?;
        text.push_str(&match class {
            TRUSTED => format!("{QUESTION}{TRUSTED};{rest}"),
            class => format!("result = isOf(arg0, '{class}');{rest}"),
        });
        windows += usize::from(class == "Window");
    }
    if windows != 1 {
        return Err(refusal(&format!("{QUESTION}Window"), 1, windows));
    }
    in_one_task(&patch::apply(&text, &JSON, ELSE_WHAT, file!())?)
}

const ELSE_WHAT: &str = "the widget would work less well on busy machines, or on pages that have put something of their own under a global name";

fn refusal(theirs: &str, times: usize, found: usize) -> Error {
    patch::refusal(theirs, times, found, ELSE_WHAT, file!())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "__wbg_instanceof_Window_1: try { result = arg0 instanceof Window; } __wbg_instanceof_Object_2: try { result = arg0 instanceof Object; }
        const ret = JSON.parse(getStringFromWasm0(arg0, arg1)); const ret = JSON.stringify(arg0);
        a: function() { return handleError(function (arg0, arg1) { const ret = setTimeout(arg0, arg1); }, arguments); },
        b: function(arg0, arg1) { const ret = setTimeout(arg0, arg1); }\n";

    #[test]
    fn classes_and_json_are_asked_for_in_our_own_way() {
        let expected = "__wbg_instanceof_Window_1: try { result = isOf(arg0, 'Window'); } __wbg_instanceof_Object_2: try { result = arg0 instanceof Object; }
        const ret = fromJson(getStringFromWasm0(arg0, arg1)); const ret = asJson(arg0);
        a: function() { return handleError(function (arg0, arg1) { const ret = setTimeout(arg0, arg1); }, arguments); },
        b: function(arg0, arg1) { const ret = queueMicrotask(arg0); }\n";
        assert_eq!(own(GLUE), Ok(IMPORT.to_owned() + expected));
    }

    #[test]
    fn a_glue_that_asks_in_another_way_is_refused() {
        for missing in [
            "arg0 instanceof Window",
            "_instanceof_Window",
            "JSON.parse",
            "JSON.stringify",
            "b: function",
            "setTimeout",
        ] {
            assert!(own(&GLUE.replace(missing, "x")).is_err(), "{missing}");
        }
        let (classes, rest) = GLUE.split_once('\n').unwrap_or_default();
        for (often, line) in rest.lines().enumerate() {
            assert!(own(&GLUE.replace(line, &line.repeat(2))).is_err(), "{often}");
        }
        assert!(own(&GLUE.replace(classes, &classes.replace("Window", "Node"))).is_err());
    }
}
