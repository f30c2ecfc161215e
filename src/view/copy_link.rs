//! Buttons that copy the link to a place of the page. The platform listens for them, so they work on the still page too.

use super::InterfaceLanguage;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// Renders words in a line.
pub(super) fn copy_link(fragment: &str, words: Translations, interface: InterfaceLanguage) -> Html {
    html! {
        <button type="button" class="quiet link" data-copy={fragment.to_owned()} lang={interface.lang()} dir={interface.dir()}>
            {t!(words, CopyLink)}
        </button>
    }
}

/// Renders a mark at the side of a section's title or of a block.
///
/// Tab passes the marks of blocks by, since they are many; up and down lead to them from the others.
pub(super) fn copy_mark(fragment: &str, of_block: bool, words: Translations, interface: InterfaceLanguage) -> Html {
    html! {
        <button type="button" class="link" data-copy={fragment.to_owned()} tabindex={of_block.then_some("-1")}
            lang={interface.lang()} aria-label={t!(words, CopyLink)} />
    }
}
