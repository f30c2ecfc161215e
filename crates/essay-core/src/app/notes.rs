//! Notes: which are open, and how they are opened and closed.

use super::context::Context;
use super::{HostEvent, PageEffect};
use crate::app;

/// The state of the notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The ids of the open notes, in the order in which they were opened.
    pub open: Vec<String>,
}

/// A message about notes.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A note was opened or closed, by whatever means.
    Toggled {
        /// Its id.
        id: String,
        /// True if it is open now.
        open: bool,
    },
    /// A script asked to open or close a note.
    SetRequested {
        /// Its id.
        id: String,
        /// True to open it.
        open: bool,
    },
    /// The reader asked to open or close all notes.
    SetAllPressed {
        /// True to open them.
        open: bool,
    },
    /// The reader pressed Escape outside of any open note; holds the ids of the open notes in the viewport.
    EscapePressed(Vec<String>),
}

/// An effect of the notes that needs no page.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save which notes are open, for the next visit.
    Save {
        /// The essay's id.
        essay: String,
        /// The ids of the open notes.
        ids: Vec<String>,
    },
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::Toggled { id, open } => {
            if open == state.open.contains(&id) {
                return vec![];
            }
            if open {
                state.open.push(id.clone());
            } else {
                state.open.retain(|known| *known != id);
            }
            vec![PageEffect::Emit(HostEvent::Note { id, open }).into()]
        }
        Msg::SetRequested { id, open } => match cx.essay.note(&id) {
            Some(_) => vec![PageEffect::SetNote { id, open }.into()],
            None => vec![],
        },
        Msg::SetAllPressed { open } => vec![PageEffect::SetAllNotes { open }.into()],
        Msg::EscapePressed(seen) => match state.open.iter().rfind(|id| seen.contains(id)) {
            Some(id) => vec![PageEffect::CloseNote(id.clone()).into()],
            None => vec![],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::{model, update};

    #[test]
    fn a_note_that_is_told_twice_is_emitted_once() {
        let mut model = model();
        let toggled = Msg::Toggled { id: "n".into(), open: true };
        assert_eq!(update(&mut model, toggled.clone()).len(), 1);
        assert_eq!(update(&mut model, toggled).len(), 0);
        assert_eq!(model.public_state("ready").get("openNotes"), Some(&["n"].into_iter().collect()));
    }

    #[test]
    fn escape_closes_the_note_that_was_opened_last_of_those_that_are_seen() {
        let mut model = model();
        for id in ["a", "b", "c"] {
            update(&mut model, Msg::Toggled { id: id.into(), open: true });
        }
        let effects = update(&mut model, Msg::EscapePressed(vec!["b".into(), "a".into()]));
        assert_eq!(effects, [PageEffect::CloseNote("b".into()).into()]);
        assert_eq!(update(&mut model, Msg::EscapePressed(vec!["x".into()])), []);
    }

    #[test]
    fn what_is_open_is_kept_and_opened_again() {
        let mut model = model();
        update(&mut model, Msg::Toggled { id: "n".into(), open: true });
        let saved = Effect::Save { essay: "e".into(), ids: vec!["n".into()] }.into();
        assert_eq!(update(&mut model, app::Msg::PageHidden).first(), Some(&saved));
        let mounted = app::Msg::Mounted {
            config: Default::default(),
            view: None,
            open_notes: vec![],
            saved_notes: vec!["n".into(), "gone".into()],
        };
        let restored = PageEffect::RestoreNotes(vec!["n".into(), "gone".into()]).into();
        assert!(update(&mut crate::app::tests::model(), mounted).contains(&restored));
    }
}
