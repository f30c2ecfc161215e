//! A source file, the positions in it, and the problems found there.

use essay_core::encoding::encoding_of;
use essay_core::problem::{Problem, Severity};

/// A source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path that problems show.
    pub file: String,
    /// The text.
    pub text: String,
}

/// A problem and the file that it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The path of the file.
    pub file: String,
    /// The problem.
    pub problem: Problem,
}

impl Diagnostic {
    /// Makes an error at a position of a source, in bytes.
    pub(crate) fn error(source: &Source, at: usize, message: &str, hint: &str) -> Self {
        Self::at(source, at, Severity::Error, message, hint)
    }

    fn at(source: &Source, at: usize, severity: Severity, message: &str, hint: &str) -> Self {
        let (line, column) = source.position(at);
        let problem = Problem { line, column, severity, message: message.to_owned(), hint: hint.to_owned() };
        Self { file: source.file.clone(), problem }
    }

    /// Formats the problem in one line, for people who do not read a compiler's output: `file:line:column: message
    /// hint`.
    pub fn in_one_line(&self) -> String {
        let Problem { line, column, message, hint, .. } = &self.problem;
        format!("{}:{line}:{column}: {message} {hint}", self.file)
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.problem.in_file(&self.file))
    }
}

impl Source {
    /// Reads the bytes of a file as editors save them: UTF-8 or UTF-16, with or without a byte order mark.
    ///
    /// # Errors
    /// Fails with a problem at the first unreadable place if the file has neither encoding.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let text = match encoding_of(bytes) {
            "utf-16le" => utf16(bytes, u16::from_le_bytes),
            "utf-16be" => utf16(bytes, u16::from_be_bytes),
            _ => std::str::from_utf8(bytes).map(str::to_owned).map_err(|fault| {
                String::from_utf8_lossy(bytes.get(..fault.valid_up_to()).unwrap_or_default()).into_owned()
            }),
        };
        let source = |text| Self { file: file.to_owned(), text };
        text.map(source).map_err(|before| {
            let before = source(before).tidied();
            let message = "The file is not text in UTF-8 from here on.";
            let hint = "Open it in an editor, choose the encoding UTF-8, and save it.";
            Diagnostic::error(&before, before.text.len(), message, hint)
        })
    }

    /// Normalizes the text for the compiler. It drops a byte order mark, makes a lone carriage return a line feed, and
    /// replaces zero characters by the replacement character, as CommonMark demands.
    pub(crate) fn tidied(&self) -> Self {
        let text = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        let mut tidied = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            tidied.push(match character {
                '\0' => '\u{fffd}',
                '\r' if rest.peek() != Some(&'\n') => '\n',
                character => character,
            });
        }
        Self { file: self.file.clone(), text: tidied }
    }

    /// Converts a position in bytes to line and column, both counted from 1, the column in characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (before.matches('\n').count() + 1, column)
    }
}

/// Decodes the bytes. The error is the text before the first fault.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::new();
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => return Err(text),
        }
    }
    if rest.is_empty() { Ok(text) } else { Err(text) }
}

/// Collects the problems of one file.
pub(crate) struct Report<'a> {
    source: &'a Source,
    found: Vec<(usize, Diagnostic)>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        Self { source, found: vec![] }
    }

    pub(crate) fn error(&mut self, at: usize, message: &str, hint: &str) {
        self.add(Severity::Error, at, message, hint);
    }

    pub(crate) fn warning(&mut self, at: usize, message: &str, hint: &str) {
        self.add(Severity::Warning, at, message, hint);
    }

    fn add(&mut self, severity: Severity, at: usize, message: &str, hint: &str) {
        self.found.push((at, Diagnostic::at(self.source, at, severity, message, hint)));
    }

    /// Returns the problems in the order of their positions.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|(at, _)| *at);
        self.found.into_iter().map(|(_, found)| found).collect()
    }
}
