//! circle-essay: an essay with notes, a circle to step through and a discussion, as one custom element.
//!
//! The logic is in `essay-core`. Here is what shows it ([`view`]), what renders it on the author's machine
//! (`prerender`), and what runs it in a browser (`app`, `platform`, `embed`).

#[cfg(feature = "widget")]
pub mod app;
#[cfg(feature = "cli")]
pub mod dist;
#[cfg(feature = "widget")]
pub mod embed;
#[cfg(feature = "widget")]
pub mod platform;
#[cfg(feature = "cli")]
pub mod prerender;
pub mod view;

/// Names the state of the code that renders: prerendered markup can be hydrated only by the code that it came from.
pub const VIEW_FINGERPRINT: &str = env!("CIRCLE_ESSAY_VIEW_FINGERPRINT");

/// Names one prerendered render: the document's text, the code and the part of the configuration that matter to it.
pub fn render_fingerprint(document: &str, config: &essay_core::config::Config) -> String {
    essay_core::fingerprint::fingerprint(&[document.trim(), VIEW_FINGERPRINT, &config.first_render_key()])
}
