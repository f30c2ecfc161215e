//! Places the stages of all views: every view has a variable at the same angle, so that the pictures of two views lie one on the other.

use super::parts::Variable;
use super::places::Places;
use super::view::View;

/// The greatest number of places on a ring whose labels keep clear of each other.
const MOST: usize = 12;

/// Places the stages of all views. Each variable has as many places as the view that tells most of it has stages for it.
///
/// A ring of more than 12 places would have no room for their labels, and a view that leaves the loop's order has no place for its stages.
/// In both cases the stages of each view share the ring evenly.
pub(super) fn assign(variables: &[Variable], views: &mut [View]) {
    let told: Option<Vec<Vec<(usize, usize)>>> = views.iter().map(|view| in_runs(variables, view)).collect();
    let shared = told.and_then(|told| {
        let most = |variable| {
            let of_views = told.iter().map(|stages| stages.iter().filter(|(told, _)| *told == variable).count());
            of_views.max().unwrap_or_default().max(1)
        };
        let widths: Vec<usize> = (0..variables.len()).map(most).collect();
        let count: usize = widths.iter().sum();
        let place = |(variable, nth): &(usize, usize)| widths.iter().take(*variable).sum::<usize>() + nth;
        let places = told.iter().map(|stages| Places { count, stages: stages.iter().map(place).collect() });
        (count <= MOST).then(|| places.collect::<Vec<_>>())
    });
    let shared = shared.unwrap_or_else(|| views.iter().map(|view| Places::even(view.stages.len())).collect());
    for (view, places) in views.iter_mut().zip(shared) {
        view.places = places;
    }
}

/// Returns for each stage the index of its variable, and how many stages before it tell of the same one. `None` if the stages do not go
/// once round the loop.
fn in_runs(variables: &[Variable], view: &View) -> Option<Vec<(usize, usize)>> {
    let index = |id: &str| variables.iter().position(|variable| variable.id == id);
    let told = view.stages.iter().map(|stage| index(&stage.variable)).collect::<Option<Vec<_>>>()?;
    let before = told.iter().cycle().skip(told.len().saturating_sub(1));
    let pairs: Vec<(usize, usize)> = before.copied().zip(told.iter().copied()).collect();
    let walked: usize = pairs.iter().map(|(from, to)| (to + variables.len() - from) % variables.len()).sum();
    // A telling may begin with the second of two stages that tell of one variable.
    let begins = pairs.iter().position(|(from, to)| from != to).filter(|_| walked == variables.len())?;
    let mut nth = 0;
    let run = |(from, to): &(usize, usize)| {
        nth = if from == to { nth + 1 } else { 0 };
        (*to, nth)
    };
    let mut runs: Vec<_> = pairs.iter().cycle().skip(begins).take(pairs.len()).map(run).collect();
    runs.rotate_right(begins);
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::super::polarity::Polarity;
    use super::super::tests::{circle, stage, telling};

    /// Returns the places of the views of a loop of so many variables with these tellings, which name variables by number.
    fn placed(variables: usize, tellings: &[&[usize]]) -> Vec<(usize, Vec<usize>)> {
        let mut circle = circle(&vec![Polarity::Plus; variables]);
        let stages = |told: &&[usize]| told.iter().map(|variable| stage(&format!("v{variable}"))).collect();
        circle.tellings = tellings.iter().map(stages).map(telling).collect();
        circle.views().into_iter().map(|view| (view.places.count, view.places.stages)).collect()
    }

    #[test]
    fn a_variable_has_the_same_place_in_every_view() {
        let views = placed(8, &[&[0, 1, 2, 4, 5, 6, 7, 7], &[3, 5, 6, 7, 0, 2]]);
        let expected = [vec![0, 1, 2, 4, 5, 6, 7, 8], vec![3, 5, 6, 7, 0, 2], vec![0, 1, 2, 3, 4, 5, 6, 7]]
            .map(|stages| (9, stages));
        assert_eq!(views, expected);
    }

    #[test]
    fn a_telling_may_begin_within_a_variable() {
        assert_eq!(placed(3, &[&[0, 1, 2, 0]])[0], (4, vec![1, 2, 3, 0]));
    }

    #[test]
    fn views_that_cannot_share_a_ring_have_rings_of_their_own() {
        // The first goes round twice, the second needs 13 places.
        assert_eq!(placed(3, &[&[0, 2, 1]]), [(3, vec![0, 1, 2]), (3, vec![0, 1, 2])]);
        let long: Vec<usize> = (0..12).collect();
        let doubled = [0, 0, 1, 2, 3];
        assert_eq!(placed(12, &[&long, &doubled])[1], (5, vec![0, 1, 2, 3, 4]));
    }
}
