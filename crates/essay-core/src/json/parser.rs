//! The parser of JSON texts.

use super::{Json, SyntaxError};

impl Json {
    /// Parses a text. Half a surrogate pair in an escape becomes U+FFFD. Fields with the same name are all kept.
    ///
    /// # Errors
    /// [`SyntaxError`] when the text is not JSON, or nests deeper than 128 levels.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parse(text)
    }
}

/// The deepest nesting. It is far more than a document needs, and no stack overflows at it.
const DEEPEST: usize = 128;

fn parse(text: &str) -> Result<Json, SyntaxError> {
    // Editors write a byte order mark, which is not part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser = Parser { text, at: 0 };
    parser.document().map_err(|what| {
        let before = text.get(..parser.at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        SyntaxError { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, what }
    })
}

struct Parser<'a> {
    text: &'a str,
    /// The offset of the next byte. It lies between two characters whenever a fault is reported.
    at: usize,
}

/// The result of a parser. A fault lies at the parser's current offset.
type Parsed<T> = Result<T, &'static str>;

impl<'a> Parser<'a> {
    fn document(&mut self) -> Parsed<Json> {
        let value = self.value(0)?;
        match self.peek_after_space() {
            None => Ok(value),
            Some(_) => Err("something stands after the end"),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn peek_after_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    /// Skips this byte if it is the next one.
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Parsed<Json> {
        if depth > DEEPEST {
            return Err("the text nests too deeply");
        }
        match self.peek_after_space() {
            None => Err("the text ends too early"),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => {
                for (word, value) in [("null", Json::Null), ("true", true.into()), ("false", false.into())] {
                    if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err("a value was expected")
            }
        }
    }

    fn list(&mut self, depth: usize) -> Parsed<Json> {
        let mut items = vec![];
        self.sequence(b']', |parser| {
            items.push(parser.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Json::List(items))
    }

    fn object(&mut self, depth: usize) -> Parsed<Json> {
        let mut fields = vec![];
        self.sequence(b'}', |parser| {
            if parser.peek() != Some(b'"') {
                return Err("the name of a field was expected");
            }
            let name = parser.string()?;
            if parser.peek_after_space() != Some(b':') {
                return Err("a colon was expected");
            }
            parser.at += 1;
            fields.push((name, parser.value(depth + 1)?));
            Ok(())
        })?;
        Ok(Json::Object(fields))
    }

    /// Parses the comma-separated items between brackets.
    fn sequence(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Parsed<()>) -> Parsed<()> {
        self.at += 1;
        if self.peek_after_space() == Some(end) {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.peek_after_space();
            item(self)?;
            let next = self.peek_after_space();
            if next != Some(end) && next != Some(b',') {
                return Err("a comma or the closing bracket was expected");
            }
            self.at += 1;
            if next == Some(end) {
                return Ok(());
            }
        }
    }

    fn number(&mut self) -> Parsed<Json> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Ok(Json::Number(self.since(start).to_owned()))
    }

    fn digits(&mut self) -> Parsed<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err("a digit was expected") } else { Ok(()) }
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn string(&mut self) -> Parsed<String> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            string.push_str(self.since(start));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    self.at += 1;
                    string.push(self.escape()?);
                }
                Some(_) => return Err("a line break or control character in a string must be escaped"),
                None => return Err("a string does not end"),
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let Some(escape) = self.peek() else { return Err("a string does not end") };
        let character = match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err("no such escape"),
        };
        self.at += 1;
        Ok(character)
    }

    /// Parses the character of `uXXXX`, or of two such escapes that form a surrogate pair.
    fn code_point(&mut self) -> Parsed<char> {
        let unit = self.unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let before = self.at;
        if self.eat(b'\\') && self.peek() == Some(b'u') {
            let low = self.unit()?;
            if (0xdc00..0xe000).contains(&low) {
                let point = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        // The half stands alone, so the next escape is parsed by itself.
        self.at = before;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn unit(&mut self) -> Parsed<u32> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or("four hexadecimal digits were expected")?;
            self.at += 1;
        }
        Ok(unit)
    }
}
