//! Lets the widget go on where a translator or an extension has put nodes of its own in place of ours: without it, what Yew writes is
//! not seen, and where it puts a node before one that is gone, the code falls.

use crate::error::Outcome;
use crate::patch::{self, Patch};

/// The module that stands in for the browser's methods.
const IMPORT: &str = "import { inPlace, insert } from \"embed/nodes.js\";\n";

/// How wasm-bindgen calls them, and what is called instead.
const CALLS: [Patch; 2] = [
    Patch { theirs: "arg0.nodeValue = ", times: 1, ours: "inPlace(arg0).nodeValue = " },
    Patch { theirs: "arg0.insertBefore(", times: 1, ours: "insert(arg0, " },
];

/// The glue, as wasm-bindgen wrote it, with these calls changed.
pub fn held(glue: &str) -> Outcome<String> {
    let else_what = "what is shown would be wrong once a translator has changed the page";
    Ok(IMPORT.to_owned() + &patch::apply(glue, &CALLS, else_what, file!())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "arg0.nodeValue = arg1 === 0 ? undefined : x; const ret = arg0.insertBefore(arg1, arg2);\n";

    #[test]
    fn texts_and_insertions_are_ours() {
        let expected = "inPlace(arg0).nodeValue = arg1 === 0 ? undefined : x; const ret = insert(arg0, arg1, arg2);\n";
        assert_eq!(held(GLUE), Ok(IMPORT.to_owned() + expected));
    }

    #[test]
    fn a_glue_that_calls_in_another_way_is_refused() {
        for missing in ["nodeValue", "insertBefore"] {
            assert!(held(&GLUE.replace(missing, "x")).is_err(), "{missing}");
        }
        assert!(held(&GLUE.repeat(2)).is_err());
    }
}
