//! The list in chunks of about fifty rows and pieces of about eight, cut by what the entries are and not by where they stand.
//!
//! The view skips a chunk that has not changed (docs/decisions/0004). Chunks cut by position would all change behind an
//! insertion; here the cuts stay where they are.

use super::super::tree::first_places;
use super::Row;
use crate::essay::ShippedEntry;
use std::ops::Range;
use std::rc::Rc;

/// The most rows that a chunk holds.
pub(super) const LARGEST: usize = 200;

/// The most rows that a piece holds.
const LARGEST_PIECE: usize = 24;

/// One row in so many begins a piece.
const ONE_IN: u32 = 8;

/// Rows that are skipped together where nothing has changed, at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// The rows, in order.
    pub rows: Vec<Row>,
}

impl Chunk {
    /// The id of the first entry, by which a chunk is known. `shipped` are the entries from which the list was made.
    pub fn key<'a>(&'a self, shipped: &'a [ShippedEntry]) -> &'a str {
        self.rows.first().map_or("", |row| row.id(shipped))
    }

    /// Where its pieces begin and end: what the view draws and compares at once. The first begins at 0, and each of the others where
    /// the one before ends.
    pub fn pieces(&self, shipped: &[ShippedEntry]) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut pieces = vec![];
        for (at, row) in self.rows.iter().enumerate() {
            if at > from && (at - from >= LARGEST_PIECE || hash(row.id(shipped)).is_multiple_of(ONE_IN)) {
                pieces.push(from..at);
                from = at;
            }
        }
        pieces.push(from..self.rows.len());
        pieces
    }
}

/// Cuts rows into chunks; those that were there before are taken from `old`.
pub(super) fn cut(rows: Vec<Row>, shipped: &[ShippedEntry], old: &[Rc<Chunk>]) -> Vec<Rc<Chunk>> {
    let known = first_places(&mut old.iter().map(|chunk| chunk.key(shipped)));
    let mut cutter = Cutter::default();
    for row in rows {
        cutter.push(row, shipped);
    }
    let before = |chunk: &Rc<Chunk>| known.get(chunk.key(shipped)).and_then(|at| old.get(*at));
    let kept = |chunk: Rc<Chunk>| before(&chunk).filter(|before| **before == chunk).cloned().unwrap_or(chunk);
    cutter.end().into_iter().map(kept).collect()
}

/// Cuts a chunk and those behind it again, which have been cut before and of which only this one has changed. `chunks` are all of
/// them, and `at` is the position of the one that has changed.
pub(super) fn cut_again(chunks: &[Rc<Chunk>], at: usize, shipped: &[ShippedEntry]) -> Vec<Rc<Chunk>> {
    let mut cutter = Cutter { chunks: chunks.iter().take(at).cloned().collect(), ..Cutter::default() };
    for (behind, chunk) in chunks.iter().enumerate().skip(at) {
        // Where a cut falls on one that was there, all that follows is as it was.
        if behind > at && begins(chunk.key(shipped), cutter.open.len()) {
            let mut cut = cutter.end();
            cut.extend(chunks.iter().skip(behind).cloned());
            return cut;
        }
        for row in &chunk.rows {
            cutter.push(row.clone(), shipped);
        }
    }
    cutter.end()
}

/// Chunks, and the rows of one that is not full.
#[derive(Default)]
struct Cutter {
    chunks: Vec<Rc<Chunk>>,
    open: Vec<Row>,
}

impl Cutter {
    fn push(&mut self, row: Row, shipped: &[ShippedEntry]) {
        if begins(row.id(shipped), self.open.len()) {
            self.close();
        }
        self.open.push(row);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.chunks.push(Rc::new(Chunk { rows: std::mem::take(&mut self.open) }));
        }
    }

    fn end(mut self) -> Vec<Rc<Chunk>> {
        self.close();
        self.chunks
    }
}

/// Whether a chunk begins with this entry, where the one before has so many rows.
///
/// One entry in sixty begins a chunk, and one in five when a hundred have gone by without one, which makes fifty rows in
/// the mean. So next to no chunk is cut because it is full: such a cut would move with whatever is inserted before it.
fn begins(id: &str, rows: usize) -> bool {
    let one_in = if rows < LARGEST / 2 { 60 } else { 5 };
    rows >= LARGEST || hash(id).is_multiple_of(one_in)
}

/// FNV-1a, its halves mixed, since all bits of a remainder should depend on all of the text. The end of an id is what differs, or
/// is left to chance, in whatever way ids are made.
fn hash(text: &str) -> u32 {
    let hash = text
        .bytes()
        .rev()
        .take(12)
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

/// The id of the first unread row behind the entry `after`, or from the beginning if that is not listed. Behind the last
/// row comes the first. `shipped` are the entries from which the list was made.
pub fn next_unread(chunks: &[Rc<Chunk>], shipped: &[ShippedEntry], after: Option<&str>) -> Option<String> {
    let mut before = None;
    let mut passed = false;
    for row in chunks.iter().flat_map(|chunk| &chunk.rows) {
        let id = row.id(shipped);
        if after == Some(id) {
            passed = true;
        } else if row.unread && passed {
            return Some(id.to_owned());
        } else if row.unread && before.is_none() {
            before = Some(id);
        }
    }
    before.map(str::to_owned)
}
