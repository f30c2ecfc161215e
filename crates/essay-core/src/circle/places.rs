//! The places of stages on the ring.

/// The places of a view's stages on the ring, clockwise from twelve o'clock.
///
/// # Example
/// ```
/// use essay_core::circle::places::Places;
///
/// let places = Places::even(4);
/// assert_eq!((places.len(), places.turn(1), places.way(3)), (4, 0.25, (0.75, 1.0)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The number of places on the ring.
    pub(super) count: usize,
    /// The place of each stage, counted from 0. Each is further round than the one before.
    pub(super) stages: Vec<usize>,
}

impl Places {
    /// Returns the places of stages that share the ring evenly.
    pub fn even(stages: usize) -> Self {
        Self { count: stages, stages: (0..stages).collect() }
    }

    /// Returns the places of stages that share the ring evenly, the first of which has the place with this number.
    #[cfg(test)]
    pub(super) fn begun_at(stages: usize, first: usize) -> Self {
        Self { count: stages, stages: (0..stages).map(|stage| (stage + first) % stages).collect() }
    }

    /// Returns the number of stages.
    pub fn len(&self) -> usize {
        self.stages.len()
    }

    /// Returns true if there is no stage.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// Returns the angle of the stage at this index as a fraction of a turn, from 0 to less than 1.
    pub fn turn(&self, index: usize) -> f64 {
        self.stages.get(index).map_or(0.0, |place| *place as f64 / self.count as f64)
    }

    /// Returns the angles of the stage at this index and of the next one, as fractions of a turn. The second is greater than the first, and
    /// more than 1 where the way passes twelve o'clock.
    pub fn way(&self, index: usize) -> (f64, f64) {
        let from = self.turn(index);
        let to = self.turn(if index + 1 < self.len() { index + 1 } else { 0 });
        (from, if to > from { to } else { to + 1.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_past_twelve_o_clock_goes_on() {
        let places = Places { count: 9, stages: vec![0, 2, 8] };
        assert_eq!(places.way(2), (8.0 / 9.0, 1.0));
        assert_eq!(places.way(1), (2.0 / 9.0, 8.0 / 9.0));
    }
}
