//! Cuts the list into chunks of about fifty rows, and these into pieces of about eight. The ids of the entries decide
//! where, not their positions.
//!
//! The view skips an unchanged chunk (docs/decisions/0004). If positions decided, an insertion would change all chunks
//! behind it. Here the cuts stay where they are.

use super::super::tree::first_positions;
use super::row::Row;
use crate::essay::ShippedEntry;
use std::ops::Range;
use std::rc::Rc;

/// The most rows in a chunk.
pub(super) const LARGEST: usize = 200;

/// The most rows in a piece.
const LARGEST_PIECE: usize = 24;

/// On average one row in so many begins a piece.
const ONE_IN: u32 = 8;

/// A group of at least one row that the view skips if nothing in it has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// The rows, in order.
    pub rows: Vec<Row>,
}

impl Chunk {
    /// Returns the id of the first entry, which identifies the chunk. `shipped` are the entries that the list was made
    /// from.
    pub fn key<'a>(&'a self, shipped: &'a [ShippedEntry]) -> &'a str {
        self.rows.first().map_or("", |row| row.id(shipped))
    }

    /// Returns the ranges of its pieces, which the view renders and compares as a whole. The first begins at 0, and
    /// each of the others at the end of the one before.
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

/// Cuts rows into chunks. Unchanged chunks are taken from `old`.
pub(super) fn chunk(rows: Vec<Row>, shipped: &[ShippedEntry], old: &[Rc<Chunk>]) -> Vec<Rc<Chunk>> {
    let known = first_positions(&mut old.iter().map(|chunk| chunk.key(shipped)));
    let mut cutter = Cutter::default();
    for row in rows {
        cutter.push(row, shipped);
    }
    let before = |chunk: &Rc<Chunk>| known.get(chunk.key(shipped)).and_then(|at| old.get(*at));
    let kept = |chunk: Rc<Chunk>| before(&chunk).filter(|before| **before == chunk).cloned().unwrap_or(chunk);
    cutter.end().into_iter().map(kept).collect()
}

/// Cuts the chunk at `at` and those behind it again. Of all `chunks`, only this one has changed since they were cut.
pub(super) fn rechunk(chunks: &[Rc<Chunk>], at: usize, shipped: &[ShippedEntry]) -> Vec<Rc<Chunk>> {
    let mut cutter = Cutter { chunks: chunks.iter().take(at).cloned().collect(), ..Cutter::default() };
    for (behind, chunk) in chunks.iter().enumerate().skip(at) {
        // When a cut falls on an old one, the rest is unchanged.
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

/// Finished chunks, and the rows of the open one.
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

/// Returns whether a chunk begins with this entry, if the chunk before has so many rows.
///
/// One entry in sixty begins a chunk, and one in five after a hundred rows without a cut. The mean is fifty rows. A
/// chunk is hardly ever cut because it is full: such a cut would move with every insertion before it.
fn begins(id: &str, rows: usize) -> bool {
    let one_in = if rows < LARGEST / 2 { 60 } else { 5 };
    rows >= LARGEST || hash(id).is_multiple_of(one_in)
}

/// 32-bit FNV-1a of the last twelve bytes, where ids differ or are random, however they are made. The halves are mixed,
/// since every bit of a remainder should depend on all of these bytes.
fn hash(text: &str) -> u32 {
    let hash = text
        .bytes()
        .rev()
        .take(12)
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

/// Returns the id of the first unread row behind the entry `after`, or from the beginning if that entry is not listed.
/// The search wraps from the last row to the first. `shipped` are the entries that the list was made from.
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
