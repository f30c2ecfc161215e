//! JSON, read and written without loss.
//!
//! Readers pay for every byte of the wasm: this is a tenth of the size of a general deserializer for the same types.
//! Numbers stay as they were written, fields keep their order, and what is not known is kept. Source of the grammar: RFC 8259.

mod parser;

use std::fmt;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the digits in which it was written.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, its fields in the order in which they were written.
    Object(Fields),
}

/// The fields of an object.
pub type Fields = Vec<(String, Json)>;

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong.
    pub what: &'static str,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

impl Json {
    /// Reads a text. Half a surrogate pair in an escape becomes U+FFFD; of fields with the same name all are kept.
    ///
    /// # Errors
    /// [`Malformed`] when the text is not JSON, or nests deeper than 128 levels.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        parser::parse(text)
    }

    /// An object of these fields.
    pub fn object<const N: usize>(fields: [(&str, Json); N]) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The field with this name, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Takes the field with this name out, if this is an object that has it.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let Self::Object(fields) = self else { return None };
        take(fields, name)
    }

    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        Some(text)
    }

    /// The number without its fraction, if this is a number that 64 bits hold.
    pub fn as_integer(&self) -> Option<i64> {
        let Self::Number(text) = self else { return None };
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let mut exponent: i32 = exponent.parse().ok()?;
        let mut number: i64 = 0;
        let mut in_fraction = false;
        for byte in digits.bytes() {
            match byte {
                b'-' => {}
                b'.' => in_fraction = true,
                // Digits behind the point count only as far as the exponent moves it.
                _ if in_fraction && exponent <= 0 => break,
                digit => {
                    exponent -= i32::from(in_fraction);
                    number = number.checked_mul(10)?.checked_add(i64::from(digit & 15))?;
                }
            }
        }
        while exponent != 0 && number != 0 {
            number = if exponent > 0 { number.checked_mul(10)? } else { number / 10 };
            exponent -= exponent.signum();
        }
        Some(if digits.starts_with('-') { -number } else { number })
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(true) => text.push_str("true"),
            Self::Bool(false) => text.push_str("false"),
            Self::Number(digits) => text.push_str(digits),
            Self::Text(words) => quote(words, text),
            Self::List(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    item.write(text);
                }
                text.push(']');
            }
            Self::Object(fields) => {
                text.push('{');
                for (index, (name, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    quote(name, text);
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
    }
}

/// Takes the field with this name out.
pub fn take(fields: &mut Fields, name: &str) -> Option<Json> {
    let at = fields.iter().position(|(known, _)| known == name)?;
    Some(fields.remove(at).1)
}

fn quote(words: &str, text: &mut String) {
    text.push('"');
    for character in words.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if control < ' ' => {
                text.push_str(if control < '\u{10}' { "\\u000" } else { "\\u001" });
                text.extend(char::from_digit(control as u32 & 15, 16));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<&String> for Json {
    fn from(value: &String) -> Self {
        value.as_str().into()
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Number(value.to_string())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// Reads a value. Where something else stands, it notes the fault and goes on with anything: a reader that returns
    /// early at every field is twice as large.
    fn read(json: Json, found: &mut Findings) -> Self;

    /// Reads an item of a list; one that cannot be shown as it is may stand for several, or for none.
    fn add(json: Json, found: &mut Findings, list: &mut Vec<Self>) {
        list.push(Self::read(json, found));
    }

    /// Reads what stands where a list of these was expected.
    fn stray(_json: Json, found: &mut Findings, _list: &mut Vec<Self>) {
        found.note(|| "a list was expected".to_owned());
    }
}

/// How much is told of one text: whoever sees to so much compiles it again, and is told the rest.
pub const MOST_TOLD: usize = 20;

/// What a reading came upon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first fault with which the value cannot be used: a few words that say what was expected.
    pub fault: Option<String>,
    /// What can be used, though not as it was meant: sentences, each once, [`MOST_TOLD`] at most.
    pub told: Vec<String>,
}

impl Findings {
    /// Notes a fault, unless there was one before.
    pub fn note(&mut self, what: impl FnOnce() -> String) {
        if self.fault.is_none() {
            self.fault = Some(what());
        }
    }

    /// Tells what is not as it was meant.
    pub fn tell(&mut self, sentence: String) {
        if self.told.len() < MOST_TOLD && !self.told.contains(&sentence) {
            self.told.push(sentence);
        }
    }
}

impl FromJson for Json {
    fn read(json: Json, _: &mut Findings) -> Self {
        json
    }
}

impl FromJson for String {
    fn read(json: Json, found: &mut Findings) -> Self {
        match json {
            Json::Text(text) => text,
            _ => {
                found.note(|| "a string was expected".to_owned());
                Self::new()
            }
        }
    }
}

impl FromJson for bool {
    fn read(json: Json, found: &mut Findings) -> Self {
        match json {
            Json::Bool(value) => value,
            _ => {
                found.note(|| "true or false was expected".to_owned());
                false
            }
        }
    }
}

impl FromJson for u64 {
    fn read(json: Json, found: &mut Findings) -> Self {
        let number = json.as_integer().and_then(|number| number.try_into().ok());
        number.unwrap_or_else(|| {
            found.note(|| "a whole number was expected".to_owned());
            0
        })
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(json: Json, found: &mut Findings) -> Self {
        let mut list = vec![];
        match json {
            Json::List(items) => items.into_iter().for_each(|item| T::add(item, found, &mut list)),
            other => T::stray(other, found, &mut list),
        }
        list
    }

    fn stray(json: Json, found: &mut Findings, list: &mut Vec<Self>) {
        list.push(Self::read(json, found));
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn read(json: Json, found: &mut Findings) -> Self {
        match json {
            Json::Null => None,
            json => Some(T::read(json, found)),
        }
    }
}

/// An object whose fields are read one by one. Anything else reads as an object without fields.
#[derive(Debug)]
pub struct Reading<'a> {
    json: Json,
    found: &'a mut Findings,
}

impl<'a> Reading<'a> {
    /// Begins to read an object.
    pub fn new(json: Json, found: &'a mut Findings) -> Self {
        Self { json, found }
    }

    /// Reads a field that must be there.
    pub fn need<T: FromJson>(&mut self, name: &str) -> T {
        let json = self.json.take(name);
        if json.is_none() {
            self.found.note(|| format!("\"{name}\" is missing"));
        }
        T::read(json.unwrap_or_default(), self.found)
    }

    /// Reads a field that may be missing, or `null`.
    pub fn maybe<T: FromJson + Default>(&mut self, name: &str) -> T {
        match self.json.take(name) {
            None | Some(Json::Null) => T::default(),
            Some(json) => T::read(json, self.found),
        }
    }
}

#[cfg(test)]
mod tests;
