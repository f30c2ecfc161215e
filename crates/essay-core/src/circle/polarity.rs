//! The sign of a link.

use serde::{Deserialize, Serialize};

/// The sign of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Polarity {
    /// The second variable moves the same way as the first.
    #[serde(rename = "+")]
    Plus,
    /// The second variable moves the other way.
    #[serde(rename = "-")]
    Minus,
}
