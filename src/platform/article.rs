//! Updates the page around the islands: attributes of the essay, announcements, comment counts, marked links, and the interface's texts in
//! the article. It changes the nodes that are there, even if a host or a translator has put others between them.

use super::dom;
use super::host_element::HostElement;
use super::islands::Islands;
use crate::view::InterfaceLanguage;
use essay_core::app::{Model, Passage};
use essay_core::config::DiscussionMode;
use essay_core::dom_id::DomId;
use essay_core::fragment::{Fragment, StageRef};
use essay_core::i18n::{Language, Translations};
use essay_core::t;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The part of the state that the page shows.
#[derive(Default)]
pub struct Shown {
    /// The language of the interface's texts in it.
    language: Option<Language>,
    /// The last announcement.
    announcement: String,
    /// The line that tells that the code of the discussion did not come.
    failure: Option<Element>,
}

impl Shown {
    /// Reads the state that a rendered page shows.
    pub fn of(host: &HostElement) -> Self {
        let essay = essay(host);
        let language = essay.and_then(|essay| essay.get_attribute("lang")).map(|tag| Language::of(&tag));
        Self { language, announcement: String::new(), failure: None }
    }

    /// Shows why the discussion does not answer, with a button that tries again, at the foot of the window while the discussion is in view. The
    /// island replaces both.
    pub fn discussion_failed(&mut self, host: &HostElement, sentence: &str, words: Translations) {
        if let Some(line) = self.failure.take() {
            line.remove();
        }
        let Some(place) = dom::all(host, Islands::DISCUSSION).pop() else { return };
        self.failure = add_failure_line(&place, sentence, words).ok();
    }

    /// Updates the page where it differs from the model.
    pub fn update(&mut self, host: &HostElement, islands: &Islands, model: &Model) {
        let Some(essay) = essay(host) else { return };
        toggle(&essay, "data-alive", model.alive);
        toggle(&essay, "data-talks", model.alive && model.config.discussion == DiscussionMode::Open);
        toggle(&essay, "data-still", model.is_motion_reduced());
        let language = model.words.language();
        if self.language != Some(language) {
            self.language = Some(language);
            set(&essay, "lang", Some(language.tag()));
            set(&essay, "dir", Some(language.direction()));
            translate(host, islands, model);
        }
        if self.announcement != model.announcement {
            self.announcement.clone_from(&model.announcement);
            for line in dom::all(host, "[role=status]") {
                // Only the essay's own live region announces. A problem has a region of its own.
                if line.parent_element().as_ref() == Some(&essay) {
                    line.set_text_content(Some(&model.announcement));
                }
            }
        }
    }
}

/// Adds the line to a place, and returns it.
fn add_failure_line(place: &Element, sentence: &str, words: Translations) -> Result<Element, JsValue> {
    let page = place.owner_document().ok_or(JsValue::NULL)?;
    let line = page.create_element("p")?;
    line.set_class_name("problem-line");
    let button = page.create_element("button")?;
    button.set_attribute("type", "button")?;
    button.set_text_content(Some(t!(words, TryAgain)));
    line.append_with_str_2(sentence, " ")?;
    line.append_child(&button)?;
    // The line stays within the box that holds it. A page that is not prerendered has no box for the discussion yet.
    let holder = match place.query_selector(".discussion")? {
        Some(prerendered) => prerendered,
        None => {
            let holder = page.create_element("div")?;
            place.append_child(&holder)?;
            holder
        }
    };
    holder.append_child(&line)?;
    Ok(line)
}

/// Returns the element that holds all of the essay.
fn essay(host: &HostElement) -> Option<Element> {
    host.mount.query_selector(".essay").ok()?
}

fn toggle(element: &Element, name: &str, is_set: bool) {
    if element.has_attribute(name) != is_set {
        // It fails for invalid names only.
        let _ = element.toggle_attribute_with_force(name, is_set);
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // It fails for invalid names only.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Returns the elements of the article that a selector matches. The islands are left out, since the app renders them.
fn in_article(host: &HostElement, selector: &str) -> impl Iterator<Item = Element> {
    let is_outside = |element: &Element| element.closest("[data-island]").is_ok_and(|island| island.is_none());
    dom::all(host, &format!("[part=article] :is({selector})")).into_iter().filter(is_outside)
}

/// Writes the interface's texts in the article in its present language.
fn translate(host: &HostElement, islands: &Islands, model: &Model) {
    let words = model.words;
    let ui_language = InterfaceLanguage::of(words, &host.essay);
    let set_language = |element: &Element| {
        set(element, "lang", ui_language.lang());
        set(element, "dir", ui_language.dir());
    };
    islands.with_interface_text().for_each(set_language);
    for link in in_article(host, ".link") {
        if link.matches(".quiet").unwrap_or(false) {
            set_language(&link);
            link.set_text_content(Some(t!(words, CopyLink)));
        } else {
            set(&link, "lang", ui_language.lang());
            set(&link, "aria-label", Some(t!(words, CopyLink)));
        }
    }
    for button in in_article(host, ".note-comment") {
        set_language(&button);
        button.set_text_content(Some(t!(words, CommentOnNote)));
    }
    for element in in_article(host, ".note-kind") {
        let note = element.closest(".note").ok().flatten().map(|note| note.id());
        let note = note.and_then(|id| host.essay.note(DomId::note_of(&id)?));
        if let Some(kind) = note.and_then(|note| note.kind) {
            set_language(&element);
            element.set_text_content(Some(kind.in_words(words)));
        }
    }
    for contents in in_article(host, ".contents") {
        set(&contents, "aria-label", Some(t!(words, Contents)));
        if let Ok(Some(summary)) = contents.query_selector("summary") {
            set_language(&summary);
            summary.set_text_content(Some(t!(words, Contents)));
        }
    }
    mark_commented(host, &model.discussion.passages, words);
}

/// Shows beside each block the number of comments on its passages.
pub fn mark_commented(host: &HostElement, passages: &[Passage], words: Translations) {
    let ui_language = InterfaceLanguage::of(words, &host.essay);
    for block in in_article(host, "[data-block]") {
        let id = block.get_attribute("data-block").unwrap_or_default();
        let count = passages.iter().filter(|passage| passage.block == id).count();
        let known = block.query_selector(".passage-mark").ok().flatten();
        if count == 0 {
            if let Some(mark) = known {
                mark.remove();
            }
            continue;
        }
        let Some(mark) = known.or_else(|| new_mark(&block, &id)) else { continue };
        set(&mark, "lang", ui_language.lang());
        set(&mark, "aria-label", Some(&t!(words, CommentsHere, count)));
        mark.set_text_content(Some(&count.to_string()));
    }
}

/// Inserts the element for a comment count at the end of a block or of a picture's caption, in front of the link to it.
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

/// Marks the links in the text that lead to a stage, and no others.
pub fn mark_links(host: &HostElement, stage: Option<StageRef>) {
    let href = stage.map(|stage| Fragment::from(stage).href());
    for link in dom::stage_links(host) {
        mark(&link, "data-current", link.get_attribute("href") == href);
    }
}

/// Marks the button whose link has been copied, and no others.
pub fn mark_copied(host: &HostElement, fragment: &str) {
    for button in dom::all(host, "[data-copy]") {
        mark(&button, "data-copied", button.get_attribute("data-copy").as_deref() == Some(fragment));
    }
}

/// Sets or removes an attribute that Yew does not render, so that the text need not be rendered again for it.
fn mark(element: &Element, name: &str, is_marked: bool) {
    let _ = if is_marked { element.set_attribute(name, "") } else { element.remove_attribute(name) };
}
