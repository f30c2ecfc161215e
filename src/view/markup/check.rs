//! The form of a template, checked while compiling.

/// How deep elements may stand in one another.
const DEEPEST: usize = 24;

/// The number of holes of a template.
///
/// It is called while compiling, where a panic is an error of the compiler: an element that is not closed, or closed by
/// another's end tag, and an attribute's value without quotes.
#[expect(clippy::indexing_slicing, reason = "it runs in the compiler, and iterators do not")]
pub const fn holes(template: &str) -> usize {
    let text = template.as_bytes();
    let mut holes = 0;
    // Where the names of the open elements begin.
    let mut open = [0; DEEPEST];
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if starts(text, at, b"{}") {
            holes += 1;
            at += 2;
        } else if starts(text, at, b"</") {
            assert!(depth > 0, "an end tag without an element");
            depth -= 1;
            at += 2;
            let mut name = open[depth];
            while text[at] != b'>' {
                assert!(text[at] == text[name], "an end tag of another element");
                at += 1;
                name += 1;
            }
            assert!(!is_name(text[name]), "an end tag of another element");
            at += 1;
        } else if text[at] == b'<' {
            at += 1;
            assert!(is_name(text[at]), "a tag without a name");
            open[depth] = at;
            depth += 1;
            while text[at] != b'>' {
                if text[at] == b'=' {
                    at += 1;
                    assert!(
                        text[at] == b'\'' || starts(text, at, b"{}"),
                        "a value stands in single quotes, or is a hole"
                    );
                    if text[at] == b'{' {
                        holes += 1;
                        at += 2;
                    } else {
                        at += 1;
                        while text[at] != b'\'' {
                            at += 1;
                        }
                        at += 1;
                    }
                } else {
                    at += 1;
                }
            }
            if text[at - 1] == b'/' {
                depth -= 1;
            }
            at += 1;
        } else {
            assert!(text[at] != b'{' && text[at] != b'}', "a brace that is no hole");
            at += 1;
        }
    }
    assert!(depth == 0, "an element that is not closed");
    holes
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

#[expect(clippy::indexing_slicing, reason = "it runs in the compiler, and iterators do not")]
const fn starts(text: &[u8], at: usize, with: &[u8]) -> bool {
    let mut index = 0;
    while index < with.len() {
        if at + index >= text.len() || text[at + index] != with[index] {
            return false;
        }
        index += 1;
    }
    true
}
