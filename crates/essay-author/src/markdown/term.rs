//! Collects running text, and finds the term of a note: the words before its footnote's reference.

use essay_core::essay::{Inline, plain_text};

/// Running text whose end is still open. Unescaped brackets are kept apart until it is known whether they mark a term.
#[derive(Default)]
pub(super) struct Running {
    pieces: Vec<Piece>,
}

enum Piece {
    Inline(Inline),
    /// `[` at this position of the source, and whether an unescaped `^` follows it.
    Open {
        at: usize,
        caret: bool,
    },
    Close,
}

/// The reason why a note has no term.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// No words precede it that a reader could press.
    Words,
    /// The words before it are, or hold, the term of this note.
    Free(String),
}

impl Running {
    pub(super) fn push(&mut self, inline: Inline) {
        self.pieces.push(Piece::Inline(inline));
    }

    /// Adds text without brackets, joined to the text before it if there is one.
    pub(super) fn push_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Inline(Inline::Text(before))) => before.push_str(text),
            _ => self.push(Inline::Text(text.to_owned())),
        }
    }

    pub(super) fn open(&mut self, at: usize) {
        self.pieces.push(Piece::Open { at, caret: false });
    }

    /// Adds an unescaped `^` at this position.
    pub(super) fn caret(&mut self, here: usize) {
        if let Some(Piece::Open { at, caret }) = self.pieces.last_mut() {
            *caret = *at + 1 == here;
        }
        self.push_text("^");
    }

    /// Adds a `]`. If it ends the reference to a note, returns the label and its position.
    pub(super) fn close(&mut self) -> Option<(String, usize)> {
        let label = self.opening().and_then(|open| match self.pieces.get(open) {
            Some(Piece::Open { at, caret: true }) => {
                let label = words(self.pieces.get(open + 1..).unwrap_or_default());
                Some((label.strip_prefix('^')?.trim().to_owned(), at + 1)).filter(|(label, _)| !label.is_empty())
            }
            _ => None,
        });
        self.pieces.push(Piece::Close);
        label
    }

    /// Returns the first note between the innermost open bracket and the end.
    pub(super) fn note_in_bracket(&self) -> Option<&str> {
        let within = self.opening().and_then(|open| self.pieces.get(open..)).unwrap_or_default();
        within.iter().find_map(|piece| match piece {
            Piece::Inline(inline) => note_in(std::slice::from_ref(inline)),
            _ => None,
        })
    }

    /// Returns the text, with its brackets as they were written.
    pub(super) fn finish(self) -> Vec<Inline> {
        inlines(self.pieces)
    }

    /// Returns the beginning of the innermost bracket that is open at the end.
    fn opening(&self) -> Option<usize> {
        let mut closed = 0;
        self.pieces.iter().enumerate().rev().find_map(|(index, piece)| match piece {
            Piece::Close => {
                closed += 1;
                None
            }
            Piece::Open { .. } if closed == 0 => Some(index),
            Piece::Open { .. } => {
                closed -= 1;
                None
            }
            Piece::Inline(_) => None,
        })
    }

    /// Makes the end of the text a note's term: words in square brackets, a link, a picture, emphasised words, code, or
    /// else the last word. Spaces before the reference are dropped, and punctuation before it goes behind the note.
    pub(super) fn note(&mut self, id: &str) -> Result<(), Lack> {
        if let Some(Piece::Inline(Inline::Text(text))) = self.pieces.last_mut() {
            text.truncate(text.trim_end().len());
            if text.is_empty() {
                self.pieces.pop();
            }
        }
        let mut behind = vec![];
        let taken = self.take(&mut behind);
        if let Ok(term) = taken {
            self.push(Inline::Note { id: id.to_owned(), term });
            behind.into_iter().rev().for_each(|piece| self.put_back(piece));
            return Ok(());
        }
        behind.into_iter().rev().for_each(|piece| self.put_back(piece));
        taken.map(|_| ())
    }

    fn put_back(&mut self, piece: Piece) {
        match piece {
            Piece::Inline(Inline::Text(text)) => self.push_text(&text),
            piece => self.pieces.push(piece),
        }
    }

    /// Removes the term from the end. Everything behind it goes to `behind`, in reverse order.
    fn take(&mut self, behind: &mut Vec<Piece>) -> Result<Vec<Inline>, Lack> {
        while let Some(piece) = self.pieces.pop() {
            match piece {
                Piece::Close => {
                    let Some(open) = self.opening() else {
                        behind.push(Piece::Inline(Inline::Text("]".to_owned())));
                        continue;
                    };
                    let within = self.pieces.split_off(open + 1);
                    let bracket = self.pieces.pop();
                    let term = inlines(within);
                    if let Some(lack) = unfit(&term) {
                        self.pieces.extend(bracket);
                        self.pieces.extend(term.into_iter().map(Piece::Inline));
                        self.pieces.push(Piece::Close);
                        return Err(lack);
                    }
                    return Ok(term);
                }
                Piece::Open { .. } => behind.push(piece),
                Piece::Inline(Inline::Text(text)) => {
                    let (before, word, after) = last_word(&text);
                    if !after.is_empty() {
                        behind.push(Piece::Inline(Inline::Text(after.to_owned())));
                    }
                    if word.is_empty() {
                        continue;
                    }
                    let whole = before.is_empty();
                    if !whole {
                        self.pieces.push(Piece::Inline(Inline::Text(before.to_owned())));
                    }
                    let mut term = vec![Inline::Text(word.to_owned())];
                    if whole {
                        self.extend(&mut term);
                    }
                    return Ok(term);
                }
                Piece::Inline(Inline::Break) => behind.push(piece),
                Piece::Inline(inline) => {
                    let term = vec![inline];
                    return match unfit(&term) {
                        None => Ok(term),
                        Some(lack) => {
                            self.pieces.extend(term.into_iter().map(Piece::Inline));
                            Err(lack)
                        }
                    };
                }
            }
        }
        Err(Lack::Words)
    }

    /// Adds the beginning of a word before its last piece of plain text, as in "un*like*ly".
    fn extend(&mut self, term: &mut Vec<Inline>) {
        loop {
            match self.pieces.pop() {
                Some(Piece::Inline(inline @ (Inline::Emphasis(_) | Inline::Strong(_) | Inline::Code(_))))
                    if unfit(std::slice::from_ref(&inline)).is_none() =>
                {
                    term.insert(0, inline);
                }
                Some(Piece::Inline(Inline::Text(text))) => {
                    let at = word_start(&text);
                    let (before, word) = text.split_at(at);
                    if !word.is_empty() {
                        term.insert(0, Inline::Text(word.to_owned()));
                    }
                    if !before.is_empty() {
                        self.pieces.push(Piece::Inline(Inline::Text(before.to_owned())));
                        return;
                    }
                }
                other => {
                    self.pieces.extend(other);
                    return;
                }
            }
        }
    }
}

/// Returns the reason why these words cannot be a term, if there is one.
fn unfit(term: &[Inline]) -> Option<Lack> {
    let picture = term.iter().any(|inline| matches!(inline, Inline::Image { .. }));
    match note_in(term) {
        Some(id) => Some(Lack::Free(id.to_owned())),
        None if plain_text(term).trim().is_empty() && !picture => Some(Lack::Words),
        None => None,
    }
}

/// Returns the first note in running text.
pub(super) fn note_in(content: &[Inline]) -> Option<&str> {
    content.iter().find_map(|inline| match inline {
        Inline::Note { id, .. } => Some(id.as_str()),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => note_in(content),
        _ => None,
    })
}

fn words(pieces: &[Piece]) -> String {
    pieces.iter().fold(String::new(), |words, piece| match piece {
        Piece::Inline(inline) => words + &plain_text(std::slice::from_ref(inline)),
        Piece::Open { .. } => words + "[",
        Piece::Close => words + "]",
    })
}

fn inlines(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut text: Vec<Inline> = vec![];
    for piece in pieces {
        let words = match piece {
            Piece::Open { .. } => "[".to_owned(),
            Piece::Close => "]".to_owned(),
            Piece::Inline(Inline::Text(words)) => words,
            Piece::Inline(inline) => {
                text.push(inline);
                continue;
            }
        };
        match text.last_mut() {
            Some(Inline::Text(before)) => before.push_str(&words),
            _ => text.push(Inline::Text(words)),
        }
    }
    text
}

/// Splits a text into everything before the last word, the word, and the punctuation behind it. A word has at least one
/// letter or digit.
fn last_word(text: &str) -> (&str, &str, &str) {
    let Some(last) = text.rfind(char::is_alphanumeric) else { return ("", "", text) };
    let mut end = last + text.get(last..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    // A sign directly behind a word belongs to it: C++, 5 %, n°, a vowel sign, a trade mark.
    let rest = text.get(end..).unwrap_or_default();
    end += rest.find(|c: char| c.is_whitespace() || is_mark(c)).unwrap_or(rest.len());
    let start = word_start(text.get(..end).unwrap_or_default());
    // The dot of "U.S." belongs to the word as well.
    let word = text.get(start..end).unwrap_or_default();
    let letters = |part: &str| part.chars().count() == 1;
    if text.get(end..).is_some_and(|rest| rest.starts_with('.')) && word.contains('.') && word.split('.').all(letters) {
        end += 1;
    }
    (
        text.get(..start).unwrap_or_default(),
        text.get(start..end).unwrap_or_default(),
        text.get(end..).unwrap_or_default(),
    )
}

/// Returns the start of the last word. It follows a space, a dash, an opening quotation mark or parenthesis, or the
/// punctuation of scripts without spaces.
fn word_start(text: &str) -> usize {
    let parts = |c: char| {
        c.is_whitespace()
            || matches!(c, '—' | '–' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
    };
    let start = text
        .rfind(parts)
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let word = text.get(start..).unwrap_or_default();
    start + (word.len() - word.trim_start_matches(is_mark).len())
}

/// Returns whether the character is punctuation beside words rather than a part of them.
fn is_mark(c: char) -> bool {
    ".,;:!?…¡¿'\"‘’‚‛“”„‟«»‹›()[]{}<>*_~|/\\·،؛؟。、，；：！？「」『』（）《》〈〉—–-".contains(c)
}
