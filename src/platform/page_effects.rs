//! Performs the effects on the rendered page.

use super::eye::{self, Eye};
use super::pulse::Pulse;
use super::seat::Seat;
use super::words::Marks;
use super::{article, morph, page, visit};
use essay_core::app::{self, PageEffect, Target};
use essay_core::fragment::{Fragment, StageRef};
use essay_core::i18n::Translations;
use wasm_bindgen::JsCast;

/// Performs effects on one page at a time, and holds what runs there: the pulse, and the highlights.
#[derive(Default)]
pub struct PageEffects {
    pulse: Pulse,
    marks: Marks,
}

impl PageEffects {
    /// Performs an effect on a page that shows the model which ordered it. `words` are those of the interface.
    pub fn perform(&mut self, seat: &Seat, effect: PageEffect, words: Translations) {
        match effect {
            PageEffect::Emit(event) => page::emit(seat, &event),
            PageEffect::Reveal(target) => page::reveal(seat, &target),
            PageEffect::Focus(target) => focus(seat, &target),
            PageEffect::MarkLinks(stage) => mark_links(seat, stage),
            PageEffect::HighlightPassages(passages) => {
                article::mark_commented(seat, &passages, words);
                self.marks.set(seat, &passages);
            }
            PageEffect::SetNote { id, open } => set_note(seat, &id, open),
            PageEffect::SetAllNotes { open } => {
                for note in page::all(seat, "details.note") {
                    page::set_open(&note, open);
                }
            }
            PageEffect::CloseNote(id) => {
                let note = page::by_id(seat, &Fragment::Note(id).to_string());
                if let Some(note) = note.and_then(|note| note.dyn_into().ok()) {
                    page::close(&note);
                }
            }
            PageEffect::RestoreNotes(ids) => restore_notes(seat, ids),
            PageEffect::Pulse(app::Pulse::Go(path)) => self.pulse.go(seat, &path),
            PageEffect::Pulse(app::Pulse::Hold) => self.pulse.hold(),
            PageEffect::Pulse(app::Pulse::End) => self.pulse.end(),
            PageEffect::Morph { from, to } => morph::begin(seat, from, to),
        }
    }

    /// Ends what runs on the page.
    pub fn end(&mut self) {
        self.pulse.end();
        self.marks.clear();
    }
}

fn focus(seat: &Seat, target: &Target) {
    if let Some(element) = page::find(seat, target) {
        page::focus(&element);
        if let Target::TextToCopy(_) = target {
            page::select(&element);
        }
    }
}

fn mark_links(seat: &Seat, stage: Option<StageRef>) {
    let href = stage.map(|stage| Fragment::from(stage).href());
    for link in page::stage_links(seat) {
        // Yew knows nothing of this attribute, and the sections are not rendered again for it.
        let _ = if link.get_attribute("href") == href {
            link.set_attribute("data-current", "")
        } else {
            link.remove_attribute("data-current")
        };
    }
}

fn set_note(seat: &Seat, id: &str, open: bool) {
    let Some(note) = page::by_id(seat, &format!("note-{id}")) else { return };
    // The content below a visible note makes room for it, as after a press.
    let eye = if eye::sees(&note) { Some(Eye::on(note.clone())) } else { Eye::here(seat) };
    if open {
        // The notes around it first.
        let mut around = Some(note);
        while let Some(note) = around {
            page::set_open(&note, true);
            around = note.parent_element().and_then(|parent| parent.closest("details.note").ok().flatten());
        }
    } else {
        page::set_open(&note, false);
    }
    if let Some(eye) = eye {
        eye.hold();
    }
}

fn restore_notes(seat: &Seat, ids: Vec<String>) {
    let eye = visit::line(seat, &seat.essay.id).or_else(|| Eye::here(seat));
    for note in ids.iter().filter_map(|id| page::by_id(seat, &format!("note-{id}"))) {
        page::set_open(&note, true);
    }
    if let Some(eye) = eye {
        eye.hold();
    }
}
