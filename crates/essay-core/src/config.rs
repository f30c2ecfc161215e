//! What the page's owner asked for, read from the element's attributes.

/// What the page's owner asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The id of the view of the circle to begin with.
    pub circle: Option<String>,
    /// The stage to begin at, counted from 1; 0 for none.
    pub step: usize,
    /// Level of the heading that holds the essay's title, 1 to 5.
    pub heading_level: u8,
    /// Whether the discussion can be read and written.
    pub discussion: DiscussionMode,
    /// The name under which comments are stored, if it is not the document's id.
    pub discussion_id: Option<String>,
    /// Whether anything may move by itself.
    pub motion: Motion,
    /// The language tag that the element or the page around it has for the interface.
    pub lang: Option<String>,
    /// The `mode` attribute as written; only `read` is known to this version.
    pub mode: String,
}

/// Whether anything may move by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// As the reader's system asks.
    Auto,
    /// Nothing moves.
    Reduced,
    /// It moves.
    Full,
}

/// Whether the discussion can be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscussionMode {
    /// Readers may write.
    Open,
    /// Readers may read.
    Closed,
    /// There is none.
    Off,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            circle: None,
            step: 0,
            heading_level: 2,
            discussion: DiscussionMode::Open,
            discussion_id: None,
            motion: Motion::Auto,
            lang: None,
            mode: "read".to_owned(),
        }
    }
}

impl Config {
    /// Reads the configuration from attribute values, asked for by name. What is missing or makes no sense has its
    /// default: an attribute never breaks the page.
    pub fn from_attributes(attribute: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        let text = |name: &str| attribute(name).filter(|value| !value.trim().is_empty());
        Self {
            circle: text("circle"),
            step: text("step").and_then(|value| value.trim().parse().ok()).unwrap_or(default.step),
            heading_level: text("heading-level")
                .and_then(|value| value.trim().parse().ok())
                .filter(|level| (1..=5).contains(level))
                .unwrap_or(default.heading_level),
            discussion: match text("discussion").as_deref() {
                Some("closed") => DiscussionMode::Closed,
                Some("off") => DiscussionMode::Off,
                _ => DiscussionMode::Open,
            },
            discussion_id: text("discussion-id"),
            motion: match text("motion").as_deref() {
                Some("reduced") => Motion::Reduced,
                Some("full") => Motion::Full,
                _ => Motion::Auto,
            },
            lang: text("lang"),
            mode: text("mode").unwrap_or(default.mode),
        }
    }

    /// The configuration for the first render: what changes its shape, and nothing that can follow later.
    pub fn for_first_render(&self) -> Self {
        Self { heading_level: self.heading_level, discussion: self.discussion, ..Self::default() }
    }

    /// The part of the configuration on which the first render depends, as one text.
    pub fn first_render_key(&self) -> String {
        // Not by Debug: the widget is built without it, and would take every prerendered page for another one's.
        let discussion = match self.discussion {
            DiscussionMode::Open => "open",
            DiscussionMode::Closed => "closed",
            DiscussionMode::Off => "off",
        };
        format!("{} {discussion}", self.heading_level)
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, DiscussionMode};

    fn config(pairs: &[(&str, &str)]) -> Config {
        Config::from_attributes(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn attributes_are_read() {
        let read = config(&[("circle", "england"), ("step", "3"), ("heading-level", "1"), ("discussion", "closed")]);
        assert_eq!(read.circle.as_deref(), Some("england"));
        assert_eq!(read.step, 3);
        assert_eq!(read.heading_level, 1);
        assert_eq!(read.discussion, DiscussionMode::Closed);
    }

    #[test]
    fn nonsense_has_the_default() {
        let read = config(&[("step", "-1"), ("heading-level", "9"), ("discussion", "maybe"), ("circle", " ")]);
        assert_eq!(read, Config::default());
    }
}
