//! Backs up posted events that the database does not hold yet in the local storage: when the page is left, and when the database does not
//! answer. The next page saves them. Saving an event twice does no harm.

use super::local_storage::local_storage;
use essay_core::app::PendingSave;
use essay_core::json::Json;

/// The first part of a backup's key. The discussion's id and that of the first event follow, each after a line break.
const UNSAVED: &str = "circle-essay unsaved";

fn key(discussion: &str, id: &str) -> String {
    [UNSAVED, discussion, id].join("\n")
}

/// Backs up a pending save.
pub fn back_up(discussion: &str, pending: &PendingSave) {
    let (Some(storage), Some(first)) = (local_storage(), pending.events.first()) else { return };
    // If the local storage is full, the events live as long as the page.
    let _ = storage.set_item(&key(discussion, &first.id), &pending.to_json().to_string());
}

/// Removes the backups that begin with one of these events.
pub fn remove(discussion: &str, ids: &[String]) {
    let Some(storage) = local_storage() else { return };
    ids.iter().for_each(|id| drop(storage.remove_item(&key(discussion, id))));
}

/// Returns the backups that earlier pages left for a discussion.
pub fn load(discussion: &str) -> Vec<PendingSave> {
    let Some(storage) = local_storage() else { return vec![] };
    let prefix = key(discussion, "");
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok()?);
    let texts = keys.filter(|key| key.starts_with(&prefix)).filter_map(|key| storage.get_item(&key).ok()?);
    texts.filter_map(|text| PendingSave::from_json(&Json::parse(&text).ok()?)).collect()
}
