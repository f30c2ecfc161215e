//! The tone of a view in the markup.

use essay_core::circle::Tone;

/// The value of `data-tone`.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Virtuous => "virtuous",
        Tone::Vicious => "vicious",
        Tone::Neutral => "neutral",
    }
}
