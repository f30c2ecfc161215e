//! What of a visit is kept for the next one in the same tab: which notes are open, and the line that was read. It lies in the
//! browser's session storage, which is read at once; where there is none, nothing is kept.

use super::eye::Eye;
use super::seat::Seat;
use essay_core::json::Json;
use web_sys::Storage;

/// The key in local storage that says that the reader writes here. `src/embed/element.js` looks for it.
const WRITER: &str = "circle-essay writer";

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn key(essay: &str) -> String {
    format!("circle-essay\nvisit\n{essay}")
}

fn scrolled() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Keeps which notes are open, and where the reader is.
pub fn keep(seat: &Seat, essay: &str, notes: &[String]) {
    let Some(storage) = storage() else { return };
    if notes.is_empty() {
        // Nothing was kept, then.
        let _ = storage.remove_item(&key(essay));
        return;
    }
    let (line, begins, place) = Eye::here(seat).map(|eye| eye.told()).unwrap_or_default();
    let kept = Json::object([
        ("notes", notes.iter().collect()),
        ("scrolled", whole(scrolled())),
        ("line", line.into()),
        ("begins", begins.into()),
        ("place", whole(place * PARTS)),
    ]);
    // A reader whose storage is full opens the notes again.
    let _ = storage.set_item(&key(essay), &kept.to_string());
}

/// The notes that were open.
pub fn notes(essay: &str) -> Vec<String> {
    match kept(essay).take("notes") {
        Some(Json::List(notes)) => notes.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        _ => vec![],
    }
}

/// The line that was read, if the page has been scrolled back to where it was, as browsers do after a reload: without the notes,
/// something else has come there.
pub fn line(seat: &Seat, essay: &str) -> Option<Eye> {
    let kept = kept(essay);
    let number = |name: &str| kept.get(name).and_then(Json::as_integer);
    if number("scrolled")? != scrolled().round() as i64 {
        return None;
    }
    let begins = kept.get("begins") == Some(&Json::Bool(true));
    Eye::again(seat, kept.get("line")?.as_str()?, begins, number("place")? as f64 / PARTS)
}

/// Places are kept in parts of a pixel.
const PARTS: f64 = 64.0;

fn whole(number: f64) -> Json {
    (number.round() as i64).into()
}

fn kept(essay: &str) -> Json {
    let text = storage().and_then(|storage| storage.get_item(&key(essay)).ok()?);
    text.and_then(|text| Json::parse(&text).ok()).unwrap_or(Json::Null)
}

/// Remembers in this browser that its reader writes here, or forgets it. The next page of a writer asks for its code at once, since marks
/// of comments stand in the text from the top on.
pub fn remember_writer(writes: bool) {
    let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok()?) else { return };
    // Without it, the next page asks for its code once the reader comes near the circle.
    let _ = match (writes, storage.get_item(WRITER).ok().flatten()) {
        (true, None) => storage.set_item(WRITER, "1"),
        (false, _) => storage.remove_item(WRITER),
        (true, Some(_)) => Ok(()),
    };
}
