//! Compiles the discussion that ships with an essay from TOML.

use crate::markdown::{self, Fence};
use crate::source::{Report, Source};
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

/// Compiles the entries of a block in this source. Also returns their links to places in the page.
pub(crate) fn compile(
    source: &Source,
    fence: &Fence,
    report: &mut Report,
) -> (Vec<ShippedEntry>, Vec<(String, usize)>) {
    let parsed: DiscussionSource = match toml::from_str(&fence.toml) {
        Ok(parsed) => parsed,
        Err(fault) => {
            let place = fence.place(fault.span().map_or(0, |span| span.start));
            let message = format!("The discussion cannot be read: {}.", fault.message());
            report.error(place, &message, "Each [[entry]] needs an id, a name and a text.");
            return (vec![], vec![]);
        }
    };
    let mut ids = BTreeSet::new();
    let (mut entries, mut fragments) = (vec![], vec![]);
    for spanned in parsed.entry {
        let place = fence.place(spanned.span().start);
        let entry = spanned.into_inner();
        if entry.id.trim().is_empty() {
            report.error(place, "The id of this entry is empty.", "Give it a short word; links to it end with it.");
        }
        if let Some(parent) = entry.parent.as_ref().filter(|parent| !ids.contains(*parent)) {
            let message = format!("The entry “{}” answers “{parent}”, which does not stand before it.", entry.id);
            report.error(place, &message, "Put the entry behind the one that it answers, and check the id.");
        }
        if !ids.insert(entry.id.clone()) {
            let message = format!("Two entries have the id “{}”.", entry.id);
            report.error(place, &message, "Rename one of them.");
        }
        let begin = fence.place(entry.text.span().start);
        let begin = begin + quotes(source.text.get(begin..).unwrap_or_default());
        let (blocks, mut links) = markdown::compile_blocks(entry.text.get_ref(), begin, report);
        fragments.append(&mut links);
        entries.push(ShippedEntry {
            id: entry.id,
            parent: entry.parent,
            name: entry.name,
            pingback: entry.kind == Kind::Pingback,
            blocks,
        });
    }
    (entries, fragments)
}

/// Returns the number of bytes before the text of a string: its quotation marks, and the line end behind three of them.
fn quotes(string: &str) -> usize {
    let triple = string.starts_with("\"\"\"") || string.starts_with("'''");
    match string.get(3..).filter(|_| triple) {
        Some(rest) => 3 + if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) },
        None => 1,
    }
}
