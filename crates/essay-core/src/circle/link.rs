//! The links of a circle: what one variable does to the next, why, and how long that takes.

use super::parts::Direction;
use super::polarity::Polarity;
use crate::i18n::Translations;
use crate::t;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The influence of one variable on the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The id of the variable that is the cause.
    pub from: String,
    /// The id of the variable that is the effect.
    pub to: String,
    /// The sign: plus if the effect moves with the cause, minus if it moves against it.
    pub sign: Polarity,
    /// True if the effect takes long.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delayed: bool,
    /// The years that the effect takes, if the author has a source for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<Years>,
    /// The reason why the link holds, told of a cause that rises.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The reason, told of a cause that falls; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because_down: String,
}

impl Link {
    /// Returns the reason in words that fit the direction in which the cause moves. It is empty if the document gives none.
    pub fn reason(&self, cause: Direction, words: Translations) -> String {
        match cause {
            Direction::Up => self.because.clone(),
            Direction::Down if self.because_down.is_empty() && !self.because.is_empty() => {
                t!(words, TheOtherWayRound, &self.because)
            }
            Direction::Down => self.because_down.clone(),
        }
    }
}

/// A number of years, in tenths. It is written and read as a number: 5, or 2.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Years(u32);

impl Years {
    /// The longest time that a link may take, in years.
    pub const MOST: f64 = 1_000.0;

    /// Rounds a number of years to tenths. Returns `None` unless it is more than nothing and at most [`Years::MOST`].
    pub fn new(years: f64) -> Option<Self> {
        let tenths = (years * 10.0 + 0.5) as u32;
        (years > 0.0 && years <= Self::MOST && tenths > 0).then_some(Self(tenths))
    }

    /// Reads a number as a document has it: "5", or "2.5". Further digits are cut off.
    pub(crate) fn read(digits: &str) -> Option<Self> {
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let tenth = part.get(..1)?.parse::<u32>().ok()?;
        let tenths = whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(tenth)?;
        (1..=10_000).contains(&tenths).then_some(Self(tenths))
    }

    /// Returns both times together.
    pub fn and(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => whole.fmt(f),
            (whole, tenth) => write!(f, "{whole}.{tenth}"),
        }
    }
}

impl Serialize for Years {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(10) {
            serializer.serialize_u32(self.0 / 10)
        } else {
            serializer.serialize_f64(f64::from(self.0) / 10.0)
        }
    }
}

impl<'de> Deserialize<'de> for Years {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let years = f64::deserialize(deserializer)?;
        Self::new(years).ok_or_else(|| D::Error::custom("a number of years is more than 0 and at most 1000"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_they_are_written() {
        for (text, years) in [("5", 5.0), ("2.5", 2.5), ("1000", 1_000.0), ("0.1", 0.1)] {
            assert_eq!(
                (Years::read(text), Years::new(years).map(|years| years.to_string())),
                (Years::new(years), Some(text.into()))
            );
        }
        assert!([0.0, -1.0, 0.01, 1_001.0, f64::NAN].into_iter().all(|years| Years::new(years).is_none()));
        assert!(["0", "-1", "1e3", "", "x", "1.", "99999999999"].into_iter().all(|text| Years::read(text).is_none()));
    }

    #[test]
    fn a_reason_fits_the_direction_of_its_cause() {
        let words = Translations::english();
        let mut link = Link {
            from: "a".into(),
            to: "b".into(),
            sign: Polarity::Plus,
            delayed: false,
            years: None,
            because: "More a, more b.".into(),
            because_down: String::new(),
        };
        assert_eq!(link.reason(Direction::Up, words), "More a, more b.");
        assert_eq!(link.reason(Direction::Down, words), "The other way round: More a, more b.");
        link.because_down = "Less a, less b.".into();
        assert_eq!(link.reason(Direction::Down, words), "Less a, less b.");
        (link.because, link.because_down) = (String::new(), String::new());
        assert_eq!(Direction::ALL.map(|cause| link.reason(cause, words)), ["", ""]);
    }
}
