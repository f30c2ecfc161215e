//! circle-essay: an essay with notes, a circle to step through and a discussion, as one custom element.
//!
//! The logic is in `essay-core`. This crate renders it ([`view`]), on the author's machine (`prerender`) and in a browser (`app`, `platform`,
//! `embed`).

#[cfg(feature = "widget")]
pub mod app;
#[cfg(feature = "cli")]
pub mod build_manifest;
#[cfg(feature = "widget")]
pub mod embed;
#[cfg(feature = "widget")]
pub mod platform;
#[cfg(feature = "cli")]
pub mod prerender;
pub mod view;
