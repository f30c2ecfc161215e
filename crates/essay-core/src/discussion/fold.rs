//! What the events about one entry amount to, and how sorted lists of events take in more.

use super::{DELETE, EDIT, Entry, Event, Version};
use std::cmp::Ordering;
use std::rc::Rc;

/// The entry that a post and the acts on it amount to. The acts are sorted by id.
///
/// Only what the post's own author did counts: an import may hold acts that anybody made up.
pub(super) fn fold(post: &Event, acts: &[Rc<Event>]) -> Entry {
    let mut entry = Entry {
        id: post.id.clone(),
        parent: post.parent.clone(),
        author: post.author.clone(),
        time: post.time,
        text: post.text.clone(),
        anchor: post.anchor.clone(),
        earlier: vec![],
        edited: None,
        deleted: false,
    };
    for act in acts.iter().filter(|act| act.author.id == post.author.id) {
        if act.kind == EDIT {
            let text = std::mem::replace(&mut entry.text, act.text.clone());
            entry.earlier.push(Version { time: entry.edited.unwrap_or(entry.time), text });
            entry.edited = Some(act.time);
        } else {
            entry.deleted = act.kind == DELETE;
        }
    }
    entry
}

/// The order of events in a discussion.
pub(super) fn by_id(a: &Event, b: &Event) -> Ordering {
    a.id.cmp(&b.id)
}

/// The order of acts: those on one entry stand together, sorted by id.
pub(super) fn by_target(a: &Event, b: &Event) -> Ordering {
    a.parent.cmp(&b.parent).then_with(|| by_id(a, b))
}

/// The numbers below `count` in the given order, equal ones in their own.
///
/// Everything in a discussion is sorted here, by merging ever longer runs. The sort of the standard library is quicker,
/// but seven times as large, and every reader would fetch it.
pub(super) fn arranged(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for runs in numbers.chunks(2 * run) {
            let (mut left, mut right) = runs.split_at(run.min(runs.len()));
            // What is sorted already, as most of what is stored is, needs one look for each two runs.
            let apart = left.last().zip(right.first()).is_none_or(|(a, b)| order(*a, *b) != Ordering::Greater);
            while let ([a, behind_a @ ..], [b, behind_b @ ..], false) = (left, right, apart) {
                if order(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    right = behind_b;
                } else {
                    merged.push(*a);
                    left = behind_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        numbers = merged;
        run *= 2;
    }
    numbers
}

/// Events in the given order, equal ones as they came.
pub(super) fn sorted(events: &[Rc<Event>], order: fn(&Event, &Event) -> Ordering) -> Vec<Rc<Event>> {
    let order = |a: usize, b: usize| match (events.get(a), events.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    };
    arranged(events.len(), &order).into_iter().filter_map(|at| events.get(at).cloned()).collect()
}

/// Takes sorted items into a sorted list. Every new item is looked for by bisection, and every old one only moves.
pub(super) fn merge<T>(list: &mut Vec<Rc<T>>, new: Vec<Rc<T>>, order: fn(&T, &T) -> Ordering) {
    let places: Vec<usize> =
        new.iter().map(|item| list.partition_point(|known| order(known, item) == Ordering::Less)).collect();
    let mut merged = Vec::with_capacity(list.len() + new.len());
    let mut rest = std::mem::take(list).into_iter();
    let mut moved = 0;
    for (item, place) in new.into_iter().zip(places) {
        merged.extend(rest.by_ref().take(place - moved));
        merged.push(item);
        moved = place;
    }
    merged.extend(rest);
    *list = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_arranged_and_equal_ones_stay_in_their_order(keys in prop::collection::vec(0_u8..20, 0..100)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|at| keys[*at]);
            prop_assert_eq!(arranged(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
