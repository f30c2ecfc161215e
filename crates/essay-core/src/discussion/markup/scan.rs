//! Small steps through the text of a comment.

/// Returns the text behind so many bytes, which must be ASCII.
pub(super) fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

/// Returns how often the text repeats this byte at its beginning.
pub(super) fn run(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|&other| other == byte).count()
}

/// Returns the number of spaces at the beginning of a text.
pub(super) fn spaces(text: &str) -> usize {
    run(text, b' ')
}
