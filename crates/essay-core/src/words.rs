//! The words of the interface, in the languages that it has.
//!
//! Each word has a key, a [`Word`], and each language a table of texts, one line for each key. English is compiled in; the
//! tables of other languages are files that the platform fetches when they are needed. `build.rs` checks that every language
//! has every key, with the same placeholders and with its own forms of plural (docs/languages.md).

use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

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
    /// Every language of the interface, with its name in itself.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::English, "English"), (Self::Finnish, "Suomi"), (Self::Arabic, "العربية")];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Finnish => "fi",
            Self::Arabic => "ar",
        }
    }

    /// The language of a tag, by its first part; English for those that the interface does not speak.
    pub fn of(tag: &str) -> Self {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let known = Self::ALL.into_iter().find(|(language, _)| language.tag().eq_ignore_ascii_case(first));
        known.map_or(Self::English, |(language, _)| language)
    }

    /// The direction in which it is written, as HTML tells it.
    pub fn direction(self) -> &'static str {
        direction(self.tag())
    }
}

/// The direction in which the language of a tag is written, as HTML tells it; `auto` where no language is known.
pub fn direction(tag: &str) -> &'static str {
    let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
    match ["ar", "he", "fa", "ur"].iter().any(|rtl| first.eq_ignore_ascii_case(rtl)) {
        true => "rtl",
        false if first.is_empty() => "auto",
        false => "ltr",
    }
}

/// The placeholders of the packed tables: the first is U+0001.
const HOLES: [char; 4] = ['\u{1}', '\u{2}', '\u{3}', '\u{4}'];

/// Which of a language's forms of plural a number takes, counted from 0 in the order of the Unicode CLDR.
pub type PluralRule = fn(Language, usize) -> usize;

/// The rule of the Unicode CLDR for whole numbers. Browsers have their own, for every language.
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

/// The words of one language. Tables live as long as the program; there is one for each language that is used.
#[derive(Clone, Copy, Debug)]
pub struct Words(&'static Table);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language() == other.language()
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::english()
    }
}

static ENGLISH: OnceLock<Table> = OnceLock::new();

impl Words {
    /// The words that are compiled in.
    pub fn english() -> Self {
        const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/en.txt"));
        Self(ENGLISH.get_or_init(|| Table { language: Language::English, lines: TEXT.lines().collect(), rule: plural }))
    }

    /// Reads a table, for good; none if it is not whole.
    pub fn read(language: Language, text: String, rule: PluralRule) -> Option<Self> {
        let lines: Vec<&'static str> = String::leak(text).lines().collect();
        (lines.len() == Word::COUNT).then(|| Self(Box::leak(Box::new(Table { language, lines, rule }))))
    }

    /// Which language it is.
    pub fn language(self) -> Language {
        self.0.language
    }

    /// The text of a word that has no placeholders; `say!` checks that.
    pub fn text(self, word: Word) -> &'static str {
        self.0.lines.get(word as usize).copied().unwrap_or_default()
    }

    /// What stands before and behind the placeholder of a word that has one; `around!` checks that.
    pub fn around(self, word: Word) -> (&'static str, &'static str) {
        self.text(word).split_once(HOLES).unwrap_or_default()
    }

    /// The text of a word with its placeholders filled; `say!` checks how many there are. Of a plural the first value, a
    /// number, chooses the form.
    pub fn fill(self, word: Word, values: &[Value<'_>]) -> String {
        let mut rest = self.text(word);
        if let (true, Some(Value::Number(number))) = (rest.contains('|'), values.first()) {
            rest = rest.split('|').nth((self.0.rule)(self.language(), *number)).unwrap_or(rest);
        }
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once(HOLES) {
            out.push_str(before);
            let hole = rest.as_bytes().get(before.len()).copied().unwrap_or_default();
            match values.get(usize::from(hole).wrapping_sub(1)) {
                Some(Value::Number(number)) => out.push_str(&number.to_string()),
                Some(Value::Text(text)) => self.put_apart(&mut out, text),
                None => {}
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What was said, in these words.
    pub fn tell(self, said: &Said) -> String {
        let Some((word, facts)) = &said.0 else { return String::new() };
        let values: Vec<Value<'_>> = facts.iter().map(Fact::value).collect();
        self.fill(*word, &values)
    }

    /// Puts in what may be written in the other direction: isolated, so that it does not tear the sentence apart.
    fn put_apart(self, out: &mut String, text: &str) {
        let rtl =
            |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
        let apart = match self.language().direction() {
            "rtl" => text.contains(|letter: char| letter.is_ascii_alphabetic()),
            _ => text.contains(rtl),
        };
        if apart {
            out.push('\u{2068}');
        }
        out.push_str(text);
        if apart {
            out.push('\u{2069}');
        }
    }
}

/// All languages, where they need not be fetched: on the author's machine, and in tests.
#[cfg(not(target_arch = "wasm32"))]
impl Words {
    /// The packed table of a language, one line for each key.
    pub fn table(language: Language) -> &'static str {
        match language {
            Language::English => include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
            Language::Finnish => include_str!(concat!(env!("OUT_DIR"), "/fi.txt")),
            Language::Arabic => include_str!(concat!(env!("OUT_DIR"), "/ar.txt")),
        }
    }

    /// The words of a language.
    pub fn of(language: Language) -> Self {
        match language {
            Language::English => Self::english(),
            other => Self::read(other, Self::table(other).to_owned(), plural).unwrap_or_default(),
        }
    }
}

/// What is put into a placeholder.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A number.
    Number(usize),
}

// The macros hand over references to whatever they are given.
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

/// A value that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fact {
    Text(String),
    Number(usize),
}

impl Fact {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Number(number) => Value::Number(*number),
        }
    }
}

/// A sentence that can be told in any language; or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said(Option<(Word, Vec<Fact>)>);

impl Said {
    /// A sentence; `said!` checks how many values it has.
    pub fn of(word: Word, values: &[Value<'_>]) -> Self {
        let kept = |value: &Value<'_>| match value {
            Value::Text(text) => Fact::Text((*text).to_owned()),
            Value::Number(number) => Fact::Number(*number),
        };
        Self(Some((word, values.iter().map(kept).collect())))
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// A word in these words: `say!(words, Undo)` is a `&'static str`, `say!(words, StageOf, 1, 8)` a `String`. A wrong number of
/// values is an error of the compiler.
#[macro_export]
macro_rules! say {
    ($words:expr, $key:ident) => {{
        const { assert!($crate::words::Word::$key.holes() == 0) };
        $words.text($crate::words::Word::$key)
    }};
    ($words:expr, $key:ident, $($value:expr),+ $(,)?) => {{
        const { assert!($crate::words::Word::$key.holes() == 0 $(+ { let _ = stringify!($value); 1 })+) };
        $words.fill($crate::words::Word::$key, &[$($crate::words::Value::from(&$value)),+])
    }};
}

/// A sentence to be told later, in whatever language the reader has by then.
#[macro_export]
macro_rules! said {
    ($key:ident $(, $value:expr)* $(,)?) => {{
        const { assert!($crate::words::Word::$key.holes() == 0 $(+ { let _ = stringify!($value); 1 })*) };
        $crate::words::Said::of($crate::words::Word::$key, &[$($crate::words::Value::from(&$value)),*])
    }};
}

/// What stands before and behind the one placeholder of a word, into which something else than text is put.
#[macro_export]
macro_rules! around {
    ($words:expr, $key:ident) => {{
        const { assert!($crate::words::Word::$key.holes() == 1) };
        $words.around($crate::words::Word::$key)
    }};
}

#[cfg(test)]
mod tests;
