//! Puts a flat list of entries into display order and computes their levels.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The position of an entry in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreePosition {
    /// The index of the entry in the input.
    pub index: usize,
    /// The level: 1 for an entry that answers none, one more for each entry above it.
    pub level: usize,
}

/// A map from ids to their positions in a list.
pub(crate) type Positions<'a> = HashMap<&'a str, usize, BuildHasherDefault<FxHasher>>;

/// A hasher that mixes eight bytes at a time, as rustc's own tables do. The standard library's hasher is made to resist
/// crafted keys, and takes several times as long. In the browser its own keys are fixed, so it would not resist them
/// there.
#[derive(Default)]
pub(crate) struct FxHasher(u64);

impl Hasher for FxHasher {
    fn write(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(8) {
            let word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        // The upper bits depend on the whole text.
        self.0.rotate_left(26)
    }
}

/// Returns the position of each id in a list. If an id occurs twice, the first one counts.
///
/// All tables of a discussion are of this one type, since each further type would be code that all readers download.
pub(crate) fn first_positions<'a>(ids: &mut dyn Iterator<Item = &'a str>) -> Positions<'a> {
    let mut positions = Positions::with_capacity_and_hasher(ids.size_hint().0, BuildHasherDefault::default());
    for (position, id) in ids.enumerate() {
        positions.entry(id).or_insert(position);
    }
    positions
}

/// Orders entries, given as (id, parent), so that replies follow the entry that they answer. Each group keeps the given
/// order.
///
/// An entry without a parent in the list, or among its own replies, counts as answering none. No entry is left out.
pub fn display_order(entries: &[(&str, Option<&str>)]) -> Vec<TreePosition> {
    // If two entries have the same id, replies go to the first.
    let known = first_positions(&mut entries.iter().map(|(id, _)| *id));
    let mut replies: Vec<Vec<usize>> = vec![vec![]; entries.len()];
    let mut tops = vec![];
    for (index, (_, parent)) in entries.iter().enumerate() {
        let parent = parent.and_then(|id| known.get(id).copied()).filter(|parent| *parent != index);
        match parent.and_then(|parent| replies.get_mut(parent)) {
            Some(replies) => replies.push(index),
            None => tops.push(index),
        }
    }
    let mut order = vec![];
    let mut shown = vec![false; entries.len()];
    // Entries in a parent cycle have no root; the first of them becomes one.
    for top in tops.into_iter().chain(0..entries.len()) {
        show(top, &replies, &mut shown, &mut order);
    }
    order
}

/// Visits an entry and everything below it that was not visited yet. It has a stack of its own, since replies can be
/// thousands deep.
fn show(top: usize, replies: &[Vec<usize>], shown: &mut [bool], order: &mut Vec<TreePosition>) {
    let mut waiting = vec![TreePosition { index: top, level: 1 }];
    while let Some(position) = waiting.pop() {
        match shown.get_mut(position.index) {
            Some(shown) if !*shown => *shown = true,
            _ => continue,
        }
        order.push(position);
        let below = replies.get(position.index).into_iter().flatten().rev();
        waiting.extend(below.map(|index| TreePosition { index: *index, level: position.level + 1 }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(entries: &[(&str, Option<&str>)]) -> Vec<(String, usize)> {
        display_order(entries).iter().map(|position| (entries[position.index].0.to_owned(), position.level)).collect()
    }

    #[test]
    fn replies_follow_what_they_answer() {
        let shown = order(&[("a", None), ("b", None), ("c", Some("a")), ("d", Some("c")), ("e", Some("a"))]);
        assert_eq!(shown, [("a", 1), ("c", 2), ("d", 3), ("e", 2), ("b", 1)].map(|(id, level)| (id.to_owned(), level)));
    }

    #[test]
    fn orphans_and_rings_are_shown() {
        let shown = order(&[("a", Some("gone")), ("b", Some("c")), ("c", Some("b")), ("d", Some("d"))]);
        assert_eq!(shown, [("a", 1), ("d", 1), ("b", 1), ("c", 2)].map(|(id, level)| (id.to_owned(), level)));
    }

    #[test]
    fn ten_thousand_levels_are_no_deeper_than_the_heap() {
        let ids: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
        let entries: Vec<(&str, Option<&str>)> =
            ids.iter().enumerate().map(|(n, id)| (id.as_str(), n.checked_sub(1).map(|p| ids[p].as_str()))).collect();
        assert_eq!(display_order(&entries).last(), Some(&TreePosition { index: 9_999, level: 10_000 }));
    }

    proptest! {
        #[test]
        fn every_entry_is_shown_once(parents in prop::collection::vec(prop::option::of(0_usize..30), 0..30)) {
            let ids: Vec<String> = (0..30).map(|n| n.to_string()).collect();
            let entries: Vec<(&str, Option<&str>)> =
                parents.iter().enumerate().map(|(n, p)| (ids[n].as_str(), p.map(|p| ids[p].as_str()))).collect();
            let mut shown: Vec<usize> = display_order(&entries).iter().map(|position| position.index).collect();
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..parents.len()).collect::<Vec<_>>());
        }
    }
}
