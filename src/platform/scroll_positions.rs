//! Keeps the page where it is while Yew changes it.
//!
//! WebKit puts a scrolled page back to its beginning when an element leaves a container that is asked for its size (`container-type`): for a
//! moment it lays the page out without the container's content. Engines that anchor the scroll position do not.

use super::host_element::HostElement;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollBehavior, ScrollToOptions, ShadowRoot};

thread_local! {
    /// True in an engine with scroll anchoring. It is asked once, since positions are read before each render.
    static IS_ANCHORED: bool = web_sys::css::supports("overflow-anchor: auto").unwrap_or(false);
}

/// The scrolled boxes around an element, and how far each is scrolled, in CSS pixels.
#[derive(Default)]
pub struct ScrollPositions(Vec<(Element, i32)>);

impl ScrollPositions {
    /// Reads the positions; none in an engine that keeps them by itself.
    pub fn around(host: &HostElement) -> Self {
        if IS_ANCHORED.with(|is_anchored| *is_anchored) {
            return Self::default();
        }
        let mut scrolled = vec![];
        let mut next = Some(Element::from(host.element.clone()));
        while let Some(element) = next {
            next = element
                .parent_element()
                .or_else(|| Some(element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host()));
            if element.scroll_top() > 0 {
                let top = element.scroll_top();
                scrolled.push((element, top));
            }
        }
        Self(scrolled)
    }

    /// Scrolls those boxes back that have been put to their beginning.
    pub fn restore(self) {
        for (element, top) in self.0 {
            if element.scroll_top() == 0 {
                let options = ScrollToOptions::new();
                options.set_top(top.into());
                options.set_behavior(ScrollBehavior::Instant);
                element.scroll_to_with_scroll_to_options(&options);
            }
        }
    }
}
