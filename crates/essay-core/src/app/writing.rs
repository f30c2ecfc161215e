//! How the discussion is written: drafts, posting, changing, deleting, and never saying "saved" before it is true.

use super::talk::{Sending, Storage, Talk, Told};
use super::{Effect, Model, Target, starting};
use crate::config::DiscussionMode;
use crate::discussion::anchor::Anchor;
use crate::discussion::sanitize::{clean_name, clean_text};
use crate::discussion::{Author, EDIT, Event, LONGEST_NAME, LONGEST_TEXT, POST, RESTORE, Stamp};
use crate::i18n::Said;
use crate::json::Json;
use crate::said;

/// Before the id of the entry that is changed, in the place of the draft.
pub const EDIT_PLACE: &str = "edit:";

/// The place of a name that was typed and under which nothing has been posted yet.
pub(super) const NAME_PLACE: &str = ":name";

/// The name of a place in the ids of its fields: an anchor has spaces in it, which ids may not have.
pub fn field_name(place: &str) -> &str {
    if place.starts_with('{') { "about" } else { place }
}

/// What a composer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composer {
    /// Its place.
    pub place: String,
    /// What it is about, if it is about something of the essay.
    pub about: Option<Anchor>,
    /// The text so far.
    pub text: String,
    /// The name so far.
    pub name: String,
    /// Whether the name is to be given here; otherwise it is told.
    pub naming: bool,
    /// Whether it is shown as it will look.
    pub previewed: bool,
    /// Whether it is on its way to storage.
    pub sending: bool,
    /// Whether what is posted stays in this browser, as far as is known.
    pub stays: bool,
    /// Why nothing can be posted; empty if something can.
    pub barred: Said,
    /// Why posting did not succeed, or how it did.
    pub notice: Said,
    /// Whether the notice is of a failure.
    pub failed: bool,
}

impl Talk {
    /// What the composer at a place shows.
    pub fn composer(&self, place: &str) -> Composer {
        let told = self.told.as_ref().filter(|told| told.place == place);
        let late = self.sent_from(place).filter(|sending| sending.late);
        Composer {
            place: place.to_owned(),
            about: Json::parse(place).ok().and_then(|anchor| Anchor::from_json(&anchor)),
            text: self.drafts.get(place).unwrap_or_default().to_owned(),
            name: self.me.name.clone(),
            naming: self.naming || self.me.id.is_empty() || self.me.name.is_empty(),
            previewed: self.previewed.as_deref() == Some(place),
            sending: self.sent_from(place).is_some_and(|sending| !sending.late)
                || self.storage == Storage::Opening && !self.silent && self.again.as_deref() == Some(place),
            stays: !matches!(self.storage, Storage::Memory(_)),
            barred: match &self.storage {
                Storage::ReadOnly(why) => why.clone(),
                _ => Said::default(),
            },
            notice: told
                .map(|told| told.words.clone())
                .or_else(|| late.map(|_| said!(StorageSilent)))
                .unwrap_or_default(),
            failed: told.map_or(late.is_some(), |told| told.failed),
        }
    }

    /// What is on its way to storage from a place.
    fn sent_from(&self, place: &str) -> Option<&Sending> {
        self.sending.iter().find(|sending| sending.place.as_deref() == Some(place))
    }
}

impl Model {
    pub(super) fn draft_typed(&mut self, place: String, text: String) -> Vec<Effect> {
        self.talk.told = None;
        self.spoken.clear();
        self.talk.again.take_if(|again| *again == place);
        self.talk.drafts.set(&place, text);
        if self.keeps_drafts() { vec![self.save_draft(place)] } else { vec![] }
    }

    pub(super) fn name_typed(&mut self, name: &str) -> Vec<Effect> {
        self.talk.naming = true;
        self.talk.me.name = name.chars().take(LONGEST_NAME).collect();
        self.talk.drafts.set(NAME_PLACE, self.talk.me.name.clone());
        Vec::from_iter(self.keep_name())
    }

    /// Takes up a name that was typed on a page before this one, unless another has been typed since.
    pub(super) fn name_restored(&mut self, name: String) {
        if self.talk.drafts.get(NAME_PLACE).is_none() && clean_name(&name) != self.talk.me.name {
            self.talk.naming = true;
            self.talk.me.name.clone_from(&name);
            self.talk.drafts.set(NAME_PLACE, name);
        }
    }

    /// Keeps the name as it is typed now, or forgets one that is signed with.
    pub(super) fn keep_name(&self) -> Option<Effect> {
        self.keeps_drafts().then(|| self.save_draft(NAME_PLACE.to_owned()))
    }

    /// Opens a composer at an entry: for an answer, or for a change, which begins with the words as they are. One for a comment
    /// on something of the essay takes the place of another.
    pub(super) fn open(&mut self, place: String) -> Vec<Effect> {
        if place.starts_with('{') {
            self.talk.told = None;
            self.talk.about = Some(place.clone());
            return vec![Effect::Focus(Target::Composer(place))];
        }
        if let Some(entry) = place.strip_prefix(EDIT_PLACE).and_then(|id| self.talk.own(id))
            && self.talk.drafts.get(&place).is_none_or(str::is_empty)
        {
            let text = entry.text.clone();
            self.talk.drafts.set(&place, text);
        }
        self.talk.told = None;
        self.talk.open = Some(place.clone());
        vec![Effect::Focus(Target::Composer(place))]
    }

    /// Puts a composer away. Its text is kept, except for a change that changes nothing.
    pub(super) fn put_away(&mut self) -> Vec<Effect> {
        let Some(place) = self.talk.open.take() else { return vec![] };
        if let Some(id) = place.strip_prefix(EDIT_PLACE)
            && self.talk.discussion.entry(id).is_some_and(|entry| self.talk.drafts.get(&place) == Some(&entry.text))
        {
            self.talk.drafts.take(&place);
        }
        vec![Effect::Focus(Target::Opener(place))]
    }

    pub(super) fn post(&mut self, place: String, stamp: &Stamp) -> Vec<Effect> {
        let at = self.talk.sending.iter().position(|sending| sending.place.as_ref() == Some(&place));
        let busy = at.and_then(|at| self.talk.sending.get(at)).is_some_and(|sending| !sending.late);
        if self.config.discussion != DiscussionMode::Open || busy {
            return vec![];
        }
        let text = clean_text(self.talk.drafts.get(&place).unwrap_or_default()).trim().to_owned();
        let length = text.chars().count();
        let refusal = match &self.talk.storage {
            Storage::ReadOnly(why) => Some(why.clone()),
            _ if text.is_empty() => Some(said!(NothingToPost)),
            _ if length > LONGEST_TEXT => Some(said!(TooLong, length, length - LONGEST_TEXT)),
            _ => None,
        };
        if let Some(words) = refusal {
            self.say(&words);
            self.talk.told = Some(Told { place: place.clone(), words, failed: true });
            return vec![Effect::Focus(Target::Composer(place))];
        }
        if let Some(at) = at {
            return self.send_again(at, text, stamp);
        }
        let event = if let Some(id) = place.strip_prefix(EDIT_PLACE) {
            if self.talk.own(id).is_none_or(|entry| entry.text == text) {
                return self.put_away();
            }
            self.act(EDIT, id, text, stamp)
        } else {
            let anchor = if place.starts_with('{') { Json::parse(&place).unwrap_or_default() } else { Json::Null };
            let parent = Some(place.clone()).filter(|place| !place.is_empty() && anchor == Json::Null);
            let id = stamp.uuid_after(parent.as_ref().and_then(|parent| self.talk.discussion.last_act(parent)));
            self.sign(stamp);
            self.event(id, POST, parent, anchor, text, stamp)
        };
        self.send(Some(place), vec![event], false)
    }

    /// An event of this reader's.
    pub(super) fn event(
        &self,
        id: String,
        kind: &str,
        parent: Option<String>,
        anchor: Json,
        text: String,
        stamp: &Stamp,
    ) -> Event {
        let kind = kind.to_owned();
        Event { id, kind, parent, author: self.talk.me.clone(), anchor, text, time: stamp.time, unknown: vec![] }
    }

    /// An event that acts on an entry. It sorts behind whatever has been done to it before.
    fn act(&mut self, kind: &str, entry: &str, text: String, stamp: &Stamp) -> Event {
        let id = stamp.uuid_after(self.talk.discussion.last_act(entry));
        self.event(id, kind, Some(entry.to_owned()), Json::Null, text, stamp)
    }

    pub(super) fn act_on(&mut self, kind: &str, id: &str, stamp: &Stamp) -> Vec<Effect> {
        let allowed = match self.talk.discussion.entry(id) {
            Some(entry) => self.talk.is_mine(&entry.author) && entry.deleted == (kind == RESTORE),
            None => false,
        };
        if !allowed || matches!(self.talk.storage, Storage::ReadOnly(_)) {
            return vec![];
        }
        let event = self.act(kind, id, String::new(), stamp);
        self.send(None, vec![event], false)
    }

    /// Sees to it that whoever writes here has an id, and a name that is fit to be shown.
    pub(super) fn sign(&mut self, stamp: &Stamp) {
        let me = &mut self.talk.me;
        if me.id.is_empty() {
            me.id = stamp.uuid();
        }
        me.name = clean_name(&me.name);
        self.talk.naming = false;
    }

    pub(super) fn draft_not_kept(&mut self, place: String, words: Said) -> Vec<Effect> {
        let place = self.composer_of(place);
        if self.talk.told.is_none() {
            self.say(&words);
            self.talk.told = Some(Told { place, words, failed: true });
        }
        vec![]
    }

    /// Where it is told what became of a draft: that of a name has no composer of its own.
    fn composer_of(&self, place: String) -> String {
        if place == NAME_PLACE { self.talk.about.clone().unwrap_or_default() } else { place }
    }

    /// A draft is kept after all that could not be. A comment that could not be posted waits on.
    pub(super) fn draft_kept(&mut self, place: String) -> Vec<Effect> {
        let place = self.composer_of(place);
        if self.talk.again.is_none() {
            self.talk.told.take_if(|told| told.failed && told.place == place);
        }
        vec![]
    }

    /// What another page of this browser has posted, changed, or erased.
    pub(super) fn heard(&mut self, events: Vec<Event>, gone: &[String], me: Author) -> Vec<Effect> {
        if self.talk.me.id.is_empty() {
            let typed = std::mem::replace(&mut self.talk.me, me).name;
            if !typed.is_empty() {
                self.talk.me.name = typed;
            }
        }
        self.talk.discussion.remove(gone);
        self.talk.unread.extend(events.iter().map(|event| event.id.clone()));
        // The comment that another page has made of the same draft is no draft any more.
        for event in &events {
            let place = match (&event.anchor, &event.parent) {
                _ if event.kind == starting::KIND => starting::PLACE.to_owned(),
                (_, Some(entry)) if event.kind == EDIT => format!("{EDIT_PLACE}{entry}"),
                (Json::Null, parent) => parent.clone().unwrap_or_default(),
                (anchor, _) => anchor.to_string(),
            };
            // Others' words, which another page has read in, may be the same.
            if self.talk.is_mine(&event.author)
                && self.talk.drafts.get(&place).is_some_and(|draft| draft.trim() == event.text)
            {
                self.talk.drafts.take(&place);
            }
        }
        self.talk.discussion.add_all(events);
        self.rearranged()
    }

    /// What was written here under an id of this page's own is that of whoever writes in this browser.
    pub(super) fn known_as(&mut self, id: &str) {
        let before = std::mem::replace(&mut self.talk.me.id, id.to_owned());
        if before.is_empty() {
            // Events without an author are nobody's.
            return;
        }
        let renamed =
            |event: &Event| Event { author: Author { id: id.to_owned(), ..event.author.clone() }, ..event.clone() };
        for event in self.talk.sending.iter_mut().flat_map(|sending| &mut sending.events) {
            if event.author.id == before {
                *event = renamed(event);
            }
        }
        // A start is shown before it is stored.
        let shown = self.talk.discussion.events().iter().filter(|event| event.author.id == before);
        let shown: Vec<Event> = shown.map(|event| renamed(event)).collect();
        self.talk.discussion.remove(&shown.iter().map(|event| event.id.clone()).collect::<Vec<_>>());
        self.talk.discussion.add_all(shown);
    }

    /// Forgets who wrote here.
    pub(super) fn forget_me(&mut self) {
        self.talk.me = Author::default();
        self.talk.naming = false;
    }
}
