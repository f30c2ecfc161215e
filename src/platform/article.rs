//! This file changes the page around the islands: attributes of the essay, announcements, the marks of comments, and the interface's words
//! in the text. It changes the nodes that are there, even if a host or a translator has put others between them.

use super::islands::Islands;
use super::page;
use super::seat::Seat;
use crate::view::Tongue;
use essay_core::app::{Model, Passage};
use essay_core::config::DiscussionMode;
use essay_core::i18n::{Language, Translations};
use essay_core::t;
use web_sys::Element;

/// The part of the state that the page shows.
#[derive(Default)]
pub struct Shown {
    /// The language of the interface's words in it.
    language: Option<Language>,
    announced: String,
}

impl Shown {
    /// Reads the state that a standing page shows.
    pub fn of(seat: &Seat) -> Self {
        let essay = essay(seat);
        let language = essay.and_then(|essay| essay.get_attribute("lang")).map(|tag| Language::of(&tag));
        Self { language, announced: String::new() }
    }

    /// Shows what has changed of a state.
    pub fn show(&mut self, seat: &Seat, islands: &Islands, model: &Model) {
        let Some(essay) = essay(seat) else { return };
        toggle(&essay, "data-alive", model.alive);
        toggle(&essay, "data-talks", model.alive && model.config.discussion == DiscussionMode::Open);
        toggle(&essay, "data-still", model.is_motion_reduced());
        let language = model.words.language();
        if self.language != Some(language) {
            self.language = Some(language);
            set(&essay, "lang", Some(language.tag()));
            set(&essay, "dir", Some(language.direction()));
            speak(seat, islands, model);
        }
        if self.announced != model.announcement {
            self.announced.clone_from(&model.announcement);
            for line in page::all(seat, "[role=status]") {
                // Only the essay's own line is announced in; a problem's line has words already.
                if line.parent_element().as_ref() == Some(&essay) {
                    line.set_text_content(Some(&model.announcement));
                }
            }
        }
    }
}

/// The element that holds all of the essay.
fn essay(seat: &Seat) -> Option<Element> {
    seat.mount.query_selector(".essay").ok()?
}

fn toggle(element: &Element, name: &str, there: bool) {
    if element.has_attribute(name) != there {
        // A name that is known to be one.
        let _ = element.toggle_attribute_with_force(name, there);
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // A name that is known to be one.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// The elements of the text that a selector matches. The islands are left out, since the app renders them.
fn in_text(seat: &Seat, selector: &str) -> impl Iterator<Item = Element> {
    let is_ours = |element: &Element| element.closest("[data-island]").is_ok_and(|island| island.is_none());
    page::all(seat, &format!("[part=article] :is({selector})")).into_iter().filter(is_ours)
}

/// Says the interface's words in the text in the language that it has now.
fn speak(seat: &Seat, islands: &Islands, model: &Model) {
    let words = model.words;
    let tongue = Tongue::of(words, &seat.essay);
    let named = |element: &Element| {
        set(element, "lang", tongue.lang());
        set(element, "dir", tongue.dir());
    };
    islands.speaking().for_each(named);
    for link in in_text(seat, ".link") {
        if link.matches(".quiet").unwrap_or(false) {
            named(&link);
            link.set_text_content(Some(t!(words, CopyLink)));
        } else {
            set(&link, "lang", tongue.lang());
            set(&link, "aria-label", Some(t!(words, CopyLink)));
        }
    }
    for button in in_text(seat, ".note-comment") {
        named(&button);
        button.set_text_content(Some(t!(words, CommentOnNote)));
    }
    for element in in_text(seat, ".note-kind") {
        let note = element.closest(".note").ok().flatten().map(|note| note.id());
        let note = note.and_then(|id| seat.essay.note(id.strip_prefix("note-")?));
        if let Some(kind) = note.and_then(|note| note.kind) {
            named(&element);
            element.set_text_content(Some(kind.in_words(words)));
        }
    }
    for contents in in_text(seat, ".contents") {
        set(&contents, "aria-label", Some(t!(words, Contents)));
        if let Ok(Some(summary)) = contents.query_selector("summary") {
            named(&summary);
            summary.set_text_content(Some(t!(words, Contents)));
        }
    }
    mark_commented(seat, &model.discussion.passages, words);
}

/// Shows beside each block how many comments are on its words.
pub fn mark_commented(seat: &Seat, passages: &[Passage], words: Translations) {
    let tongue = Tongue::of(words, &seat.essay);
    for block in in_text(seat, "[data-block]") {
        let id = block.get_attribute("data-block").unwrap_or_default();
        let count = passages.iter().filter(|passage| passage.block == id).count();
        let there = block.query_selector(".passage-mark").ok().flatten();
        if count == 0 {
            if let Some(mark) = there {
                mark.remove();
            }
            continue;
        }
        let Some(mark) = there.or_else(|| new_mark(&block, &id)) else { continue };
        set(&mark, "lang", tongue.lang());
        set(&mark, "aria-label", Some(&t!(words, CommentsHere, count)));
        mark.set_text_content(Some(&count.to_string()));
    }
}

/// A mark at the end of a block, or of a picture's caption, in front of the link to it.
fn new_mark(block: &Element, id: &str) -> Option<Element> {
    let mark = block.owner_document()?.create_element("button").ok()?;
    mark.set_attribute("type", "button").ok()?;
    mark.set_class_name("passage-mark");
    mark.set_attribute("data-commented", id).ok()?;
    let caption = block.query_selector(":scope > figcaption").ok()?;
    let link = block.query_selector(":scope > .link").ok()?;
    match (caption, link) {
        (Some(caption), _) => caption.append_child(&mark).ok()?,
        (None, Some(link)) => block.insert_before(&mark, Some(&link)).ok()?,
        (None, None) => block.append_child(&mark).ok()?,
    };
    Some(mark)
}
