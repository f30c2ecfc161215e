//! Incremental append: adds the newest entry to a list without rebuilding it.

use super::chunk::{Chunk, rechunk};
use super::query::{ListInput, ListQuery, Sort};
use super::row::{DEEPEST_INDENT, Row, Source};
use std::rc::Rc;

/// Returns the list with the last entry of `material.written`. `old` must be the list without it, and nothing else may
/// have changed. The result equals that of [`list`](super::list), in far less time.
///
/// Returns `None` if more than one row would have to be inserted. This is so if the list is filtered, collapsed or
/// sorted in another order, and if the entry is deleted, shares its id with another or has replies already.
pub fn with_newest(old: &[Rc<Chunk>], input: &ListInput<'_>, query: &ListQuery) -> Option<Vec<Rc<Chunk>>> {
    let plain = ListQuery { sort: Sort::Oldest, ..ListQuery::default() };
    let (new, earlier) = input.written.split_last()?;
    let is_double = input.shipped.iter().any(|shipped| shipped.id == new.id);
    let is_answered = input.written.iter().any(|entry| entry.parent.as_ref() == Some(&new.id))
        || input.shipped.iter().any(|shipped| shipped.parent.as_ref() == Some(&new.id));
    if *query != plain || old.is_empty() || new.deleted || is_double || is_answered {
        return None;
    }
    let mut chunks = old.to_vec();
    let shipped = input.shipped;
    let parent = new.parent.as_deref().filter(|parent| {
        shipped.iter().any(|entry| entry.id == *parent)
            || earlier.binary_search_by(|entry| entry.id.as_str().cmp(parent)).is_ok()
    });
    let mut row = Row {
        source: Source::Written(Rc::clone(new)),
        level: 1,
        replies: 0,
        folded: 0,
        to: None,
        unread: input.unread.contains(&new.id),
        own: new.is_of(input.me),
    };
    let Some(parent) = parent else {
        let at = chunks.len() - 1;
        put(&mut chunks, at, usize::MAX, row);
        return Some(rechunk(&chunks, at, shipped));
    };
    let (mut at, mut position) = chunks.iter().enumerate().rev().find_map(|(at, chunk)| {
        let position = chunk.rows.iter().rposition(|row| row.id(shipped) == parent)?;
        Some((at, position))
    })?;
    let above = chunks.get(at)?.rows.get(position)?;
    let below = above.level;
    row.level = below + 1;
    row.to = (row.level > DEEPEST_INDENT).then(|| above.name(shipped).to_owned());
    let (end, end_place) = end_of_branch(&chunks, at, position, below);
    // All entries above the new one count it.
    let mut level = below + 1;
    loop {
        if chunks.get(at)?.rows.get(position)?.level < level {
            let counted = chunks.get_mut(at).map(Rc::make_mut)?.rows.get_mut(position)?;
            counted.replies += 1;
            level = counted.level;
        }
        if level == 1 {
            break;
        }
        (at, position) = match position.checked_sub(1) {
            Some(position) => (at, position),
            None => (at.checked_sub(1)?, chunks.get(at - 1)?.rows.len().checked_sub(1)?),
        };
    }
    put(&mut chunks, end, end_place, row);
    Some(rechunk(&chunks, end, shipped))
}

/// Returns the chunk, and the row in it, behind the last row of a branch. The branch's head has a position and a level.
fn end_of_branch(chunks: &[Rc<Chunk>], at: usize, position: usize, level: usize) -> (usize, usize) {
    let mut end = (at, position + 1);
    for (at, chunk) in chunks.iter().enumerate().skip(at) {
        let from = if at == end.0 { end.1 } else { 0 };
        match chunk.rows.iter().skip(from).position(|row| row.level <= level) {
            // A row at the start of a chunk goes to the end of the chunk before it. The chunk is cut again afterwards.
            Some(0) if from == 0 => return end,
            Some(more) => return (at, from + more),
            None => end = (at, chunk.rows.len()),
        }
    }
    end
}

fn put(chunks: &mut [Rc<Chunk>], at: usize, position: usize, row: Row) {
    if let Some(chunk) = chunks.get_mut(at) {
        let rows = &mut Rc::make_mut(chunk).rows;
        rows.insert(position.min(rows.len()), row);
    }
}
