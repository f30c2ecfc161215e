//! The discussion as the reader has it: what is stored, what is shown of it, and what is being written.

use super::{EDIT_PLACE, Effect, Model, Passage, Target, starting};
use crate::discussion::codec::Import;
use crate::discussion::list::{Chunk, Filter, Material, Shape, list, next_unread, with_newest};
use crate::discussion::tree::first_places;
use crate::discussion::{Author, Discussion, Entry, Event, POST, lookalikes};
use crate::essay::Essay;
use crate::i18n::Said;
use crate::json::Json;
use crate::say;
use std::rc::Rc;

/// How many rows of the list are drawn with the first frame: more than a screen holds.
const FIRST_ROWS: usize = 20;

/// What the model asks of the browser's knowledge of letters.
#[derive(Clone, Copy)]
pub struct Letters {
    /// A text without what is of no account when looking for it: case and width.
    pub fold: fn(&str) -> String,
    /// Whether a name mixes scripts of which each has letters like the other's.
    pub mixes: fn(&str) -> bool,
}

impl Default for Letters {
    fn default() -> Self {
        Self { fold: str::to_ascii_lowercase, mixes: |_| false }
    }
}

impl PartialEq for Letters {
    fn eq(&self, _: &Self) -> bool {
        // There is one knowledge of letters in each program.
        true
    }
}

impl std::fmt::Debug for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letters")
    }
}

/// The discussion and what is being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    /// What is stored.
    pub discussion: Discussion,
    /// How many of the readers' comments are not deleted.
    pub written: usize,
    /// Where it is stored.
    pub storage: Storage,
    /// Whether the browser has not told for too long what is stored.
    pub silent: bool,
    /// What is shown of it, in chunks.
    pub list: Rc<Vec<Rc<Chunk>>>,
    /// How many rows of it are drawn so far.
    pub drawn: usize,
    /// How it is sorted and what of it is shown.
    pub shape: Shape,
    /// The ids of the entries that have come since the last visit.
    pub unread: Vec<String>,
    /// The entry to which the page's URL leads, while storage may still hold it.
    pub awaited: Option<String>,
    /// The entry that a link has led to.
    pub marked: Option<String>,
    /// Authors whose name looks like that of another: id and name.
    pub doubles: Rc<Vec<(String, String)>>,
    /// The comments on passages of the text.
    pub passages: Rc<Vec<Passage>>,
    /// What is written and not posted.
    pub drafts: Drafts,
    /// The place at an entry where something is being written: the entry's id, or `edit:` and its id.
    pub open: Option<String>,
    /// The place of the comment on something of the essay that is being written: its anchor as JSON.
    pub about: Option<String>,
    /// The words of the text that are selected: the block's id, and where they begin and end in it, in characters that are not
    /// blank.
    pub selected: Option<(String, usize, usize)>,
    /// The place whose draft is shown as it will look.
    pub previewed: Option<String>,
    /// Whether the reader wants to give another name.
    pub naming: bool,
    /// What is on its way to storage.
    pub sending: Vec<Sending>,
    /// The place whose words are to be posted as soon as that is possible, unless the reader changes them before.
    pub again: Option<String>,
    /// What became of the last act at a place.
    pub told: Option<Told>,
    /// What can be taken back.
    pub undo: Option<Undo>,
    /// An import that waits for the reader's word.
    pub arriving: Option<Import>,
    /// What would be in a file that the browser may not have saved.
    pub kept_file: Option<Rc<str>>,
    /// Whether everything of this reader's is about to be erased, if the reader says so once more.
    pub erasing: bool,
    /// Records that cannot be read, as they are stored.
    pub damaged: Rc<Vec<String>>,
    /// Whether the browser may erase what is stored.
    pub fleeting: bool,
    /// Who writes in this browser.
    pub me: Author,
}

/// What is written and not posted, by place: the entry that is answered, `edit:` and the entry that is changed, an anchor as
/// JSON, or empty for the essay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(Vec<(String, String)>);

impl Drafts {
    /// The places of comments on something of the essay that are begun.
    pub fn on_essay(&self) -> impl Iterator<Item = &str> {
        self.places().filter(|place| place.starts_with('{'))
    }

    /// The text at a place.
    pub fn get(&self, place: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == place).map(|(_, text)| text.as_str())
    }

    /// The places where something is written.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, text)| !text.is_empty()).map(|(place, _)| place.as_str())
    }

    pub(super) fn set(&mut self, place: &str, text: String) {
        self.take(place);
        self.0.push((place.to_owned(), text));
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
    Memory(Said),
    /// In the browser's database, which this page may read and not write. The sentence says why.
    ReadOnly(Said),
}

/// Events on their way to storage.
#[derive(Clone, Debug, PartialEq)]
pub struct Sending {
    /// Where they were written; none for what is not written in a field.
    pub place: Option<String>,
    /// What is being written, at least one.
    pub events: Vec<Event>,
    /// Whether somebody wrote them elsewhere.
    pub imported: bool,
    /// Whether nobody waits for it any more: storage was silent too long, or the page is another one by now.
    pub late: bool,
}

impl Sending {
    /// By what it is known: the id of the last event.
    pub fn id(&self) -> &str {
        self.events.last().map_or("", |event| &event.id)
    }

    /// Whether it is a start of this reader's, which is shown already.
    pub(super) fn is_start(&self) -> bool {
        !self.imported && self.events.iter().all(|event| event.kind == starting::KIND)
    }

    /// What outlives the page.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("place", self.place.as_ref().into()),
            ("events", self.events.iter().map(Event::to_json).collect()),
        ])
    }

    /// What outlived a page; none if there is no event in it.
    pub fn from_json(json: &Json) -> Option<Self> {
        let place = json.get("place").and_then(Json::as_str).map(str::to_owned);
        let Some(Json::List(events)) = json.get("events") else { return None };
        let events: Vec<Event> = events.iter().filter_map(|event| Event::from_json(event.clone()).ok()).collect();
        (!events.is_empty()).then_some(Self { place, events, imported: false, late: true })
    }
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it was done.
    pub place: String,
    /// A sentence.
    pub words: Said,
    /// Whether it did not succeed.
    pub failed: bool,
}

/// What can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// The entry with this id was deleted.
    Deleted(String),
    /// The events with these ids were imported.
    Imported(Vec<String>),
}

/// What storage holds for a discussion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// The events.
    pub events: Vec<Event>,
    /// The ids of those that came since the last visit.
    pub new: Vec<String>,
    /// The drafts, the newest last: place and text.
    pub drafts: Vec<(String, String)>,
    /// Who writes in this browser.
    pub me: Author,
    /// Records that cannot be read, as they are stored.
    pub damaged: Vec<String>,
    /// Why nothing can be written, if nothing can.
    pub read_only: Option<Said>,
}

impl Talk {
    /// The discussion before anything is known of storage.
    pub(super) fn new(essay: &Essay) -> Self {
        let mut talk = Self::default();
        talk.arrange(essay, Letters::default());
        talk.drawn = talk.rows();
        talk
    }

    /// How many rows the list has.
    fn rows(&self) -> usize {
        self.rows_of(self.list.len())
    }

    /// How many rows the first chunks have.
    fn rows_of(&self, chunks: usize) -> usize {
        self.list.iter().take(chunks).map(|chunk| chunk.rows.len()).sum()
    }

    /// Makes the list anew.
    pub(super) fn arrange(&mut self, essay: &Essay, letters: Letters) {
        let material = self.material(essay, &letters.fold);
        let list = list(&self.list, &material, &self.shape);
        self.written = self.discussion.entries().iter().filter(|entry| !entry.deleted).count();
        self.list = Rc::new(list);
    }

    /// Takes the newest entry into a list that is else as it should be.
    fn arrange_newest(&mut self, essay: &Essay, letters: Letters) {
        let material = self.material(essay, &letters.fold);
        match with_newest(&self.list, &material, &self.shape) {
            Some(list) => {
                self.list = Rc::new(list);
                self.written += 1;
            }
            None => self.arrange(essay, letters),
        }
    }

    fn material<'a>(&'a self, essay: &'a Essay, fold: &'a dyn Fn(&str) -> String) -> Material<'a> {
        let written = self.discussion.entries();
        Material { shipped: &essay.entries, written, me: &self.me.id, unread: &self.unread, fold }
    }

    /// The entry with this id, if it can be changed by whoever writes here.
    pub fn own(&self, id: &str) -> Option<&Rc<Entry>> {
        self.discussion.entry(id).filter(|entry| !entry.deleted && self.is_mine(&entry.author))
    }

    /// Whether what an author wrote is this reader's.
    pub(super) fn is_mine(&self, author: &Author) -> bool {
        !self.me.id.is_empty() && author.id == self.me.id
    }

    /// Whether events bring a name that is not known of its author.
    fn has_new_name(&self, events: &[Event]) -> bool {
        // One alone is what a reader posts. Looking for the names of many would take longer than comparing all names.
        !matches!(events, [event] if self.discussion.entries().iter().rev().any(|entry| entry.author == event.author))
    }

    /// The authors of all entries, each name of each once: id and name.
    fn authors<'a>(&'a self, essay: &'a Essay) -> Vec<(&'a str, &'a str)> {
        let shipped = essay.entries.iter().map(|entry| ("", entry.name.as_str()));
        let written = self.discussion.entries().iter().map(|entry| (&*entry.author.id, &*entry.author.name));
        let all: Vec<(&str, &str)> = shipped.chain(written).collect();
        // An id has no line break: `codec` refuses those that have.
        let keys: Vec<String> = all.iter().map(|(id, name)| format!("{id}\n{name}")).collect();
        let first = first_places(&mut keys.iter().map(String::as_str));
        let is_first = |(at, key): (usize, &String)| (first.get(key.as_str()) == Some(&at)).then_some(at);
        keys.iter().enumerate().filter_map(is_first).filter_map(|at| all.get(at).copied()).collect()
    }
}

impl Model {
    /// Follows a change of the discussion: the list, the marks in the text, the names that look alike.
    pub(super) fn rearranged(&mut self) -> Vec<Effect> {
        self.compare_names();
        self.forget_read();
        self.talk.arrange(&self.essay, self.letters);
        self.redrawn()
    }

    /// Takes events in that this page has stored.
    pub(super) fn take_in(&mut self, events: Vec<Event>) -> Vec<Effect> {
        let new_name = self.talk.has_new_name(&events);
        let posted = match &*events {
            [event] if event.kind == POST => event.id.clone(),
            _ => String::new(),
        };
        let on_words = events.iter().any(|event| event.anchor.get("quote").is_some());
        self.talk.discussion.add_all(events);
        if new_name {
            self.compare_names();
        }
        if self.talk.discussion.entries().last().is_some_and(|last| last.id == posted) {
            self.talk.arrange_newest(&self.essay, self.letters);
            if !on_words {
                return Vec::from_iter(self.draw_open());
            }
        } else {
            self.forget_read();
            self.talk.arrange(&self.essay, self.letters);
        }
        self.redrawn()
    }

    /// Entries of others are read; acts on them, and what this reader wrote, are not.
    fn forget_read(&mut self) {
        let Talk { discussion, unread, me, .. } = &mut self.talk;
        unread.retain(|id| discussion.entry(id).is_some_and(|entry| !entry.deleted && !entry.is_of(&me.id)));
    }

    /// What a list that has changed asks for.
    fn redrawn(&mut self) -> Vec<Effect> {
        let mut effects = self.find_passages();
        effects.extend(self.draw_open());
        effects
    }

    /// Sees to it that what has come to a list that is drawn is drawn, and the place where something is being written.
    fn draw_open(&mut self) -> Option<Effect> {
        // Where something is being written it stays in the page, whatever has come before it.
        let open = self.talk.open.as_deref().map(|place| place.strip_prefix(EDIT_PLACE).unwrap_or(place));
        let open = open.and_then(|id| self.place_of(id)).map_or(0, |at| self.talk.rows_of(at + 1));
        self.draw_to(open.max(self.talk.drawn + 1))
    }

    fn compare_names(&mut self) {
        let pairs = self.talk.authors(&self.essay);
        let marks = lookalikes::flag_lookalikes(&pairs, &self.letters.fold, &self.letters.mixes);
        let doubles = pairs.iter().zip(marks).filter(|(_, doubtful)| *doubtful);
        let doubles: Vec<_> = doubles.map(|((id, name), _)| ((*id).to_owned(), (*name).to_owned())).collect();
        if *self.talk.doubles != doubles {
            self.talk.doubles = Rc::new(doubles);
        }
    }

    /// Sees to it that so many rows are drawn, and the first ones, and orders the others.
    fn draw_to(&mut self, rows: usize) -> Option<Effect> {
        let all = self.talk.rows();
        self.talk.drawn = self.talk.drawn.max(rows).max(FIRST_ROWS).min(all.max(FIRST_ROWS));
        (self.talk.drawn < all).then_some(Effect::DrawMore)
    }

    /// Draws so many rows more.
    pub(super) fn draw_more(&mut self, rows: usize) -> Vec<Effect> {
        Vec::from_iter(self.draw_to(self.talk.drawn + rows))
    }

    /// Shows the discussion in another shape, from its beginning.
    pub(super) fn shaped(&mut self, shape: Shape) -> Vec<Effect> {
        self.talk.shape = shape;
        self.talk.drawn = 0;
        self.talk.arrange(&self.essay, self.letters);
        if self.talk.shape.filter != Filter::All || !self.talk.shape.search.is_empty() {
            let found = self.talk.rows();
            self.spoken = match found {
                0 => say!(self.words, NothingFits).to_owned(),
                _ => say!(self.words, EntriesFit, found),
            };
        }
        Vec::from_iter(self.draw_to(FIRST_ROWS))
    }

    pub(super) fn collapse(&mut self, id: String) -> Vec<Effect> {
        let collapsed = &mut self.talk.shape.collapsed;
        match collapsed.iter().position(|known| *known == id) {
            Some(at) => drop(collapsed.remove(at)),
            None => collapsed.push(id),
        }
        self.talk.arrange(&self.essay, self.letters);
        Vec::from_iter(self.draw_to(self.talk.drawn + FIRST_ROWS))
    }

    /// Leads to an entry, wherever it is: one that is folded away or does not fit what is looked for is shown again.
    pub(super) fn lead_to(&mut self, id: String) -> Vec<Effect> {
        let mut at = self.place_of(&id);
        if at.is_none() {
            let Shape { sort, .. } = self.talk.shape;
            self.talk.shape = Shape { sort, ..Shape::default() };
            self.talk.arrange(&self.essay, self.letters);
            at = self.place_of(&id);
        }
        let Some(at) = at else {
            self.talk.awaited = Some(id).filter(|_| self.talk.storage == Storage::Opening);
            return vec![];
        };
        let unread = self.talk.unread.len();
        self.talk.unread.retain(|unread| *unread != id);
        // One that was unread loses its mark; while the unread ones are listed, it stays in the list with it.
        if self.talk.unread.len() != unread && self.talk.shape.filter != Filter::Unread {
            self.talk.arrange(&self.essay, self.letters);
        }
        self.talk.marked = Some(id.clone());
        let mut effects = Vec::from_iter(self.draw_to(self.talk.rows_of(at + 1)));
        effects.push(Effect::Reveal(Target::Comment(id)));
        effects
    }

    /// The chunk in which an entry stands.
    fn place_of(&self, id: &str) -> Option<usize> {
        let shipped = &self.essay.entries;
        // From the end, where most of what is looked for stands: what has just been posted.
        self.talk.list.iter().rposition(|chunk| chunk.rows.iter().any(|row| row.id(shipped) == id))
    }

    pub(super) fn next_unread(&mut self) -> Vec<Effect> {
        let after = self.talk.marked.as_deref();
        match next_unread(&self.talk.list, &self.essay.entries, after) {
            Some(id) => self.lead_to(id),
            None => vec![],
        }
    }

    /// The row before an entry in the list, or behind it if it is the first.
    pub(super) fn neighbour(&self, id: &str) -> Option<String> {
        let rows: Vec<&str> =
            self.talk.list.iter().flat_map(|chunk| &chunk.rows).map(|row| row.id(&self.essay.entries)).collect();
        let at = rows.iter().position(|known| *known == id)?;
        rows.get(at.checked_sub(1).unwrap_or(1)).map(|id| (*id).to_owned())
    }
}
