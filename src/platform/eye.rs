//! The line that the reader's eye is on, and what keeps it where it is.
//!
//! Most browsers hold the text in view by themselves when something above it grows, each in its own way and some not at all. What is
//! opened by the essay and not by a press is held from here; where the browser has done it, nothing is left to do.

use super::page;
use super::seat::Seat;
use web_sys::{Element, ScrollBehavior, ScrollToOptions};

/// What a line is found by: blocks of the text, and headings.
const LINES: &str = "[data-block], [data-title]";

/// Something that is looked at.
pub struct Eye {
    element: Element,
    /// Whether its beginning is what stays, or its end.
    begins: bool,
    place: f64,
}

impl Eye {
    /// On whatever stands in the middle of the window.
    pub fn here(seat: &Seat) -> Option<Self> {
        let middle = height() / 2.0;
        let mut last = None;
        for element in page::all(seat, LINES) {
            let there = element.get_bounding_client_rect().bottom() > middle;
            last = Some(element);
            if there {
                break;
            }
        }
        last.map(Self::on)
    }

    /// On an element.
    pub fn on(element: Element) -> Self {
        let begins = element.get_bounding_client_rect().top() >= 0.0;
        let mut eye = Self { element, begins, place: 0.0 };
        eye.place = eye.edge();
        eye
    }

    /// On what had this name, where it was.
    pub fn again(seat: &Seat, name: &str, begins: bool, place: f64) -> Option<Self> {
        let element = page::all(seat, LINES).into_iter().find(|element| self::name(element) == name)?;
        Some(Self { element, begins, place })
    }

    /// What it is on: a name, whether its beginning is what stays, and where that is.
    pub fn told(&self) -> (String, bool, f64) {
        (name(&self.element), self.begins, self.place)
    }

    /// Scrolls so that it is where it was.
    pub fn hold(&self) {
        let moved = self.edge() - self.place;
        if moved != 0.0
            && let Some(window) = web_sys::window()
        {
            let options = ScrollToOptions::new();
            options.set_top(moved);
            // Whatever the page says about scrolling: this is to be seen as stillness.
            options.set_behavior(ScrollBehavior::Instant);
            window.scroll_by_with_scroll_to_options(&options);
        }
    }

    fn edge(&self) -> f64 {
        let area = self.element.get_bounding_client_rect();
        if self.begins { area.top() } else { area.bottom() }
    }
}

fn name(element: &Element) -> String {
    element.get_attribute("data-block").unwrap_or_else(|| element.id())
}

fn height() -> f64 {
    web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default()
}

/// Whether a part of it is in the window.
pub fn sees(element: &Element) -> bool {
    let area = element.get_bounding_client_rect();
    area.bottom() > 0.0 && area.top() < height()
}
