//! Comments on something of the essay: words of the text, a stage, a note.

use super::talk::Told;
use super::{Effect, Model, Target};
use crate::config::DiscussionMode;
use crate::discussion::anchor::{self, Anchor, Found, Search};
use crate::discussion::list::{Filter, Shape};
use crate::said;
use std::rc::Rc;

/// The characters of a text in which letters that are not blank begin and end, counted from 0, with all of the words of
/// which they are a part.
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

/// How many characters before a place are not blank.
fn solid_before(text: &str, place: usize) -> usize {
    text.chars().take(place).filter(|letter| !letter.is_whitespace()).count()
}

/// The words of the text that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The entry's id.
    pub entry: String,
    /// The block's id.
    pub block: String,
    /// Where the words begin and end in the block's text, in characters that are not blank.
    pub words: (usize, usize),
}

impl Model {
    /// Finds the words again that entries are about.
    pub(super) fn find_passages(&mut self) -> Vec<Effect> {
        let entries = self.talk.discussion.entries().iter().filter(|entry| !entry.deleted);
        let anchored: Vec<(String, Anchor)> = entries
            .filter(|entry| entry.anchor.get("quote").is_some())
            .filter_map(|entry| Some((entry.id.clone(), Anchor::from_json(&entry.anchor)?)))
            .collect();
        let mut passages = vec![];
        if !anchored.is_empty() {
            let blocks = anchor::blocks(&self.essay);
            let search = Search::new(&blocks);
            passages.extend(anchored.into_iter().filter_map(|(entry, anchor)| {
                let Found { block, start, end, .. } = search.find(&anchor)?;
                let (id, text) = blocks.get(block)?;
                let words = (solid_before(text, start), solid_before(text, end));
                Some(Passage { entry, block: id.clone(), words })
            }));
        }
        if *self.talk.passages == passages {
            return vec![];
        }
        self.talk.passages = Rc::new(passages);
        vec![Effect::MarkWords(Rc::clone(&self.talk.passages))]
    }

    /// Begins a comment on something of the essay.
    pub(super) fn comment_on(&mut self, anchor: &Anchor) -> Vec<Effect> {
        if self.config.discussion != DiscussionMode::Open {
            return vec![];
        }
        let place = anchor.to_json().to_string();
        self.talk.about = Some(place.clone());
        self.talk.selected = None;
        vec![Effect::Focus(Target::Composer(place))]
    }

    /// Begins a comment on what a key names: `note:ID`, `stage:VIEW/N`.
    pub(super) fn comment_on_key(&mut self, key: &str) -> Vec<Effect> {
        let anchor = match key.split_once(':') {
            Some(("note", id)) => Anchor::Note { id: id.to_owned() },
            Some(("stage", stage)) => match stage.rsplit_once('/') {
                Some((circle, step)) => Anchor::Stage { circle: circle.to_owned(), step: step.parse().unwrap_or(0) },
                None => return vec![],
            },
            _ => return vec![],
        };
        self.comment_on(&anchor)
    }

    /// Begins a comment on the words that are selected.
    pub(super) fn comment_on_words(&mut self) -> Vec<Effect> {
        let Some((block, start, end)) = self.talk.selected.take() else { return vec![] };
        let text = anchor::blocks(&self.essay).into_iter().find(|(id, _)| *id == block).map(|(_, text)| text);
        let cut = text.and_then(|text| {
            let (start, end) = whole_words(&text, start, end);
            Anchor::cut(&block, &text, start, end)
        });
        match cut {
            Some(anchor) => self.comment_on(&anchor),
            None => vec![],
        }
    }

    /// Goes back to commenting on the essay; the words of the other comment are kept.
    pub(super) fn about_put_away(&mut self) -> Vec<Effect> {
        self.talk.about = None;
        vec![Effect::Focus(Target::Composer(String::new()))]
    }

    /// Shows the entries about a block of the text: those whose words were found in it, wherever they stood once.
    pub(super) fn show_about_block(&mut self, block: &str) -> Vec<Effect> {
        let here = self.talk.passages.iter().filter(|passage| passage.block == block);
        let filter = Filter::These(here.map(|passage| passage.entry.clone()).collect());
        let mut effects = self.shaped(Shape { filter, search: String::new(), ..self.talk.shape.clone() });
        effects.push(Effect::Reveal(Target::Discussion));
        effects
    }

    /// Leads from an entry to what it is about.
    pub(super) fn lead_to_anchor(&mut self, entry: &str) -> Vec<Effect> {
        if let Some(passage) = self.talk.passages.iter().find(|passage| passage.entry == entry) {
            return vec![Effect::Reveal(Target::Words(passage.clone()))];
        }
        let anchor = self.talk.discussion.entry(entry).and_then(|entry| Anchor::from_json(&entry.anchor));
        let effects = match anchor {
            Some(Anchor::Stage { circle, step }) => self.follow(&format!("#{circle}/{step}")),
            Some(Anchor::Note { id }) => self.follow(&format!("#note-{id}")),
            _ => vec![],
        };
        if effects.is_empty() {
            let words = said!(AboutGone);
            self.say(&words);
            self.talk.told = Some(Told { place: entry.to_owned(), words, failed: true });
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::{solid_before, whole_words};

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
}
