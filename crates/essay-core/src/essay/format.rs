//! The document format.

/// The name and version of the document format.
pub const FORMAT: &str = "circle-essay/1";
