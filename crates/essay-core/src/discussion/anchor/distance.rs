//! Approximate matching: the edit distance of a pattern to every place of a text, in one pass.
//!
//! Neighbouring cells of the distance table differ by -1, 0 or 1, so a column of 64 rows fits into two machine words.
//! Sources: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", 1999;
//! the form with a carry is from H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances", 2003.

/// The rows in one machine word.
const ROWS: usize = 64;

/// The number of machine words that the longest quote needs.
const MOST_WORDS: usize = super::LONGEST_QUOTE.div_ceil(ROWS);

/// 64 rows of the current column.
struct Word {
    /// The rows whose distance is one more than that of the row above.
    more: u64,
    /// The rows whose distance is one less than that of the row above.
    less: u64,
    /// The bit of the lowest row.
    last: u64,
    /// The distance in the lowest row.
    distance: i32,
}

impl Word {
    /// Advances to the next column. `equal` has the bits of the rows whose letter equals that of the column. `carry` is
    /// the change of the distance above the highest row. Returns the change in the lowest row.
    fn step(&mut self, equal: u64, carry: i32) -> i32 {
        let below = equal | self.less;
        let equal = equal | u64::from(carry < 0);
        let along = ((equal & self.more).wrapping_add(self.more) ^ self.more) | equal;
        let more = self.less | !(along | self.more);
        let less = self.more & along;
        let out = i32::from(more & self.last != 0) - i32::from(less & self.last != 0);
        let more = more << 1 | u64::from(carry > 0);
        let less = less << 1 | u64::from(carry < 0);
        self.more = less | !(below | more);
        self.less = more & below;
        self.distance += out;
        out
    }
}

/// The size of the letter table. Letters are told apart by as many of their last bits as this has, which suffices
/// within one alphabet. Two of the many Chinese characters may collide, which makes a passage seem nearer than it is.
const LETTERS: usize = 1024;

/// A pattern that a text is searched for.
pub(super) struct Pattern {
    /// For each letter, the rows of the pattern that have it.
    rows_of: Vec<u64>,
    /// The number of letters.
    length: usize,
}

impl Pattern {
    /// Prepares a pattern of at least one letter and at most the longest quote.
    pub(super) fn new(letters: &[usize]) -> Self {
        let mut rows_of = vec![0; LETTERS * MOST_WORDS];
        for (row, letter) in letters.iter().enumerate() {
            if let Some(rows) = rows_of.get_mut(letter % LETTERS * MOST_WORDS + row / ROWS) {
                *rows |= 1 << (row % ROWS);
            }
        }
        Self { rows_of, length: letters.len() }
    }

    /// Returns the ends of all parts of the text within `limit` of the pattern, each with its distance.
    ///
    /// A part begins `anywhere`, or else at the beginning of the text. With `nearest`, only the ends with the least
    /// distance are returned.
    pub(super) fn ends(&self, text: &[usize], anywhere: bool, nearest: bool, limit: usize) -> Vec<(usize, usize)> {
        let mut limit = limit as i32;
        let mut ends = vec![];
        let words = self.length.div_ceil(ROWS);
        // The column keeps only as many words as have a distance within the limit.
        let mut column: Vec<Word> = vec![];
        for (index, letter) in text.iter().enumerate() {
            // The distance above the words, and its change in this column.
            let mut above = if anywhere { 0 } else { index as i32 + 1 };
            let mut carry = i32::from(!anywhere);
            for (at, equal) in self.rows_of.iter().skip(letter % LETTERS * MOST_WORDS).take(words).enumerate() {
                if at == column.len() {
                    let corner = above - carry;
                    // Below an active row, only an equal letter or a decreased distance can stay within the limit.
                    if corner > limit || (at > 0 && carry >= 0 && equal & 1 == 0) {
                        break;
                    }
                    let rows = ROWS.min(self.length - at * ROWS);
                    column.push(Word { more: !0, less: 0, last: 1 << (rows - 1), distance: corner + rows as i32 });
                }
                if let Some(word) = column.get_mut(at) {
                    carry = word.step(*equal, carry);
                    above = word.distance;
                }
            }
            if column.len() == words && above <= limit {
                if nearest && above < limit {
                    limit = above;
                    ends.clear();
                }
                ends.push((index + 1, above as usize));
            }
            while column.last().is_some_and(|word| word.distance >= limit + ROWS as i32) {
                column.pop();
            }
        }
        ends
    }
}
