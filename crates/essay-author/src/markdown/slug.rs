//! Makes the ids of sections whose author gave none.

/// Makes an id of a title: letters and digits in lower case, joined by hyphens.
pub(super) fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
