//! Links to places in the essay, which the reader copies to share them.

use super::context::Context;
use super::{PageEffect, Target, TextToCopy};
use crate::app;
use crate::{msg, t};

/// The state of copied links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The link that the reader has to copy by hand.
    pub manual_copy: Option<ManualCopy>,
}

/// A link that the browser did not copy, and that no address bar shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualCopy {
    /// The fragment of the place.
    pub fragment: String,
    /// The whole address.
    pub address: String,
}

/// A message about links.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader asked to copy the link to this fragment.
    CopyPressed(String),
    /// The link was copied.
    Copied,
    /// The link was not copied; the page's address leads to the place instead.
    ShownInAddressBar,
    /// The link was not copied, and the reader does not see the page's address.
    CopyFailed(ManualCopy),
    /// The reader closed the link to be copied by hand.
    ManualCopyClosed,
}

/// An effect of links.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Copy the page's address with this fragment into the clipboard.
    Copy(String),
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::CopyPressed(fragment) => vec![Effect::Copy(fragment).into()],
        Msg::Copied => announce_again(t!(cx.words, LinkCopied), cx),
        Msg::ShownInAddressBar => announce_again(t!(cx.words, LinkInAddressBar), cx),
        Msg::CopyFailed(copy) => {
            state.manual_copy = Some(copy);
            cx.announce(&msg!(LinkNotCopied));
            vec![PageEffect::Focus(Target::TextToCopy(TextToCopy::Link)).into()]
        }
        Msg::ManualCopyClosed => {
            let copy = state.manual_copy.take();
            copy.map(|copy| PageEffect::Focus(Target::CopyLink(copy.fragment)).into()).into_iter().collect()
        }
    }
}

/// Announces a sentence, also if it was the last one: screen readers do not read a text that stays the same.
fn announce_again(sentence: &str, cx: &mut Context<'_>) -> Vec<app::Effect> {
    let again = if *cx.announcement == sentence { "\u{a0}" } else { "" };
    *cx.announcement = format!("{sentence}{again}");
    vec![]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::{model, update};

    #[test]
    fn a_copied_link_is_told_each_time() {
        let mut model = model();
        assert_eq!(update(&mut model, Msg::CopyPressed("s/1".into())), [Effect::Copy("s/1".into()).into()]);
        update(&mut model, Msg::Copied);
        let first = model.announcement.clone();
        update(&mut model, Msg::Copied);
        assert_eq!((first.as_str(), model.announcement.trim_end()), ("Link copied.", "Link copied."));
        assert_ne!(model.announcement, first);
        update(&mut model, Msg::ShownInAddressBar);
        assert_eq!(model.announcement, "The link is in the address bar.");
    }

    #[test]
    fn a_link_that_cannot_be_copied_is_there_to_be_copied_by_hand() {
        let mut model = model();
        let copy = ManualCopy { fragment: "s/1".into(), address: "https://a.example/#s/1".into() };
        let told = update(&mut model, Msg::CopyFailed(copy.clone()));
        assert_eq!(told, [PageEffect::Focus(Target::TextToCopy(TextToCopy::Link)).into()]);
        assert_eq!(model.links.manual_copy, Some(copy.clone()));
        let closed = update(&mut model, Msg::ManualCopyClosed);
        assert_eq!(closed, [PageEffect::Focus(Target::CopyLink(copy.fragment)).into()]);
        assert_eq!(model.links.manual_copy, None);
    }
}
