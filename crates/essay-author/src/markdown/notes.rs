//! Compiles footnotes: their references and their definitions.

use super::mention::{Mention, key};
use super::note_kind::take_kind;
use super::{Compiled, Reader};
use essay_core::essay::{Block, Note};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The deepest note within a note that the view opens (src/view/note.rs).
const DEEPEST_NOTE: usize = 3;

impl Reader<'_, '_, '_> {
    /// Records a reference to a note. Returns the note's id: the label as its definition spells it.
    pub(super) fn mention(&mut self, label: &str, at: usize) -> String {
        let label = self.labels.get(&key(label)).cloned().unwrap_or_else(|| label.to_owned());
        self.mentions.push(Mention { label: label.clone(), at, inside: self.defining.clone() });
        label
    }

    /// Reads the definition at this position up to its end. Returns its blocks if it cannot be a definition.
    pub(super) fn definition(&mut self, label: &str, depth: usize, at: usize) -> Vec<Block> {
        self.events.next();
        let around = self.defining.replace(label.to_owned());
        let mut blocks = self.blocks(depth + 1);
        self.defining = around;
        self.events.next();
        if self.of_entry {
            self.report.error(
                at,
                "An entry of the discussion cannot hold a footnote.",
                "Say it in the entry itself, in parentheses.",
            );
            return blocks;
        }
        let kind = take_kind(&mut blocks);
        let note = Note { id: label.to_owned(), kind, blocks };
        match self.definitions.entry(key(label)) {
            Entry::Vacant(free) => {
                free.insert((note, at));
            }
            Entry::Occupied(_) => {
                self.report.error(at, &format!("The note “{label}” is defined twice."), "Rename one of the two.");
            }
        }
        vec![]
    }

    pub(super) fn finish(mut self) -> Compiled {
        let mentions = std::mem::take(&mut self.mentions);
        let mut seen = BTreeMap::new();
        let mut first = vec![];
        for mention in &mentions {
            let label = &mention.label;
            if seen.contains_key(label.as_str()) {
                self.report.error(
                    mention.at,
                    &format!("The note “{label}” is mentioned twice."),
                    "A note opens at one term. Make a second note, or link to the first with #note-label.",
                );
                continue;
            }
            seen.insert(label.as_str(), mention.inside.as_deref());
            first.push(mention);
            match self.definitions.remove(&key(label)) {
                Some(note) => self.compiled.notes.push(note),
                None => self.report.error(
                    mention.at,
                    &format!("The note “{label}” is not defined."),
                    &format!("Add a line [^{label}]: followed by its text."),
                ),
            }
        }
        for (note, at) in self.definitions.values() {
            self.report.warning(
                *at,
                &format!("The note “{}” is never mentioned.", note.id),
                &format!("Put [^{}] behind a term in the text, or delete the note.", note.id),
            );
        }
        for mention in first {
            match level(&mention.label, &seen) {
                Some(level) if level <= DEEPEST_NOTE => {}
                Some(_) => self.report.warning(
                    mention.at,
                    &format!("The note “{}” is shown nowhere: it stands in a note in a note in a note.", mention.label),
                    "Mention it further out.",
                ),
                None => self.report.warning(
                    mention.at,
                    &format!(
                        "The note “{}” is mentioned only in notes that nothing in the text leads to.",
                        mention.label
                    ),
                    "Put its footnote behind a term in the text.",
                ),
            }
        }
        self.compiled.fragments = std::mem::take(&mut self.fragments);
        self.compiled
    }
}

/// Returns the depth of a note within notes, 1 for a note of the text. Returns `None` if only the note itself, or
/// nothing, leads to it.
fn level(label: &str, mentioned_in: &BTreeMap<&str, Option<&str>>) -> Option<usize> {
    let mut passed = BTreeSet::new();
    let mut here = label;
    for level in 1.. {
        if !passed.insert(here) {
            return None;
        }
        match mentioned_in.get(here)? {
            None => return Some(level),
            Some(around) => here = around,
        }
    }
    None
}
