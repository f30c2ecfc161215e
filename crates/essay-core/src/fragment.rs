//! The fragments of a page's URL that the essay answers to.

/// What a fragment points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// `#finland/3`: a stage of a view of the circle, or a block of a section, counted from 1.
    Stage {
        /// The view's id, or the section's.
        view: String,
        /// The stage, counted from 1.
        step: usize,
    },
    /// `#note-ID`.
    Note(String),
    /// `#comment-ID`.
    Comment(String),
    /// Anything else: perhaps a section.
    Other(String),
}

impl Fragment {
    /// Reads a fragment, with or without its `#`.
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

/// The ids that the element itself uses, whatever the essay holds. A test renders it and compares.
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

/// Whether the element uses this id itself, so that no section can have it.
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
