//! The number of rows that are rendered at once: as many as this device can render without a noticeable delay.

use crate::platform::time;

/// The time that rendering rows may take, in milliseconds. A letter that is typed meanwhile appears only afterwards.
const LONGEST_MILLIS: f64 = 24.0;

/// The number of rows that are rendered at once in the beginning and while the reader types.
const FEW_ROWS: usize = 8;

/// The most rows that are rendered at once.
const MOST_ROWS: usize = 256;

/// The size of the next batch of rows. It adapts to the time that the last batch took.
pub(super) struct RenderBudget {
    rows: usize,
    is_requested: bool,
    /// The time at which the batch began that is being rendered.
    began: Option<f64>,
}

impl Default for RenderBudget {
    fn default() -> Self {
        Self { rows: FEW_ROWS, is_requested: false, began: None }
    }
}

impl RenderBudget {
    /// Requests a batch. Returns false if one is requested already.
    pub(super) fn request(&mut self) -> bool {
        !std::mem::replace(&mut self.is_requested, true)
    }

    /// Begins the requested batch. Returns its number of rows.
    pub(super) fn begin(&mut self) -> usize {
        self.is_requested = false;
        self.began = Some(time::now());
        self.rows
    }

    /// Ends a batch, if one has begun, and adapts the size of the next one.
    pub(super) fn end(&mut self) {
        match self.began.take().map(|began| time::now() - began) {
            Some(took) if took > LONGEST_MILLIS => self.rows = (self.rows / 2).max(FEW_ROWS),
            Some(took) if took < LONGEST_MILLIS / 2.0 => self.rows = (self.rows * 2).min(MOST_ROWS),
            _ => {}
        }
    }

    /// Makes the next batch small, since the reader types.
    pub(super) fn shrink(&mut self) {
        self.rows = FEW_ROWS;
    }
}
