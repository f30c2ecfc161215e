//! The list of entries in display order: threads, or single entries if there is a filter or a search.
//!
//! Nothing here recurses over user data, since replies can be thousands deep.

mod append;
mod chunk;
mod entry_ref;
mod query;
mod row;

use super::sort::sorted_indices;
use super::tree::{Positions, TreePosition, display_order, first_positions};
pub use append::with_newest;
pub use chunk::{Chunk, next_unread};
use entry_ref::EntryRef;
pub use query::{Filter, ListInput, ListQuery, Sort};
pub use row::{DEEPEST_INDENT, Row, Source};
use std::cmp::Ordering;
use std::rc::Rc;

/// Returns the rows in display order, in chunks that the view renders one by one.
///
/// `old` is the previous list of the same essay. An unchanged chunk of it is returned as the same `Rc`. A new reply
/// changes or splits the chunk that receives it. It also changes the chunks of all entries above it, since they count
/// it.
///
/// # Example
/// ```
/// use essay_core::discussion::list::{ListInput, ListQuery, Sort, list};
/// use essay_core::discussion::{Discussion, codec};
///
/// let mut discussion = Discussion::default();
/// let event = |id: &str, parent: &str| format!(r#"{{ "id": "{id}", "kind": "post", "parent": {parent} }}"#);
/// let events = [event("1", "null"), event("2", "null"), event("3", r#""1""#)].join(",");
/// let export = format!(r#"{{ "format": "circle-essay-discussion/1", "events": [{events}] }}"#);
/// discussion.add_all(codec::read(&export, &discussion).added);
///
/// let casefold = str::to_lowercase;
/// let input = ListInput { shipped: &[], written: discussion.entries(), me: "", unread: &[], casefold: &casefold };
/// let chunks = list(&[], &input, &ListQuery { sort: Sort::Newest, ..ListQuery::default() });
/// let rows = chunks.iter().flat_map(|chunk| &chunk.rows);
/// assert_eq!(rows.map(|row| (row.id(&[]), row.level)).collect::<Vec<_>>(), [("2", 1), ("1", 1), ("3", 2)]);
/// ```
pub fn list(old: &[Rc<Chunk>], input: &ListInput<'_>, query: &ListQuery) -> Vec<Rc<Chunk>> {
    let pieces: Vec<EntryRef<'_>> = input
        .shipped
        .iter()
        .enumerate()
        .map(|(index, entry)| EntryRef::Shipped(index, entry))
        .chain(input.written.iter().map(EntryRef::Written))
        .collect();
    let rows = Threads::new(&pieces).rows(input, query);
    chunk::chunk(rows, input.shipped, old)
}

/// All entries in threads, with their counts.
struct Threads<'a> {
    pieces: &'a [EntryRef<'a>],
    /// All entries, each followed by its replies.
    order: Vec<TreePosition>,
    /// For each entry, the one that it answers.
    above: Vec<Option<usize>>,
    /// For each entry, the number of entries below it that are not deleted.
    replies: Vec<usize>,
    /// For each entry, whether it is not shown at all.
    gone: Vec<bool>,
}

impl<'a> Threads<'a> {
    fn new(pieces: &'a [EntryRef<'a>]) -> Self {
        let ids: Vec<(&str, Option<&str>)> = pieces.iter().map(|piece| (piece.id(), piece.parent())).collect();
        let order = display_order(&ids);
        let mut above = vec![None; pieces.len()];
        let mut path: Vec<usize> = vec![];
        for position in &order {
            path.truncate(position.level - 1);
            if let Some(above) = above.get_mut(position.index) {
                *above = path.last().copied();
            }
            path.push(position.index);
        }
        // The shipped entries are few, and their ids mostly differ in length from those of readers' entries. Comparing
        // them is faster than a table.
        let shipped = pieces.iter().take_while(|piece| piece.is_shipped());
        let mut replies = vec![0; pieces.len()];
        let mut gone = vec![false; pieces.len()];
        // Iterating backwards counts everything below an entry before the entry itself.
        for position in order.iter().rev() {
            let Some(piece) = pieces.get(position.index) else { continue };
            let below = replies.get(position.index).copied().unwrap_or_default();
            // The page identifies entries by id, and an import may hold any id. An imported entry with the id of a
            // shipped one is left out; replies go to the shipped one.
            let double = !piece.is_shipped() && shipped.clone().any(|shipped| shipped.id() == piece.id());
            let counts = !piece.is_deleted() && !double;
            if let Some(gone) = gone.get_mut(position.index) {
                *gone = !counts && below == 0;
            }
            let above = above.get(position.index).copied().flatten().and_then(|above| replies.get_mut(above));
            if let Some(replies) = above {
                *replies += below + usize::from(counts);
            }
        }
        Self { pieces, order, above, replies, gone }
    }

    fn rows(&self, input: &ListInput<'_>, query: &ListQuery) -> Vec<Row> {
        let unread = first_positions(&mut input.unread.iter().map(String::as_str));
        let search = (input.casefold)(&query.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let flat = query.filter != Filter::All || !words.is_empty();
        let matches = |position: &TreePosition| {
            let Some(piece) = self.pieces.get(position.index) else { return false };
            if piece.is_deleted() || !piece.passes(&query.filter, input.me, &unread) {
                return false;
            }
            let text = if words.is_empty() { String::new() } else { (input.casefold)(&piece.words()) };
            words.iter().all(|word| text.contains(word))
        };
        let heads: Vec<usize> = (0..self.order.len())
            .filter(|at| {
                self.order.get(*at).is_some_and(|position| if flat { matches(position) } else { position.level == 1 })
            })
            .collect();
        let collapsed = first_positions(&mut query.collapsed.iter().map(String::as_str));
        let mut rows = vec![];
        for head in self.sorted(&heads, query.sort) {
            // Rows deeper than this are collapsed.
            let mut shown = usize::MAX;
            for (behind, position) in self.order.iter().skip(head).enumerate() {
                if behind > 0 && (flat || position.level == 1) {
                    break;
                }
                if position.level > shown {
                    continue;
                }
                shown = usize::MAX;
                let Some(mut row) = self.row(position, flat, input.me, &unread) else { continue };
                if !flat && self.pieces.get(position.index).is_some_and(|piece| collapsed.contains_key(piece.id())) {
                    row.folded = row.replies;
                    shown = position.level;
                }
                rows.push(row);
            }
        }
        rows
    }

    /// Sorts the heads of threads, given as positions in `order`.
    fn sorted(&self, heads: &[usize], sort: Sort) -> Vec<usize> {
        let index = |head: usize| heads.get(head).and_then(|at| self.order.get(*at)).map(|position| position.index);
        let replies = |head: usize| index(head).and_then(|index| self.replies.get(index));
        let order = |a: usize, b: usize| match sort {
            Sort::Oldest => index(a).cmp(&index(b)),
            Sort::Newest => index(b).cmp(&index(a)),
            Sort::MostReplies => replies(b).cmp(&replies(a)).then_with(|| index(a).cmp(&index(b))),
        };
        let order: &dyn Fn(usize, usize) -> Ordering = &order;
        sorted_indices(heads.len(), order).into_iter().filter_map(|head| heads.get(head).copied()).collect()
    }

    fn row(&self, position: &TreePosition, flat: bool, me: &str, unread: &Positions<'_>) -> Option<Row> {
        let piece = self.pieces.get(position.index)?;
        if self.gone.get(position.index).is_none_or(|gone| *gone) {
            return None;
        }
        let above = self.above.get(position.index).copied().flatten();
        let answered =
            above.filter(|_| flat || position.level > DEEPEST_INDENT).and_then(|above| self.pieces.get(above));
        Some(Row {
            source: piece.source(),
            level: if flat { 1 } else { position.level },
            replies: self.replies.get(position.index).copied().unwrap_or_default(),
            folded: 0,
            to: answered.map(|answered| answered.name().to_owned()),
            unread: !piece.is_deleted() && unread.contains_key(piece.id()),
            own: piece.is_of(me),
        })
    }
}

#[cfg(test)]
mod tests;
