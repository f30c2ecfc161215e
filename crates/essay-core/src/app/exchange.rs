//! How the discussion leaves and comes: exports, imports, and erasing everything that this reader wrote.

use super::talk::{Storage, Undo};
use super::{Effect, HostEvent, Model, Target};
use crate::discussion::codec::{self, Import};
use crate::discussion::{RESTORE, export};
use crate::i18n::Said;
use crate::said;
use std::borrow::Cow;

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything, to be read in again.
    Json,
    /// To be read.
    Markdown,
    /// For a spreadsheet.
    Csv,
}

impl Format {
    /// A form by its name: `json`, `markdown` or `csv`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

impl Model {
    /// What readers wrote here, as a text of this form.
    pub fn export(&self, format: Format) -> String {
        let mut discussion = Cow::Borrowed(&self.talk.discussion);
        // What the browser does not store can be taken away all the same.
        let unsaved: Vec<_> = self.talk.sending.iter().flat_map(|sending| sending.events.iter().cloned()).collect();
        if !unsaved.is_empty() {
            discussion.to_mut().add_all(unsaved);
        }
        match format {
            Format::Json => discussion.to_json(self.discussion_id()),
            Format::Markdown => export::markdown(&self.essay.title, &discussion, &self.essay.entries, self.words),
            Format::Csv => export::csv(&discussion),
        }
    }

    pub(super) fn hand_over(&mut self, format: Format) -> Vec<Effect> {
        let (ending, kind) = match format {
            Format::Json => ("json", "application/json"),
            Format::Markdown => ("md", "text/markdown"),
            Format::Csv => ("csv", "text/csv"),
        };
        let name = format!("{}-discussion.{ending}", self.discussion_id());
        self.talk.kept_file = None;
        let mut text = self.export(format);
        if format == Format::Csv {
            // Excel takes a file of text for UTF-8 by this mark and by nothing else.
            text.insert(0, '\u{feff}');
        }
        vec![Effect::SaveFile { name, kind, text }]
    }

    pub(super) fn hand_over_damaged(&mut self) -> Vec<Effect> {
        let text = format!("[{}]", self.talk.damaged.join(",\n"));
        vec![Effect::SaveFile { name: "damaged-records.json".to_owned(), kind: "application/json", text }]
    }

    pub(super) fn file_kept(&mut self, text: String) -> Vec<Effect> {
        self.talk.kept_file = Some(text.into());
        self.say(&said!(NoFiles));
        vec![Effect::Focus(Target::Text("export-text"))]
    }

    /// Looks at an export before anything of it is taken in.
    pub(super) fn file_read(&mut self, text: &str) -> Vec<Effect> {
        let import = codec::read(text, &self.talk.discussion);
        self.say(&told(&import));
        self.talk.arriving = Some(import);
        vec![Effect::Focus(Target::Import)]
    }

    pub(super) fn file_refused(&mut self, why: Said) -> Vec<Effect> {
        self.say(&why);
        self.talk.arriving = Some(Import { refused: vec![(0, why)], ..Import::default() });
        vec![Effect::Focus(Target::Import)]
    }

    /// Takes in what is waiting, or puts it away.
    pub(super) fn import_answered(&mut self, taken: bool) -> Vec<Effect> {
        let Some(import) = self.talk.arriving.take() else { return vec![] };
        if taken && !import.added.is_empty() && !matches!(self.talk.storage, Storage::ReadOnly(_)) {
            return self.send(None, import.added, true);
        }
        vec![Effect::Focus(Target::ImportButton)]
    }

    /// Takes in events that a script hands over.
    pub(super) fn imported(&mut self, events: Vec<crate::discussion::Event>) -> Vec<Effect> {
        if events.is_empty() {
            return vec![];
        }
        if let Storage::ReadOnly(why) = &self.talk.storage {
            // The script waits for an answer.
            return vec![Effect::Emit(HostEvent::Problem { code: "storage", message: self.words.tell(why) })];
        }
        let mut effects = self.send(None, events, true);
        // Nobody who looks at the page asked for it: the focus stays where it is.
        effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
        effects
    }

    /// Takes the last act back.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        match self.talk.undo.take() {
            Some(Undo::Deleted(id)) => vec![Effect::StampAct { kind: RESTORE, id }],
            Some(Undo::Imported(ids)) => self.take_out(ids, &said!(ImportGone)),
            None => vec![],
        }
    }

    pub(super) fn erase_asked(&mut self) -> Vec<Effect> {
        self.talk.erasing = true;
        vec![Effect::Focus(Target::Erase)]
    }

    pub(super) fn erase_answered(&mut self, erase: bool) -> Vec<Effect> {
        self.talk.erasing = false;
        if !erase {
            return vec![Effect::Focus(Target::EraseButton)];
        }
        let own = |event: &&std::rc::Rc<crate::discussion::Event>| self.talk.is_mine(&event.author);
        let mut ids: Vec<String> =
            self.talk.discussion.events().iter().filter(own).map(|event| event.id.clone()).collect();
        // What was on its way goes as well, whenever it comes.
        let unsaved = self.talk.sending.extract_if(.., |sending| !sending.imported);
        ids.extend(unsaved.flat_map(|sending| sending.events).map(|event| event.id));
        self.talk.again = None;
        let mut effects = vec![];
        if self.is_stored() {
            effects.push(Effect::ForgetMe(self.discussion_id().to_owned()));
        }
        effects.extend(self.take_out(ids, &said!(AllErased)));
        self.talk.drafts = Default::default();
        (self.talk.open, self.talk.about, self.talk.undo) = (None, None, None);
        self.starting.shown = None;
        self.forget_me();
        effects
    }

    /// Takes events out of the discussion and out of storage.
    fn take_out(&mut self, ids: Vec<String>, told: &Said) -> Vec<Effect> {
        self.talk.discussion.remove(&ids);
        self.say(told);
        let mut effects = self.rearranged();
        if self.is_stored() {
            effects.push(Effect::EraseEvents { discussion: self.discussion_id().to_owned(), ids });
        }
        effects.push(Effect::Focus(Target::Discussion));
        effects
    }
}

/// What an export holds, in words. A file that is none is told by the one sentence that says so.
pub fn told(Import { added, known, refused }: &Import) -> Said {
    if let ([], 0, [(0, why)]) = (added.as_slice(), *known, refused.as_slice()) {
        return why.clone();
    }
    said!(ImportTold, added.len(), *known, refused.len())
}
