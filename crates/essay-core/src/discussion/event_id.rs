//! Event ids that sort by time, and after every event that their maker has seen.

/// A time and random bytes. A pure model cannot make up either.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The time, in milliseconds since 1970.
    pub time: i64,
    /// Ten random bytes.
    pub random: [u8; 10],
}

/// The last millisecond that a UUID of version 7 can hold; it is in the year 10889.
const LAST: u64 = (1 << 48) - 1;
/// The length of a UUID as text, in bytes.
const LENGTH: usize = 36;

impl Stamp {
    /// Returns the UUID of version 7 for this stamp (RFC 9562, section 5.7).
    pub fn uuid(&self) -> String {
        // A clock before 1970 counts as 1970.
        self.uuid_at(self.time.max(0).unsigned_abs().min(LAST))
    }

    /// Returns an id that sorts after `after` even if the clock is behind. An event that was made in knowledge of
    /// another one comes after it.
    ///
    /// The id is [`Self::uuid`] if that sorts after `after`, and otherwise the UUID of the millisecond after that of
    /// `after`. If `after` is no UUID and sorts after all of them, the id is a UUID with one more character in front.
    pub fn uuid_after(&self, after: Option<&str>) -> String {
        let id = self.uuid();
        let Some(after) = after.filter(|after| *after >= id.as_str()) else { return id };
        let (before, tail) = after.split_at_checked(after.len().saturating_sub(LENGTH)).unwrap_or_default();
        match millisecond(tail) {
            Some(time) if time < LAST => {
                let now = self.time.max(0).unsigned_abs().min(LAST);
                format!("{before}{}", self.uuid_at(now.max(time + 1)))
            }
            _ => {
                let first = after.chars().next().filter(|first| *first < '~');
                let next = first.and_then(|first| char::from_u32(u32::from(first) + 1)).unwrap_or(char::MAX);
                format!("{next}{id}")
            }
        }
    }

    fn uuid_at(&self, time: u64) -> String {
        uuid::Builder::from_unix_timestamp_millis(time, &self.random).into_uuid().to_string()
    }
}

/// Returns the millisecond of a UUID of version 7.
fn millisecond(id: &str) -> Option<u64> {
    let (high, rest) = id.split_once('-')?;
    let (low, rest) = rest.split_once('-')?;
    let right = high.len() == 8 && low.len() == 4 && rest.starts_with('7') && id.len() == LENGTH;
    let number = |digits| u32::from_str_radix(digits, 16).ok();
    right.then_some(u64::from(number(high)?) << 16 | u64::from(number(low)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEN_YEARS: i64 = 315_576_000_000;

    #[test]
    fn a_stamp_makes_a_version_7_uuid_that_sorts_by_time() {
        let early = Stamp { time: 1_700_000_000_000, random: [0xff; 10] }.uuid();
        let late = Stamp { time: 1_700_000_000_001, random: [0; 10] }.uuid();
        assert_eq!(early.as_bytes()[14], b'7');
        assert!(early < late);
        assert_eq!(millisecond(&late), Some(1_700_000_000_001));
    }

    #[test]
    fn a_clock_that_stands_ten_years_back_still_comes_after() {
        let seen = Stamp { time: 1_700_000_000_000, random: [0xff; 10] }.uuid();
        let stamp = Stamp { time: 1_700_000_000_000 - TEN_YEARS, random: [0; 10] };
        let id = stamp.uuid_after(Some(&seen));
        assert_eq!(millisecond(&id), Some(1_700_000_000_001));
        assert_eq!(stamp.uuid_after(None), stamp.uuid());
        let later = Stamp { time: 1_700_000_000_000 + TEN_YEARS, ..stamp };
        assert_eq!(later.uuid_after(Some(&seen)), later.uuid());
    }

    #[test]
    fn ids_that_other_programs_made_are_followed_without_growing() {
        let stamp = Stamp { time: 1_700_000_000_000, random: [7; 10] };
        let last = "ffffffff-ffff-7fff-bfff-ffffffffffff";
        for strange in ["zebra", "1", last, "~", "ü", "ffffffff-ffff-4fff-bfff-ffffffffffff", "F", "\u{10ffff}"] {
            let mut id = strange.to_owned();
            for _ in 0..50 {
                let next = stamp.uuid_after(Some(&id));
                assert!(next > id && next.len() <= LENGTH + 4, "{next} does not follow {id}");
                assert!(!next.contains(char::is_control) && !next.contains(char::is_whitespace));
                id = next;
            }
        }
    }

    proptest! {
        #[test]
        fn what_follows_sorts_behind(
            seen in prop_oneof!["[!-~]{1,60}", any::<(i64, [u8; 10])>().prop_map(|(time, random)| Stamp { time, random }.uuid())],
            time in any::<i64>(),
            random in any::<[u8; 10]>(),
        ) {
            let next = Stamp { time, random }.uuid_after(Some(&seen));
            prop_assert!(next > seen);
        }
    }
}
