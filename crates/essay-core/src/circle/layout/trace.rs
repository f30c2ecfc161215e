//! The trace of the laps: a band beside the ring that grows wider along the way.
//!
//! A gain opens outward and a loss winds inward, so that the two differ without colour. The band is a spiral: where it begins it has the
//! width of the laps before, and each way adds its share of a lap.

use super::super::places::Places;
use super::geometry::{Point, RADIUS, Tenths, point};

/// The side of the ring on which the laps leave their trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceSide {
    /// Outside the ring.
    Outward,
    /// Inside the ring.
    Inward,
}

/// The trace that the laps have left on the way from a stage to the next, as SVG paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The band, closed.
    pub band: String,
    /// The edge of the band after each lap.
    pub laps: String,
}

/// The width of the band after so many laps, in thousandths of the greatest width. Each lap adds four fifths of what the lap before has
/// added, so that the first laps show best and the tenth still has room.
const WIDTHS: [f64; 11] = [0.0, 224.0, 403.0, 547.0, 661.0, 753.0, 827.0, 885.0, 932.0, 970.0, 1_000.0];
/// The greatest width outside the ring, in user units. It leaves the labels free.
const OUTWARD: f64 = 18.0;
/// The greatest width inside the ring, in user units. It leaves the middle free.
const INWARD: f64 = 34.0;

/// Returns the trace of the way that begins at the stage with this index.
///
/// `behind` is the number of ways from the stage where the circle was set going to this one, and `passes` says how often the way was taken.
/// A loop that does not grow keeps the width of its first lap.
pub fn trace(places: &Places, index: usize, behind: usize, passes: usize, side: TraceSide, grows: bool) -> Trace {
    let (from, to) = places.way(index);
    let share = |ways: usize| ways as f64 / places.len().max(1) as f64;
    let radius = |laps: f64| {
        let width = width(if grows { laps } else { laps.min(1.0) });
        match side {
            TraceSide::Outward => RADIUS + width * OUTWARD,
            TraceSide::Inward => RADIUS - width * INWARD,
        }
    };
    // Further laps than the table has would lie one on the other.
    let edges = (passes.saturating_sub(WIDTHS.len() - 1)..passes).map(|lap| {
        let lap = lap as f64;
        (radius(lap + share(behind)), radius(lap + share(behind + 1)))
    });
    let edges: Vec<(f64, f64)> = edges.collect();
    let Some((start, end)) = edges.last().copied() else { return Trace::default() };
    let large = i32::from(to - from > 0.5);
    let arc = |from: Point, radius: f64, sweep: i32, to: Point| {
        let radius = Tenths::of(radius);
        format!("{from}A{radius} {radius} 0 {large} {sweep} {to}")
    };
    let outer = arc(point(to, end), (start + end) / 2.0, 0, point(from, start));
    let band = format!("M{}L{outer}Z", arc(point(from, RADIUS), RADIUS, 1, point(to, RADIUS)));
    let lap = |(start, end): &(f64, f64)| arc(point(from, *start), (start + end) / 2.0, 1, point(to, *end));
    Trace { band, laps: edges.iter().map(|edge| format!("M{}", lap(edge))).collect() }
}

/// Returns the width after so many laps, as a part of the greatest one.
fn width(laps: f64) -> f64 {
    let whole = (laps as usize).min(WIDTHS.len() - 1);
    let at = |lap: usize| WIDTHS.get(lap).copied().unwrap_or(1_000.0);
    (at(whole) + (at(whole + 1) - at(whole)) * (laps - whole as f64).min(1.0)) / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outward(index: usize, passes: usize) -> Trace {
        trace(&Places::even(4), index, index, passes, TraceSide::Outward, true)
    }

    #[test]
    fn a_way_that_was_not_taken_leaves_none() {
        assert_eq!(outward(0, 0), Trace::default());
    }

    #[test]
    fn the_band_begins_where_the_way_before_has_ended() {
        let end = |trace: &Trace| trace.laps.rsplit(' ').take(2).collect::<Vec<_>>().join(" ");
        let start = |trace: &Trace| {
            let last = trace.laps.rsplit('M').next().unwrap_or_default();
            let mut words = last.split(['A', ' ']);
            let (x, y) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            format!("{y} {x}")
        };
        for passes in 1..12 {
            for index in 0..3 {
                assert_eq!(end(&outward(index, passes)), start(&outward(index + 1, passes)));
            }
            assert_eq!(end(&outward(3, passes)), start(&outward(0, passes + 1)), "lap {passes}");
        }
    }

    #[test]
    fn the_band_grows_with_every_lap_to_the_tenth() {
        let widths: Vec<f64> = (0..=10).map(|lap| width(f64::from(lap))).collect();
        assert!(widths.windows(2).all(|pair| pair[0] < pair[1]), "{widths:?}");
        assert_eq!((width(10.0), width(25.5)), (1.0, 1.0));
        assert_eq!(outward(0, 10).laps.matches('M').count(), 10);
        assert_eq!(outward(0, 30).laps.matches('M').count(), 10);
        let balancing = |passes| trace(&Places::even(4), 3, 3, passes, TraceSide::Inward, false).band;
        assert_eq!(balancing(2), balancing(5));
    }
}
