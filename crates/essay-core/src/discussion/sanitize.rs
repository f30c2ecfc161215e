//! Sanitizes the names and comments that other people send.
//!
//! # Example
//! ```
//! use essay_core::discussion::sanitize::{clean_name, clean_text};
//!
//! assert_eq!(clean_name("  Anna\u{202e}  Berg\n"), "Anna Berg");
//! assert_eq!(clean_text("One\r\ntwo\u{7}"), "One\ntwo");
//! ```

use super::LONGEST_NAME;

/// The most combining marks on one character. More of them would cover the lines around.
const MOST_MARKS: usize = 3;

/// Ranges of characters, each from the first to the last.
type Ranges = [(char, char)];

/// The characters that are removed from comments: controls, and those that change the direction of the text around
/// them.
const UNWANTED: &Ranges = &[('\0', '\u{1f}'), ('\u{7f}', '\u{9f}'), ('\u{202a}', '\u{202e}'), ('\u{2066}', '\u{2069}')];

/// Other invisible characters. They have uses in running text, but in a name they only make two out of the same.
const HIDDEN: &Ranges = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    // Fillers of Hangul, and Khmer vowels that are not written.
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{1d173}', '\u{1d17a}'),
    // Tags, and further variation selectors.
    ('\u{e0000}', '\u{e0fff}'),
];

/// Combining marks of scripts that never need more than three on one character.
const MARKS: &Ranges = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{610}', '\u{61a}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{6d6}', '\u{6dc}'),
    ('\u{6df}', '\u{6e4}'),
    ('\u{730}', '\u{74a}'),
    ('\u{8d3}', '\u{8ff}'),
    // Thai, Lao, Tibetan.
    ('\u{e34}', '\u{e3a}'),
    ('\u{e47}', '\u{e4e}'),
    ('\u{eb4}', '\u{ebc}'),
    ('\u{ec8}', '\u{ece}'),
    ('\u{f71}', '\u{f87}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{302a}', '\u{302f}'),
    ('\u{3099}', '\u{309a}'),
    ('\u{a66f}', '\u{a67d}'),
    ('\u{fe20}', '\u{fe2f}'),
];

/// Scripts whose letters change their form beside a joiner: from Arabic to those of India and Burma, Khmer, Mongolian.
const JOINED: &Ranges = &[('\u{620}', '\u{109f}'), ('\u{1780}', '\u{18aa}')];

/// Sanitizes a name for display and storage. The result is one line of at most [`LONGEST_NAME`] characters, without
/// invisible characters and direction overrides, and with single spaces between its words.
pub fn clean_name(name: &str) -> String {
    let mut clean = String::new();
    let mut room = LONGEST_NAME;
    // A mark at the beginning would combine with the text before the name.
    let mut marks = MOST_MARKS;
    let mut last = ' ';
    // A space or a joiner waits here until the next character decides whether it stays.
    let mut gap = None;
    for character in name.chars() {
        if is_blank(character) {
            gap = Some(' ');
        } else if is_joiner(character) {
            gap = gap.or(Some(character));
        } else if !is_hidden(character) && !is_mark_too_many(character, &mut marks) {
            let joins = within(last, JOINED) && within(character, JOINED);
            let between = gap.take().filter(|gap| !clean.is_empty() && (*gap == ' ' || joins));
            let taken = 1 + usize::from(between.is_some());
            if taken > room {
                break;
            }
            room -= taken;
            clean.extend(between);
            clean.push(character);
            last = character;
        }
    }
    clean
}

/// Sanitizes a comment for display and storage. It removes control characters and direction overrides, converts line
/// ends to `\n`, and keeps at most three combining marks in a row. It changes nothing else.
pub fn clean_text(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    let mut last = ' ';
    for character in text.chars() {
        let kept = match character {
            // The carriage return before it has become the line end already.
            '\n' if last == '\r' => None,
            '\r' => Some('\n'),
            '\n' | '\t' => Some(character),
            _ if within(character, UNWANTED) => None,
            _ => Some(character),
        };
        clean.extend(kept.filter(|character| !is_mark_too_many(*character, &mut marks)));
        last = character;
    }
    clean
}

/// Returns whether a character is white space. The standard library's table is larger.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
            | '\u{202f}' | '\u{205f}' | '\u{2800}' | '\u{3000}'
    )
}

/// Returns whether a character is one of the joiners, which Persian and Indian names need.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

pub(super) fn is_hidden(character: char) -> bool {
    within(character, UNWANTED) || within(character, HIDDEN)
}

/// Returns whether this is a mark on a character that has enough of them. `marks` counts them.
fn is_mark_too_many(character: char, marks: &mut usize) -> bool {
    if within(character, MARKS) {
        *marks += 1;
        return *marks > MOST_MARKS;
    }
    // Invisible characters carry no marks: the marks behind one belong to the character before it.
    if !is_hidden(character) {
        *marks = 0;
    }
    false
}

fn within(character: char, ranges: &Ranges) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

#[cfg(test)]
pub(super) mod tests;
