//! A fenced block, whose text is not in the file letter by letter as it is here.

/// A fenced block of TOML.
#[derive(Default)]
pub(crate) struct Fence {
    pub(crate) toml: String,
    /// Where the pieces begin of which the text consists, in the text and in the file, in bytes. The ends of lines in a
    /// file from Windows, and what stands before the lines of a block within a list or a quotation, are between them.
    pieces: Vec<(usize, usize)>,
}

impl Fence {
    /// The whole text of a file.
    pub(crate) fn whole(text: &str) -> Self {
        Self { toml: text.to_owned(), pieces: vec![(0, 0)] }
    }

    /// Adds a piece that begins at this position of the file.
    pub(super) fn push(&mut self, piece: &str, at: usize) {
        self.pieces.push((self.toml.len(), at));
        self.toml.push_str(piece);
    }

    /// The position in the file of a position in the text.
    pub(crate) fn place(&self, at: usize) -> usize {
        let behind = self.pieces.partition_point(|(in_text, _)| *in_text <= at);
        let piece = behind.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(at, |(in_text, in_file)| in_file + (at - in_text))
    }
}
