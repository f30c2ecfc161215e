//! Parses running text: one pass from left to right cuts it into tokens and finds those that belong together.

use super::emphasis::{self, Delimiter};
use super::link;
use super::nesting::{self, Mark, Token};
use super::scan::{run, tail};
use crate::address::may_be_linked_by_readers;
use crate::essay::Inline;

/// Longer runs of backticks than this do not begin code spans.
const BACKTICKS: usize = 32;

/// Parses the text of a paragraph, in which no line begins with spaces.
pub(super) fn parse(text: &str) -> Vec<Inline> {
    let text = text.get(..end_of_words(text)).unwrap_or_default();
    let mut scan = Scan {
        text,
        plain: 0,
        tokens: Vec::new(),
        delimiters: Vec::new(),
        brackets: Vec::new(),
        last_backticks: last_backticks(text),
    };
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        at = match byte {
            b'\\' => scan.escape(at),
            b'\n' => scan.line_end(at),
            b'`' => scan.code(at),
            b'*' | b'_' => scan.delimiters(at, byte),
            b'[' => scan.opening_bracket(at),
            b']' => scan.closing_bracket(at),
            b'<' => scan.autolink(at),
            b'h' | b'H' => scan.bare_link(at),
            _ => at + 1,
        };
    }
    scan.flush(at);
    emphasis::resolve(&mut scan.tokens, &scan.delimiters);
    nesting::build(scan.tokens)
}

/// A paragraph that is being parsed. Each method looks for a construct at a place and returns the place to continue at.
struct Scan<'t> {
    text: &'t str,
    /// The start of the plain text that is not among the tokens yet.
    plain: usize,
    /// The tokens so far.
    tokens: Vec<Token<'t>>,
    /// The runs of asterisks and underscores.
    delimiters: Vec<Delimiter>,
    /// The opening brackets that may still begin a link.
    brackets: Vec<Bracket>,
    /// For each length, the place of the last run of so many backticks; see [`last_backticks`].
    last_backticks: [usize; BACKTICKS],
}

/// An opening bracket.
struct Bracket {
    /// The index of its token.
    token: usize,
    /// The number of delimiters before it.
    delimiters: usize,
    /// The place where its text begins.
    inner: usize,
}

impl<'t> Scan<'t> {
    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Makes a token of the plain text before `to`.
    fn flush(&mut self, to: usize) {
        if self.plain < to {
            self.tokens.push(Token::Text(self.slice(self.plain, to)));
        }
        self.plain = to;
    }

    /// Adds a token that replaces the text from `from` to `to`. Returns the place to continue at.
    fn push(&mut self, from: usize, to: usize, token: Token<'t>) -> usize {
        self.flush(from);
        self.tokens.push(token);
        self.plain = to;
        to
    }

    fn escape(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(b'\n') => self.push(at, at + 2, Token::Break),
            Some(byte) if byte.is_ascii_punctuation() => self.push(at, at + 2, Token::Text(self.slice(at + 1, at + 2))),
            _ => at + 1,
        }
    }

    fn line_end(&mut self, at: usize) -> usize {
        let before = end_of_words(self.slice(self.plain, at));
        self.push(self.plain + before, at + 1, Token::Break)
    }

    fn code(&mut self, at: usize) -> usize {
        let length = run(tail(self.text, at), b'`');
        let start = at + length;
        if self.last_backticks.get(length).is_none_or(|&last| last < start) {
            return start;
        }
        // There is an end, so no text is searched twice.
        let mut end = start;
        loop {
            end += tail(self.text, end).bytes().take_while(|&byte| byte != b'`').count();
            let found = run(tail(self.text, end), b'`');
            if found == length || found == 0 {
                break;
            }
            end += found;
        }
        let code = code_text(self.slice(start, end));
        self.push(at, end + length, Token::Code(code))
    }

    fn delimiters(&mut self, at: usize, byte: u8) -> usize {
        let count = run(tail(self.text, at), byte);
        let end = at + count;
        self.flush(at);
        let before = self.slice(0, at).chars().next_back();
        let after = tail(self.text, end).chars().next();
        self.delimiters.push(Delimiter::new(byte, count, self.tokens.len(), before, after));
        for place in at..end {
            self.push(place, place + 1, Token::Text(self.slice(place, place + 1)));
        }
        end
    }

    fn opening_bracket(&mut self, at: usize) -> usize {
        self.flush(at);
        let bracket = Bracket { token: self.tokens.len(), delimiters: self.delimiters.len(), inner: at + 1 };
        self.brackets.push(bracket);
        self.push(at, at + 1, Token::Text("["))
    }

    fn closing_bracket(&mut self, at: usize) -> usize {
        let Some(bracket) = self.brackets.pop() else { return at + 1 };
        // A link without words would be invisible.
        if self.slice(bracket.inner, at).bytes().all(is_blank) {
            return at + 1;
        }
        let Some((href, end)) = link::target(self.text, at + 1) else { return at + 1 };
        self.flush(at);
        emphasis::resolve(&mut self.tokens, self.delimiters.get(bracket.delimiters..).unwrap_or_default());
        self.delimiters.truncate(bracket.delimiters);
        // Links do not nest, so no bracket before this one can begin another.
        self.brackets.clear();
        if let Some(token) = self.tokens.get_mut(bracket.token) {
            *token = Token::Open("[", Mark::Link(href));
        }
        self.push(at, end, Token::Close(self.slice(at, end)))
    }

    fn autolink(&mut self, at: usize) -> usize {
        let length =
            tail(self.text, at + 1).bytes().take_while(|&byte| byte > b' ' && byte != b'<' && byte != b'>').count();
        let end = at + 1 + length;
        let href = self.slice(at + 1, end);
        if self.text.as_bytes().get(end) != Some(&b'>') || !may_be_linked_by_readers(href) {
            return at + 1;
        }
        self.link(at, at + 1, end, end + 1)
    }

    fn bare_link(&mut self, at: usize) -> usize {
        let length = link::bare(tail(self.text, at));
        // Nobody means a link in the middle of a word.
        if length == 0 || self.slice(0, at).bytes().next_back().is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            return at + 1;
        }
        self.link(at, at, at + length, at + length)
    }

    /// Adds a link whose text, which is its target too, stands from `inner` to `end`. It replaces the text from `from`
    /// to `to`.
    fn link(&mut self, from: usize, inner: usize, end: usize, to: usize) -> usize {
        let href = self.slice(inner, end);
        self.push(from, inner, Token::Open(self.slice(from, inner), Mark::Link(href.to_owned())));
        self.push(end, to, Token::Close(self.slice(end, to)))
    }
}

/// Returns for each length the place of the last run of so many backticks, or 0. It keeps every search for the end of a
/// code span from failing, however many lengths a hostile text has.
fn last_backticks(text: &str) -> [usize; BACKTICKS] {
    let mut last = [0; BACKTICKS];
    let mut at = 0;
    while at < text.len() {
        let length = run(tail(text, at), b'`');
        if let Some(place) = last.get_mut(length) {
            *place = at;
        }
        at += length.max(1);
    }
    last
}

/// Returns the text of a code span. A line end counts as a space, and a space at both ends allows a backtick beside it.
fn code_text(text: &str) -> String {
    let mut bytes = text.bytes();
    let padded = bytes.next().is_some_and(is_blank) && bytes.next_back().is_some_and(is_blank) && !bytes.all(is_blank);
    let text = if padded { text.get(1..text.len() - 1).unwrap_or_default() } else { text };
    let mut code = String::new();
    for character in text.chars() {
        code.push(if character == '\n' { ' ' } else { character });
    }
    code
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\n'
}

/// Returns the length of the text without trailing spaces.
fn end_of_words(text: &str) -> usize {
    text.len() - text.bytes().rev().take_while(|&byte| byte == b' ').count()
}
