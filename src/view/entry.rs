//! The entries of the discussion, in chunks that are compared together.

use super::composer::composer_form;
use super::markup::{Hole, list, markup};
use super::prose::Text;
use super::{Shared, TimeFormat, anchor_in_words, press};
use essay_core::app::discussion::{anchored_comments, composer, list as list_part, posting};
use essay_core::app::{Composer, ComposerId, Msg};
use essay_core::discussion::anchor::Anchor;
use essay_core::discussion::list::{Chunk, DEEPEST_INDENT, Row, Source};
use essay_core::discussion::{Entry, EntryId, markup};
use essay_core::essay::Essay;
use essay_core::i18n::{LocalizedMessage, Translations, direction};
use essay_core::{t, t_split};
use std::rc::Rc;
use yew::prelude::*;

/// So many rows are of one size, for the room that a chunk is given before it is drawn.
const ROWS_OF_A_SIZE: usize = 25;

/// What is going on at one entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Aside {
    /// The entry's id.
    pub(super) id: EntryId,
    /// The reply or the change that is being written.
    pub(super) composer: Option<Composer>,
    /// Whether a reply or a change was begun and put away.
    pub(super) draft_kept: bool,
    /// What did not succeed here.
    pub(super) told: LocalizedMessage,
    /// Whether a link has led here.
    pub(super) marked: bool,
}

/// Properties of [`ChunkView`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChunkProps {
    pub(super) essay: Shared<Essay>,
    pub(super) part: Part,
    /// What is going on at entries of this part.
    pub(super) asides: Vec<Aside>,
    /// Whether readers may write.
    pub(super) open: bool,
    /// Authors whose name looks like that of another.
    pub(super) doubles: Shared<Vec<(String, String)>>,
    pub(super) time_format: TimeFormat,
    pub(super) words: Translations,
    pub(super) on: Callback<Msg>,
}

/// What is drawn.
#[derive(Clone, PartialEq)]
pub(super) enum Part {
    /// So many rows of these chunks. They are one component, since otherwise every key that is pressed anywhere would compare each.
    List(Shared<Vec<Rc<Chunk>>>, usize),
    /// So many rows of a chunk.
    Chunk(Shared<Chunk>, usize),
    /// The rows of a chunk from one place to another. Those before need not be compared when there are more.
    Rows(Shared<Chunk>, usize, usize),
}

/// A part of the list; it is rendered again only when its properties change.
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
                markup!(
                    "<div role='presentation'>{}</div>",
                    rows.iter().map(|row| props.entry(row)).collect::<Vec<_>>()
                )
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
        markup!("<div class='entries' role='list' data-many={}>{}</div>", list.len() > 2, chunks.collect::<Vec<_>>())
    }

    fn chunk(&self, chunk: &Shared<Chunk>, drawn: usize) -> Html {
        let pieces = chunk.pieces(&self.essay.entries).into_iter().map_while(|piece| {
            let to = piece.end.min(drawn);
            let rows = chunk.rows.get(piece.start..to).filter(|rows| !rows.is_empty())?;
            Some(self.part(Part::Rows(chunk.clone(), piece.start, to), rows))
        });
        markup!(
            "<div role='presentation' class='chunk' data-size={}>{}</div>",
            chunk.rows.len().div_ceil(ROWS_OF_A_SIZE),
            pieces.collect::<Vec<_>>()
        )
    }

    /// Some rows as a component of their own, known by the first of them.
    fn part(&self, part: Part, rows: &[Row]) -> Html {
        let shipped = &self.essay.entries;
        let here = |aside: &&Aside| rows.iter().any(|row| aside.id == *row.id(shipped));
        let props = Self { part, asides: self.asides.iter().filter(here).cloned().collect(), ..self.clone() };
        let key = rows.first().map_or("", |row| row.id(shipped)).to_owned();
        html! { <ChunkView {key} ..props /> }
    }

    fn entry(&self, row: &Row) -> Html {
        let Self { essay, on, open, words, .. } = self;
        let words = *words;
        let id = row.id(&essay.entries);
        let aside = self.asides.iter().find(|aside| aside.id == *id);
        // Words that have changed are other words: whatever a translator has made of those before goes with them.
        let version = match &row.source {
            Source::Shipped(_) => String::new(),
            Source::Written(entry) => format!("{} {}", entry.earlier.len(), entry.deleted),
        };
        let (name, author, head, body) = match &row.source {
            Source::Shipped(index) => {
                let Some(entry) = essay.entries.get(*index) else { return markup!("<div/>") };
                let mark = if entry.pingback { t!(words, LinkFromElsewhere) } else { t!(words, PartOfEssay) };
                let mark = markup!("<span class='entry-mark'>{}</span>", mark);
                (entry.name.as_str(), "", mark, Text::of(essay, words).blocks(&entry.blocks))
            }
            Source::Written(entry) => {
                let name =
                    if entry.author.name.is_empty() { t!(words, SomeReader) } else { entry.author.name.as_str() };
                (name, entry.author.id.as_str(), self.head(entry), self.words(entry))
            }
        };
        let deleted = matches!(&row.source, Source::Written(entry) if entry.deleted);
        let anchor = format!("comment-{id}");
        let composer = aside.and_then(|aside| aside.composer.as_ref());
        let answers = (row.replies > 0).then(|| self.fold(row, id));
        let doubtful = self.doubles.iter().any(|(known, double)| known == author && double == name);
        let to = row.to.as_ref().map(|to| {
            let (before, behind) = t_split!(words, InReplyTo);
            markup!("<span class='entry-mark'><span>{}</span><bdi>{}</bdi><span>{}</span></span>", before, to, behind)
        });
        // What ships with the essay is in the essay's language.
        let shipped = matches!(&row.source, Source::Shipped(_));
        markup!(
            "<div role='listitem' key={} class='entry' data-level={} aria-level={} data-marked={}>\
               {}<article id={} class='entry-body' tabindex='-1' aria-label={} part='comment'>\
                 <div class='entry-head'>{}<bdi class='entry-name'>{}</bdi>{}{}{}{}</div>\
                 <div key={} class='entry-words' lang={} dir={}>{}</div>\
                 <p class='entry-actions script-only'>{}{}{}{}</p>\
               </article>{}\
             </div>",
            id.to_owned(),
            row.level.min(DEEPEST_INDENT),
            row.level,
            aside.is_some_and(|aside| aside.marked),
            // What leads here without script; a browser looks through all slots when one comes, so there are none without need.
            matches!(row.source, Source::Shipped(_)).then(|| markup!("<slot name={}/>", &anchor)),
            &anchor,
            t!(words, CommentBy, name),
            drawing(if author.is_empty() { name } else { author }),
            name.to_owned(),
            doubtful.then(|| markup!("<span class='doubtful'>{}</span>", t!(words, LooksLikeAnother))),
            head,
            to,
            row.unread.then(|| markup!("<strong class='new'>{}</strong>", t!(words, New))),
            version,
            shipped.then(|| super::language(&essay.lang)).flatten(),
            shipped.then(|| direction(&essay.lang)),
            body,
            (*open && !deleted && composer.is_none()).then(|| self.actions(row, id)),
            answers,
            aside
                .filter(|aside| aside.draft_kept && composer.is_none())
                .map(|_| markup!("<span class='draft-kept'>{}</span>", t!(words, UnfinishedKept))),
            aside
                .filter(|aside| !aside.told.is_empty() && composer.is_none())
                .map(|aside| markup!("<span class='draft-kept'>{}</span>", words.format(&aside.told))),
            composer.map(|composer| composer_form(composer, Some(name), essay, words, on)),
        )
    }

    fn actions(&self, row: &Row, id: &str) -> Html {
        let button = |name: &'static str, id: String, msg: Msg| {
            markup!("<button type='button' class='quiet' id={} onclick={}>{}</button>", id, press(&self.on, msg), name)
        };
        let opener =
            |name: &'static str, id: ComposerId| button(name, format!("open-{id}"), composer::Msg::Opened(id).into());
        let change = row.own.then(|| opener(t!(self.words, Edit), ComposerId::Edit(id.into())));
        let delete = row.own.then(|| {
            button(t!(self.words, Delete), format!("delete-{id}"), posting::Msg::DeletePressed(id.into()).into())
        });
        list(vec![
            opener(t!(self.words, Reply), ComposerId::Reply(id.into())),
            change.unwrap_or_default(),
            delete.unwrap_or_default(),
        ])
    }

    /// What folds the answers to an entry away, and shows them again.
    fn fold(&self, row: &Row, id: &str) -> Html {
        let folded = row.folded > 0;
        let name = match folded {
            true => t!(self.words, ShowReplies, row.replies),
            false => t!(self.words, HideReplies, row.replies),
        };
        markup!(
            "<button type='button' class='quiet' aria-expanded={} onclick={}>{}</button>",
            (!folded).to_string(),
            press(&self.on, list_part::Msg::CollapseToggled(id.into())),
            name
        )
    }

    /// When it was written, and what it was before.
    fn head(&self, entry: &Entry) -> Html {
        let (iso, ago, exact) = (self.time_format.0)(self.words.language(), entry.time);
        let earlier = entry.earlier.iter().map(|version| {
            let (iso, ago, exact) = (self.time_format.0)(self.words.language(), version.time);
            markup!(
                "<div key={}><p><time datetime={} title={}>{}</time></p>{}</div>",
                version.time.to_string(),
                iso,
                exact,
                ago,
                self.text().blocks(&markup::parse(&version.text))
            )
        });
        let versions = (!entry.earlier.is_empty() && !entry.deleted).then(|| {
            markup!(
                "<details class='versions'><summary>{}</summary>{}</details>",
                t!(self.words, Edited),
                earlier.collect::<Vec<_>>()
            )
        });
        markup!(
            "<a class='entry-mark' href={}><time datetime={} title={}>{}</time></a>{}",
            format!("#comment-{}", entry.id),
            iso,
            exact,
            ago,
            versions
        )
    }

    fn text(&self) -> Text<'_> {
        Text { readers: true, ..Text::of(&self.essay, self.words) }
    }

    /// What it is about, and what it says.
    fn words(&self, entry: &Rc<Entry>) -> Html {
        if entry.deleted {
            return markup!("<p class='gone'>{}</p>", t!(self.words, CommentGone));
        }
        let about = Anchor::from_json(&entry.anchor).map(|anchor| {
            let (before, behind) = t_split!(self.words, OnAbout);
            markup!(
                "<p class='about'><span>{}</span><button type='button' class='about-words' onclick={}>{}</button><span>{}</span></p>",
                before,
                press(&self.on, anchored_comments::Msg::AnchorPressed(entry.id.as_str().into())),
                anchor_in_words(&anchor, &self.essay, self.words),
                behind
            )
        });
        markup!("{}{}", about, self.text().blocks(&markup::parse(&entry.text)))
    }
}

/// A small drawing of whoever writes: five by five squares, alike at both sides, made from the author's id and nothing else.
fn drawing(author: &str) -> Hole {
    let hash = author.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // Authors' ids may differ in their last letter only, which so far has changed a few bits.
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    let hash = hash ^ (hash >> 12);
    let mut path = String::new();
    for index in (0..15).filter(|index| hash >> index & 1 == 1) {
        let (column, row) = (index / 5, index % 5);
        path.push_str(&format!("M{column} {row}h1v1h-1z"));
        if column < 2 {
            path.push_str(&format!("M{} {row}h1v1h-1z", 4 - column));
        }
    }
    markup!("<svg viewBox='0 0 5 5' class='author' aria-hidden='true' focusable='false'><path d={}/></svg>", path)
        .into()
}
