//! Reads the texts of the interface, and fails the build if a language lacks a key, a plural form or a placeholder.
//! docs/languages.md describes the format of the files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The languages with their plural forms, in the order of the Unicode CLDR. The first is compiled into the widget and
/// defines the keys.
const LANGUAGES: [(&str, &[&str]); 3] =
    [("en", &["one", "other"]), ("fi", &["one", "other"]), ("ar", &["zero", "one", "two", "few", "many", "other"])];

/// The separator between plural forms in the packed table.
const FORM: char = '|';

/// A key with its text, or with one text for each plural form.
struct Entry {
    key: String,
    line: usize,
    texts: Vec<(String, String)>,
}

impl Entry {
    fn is_plural(&self) -> bool {
        self.texts.iter().any(|(form, _)| !form.is_empty())
    }

    /// Returns the numbers of all placeholders.
    fn placeholders(&self) -> Result<Vec<usize>, String> {
        let mut placeholders = vec![];
        for (_, text) in &self.texts {
            let mut rest = text.as_str();
            while let Some((_, after)) = rest.split_once('{') {
                let (number, after) = after.split_once('}').ok_or("a { never closes")?;
                placeholders.push(number.parse().map_err(|_| format!("{{{number}}} is no number"))?);
                rest = after;
            }
        }
        placeholders.sort_unstable();
        placeholders.dedup();
        Ok(placeholders)
    }

    /// Returns the line of the packed table. A placeholder is a single character there, from U+0001 on, which makes the
    /// file smaller.
    fn packed(&self, placeholders: &[usize]) -> String {
        let texts: Vec<&str> = self.texts.iter().map(|(_, text)| text.as_str()).collect();
        let line = texts.join(&FORM.to_string());
        let placeholder = |number: usize| u8::try_from(number + 1).map_or(' ', char::from).to_string();
        placeholders.iter().fold(line, |line, number| line.replace(&format!("{{{number}}}"), &placeholder(*number)))
    }
}

fn main() -> io::Result<()> {
    let folder = PathBuf::from("locales");
    println!("cargo:rerun-if-changed=build.rs");
    let mut tables = vec![];
    for (language, forms) in LANGUAGES {
        let path = folder.join(format!("{language}.txt"));
        println!("cargo:rerun-if-changed={}", path.display());
        tables.push((path.clone(), read(&path, forms)?));
    }
    let mut tables = tables.into_iter();
    let (_, first) = tables.next().ok_or_else(|| io::Error::other("there is no language"))?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo gives no OUT_DIR"))?);
    write_table(&out, "en", &first)?;
    for ((path, table), (language, _)) in tables.zip(LANGUAGES.iter().skip(1)) {
        write_table(&out, language, &in_order(&first, table, &path)?)?;
    }
    fs::write(out.join("i18n.rs"), code(&first)?)
}

fn fault(path: &Path, line: usize, what: &str) -> io::Error {
    io::Error::other(format!("crates/essay-core/{}:{line}: {what}", path.display()))
}

/// Reads `Key = text` and `Key.form = text`. A line that begins with # is a comment.
fn read(path: &Path, forms: &[&str]) -> io::Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = vec![];
    for (index, text) in fs::read_to_string(path)?.lines().enumerate() {
        let line = index + 1;
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let (key, text) = text.split_once(" = ").ok_or_else(|| fault(path, line, "write it as `Key = text`."))?;
        if text.contains(FORM) || text.trim() != text || text.is_empty() {
            return Err(fault(path, line, "a text is not empty, has no | in it, and no space at its ends."));
        }
        let (key, form) = key.split_once('.').unwrap_or((key, ""));
        let text = (form.to_owned(), text.to_owned());
        let goes_on = !form.is_empty() && entries.last().is_some_and(|entry| entry.key == key);
        if let Some(entry) = entries.last_mut().filter(|_| goes_on) {
            entry.texts.push(text);
        } else if entries.iter().any(|entry| entry.key == key) {
            return Err(fault(path, line, &format!("{key} was there before.")));
        } else {
            entries.push(Entry { key: key.to_owned(), line, texts: vec![text] });
        }
    }
    for entry in entries.iter().filter(|entry| entry.is_plural()) {
        let given: Vec<&str> = entry.texts.iter().map(|(form, _)| form.as_str()).collect();
        if given != forms {
            let what = format!("{} needs the forms {} in this order.", entry.key, forms.join(", "));
            return Err(fault(path, entry.line, &what));
        }
    }
    Ok(entries)
}

/// Sorts the entries of a language in the order of the first one. Both must have the same keys and placeholders.
fn in_order(first: &[Entry], mut table: Vec<Entry>, path: &Path) -> io::Result<Vec<Entry>> {
    let mut ordered = vec![];
    for model in first {
        let at = table.iter().position(|entry| entry.key == model.key);
        let entry =
            at.map(|at| table.remove(at)).ok_or_else(|| fault(path, 1, &format!("{} is missing.", model.key)))?;
        let wrong = |what: String| fault(path, entry.line, &format!("{}: {what}", entry.key));
        let (placeholders, wanted) = (entry.placeholders().map_err(wrong)?, model.placeholders().map_err(wrong)?);
        if placeholders != wanted || entry.is_plural() != model.is_plural() {
            return Err(wrong(format!(
                "the placeholders are {placeholders:?} and should be {wanted:?}; or it is a plural in one only."
            )));
        }
        ordered.push(entry);
    }
    match table.first() {
        Some(unknown) => Err(fault(path, unknown.line, &format!("the English words have no {}.", unknown.key))),
        None => Ok(ordered),
    }
}

fn write_table(out: &Path, language: &str, entries: &[Entry]) -> io::Result<()> {
    let line =
        |entry: &Entry| entry.placeholders().map(|placeholders| entry.packed(&placeholders)).map_err(io::Error::other);
    let lines = entries.iter().map(line).collect::<io::Result<Vec<String>>>()?;
    fs::write(out.join(format!("{language}.txt")), lines.join("\n"))
}

/// Generates the type of the keys.
fn code(entries: &[Entry]) -> io::Result<String> {
    let mut keys = String::new();
    let mut placeholders = String::new();
    for entry in entries {
        let numbers = entry.placeholders().map_err(io::Error::other)?;
        if numbers.iter().enumerate().any(|(at, number)| at != *number) {
            return Err(io::Error::other(format!("The placeholders of {} are not counted from 0.", entry.key)));
        }
        let text = entry.texts.first().map(|(_, text)| text.as_str()).unwrap_or_default();
        let _ = writeln!(keys, "    /// `{text}`\n    {},", entry.key);
        if !numbers.is_empty() {
            let _ = writeln!(placeholders, "            Self::{} => {},", entry.key, numbers.len());
        }
    }
    Ok(format!(
        "/// A key of the interface's texts, named after its English text.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u16)]\npub enum MessageKey {{\n{keys}}}\n\n\
         impl MessageKey {{\n    /// The number of keys.\n    pub const COUNT: usize = {};\n\n    \
         /// Returns the number of placeholders.\n    pub const fn placeholders(self) -> usize {{\n        match self {{\n{placeholders}            \
         _ => 0,\n        }}\n    }}\n}}\n",
        entries.len()
    ))
}
