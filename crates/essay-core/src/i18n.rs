//! The texts of the interface in all its languages.
//!
//! Each text has a key, a [`MessageKey`], and each language has a table with one line for each key. The English table is
//! compiled in. The platform fetches the other tables when they are needed. `build.rs` checks that every language has
//! every key, with the same placeholders and with the language's own plural forms (docs/languages.md).
//!
//! # Example
//! ```
//! use essay_core::i18n::{Language, Translations};
//! use essay_core::{msg, t, t_split};
//!
//! let english = Translations::english();
//! assert_eq!(t!(english, StageOf, 1, 8), "Stage 1 of 8");
//! assert_eq!(t!(english, Undo), "Undo");
//! assert_eq!(t_split!(english, Minutes), ("", " min"));
//!
//! // A message is kept without a language, and formatted in the language that the reader has by then.
//! let added = msg!(EntriesAdded, 2);
//! assert_eq!(english.format(&added), "Entries added: 2.");
//! assert_ne!(Translations::of(Language::Finnish).format(&added), english.format(&added));
//! ```

use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Finnish.
    Finnish,
    /// Arabic.
    Arabic,
}

impl Language {
    /// Every language of the interface, with its name in that language.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::English, "English"), (Self::Finnish, "Suomi"), (Self::Arabic, "العربية")];

    /// Returns the language's BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Finnish => "fi",
            Self::Arabic => "ar",
        }
    }

    /// Returns the language for a tag, judged by the tag's first part. Returns English for languages that the interface
    /// lacks.
    pub fn of(tag: &str) -> Self {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let known = Self::ALL.into_iter().find(|(language, _)| language.tag().eq_ignore_ascii_case(first));
        known.map_or(Self::English, |(language, _)| language)
    }

    /// Returns the writing direction as a value of HTML's `dir`.
    pub fn direction(self) -> &'static str {
        direction(self.tag())
    }
}

/// Returns the writing direction of a language tag as a value of HTML's `dir`; `auto` if the language is unknown.
pub fn direction(tag: &str) -> &'static str {
    let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
    match ["ar", "he", "fa", "ur"].iter().any(|rtl| first.eq_ignore_ascii_case(rtl)) {
        true => "rtl",
        false if first.is_empty() => "auto",
        false => "ltr",
    }
}

/// Returns whether a letter belongs to a script that is written from right to left.
pub(crate) fn is_rtl(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// The placeholders of the packed tables, from U+0001 on.
const PLACEHOLDERS: [char; 4] = ['\u{1}', '\u{2}', '\u{3}', '\u{4}'];

/// A rule that chooses a language's plural form for a number. Forms are counted from 0 in the order of the Unicode
/// CLDR.
pub type PluralRule = fn(Language, usize) -> usize;

/// Applies the rules of the Unicode CLDR to whole numbers. Browsers have rules of their own for every language.
pub fn plural(language: Language, number: usize) -> usize {
    match language {
        Language::English | Language::Finnish => usize::from(number != 1),
        Language::Arabic => match (number, number % 100) {
            (0..=2, _) => number,
            (_, 3..=10) => 3,
            (_, 11..) => 4,
            _ => 5,
        },
    }
}

#[derive(Debug)]
struct Table {
    language: Language,
    lines: Vec<&'static str>,
    rule: PluralRule,
}

/// The texts of one language. A table lives as long as the program, so there is one for each language that is used.
#[derive(Clone, Copy, Debug)]
pub struct Translations(&'static Table);

impl PartialEq for Translations {
    fn eq(&self, other: &Self) -> bool {
        self.language() == other.language()
    }
}

impl Default for Translations {
    fn default() -> Self {
        Self::english()
    }
}

static ENGLISH: OnceLock<Table> = OnceLock::new();

impl Translations {
    /// Returns the English texts, which are compiled in.
    pub fn english() -> Self {
        const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/en.txt"));
        Self(ENGLISH.get_or_init(|| Table { language: Language::English, lines: TEXT.lines().collect(), rule: plural }))
    }

    /// Reads a table and keeps it for the life of the program. Returns `None` if lines are missing.
    pub fn read(language: Language, text: String, rule: PluralRule) -> Option<Self> {
        let lines: Vec<&'static str> = String::leak(text).lines().collect();
        (lines.len() == MessageKey::COUNT).then(|| Self(Box::leak(Box::new(Table { language, lines, rule }))))
    }

    /// Returns the language of these texts.
    pub fn language(self) -> Language {
        self.0.language
    }

    /// Returns the text of a key that has no placeholders. The macro `t!` checks this.
    pub fn text(self, key: MessageKey) -> &'static str {
        self.0.lines.get(key as usize).copied().unwrap_or_default()
    }

    /// Returns the text before and after the placeholder of a key that has one. The macro `t_split!` checks this.
    pub fn split(self, key: MessageKey) -> (&'static str, &'static str) {
        self.text(key).split_once(PLACEHOLDERS).unwrap_or_default()
    }

    /// Returns the text of a key with its placeholders filled. The macro `t!` checks their number. The first value of
    /// a plural text must be a number, and chooses the form.
    pub fn fill(self, key: MessageKey, values: &[Value<'_>]) -> String {
        let mut rest = self.text(key);
        if let (true, Some(Value::Number(number))) = (rest.contains('|'), values.first()) {
            rest = rest.split('|').nth((self.0.rule)(self.language(), *number)).unwrap_or(rest);
        }
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once(PLACEHOLDERS) {
            out.push_str(before);
            let placeholder = rest.as_bytes().get(before.len()).copied().unwrap_or_default();
            match values.get(usize::from(placeholder).wrapping_sub(1)) {
                Some(Value::Number(number)) => out.push_str(&number.to_string()),
                Some(Value::Text(text)) => self.push_isolated(&mut out, text),
                None => {}
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Formats a message in this language.
    pub fn format(self, message: &LocalizedMessage) -> String {
        let Some((key, args)) = &message.0 else { return String::new() };
        let values: Vec<Value<'_>> = args.iter().map(MessageArg::value).collect();
        self.fill(*key, &values)
    }

    /// Inserts a value that may be written in the other direction. Isolation characters keep it from reordering the
    /// sentence around it.
    fn push_isolated(self, out: &mut String, text: &str) {
        let isolated = match self.language().direction() {
            "rtl" => text.contains(|letter: char| letter.is_ascii_alphabetic()),
            _ => text.contains(is_rtl),
        };
        if isolated {
            out.push('\u{2068}');
        }
        out.push_str(text);
        if isolated {
            out.push('\u{2069}');
        }
    }
}

/// All tables, for programs that need not fetch them: on the author's machine and in tests.
#[cfg(not(target_arch = "wasm32"))]
impl Translations {
    /// Returns the packed table of a language, with one line for each key.
    pub fn table(language: Language) -> &'static str {
        match language {
            Language::English => include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
            Language::Finnish => include_str!(concat!(env!("OUT_DIR"), "/fi.txt")),
            Language::Arabic => include_str!(concat!(env!("OUT_DIR"), "/ar.txt")),
        }
    }

    /// Returns the texts of a language.
    pub fn of(language: Language) -> Self {
        match language {
            Language::English => Self::english(),
            other => Self::read(other, Self::table(other).to_owned(), plural).unwrap_or_default(),
        }
    }
}

/// A value for a placeholder.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A number.
    Number(usize),
}

// The macros pass a reference to each of their arguments.
impl<'a> From<&'a &str> for Value<'a> {
    fn from(text: &'a &str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a &String> for Value<'a> {
    fn from(text: &'a &String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<&usize> for Value<'_> {
    fn from(number: &usize) -> Self {
        Self::Number(*number)
    }
}

/// A value that a stored message owns.
#[derive(Clone, Debug, PartialEq, Eq)]
enum MessageArg {
    Text(String),
    Number(usize),
}

impl MessageArg {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Number(number) => Value::Number(*number),
        }
    }
}

/// A message that can be formatted in any language later. The default message is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalizedMessage(Option<(MessageKey, Vec<MessageArg>)>);

impl LocalizedMessage {
    /// Makes a message. The macro `msg!` checks the number of its values.
    pub fn of(key: MessageKey, values: &[Value<'_>]) -> Self {
        let kept = |value: &Value<'_>| match value {
            Value::Text(text) => MessageArg::Text((*text).to_owned()),
            Value::Number(number) => MessageArg::Number(*number),
        };
        Self(Some((key, values.iter().map(kept).collect())))
    }

    /// Returns whether the message is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// Formats a text of the interface. `t!(words, Undo)` is a `&'static str`, and `t!(words, StageOf, 1, 8)` is a
/// `String`. A wrong number of values does not compile.
#[macro_export]
macro_rules! t {
    ($words:expr, $key:ident) => {{
        const { assert!($crate::i18n::MessageKey::$key.placeholders() == 0) };
        $words.text($crate::i18n::MessageKey::$key)
    }};
    ($words:expr, $key:ident, $($value:expr),+ $(,)?) => {{
        const { assert!($crate::i18n::MessageKey::$key.placeholders() == 0 $(+ { let _ = stringify!($value); 1 })+) };
        $words.fill($crate::i18n::MessageKey::$key, &[$($crate::i18n::Value::from(&$value)),+])
    }};
}

/// Makes a message that is formatted later, in the language that the reader has then.
#[macro_export]
macro_rules! msg {
    ($key:ident $(, $value:expr)* $(,)?) => {{
        const { assert!($crate::i18n::MessageKey::$key.placeholders() == 0 $(+ { let _ = stringify!($value); 1 })*) };
        $crate::i18n::LocalizedMessage::of($crate::i18n::MessageKey::$key, &[$($crate::i18n::Value::from(&$value)),*])
    }};
}

/// Splits a text at its one placeholder, so that the caller can put an element there instead of text.
#[macro_export]
macro_rules! t_split {
    ($words:expr, $key:ident) => {{
        const { assert!($crate::i18n::MessageKey::$key.placeholders() == 1) };
        $words.split($crate::i18n::MessageKey::$key)
    }};
}

#[cfg(test)]
mod tests;
