//! The configuration: what a page's owner asks for in the element's attributes.

/// The configuration of one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The id of the circle's view that is shown first.
    pub circle: Option<String>,
    /// The first stage, counted from 1; 0 for none.
    pub step: usize,
    /// Level of the heading that holds the essay's title, 1 to 5.
    pub heading_level: u8,
    /// The access that readers have to the discussion.
    pub discussion: DiscussionMode,
    /// The storage name of the comments, if it differs from the document's id.
    pub discussion_id: Option<String>,
    /// The motion that is allowed.
    pub motion: Motion,
    /// The BCP 47 tag of the interface's language, from the element or the page around it.
    pub lang: Option<String>,
    /// The `mode` attribute as written. This version knows `read` only.
    pub mode: String,
}

/// The motion that the page allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// Follows the reader's system setting.
    Auto,
    /// Nothing moves by itself.
    Reduced,
    /// Everything may move.
    Full,
}

/// The access that readers have to the discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscussionMode {
    /// Readers may write.
    Open,
    /// Readers may read.
    Closed,
    /// There is no discussion.
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
    /// Reads the configuration from attributes, which it asks for by name. A missing or senseless value becomes the
    /// default, so that no attribute ever breaks the page.
    ///
    /// # Example
    /// ```
    /// use essay_core::config::{Config, Motion};
    ///
    /// let config = Config::from_attributes(|name| match name {
    ///     "motion" => Some("reduced".to_owned()),
    ///     "step" => Some("seven".to_owned()),
    ///     _ => None,
    /// });
    /// assert_eq!(config.motion, Motion::Reduced);
    /// assert_eq!(config.step, 0);
    /// ```
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

    /// Returns the part of the configuration that changes the shape of the first render. Everything else can follow
    /// later.
    pub fn for_first_render(&self) -> Self {
        Self { heading_level: self.heading_level, discussion: self.discussion, ..Self::default() }
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
    fn the_first_render_depends_on_the_level_and_the_discussion() {}

    #[test]
    fn nonsense_has_the_default() {
        let read = config(&[("step", "-1"), ("heading-level", "9"), ("discussion", "maybe"), ("circle", " ")]);
        assert_eq!(read, Config::default());
    }
}
