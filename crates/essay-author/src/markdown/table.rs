//! Tables.

use super::Reader;
use essay_core::essay::Inline;
use pulldown_cmark::{Event, Tag};

impl Reader<'_, '_, '_> {
    /// The rows of a table, its head first, up to its end, which is not consumed.
    pub(super) fn table(&mut self) -> Vec<Vec<Vec<Inline>>> {
        let mut rows = vec![];
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    self.events.next();
                    let mut row = vec![];
                    while self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::TableCell))).is_some() {
                        row.push(self.inlines());
                        self.events.next();
                    }
                    self.events.next();
                    rows.push(row);
                }
                _ => break,
            }
        }
        rows
    }
}
