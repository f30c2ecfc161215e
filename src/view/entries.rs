//! The list of entries, in chunks that are compared together.

use super::Shared;
use super::elements::{flag, number};
use super::entry::{EntryRenderer, EntryState};
use essay_core::discussion::list::{Chunk, Row};
use std::rc::Rc;
use yew::prelude::*;

/// The number of rows by which the room is measured that a chunk is given before it is drawn.
const ROWS_OF_A_SIZE: usize = 25;

/// Properties of [`ChunkView`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChunkProps {
    pub(super) part: Part,
    /// The states of the entries of this part that have one.
    pub(super) states: Vec<EntryState>,
    pub(super) renderer: EntryRenderer,
}

/// The part of the list that is drawn.
#[derive(Clone, PartialEq)]
pub(super) enum Part {
    /// So many rows of these chunks. They are one component, since otherwise every key that is pressed anywhere would compare each.
    List(Shared<Vec<Rc<Chunk>>>, usize),
    /// So many rows of a chunk.
    Chunk(Shared<Chunk>, usize),
    /// The rows of a chunk from one place to another. Those before need not be compared when there are more.
    Rows(Shared<Chunk>, usize, usize),
}

/// A part of the list. It is rendered again only when its properties change.
pub(super) struct ChunkView;

impl Component for ChunkView {
    type Message = ();
    type Properties = ChunkProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        match &props.part {
            Part::List(chunks, drawn) => props.list(chunks, *drawn),
            Part::Chunk(chunk, drawn) => props.chunk(chunk, *drawn),
            Part::Rows(chunk, from, to) => {
                let rows = chunk.rows.get(*from..*to).unwrap_or_default();
                html! { <div role="presentation">{rows.iter().map(|row| props.entry(row)).collect::<Html>()}</div> }
            }
        }
    }
}

impl ChunkProps {
    fn list(&self, list: &[Rc<Chunk>], drawn: usize) -> Html {
        let mut left = drawn;
        let chunks = list.iter().map_while(|chunk| {
            let drawn = left.min(chunk.rows.len());
            left -= drawn;
            (drawn > 0).then(|| self.part(Part::Chunk(Shared(Rc::clone(chunk)), drawn), &chunk.rows))
        });
        html! { <div class="entries" role="list" data-many={flag(list.len() > 2)}>{chunks.collect::<Html>()}</div> }
    }

    fn chunk(&self, chunk: &Shared<Chunk>, drawn: usize) -> Html {
        let pieces = chunk.pieces(&self.renderer.essay.entries).into_iter().map_while(|piece| {
            let to = piece.end.min(drawn);
            let rows = chunk.rows.get(piece.start..to).filter(|rows| !rows.is_empty())?;
            Some(self.part(Part::Rows(chunk.clone(), piece.start, to), rows))
        });
        let size = chunk.rows.len().div_ceil(ROWS_OF_A_SIZE);
        html! { <div role="presentation" class="chunk" data-size={number(size)}>{pieces.collect::<Html>()}</div> }
    }

    /// Renders some rows as a component of their own, known by the first of them.
    fn part(&self, part: Part, rows: &[Row]) -> Html {
        let shipped = &self.renderer.essay.entries;
        let here = |state: &&EntryState| rows.iter().any(|row| state.id == *row.id(shipped));
        let props = Self { part, states: self.states.iter().filter(here).cloned().collect(), ..self.clone() };
        let key = rows.first().map_or("", |row| row.id(shipped)).to_owned();
        html! { <ChunkView {key} ..props /> }
    }

    fn entry(&self, row: &Row) -> Html {
        let id = row.id(&self.renderer.essay.entries);
        self.renderer.entry(row, self.states.iter().find(|state| state.id == *id))
    }
}
