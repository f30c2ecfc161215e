//! Reads and writes JSON without loss.
//!
//! Readers pay for every byte of the wasm, and this code is a tenth of the size of a general deserializer for the same
//! types. Numbers keep their digits, fields keep their order, and unknown fields are kept. Source of the grammar: RFC
//! 8259.
//!
//! # Example
//! ```
//! use essay_core::json::Json;
//!
//! let event = Json::parse(r#"{ "time": 1.50, "text": "Yes.", "later": [1] }"#).unwrap();
//! assert_eq!(event.get("text").and_then(Json::as_str), Some("Yes."));
//! assert_eq!(event.to_string(), r#"{"time":1.50,"text":"Yes.","later":[1]}"#);
//! assert_eq!(Json::parse("{\n?").unwrap_err().line, 2);
//! ```

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

/// The error of a text that is not JSON, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// The fault.
    pub what: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for SyntaxError {}

impl Json {
    /// Makes an object from these fields.
    pub fn object<const N: usize>(fields: [(&str, Json); N]) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Returns the field with this name, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Removes and returns the field with this name, if this is an object that has it.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let Self::Object(fields) = self else { return None };
        take(fields, name)
    }

    /// Returns the string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        Some(text)
    }

    /// Returns the integer part of the number, if this is a number that fits into 64 bits.
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
                // Digits behind the point count only as far as the exponent moves the point.
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

/// Removes and returns the field with this name.
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

/// A type that can be read from JSON.
pub trait FromJson: Sized {
    /// Reads a value. If the value has another type, the reader records the fault and continues with a default. A
    /// reader that returned early at every field would be twice as large.
    fn read(json: Json, found: &mut Findings) -> Self;

    /// Reads an item of a list. An item that cannot be shown as it is may become several items, or none.
    fn add(json: Json, found: &mut Findings, list: &mut Vec<Self>) {
        list.push(Self::read(json, found));
    }

    /// Reads a value that stands where a list was expected.
    fn stray(_json: Json, found: &mut Findings, _list: &mut Vec<Self>) {
        found.record(|| "a list was expected".to_owned());
    }
}

/// The most problems that are reported for one text. An author who fixes that many compiles again and learns of the
/// rest.
pub const MAX_PROBLEMS: usize = 20;

/// The faults and problems that a reader met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first fault that makes the value unusable: a few words that say what was expected.
    pub first_error: Option<String>,
    /// The problems of a usable value: sentences, each once, at most [`MAX_PROBLEMS`].
    pub problems: Vec<String>,
}

impl Findings {
    /// Records a fault, unless there was one before.
    pub fn record(&mut self, what: impl FnOnce() -> String) {
        if self.first_error.is_none() {
            self.first_error = Some(what());
        }
    }

    /// Reports a problem of a usable value.
    pub fn report(&mut self, sentence: String) {
        if self.problems.len() < MAX_PROBLEMS && !self.problems.contains(&sentence) {
            self.problems.push(sentence);
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
                found.record(|| "a string was expected".to_owned());
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
                found.record(|| "true or false was expected".to_owned());
                false
            }
        }
    }
}

impl FromJson for u64 {
    fn read(json: Json, found: &mut Findings) -> Self {
        let number = json.as_integer().and_then(|number| number.try_into().ok());
        number.unwrap_or_else(|| {
            found.record(|| "a whole number was expected".to_owned());
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

/// A reader of an object's fields. A value of another type reads as an object without fields.
#[derive(Debug)]
pub struct FieldReader<'a> {
    json: Json,
    found: &'a mut Findings,
}

impl<'a> FieldReader<'a> {
    /// Begins to read an object.
    pub fn new(json: Json, found: &'a mut Findings) -> Self {
        Self { json, found }
    }

    /// Reads a required field.
    pub fn required<T: FromJson>(&mut self, name: &str) -> T {
        let json = self.json.take(name);
        if json.is_none() {
            self.found.record(|| format!("\"{name}\" is missing"));
        }
        T::read(json.unwrap_or_default(), self.found)
    }

    /// Reads an optional field, which may be missing or `null`.
    pub fn optional<T: FromJson + Default>(&mut self, name: &str) -> T {
        match self.json.take(name) {
            None | Some(Json::Null) => T::default(),
            Some(json) => T::read(json, self.found),
        }
    }
}

#[cfg(test)]
mod tests;
