//! References to notes in the text.

/// A reference to a note.
pub(super) struct Mention {
    pub(super) label: String,
    pub(super) at: usize,
    /// The note that holds the reference.
    pub(super) inside: Option<String>,
}

/// Normalizes a label. Labels that differ only in case are the same.
pub(super) fn key(label: &str) -> String {
    label.to_lowercase()
}
