//! What was posted and is not stored yet, put down in the browser's local storage when the page is left and when the database is silent. The
//! next page stores it: an event that is stored already stays the same.

use super::drafts::last;
use essay_core::app::PendingSave;
use essay_core::json::Json;

/// Before the discussion's id and that of the first event, each after a line break, in the local storage's keys.
const UNSAVED: &str = "circle-essay unsaved";

fn key(discussion: &str, id: &str) -> String {
    [UNSAVED, discussion, id].join("\n")
}

/// Puts events down.
pub fn keep(discussion: &str, pending: &PendingSave) {
    let (Some(last), Some(first)) = (last(), pending.events.first()) else { return };
    // Where nothing can be put down, the page keeps it as long as it lives.
    let _ = last.set_item(&key(discussion, &first.id), &pending.to_json().to_string());
}

/// Forgets what begins with one of these events.
pub fn forget(discussion: &str, ids: &[String]) {
    let Some(last) = last() else { return };
    ids.iter().for_each(|id| drop(last.remove_item(&key(discussion, id))));
}

/// What pages that were left have put down for a discussion.
pub fn left(discussion: &str) -> Vec<PendingSave> {
    let Some(last) = last() else { return vec![] };
    let before = key(discussion, "");
    let keys = (0..last.length().unwrap_or(0)).filter_map(|index| last.key(index).ok()?);
    let texts = keys.filter(|key| key.starts_with(&before)).filter_map(|key| last.get_item(&key).ok()?);
    texts.filter_map(|text| PendingSave::from_json(&Json::parse(&text).ok()?)).collect()
}
