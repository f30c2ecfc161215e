//! The discussion that ships with an essay: TOML to entries.

use crate::markdown::{self, Fence};
use crate::source::{Found, Report, Source};
use essay_core::essay::ShippedEntry;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiscussionSource {
    #[serde(default)]
    entry: Vec<Spanned<EntrySource>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntrySource {
    id: String,
    #[serde(default)]
    parent: Option<String>,
    name: String,
    #[serde(default)]
    kind: Kind,
    text: Spanned<String>,
}

#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Comment,
    Pingback,
}

/// Compiles the entries in a block.
pub(crate) fn compile(source: &Source, fence: &Fence, found: &mut Vec<Found>) -> Vec<ShippedEntry> {
    let mut report = Report::new(source);
    let parsed: DiscussionSource = match toml::from_str(&fence.toml) {
        Ok(parsed) => parsed,
        Err(fault) => {
            let place = fence.place(fault.span().map_or(0, |span| span.start));
            let message = format!("The discussion cannot be read: {}.", fault.message());
            report.error(place, &message, "Each [[entry]] needs an id, a name and a text.");
            found.extend(report.finish());
            return vec![];
        }
    };
    let mut ids = BTreeSet::new();
    let mut entries = vec![];
    for spanned in parsed.entry {
        let place = fence.place(spanned.span().start);
        let entry = spanned.into_inner();
        if let Some(parent) = entry.parent.as_ref().filter(|parent| !ids.contains(*parent)) {
            let message = format!("The entry “{}” answers “{parent}”, which does not stand before it.", entry.id);
            report.error(place, &message, "Put the entry behind the one that it answers, and check the id.");
        }
        if !ids.insert(entry.id.clone()) {
            let message = format!("Two entries have the id “{}”.", entry.id);
            report.error(place, &message, "Rename one of them.");
        }
        let blocks = markdown::compile_blocks(entry.text.get_ref(), fence.place(entry.text.span().start), &mut report);
        entries.push(ShippedEntry {
            id: entry.id,
            parent: entry.parent,
            name: entry.name,
            pingback: entry.kind == Kind::Pingback,
            blocks,
        });
    }
    found.extend(report.finish());
    entries
}
