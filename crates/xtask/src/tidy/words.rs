//! Words that the project has given up for those of the field.

use super::finding::Finding;
use super::sources::Source;

/// Each with what stands in its place. A name is added once no file has it any more; from then on it cannot come back.
const BANNED: [(&str, &str); 10] = [
    ("can_wait", "every message is handled when it arrives"),
    ("late_code", "`lazy`, for what is fetched later"),
    ("late-code", "`lazy`, for what is fetched later"),
    ("ceLate", "`lazy`, for what is fetched later"),
    ("Refusal", "`StorageError`"),
    ("Seat", "`HostElement` for an element on the page, `NodePosition` for a stage in the diagram"),
    ("TakenOver", "`AdoptedDrafts`"),
    ("Tongue", "`InterfaceLanguage`"),
    ("Unreadable", "`DocumentError`"),
    ("sit_down", "`attach`"),
];

/// This file has to name them.
const LIST: &str = "crates/xtask/src/tidy/words.rs";

pub fn look(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path != LIST) {
        for (number, line) in source.text.lines().enumerate() {
            let words = BANNED.iter().filter(|(word, _)| has_word(line, word));
            found.extend(words.map(|(word, instead)| {
                Finding::new(
                    source,
                    number + 1,
                    format!("says `{word}`, which the project does not use any more: {instead}."),
                )
            }));
        }
    }
    found
}

/// Answers true if a line has a word that is no part of another one.
fn has_word(line: &str, word: &str) -> bool {
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_wherever_they_stand() {
        assert!(has_word("if msg.can_wait() {", "can_wait") && has_word("can_wait", "can_wait"));
        assert!(!has_word("fn scan_wait()", "can_wait") && !has_word("can_waits", "can_wait"));
        let sources = [Source::new("src/a.rs", "fn a() {}\n// can_wait, late_code\n"), Source::new(LIST, "can_wait")];
        let found = look(&sources);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|found| found.file == "src/a.rs" && found.line == 2));
    }
}
