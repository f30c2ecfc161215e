//! Sorts events, and merges sorted lists of them.

use super::event::Event;
use std::cmp::Ordering;
use std::rc::Rc;

/// Compares events by id, which is their order in a discussion.
pub(super) fn by_id(a: &Event, b: &Event) -> Ordering {
    a.id.cmp(&b.id)
}

/// Compares acts by target and then by id, so that those on one entry are adjacent.
pub(super) fn by_target(a: &Event, b: &Event) -> Ordering {
    a.parent.cmp(&b.parent).then_with(|| by_id(a, b))
}

/// Returns the numbers below `count` in the given order. The sort is stable.
///
/// Everything in a discussion is sorted by this merge sort. The standard library's sort is faster but seven times as
/// large, and every reader would download it.
pub(super) fn sorted_indices(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for runs in numbers.chunks(2 * run) {
            let (mut left, mut right) = runs.split_at(run.min(runs.len()));
            // Most stored lists are sorted already. Such input needs one comparison for each pair of runs.
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

/// Returns events in the given order. The sort is stable.
pub(super) fn sorted(events: &[Rc<Event>], order: fn(&Event, &Event) -> Ordering) -> Vec<Rc<Event>> {
    let order = |a: usize, b: usize| match (events.get(a), events.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    };
    sorted_indices(events.len(), &order).into_iter().filter_map(|at| events.get(at).cloned()).collect()
}

/// Merges sorted items into a sorted list. It finds each new item's place by bisection, and moves each old item once.
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
            prop_assert_eq!(sorted_indices(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
