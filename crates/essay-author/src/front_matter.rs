//! Reads the front matter: the TOML between the `+++` lines.

use crate::source::{Diagnostic, Report, Source};
use serde::Deserialize;
use toml::Spanned;

/// The longest id, in bytes. File systems accept names of 255, and `.json` follows the id.
const LONGEST_ID: usize = 200;

/// The required beginning of the file.
const HINT: &str = "Begin the file with a line +++, then id = \"…\" and title = \"…\", then a line +++.";

/// The fields of the front matter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrontMatter {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Spanned<String>,
    #[serde(default)]
    pub(crate) subtitle: String,
    #[serde(default)]
    pub(crate) lang: String,
    #[serde(default)]
    pub(crate) credit: String,
    #[serde(default)]
    pub(crate) author: String,
    #[serde(default)]
    pub(crate) date: String,
    #[serde(default)]
    pub(crate) source: String,
}

/// Splits off the front matter. Also returns the positions of its text and of the body, in bytes.
pub(crate) fn read(essay: &Source, report: &mut Report) -> Option<(FrontMatter, usize, usize)> {
    let text = &essay.text;
    // Inside a page, the source begins on the line after the tag.
    let begin = text.trim_start();
    let opening = begin.split_inclusive('\n').next().unwrap_or_default();
    if opening.trim_end() != "+++" {
        let hint = if begin.starts_with("---") {
            "A line --- begins front matter in YAML. Here it is TOML: a line +++, then id = \"…\" and title = \"…\", then a line +++."
        } else if text.chars().take(8).any(|character| character == '\u{fffd}') {
            "The file seems to be in UTF-16. Save it as UTF-8."
        } else {
            HINT
        };
        report.error(0, "The essay has no front matter.", hint);
        return None;
    }
    let start = text.len() - begin.len() + opening.len();
    let rest = text.get(start..).unwrap_or_default();
    let Some((length, body)) = closing_line(rest) else {
        report.error(0, "The front matter is not closed.", "Put a line +++ after it.");
        return None;
    };
    match toml::from_str::<FrontMatter>(rest.get(..length).unwrap_or_default()) {
        Ok(front) => {
            judge(&front, start, report);
            Some((front, start, start + body))
        }
        Err(fault) => {
            let at = fault.span().map_or(0, |span| span.start);
            report.error(start + at, &format!("The front matter is not as it should be: {}.", fault.message()), HINT);
            None
        }
    }
}

/// Returns the offset of a line `+++` and that of the byte behind it.
fn closing_line(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim() == "+++" {
            return Some((at, end));
        }
        at = end;
    }
    None
}

/// Makes an error about an essay's id, at the position of the id in the source. Callers use it for faults that only
/// they can find.
pub fn problem_of_id(source: &Source, message: &str, hint: &str) -> Diagnostic {
    let source = source.tidied();
    let front = read(&source, &mut Report::new(&source));
    let at = front.map_or(0, |(front, start, _)| start + front.id.span().start);
    Diagnostic::error(&source, at, message, hint)
}

fn judge(front: &FrontMatter, start: usize, report: &mut Report) {
    if let Err(why) = file_name(front.id.get_ref()) {
        report.error(
            start + front.id.span().start,
            &format!("The essay's id {why}."),
            "It becomes the name of a file: take letters, digits and hyphens, as in id = \"quiet-hour\".",
        );
    }
    if front.title.get_ref().trim().is_empty() {
        report.error(start + front.title.span().start, "The essay's title is empty.", "Write title = \"…\".");
    }
}

/// Checks that a file can have this name on every system and in every folder. The error is the end of a sentence.
///
/// # Errors
/// Fails if the name is empty, too long, hidden or reserved, or if it holds a path separator or an invisible character.
pub fn file_name(name: &str) -> Result<(), String> {
    /// Names that Windows reserves for devices, with any extension.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    if name.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    if name.len() > LONGEST_ID {
        return Err(format!("is longer than {LONGEST_ID} bytes"));
    }
    if let Some(found) = name.chars().find(|character| is_forbidden(*character)) {
        // An invisible character is reported by its number.
        let seen = found.is_control() || is_unseen(found);
        let told = if seen { format!("U+{:04X}", u32::from(found)) } else { format!("“{found}”") };
        return Err(format!("holds the character {told}"));
    }
    if name != name.trim() {
        return Err("begins or ends with a blank".to_owned());
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Err("begins or ends with a dot".to_owned());
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let numbered =
        numbered.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']) || ["¹", "²", "³"].contains(&number));
    if numbered || DEVICES.contains(&stem.as_str()) {
        return Err(format!("is “{name}”, which Windows keeps for a device"));
    }
    Ok(())
}

/// Returns whether a name must not hold this character: separators of paths and addresses, characters with a meaning
/// for shells or Windows, and invisible ones.
fn is_forbidden(character: char) -> bool {
    character.is_control() || is_unseen(character) || "/\\:*?\"<>|#%".contains(character)
}

/// Returns whether the character is an invisible mark: one that changes the direction of writing, separates lines or
/// begins a file. Joiners are permitted, since the letters of some scripts need them.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}
