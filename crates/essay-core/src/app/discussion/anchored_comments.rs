//! Comments on a passage of the text, a stage or a note.

use super::passage::{Passage, Selection};
use super::{ComposerId, Notice, State};
use crate::app::context::Context;
use crate::app::{self, PageEffect, Target};
use crate::config::DiscussionMode;
use crate::discussion::EntryId;
use crate::discussion::anchor::search::{PassageMatch, Search};
use crate::discussion::anchor::{self, Anchor};
use crate::discussion::list::{Filter, ListQuery};
use crate::msg;
use std::rc::Rc;

/// A message about comments on a passage, a stage or a note.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The reader selected words of the text, or no longer.
    SelectionChanged(Option<Selection>),
    /// The reader began a comment on the selection.
    CommentOnSelectionPressed,
    /// The reader began a comment on a stage or a note.
    CommentPressed(Anchor),
    /// The reader closed the composer for such a comment. Its draft is kept.
    ComposerClosed,
    /// The reader pressed the mark beside a block that counts its comments; holds the block's id.
    PassageMarkPressed(String),
    /// The reader asked to see what an entry is about.
    AnchorPressed(EntryId),
    /// The essay holds nothing that an entry is about.
    AnchorGone(EntryId),
}

pub(super) fn update(state: &mut State, msg: Msg, cx: &mut Context<'_>) -> Vec<app::Effect> {
    match msg {
        Msg::SelectionChanged(selection) => {
            state.selection = selection;
            vec![]
        }
        Msg::CommentOnSelectionPressed => state.comment_on_selection(cx),
        Msg::AnchorGone(entry) => {
            cx.announce(&msg!(AboutGone));
            state.notice = Some(Notice::failure(ComposerId::Reply(entry), msg!(AboutGone)));
            vec![]
        }
        Msg::CommentPressed(anchor) => state.comment_on(anchor, cx),
        Msg::ComposerClosed => {
            state.anchor_composer = None;
            vec![PageEffect::Focus(Target::Composer(ComposerId::Essay)).into()]
        }
        Msg::PassageMarkPressed(block) => state.list_comments_on(&block, cx),
        Msg::AnchorPressed(entry) => match state.passages.iter().find(|passage| passage.entry == entry) {
            Some(passage) => vec![PageEffect::Reveal(Target::Passage(passage.clone())).into()],
            None => {
                cx.outbox.push(app::Msg::AnchorFollowed { anchor: state.anchor_of(&entry), entry });
                vec![]
            }
        },
    }
}

impl State {
    /// Finds the passages again that entries are about.
    pub(super) fn find_passages(&mut self, cx: &Context<'_>) -> Vec<app::Effect> {
        let entries = self.log.entries().iter().filter(|entry| !entry.deleted);
        let anchored: Vec<(&str, Anchor)> = entries
            .filter(|entry| entry.anchor.get("quote").is_some())
            .filter_map(|entry| Some((entry.id.as_str(), Anchor::from_json(&entry.anchor)?)))
            .collect();
        let mut passages = vec![];
        if !anchored.is_empty() {
            let blocks = anchor::blocks(cx.essay);
            let search = Search::new(&blocks);
            passages.extend(anchored.into_iter().filter_map(|(entry, anchor)| {
                let PassageMatch { block, start, end, .. } = search.find(&anchor)?;
                let (id, text) = blocks.get(block)?;
                let words = (solid_before(text, start), solid_before(text, end));
                Some(Passage { entry: entry.into(), block: id.clone(), words })
            }));
        }
        if *self.passages == passages {
            return vec![];
        }
        self.passages = Rc::new(passages);
        vec![PageEffect::HighlightPassages(Rc::clone(&self.passages)).into()]
    }

    /// Begins a comment.
    fn comment_on(&mut self, anchor: Anchor, cx: &Context<'_>) -> Vec<app::Effect> {
        if cx.config.discussion != DiscussionMode::Open {
            return vec![];
        }
        let composer = ComposerId::Anchor(anchor);
        self.anchor_composer = Some(composer.clone());
        self.selection = None;
        vec![PageEffect::Focus(Target::Composer(composer)).into()]
    }

    fn comment_on_selection(&mut self, cx: &Context<'_>) -> Vec<app::Effect> {
        let Some(Selection { block, start, end }) = self.selection.take() else { return vec![] };
        let text = anchor::blocks(cx.essay).into_iter().find(|(id, _)| *id == block).map(|(_, text)| text);
        let anchor = text.and_then(|text| {
            let (start, end) = whole_words(&text, start, end);
            Anchor::cut(&block, &text, start, end)
        });
        match anchor {
            Some(anchor) => self.comment_on(anchor, cx),
            None => vec![],
        }
    }

    /// Lists the comments on passages that were found in a block, wherever they stood once.
    fn list_comments_on(&mut self, block: &str, cx: &mut Context<'_>) -> Vec<app::Effect> {
        let here = self.passages.iter().filter(|passage| passage.block == block);
        let filter = Filter::These(here.map(|passage| passage.entry.to_string()).collect());
        let mut effects = self.set_query(ListQuery { filter, search: String::new(), ..self.query.clone() }, cx);
        effects.push(PageEffect::Reveal(Target::Discussion).into());
        effects
    }

    /// The anchor of an entry.
    pub(in crate::app) fn anchor_of(&self, entry: &EntryId) -> Option<Anchor> {
        self.log.entry(entry.as_str()).and_then(|entry| Anchor::from_json(&entry.anchor))
    }
}

/// Extends a selection to whole words: from positions among the characters that are not blank to positions among all
/// characters, counted from 0.
fn whole_words(text: &str, start: usize, end: usize) -> (usize, usize) {
    let letters: Vec<char> = text.chars().collect();
    let is_blank = |at: usize| letters.get(at).is_none_or(|letter| letter.is_whitespace());
    let mut solid = (0..letters.len()).filter(|at| !is_blank(*at)).skip(start);
    let mut from = solid.next().unwrap_or(letters.len());
    let mut to = solid.nth((end - start).saturating_sub(2)).unwrap_or(from) + 1;
    if end - start == 1 {
        to = from + 1;
    }
    while from > 0 && !is_blank(from - 1) {
        from -= 1;
    }
    while !is_blank(to) {
        to += 1;
    }
    (from, to)
}

/// How many characters before a position are not blank.
fn solid_before(text: &str, place: usize) -> usize {
    text.chars().take(place).filter(|letter| !letter.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Model;
    use crate::app::discussion::{Stored, anchored_comments, storage};
    use crate::app::tests::{model, update};
    use crate::config::Config;
    use crate::discussion::Event;
    use crate::essay::{Essay, Whole};
    use crate::json::Json;
    use std::cell::Cell;

    #[test]
    fn a_selection_takes_whole_words() {
        let text = "One two\nthree";
        let words = |start, end| {
            let (from, to) = whole_words(text, start, end);
            text.get(from..to).unwrap().to_owned()
        };
        assert_eq!(words(0, 1), "One");
        assert_eq!(words(3, 4), "two");
        assert_eq!(words(1, 5), "One two");
        assert_eq!(words(5, 7), "two\nthree");
        assert_eq!(words(6, 11), "three");
        assert_eq!(solid_before(text, 8), 6);
    }

    #[test]
    fn the_whole_document_is_read_once_and_only_when_words_are_looked_for() {
        let essay = |blocks: &str| {
            let json = format!(
                r#"{{"format":"circle-essay/1","id":"e","title":"T","sections":[{{"id":"s","depth":1,"title":[],"blocks":{blocks}}}]}}"#
            );
            Essay::from_json(&json).unwrap()
        };
        let reads = Rc::new(Cell::new(0));
        let count = Rc::clone(&reads);
        let mut outline = essay(r#"["rule"]"#);
        outline.whole = Whole::read_by(move || {
            count.set(count.get() + 1);
            Some(essay(r#"[{"paragraph":[{"text":"Trust is slow to grow."}]}]"#))
        });
        let mut model = Model::new(Rc::new(outline), Config::default());
        let loaded = |anchor: &str| {
            let json = format!(r#"{{"id":"p","kind":"post","anchor":{anchor},"text":"Yes."}}"#);
            let events = vec![Event::from_json(Json::parse(&json).unwrap()).unwrap()];
            storage::Msg::Loaded(Stored { events, ..Stored::default() })
        };
        update(&mut model, loaded(r#"{"note":"n"}"#));
        assert_eq!(reads.get(), 0);
        let mut model = Model { discussion: State::default(), ..model };
        update(&mut model, loaded(r#"{"block":"s/1","quote":"slow to grow","prefix":"Trust is ","suffix":"."}"#));
        assert_eq!(model.discussion.passages.first().map(|passage| &*passage.block), Some("s/1"));
        let selection = Selection { block: "s/1".into(), start: 0, end: 5 };
        update(&mut model, anchored_comments::Msg::SelectionChanged(Some(selection)));
        update(&mut model, anchored_comments::Msg::CommentOnSelectionPressed);
        let ComposerId::Anchor(Anchor::Passage { quote, .. }) = model.discussion.anchor_composer.unwrap() else {
            panic!()
        };
        assert_eq!((quote.as_str(), reads.get()), ("Trust", 1));
    }

    #[test]
    fn a_comment_on_what_is_gone_from_the_essay_says_so_when_it_is_asked() {
        let gone = r#"{"block":"b","quote":"gone","prefix":"","suffix":""}"#;
        let anchors = [("p", gone), ("n", r#"{"note":"gone"}"#), ("s", r#"{"circle":"gone","step":1}"#)];
        let events = anchors.map(|(id, anchor)| {
            let json = format!(r#"{{"id":"{id}","kind":"post","anchor":{anchor},"text":"On what was."}}"#);
            Event::from_json(Json::parse(&json).unwrap()).unwrap()
        });
        for (id, _) in anchors {
            let mut model = model();
            update(&mut model, storage::Msg::Loaded(Stored { events: events.to_vec(), ..Stored::default() }));
            assert_eq!(update(&mut model, anchored_comments::Msg::AnchorPressed(id.into())), []);
            assert_eq!(model.announcement, "What this comment is about is no longer in the essay.");
            assert!(
                model
                    .discussion
                    .notice
                    .is_some_and(|told| told.composer == ComposerId::Reply(id.into()) && told.failed)
            );
        }
    }
}
