//! Scroll anchoring: keeps the line being read at the same place in the viewport while the content above it changes.
//!
//! Most browsers anchor by themselves, each in its own way, and some do not at all. This module anchors what the essay opens without a
//! press of the reader. If the browser has kept the line in its place already, nothing moves.

use super::dom;
use super::host_element::HostElement;
use web_sys::{Element, ScrollBehavior, ScrollToOptions};

/// The elements that can be anchors: blocks of the text, and headings.
const ANCHORS: &str = "[data-block], [data-title]";

/// An element, and its place in the viewport.
pub struct ScrollAnchor {
    element: Element,
    /// True if the top edge of the element keeps its place, false if the bottom edge does.
    by_top: bool,
    /// The distance of that edge from the top of the viewport.
    offset: f64,
}

impl ScrollAnchor {
    /// Anchors the element in the middle of the viewport.
    pub fn in_view(host: &HostElement) -> Option<Self> {
        let middle = viewport_height() / 2.0;
        let mut last = None;
        for element in dom::all(host, ANCHORS) {
            let is_there = element.get_bounding_client_rect().bottom() > middle;
            last = Some(element);
            if is_there {
                break;
            }
        }
        last.map(Self::at)
    }

    /// Anchors an element where it is now.
    pub fn at(element: Element) -> Self {
        let by_top = element.get_bounding_client_rect().top() >= 0.0;
        let mut anchor = Self { element, by_top, offset: 0.0 };
        anchor.offset = anchor.edge();
        anchor
    }

    /// Makes an anchor from the values that [`Self::to_saved`] returned.
    pub fn from_saved(host: &HostElement, name: &str, by_top: bool, offset: f64) -> Option<Self> {
        let element = dom::all(host, ANCHORS).into_iter().find(|element| self::name(element) == name)?;
        Some(Self { element, by_top, offset })
    }

    /// Returns the name of the element, the edge that keeps its place, and its offset.
    pub fn to_saved(&self) -> (String, bool, f64) {
        (name(&self.element), self.by_top, self.offset)
    }

    /// Scrolls so that the element is where it was.
    pub fn restore(&self) {
        let moved = self.edge() - self.offset;
        if moved != 0.0
            && let Some(window) = web_sys::window()
        {
            let options = ScrollToOptions::new();
            options.set_top(moved);
            // The page may ask for smooth scrolling, but the reader should see no movement here.
            options.set_behavior(ScrollBehavior::Instant);
            window.scroll_by_with_scroll_to_options(&options);
        }
    }

    fn edge(&self) -> f64 {
        let area = self.element.get_bounding_client_rect();
        if self.by_top { area.top() } else { area.bottom() }
    }
}

fn name(element: &Element) -> String {
    element.get_attribute("data-block").unwrap_or_else(|| element.id())
}

fn viewport_height() -> f64 {
    web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default()
}

/// Returns true if a part of an element is in the viewport.
pub fn is_in_view(element: &Element) -> bool {
    let area = element.get_bounding_client_rect();
    area.bottom() > 0.0 && area.top() < viewport_height()
}
