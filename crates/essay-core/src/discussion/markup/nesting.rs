//! Nests a flat list of tokens into running text.

use crate::essay::Inline;

/// The deepest nesting of quotations and lists, and that of emphasis.
pub(super) const DEEPEST: usize = 16;

/// A token of a paragraph.
pub(super) enum Token<'t> {
    /// Plain text.
    Text(&'t str),
    /// A code span.
    Code(String),
    /// A line break.
    Break,
    /// The beginning of a marked text, up to its [`Token::Close`]. The literal text serves if it has no partner.
    Open(&'t str, Mark),
    /// The end of a marked text. The literal text serves if it has no partner.
    Close(&'t str),
}

/// The kind of a marked text.
pub(super) enum Mark {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A link to this address.
    Link(String),
}

/// Nests the tokens. Markers that are too deep become text, and so does a link in a link.
pub(super) fn build(tokens: Vec<Token>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut outer: Vec<(Mark, Vec<Inline>)> = Vec::new();
    let mut in_link = false;
    // The number of open markers that became text.
    let mut ignored = 0;
    for token in tokens {
        match token {
            Token::Text(words) => push_text(&mut inlines, words),
            Token::Code(code) => inlines.push(Inline::Code(code)),
            Token::Break => inlines.push(Inline::Break),
            Token::Open(words, mark) => {
                let link = matches!(mark, Mark::Link(_));
                if ignored > 0 || outer.len() == DEEPEST || (link && in_link) {
                    ignored += 1;
                    push_text(&mut inlines, words);
                } else {
                    in_link |= link;
                    outer.push((mark, std::mem::take(&mut inlines)));
                }
            }
            Token::Close(words) => {
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
