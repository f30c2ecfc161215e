//! A flat list of entries to the order in which they are shown, with levels.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Where an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Position of the entry in the list that was given.
    pub index: usize,
    /// 1 for an entry that answers none, one more for each entry above it.
    pub level: usize,
}

/// Where ids stand in a list.
pub(crate) type Places<'a> = HashMap<&'a str, usize, BuildHasherDefault<Mix>>;

/// Mixes eight bytes at a time, as rustc's own tables do. The standard library's hash is built to stand against crafted keys, takes
/// several times as long, and has fixed keys in the browser, so that it would not stand against them there.
#[derive(Default)]
pub(crate) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(8) {
            let word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        // The upper bits are those that depend on all of the text.
        self.0.rotate_left(26)
    }
}

/// Where each id stands in a list; of two that are equal the first counts.
///
/// Every table of a discussion is made here, because each further kind of table would be code that all readers fetch.
pub(crate) fn first_places<'a>(ids: &mut dyn Iterator<Item = &'a str>) -> Places<'a> {
    let mut places = Places::with_capacity_and_hasher(ids.size_hint().0, BuildHasherDefault::default());
    for (place, id) in ids.enumerate() {
        places.entry(id).or_insert(place);
    }
    places
}

/// Orders entries, given as (id, parent), so that replies follow what they answer, each group in the given order.
///
/// An entry whose parent is missing, or is among its own replies, answers none. Nothing is ever left out.
pub fn display_order(entries: &[(&str, Option<&str>)]) -> Vec<Place> {
    // Of two entries with one id the first is answered.
    let known = first_places(&mut entries.iter().map(|(id, _)| *id));
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
    // What hangs in a ring of parents is below no top: its first entry is then taken to answer none.
    for top in tops.into_iter().chain(0..entries.len()) {
        show(top, &replies, &mut shown, &mut order);
    }
    order
}

/// Shows an entry and all below it that is not shown yet. A stack of its own: replies can be thousands deep.
fn show(top: usize, replies: &[Vec<usize>], shown: &mut [bool], order: &mut Vec<Place>) {
    let mut waiting = vec![Place { index: top, level: 1 }];
    while let Some(place) = waiting.pop() {
        match shown.get_mut(place.index) {
            Some(shown) if !*shown => *shown = true,
            _ => continue,
        }
        order.push(place);
        let below = replies.get(place.index).into_iter().flatten().rev();
        waiting.extend(below.map(|index| Place { index: *index, level: place.level + 1 }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(entries: &[(&str, Option<&str>)]) -> Vec<(String, usize)> {
        display_order(entries).iter().map(|place| (entries[place.index].0.to_owned(), place.level)).collect()
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
        assert_eq!(display_order(&entries).last(), Some(&Place { index: 9_999, level: 10_000 }));
    }

    proptest! {
        #[test]
        fn every_entry_is_shown_once(parents in prop::collection::vec(prop::option::of(0_usize..30), 0..30)) {
            let ids: Vec<String> = (0..30).map(|n| n.to_string()).collect();
            let entries: Vec<(&str, Option<&str>)> =
                parents.iter().enumerate().map(|(n, p)| (ids[n].as_str(), p.map(|p| ids[p].as_str()))).collect();
            let mut shown: Vec<usize> = display_order(&entries).iter().map(|place| place.index).collect();
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..parents.len()).collect::<Vec<_>>());
        }
    }
}
