//! The URL fragments that an essay answers to.

/// The target of a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// `#finland/3`: a stage of a view of the circle, or a block of a section.
    Stage {
        /// The id of the view or section.
        view: String,
        /// The stage or block, counted from 1.
        step: usize,
    },
    /// `#note-ID`.
    Note(String),
    /// `#comment-ID`.
    Comment(String),
    /// Anything else, such as a section's id.
    Other(String),
}

impl Fragment {
    /// Reads a fragment, with or without its `#`.
    ///
    /// # Example
    /// ```
    /// use essay_core::fragment::Fragment;
    ///
    /// assert_eq!(Fragment::parse("#finland/3"), Fragment::Stage { view: "finland".to_owned(), step: 3 });
    /// assert_eq!(Fragment::parse("note-ofsted"), Fragment::Note("ofsted".to_owned()));
    /// ```
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('#').unwrap_or(text);
        if let Some(id) = text.strip_prefix("note-") {
            return Self::Note(id.to_owned());
        }
        if let Some(id) = text.strip_prefix("comment-") {
            return Self::Comment(id.to_owned());
        }
        if let Some((view, step)) = text.rsplit_once('/')
            && let Ok(step) = step.parse()
        {
            return Self::Stage { view: view.to_owned(), step };
        }
        Self::Other(text.to_owned())
    }
}

/// The ids that the element itself uses in every essay. A test renders an essay and compares them.
const RESERVED: [&str; 21] = [
    "circle",
    "circle-text",
    "circle-title",
    "discussion-title",
    "erase",
    "erase-button",
    "export-button",
    "export-text",
    "import",
    "import-button",
    "name-about",
    "name-hint-about",
    "settings",
    "settings-button",
    "start-reason",
    "start-title",
    "start-variable",
    "text-about",
    "title",
    "undo",
    "where-about",
];

/// Returns whether the element uses this id itself. No section can have such an id.
pub fn is_reserved(id: &str) -> bool {
    let run = id.strip_prefix("run-").is_some_and(|run| run.parse::<usize>().is_ok());
    run || RESERVED.contains(&id)
}

#[cfg(test)]
mod tests {
    use super::Fragment;

    #[test]
    fn every_form_is_told_apart() {
        assert_eq!(Fragment::parse("#finland/3"), Fragment::Stage { view: "finland".into(), step: 3 });
        assert_eq!(Fragment::parse("#note-ofsted"), Fragment::Note("ofsted".into()));
        assert_eq!(Fragment::parse("comment-0192"), Fragment::Comment("0192".into()));
        assert_eq!(Fragment::parse("#the-wagons"), Fragment::Other("the-wagons".into()));
        assert_eq!(Fragment::parse("#a/b"), Fragment::Other("a/b".into()));
    }
}
