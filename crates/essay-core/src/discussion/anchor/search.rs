//! Quotes found again in a text that may have changed.
//!
//! Letters are compared without regard to case, to the shape of quotation marks and dashes and to how much white space
//! stands between words: an author who has the essay's typography corrected loses no comment.

use super::distance::Pattern;
use super::{Anchor, CONTEXT, LONGEST_QUOTE};
use crate::discussion::names::is_blank;

/// What it counts, in characters of context, that a quote stands in the block from which it was taken. The block's
/// number says less than its words, because an author who adds a paragraph moves all numbers behind it.
const HOME: usize = 16;

/// What it counts that a quote stands at the beginning or at the end of a block as it did before.
const EDGE: usize = 4;

/// One edit weighs more than all context.
const STEP: usize = 128;

/// A quote of so many letters is not like another passage by chance.
const DISTINCT: usize = 32;

/// How much context must fit where words are only like those of a shorter quote: every horse is nearly a house.
const NEEDED: usize = 8;

/// Where a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Position of the block in the list of blocks.
    pub block: usize,
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Whether the words are those of the quote, and not merely like them.
    pub exact: bool,
}

/// Blocks made ready for finding quotes in them. Making one costs as much as finding some anchors: make it once.
#[derive(Debug)]
pub struct Search {
    blocks: Vec<(String, Folded)>,
}

/// A text as it is compared.
#[derive(Debug, Default)]
struct Folded {
    /// Code points: one of each run of white space, and of characters that count as equal the plainest.
    letters: Vec<usize>,
    /// The offset of each letter in the text.
    offsets: Vec<usize>,
}

/// What is looked for.
struct Quote {
    letters: Vec<usize>,
    forwards: Pattern,
    backwards: Pattern,
}

/// Where a passage stands in these blocks, given as (id, text). None if its words are gone, or if the anchor is not a
/// passage. For several anchors make one [`Search`].
pub fn find(blocks: &[(String, String)], anchor: &Anchor) -> Option<Found> {
    Search::new(blocks).find(anchor)
}

impl Search {
    /// Makes blocks ready, given as (id, text).
    pub fn new(blocks: &[(String, String)]) -> Self {
        Self { blocks: blocks.iter().map(|(id, text)| (id.clone(), fold(text))).collect() }
    }

    /// Where a passage stands: its very words, in the block from which it was taken if its surroundings fit there about
    /// as well as elsewhere, or else the words most like them. An edit distance of a fifth of the quote is the most.
    pub fn find(&self, anchor: &Anchor) -> Option<Found> {
        let Anchor::Passage { block: home_id, quote, prefix, suffix } = anchor else { return None };
        let (mut quote, prefix, suffix) = (fold(quote).letters, fold(prefix).letters, fold(suffix).letters);
        // What others have stored may be longer than what this version writes.
        quote.truncate(LONGEST_QUOTE);
        let length = quote.len();
        if length == 0 {
            return None;
        }
        let quote =
            Quote { forwards: Pattern::new(&quote), backwards: Pattern::new(&reversed(&quote)), letters: quote };
        let mut best = None;
        // The same words anywhere go before like words.
        for most in [0, length / 5] {
            let mut least = (most + 1) * STEP;
            // The block in which the words stood comes first: what is found there spares most of the work elsewhere.
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
                            best = Some(Found { block, start: *start, end: last + 1, exact: distance == 0 });
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
    /// The places of a text that are no further from the quote than `limit`: start, end and distance of each. Of a
    /// quote that stands nowhere by chance only the nearest places are given.
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

/// How much of what stands around a place is what stood around the quote, in characters.
fn fit(text: &[usize], start: usize, end: usize, prefix: &[usize], suffix: &[usize]) -> usize {
    let before = text.iter().take(start).rev().zip(prefix.iter().rev().take(CONTEXT));
    let before = before.take_while(|(there, here)| there == here).count();
    let after = text.iter().skip(end).zip(suffix.iter().take(CONTEXT));
    let after = after.take_while(|(there, here)| there == here).count();
    // Where less was kept than could be, the block had no more.
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
