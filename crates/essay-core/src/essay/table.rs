//! Tables.

use super::inline::Inline;
use crate::json::{Findings, FromJson, Json};
use serde::{Deserialize, Serialize};

/// A table.
///
/// A document stores it as `{"table": rows}`, with `"align"` beside the rows if a column is aligned. A reader that
/// knows no alignment still finds the rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The alignment of the columns, from the first on. Columns without a value follow the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub align: Vec<Align>,
    /// The rows, the head first, each with its cells.
    #[serde(rename = "table")]
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// The side where lines begin in the language of the text.
    #[default]
    Start,
    /// The left side.
    Left,
    /// The middle.
    Center,
    /// The right side, which suits numbers.
    Right,
}

impl Align {
    /// Returns the word for the alignment in a document and in the markup; `None` for the default.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::Left => Some("left"),
            Self::Center => Some("center"),
            Self::Right => Some("right"),
        }
    }
}

impl FromJson for Align {
    fn read(json: Json, _: &mut Findings) -> Self {
        // An unknown alignment becomes the default.
        let known = [Self::Left, Self::Center, Self::Right];
        known.into_iter().find(|align| align.word() == json.as_str()).unwrap_or_default()
    }
}

impl Table {
    /// Returns the alignment of a column, counted from 0.
    pub fn align(&self, column: usize) -> Option<&'static str> {
        self.align.get(column).and_then(|align| align.word())
    }
}
