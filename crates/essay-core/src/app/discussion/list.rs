//! The list of entries: sorting, filtering, and how much of it is rendered.

use super::State;
use crate::app::context::{Context, Unicode};
use crate::app::{self, PageEffect, Target};
use crate::discussion::list::{Filter, ListInput, ListQuery, list, next_unread, with_newest};
use crate::discussion::tree::first_positions;
use crate::discussion::{Entry, EntryId, Event, POST, lookalikes};
use crate::essay::Essay;
use crate::t;
use std::rc::Rc;

/// How many rows are rendered with the first frame: more than a screen holds.
const FIRST_ROWS: usize = 20;

/// A message about the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// There is time to render so many more rows.
    MoreRows(usize),
    /// The reader sorted, filtered or searched the list.
    QueryChanged(ListQuery),
    /// The reader collapsed the replies to an entry, or expanded them.
    CollapseToggled(EntryId),
    /// The reader asked for the next entry that has come since the last visit.
    NextUnreadPressed,
    /// The page's URL, or a link that the reader followed, leads to an entry.
    EntryLinkFollowed(EntryId),
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::MoreRows(rows) => Vec::from_iter(state.render_to(state.rendered_rows + rows)),
        Msg::QueryChanged(query) => state.set_query(query, cx),
        Msg::CollapseToggled(entry) => state.toggle_collapse(entry.into(), cx),
        Msg::NextUnreadPressed => state.next_unread(cx),
        Msg::EntryLinkFollowed(entry) => state.lead_to(entry, cx),
    }
}

impl State {
    /// How many rows the list has.
    pub(super) fn row_count(&self) -> usize {
        self.rows_of(self.list.len())
    }

    /// How many rows the first chunks have.
    fn rows_of(&self, chunks: usize) -> usize {
        self.list.iter().take(chunks).map(|chunk| chunk.rows.len()).sum()
    }

    /// Rebuilds the list.
    pub(super) fn relist(&mut self, essay: &Essay, unicode: Unicode) {
        let input = self.input(essay, &unicode.casefold);
        let list = list(&self.list, &input, &self.query);
        self.comment_count = self.log.entries().iter().filter(|entry| !entry.deleted).count();
        self.list = Rc::new(list);
    }

    /// Appends the newest entry to a list that is up to date otherwise.
    fn append_newest(&mut self, essay: &Essay, unicode: Unicode) {
        let input = self.input(essay, &unicode.casefold);
        match with_newest(&self.list, &input, &self.query) {
            Some(list) => {
                self.list = Rc::new(list);
                self.comment_count += 1;
            }
            None => self.relist(essay, unicode),
        }
    }

    fn input<'a>(&'a self, essay: &'a Essay, casefold: &'a dyn Fn(&str) -> String) -> ListInput<'a> {
        let written = self.log.entries();
        ListInput { shipped: &essay.entries, written, me: &self.me.id, unread: &self.unread, casefold }
    }

    /// The entry with this id, if this reader can change it.
    pub fn own_entry(&self, id: &EntryId) -> Option<&Rc<Entry>> {
        self.log.entry(id.as_str()).filter(|entry| !entry.deleted && self.is_mine(&entry.author))
    }

    /// True if events bring a name that is new for its author.
    fn has_new_name(&self, events: &[Event]) -> bool {
        // A reader posts a single event. For an import, comparing all names is faster than looking for each.
        !matches!(events, [event] if self.log.entries().iter().rev().any(|entry| entry.author == event.author))
    }

    /// The authors of all entries, each name of each once: id and name.
    fn authors<'a>(&'a self, essay: &'a Essay) -> Vec<(&'a str, &'a str)> {
        let shipped = essay.entries.iter().map(|entry| ("", entry.name.as_str()));
        let written = self.log.entries().iter().map(|entry| (&*entry.author.id, &*entry.author.name));
        let all: Vec<(&str, &str)> = shipped.chain(written).collect();
        // An id has no line break: `codec` refuses those that have.
        let keys: Vec<String> = all.iter().map(|(id, name)| format!("{id}\n{name}")).collect();
        let first = first_positions(&mut keys.iter().map(String::as_str));
        let is_first = |(at, key): (usize, &String)| (first.get(key.as_str()) == Some(&at)).then_some(at);
        keys.iter().enumerate().filter_map(is_first).filter_map(|at| all.get(at).copied()).collect()
    }

    /// Follows a change of the log: updates the list, the highlighted passages, and the names that look alike.
    pub(super) fn log_changed(&mut self, cx: &Context<'_>) -> Vec<app::Effect> {
        self.compare_names(cx);
        self.forget_read();
        self.relist(cx.essay, cx.unicode);
        self.list_changed(cx)
    }

    /// Adds events that this page has stored.
    pub(super) fn add_stored(&mut self, events: Vec<Event>, cx: &Context<'_>) -> Vec<app::Effect> {
        let new_name = self.has_new_name(&events);
        let posted = match &*events {
            [event] if event.kind == POST => event.id.clone(),
            _ => String::new(),
        };
        let on_passage = events.iter().any(|event| event.anchor.get("quote").is_some());
        self.log.add_all(events);
        if new_name {
            self.compare_names(cx);
        }
        if self.log.entries().last().is_some_and(|last| last.id == posted) {
            self.append_newest(cx.essay, cx.unicode);
            if !on_passage {
                return Vec::from_iter(self.render_open(cx));
            }
        } else {
            self.forget_read();
            self.relist(cx.essay, cx.unicode);
        }
        self.list_changed(cx)
    }

    /// Forgets what is not unread: entries of this reader, deleted entries, and events that are no entries.
    fn forget_read(&mut self) {
        let Self { log, unread, me, .. } = self;
        unread.retain(|id| log.entry(id).is_some_and(|entry| !entry.deleted && !entry.is_of(&me.id)));
    }

    /// The effects of a change of the list.
    fn list_changed(&mut self, cx: &Context<'_>) -> Vec<app::Effect> {
        let mut effects = self.find_passages(cx);
        effects.extend(self.render_open(cx));
        effects
    }

    /// Renders what has come to a list that is rendered, and the entry with the open composer.
    fn render_open(&mut self, cx: &Context<'_>) -> Option<app::Effect> {
        // The open composer stays in the page, whatever has come before it.
        let open = self.entry_composer.as_ref().and_then(|composer| self.chunk_of(composer.entry()?.as_str(), cx));
        let open = open.map_or(0, |at| self.rows_of(at + 1));
        self.render_to(open.max(self.rendered_rows + 1))
    }

    fn compare_names(&mut self, cx: &Context<'_>) {
        let pairs = self.authors(cx.essay);
        let marks = lookalikes::flag_lookalikes(&pairs, &cx.unicode.casefold, &cx.unicode.is_mixed_script);
        let lookalikes = pairs.iter().zip(marks).filter(|(_, doubtful)| *doubtful);
        let lookalikes: Vec<_> = lookalikes.map(|((id, name), _)| ((*id).to_owned(), (*name).to_owned())).collect();
        if *self.lookalikes != lookalikes {
            self.lookalikes = Rc::new(lookalikes);
        }
    }

    /// Renders at least so many rows, and orders the others.
    fn render_to(&mut self, rows: usize) -> Option<app::Effect> {
        let all = self.row_count();
        self.rendered_rows = self.rendered_rows.max(rows).max(FIRST_ROWS).min(all.max(FIRST_ROWS));
        (self.rendered_rows < all).then(|| super::Effect::ScheduleRows.into())
    }

    /// Lists the entries that fit another query, from the beginning.
    pub(super) fn set_query(&mut self, query: ListQuery, cx: &mut Context<'_>) -> Vec<app::Effect> {
        self.query = query;
        self.rendered_rows = 0;
        self.relist(cx.essay, cx.unicode);
        if self.query.filter != Filter::All || !self.query.search.is_empty() {
            let found = self.row_count();
            *cx.announcement = match found {
                0 => t!(cx.words, NothingFits).to_owned(),
                _ => t!(cx.words, EntriesFit, found),
            };
        }
        Vec::from_iter(self.render_to(FIRST_ROWS))
    }

    fn toggle_collapse(&mut self, id: String, cx: &Context<'_>) -> Vec<app::Effect> {
        let collapsed = &mut self.query.collapsed;
        match collapsed.iter().position(|known| *known == id) {
            Some(at) => drop(collapsed.remove(at)),
            None => collapsed.push(id),
        }
        self.relist(cx.essay, cx.unicode);
        Vec::from_iter(self.render_to(self.rendered_rows + FIRST_ROWS))
    }

    /// Leads to an entry, wherever it is. The query is reset if the entry is collapsed or does not fit.
    pub(super) fn lead_to(&mut self, id: EntryId, cx: &Context<'_>) -> Vec<app::Effect> {
        let mut at = self.chunk_of(id.as_str(), cx);
        if at.is_none() {
            let ListQuery { sort, .. } = self.query;
            self.query = ListQuery { sort, ..ListQuery::default() };
            self.relist(cx.essay, cx.unicode);
            at = self.chunk_of(id.as_str(), cx);
        }
        let Some(at) = at else {
            self.pending_target = Some(id).filter(|_| self.storage == super::Storage::Opening);
            return vec![];
        };
        let unread = self.unread.len();
        self.unread.retain(|unread| id != **unread);
        // An unread entry loses its mark. In a list of the unread entries, it stays with its mark.
        if self.unread.len() != unread && self.query.filter != Filter::Unread {
            self.relist(cx.essay, cx.unicode);
        }
        self.highlighted = Some(id.clone());
        let mut effects = Vec::from_iter(self.render_to(self.rows_of(at + 1)));
        effects.push(PageEffect::Reveal(Target::Entry(id)).into());
        effects
    }

    /// Sees to it that an entry is listed and rendered.
    pub(super) fn show(&mut self, id: &EntryId, cx: &Context<'_>) -> Vec<app::Effect> {
        let highlighted = self.highlighted.take();
        let mut effects = self.lead_to(id.clone(), cx);
        // The entry gets the focus, and needs no second scrolling.
        effects.retain(|effect| !matches!(effect, app::Effect::Page(PageEffect::Reveal(_))));
        self.highlighted = highlighted;
        effects
    }

    /// The chunk that holds an entry.
    fn chunk_of(&self, id: &str, cx: &Context<'_>) -> Option<usize> {
        let shipped = &cx.essay.entries;
        // An entry that has just been posted stands at the end, so the search begins there.
        self.list.iter().rposition(|chunk| chunk.rows.iter().any(|row| row.id(shipped) == id))
    }

    fn next_unread(&mut self, cx: &Context<'_>) -> Vec<app::Effect> {
        let after = self.highlighted.as_ref().map(EntryId::as_str);
        match next_unread(&self.list, &cx.essay.entries, after) {
            Some(id) => self.lead_to(id.into(), cx),
            None => vec![],
        }
    }

    /// The entry before another in the list, or behind it if that is the first.
    pub(super) fn neighbour(&self, id: &EntryId, cx: &Context<'_>) -> Option<EntryId> {
        let rows: Vec<&str> = self.ids(cx).collect();
        let at = rows.iter().position(|known| id == *known)?;
        rows.get(at.checked_sub(1).unwrap_or(1)).map(|id| (*id).into())
    }

    /// The ids of the listed entries.
    pub(super) fn ids<'a>(&'a self, cx: &'a Context<'_>) -> impl Iterator<Item = &'a str> {
        self.list.iter().flat_map(|chunk| &chunk.rows).map(|row| row.id(&cx.essay.entries))
    }
}

#[cfg(test)]
mod tests;
