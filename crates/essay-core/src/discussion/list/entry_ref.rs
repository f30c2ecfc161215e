//! A borrowed entry of either source, as the list sees it.

use super::query::Filter;
use super::row::Source;
use crate::discussion::tree::Positions;
use crate::discussion::{Entry, anchor};
use crate::essay::{ShippedEntry, plain_text_of_blocks};
use crate::json::Json;
use std::rc::Rc;

/// A borrowed entry.
#[derive(Clone, Copy)]
pub(super) enum EntryRef<'a> {
    Shipped(usize, &'a ShippedEntry),
    Written(&'a Rc<Entry>),
}

impl<'a> EntryRef<'a> {
    pub(super) fn id(self) -> &'a str {
        match self {
            Self::Shipped(_, entry) => &entry.id,
            Self::Written(entry) => &entry.id,
        }
    }

    pub(super) fn parent(self) -> Option<&'a str> {
        match self {
            Self::Shipped(_, entry) => entry.parent.as_deref(),
            Self::Written(entry) => entry.parent.as_deref(),
        }
    }

    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Shipped(_, entry) => &entry.name,
            Self::Written(entry) => &entry.author.name,
        }
    }

    pub(super) fn is_shipped(self) -> bool {
        matches!(self, Self::Shipped(..))
    }

    pub(super) fn is_deleted(self) -> bool {
        matches!(self, Self::Written(entry) if entry.deleted)
    }

    /// Returns whether this author wrote it.
    pub(super) fn is_of(self, author: &str) -> bool {
        matches!(self, Self::Written(entry) if entry.is_of(author))
    }

    pub(super) fn source(self) -> Source {
        match self {
            Self::Shipped(index, _) => Source::Shipped(index),
            Self::Written(entry) => Source::Written(entry.clone()),
        }
    }

    /// Returns all the text that a search covers.
    pub(super) fn words(self) -> String {
        let mut words = self.name().to_owned();
        words.push('\n');
        match self {
            Self::Shipped(_, entry) => words.push_str(&plain_text_of_blocks(&entry.blocks)),
            Self::Written(entry) => {
                words.push_str(&entry.text);
                words.push('\n');
                words.push_str(anchor::quote_of(&entry.anchor));
            }
        }
        words
    }

    pub(super) fn passes(self, filter: &Filter, me: &str, unread: &Positions<'_>) -> bool {
        let Self::Written(entry) = self else {
            return match filter {
                Filter::All => true,
                Filter::Unread => unread.contains_key(self.id()),
                Filter::Mine | Filter::Passages | Filter::These(_) | Filter::About(_) => false,
            };
        };
        match filter {
            Filter::All => true,
            Filter::Mine => self.is_of(me),
            Filter::Unread => unread.contains_key(self.id()),
            Filter::Passages => entry.anchor.get("quote").is_some(),
            Filter::These(ids) => ids.contains(&entry.id),
            Filter::About(Json::Object(fields)) => {
                fields.iter().all(|(name, value)| entry.anchor.get(name) == Some(value))
            }
            Filter::About(_) => false,
        }
    }
}
