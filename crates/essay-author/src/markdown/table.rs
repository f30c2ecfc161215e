//! Compiles tables.

use super::Reader;
use essay_core::essay::{Align, Table};
use pulldown_cmark::{Alignment, Event, Tag};

impl Reader<'_, '_, '_> {
    /// Reads a table up to its end, which is not consumed.
    pub(super) fn table(&mut self, alignments: &[Alignment]) -> Table {
        let side = |alignment: &Alignment| match alignment {
            Alignment::None => Align::Start,
            Alignment::Left => Align::Left,
            Alignment::Center => Align::Center,
            Alignment::Right => Align::Right,
        };
        let mut align: Vec<Align> = alignments.iter().map(side).collect();
        if align.iter().all(|align| *align == Align::Start) {
            align.clear();
        }
        let mut rows = vec![];
        while let Some((Event::Start(Tag::TableHead | Tag::TableRow), range)) = self.events.peek().cloned() {
            self.events.next();
            let (mut row, mut end) = (vec![], range.start);
            while let Some((_, cell)) = self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::TableCell)))
            {
                row.push(self.inlines());
                self.events.next();
                end = cell.end;
            }
            self.events.next();
            self.surplus(end, range.end);
            rows.push(row);
        }
        Table { align, rows }
    }

    /// Reports the cells beyond the columns of the head, which the parser drops.
    fn surplus(&mut self, from: usize, to: usize) {
        let rest = self.body.get(from..to).unwrap_or_default();
        if let Some(at) = rest.find(|c: char| c != '|' && !c.is_whitespace()) {
            let at = self.offset + from + at;
            let message = "This row has more cells than the table has columns; the rest is left out.";
            self.report.warning(at, message, "Add a column to the head, or write \\| for a bar that is meant as text.");
        }
    }
}
