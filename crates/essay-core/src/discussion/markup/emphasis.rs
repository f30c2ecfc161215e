//! Resolves emphasis: decides which asterisks and underscores begin and end one, by CommonMark 0.31, section 6.2.

use super::nesting::{Mark, Token};

/// A run of asterisks or underscores. Each character is a token of its own.
#[derive(Clone, Copy)]
pub(super) struct Delimiter {
    /// The character of the run.
    byte: u8,
    /// The length of the run.
    length: usize,
    /// The number of characters without a partner so far.
    count: usize,
    /// The index of the token for the first of these.
    token: usize,
    /// True if it may begin an emphasis.
    opens: bool,
    /// True if it may end one.
    closes: bool,
}

/// The class of a character beside a run.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Beside {
    /// A space, a line end, or the end of the text.
    Space,
    /// Punctuation or a symbol.
    Punctuation,
    /// Anything else.
    Letter,
}

impl Delimiter {
    /// Makes a run of this length at this token, between these characters.
    pub(super) fn new(byte: u8, length: usize, token: usize, before: Option<char>, after: Option<char>) -> Self {
        let before = beside(before);
        let after = beside(after);
        let left = after == Beside::Letter || (after == Beside::Punctuation && before != Beside::Letter);
        let right = before == Beside::Letter || (before == Beside::Punctuation && after != Beside::Letter);
        // An underscore within a word is mostly part of a name.
        let anywhere = byte == b'*';
        Self {
            byte,
            length,
            count: length,
            token,
            opens: left && (anywhere || !right || before == Beside::Punctuation),
            closes: right && (anywhere || !left || after == Beside::Punctuation),
        }
    }

    /// Returns whether this run and a later one can begin and end an emphasis together.
    fn fits(&self, closer: &Self) -> bool {
        let ambiguous = self.closes || closer.opens;
        let thirds = (self.length + closer.length).is_multiple_of(3) && !self.length.is_multiple_of(3);
        self.byte == closer.byte && !(ambiguous && thirds)
    }

    /// Returns a number for the kind of run. Runs of one kind match the same partners.
    fn kind(&self) -> usize {
        self.length % 3 + if self.opens { 3 } else { 0 } + if self.byte == b'_' { 6 } else { 0 }
    }

    /// Returns the literal text of a marker of this width.
    fn literal(&self, width: usize) -> &'static str {
        match (self.byte, width) {
            (b'*', 1) => "*",
            (b'*', _) => "**",
            (_, 1) => "_",
            _ => "__",
        }
    }
}

/// Classifies a character, or the end of the text. Beyond ASCII it knows the punctuation that often stands beside
/// words.
pub(super) fn beside(character: Option<char>) -> Beside {
    match character {
        None | Some('\t'..='\r' | ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}') => {
            Beside::Space
        }
        Some(
            '!'..='/'
            | ':'..='@'
            | '['..='`'
            | '{'..='~'
            | '\u{a1}'..='\u{a9}'
            | '\u{ab}'..='\u{ac}'
            | '\u{b6}'..='\u{b7}'
            | '\u{bb}'
            | '\u{bf}'
            | '\u{2010}'..='\u{205e}'
            | '\u{20a0}'..='\u{20c0}'
            | '\u{2190}'..='\u{23ff}'
            | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3020}'
            | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}'
            | '\u{1f300}'..='\u{1f64f}',
        ) => Beside::Punctuation,
        Some(_) => Beside::Letter,
    }
}

/// Marks the tokens that begin and end emphasis, given the runs to search.
pub(super) fn resolve(tokens: &mut [Token], delimiters: &[Delimiter]) {
    let mut openers: Vec<Delimiter> = Vec::new();
    // For each kind of run, the token before which a search has failed. Without it, time would grow with the square of
    // the length of a hostile text.
    let mut bottoms = [0; 12];
    for delimiter in delimiters {
        let mut closer = *delimiter;
        let Some(bottom) = bottoms.get_mut(closer.kind()) else { continue };
        while closer.closes && closer.count > 0 {
            let mut known = openers.iter().rev().take_while(|opener| opener.token >= *bottom);
            let Some(above) = known.position(|opener| opener.fits(&closer)) else {
                *bottom = closer.token;
                break;
            };
            openers.truncate(openers.len() - above);
            let Some(opener) = openers.last_mut() else { break };
            let width = opener.count.min(closer.count).min(2);
            opener.count -= width;
            let literal = closer.literal(width);
            let mark = if width == 1 { Mark::Emphasis } else { Mark::Strong };
            put(tokens, opener.token + opener.count, width, Token::Open(literal, mark));
            put(tokens, closer.token, width, Token::Close(literal));
            closer.token += width;
            closer.count -= width;
            if opener.count == 0 {
                openers.pop();
            }
        }
        if closer.opens && closer.count > 0 {
            openers.push(closer);
        }
    }
}

/// Puts a marker in the place of so many tokens.
fn put<'t>(tokens: &mut [Token<'t>], at: usize, width: usize, marker: Token<'t>) {
    if width == 2
        && let Some(token) = tokens.get_mut(at + 1)
    {
        *token = Token::Text("");
    }
    if let Some(token) = tokens.get_mut(at) {
        *token = marker;
    }
}
