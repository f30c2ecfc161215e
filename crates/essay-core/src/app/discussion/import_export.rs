//! Exports, imports, and erasing everything that this reader wrote.

use super::storage::problem;
use super::{Effect, State, Storage, StorageEffect};
use crate::app::context::Context;
use crate::app::{self, PageEffect, Target, TextToCopy, start_question};
use crate::discussion::codec::{self, Import};
use crate::discussion::{Author, Event, export};
use crate::essay::Essay;
use crate::i18n::{LocalizedMessage, Translations};
use crate::msg;
use std::borrow::Cow;

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// All events, to be imported again.
    Json,
    /// A text to be read.
    Markdown,
    /// A table for a spreadsheet.
    Csv,
}

impl Format {
    /// A format by its name: `json`, `markdown` or `csv`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A message about exports, imports and erasing.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader asked to export the discussion as a file.
    ExportPressed(Format),
    /// The reader asked to export the records that cannot be read.
    ExportDamagedPressed,
    /// The browser does not say whether it saved an export; holds the text.
    ExportUnconfirmed(String),
    /// The reader closed the text of that export.
    UnconfirmedExportClosed,
    /// The reader chose a file, and it was read.
    FileRead(String),
    /// The reader chose a file, and it was not read; holds the reason, a sentence.
    FileRefused(LocalizedMessage),
    /// The reader saw what an import would bring, and answered.
    ImportAnswered {
        /// True if the reader takes it.
        take: bool,
    },
    /// A script hands over new events.
    EventsImported(Vec<Event>),
    /// The reader asked to erase everything that they wrote.
    ErasePressed,
    /// The reader was asked once more, and answered.
    EraseAnswered {
        /// True to erase.
        erase: bool,
    },
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::ExportPressed(format) => state.export_file(format, cx),
        Msg::ExportDamagedPressed => {
            let text = format!("[{}]", state.damaged.join(",\n"));
            let name = "damaged-records.json".to_owned();
            vec![Effect::SaveFile { name, media_type: "application/json", text }.into()]
        }
        Msg::ExportUnconfirmed(text) => {
            state.unconfirmed_export = Some(text.into());
            cx.announce(&msg!(NoFiles));
            vec![PageEffect::Focus(Target::TextToCopy(TextToCopy::Export)).into()]
        }
        Msg::UnconfirmedExportClosed => {
            state.unconfirmed_export = None;
            vec![PageEffect::Focus(Target::ExportButton).into()]
        }
        Msg::FileRead(text) => {
            let import = codec::read(&text, &state.log);
            cx.announce(&summary(&import));
            state.pending_import = Some(import);
            vec![PageEffect::Focus(Target::Import).into()]
        }
        Msg::FileRefused(reason) => {
            cx.announce(&reason);
            state.pending_import = Some(Import { refused: vec![(0, reason)], ..Import::default() });
            vec![PageEffect::Focus(Target::Import).into()]
        }
        Msg::ImportAnswered { take } => state.answer_import(take, cx),
        Msg::EventsImported(events) => state.import(events, cx),
        Msg::ErasePressed => {
            state.confirming_erase = true;
            vec![PageEffect::Focus(Target::Erase).into()]
        }
        Msg::EraseAnswered { erase } => {
            state.confirming_erase = false;
            if erase { state.erase_own(cx) } else { vec![PageEffect::Focus(Target::EraseButton).into()] }
        }
    }
}

impl State {
    /// The discussion as a text of a format, with the events that are not stored yet.
    pub(super) fn export(&self, format: Format, id: &str, essay: &Essay, words: Translations) -> String {
        let mut log = Cow::Borrowed(&self.log);
        let unsaved: Vec<_> = self.pending_saves.iter().flat_map(|pending| pending.events.iter().cloned()).collect();
        if !unsaved.is_empty() {
            log.to_mut().add_all(unsaved);
        }
        match format {
            Format::Json => log.to_json(id),
            Format::Markdown => export::markdown(&essay.title, &log, &essay.entries, words),
            Format::Csv => export::csv(&log),
        }
    }

    fn export_file(&mut self, format: Format, cx: &Context<'_>) -> Vec<app::Effect> {
        let (extension, media_type) = match format {
            Format::Json => ("json", "application/json"),
            Format::Markdown => ("md", "text/markdown"),
            Format::Csv => ("csv", "text/csv"),
        };
        let name = format!("{}-discussion.{extension}", cx.discussion_id());
        self.unconfirmed_export = None;
        let mut text = self.export(format, cx.discussion_id(), cx.essay, cx.words);
        if format == Format::Csv {
            // Excel recognises UTF-8 by this mark and by nothing else.
            text.insert(0, '\u{feff}');
        }
        vec![Effect::SaveFile { name, media_type, text }.into()]
    }

    fn answer_import(&mut self, take: bool, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let Some(import) = self.pending_import.take() else { return vec![] };
        if take && !import.added.is_empty() && !matches!(self.storage, Storage::ReadOnly(_)) {
            return self.send(None, import.added, true, cx);
        }
        vec![PageEffect::Focus(Target::ImportButton).into()]
    }

    /// Imports events for a script, which waits for an answer.
    fn import(&mut self, events: Vec<Event>, cx: &mut Context<'_>) -> Vec<app::Effect> {
        if events.is_empty() {
            return vec![];
        }
        if let Storage::ReadOnly(why) = &self.storage {
            return vec![problem("storage", cx.words.format(why))];
        }
        let mut effects = self.send(None, events, true, cx);
        // The reader did not ask for it, so the focus stays where it is.
        effects.retain(|effect| !matches!(effect, app::Effect::Page(PageEffect::Focus(_))));
        effects
    }

    fn erase_own(&mut self, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let own = self.log.events().iter().filter(|event| self.is_mine(&event.author));
        let mut ids: Vec<String> = own.map(|event| event.id.clone()).collect();
        // Events on their way to storage are erased as well, whenever they arrive.
        let unsaved = self.pending_saves.extract_if(.., |pending| !pending.imported);
        ids.extend(unsaved.flat_map(|pending| pending.events).map(|event| event.id));
        self.retry = None;
        let mut effects = vec![];
        if self.can_save() {
            effects.push(StorageEffect::ForgetAuthor(cx.discussion_id().to_owned()).into());
        }
        effects.extend(self.take_out(ids, &msg!(AllErased), cx));
        self.drafts = Default::default();
        (self.entry_composer, self.anchor_composer, self.undo) = (None, None, None);
        self.me = Author::default();
        self.editing_name = false;
        cx.outbox.push(start_question::Msg::Erased.into());
        effects
    }

    /// Takes events out of the log and out of storage.
    pub(super) fn take_out(
        &mut self,
        ids: Vec<String>,
        told: &LocalizedMessage,
        cx: &mut Context<'_>,
    ) -> Vec<app::Effect> {
        self.log.remove(&ids);
        cx.announce(told);
        let mut effects = self.log_changed(cx);
        if self.can_save() {
            effects.push(StorageEffect::EraseEvents { discussion: cx.discussion_id().to_owned(), ids }.into());
        }
        effects.push(PageEffect::Focus(Target::Discussion).into());
        effects
    }
}

/// The content of an export in words. A file that is no export has the one sentence that says so.
pub fn summary(Import { added, known, refused }: &Import) -> LocalizedMessage {
    if let ([], 0, [(0, why)]) = (added.as_slice(), *known, refused.as_slice()) {
        return why.clone();
    }
    msg!(ImportTold, added.len(), *known, refused.len())
}

#[cfg(test)]
mod tests;
