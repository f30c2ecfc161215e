//! Finds quotes again in a text that may have changed.
//!
//! The comparison ignores case, the shape of quotation marks and dashes, and the amount of white space between words.
//! An author who corrects the typography of an essay loses no comment.

use super::distance::Pattern;
use super::{Anchor, CONTEXT, LONGEST_QUOTE};
use crate::discussion::sanitize::is_blank;

/// The weight of the original block, in characters of context. The block's number counts less than its words, since a
/// new paragraph shifts the numbers of all blocks behind it.
const HOME: usize = 16;

/// The weight of a quote that is at the beginning or the end of a block, as it was before.
const EDGE: usize = 4;

/// The weight of one edit, which exceeds that of all context.
const STEP: usize = 128;

/// From this length on, in letters, a quote does not resemble another passage by chance.
const DISTINCT: usize = 32;

/// The context that must match if a shorter quote is found only approximately, since every horse is nearly a house.
const NEEDED: usize = 8;

/// The position of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageMatch {
    /// The index of the block in the list of blocks.
    pub block: usize,
    /// The offset of the first character.
    pub start: usize,
    /// The offset behind the last character.
    pub end: usize,
    /// True if the words equal the quote, false if they only resemble it.
    pub exact: bool,
}

/// An index of blocks for searches. Building it costs as much as finding several anchors, so build it once.
///
/// # Example
/// ```
/// use essay_core::discussion::anchor::Anchor;
/// use essay_core::discussion::anchor::search::Search;
///
/// let block = |text: &str| ("opening/1".to_owned(), text.to_owned());
/// let before = block("Somebody has to go first, said the headmaster of the school.");
/// let anchor = Anchor::cut(&before.0, &before.1, 9, 24).unwrap();
///
/// let after = block("Revised: somebody has to go first, says the headmaster.");
/// let found = Search::new(&[after]).find(&anchor).unwrap();
/// assert_eq!((found.start, found.end, found.exact), (18, 33, true));
/// ```
#[derive(Debug)]
pub struct Search {
    blocks: Vec<(String, Folded)>,
}

/// A text in the form in which it is compared.
#[derive(Debug, Default)]
struct Folded {
    /// The code points. A run of white space is a single space, and of equivalent characters the plainest one stands
    /// for all.
    letters: Vec<usize>,
    /// The offset of each letter in the text.
    offsets: Vec<usize>,
}

/// A quote to search for, with its context.
struct Quote {
    letters: Vec<usize>,
    forwards: Pattern,
    backwards: Pattern,
}

impl Search {
    /// Indexes blocks, given as (id, text).
    pub fn new(blocks: &[(String, String)]) -> Self {
        Self { blocks: blocks.iter().map(|(id, text)| (id.clone(), fold(text))).collect() }
    }

    /// Finds a passage. An exact match wins, preferably in the original block unless the context fits clearly better
    /// elsewhere. Otherwise the most similar words win, within an edit distance of a fifth of the quote.
    pub fn find(&self, anchor: &Anchor) -> Option<PassageMatch> {
        let Anchor::Passage { block: home_id, quote, prefix, suffix } = anchor else { return None };
        let (mut quote, prefix, suffix) = (fold(quote).letters, fold(prefix).letters, fold(suffix).letters);
        // Anchors of other versions may be longer than those that this version writes.
        quote.truncate(LONGEST_QUOTE);
        let length = quote.len();
        if length == 0 {
            return None;
        }
        let quote =
            Quote { forwards: Pattern::new(&quote), backwards: Pattern::new(&reversed(&quote)), letters: quote };
        let mut best = None;
        // An exact match in any block precedes an approximate one.
        for most in [0, length / 5] {
            let mut least = (most + 1) * STEP;
            // The original block comes first: a match there saves most of the search in the others.
            for home in [true, false] {
                let blocks = self.blocks.iter().enumerate().filter(|(_, (id, _))| (id == home_id) == home);
                for (block, (_, text)) in blocks {
                    for (start, end, distance) in quote.places(&text.letters, (least - 1) / STEP) {
                        let fit = fit(&text.letters, start, end, &prefix, &suffix);
                        let cost = (distance + 1) * STEP - 1 - fit - HOME * usize::from(home);
                        if cost < least
                            && (distance == 0 || fit >= NEEDED || length >= DISTINCT)
                            && let Some(start) = text.offsets.get(start)
                            && let Some(last) = text.offsets.get(end - 1)
                        {
                            least = cost;
                            best = Some(PassageMatch { block, start: *start, end: last + 1, exact: distance == 0 });
                        }
                    }
                }
            }
            if best.is_some() {
                break;
            }
        }
        best
    }
}

impl Quote {
    /// Returns start, end and distance of all places within `limit` of the quote. For a quote that is too long to match
    /// by chance, only the nearest places are returned.
    fn places(&self, text: &[usize], limit: usize) -> Vec<(usize, usize, usize)> {
        let length = self.letters.len();
        let mut places = vec![];
        for (end, distance) in self.forwards.ends(text, true, length >= DISTINCT, limit) {
            // Read backwards from its end, the place begins where the distance is the same.
            let before = reversed(text.get(end.saturating_sub(length + distance)..end).unwrap_or_default());
            for (taken, _) in self.backwards.ends(&before, false, true, distance) {
                let start = end - taken;
                // The pattern does not tell all letters apart.
                if distance > 0 || text.get(start..end) == Some(&self.letters) {
                    places.push((start, end, distance));
                }
            }
        }
        places
    }
}

/// Returns how many characters of the context around a place agree with the context of the quote.
fn fit(text: &[usize], start: usize, end: usize, prefix: &[usize], suffix: &[usize]) -> usize {
    let before = text.iter().take(start).rev().zip(prefix.iter().rev().take(CONTEXT));
    let before = before.take_while(|(there, here)| there == here).count();
    let after = text.iter().skip(end).zip(suffix.iter().take(CONTEXT));
    let after = after.take_while(|(there, here)| there == here).count();
    // Context shorter than the maximum means that the block began or ended there.
    let opens = before == start && before == prefix.len() && before < CONTEXT;
    let closes = after == text.len() - end && after == suffix.len() && after < CONTEXT;
    before + after + EDGE * (usize::from(opens) + usize::from(closes))
}

fn reversed(letters: &[usize]) -> Vec<usize> {
    letters.iter().rev().copied().collect()
}

fn fold(text: &str) -> Folded {
    let mut folded = Folded::default();
    for (offset, character) in text.chars().enumerate() {
        let plain = match character {
            'A'..='Z' | 'À'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => {
                char::from_u32(u32::from(character) + 32).unwrap_or(character)
            }
            '"' | '`' | '´' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}' | '′' | '″' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            _ if is_blank(character) => ' ',
            _ => character,
        };
        if plain != ' ' || folded.letters.last() != Some(&(' ' as usize)) {
            folded.letters.push(plain as usize);
            folded.offsets.push(offset);
        }
    }
    folded
}
