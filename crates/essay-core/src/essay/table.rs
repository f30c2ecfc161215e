//! Tables.

use super::Inline;
use crate::json::{Findings, FromJson, Json};
use serde::{Deserialize, Serialize};

/// A table.
///
/// In a document it is `{"table": rows}`, with `"align"` beside the rows if a column is aligned: what knows nothing of
/// alignment finds the rows where they have always been.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// How the columns are aligned, from the first on. A column without a word here is aligned as the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub align: Vec<Align>,
    /// The rows, the head first, each with its cells.
    #[serde(rename = "table")]
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// On which side the words of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Where lines begin in the language of the text.
    #[default]
    Start,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right, as numbers do.
    Right,
}

impl Align {
    /// The word for it in a document and in the markup; none for the side that needs none.
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
        // A side that is not known is the text's own.
        let known = [Self::Left, Self::Center, Self::Right];
        known.into_iter().find(|align| align.word() == json.as_str()).unwrap_or_default()
    }
}

impl Table {
    /// How a column is aligned, counted from 0.
    pub fn align(&self, column: usize) -> Option<&'static str> {
        self.align.get(column).and_then(|align| align.word())
    }
}
