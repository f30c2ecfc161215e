//! A fenced block. Its text may differ from the bytes of the file.

/// A fenced block of TOML.
#[derive(Default)]
pub(crate) struct Fence {
    pub(crate) toml: String,
    /// The start of each piece of the text, in the text and in the file, in bytes. Between pieces lie the carriage
    /// returns of a file from Windows, and the prefixes of lines within a list or a quotation.
    pieces: Vec<(usize, usize)>,
}

impl Fence {
    /// Makes a block of the whole text of a file.
    pub(crate) fn whole(text: &str) -> Self {
        Self { toml: text.to_owned(), pieces: vec![(0, 0)] }
    }

    /// Adds a piece that begins at this position of the file.
    pub(super) fn push(&mut self, piece: &str, at: usize) {
        self.pieces.push((self.toml.len(), at));
        self.toml.push_str(piece);
    }

    /// Converts a position in the text to a position in the file.
    pub(crate) fn place(&self, at: usize) -> usize {
        let behind = self.pieces.partition_point(|(in_text, _)| *in_text <= at);
        let piece = behind.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(at, |(in_text, in_file)| in_file + (at - in_text))
    }
}
