//! The name of what a comment is about, and the button that leads to it.

use essay_core::discussion::anchor::Anchor;
use essay_core::essay::Essay;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// Names what a comment is about, for its heading and its link.
pub(super) fn anchor_label(anchor: &Anchor, essay: &Essay, words: Translations) -> String {
    match anchor {
        Anchor::Passage { quote, .. } => t!(words, Quoted, quote),
        Anchor::Stage { circle, step } => {
            let views = essay.circle.as_ref().map(|circle| circle.views()).unwrap_or_default();
            let view = views.iter().find(|view| view.id == *circle);
            let stage = view.and_then(|view| view.stages.get(step.checked_sub(1)?));
            match stage {
                Some(stage) => t!(words, AboutStageNamed, *step, &stage.label),
                None => t!(words, AboutStage, *step),
            }
        }
        Anchor::Note { id } => match essay.term_of(id) {
            Some(term) => t!(words, AboutNote, term),
            None => t!(words, AboutSomeNote).to_owned(),
        },
    }
}

/// Renders the name as a button.
pub(super) fn anchor_button(label: String, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="about-words" {onclick}>{label}</button> }
}
