//! DOM events that the element dispatches for the page around it.

use super::cause::Cause;
use crate::discussion::{DELETE, EDIT, Event, POST, RESTORE};
use crate::json::Json;

/// A DOM event on the element.
#[derive(Clone, Debug, PartialEq)]
pub enum HostEvent {
    /// The circle stands at another stage.
    Step {
        /// The view's id.
        circle: String,
        /// The stage, counted from 1; 0 before the first.
        step: usize,
        /// The number of stages.
        steps: usize,
        /// The lap, counted from 1.
        lap: u32,
        /// Why it moved.
        cause: Cause,
    },
    /// A note was opened or closed.
    Note {
        /// Its id.
        id: String,
        /// True if it is open.
        open: bool,
    },
    /// A comment was written or imported.
    Comment {
        /// Its id.
        id: String,
        /// `post` or `import`.
        kind: &'static str,
        /// The entry that it answers.
        parent: Option<String>,
        /// The part of the essay that it is about.
        anchor: Json,
    },
    /// The reader committed to a start.
    Start {
        /// The id of the loop beneath.
        circle: String,
        /// The variable, counted from 1.
        step: usize,
        /// Why; may be empty.
        reason: String,
    },
    /// Something went wrong.
    Problem {
        /// A short name for programs.
        code: &'static str,
        /// A sentence for people.
        message: String,
    },
}

impl HostEvent {
    /// The DOM event for an event of the discussion; none for kinds that show nothing.
    pub fn of(event: &Event, import: bool) -> Option<Self> {
        let known = [POST, EDIT, DELETE, RESTORE].into_iter().find(|kind| event.kind == *kind);
        let kind = if import { "import" } else { known? };
        let (id, parent) = match (kind, &event.parent) {
            (EDIT | DELETE | RESTORE, Some(entry)) => (entry.clone(), None),
            _ => (event.id.clone(), event.parent.clone()),
        };
        Some(Self::Comment { id, kind, parent, anchor: event.anchor.clone() })
    }

    /// The name of the DOM event.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Step { .. } => "ce-step",
            Self::Note { .. } => "ce-note",
            Self::Comment { .. } => "ce-comment",
            Self::Start { .. } => "ce-start",
            Self::Problem { .. } => "ce-problem",
        }
    }

    /// Its detail, a plain object.
    pub fn detail(&self) -> Json {
        match self {
            Self::Step { circle, step, steps, lap, cause } => Json::object([
                ("circle", circle.into()),
                ("step", (*step).into()),
                ("steps", (*steps).into()),
                ("lap", i64::from(*lap).into()),
                ("cause", cause.name().into()),
            ]),
            Self::Note { id, open } => Json::object([("id", id.into()), ("open", (*open).into())]),
            Self::Comment { id, kind, parent, anchor } => Json::object([
                ("id", id.into()),
                ("kind", (*kind).into()),
                ("parent", parent.as_ref().into()),
                ("anchor", anchor.clone()),
            ]),
            Self::Start { circle, step, reason } => {
                Json::object([("circle", circle.into()), ("step", (*step).into()), ("reason", reason.into())])
            }
            Self::Problem { code, message } => {
                Json::object([("code", (*code).into()), ("message", message.into()), ("line", Json::Null)])
            }
        }
    }
}
