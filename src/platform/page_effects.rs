//! Performs the effects on the rendered page.

use super::highlights::Highlights;
use super::host_element::HostElement;
use super::pulse::PulseAnimation;
use super::{article, dom, focus, host_events, morph, notes};
use essay_core::app::{PageEffect, Pulse};
use essay_core::dom_id::DomId;
use essay_core::i18n::Translations;
use wasm_bindgen::JsCast;

/// Performs effects on one page at a time, and owns the pulse and the highlights there.
#[derive(Default)]
pub struct PageEffects {
    pulse: PulseAnimation,
    highlights: Highlights,
}

impl PageEffects {
    /// Performs an effect on a page that shows the model which ordered it. `words` are the texts of the interface.
    pub fn perform(&mut self, host: &HostElement, effect: PageEffect, words: Translations) {
        match effect {
            PageEffect::Emit(event) => host_events::emit(host, &event),
            PageEffect::Reveal(target) => focus::reveal(host, &target),
            PageEffect::Focus(target) => focus::focus_target(host, &target),
            PageEffect::MarkLinks(stage) => article::mark_links(host, stage),
            PageEffect::HighlightPassages(passages) => {
                article::mark_commented(host, &passages, words);
                self.highlights.set(host, &passages);
            }
            PageEffect::SetNote { id, open } => notes::set(host, &id, open),
            PageEffect::SetAllNotes { open } => notes::set_all(host, open),
            PageEffect::CloseNote(id) => {
                let note = dom::by_id(host, DomId::Note(&id));
                if let Some(note) = note.and_then(|note| note.dyn_into().ok()) {
                    notes::close(&note);
                }
            }
            PageEffect::RestoreNotes(ids) => notes::restore(host, &ids),
            PageEffect::Pulse(Pulse::Go(path)) => self.pulse.start(host, &path),
            PageEffect::Pulse(Pulse::Hold) => self.pulse.pause(),
            PageEffect::Pulse(Pulse::End) => self.pulse.end(),
            PageEffect::Pulse(Pulse::Close(view)) => self.pulse.close(host, view),
            PageEffect::Morph { from, to } => morph::begin(host, from, to),
        }
    }

    /// Ends the pulse and removes the highlights.
    pub fn end(&mut self) {
        self.pulse.end();
        self.highlights.clear();
    }
}
