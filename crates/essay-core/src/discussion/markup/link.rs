//! Parses the targets of links.

use super::emphasis::{Beside, beside};
use super::scan::tail;
use crate::address::may_be_linked_by_readers;

/// The deepest nesting of parentheses in the target of a link, which CommonMark recommends. The limit keeps a hostile
/// text from being searched again and again.
const DEEPEST_PARENTHESES: usize = 32;

fn begins(href: &str, scheme: &str) -> bool {
    href.as_bytes().get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
}

/// Parses a target in parentheses at `at`, and drops its title. Returns the address and the place behind the closing
/// parenthesis. Returns `None` if there is no target, or if comments may not link to it.
pub(super) fn target(text: &str, at: usize) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let mut at = skip_spaces(text, at + 1);
    let bracketed = bytes.get(at) == Some(&b'<');
    at += usize::from(bracketed);
    let start = at;
    let mut depth = 0;
    loop {
        match *bytes.get(at)? {
            b'>' if bracketed => break,
            b'<' | b'\n' if bracketed => return None,
            _ if bracketed => {}
            b'(' if depth == DEEPEST_PARENTHESES => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            0..=b' ' | 0x7f => break,
            _ => {}
        }
        at += step(bytes, at);
    }
    let href = unescape(text.get(start..at)?);
    if depth != 0 || !may_be_linked_by_readers(&href) {
        return None;
    }
    let end = at + usize::from(bracketed);
    at = skip_spaces(text, end);
    if at > end {
        at = skip_spaces(text, skip_title(text, at)?);
    }
    (bytes.get(at) == Some(&b')')).then_some((href, at + 1))
}

fn skip_spaces(text: &str, at: usize) -> usize {
    at + tail(text, at).bytes().take_while(|&byte| byte == b' ' || byte == b'\n').count()
}

/// Returns the place behind the title at this place, or `None` if it does not end.
fn skip_title(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let open = *bytes.get(at)?;
    let close = match open {
        b'"' | b'\'' => open,
        b'(' => b')',
        _ => return Some(at),
    };
    at += 1;
    loop {
        let byte = *bytes.get(at)?;
        if byte == close {
            return Some(at + 1);
        }
        if byte == open {
            return None;
        }
        at += step(bytes, at);
    }
}

/// Returns the number of bytes to advance. A backslash and the punctuation behind it are one step.
fn step(bytes: &[u8], at: usize) -> usize {
    let escape = bytes.get(at) == Some(&b'\\') && bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation);
    1 + usize::from(escape)
}

/// Returns the text without the characters that browsers skip before an address, and without backslashes before
/// punctuation.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut escape = false;
    for (at, character) in text.char_indices() {
        escape = !escape && step(text.as_bytes(), at) == 2;
        if !escape && (character > ' ' || !plain.is_empty()) {
            plain.push(character);
        }
    }
    plain
}

/// Returns the length of the bare address at the beginning of the text; 0 if there is none. Punctuation that ends a
/// sentence does not belong to it, nor does the closing half of a parenthesis around it.
pub(super) fn bare(text: &str) -> usize {
    let scheme = if begins(text, "https://") {
        8
    } else if begins(text, "http://") {
        7
    } else {
        return 0;
    };
    if tail(text, scheme).bytes().next().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
        return 0;
    }
    let mut end = 0;
    let mut unclosed = 0_isize;
    for character in text.chars() {
        match character {
            '\0'..=' ' | '"' | '<' | '>' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}' | '\x7f' => break,
            '(' => unclosed += 1,
            ')' => unclosed -= 1,
            _ if !character.is_ascii() && beside(Some(character)) != Beside::Letter => break,
            _ => {}
        }
        end += character.len_utf8();
    }
    if end == scheme {
        return 0;
    }
    while let Some(last) = text.as_bytes().get(end - 1) {
        match last {
            b')' if unclosed < 0 => unclosed += 1,
            b'?' | b'!' | b'.' | b',' | b':' | b';' | b'*' | b'_' | b'~' | b'\'' => {}
            _ => break,
        }
        end -= 1;
    }
    end
}
