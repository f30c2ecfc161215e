//! Where links lead.

use super::emphasis::{is_punctuation, is_space};
use super::tail;

/// How deep parentheses may nest in the target of a link. The limit keeps a hostile text from being searched again and
/// again; CommonMark recommends it.
const DEEPEST_PARENTHESES: usize = 32;

/// Whether comments may link to this address.
pub(super) fn allowed(href: &str) -> bool {
    begins(href, "http:") || begins(href, "https:") || begins(href, "mailto:")
}

fn begins(href: &str, scheme: &str) -> bool {
    href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Reads a target in parentheses, with which the text goes on at `at`, and drops its title. Gives the address and the
/// place behind the closing parenthesis, or nothing if there is no target or comments may not link to it.
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
    let mut escaped = false;
    loop {
        let byte = *bytes.get(at)?;
        let literal = escaped && byte.is_ascii_punctuation();
        escaped = byte == b'\\' && !literal;
        if !literal {
            match byte {
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
        }
        at += 1;
    }
    let href = unescape(text.get(start..at)?.trim_matches(|character| character <= ' '));
    if depth != 0 || !allowed(&href) {
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
    at + tail(text, at).bytes().take_while(u8::is_ascii_whitespace).count()
}

/// The place behind the title that may stand here, or nothing if it does not end.
fn skip_title(text: &str, at: usize) -> Option<usize> {
    let open = *text.as_bytes().get(at)?;
    let close = match open {
        b'"' | b'\'' => open,
        b'(' => b')',
        _ => return Some(at),
    };
    let mut escaped = false;
    for (length, byte) in tail(text, at + 1).bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if byte == close {
            return Some(at + length + 2);
        } else if byte == open {
            return None;
        } else {
            escaped = byte == b'\\';
        }
    }
    None
}

/// The text without the backslashes before punctuation.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut escaped = false;
    for character in text.chars() {
        if escaped && !character.is_ascii_punctuation() {
            plain.push('\\');
        }
        escaped = character == '\\' && !escaped;
        if !escaped {
            plain.push(character);
        }
    }
    if escaped {
        plain.push('\\');
    }
    plain
}

/// How long the address is with which the text begins without any marks; 0 if there is none. What ends a sentence does not
/// belong to it, nor does a parenthesis that was opened before it.
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
            _ if !character.is_ascii() && (is_space(character) || is_punctuation(character)) => break,
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
