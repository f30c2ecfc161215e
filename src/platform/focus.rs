//! Focus, scrolling to an element, and the caret.

use super::host_element::HostElement;
use super::{dom, notes};
use essay_core::app::{Target, TextToCopy};
use essay_core::dom_id::DomId;
use essay_core::fragment::Fragment;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition,
    ShadowRoot,
};

/// Scrolls to a target and focuses it.
pub fn reveal(host: &HostElement, target: &Target) {
    let Some(element) = find(host, target) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(match target {
        Target::Section(_) | Target::Circle | Target::StartQuestion | Target::Discussion => {
            ScrollLogicalPosition::Start
        }
        _ => ScrollLogicalPosition::Center,
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
    focus(&notes::term_of(&element).unwrap_or(element));
}

/// Focuses a target. Of a text to copy, all is selected.
pub fn focus_target(host: &HostElement, target: &Target) {
    if let Some(element) = find(host, target) {
        focus(&element);
        if let Target::TextToCopy(_) = target {
            select(&element);
        }
    }
}

fn find(host: &HostElement, target: &Target) -> Option<Element> {
    let id = match target {
        Target::StageLink(stage) => {
            let href = Fragment::from(stage.clone()).href();
            return dom::stage_links(host).into_iter().find(|link| link.get_attribute("href").as_ref() == Some(&href));
        }
        Target::Passage(passage) => {
            return dom::block(host, &passage.block)?.query_selector(".passage-mark").ok()?;
        }
        Target::CopyLink(fragment) => {
            return dom::all(host, "[data-copy]")
                .into_iter()
                .find(|button| button.get_attribute("data-copy").as_ref() == Some(fragment));
        }
        // If several composers ask for the name, the one opened last stands before the one that is always there.
        Target::Name => return dom::all(host, "input[autocomplete=nickname]").into_iter().next(),
        Target::Section(id) => return dom::by_name(host, id),
        Target::Block(id) => return dom::block(host, id),
        Target::Settings => return dom::by_id(host, DomId::Settings)?.query_selector("select").ok()?,
        Target::Circle => DomId::CircleTitle,
        Target::StartQuestion => DomId::StartTitle,
        Target::Note(id) => DomId::Note(id),
        Target::Entry(id) => DomId::Entry(id.as_str()),
        Target::Undo => DomId::Undo,
        Target::Import => DomId::Import,
        Target::ImportButton => DomId::ImportButton,
        Target::ExportButton => DomId::ExportButton,
        Target::TextToCopy(TextToCopy::Circle) => DomId::CircleText,
        Target::TextToCopy(TextToCopy::Export) => DomId::ExportText,
        Target::TextToCopy(TextToCopy::Link) => DomId::LinkText,
        Target::Erase => DomId::Erase,
        Target::EraseButton => DomId::EraseButton,
        Target::SettingsButton => DomId::SettingsButton,
        Target::Discussion => DomId::DiscussionTitle,
        Target::Composer(composer) => DomId::CommentField(composer),
        Target::Opener(composer) => DomId::OpenButton(composer),
    };
    dom::by_id(host, id)
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Focusing an element that cannot have the focus does nothing.
        let _ = element.focus();
    }
}

fn select(field: &Element) {
    if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
        field.select();
    } else if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

/// The text field that has the focus, by its id, and the ends of its selection.
pub struct Caret {
    field: String,
    start: Option<u32>,
    end: Option<u32>,
}

impl Caret {
    /// Returns the caret, if a text field has the focus.
    pub fn of(host: &HostElement) -> Option<Self> {
        let field = host.mount.get_root_node().dyn_into::<ShadowRoot>().ok()?.active_element()?;
        let field = field.dyn_into::<HtmlTextAreaElement>().ok()?;
        Some(Self { field: field.id(), start: field.selection_start().ok()?, end: field.selection_end().ok()? })
    }

    /// Focuses the field again if it has lost the focus. A new row may divide the rows around it into other groups, and then the field is
    /// rendered anew with them.
    pub fn restore(&self, host: &HostElement) {
        if Self::of(host).is_none()
            && let Some(field) = dom::by_name(host, &self.field)
        {
            focus(&field);
            if let (Some(field), Some(start), Some(end)) =
                (field.dyn_ref::<HtmlTextAreaElement>(), self.start, self.end)
            {
                let _ = field.set_selection_range(start, end);
            }
        }
    }
}
