//! What is shown of a discussion, in order: threads or, where something is looked for, single entries.
//!
//! Nothing here recurs over what people wrote, since replies can be thousands deep.

mod chunk;
mod newest;
mod piece;

use super::Entry;
use super::fold::arranged;
use super::tree::{Place, Places, display_order, first_places};
use crate::essay::ShippedEntry;
use crate::json::Json;
pub use chunk::{Chunk, next_unread};
pub use newest::with_newest;
use piece::Piece;
use std::cmp::Ordering;
use std::rc::Rc;

/// Levels deeper than this are indented no further, so their rows name whom they answer.
pub const DEEPEST_INDENT: usize = 4;

/// The order of threads. Replies always stand in the order in which they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What came first stands first.
    #[default]
    Oldest,
    /// What came last stands first.
    Newest,
    /// What has the most entries below it stands first, then what is older.
    MostReplies,
}

/// Which entries are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them, in threads.
    #[default]
    All,
    /// Those that the reader wrote.
    Mine,
    /// Those that are unread.
    Unread,
    /// Those about a passage: their anchor has a `quote`.
    Passages,
    /// Those with these ids, in any order.
    These(Vec<String>),
    /// Those whose anchor has every field of this object with the same value: `{"note":"n"}`, say, or
    /// `{"circle":"c","step":2}`.
    About(Json),
}

/// What the reader wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// In which order.
    pub sort: Sort,
    /// Which entries.
    pub filter: Filter,
    /// Words, each of which an entry must hold in its text, its author's name or its quotation. Blank for none.
    pub search: String,
    /// The ids of entries whose replies are folded away; of no meaning with a filter or a search.
    pub collapsed: Vec<String>,
}

/// What a list is made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The entries that ship with the essay. They are older than all others.
    pub shipped: &'a [ShippedEntry],
    /// What readers wrote, sorted by id.
    pub written: &'a [Rc<Entry>],
    /// The author id of the reader; empty for one who has not written yet.
    pub me: &'a str,
    /// The ids of what the reader has not seen, in any order.
    pub unread: &'a [String],
    /// Takes the difference of capital and small letters away. Browsers bring their own tables for this.
    pub fold: &'a dyn Fn(&str) -> String,
}

/// Where a row's entry comes from. Two are equal only if they are the same entry, not if they say the same.
#[derive(Clone, Debug)]
pub enum Source {
    /// It ships with the essay, at this index.
    Shipped(usize),
    /// A reader wrote it.
    Written(Rc<Entry>),
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Shipped(a), Self::Shipped(b)) => a == b,
            (Self::Written(a), Self::Written(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// An entry in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The entry. A deleted one is listed only because something below it is shown.
    pub source: Source,
    /// 1 for an entry that answers none, one more for each entry above it; always 1 with a filter or a search.
    pub level: usize,
    /// How many entries are below it at all levels, not counting deleted ones.
    pub replies: usize,
    /// How many of those are not listed because it is collapsed.
    pub folded: usize,
    /// The name of whom it answers, which may be empty: where the level is above [`DEEPEST_INDENT`], or a filter or a
    /// search has taken it out of its thread.
    pub to: Option<String>,
    /// Whether the reader has not seen it.
    pub unread: bool,
    /// Whether the reader wrote it.
    pub own: bool,
}

impl Row {
    /// The id of the entry. `shipped` are the entries from which the list was made.
    pub fn id<'a>(&'a self, shipped: &'a [ShippedEntry]) -> &'a str {
        match &self.source {
            Source::Shipped(index) => shipped.get(*index).map_or("", |entry| &entry.id),
            Source::Written(entry) => &entry.id,
        }
    }

    /// The name of whoever wrote the entry. `shipped` are the entries from which the list was made.
    fn name<'a>(&'a self, shipped: &'a [ShippedEntry]) -> &'a str {
        match &self.source {
            Source::Shipped(index) => shipped.get(*index).map_or("", |entry| &entry.name),
            Source::Written(entry) => &entry.author.name,
        }
    }
}

/// What is shown, in order, in chunks that the view draws one by one.
///
/// `old` is the list before, of the same essay: a chunk of it that still holds is given back as the same `Rc`. A new
/// reply changes the chunk into which it comes, or parts it in two, and the chunks of all that it is below, since they
/// count it.
pub fn list(old: &[Rc<Chunk>], material: &Material<'_>, shape: &Shape) -> Vec<Rc<Chunk>> {
    let pieces: Vec<Piece<'_>> = material
        .shipped
        .iter()
        .enumerate()
        .map(|(index, entry)| Piece::Shipped(index, entry))
        .chain(material.written.iter().map(Piece::Written))
        .collect();
    let rows = Threads::new(&pieces).rows(material, shape);
    chunk::cut(rows, material.shipped, old)
}

/// All entries in threads, and what is counted of them.
struct Threads<'a> {
    pieces: &'a [Piece<'a>],
    /// Every piece, replies behind what they answer.
    order: Vec<Place>,
    /// For each piece the one that it answers.
    above: Vec<Option<usize>>,
    /// For each piece how many are below it that are not deleted.
    replies: Vec<usize>,
    /// For each piece whether it is not shown anywhere.
    gone: Vec<bool>,
}

impl<'a> Threads<'a> {
    fn new(pieces: &'a [Piece<'a>]) -> Self {
        let ids: Vec<(&str, Option<&str>)> = pieces.iter().map(|piece| (piece.id(), piece.parent())).collect();
        let order = display_order(&ids);
        let mut above = vec![None; pieces.len()];
        let mut path: Vec<usize> = vec![];
        for place in &order {
            path.truncate(place.level - 1);
            if let Some(above) = above.get_mut(place.index) {
                *above = path.last().copied();
            }
            path.push(place.index);
        }
        // Few, and mostly of another length than the ids of readers' entries: comparing them is quicker than a table.
        let shipped = pieces.iter().take_while(|piece| piece.is_shipped());
        let mut replies = vec![0; pieces.len()];
        let mut gone = vec![false; pieces.len()];
        // From the end: all that is below an entry is counted before the entry itself.
        for place in order.iter().rev() {
            let Some(piece) = pieces.get(place.index) else { continue };
            let below = replies.get(place.index).copied().unwrap_or_default();
            // The page knows entries by their id, and an import may hold anything: what has the id of an entry of the
            // essay, which is the one that is answered, is left out.
            let double = !piece.is_shipped() && shipped.clone().any(|shipped| shipped.id() == piece.id());
            let counts = !piece.is_deleted() && !double;
            if let Some(gone) = gone.get_mut(place.index) {
                *gone = !counts && below == 0;
            }
            let above = above.get(place.index).copied().flatten().and_then(|above| replies.get_mut(above));
            if let Some(replies) = above {
                *replies += below + usize::from(counts);
            }
        }
        Self { pieces, order, above, replies, gone }
    }

    fn rows(&self, material: &Material<'_>, shape: &Shape) -> Vec<Row> {
        let unread = first_places(&mut material.unread.iter().map(String::as_str));
        let search = (material.fold)(&shape.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let flat = shape.filter != Filter::All || !words.is_empty();
        let matches = |place: &Place| {
            let Some(piece) = self.pieces.get(place.index) else { return false };
            if piece.is_deleted() || !piece.passes(&shape.filter, material.me, &unread) {
                return false;
            }
            let text = if words.is_empty() { String::new() } else { (material.fold)(&piece.words()) };
            words.iter().all(|word| text.contains(word))
        };
        let heads: Vec<usize> = (0..self.order.len())
            .filter(|at| self.order.get(*at).is_some_and(|place| if flat { matches(place) } else { place.level == 1 }))
            .collect();
        let collapsed = first_places(&mut shape.collapsed.iter().map(String::as_str));
        let mut rows = vec![];
        for head in self.sorted(&heads, shape.sort) {
            // Whatever is deeper than this is folded away.
            let mut shown = usize::MAX;
            for (behind, place) in self.order.iter().skip(head).enumerate() {
                if behind > 0 && (flat || place.level == 1) {
                    break;
                }
                if place.level > shown {
                    continue;
                }
                shown = usize::MAX;
                let Some(mut row) = self.row(place, flat, material.me, &unread) else { continue };
                if !flat && self.pieces.get(place.index).is_some_and(|piece| collapsed.contains_key(piece.id())) {
                    row.folded = row.replies;
                    shown = place.level;
                }
                rows.push(row);
            }
        }
        rows
    }

    /// The heads of threads, given as positions in the order, as they are sorted.
    fn sorted(&self, heads: &[usize], sort: Sort) -> Vec<usize> {
        let index = |head: usize| heads.get(head).and_then(|at| self.order.get(*at)).map(|place| place.index);
        let replies = |head: usize| index(head).and_then(|index| self.replies.get(index));
        let order = |a: usize, b: usize| match sort {
            Sort::Oldest => index(a).cmp(&index(b)),
            Sort::Newest => index(b).cmp(&index(a)),
            Sort::MostReplies => replies(b).cmp(&replies(a)).then_with(|| index(a).cmp(&index(b))),
        };
        let order: &dyn Fn(usize, usize) -> Ordering = &order;
        arranged(heads.len(), order).into_iter().filter_map(|head| heads.get(head).copied()).collect()
    }

    fn row(&self, place: &Place, flat: bool, me: &str, unread: &Places<'_>) -> Option<Row> {
        let piece = self.pieces.get(place.index)?;
        if self.gone.get(place.index).is_none_or(|gone| *gone) {
            return None;
        }
        let above = self.above.get(place.index).copied().flatten();
        let answered = above.filter(|_| flat || place.level > DEEPEST_INDENT).and_then(|above| self.pieces.get(above));
        Some(Row {
            source: piece.source(),
            level: if flat { 1 } else { place.level },
            replies: self.replies.get(place.index).copied().unwrap_or_default(),
            folded: 0,
            to: answered.map(|answered| answered.name().to_owned()),
            unread: !piece.is_deleted() && unread.contains_key(piece.id()),
            own: piece.is_of(me),
        })
    }
}

#[cfg(test)]
mod tests;
