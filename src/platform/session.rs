//! The session storage keeps the open notes and the line being read for the next load of the page in the same tab. Without session
//! storage the page starts with all notes closed.

use super::host_element::HostElement;
use super::scroll_anchor::ScrollAnchor;
use essay_core::json::Json;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn key(essay: &str) -> String {
    format!("circle-essay\nvisit\n{essay}")
}

fn scroll_position() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Saves the ids of the open notes, and the line being read.
pub fn save(host: &HostElement, essay: &str, notes: &[String]) {
    let Some(storage) = storage() else { return };
    if notes.is_empty() {
        // A failure means that nothing was saved.
        let _ = storage.remove_item(&key(essay));
        return;
    }
    let (line, by_top, offset) = ScrollAnchor::in_view(host).map(|anchor| anchor.to_saved()).unwrap_or_default();
    let saved = Json::object([
        ("notes", notes.iter().collect()),
        ("scrolled", rounded(scroll_position())),
        ("line", line.into()),
        ("begins", by_top.into()),
        ("place", rounded(offset * PARTS)),
    ]);
    // If the storage is full, the reader opens the notes again.
    let _ = storage.set_item(&key(essay), &saved.to_string());
}

/// Returns the ids of the notes that were open.
pub fn open_notes(essay: &str) -> Vec<String> {
    match load(essay).take("notes") {
        Some(Json::List(notes)) => notes.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        _ => vec![],
    }
}

/// Returns the anchor of the line that was read, if the browser has scrolled the page back to where it was, as it does after a reload.
/// The notes are closed then, so another line stands there.
pub fn scroll_anchor(host: &HostElement, essay: &str) -> Option<ScrollAnchor> {
    let saved = load(essay);
    let number = |name: &str| saved.get(name).and_then(Json::as_integer);
    if number("scrolled")? != scroll_position().round() as i64 {
        return None;
    }
    let by_top = saved.get("begins") == Some(&Json::Bool(true));
    ScrollAnchor::from_saved(host, saved.get("line")?.as_str()?, by_top, number("place")? as f64 / PARTS)
}

/// An offset is saved as a whole number of these parts of a pixel.
const PARTS: f64 = 64.0;

fn rounded(number: f64) -> Json {
    (number.round() as i64).into()
}

fn load(essay: &str) -> Json {
    let text = storage().and_then(|storage| storage.get_item(&key(essay)).ok()?);
    text.and_then(|text| Json::parse(&text).ok()).unwrap_or(Json::Null)
}
