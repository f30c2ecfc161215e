//! The cause of a step of the circle.

/// The cause of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A control.
    Reader,
    /// Playing.
    Play,
    /// A link in the text or the page's URL.
    Link,
    /// A script or an attribute.
    Script,
}

impl Cause {
    /// Its name in the detail of `ce-step`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Play => "play",
            Self::Link => "link",
            Self::Script => "script",
        }
    }
}
