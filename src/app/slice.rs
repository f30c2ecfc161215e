//! How much of a list is drawn at once: as much as this device can do while nobody notices.

use crate::platform::time;

/// How long drawing more of a list may take, in milliseconds: a letter that is typed meanwhile waits so long.
const LONGEST_MILLIS: f64 = 24.0;

/// How many rows are drawn at once at first, and while the reader types.
const FEW_ROWS: usize = 8;

/// The most rows that are drawn at once.
const MOST_ROWS: usize = 256;

/// What is drawn next of a list.
pub(super) struct Slice {
    rows: usize,
    ordered: bool,
    /// When the one that is being drawn began.
    began: Option<f64>,
}

impl Default for Slice {
    fn default() -> Self {
        Self { rows: FEW_ROWS, ordered: false, began: None }
    }
}

impl Slice {
    /// Orders one; false if one is ordered already.
    pub(super) fn order(&mut self) -> bool {
        !std::mem::replace(&mut self.ordered, true)
    }

    /// Begins the one that was ordered; answers with its rows.
    pub(super) fn begin(&mut self) -> usize {
        self.ordered = false;
        self.began = Some(time::now());
        self.rows
    }

    /// Learns from how long the one took that is drawn now, if one was.
    pub(super) fn end(&mut self) {
        match self.began.take().map(|began| time::now() - began) {
            Some(took) if took > LONGEST_MILLIS => self.rows = (self.rows / 2).max(FEW_ROWS),
            Some(took) if took < LONGEST_MILLIS / 2.0 => self.rows = (self.rows * 2).min(MOST_ROWS),
            _ => {}
        }
    }

    /// Draws little at once, since the reader types.
    pub(super) fn hold_back(&mut self) {
        self.rows = FEW_ROWS;
    }
}
