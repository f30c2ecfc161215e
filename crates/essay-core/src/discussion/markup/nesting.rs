//! From pieces in a row to running text whose parts contain others.

use super::DEEPEST;
use crate::essay::Inline;

/// A piece of a paragraph.
pub(super) enum Piece<'t> {
    /// Plain text.
    Text(&'t str),
    /// A code span.
    Code(String),
    /// A line break.
    Break,
    /// What follows is marked, up to the [`Piece::Close`] that belongs to it; as text it would be these words.
    Open(&'t str, Mark),
    /// The end of what is marked; as text it would be these words.
    Close(&'t str),
}

/// What marked text is.
pub(super) enum Mark {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A link to there.
    Link(String),
}

/// Nests the pieces. Markers that stand too deep become text, and so does a link in a link.
pub(super) fn build(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut outer: Vec<(Mark, Vec<Inline>)> = Vec::new();
    let mut in_link = false;
    // How many markers are open that became text.
    let mut ignored = 0;
    for piece in pieces {
        match piece {
            Piece::Text(words) => push_text(&mut inlines, words),
            Piece::Code(code) => inlines.push(Inline::Code(code)),
            Piece::Break => inlines.push(Inline::Break),
            Piece::Open(words, mark) => {
                let link = matches!(mark, Mark::Link(_));
                if ignored > 0 || outer.len() == DEEPEST || (link && in_link) {
                    ignored += 1;
                    push_text(&mut inlines, words);
                } else {
                    in_link |= link;
                    outer.push((mark, std::mem::take(&mut inlines)));
                }
            }
            Piece::Close(words) => {
                if ignored > 0 {
                    ignored -= 1;
                    push_text(&mut inlines, words);
                } else if let Some((mark, before)) = outer.pop() {
                    let content = std::mem::replace(&mut inlines, before);
                    inlines.push(match mark {
                        Mark::Emphasis => Inline::Emphasis(content),
                        Mark::Strong => Inline::Strong(content),
                        Mark::Link(href) => {
                            in_link = false;
                            Inline::Link { href, content }
                        }
                    });
                }
            }
        }
    }
    inlines
}

fn push_text(inlines: &mut Vec<Inline>, words: &str) {
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.push_str(words);
    } else if !words.is_empty() {
        inlines.push(Inline::Text(words.to_owned()));
    }
}
