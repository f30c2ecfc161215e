//! An entry of the discussion.

use super::anchor_label::{anchor_button, anchor_label};
use super::blocks::BlockRenderer;
use super::composer::ComposerForm;
use super::controls::{disclosure_button, on_click, quiet_button_with_id};
use super::elements::{between, flag, language, number, when};
use super::{Shared, TimeFormat};
use essay_core::app::discussion::{anchored_comments, composer, list, posting};
use essay_core::app::{Composer, ComposerId, Msg};
use essay_core::discussion::anchor::Anchor;
use essay_core::discussion::list::{DEEPEST_INDENT, Row, Source};
use essay_core::discussion::{Entry, EntryId, markup};
use essay_core::essay::Essay;
use essay_core::i18n::{LocalizedMessage, Translations, direction};
use essay_core::{t, t_split};
use yew::prelude::*;

/// The state of one entry in the interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct EntryState {
    /// The entry's id.
    pub(super) id: EntryId,
    /// The composer of a reply or an edit that is open here.
    pub(super) composer: Option<Composer>,
    /// True if a reply or an edit was begun and closed.
    pub(super) draft_kept: bool,
    /// The sentence about an action that failed here.
    pub(super) failure: LocalizedMessage,
    /// True if a link has led here.
    pub(super) highlighted: bool,
}

/// Renders entries.
#[derive(Clone, PartialEq)]
pub(super) struct EntryRenderer {
    pub(super) essay: Shared<Essay>,
    /// True if readers may write.
    pub(super) open: bool,
    /// The authors whose name looks like that of another.
    pub(super) lookalikes: Shared<Vec<(String, String)>>,
    pub(super) time_format: TimeFormat,
    pub(super) words: Translations,
    pub(super) on: Callback<Msg>,
}

impl EntryRenderer {
    /// Renders a row, with the composer that is open at it.
    pub(super) fn entry(&self, row: &Row, state: Option<&EntryState>) -> Html {
        let Self { essay, on, words, .. } = self;
        let id = row.id(&essay.entries);
        let Some(name) = self.name(row) else { return html! { <div key={id} /> } };
        let composer = state.and_then(|state| state.composer.as_ref());
        let composer = composer.map(|composer| ComposerForm { composer, to: Some(name), essay, words: *words, on });
        html! {
            <div role="listitem" key={id} class="entry" data-level={number(row.level.min(DEEPEST_INDENT))}
                aria-level={number(row.level)} data-marked={flag(state.is_some_and(|state| state.highlighted))}>
                // A link without script leads to the slot. A browser looks through all slots when one comes, so only those entries have one
                // that are on the still page.
                {when(matches!(row.source, Source::Shipped(_)), || html! { <slot name={format!("comment-{id}")} /> })}
                {self.article(row, id, name, state)}
                {composer.map(ComposerForm::view).unwrap_or_default()}
            </div>
        }
    }

    /// Returns the author's name; none for an entry that is not there.
    fn name<'a>(&'a self, row: &'a Row) -> Option<&'a str> {
        match &row.source {
            Source::Shipped(index) => Some(&self.essay.entries.get(*index)?.name),
            Source::Written(entry) if entry.author.name.is_empty() => Some(t!(self.words, SomeReader)),
            Source::Written(entry) => Some(&entry.author.name),
        }
    }

    fn article(&self, row: &Row, id: &str, name: &str, state: Option<&EntryState>) -> Html {
        // An edited text is another text: it goes with what a translator has made of it.
        let (version, lang, dir, text) = match &row.source {
            // An entry that comes with the essay is in the essay's language.
            Source::Shipped(index) => {
                let lang = &self.essay.lang;
                (String::new(), language(lang), Some(direction(lang)), self.shipped_text(*index))
            }
            Source::Written(entry) => {
                (format!("{} {}", entry.earlier.len(), entry.deleted), None, None, self.written_text(entry))
            }
        };
        html! {
            <article id={format!("comment-{id}")} class="entry-body" tabindex="-1"
                aria-label={t!(self.words, CommentBy, name)} part="comment">
                <div class="entry-head">{self.head(row, name)}</div>
                <div key={version} class="entry-words" {lang} {dir}>{text}</div>
                <p class="entry-actions script-only">{self.actions(row, id, state)}</p>
            </article>
        }
    }

    fn shipped_text(&self, index: usize) -> Html {
        let blocks = self.essay.entries.get(index).map(|entry| entry.blocks.as_slice());
        BlockRenderer::of(&self.essay, self.words).blocks(blocks.unwrap_or_default())
    }

    /// Renders what a comment is about, and what it says.
    fn written_text(&self, entry: &Entry) -> Html {
        if entry.deleted {
            return html! { <p class="gone">{t!(self.words, CommentGone)}</p> };
        }
        html! {
            <>
                {self.about(entry)}
                {self.text(&entry.text)}
            </>
        }
    }

    fn text(&self, text: &str) -> Html {
        BlockRenderer::of_reader(&self.essay, self.words).blocks(&markup::parse(text))
    }

    fn about(&self, entry: &Entry) -> Html {
        let Some(anchor) = Anchor::from_json(&entry.anchor) else { return Html::default() };
        let onclick = on_click(&self.on, anchored_comments::Msg::AnchorPressed(entry.id.as_str().into()));
        let label = anchor_label(&anchor, &self.essay, self.words);
        html! { <p class="about">{between(t_split!(self.words, OnAbout), anchor_button(label, onclick))}</p> }
    }

    /// Renders who wrote it, when, and whom it answers.
    fn head(&self, row: &Row, name: &str) -> Html {
        let words = self.words;
        let (author, origin) = match &row.source {
            Source::Shipped(index) => ("", self.shipped_mark(*index)),
            Source::Written(entry) => (entry.author.id.as_str(), self.time_and_versions(entry)),
        };
        let lookalike = self.lookalikes.iter().any(|(known, lookalike)| known == author && lookalike == name);
        html! {
            <>
                {picture(if author.is_empty() { name } else { author })}
                <bdi class="entry-name">{name}</bdi>
                {when(lookalike, || html! { <span class="doubtful">{t!(words, LooksLikeAnother)}</span> })}
                {origin}
                {row.to.as_ref().map(|to| in_reply_to(to, words)).unwrap_or_default()}
                {when(row.unread, || html! { <strong class="new">{t!(words, New)}</strong> })}
            </>
        }
    }

    fn shipped_mark(&self, index: usize) -> Html {
        let pingback = self.essay.entries.get(index).is_some_and(|entry| entry.pingback);
        let mark = if pingback { t!(self.words, LinkFromElsewhere) } else { t!(self.words, PartOfEssay) };
        html! { <span class="entry-mark">{mark}</span> }
    }

    /// Renders when a comment was written, and its earlier texts.
    fn time_and_versions(&self, entry: &Entry) -> Html {
        let earlier = entry.earlier.iter().map(|version| {
            html! {
                <div key={version.time.to_string()}>
                    <p>{self.time(version.time)}</p>
                    {self.text(&version.text)}
                </div>
            }
        });
        html! {
            <>
                <a class="entry-mark" href={format!("#comment-{}", entry.id)}>{self.time(entry.time)}</a>
                {when(!entry.earlier.is_empty() && !entry.deleted, || html! {
                    <details class="versions">
                        <summary>{t!(self.words, Edited)}</summary>
                        {earlier.collect::<Html>()}
                    </details>
                })}
            </>
        }
    }

    fn time(&self, time: i64) -> Html {
        let (datetime, ago, title) = (self.time_format.0)(self.words.language(), time);
        html! { <time {datetime} {title}>{ago}</time> }
    }

    /// Renders the buttons of an entry, and what is going on at it.
    fn actions(&self, row: &Row, id: &str, state: Option<&EntryState>) -> Html {
        let words = self.words;
        let deleted = matches!(&row.source, Source::Written(entry) if entry.deleted);
        let composing = state.is_some_and(|state| state.composer.is_some());
        let state = state.filter(|_| !composing);
        let draft = state.filter(|state| state.draft_kept).map(|_| t!(words, UnfinishedKept).into());
        let failure = state.filter(|state| !state.failure.is_empty()).map(|state| words.format(&state.failure).into());
        let remark = |remark: AttrValue| html! { <span class="draft-kept">{remark}</span> };
        html! {
            <>
                {when(self.open && !deleted && !composing, || self.buttons(row, id))}
                {when(row.replies > 0, || self.collapse_button(row, id))}
                {draft.map(remark).unwrap_or_default()}
                {failure.map(remark).unwrap_or_default()}
            </>
        }
    }

    fn buttons(&self, row: &Row, id: &str) -> Html {
        let words = self.words;
        html! {
            <>
                {self.open_button(t!(words, Reply), ComposerId::Reply(id.into()))}
                {when(row.own, || html! {
                    <>
                        {self.open_button(t!(words, Edit), ComposerId::Edit(id.into()))}
                        {self.button(format!("delete-{id}"), t!(words, Delete), posting::Msg::DeletePressed(id.into()).into())}
                    </>
                })}
            </>
        }
    }

    /// Renders a button that opens a composer.
    fn open_button(&self, name: &'static str, id: ComposerId) -> Html {
        self.button(format!("open-{id}"), name, composer::Msg::Opened(id).into())
    }

    fn button(&self, id: String, name: &'static str, msg: Msg) -> Html {
        quiet_button_with_id(id, name, on_click(&self.on, msg))
    }

    /// Renders the button that collapses the replies to an entry, and shows them again.
    fn collapse_button(&self, row: &Row, id: &str) -> Html {
        let expanded = row.folded == 0;
        let name = match expanded {
            true => t!(self.words, HideReplies, row.replies),
            false => t!(self.words, ShowReplies, row.replies),
        };
        disclosure_button(expanded, name, on_click(&self.on, list::Msg::CollapseToggled(id.into())))
    }
}

fn in_reply_to(to: &str, words: Translations) -> Html {
    html! { <span class="entry-mark">{between(t_split!(words, InReplyTo), html! { <bdi>{to}</bdi> })}</span> }
}

/// Renders a small picture for an author: five by five squares, alike at both sides, made from the author's id and nothing else.
fn picture(author: &str) -> Html {
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
    html! { <svg viewBox="0 0 5 5" class="author" aria-hidden="true" focusable="false"><path d={path} /></svg> }
}
