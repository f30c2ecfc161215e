//! Lets the widget go on where a translator or an extension has put nodes of its own in place of ours: without it, what Yew writes is
//! not seen, and where it puts a node before one that is gone, the code falls.

use crate::error::{Error, Outcome};
use crate::workspace;

/// The script that stands in for the browser's methods, put behind the glue.
const SOURCE: &str = "src/embed/nodes.js";

/// How wasm-bindgen calls them, and what is called instead.
const CALLS: [(&str, &str); 2] =
    [("arg0.nodeValue = ", "inPlace(arg0).nodeValue = "), ("arg0.insertBefore(", "insert(arg0, ")];

/// The glue, as wasm-bindgen wrote it, with these calls changed.
pub fn held(glue: &str) -> Outcome<String> {
    let mut text = glue.to_owned();
    for (theirs, ours) in CALLS {
        if !text.contains(theirs) {
            return Err(Error::new(format!(
                "The glue of this build does not say `{theirs}`, so what is shown would be wrong once a translator has \
                 changed the page. See how this wasm-bindgen writes it, and correct crates/xtask/src/glue_nodes.rs."
            )));
        }
        text = text.replace(theirs, ours);
    }
    Ok(text + &workspace::read(&workspace::root().join(SOURCE))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "arg0.nodeValue = arg1 === 0 ? undefined : x; const ret = arg0.insertBefore(arg1, arg2);\n";

    #[test]
    fn texts_and_insertions_are_ours() {
        let glue = held(GLUE).unwrap_or_default();
        let expected = "inPlace(arg0).nodeValue = arg1 === 0 ? undefined : x; const ret = insert(arg0, arg1, arg2);\n";
        assert!(glue.starts_with(expected), "{glue}");
        assert!(glue.contains("const insert ="));
    }

    #[test]
    fn a_glue_that_calls_in_another_way_is_refused() {
        for missing in ["nodeValue", "insertBefore"] {
            assert!(held(&GLUE.replace(missing, "x")).is_err(), "{missing}");
        }
    }
}
