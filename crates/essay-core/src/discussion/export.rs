//! Exports the readers' comments: as Markdown to read, and as CSV for a spreadsheet.
//!
//! Every reader downloads this code, so it concatenates strings and formats nothing but whole numbers.
//!
//! # Example
//! ```
//! use essay_core::discussion::{Discussion, codec, export};
//! use essay_core::i18n::Translations;
//!
//! let mut discussion = Discussion::default();
//! let post = r#"{ "id": "1", "kind": "post", "author": { "id": "a", "name": "Ann" }, "text": "2 * 3", "time": 0 }"#;
//! let export = format!(r#"{{ "format": "circle-essay-discussion/1", "events": [{post}] }}"#);
//! discussion.add_all(codec::read(&export, &discussion).added);
//!
//! assert!(export::markdown("Trust", &discussion, &[], Translations::english()).contains(r"2 \* 3"));
//! assert!(export::csv(&discussion).contains("1970-01-01T00:00:00Z"));
//! ```

use super::list::DEEPEST_INDENT;
use super::tree::display_order;
use super::{Discussion, Entry, anchor};
use crate::essay::ShippedEntry;
use crate::i18n::Translations;
use crate::json::Json;
use crate::t;

/// Returns the readers' comments as Markdown with this title. Replies are nested quotations, down to the fourth level.
/// A deeper reply names the author whom it answers, and so does a reply to an entry of the essay. For a deleted entry
/// the export says only that it was deleted.
///
/// Characters that Markdown could take for markup are escaped, so the text shows as people typed it.
pub fn markdown(title: &str, discussion: &Discussion, shipped: &[ShippedEntry], words: Translations) -> String {
    let mut out = "# ".to_owned();
    put_escaped(&mut out, title);
    out.push('\n');
    let entries = discussion.entries();
    let ids: Vec<(&str, Option<&str>)> =
        entries.iter().map(|entry| (entry.id.as_str(), entry.parent.as_deref())).collect();
    for place in display_order(&ids) {
        let Some(entry) = entries.get(place.index) else { continue };
        let marks = "> ".repeat(place.level.min(DEEPEST_INDENT) - 1);
        let answered = match entry.parent.as_deref() {
            Some(parent) if place.level > DEEPEST_INDENT => discussion.entry(parent).map(|entry| &entry.author.name),
            Some(parent) if place.level == 1 => {
                shipped.iter().find(|entry| entry.id == parent).map(|entry| &entry.name)
            }
            _ => None,
        };
        put_entry(&mut out, &marks, entry, answered.map(String::as_str), words);
    }
    out
}

fn put_entry(out: &mut String, marks: &str, entry: &Entry, answered: Option<&str>, words: Translations) {
    out.push('\n');
    out.push_str(marks);
    out.push_str("**");
    out.push_str(&name(&entry.author.name, words));
    out.push_str("**, ");
    out.push_str(&iso(entry.time));
    if let Some(edited) = entry.edited {
        out.push_str(&t!(words, ExportEdited, iso(edited)));
    }
    if let Some(answered) = answered {
        out.push_str(&t!(words, ExportReply, name(answered, words)));
    }
    let quote = anchor::quote_of(&entry.anchor);
    if !quote.is_empty() {
        let mut escaped = String::new();
        put_escaped(&mut escaped, quote);
        out.push_str(&t!(words, ExportAbout, escaped));
    }
    out.push('\n');
    put_line(out, marks, "", false);
    if entry.deleted {
        let mut line = "*".to_owned();
        line.push_str(t!(words, ExportDeleted));
        line.push('*');
        put_line(out, marks, &line, false);
        return;
    }
    let mut lines = entry.text.lines().peekable();
    while let Some(line) = lines.next() {
        let mut escaped = String::new();
        put_escaped(&mut escaped, line);
        // A line break within a Markdown paragraph needs two spaces before it.
        let breaks = !line.trim().is_empty() && lines.peek().is_some_and(|next| !next.trim().is_empty());
        put_line(out, marks, &escaped, breaks);
    }
}

fn put_line(out: &mut String, marks: &str, line: &str, breaks: bool) {
    out.push_str(if line.is_empty() { marks.trim_end() } else { marks });
    out.push_str(line);
    out.push_str(if breaks { "  \n" } else { "\n" });
}

fn name(name: &str, words: Translations) -> String {
    let mut out = String::new();
    put_escaped(&mut out, if name.trim().is_empty() { t!(words, SomeReader) } else { name });
    out
}

/// Writes a text in one line, without space around it, and escapes everything that Markdown takes for markup.
fn put_escaped(out: &mut String, text: &str) {
    for (index, letter) in text.trim().chars().enumerate() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|' => out.extend(['\\', letter]),
            // At the beginning of a line these characters make a list, or a heading of the line before.
            '-' | '+' | '=' if index == 0 => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
}

/// Returns every event as a row of CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an
/// apostrophe in front. Source of the characters: OWASP, "CSV Injection"; spreadsheets with Japanese text read the
/// full-width forms too.
pub fn csv(discussion: &Discussion) -> String {
    let mut out = "id,parent,name,time,kind,anchor,text\r\n".to_owned();
    for event in discussion.events() {
        let anchor = if event.anchor == Json::Null { String::new() } else { event.anchor.to_string() };
        let time = iso(event.time);
        let parent = event.parent.as_deref().unwrap_or_default();
        for cell in [&event.id, parent, &event.author.name, &time, &event.kind, &anchor] {
            put_cell(&mut out, cell);
            out.push(',');
        }
        put_cell(&mut out, &event.text);
        out.push_str("\r\n");
    }
    out
}

fn put_cell(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    // Some spreadsheets separate cells by semicolons or tabs, since their decimal separator is the comma.
    let quoted = cell.contains(['"', ',', ';', '\t', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    for letter in cell.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    if quoted {
        out.push('"');
    }
}

/// Formats a time, in milliseconds since 1970, as ISO 8601 in UTC to the second: `2024-02-29T12:30:00Z`.
pub fn iso(time: i64) -> String {
    let seconds = time.div_euclid(1000);
    let (mut day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // The Gregorian calendar repeats every 146,097 days. Years begin in March here, so that a leap day is the last of
    // its year and the lengths of months repeat every five.
    day += 719_468;
    let (round, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let of_round = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * of_round + of_round / 4 - of_round / 100);
    let of_march = (5 * day + 2) / 153;
    let day = day - (153 * of_march + 2) / 5 + 1;
    let month = if of_march < 10 { of_march + 3 } else { of_march - 9 };
    let year = round * 400 + of_round + i64::from(month <= 2);
    let mut out = String::new();
    if year < 0 {
        out.push('-');
    }
    put_number(&mut out, year.abs(), 4);
    for (mark, number) in [('-', month), ('-', day), ('T', second / 3600), (':', second / 60 % 60), (':', second % 60)]
    {
        out.push(mark);
        put_number(&mut out, number, 2);
    }
    out.push('Z');
    out
}

/// Writes a number with leading zeros, up to this many digits.
fn put_number(out: &mut String, number: i64, digits: usize) {
    let number = number.to_string();
    for _ in number.len()..digits {
        out.push('0');
    }
    out.push_str(&number);
}

#[cfg(test)]
mod tests;
