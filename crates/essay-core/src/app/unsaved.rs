//! What is not stored yet: storage is silent about it or has refused it, or a page before this one has left it.

use super::starting::KIND as START;
use super::talk::{Sending, Storage, Told};
use super::{Effect, HostEvent, Model, Target};
use crate::i18n::Said;
use crate::said;

impl Model {
    /// Goes on with what pages before this one could not store. It is older than what the reader does here.
    pub(super) fn left_behind(&mut self, drafts: Vec<(String, String)>, unsaved: Vec<Sending>) -> Vec<Effect> {
        self.take_drafts(drafts);
        unsaved.into_iter().for_each(|sending| self.go_on_saving(sending));
        if self.talk.storage == Storage::Opening { vec![] } else { self.save_all() }
    }

    /// Goes on saving what was on its way before, as soon as it is known what is stored.
    pub(super) fn go_on_saving(&mut self, sending: Sending) {
        let is_known = self.talk.sending.iter().any(|known| known.id() == sending.id());
        if !is_known && !sending.events.is_empty() {
            let shown = sending.events.iter().filter(|event| event.kind == START);
            self.talk.discussion.add_all(shown.cloned().collect());
            self.talk.sending.push(sending);
        }
    }

    /// Saves what was on its way before. Where nothing can be stored, it is shown at least.
    pub(super) fn save_all(&mut self) -> Vec<Effect> {
        if self.is_stored() {
            return self.talk.sending.iter().filter(|sending| sending.late).map(|sending| self.save(sending)).collect();
        }
        let late: Vec<String> =
            self.talk.sending.iter().filter(|sending| sending.late).map(|sending| sending.id().to_owned()).collect();
        if matches!(self.talk.storage, Storage::Memory(_)) {
            return late.iter().flat_map(|id| self.saved(id)).collect();
        }
        for sending in self.talk.sending.extract_if(.., |sending| sending.late) {
            if let (Some(place), Some(last)) = (sending.place, sending.events.last())
                && self.talk.drafts.get(&place).is_none()
            {
                self.talk.drafts.set(&place, last.text.clone());
            }
        }
        vec![]
    }

    /// Storage is silent about what is on its way. It is not given up: it counts whenever it is answered.
    pub(super) fn save_silent(&mut self, id: &str) -> Vec<Effect> {
        let told = |place: Option<String>| Told {
            place: place.unwrap_or_default(),
            words: said!(StorageSilent),
            failed: true,
        };
        let at = self.place_in_sending(id);
        let Some(sending) = at.and_then(|at| self.talk.sending.get_mut(at)) else {
            // What names no event erases some; anything else is waited for no more.
            if !id.is_empty() {
                return vec![];
            }
            self.talk.told = Some(told(None));
            return vec![self.say_silent()];
        };
        sending.late = true;
        let sending = sending.clone();
        if sending.is_start() {
            self.starting.notice = said!(StorageSilent);
        } else {
            self.talk.told = Some(told(sending.place.clone()));
        }
        let keep = (!sending.imported).then(|| self.keep_unsaved(sending));
        [self.say_silent()].into_iter().chain(keep).collect()
    }

    fn keep_unsaved(&self, sending: Sending) -> Effect {
        Effect::KeepUnsaved { discussion: self.discussion_id().to_owned(), sending }
    }

    /// What is not stored yet when the page is left. A file that is being imported stays where it is.
    pub(super) fn keep_all_unsaved(&self) -> impl Iterator<Item = Effect> {
        let unsaved = self.talk.sending.iter().filter(|sending| !sending.imported);
        unsaved.map(|sending| self.keep_unsaved(sending.clone()))
    }

    pub(super) fn save_failed(&mut self, id: &str, reason: Said, outdated: bool) -> Vec<Effect> {
        if outdated {
            self.talk.storage = Storage::ReadOnly(reason.clone());
        }
        let at = self.place_in_sending(id);
        // What names no event erases some; anything else is waited for no more.
        if at.is_none() && !id.is_empty() {
            return vec![];
        }
        self.say(&reason);
        let problem = Effect::Emit(HostEvent::Problem { code: "storage", message: self.spoken.clone() });
        let Some((at, sending)) = at.and_then(|at| Some((at, self.talk.sending.get(at)?.clone()))) else {
            self.talk.told = Some(Told { place: String::new(), words: reason, failed: true });
            return vec![problem];
        };
        let is_start = sending.is_start();
        if is_start {
            self.starting.notice = said!(StartNotStored);
        } else {
            let place = sending.place.clone().unwrap_or_default();
            self.talk.told = Some(Told { place, words: reason, failed: true });
        }
        // What storage was silent about may be stored after all. It is tried again as it is, so that it cannot be there twice.
        if let Some(place) = sending.place.clone().filter(|_| self.is_stored() && (is_start || sending.late)) {
            return vec![problem, self.keep_unsaved(sending), Effect::TryAgain { place }];
        }
        self.talk.sending.remove(at);
        if is_start {
            return vec![problem];
        }
        let mut effects = vec![problem, Effect::Focus(Target::Composer(sending.place.clone().unwrap_or_default()))];
        // What was not written in a field leaves the words alone that stand there.
        if let Some(place) = sending.place.filter(|_| self.is_stored()) {
            self.talk.again = Some(place.clone());
            // They were taken off the drafts that wait to be written when they were posted.
            effects.push(self.save_draft(place.clone()));
            effects.push(Effect::TryAgain { place });
        }
        effects
    }

    /// Tries again to post what could not be stored, unless the reader has changed it since.
    pub(super) fn try_again(&mut self, place: String) -> Vec<Effect> {
        let unsaved = self.talk.sending.iter().filter(|sending| sending.place.as_ref() == Some(&place));
        let mut effects: Vec<Effect> = unsaved.map(|sending| self.save(sending)).collect();
        let waiting = self.talk.again.take_if(|again| *again == place).is_some();
        if waiting && self.is_stored() {
            effects.push(Effect::DrawStamp { place });
        }
        effects
    }
}
