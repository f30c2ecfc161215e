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
    fn read(json: Json, fault: &mut Fault) -> Self;
}

/// The first fault of a reading: a few words that say what was expected.
pub type Fault = Option<String>;

/// Notes a fault, unless there was one before.
pub fn note(fault: &mut Fault, what: impl FnOnce() -> String) {
    if fault.is_none() {
        *fault = Some(what());
    }
}

impl FromJson for String {
    fn read(json: Json, fault: &mut Fault) -> Self {
        match json {
            Json::Text(text) => text,
            _ => {
                note(fault, || "a string was expected".to_owned());
                Self::new()
            }
        }
    }
}

impl FromJson for bool {
    fn read(json: Json, fault: &mut Fault) -> Self {
        match json {
            Json::Bool(value) => value,
            _ => {
                note(fault, || "true or false was expected".to_owned());
                false
            }
        }
    }
}

impl FromJson for u64 {
    fn read(json: Json, fault: &mut Fault) -> Self {
        let number = json.as_integer().and_then(|number| number.try_into().ok());
        number.unwrap_or_else(|| {
            note(fault, || "a whole number was expected".to_owned());
            0
        })
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(json: Json, fault: &mut Fault) -> Self {
        match json {
            Json::List(items) => items.into_iter().map(|item| T::read(item, fault)).collect(),
            _ => {
                note(fault, || "a list was expected".to_owned());
                vec![]
            }
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn read(json: Json, fault: &mut Fault) -> Self {
        match json {
            Json::Null => None,
            json => Some(T::read(json, fault)),
        }
    }
}

/// An object whose fields are read one by one. Anything else reads as an object without fields.
#[derive(Debug)]
pub struct Reading<'a> {
    json: Json,
    fault: &'a mut Fault,
}

impl<'a> Reading<'a> {
    /// Begins to read an object.
    pub fn new(json: Json, fault: &'a mut Fault) -> Self {
        Self { json, fault }
    }

    /// Reads a field that must be there.
    pub fn need<T: FromJson>(&mut self, name: &str) -> T {
        let json = self.json.take(name);
        if json.is_none() {
            note(self.fault, || format!("\"{name}\" is missing"));
        }
        T::read(json.unwrap_or_default(), self.fault)
    }

    /// Reads a field that may be missing, or `null`.
    pub fn maybe<T: FromJson + Default>(&mut self, name: &str) -> T {
        match self.json.take(name) {
            None | Some(Json::Null) => T::default(),
            Some(json) => T::read(json, self.fault),
        }
    }
}

#[cfg(test)]
mod tests;
