//! The term of a note: the words directly before its footnote's reference.

use essay_core::essay::Inline;

/// Adds text, to the text before it if there is one.
pub(super) fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(before)) => before.push_str(text),
        _ => inlines.push(Inline::Text(text.to_owned())),
    }
}

/// Takes the term off the end of running text: what stands in square brackets there, or else the last word or the last
/// emphasised words. None if the text does not end with any of them.
pub(super) fn take(inlines: &mut Vec<Inline>) -> Option<Vec<Inline>> {
    match inlines.last() {
        Some(Inline::Text(text)) if text.ends_with(']') => take_bracketed(inlines),
        Some(Inline::Text(_)) => take_word(inlines).map(|word| vec![Inline::Text(word)]),
        Some(Inline::Emphasis(_) | Inline::Strong(_) | Inline::Code(_)) => inlines.pop().map(|term| vec![term]),
        _ => None,
    }
}

fn take_bracketed(inlines: &mut Vec<Inline>) -> Option<Vec<Inline>> {
    let (index, open) = inlines.iter().enumerate().rev().find_map(|(index, inline)| match inline {
        Inline::Text(text) => text.rfind('[').map(|open| (index, open)),
        _ => None,
    })?;
    let after = inlines.split_off(index + 1);
    let Some(Inline::Text(text)) = inlines.pop() else { return None };
    let (before, first) = text.split_at(open);
    let mut term = vec![Inline::Text(first.trim_start_matches('[').to_owned())];
    term.extend(after);
    if let Some(Inline::Text(last)) = term.last_mut() {
        *last = last.trim_end_matches(']').to_owned();
    }
    term.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    if !before.is_empty() {
        inlines.push(Inline::Text(before.to_owned()));
    }
    (!term.is_empty()).then_some(term)
}

fn take_word(inlines: &mut Vec<Inline>) -> Option<String> {
    let Some(Inline::Text(text)) = inlines.last_mut() else { return None };
    let start = text
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let word = text.split_off(start);
    if text.is_empty() {
        inlines.pop();
    }
    (!word.is_empty()).then_some(word)
}
