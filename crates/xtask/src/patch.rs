//! Changes of the text that wasm-bindgen writes. Each says how often its text stands there, so that a version which writes it in another way
//! stops the build and does not pass unnoticed.

use crate::error::{Error, Outcome};

/// A text, and what takes its place.
#[derive(Clone, Copy, Debug)]
pub struct Patch {
    /// The text that wasm-bindgen writes.
    pub theirs: &'static str,
    /// How often it does.
    pub times: usize,
    /// The text that stands there instead.
    pub ours: &'static str,
}

/// A glue with these changes. `else_what` says what would be wrong without them, and `place` is the file to correct.
pub fn apply(glue: &str, patches: &[Patch], else_what: &str, place: &str) -> Outcome<String> {
    let mut text = glue.to_owned();
    for Patch { theirs, times, ours } in patches {
        let found = text.matches(theirs).count();
        if found != *times {
            return Err(refusal(theirs, *times, found, else_what, place));
        }
        text = text.replace(theirs, ours);
    }
    Ok(text)
}

/// The sentence for a text that does not stand in the glue as often as it should.
pub fn refusal(theirs: &str, times: usize, found: usize, else_what: &str, place: &str) -> Error {
    Error::new(format!(
        "The glue of this build has `{theirs}` {found} times, and {times} were expected, so {else_what}. See how this wasm-bindgen \
         writes it, and correct {place}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_to_stand_as_often_as_it_is_said() {
        let patches = [Patch { theirs: "a.b", times: 2, ours: "c" }, Patch { theirs: "d", times: 1, ours: "" }];
        let patched = |glue| apply(glue, &patches, "x", "y");
        assert_eq!(patched("a.b a.b d e"), Ok("c c  e".to_owned()));
        for glue in ["a.b d", "a.b a.b a.b d", "a.b a.b", ""] {
            assert!(patched(glue).is_err(), "{glue}");
        }
    }
}
