//! How what is written comes to storage: nothing is said to be saved before it is, and what is not answered is not given up.

use super::starting::KIND as START;
use super::talk::{Sending, Storage, Stored, Told, Undo};
use super::writing::{EDIT_PLACE, NAME_PLACE};
use super::{Effect, HostEvent, Model, Target};
use crate::discussion::sanitize::{clean_name, clean_text};
use crate::discussion::{Author, DELETE, EDIT, Event, POST, Stamp};
use crate::i18n::Said;
use crate::json::Json;
use crate::said;
use std::collections::BTreeSet;
use std::rc::Rc;

impl Model {
    pub(super) fn talk_loaded(&mut self, stored: Stored) -> Vec<Effect> {
        let Author { id, name } = stored.me;
        if self.talk.me.id.is_empty() {
            self.talk.me.id = id;
        } else if !id.is_empty() {
            // Something was posted before it was known who writes here.
            self.known_as(&id);
        }
        let talk = &mut self.talk;
        if talk.me.name.is_empty() {
            talk.me.name = name;
        }
        let outdated = stored.read_only.as_ref().map(|reason| self.words.tell(reason));
        let storage = stored.read_only.map_or(Storage::Durable, Storage::ReadOnly);
        let before = std::mem::replace(&mut talk.storage, storage);
        talk.silent = false;
        talk.damaged = Rc::new(stored.damaged);
        talk.unread = stored.new;
        // What lived in the page only can be stored by now.
        let in_memory = matches!(before, Storage::Memory(_)) && talk.storage == Storage::Durable;
        let outdated = outdated.map(|message| Effect::Emit(HostEvent::Problem { code: "storage", message }));
        let mut effects = Vec::from_iter(outdated);
        if in_memory {
            let known: BTreeSet<&str> = stored.events.iter().map(|event| event.id.as_str()).collect();
            let unsaved = talk.discussion.events().iter().filter(|event| !known.contains(event.id.as_str()));
            let events: Vec<Event> = unsaved.map(|event| Event::clone(event)).collect();
            let places: Vec<String> = talk.drafts.places().map(str::to_owned).collect();
            effects.extend(places.into_iter().map(|place| self.save_draft(place)));
            self.go_on_saving(Sending { place: None, events, imported: false, late: true });
        }
        self.take_drafts(stored.drafts);
        effects.extend(self.save_all());
        self.talk.discussion.add_all(stored.events);
        let awaited = self.talk.awaited.take();
        effects.extend(self.rearranged());
        effects.extend(awaited.into_iter().flat_map(|id| self.lead_to(id)));
        effects.extend(self.post_waiting());
        effects
    }

    /// Shows the drafts that a page before this one has kept.
    pub(super) fn take_drafts(&mut self, drafts: Vec<(String, String)>) {
        for (place, text) in drafts {
            if place == NAME_PLACE {
                self.name_restored(text);
            } else if self.talk.drafts.get(&place).is_none() {
                // What the reader typed since the page came alive is newer than what was stored.
                if place.starts_with('{') && !text.is_empty() {
                    self.talk.about = Some(place.clone());
                }
                self.talk.drafts.set(&place, text);
            }
        }
    }

    pub(super) fn save(&self, Sending { place, events, imported, .. }: &Sending) -> Effect {
        let typed = &self.talk.me;
        // Those of a page before this one say themselves who wrote them. What is imported is anybody's.
        let says_who = typed.id.is_empty() && !imported;
        let me = if says_who { events.first().map(|event| &event.author) } else { Some(typed) };
        Effect::SaveEvents {
            discussion: self.discussion_id().to_owned(),
            events: events.clone(),
            // Other words that stand there by now are another draft.
            place: place.clone().filter(|place| !self.has_other_words(place, events)),
            me: me.unwrap_or(typed).clone(),
        }
    }

    /// Whether other words stand at a place than those that were sent from there.
    fn has_other_words(&self, place: &str, events: &[Event]) -> bool {
        let draft = self.talk.drafts.get(place).map(clean_text);
        draft.is_some_and(|draft| events.last().is_none_or(|last| draft.trim() != last.text))
    }

    pub(super) fn save_draft(&self, place: String) -> Effect {
        let text = self.talk.drafts.get(&place).unwrap_or_default().to_owned();
        Effect::SaveDraft { discussion: self.discussion_id().to_owned(), place, text }
    }

    pub(super) fn storage_refused(&mut self, reason: Said) -> Vec<Effect> {
        let message = self.words.tell(&reason);
        let refused = Storage::Memory(reason);
        if self.talk.storage == refused {
            return vec![];
        }
        self.talk.storage = refused;
        self.talk.silent = false;
        self.talk.awaited = None;
        let mut effects = vec![Effect::Emit(HostEvent::Problem { code: "storage", message })];
        effects.extend(self.save_all());
        effects.extend(self.post_waiting());
        effects
    }

    /// The browser has not told yet what is stored. What comes late is taken in all the same.
    pub(super) fn storage_silent(&mut self) -> Vec<Effect> {
        if self.talk.storage != Storage::Opening {
            return vec![];
        }
        self.talk.silent = true;
        if let Some(place) = self.talk.again.clone() {
            self.talk.told = Some(Told { place, words: said!(StorageSilent), failed: true });
        }
        vec![self.say_silent()]
    }

    pub(super) fn say_silent(&mut self) -> Effect {
        self.say(&said!(StorageSilent));
        Effect::Emit(HostEvent::Problem { code: "storage-silent", message: self.spoken.clone() })
    }

    /// Posts when it is known who writes here, so that nobody gets a second name.
    pub(super) fn post_later(&mut self, place: String) {
        if self.talk.silent {
            self.say(&said!(StorageSilent));
            self.talk.told = Some(Told { place: place.clone(), words: said!(StorageSilent), failed: true });
        }
        self.talk.again = Some(place);
    }

    /// Posts what was to be posted before it was known who writes here.
    fn post_waiting(&mut self) -> Option<Effect> {
        self.talk.again.take().map(|place| Effect::DrawStamp { place })
    }

    /// Hands events to storage; where nothing can be stored, they count as arrived.
    pub(super) fn send(&mut self, place: Option<String>, events: Vec<Event>, imported: bool) -> Vec<Effect> {
        let sending = Sending { place, events, imported, late: false };
        if sending.events.is_empty() {
            return vec![];
        }
        self.talk.told = None;
        // What is said next is heard even if it is what was said before.
        self.spoken.clear();
        self.talk.again.take_if(|again| sending.place.as_ref() == Some(again));
        let (id, effect) = (sending.id().to_owned(), self.save(&sending));
        self.talk.sending.push(sending);
        if self.is_stored() { vec![effect] } else { self.saved(&id) }
    }

    /// Sends what is written at the place of something that storage has not answered about. That may be stored yet, so it stays as it
    /// is; other words are a change of it.
    pub(super) fn send_again(&mut self, at: usize, text: String, stamp: &Stamp) -> Vec<Effect> {
        let change = self.talk.sending.get(at).and_then(|sending| sending.events.last()).and_then(|last| {
            let entry = if last.kind == POST { Some(&last.id) } else { last.parent.as_ref() };
            let id = stamp.uuid_after(Some(&last.id));
            (last.text != text).then(|| self.event(id, EDIT, entry.cloned(), Json::Null, text, stamp))
        });
        let Some(sending) = self.talk.sending.get_mut(at) else { return vec![] };
        sending.events.extend(change);
        sending.late = false;
        let sending = sending.clone();
        self.talk.told = None;
        self.spoken.clear();
        vec![self.save(&sending)]
    }

    /// Whether what is written can be stored, as far as is known.
    pub(super) fn is_stored(&self) -> bool {
        matches!(self.talk.storage, Storage::Opening | Storage::Durable)
    }

    /// Whether drafts are kept: beside a database of a newer version they wait in the local storage.
    pub(super) fn keeps_drafts(&self) -> bool {
        !matches!(self.talk.storage, Storage::Memory(_))
    }

    pub(super) fn place_in_sending(&self, id: &str) -> Option<usize> {
        self.talk.sending.iter().position(|sending| sending.id() == id)
    }

    pub(super) fn saved(&mut self, id: &str) -> Vec<Effect> {
        let Some(at) = self.place_in_sending(id) else { return vec![] };
        let Sending { place, events, imported, late } = self.talk.sending.remove(at);
        let Some(event) = events.first().cloned() else { return vec![] };
        let shown = self.talk.discussion.events();
        let is_shown = |event: &Event| shown.binary_search_by(|known| known.id.cmp(&event.id)).is_ok();
        if !imported && events.iter().all(is_shown) {
            return self.saved_what_is_shown(place, &events, late);
        }
        let entry = if event.kind == POST { event.id.clone() } else { event.parent.clone().unwrap_or_default() };
        let neighbour = if event.kind == DELETE { self.neighbour(&entry) } else { None };
        let mut effects: Vec<Effect> =
            events.iter().filter_map(|event| HostEvent::of(event, imported)).map(Effect::Emit).collect();
        effects.push(Effect::Share(events.clone()));
        if !imported && self.talk.me.id.is_empty() {
            // Nobody was known to write here when a page before this one was left.
            self.talk.me.id.clone_from(&event.author.id);
        }
        let first_post = event.kind == POST
            && !imported
            && !self.talk.discussion.entries().iter().rev().any(|entry| self.talk.is_mine(&entry.author));
        if imported {
            let ids: Vec<String> = events.iter().map(|event| event.id.clone()).collect();
            let others = events.iter().filter(|event| !self.talk.is_mine(&event.author));
            let others: Vec<String> = others.map(|event| event.id.clone()).collect();
            self.talk.unread.extend(others);
            self.talk.undo = Some(Undo::Imported(ids));
            self.say(&said!(EntriesAdded, events.len()));
        }
        let emptied = place.as_deref().and_then(|place| self.done_with(place, &events, late));
        effects.extend(emptied);
        effects.extend(self.take_in(events));
        if imported {
            effects.extend((!late).then_some(Effect::Focus(Target::Undo)));
            return effects;
        }
        // It was stored with what was signed with it; one that has been typed since is not.
        if clean_name(&self.talk.me.name) == event.author.name && self.talk.drafts.take(NAME_PLACE).is_some() {
            effects.extend(self.keep_name());
        }
        if let Some(place) = place {
            let memory = matches!(self.talk.storage, Storage::Memory(_));
            let words = match (memory, event.kind == EDIT) {
                (false, false) => said!(CommentSaved),
                (false, true) => said!(ChangeSaved),
                (true, _) => said!(ShownNotSaved),
            };
            self.say(&words);
            // A composer that closes takes its notice along; the entry gets the focus, and the words are spoken.
            self.talk.told = Some(Told { place, words, failed: false });
            if first_post && !memory {
                effects.push(Effect::Persist);
            }
        } else if event.kind == DELETE {
            self.talk.undo = Some(Undo::Deleted(entry.clone()));
            self.say(&said!(DeletedSaved));
            if late {
                return effects;
            }
            let next = neighbour.map_or(Target::Composer(String::new()), Target::Comment);
            let stays =
                self.talk.list.iter().flat_map(|chunk| &chunk.rows).any(|row| row.id(&self.essay.entries) == entry);
            effects.push(Effect::Focus(if stays { Target::Comment(entry) } else { next }));
            return effects;
        } else {
            self.talk.undo = None;
            self.say(&if event.kind == POST { said!(CommentSaved) } else { said!(CommentBack) });
        }
        // The reader is somewhere else by now, and stays there.
        if !late {
            effects.extend(self.show(&entry));
            effects.push(Effect::Focus(Target::Comment(entry)));
        }
        effects
    }

    /// A start, what lived in the page only, or what another page has stored in the meantime.
    fn saved_what_is_shown(&mut self, place: Option<String>, events: &[Event], late: bool) -> Vec<Effect> {
        let emptied = place.and_then(|place| self.done_with(&place, events, late));
        if events.iter().all(|event| event.kind == START) {
            self.starting.notice = Said::default();
            return Vec::from_iter(emptied);
        }
        self.talk.told = None;
        self.say(&said!(CommentSaved));
        emptied.into_iter().chain([Effect::Share(events.to_vec())]).collect()
    }

    /// Empties the field in which something was written, unless other words stand there by now.
    fn done_with(&mut self, place: &str, events: &[Event], late: bool) -> Option<Effect> {
        self.talk.previewed.take_if(|previewed| previewed == place);
        if self.has_other_words(place, events) {
            // Their draft may have gone with the comment.
            return Some(self.save_draft(place.to_owned()));
        }
        let talk = &mut self.talk;
        if !late {
            talk.open.take_if(|open| open == place);
            talk.about.take_if(|about| about == place);
        }
        // A change that stays open shows the words as they are now.
        if place.starts_with(EDIT_PLACE) && talk.open.as_deref() == Some(place) {
            return None;
        }
        // What was written on a page before this one may have come back as a draft.
        talk.drafts.take(place).filter(|_| late).map(|_| self.save_draft(place.to_owned()))
    }

    /// Sees to it that an entry is in the list and drawn.
    fn show(&mut self, id: &str) -> Vec<Effect> {
        let marked = self.talk.marked.take();
        let mut effects = self.lead_to(id.to_owned());
        // It gets the focus, and is not scrolled to twice.
        effects.retain(|effect| !matches!(effect, Effect::Reveal(_)));
        self.talk.marked = marked;
        effects
    }
}

#[cfg(test)]
mod tests;
