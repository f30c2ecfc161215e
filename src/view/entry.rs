//! One entry of the discussion.

use super::composer::{ComposerProps, composer_form};
use super::markup::{list, markup};
use super::{Shared, press, prose};
use essay_core::app::{Composer, Msg};
use essay_core::discussion::Entry;
use essay_core::essay::Essay;
use std::rc::Rc;
use yew::prelude::*;

/// Levels deeper than this are indented no further.
const DEEPEST_INDENT: usize = 4;

/// Where an entry's words come from.
#[derive(Clone, PartialEq)]
pub(super) enum Words {
    /// They ship with the essay.
    Shipped { essay: Shared<Essay>, index: usize },
    /// A reader wrote them in this browser; the time is told to machines and to people.
    Written { entry: Rc<Entry>, iso: String, time: String },
}

/// Properties of [`EntryView`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct EntryProps {
    pub(super) id: String,
    pub(super) words: Words,
    pub(super) level: usize,
    /// Whether readers may answer.
    pub(super) open: bool,
    /// The composer of the reply that is being written.
    pub(super) composer: Option<Composer>,
    /// Whether a reply was begun and put away.
    pub(super) draft_kept: bool,
    pub(super) on: Callback<Msg>,
}

/// One entry; it is rendered again only when its properties change.
pub(super) struct EntryView;

impl Component for EntryView {
    type Message = ();
    type Properties = EntryProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let EntryProps { id, words, level, open, composer, draft_kept, on } = ctx.props();
        let (name, mark, body) = match words {
            Words::Shipped { essay, index } => {
                let Some(entry) = essay.entries.get(*index) else { return markup!("<li/>") };
                let mark =
                    if entry.pingback { "link from elsewhere · part of the essay" } else { "part of the essay" };
                (
                    entry.name.clone(),
                    markup!("<span class='entry-mark'>{}</span>", mark),
                    prose::blocks(essay, &entry.blocks, 0),
                )
            }
            Words::Written { entry, iso, time } => {
                let name = if entry.author.name.is_empty() { "a reader" } else { entry.author.name.as_str() };
                let time = markup!("<time class='entry-mark' datetime={}>{}</time>", iso, time);
                (name.to_owned(), time, plain(&entry.text))
            }
        };
        let anchor = format!("comment-{id}");
        let reply = press(on, Msg::ReplyPressed(id.clone()));
        let actions = (*open && composer.is_none()).then(|| {
            markup!(
                "<p class='entry-actions script-only'>\
                   <button type='button' class='quiet' id={} onclick={}>Reply</button>{}\
                 </p>",
                format!("reply-{id}"),
                reply,
                draft_kept.then(|| markup!("<span class='draft-kept'>Your unfinished reply is kept.</span>")),
            )
        });
        let composer = composer.as_ref().map(|composer| {
            composer_form(&ComposerProps { composer: composer.clone(), to: Some(name.clone()), on: on.clone() })
        });
        markup!(
            "<li class='entry' data-level={} aria-level={}>\
               <slot name={}/>\
               <article id={} class='entry-body' tabindex='-1' aria-label={} part='comment'>\
                 <p class='entry-head'><bdi class='entry-name'>{}</bdi> {}</p>\
                 <div class='entry-words'>{}</div>{}\
               </article>{}\
             </li>",
            (*level).min(DEEPEST_INDENT),
            *level,
            &anchor,
            &anchor,
            format!("Comment by {name}"),
            &name,
            mark,
            body,
            actions,
            composer,
        )
    }
}

/// Typed text: a blank line parts paragraphs, a line break is one.
fn plain(text: &str) -> Html {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs.map(|paragraph| {
        let lines = paragraph.lines().enumerate();
        let lines = lines.map(|(index, line)| markup!("{}{}", (index > 0).then(|| markup!("<br/>")), line.to_owned()));
        markup!("<p class='paragraph' dir='auto'>{}</p>", lines.collect::<Vec<_>>())
    });
    list(paragraphs.collect())
}
