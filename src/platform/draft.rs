//! Drafts as they are stored. A page stores its drafts under a name of its own, so that two pages never overwrite each other's text.

use super::local_storage::{local_storage, remember_writer};
use essay_core::app::ComposerId;

/// Separates the composer's key from the page's name in the key of a stored draft.
const SEPARATOR: char = '\n';

/// The first part of a backup's key. The discussion's id, the composer's key and the page's name follow, each after a line break.
pub const BACKUP: &str = "circle-essay";

/// The name of every page that has no code yet to save drafts.
const EARLY_PAGE: &str = "early";

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

/// Returns the key under which a draft is backed up in the local storage.
pub fn backup_key(draft: &Draft, writer: &DraftWriter) -> String {
    [BACKUP, &draft.discussion, &draft.composer.to_string(), &writer.page].join("\n")
}

/// Backs up a draft of a page in the local storage, which is written at once.
pub fn back_up(draft: &Draft, writer: &DraftWriter) {
    // If the local storage is full, the database may still be written in time.
    let _ = local_storage().and_then(|storage| storage.set_item(&backup_key(draft, writer), &draft.text).ok());
}

/// Backs up a draft while the page is left before there is code to save it. The next page recovers it like every other backup.
pub fn back_up_early(draft: &Draft) {
    back_up(draft, &DraftWriter { page: EARLY_PAGE.to_owned(), adopted: vec![] });
    remember_writer(true);
}
