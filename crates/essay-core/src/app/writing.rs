//! How the discussion is written: drafts, posting, and never saying "saved" before it is true.

use super::{Effect, HostEvent, Model, Target};
use crate::config::DiscussionMode;
use crate::discussion::{Author, Discussion, Event, LONGEST_NAME, LONGEST_TEXT, Stamp};
use crate::json::Json;

/// The discussion and what is being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    /// What is stored.
    pub discussion: Discussion,
    /// Where it is stored.
    pub storage: Storage,
    /// What is written and not posted.
    pub drafts: Drafts,
    /// The entry that is being answered.
    pub replying: Option<String>,
    /// What is on its way to storage.
    pub sending: Option<Sending>,
    /// Why the last posting at a place did not succeed.
    pub failed: Option<(String, String)>,
    /// The id of the entry that was saved last, and the place where it was written.
    pub saved: Option<(String, String)>,
    /// Who writes in this browser.
    pub me: Author,
}

/// What is written and not posted: by place, which is the entry that is answered, or empty for the essay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(Vec<(String, String)>);

impl Drafts {
    /// The text at a place.
    pub fn get(&self, place: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == place).map(|(_, text)| text.as_str())
    }

    fn set(&mut self, place: &str, text: String) {
        self.remove(place);
        self.0.push((place.to_owned(), text));
    }

    fn remove(&mut self, place: &str) {
        self.0.retain(|(known, _)| known != place);
    }

    /// Takes the text at a place away.
    pub(super) fn take(&mut self, place: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == place)?;
        Some(self.0.remove(at).1)
    }
}

/// Where the discussion is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// It is not known yet.
    #[default]
    Opening,
    /// In the browser's database.
    Durable,
    /// Nowhere: comments live as long as the page. The sentence says why.
    Memory(String),
}

/// A comment on its way to storage.
#[derive(Clone, Debug, PartialEq)]
pub struct Sending {
    /// Where it was written.
    pub place: String,
    /// What is being written.
    pub event: Event,
}

/// What a composer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composer {
    /// The entry that is answered; empty for the essay.
    pub place: String,
    /// The text so far.
    pub text: String,
    /// The name so far.
    pub name: String,
    /// Whether it is on its way to storage.
    pub sending: bool,
    /// Why posting did not succeed, or how it did.
    pub notice: String,
    /// Whether the notice is of a failure.
    pub failed: bool,
}

impl Talk {
    /// What the composer at a place shows.
    pub fn composer(&self, place: &str) -> Composer {
        let failure = self.failed.as_ref().filter(|(at, _)| at == place).map(|(_, why)| why.clone());
        let saved = self.saved.as_ref().is_some_and(|(_, at)| at == place);
        let notice = match self.storage {
            _ if !saved => "",
            Storage::Memory(_) => "Shown above, but not saved: it is gone when you leave this page.",
            _ => "Saved in this browser.",
        };
        Composer {
            place: place.to_owned(),
            text: self.drafts.get(place).unwrap_or_default().to_owned(),
            name: self.me.name.clone(),
            sending: self.sending.as_ref().is_some_and(|sending| sending.place == place),
            failed: failure.is_some(),
            notice: failure.unwrap_or_else(|| notice.to_owned()),
        }
    }
}

impl Model {
    pub(super) fn talk_loaded(&mut self, events: Vec<Event>, drafts: Vec<(String, String)>, me: Author) -> Vec<Effect> {
        let talk = &mut self.talk;
        talk.storage = Storage::Durable;
        talk.discussion.add_all(events);
        for (place, text) in drafts {
            // What the reader typed since the page came alive is newer than what was stored.
            if talk.drafts.get(&place).is_none() {
                talk.drafts.set(&place, text);
            }
        }
        let typed = std::mem::take(&mut talk.me.name);
        talk.me = me;
        if !typed.is_empty() {
            talk.me.name = typed;
        }
        vec![]
    }

    pub(super) fn storage_refused(&mut self, reason: String) -> Vec<Effect> {
        self.talk.storage = Storage::Memory(reason.clone());
        vec![Effect::Emit(HostEvent::Problem { code: "storage", message: reason })]
    }

    pub(super) fn draft_typed(&mut self, place: String, text: String) -> Vec<Effect> {
        self.talk.saved = None;
        self.talk.failed = None;
        self.talk.drafts.set(&place, text.clone());
        if matches!(self.talk.storage, Storage::Memory(_)) {
            return vec![];
        }
        vec![Effect::SaveDraft { discussion: self.discussion_id().to_owned(), place, text }]
    }

    pub(super) fn name_typed(&mut self, name: String) -> Vec<Effect> {
        self.talk.me.name = name.chars().take(LONGEST_NAME).collect();
        vec![]
    }

    pub(super) fn reply(&mut self, parent: String) -> Vec<Effect> {
        self.talk.replying = Some(parent.clone());
        vec![Effect::Focus(Target::Composer(parent))]
    }

    pub(super) fn put_reply_away(&mut self) -> Vec<Effect> {
        match self.talk.replying.take() {
            Some(parent) => vec![Effect::Focus(Target::ReplyButton(parent))],
            None => vec![],
        }
    }

    pub(super) fn post(&mut self, place: String, stamp: Stamp) -> Vec<Effect> {
        if self.config.discussion != DiscussionMode::Open || self.talk.sending.is_some() {
            return vec![];
        }
        let text = self.talk.drafts.get(&place).map(|text| text.trim().to_owned()).unwrap_or_default();
        let length = text.chars().count();
        let refusal = if text.is_empty() {
            Some("There is nothing to post yet. Write your comment first.".to_owned())
        } else if length > LONGEST_TEXT {
            Some(format!("Your comment has {length} characters, {} more than fit. Shorten it.", length - LONGEST_TEXT))
        } else {
            None
        };
        if let Some(why) = refusal {
            self.talk.failed = Some((place.clone(), why));
            return vec![Effect::Focus(Target::Composer(place))];
        }
        self.sign(&stamp);
        let event = Event {
            id: stamp.uuid(),
            kind: "post".to_owned(),
            parent: (!place.is_empty()).then(|| place.clone()),
            author: self.talk.me.clone(),
            anchor: Json::Null,
            text,
            time: stamp.time,
            unknown: vec![],
        };
        self.talk.failed = None;
        self.talk.sending = Some(Sending { place: place.clone(), event: event.clone() });
        if matches!(self.talk.storage, Storage::Memory(_)) {
            return self.saved();
        }
        vec![Effect::SaveEvents {
            discussion: self.discussion_id().to_owned(),
            events: vec![event],
            place: Some(place),
            me: self.talk.me.clone(),
        }]
    }

    /// Sees to it that whoever writes here has an id, and a name without space around it.
    pub(super) fn sign(&mut self, stamp: &Stamp) {
        if self.talk.me.id.is_empty() {
            self.talk.me.id = stamp.uuid();
        }
        self.talk.me.name = self.talk.me.name.trim().to_owned();
    }

    pub(super) fn saved(&mut self) -> Vec<Effect> {
        let Some(Sending { place, event }) = self.talk.sending.take() else { return vec![] };
        self.talk.drafts.remove(&place);
        self.talk.replying.take_if(|parent| *parent == place);
        self.talk.saved = Some((event.id.clone(), place));
        let id = event.id.clone();
        let told =
            HostEvent::Comment { id: id.clone(), kind: "post", parent: event.parent.clone(), anchor: Json::Null };
        self.talk.discussion.add(event);
        self.spoken = match self.talk.storage {
            Storage::Memory(_) => "Your comment is shown, but not saved.".to_owned(),
            _ => "Your comment is saved in this browser.".to_owned(),
        };
        vec![Effect::Emit(told), Effect::Focus(Target::Comment(id))]
    }

    pub(super) fn save_failed(&mut self, reason: String) -> Vec<Effect> {
        let Some(sending) = self.talk.sending.take() else {
            // What was imported, or a start: it is shown, and the page is told that it will not last.
            return vec![Effect::Emit(HostEvent::Problem { code: "storage", message: reason })];
        };
        self.talk.failed = Some((sending.place.clone(), reason.clone()));
        vec![
            Effect::Emit(HostEvent::Problem { code: "storage", message: reason }),
            Effect::Focus(Target::Composer(sending.place)),
        ]
    }

    pub(super) fn imported(&mut self, events: Vec<Event>) -> Vec<Effect> {
        let mut effects = vec![];
        let mut new = vec![];
        for event in events {
            if self.talk.discussion.add(event.clone()) {
                effects.push(Effect::Emit(HostEvent::Comment {
                    id: event.id.clone(),
                    kind: "import",
                    parent: event.parent.clone(),
                    anchor: event.anchor.clone(),
                }));
                new.push(event);
            }
        }
        if !new.is_empty() && !matches!(self.talk.storage, Storage::Memory(_)) {
            let discussion = self.discussion_id().to_owned();
            effects.push(Effect::SaveEvents { discussion, events: new, place: None, me: self.talk.me.clone() });
        }
        effects
    }
}
