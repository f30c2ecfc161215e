//! The link targets of an essay. Each has a unique name, and each link leads to one of them.

use crate::markdown::Heading;
use crate::source::Report;
use essay_core::circle::Circle;
use essay_core::dom_id::is_reserved;
use essay_core::essay::{Block, Essay, Inline, OPENING};
use essay_core::fragment::{Fragment, StageRef};
use std::collections::{BTreeMap, BTreeSet};

/// The link targets of an essay.
pub(crate) struct Places {
    /// The ids of the sections, by the names that their authors or their titles gave them.
    sections: BTreeMap<String, String>,
    /// The number of blocks in each section, by its id.
    blocks: BTreeMap<String, usize>,
    notes: BTreeSet<String>,
    entries: BTreeSet<String>,
    /// The number of stages in each view.
    views: BTreeMap<String, usize>,
    /// True if the source has a circle that could not be read, so that its stages are unknown.
    circle_unread: bool,
}

/// The target of a link.
enum Lead {
    /// The place that the link names.
    There,
    /// A place with this name.
    To(String),
    /// A section that shares its name with something else.
    Between { section: String, other: &'static str },
    /// No place. The text says what to do.
    Nowhere(String),
    /// An entry that does not ship with the essay.
    Unknown,
}

impl Places {
    /// Gives each section a unique id, and reports an author's id that is in use elsewhere.
    pub(crate) fn settle(essay: &mut Essay, headings: &[Heading], circle_unread: bool, report: &mut Report) -> Self {
        let views = essay.circle.as_ref().map(Circle::views).unwrap_or_default();
        let mut places = Self {
            sections: BTreeMap::new(),
            blocks: BTreeMap::from([(OPENING.to_owned(), essay.opening.len())]),
            notes: essay.notes.iter().map(|note| note.id.clone()).collect(),
            entries: essay.entries.iter().map(|entry| entry.id.clone()).collect(),
            views: views.iter().map(|view| (view.id.clone(), view.stages.len())).collect(),
            circle_unread,
        };
        let written: BTreeSet<String> = essay.sections.iter().map(|section| section.id.clone()).collect();
        for (section, heading) in essay.sections.iter_mut().zip(headings) {
            let name = section.id.clone();
            if places.sections.contains_key(&name) {
                report.error(
                    heading.at,
                    &format!("Two sections have the id “{name}”."),
                    "Give this one another: ## Title {#another-id}.",
                );
                continue;
            }
            if let Some(owner) = places.owner(&name) {
                if heading.written {
                    report.error(
                        heading.at,
                        &format!("The section's id “{name}” is that of {owner}."),
                        "Give the section another: ## Title {#another-id}.",
                    );
                } else {
                    section.id = format!("section-{name}");
                    while written.contains(&section.id) {
                        section.id.push_str("-2");
                    }
                }
            }
            places.blocks.insert(section.id.clone(), section.blocks.len());
            places.sections.insert(name, section.id.clone());
        }
        places
    }

    /// Returns the kind of thing, other than a section, that has this name.
    fn owner(&self, name: &str) -> Option<&'static str> {
        match Fragment::parse(name) {
            Fragment::Note(id) if self.notes.contains(&id) => Some("a note"),
            Fragment::Comment(id) if self.entries.contains(id.as_str()) => Some("an entry of the discussion"),
            _ if name == OPENING && self.blocks.get(OPENING).is_some_and(|count| *count > 0) => {
                Some("what stands before the first section")
            }
            _ if is_reserved(name) || self.is_of_entry(name) => Some("a part of the page"),
            _ if name.strip_prefix("view-").is_some_and(|view| self.views.contains_key(view)) => {
                Some("a choice of the circle")
            }
            _ => None,
        }
    }

    /// Returns whether a field or a button of an entry has this name.
    fn is_of_entry(&self, name: &str) -> bool {
        let parts = ["text-", "name-", "name-hint-", "where-", "open-", "delete-"];
        parts.into_iter().filter_map(|part| name.strip_prefix(part)).any(|entry| self.entries.contains(entry))
    }

    /// Resolves each link to its place, by the name that the place has received. `found` are the links and their
    /// positions.
    pub(crate) fn lead<'b>(
        &self,
        blocks: impl Iterator<Item = &'b mut Block>,
        found: &[(String, usize)],
        report: &mut Report,
    ) {
        let mut renamed = BTreeMap::new();
        for (href, at) in found {
            match self.resolve(href) {
                Lead::There => {}
                Lead::To(place) => {
                    renamed.insert(href.clone(), format!("#{place}"));
                }
                Lead::Between { section, other } => {
                    report.warning(
                        *at,
                        &format!("The link {href} leads to the section, and not to {other} of the same name."),
                        "Give the section an id of its own, ## Title {#id}, if the other one is meant.",
                    );
                    renamed.insert(href.clone(), format!("#{section}"));
                }
                Lead::Nowhere(hint) => report.error(*at, &format!("The link {href} leads nowhere."), &hint),
                Lead::Unknown => report.warning(
                    *at,
                    &format!("The link {href} leads to no entry that ships with the essay."),
                    "Only readers in whose browsers that comment is will get there. Check the id.",
                ),
            }
        }
        if !renamed.is_empty() {
            blocks.for_each(|block| rename(block, &renamed));
        }
    }

    fn resolve(&self, href: &str) -> Lead {
        let name = href.trim_start_matches('#');
        match self.find(name) {
            Lead::Nowhere(hint) => match decoded(name).map(|plain| (self.find(&plain), plain)) {
                // The page compares decoded names, not percent-encoded ones.
                Some((Lead::There, plain)) => Lead::To(plain),
                Some((lead @ (Lead::To(_) | Lead::Between { .. }), _)) => lead,
                _ => Lead::Nowhere(hint),
            },
            lead => lead,
        }
    }

    fn find(&self, name: &str) -> Lead {
        match self.sections.get(name) {
            Some(id) if id == name => return Lead::There,
            Some(id) => {
                return match Fragment::parse(name) {
                    Fragment::Note(_) => Lead::Between { section: id.clone(), other: "the note" },
                    Fragment::Comment(_) => Lead::Between { section: id.clone(), other: "the entry" },
                    _ => Lead::To(id.clone()),
                };
            }
            None if self.blocks.contains_key(name) && name != OPENING => return Lead::There,
            None => {}
        }
        let known = match Fragment::parse(name) {
            Fragment::Stage(_) if self.circle_unread => true,
            Fragment::Stage(StageRef { view, step }) => return self.find_stage(&view, step),
            Fragment::Note(id) => self.notes.contains(&id),
            Fragment::Comment(id) if !self.entries.contains(id.as_str()) => return Lead::Unknown,
            Fragment::Comment(_) => true,
            Fragment::Other(_) => false,
        };
        match Fragment::parse(name) {
            _ if known => Lead::There,
            Fragment::Note(_) => Lead::Nowhere("Link to a footnote's label, as in #note-label.".to_owned()),
            _ => Lead::Nowhere("Give the section that id: ## Title {#id}.".to_owned()),
        }
    }

    /// Finds a stage of a view, or else a block of a section.
    fn find_stage(&self, view: &str, step: usize) -> Lead {
        let within = |count: usize| (1..=count).contains(&step);
        if let Some(stages) = self.views.get(view) {
            let hint = || Lead::Nowhere(format!("“{view}” has the stages 1 to {stages}."));
            return if within(*stages) { Lead::There } else { hint() };
        }
        let section = self.sections.get(view).map_or(view, String::as_str);
        if let Some(blocks) = self.blocks.get(section) {
            return match (within(*blocks), section == view) {
                (true, true) => Lead::There,
                (true, false) => Lead::To(format!("{section}/{step}")),
                _ => Lead::Nowhere(format!("“{view}” has {blocks} paragraphs and other blocks.")),
            };
        }
        let ids: Vec<_> = self.views.keys().map(String::as_str).collect();
        Lead::Nowhere(if ids.is_empty() {
            "The essay has no circle; a fenced block `circle` makes one.".to_owned()
        } else {
            format!("The circle can be told as: {}.", ids.join(", "))
        })
    }
}

/// Decodes the percent-encoded bytes of an address.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = vec![];
    let mut rest = name.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digit = |at: usize| others.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        rest = others;
        if *first == b'%'
            && let (Some(high), Some(low)) = (digit(0), digit(1))
        {
            bytes.push(u8::try_from(high * 16 + low).ok()?);
            rest = others.get(2..)?;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok().filter(|plain| plain != name)
}

fn rename(block: &mut Block, renamed: &BTreeMap<String, String>) {
    let all = |blocks: &mut Vec<Block>| blocks.iter_mut().for_each(|block| rename(block, renamed));
    match block {
        Block::Paragraph(content) => rename_in(content, renamed),
        Block::Quote(blocks) => all(blocks),
        Block::List { items, .. } => items.iter_mut().for_each(all),
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| rename_in(cell, renamed)),
        Block::Code(_) | Block::Rule | Block::Circle => {}
    }
}

fn rename_in(content: &mut [Inline], renamed: &BTreeMap<String, String>) {
    for inline in content {
        match inline {
            Inline::Link { href, content } => {
                if let Some(to) = renamed.get(href) {
                    href.clone_from(to);
                }
                rename_in(content, renamed);
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Note { term: content, .. } => {
                rename_in(content, renamed);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Image { .. } | Inline::Break => {}
        }
    }
}
