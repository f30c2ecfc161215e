//! Drafts as they are stored. A page stores its drafts under a name of its own, so that two pages never overwrite each other's text.

use essay_core::app::ComposerId;

/// Separates the composer's key from the page's name in the key of a stored draft.
const SEPARATOR: char = '\n';

/// A draft as it is stored.
#[derive(Clone, PartialEq)]
pub struct Draft {
    /// The discussion's id.
    pub discussion: String,
    /// The composer.
    pub composer: ComposerId,
    /// The text. Storing an empty text removes the draft.
    pub text: String,
}

/// Drafts that earlier pages stored and this page shows: composer, key, and the text as it was read.
pub type AdoptedDrafts = Vec<(ComposerId, String, String)>;

/// The page that stores drafts: its name, and the drafts that it has adopted from earlier pages.
#[derive(Clone, Default)]
pub struct DraftWriter {
    /// A name that no other page has.
    pub page: String,
    /// The drafts of earlier pages.
    pub adopted: AdoptedDrafts,
}

impl DraftWriter {
    /// Returns the key of this page's draft in a composer.
    pub fn key(&self, composer: &ComposerId) -> String {
        format!("{composer}{SEPARATOR}{}", self.page)
    }
}

/// Returns the composer of a stored draft. Drafts of the first version have no page in their keys.
pub fn composer_of(key: &str) -> ComposerId {
    ComposerId::parse(key.split_once(SEPARATOR).map_or(key, |(composer, _)| composer))
}
