//! Medians, and the tables of the benchmark.

use std::fmt::Write;

/// The lowest value, the median and the highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

impl Spread {
    /// Returns nothing for no values.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Some(Self { low: *values.first()?, middle: *values.get(values.len() / 2)?, high: *values.last()? })
    }
}

pub fn millis(value: f64) -> String {
    format!("{value:.0} ms")
}

pub fn tenths(value: f64) -> String {
    format!("{value:.1} ms")
}

pub fn kilobytes(value: f64) -> String {
    format!("{:.1} KB", value / 1000.0)
}

pub fn ratio(value: f64) -> String {
    format!("{value:.2}")
}

/// Writes the median, and the extremes if they differ from it.
pub fn told(spread: Option<Spread>, tell: impl Fn(f64) -> String) -> String {
    match spread {
        None => "–".to_owned(),
        Some(Spread { low, middle, high }) if tell(low) == tell(high) => tell(middle),
        Some(Spread { low, middle, high }) => format!("{} ({} – {})", tell(middle), tell(low), tell(high)),
    }
}

/// A figure that has a limit. It is met if it is not above it.
pub struct Limited {
    pub name: &'static str,
    /// `None` if it was not measured.
    pub value: Option<f64>,
    pub limit: f64,
    pub tell: fn(f64) -> String,
}

/// Writes figures with their limits as a table.
pub fn limits(figures: &[Limited]) -> String {
    let mut table = "| | measured | limit | |\n|---|---|---|---|\n".to_owned();
    for Limited { name, value, limit, tell } in figures {
        let (value, verdict) = match value {
            None => ("–".to_owned(), "–"),
            Some(value) if value <= limit => (tell(*value), "met"),
            Some(value) => (tell(*value), "missed"),
        };
        // A string takes whatever is written to it.
        let _ = writeln!(table, "| {name} | {value} | {} | {verdict} |", tell(*limit));
    }
    table
}

/// Returns the ratio of two medians.
pub fn ratio_of(of: Option<Spread>, to: Option<Spread>) -> Option<f64> {
    Some(of?.middle / to?.middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_tells_the_median_and_the_extremes() {
        let spread = Spread::of([3.0, 1.0, 2.0]);
        assert_eq!(spread, Some(Spread { low: 1.0, middle: 2.0, high: 3.0 }));
        assert_eq!(told(spread, millis), "2 ms (1 ms – 3 ms)");
        assert_eq!(told(Spread::of([1.2, 1.4]), millis), "1 ms");
        assert_eq!(told(None, millis), "–");
    }

    #[test]
    fn a_limit_is_met_or_missed() {
        let figure = |value| Limited { name: "x", value, limit: 1.5, tell: ratio };
        let table = limits(&[figure(Some(1.5)), figure(Some(1.51)), figure(None)]);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows, ["| x | 1.50 | 1.50 | met |", "| x | 1.51 | 1.50 | missed |", "| x | – | 1.50 | – |"]);
    }
}
