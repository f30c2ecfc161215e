//! The model of circle-essay: essays, circles and discussions, and every transition of their state.
//!
//! This crate is pure. It has no clock, no randomness, no storage, no network and no page. Facts from outside arrive in an
//! [`app::Msg`], and requests to the outside leave as an [`app::Effect`]. The crate never panics: it answers every
//! document, stored comment and script with a value.
//!
//! # Overview
//!
//! | module | content |
//! |---|---|
//! | [`essay`] | the document: sections, blocks, running text, notes, and the circle and entries that ship with it |
//! | [`circle`] | the causal loop: its views, the propagation of a push, the stepper, the layout and the exports |
//! | [`discussion`] | events and the entries that they project to, the list, anchors, comment markup, the codec and the exports |
//! | [`app`] | the state of one element: [`app::update`] takes a message and returns effects |
//! | [`config`] | the attributes of the element |
//! | [`fragment`], [`address`] | the places in a page, and the permitted addresses |
//! | [`i18n`] | the texts of the interface in all its languages |
//! | [`json`], [`encoding`], [`problem`], [`millis`] | helpers: JSON, file encodings, an author's problems, and time spans |
//!
//! # Example
//!
//! A reader opens an essay, steps round its circle, and prints it:
//!
//! ```
//! use essay_core::circle::{LoopKind, export, stepper::Stepper};
//! use essay_core::essay::Essay;
//! use essay_core::i18n::Translations;
//!
//! let essay = Essay::from_json(
//!     r#"{
//!         "format": "circle-essay/1", "id": "trust", "title": "Trust",
//!         "circle": {
//!             "title": "The circle of trust",
//!             "loop": { "id": "loop", "title": "The loop" },
//!             "variables": [{ "id": "trust", "name": "Trust" }, { "id": "control", "name": "Control" }],
//!             "links": [
//!                 { "from": "trust", "to": "control", "sign": "-" },
//!                 { "from": "control", "to": "trust", "sign": "-", "delayed": true }
//!             ],
//!             "tellings": []
//!         }
//!     }"#,
//! )
//! .unwrap();
//! let circle = essay.circle.unwrap();
//! let view = &circle.views()[0];
//!
//! let mut stepper = Stepper::new(view.stages.len());
//! stepper.next();
//! assert_eq!(stepper.in_words(Translations::english()), "Stage 1 of 2");
//!
//! assert_eq!(circle.kind(), LoopKind::Reinforcing);
//! assert!(export::text(view, circle.kind(), Translations::english()).contains("a reinforcing loop"));
//! ```

pub mod address;
pub mod app;
pub mod circle;
pub mod config;
pub mod discussion;
pub mod dom_id;
pub mod encoding;
pub mod essay;
pub mod fragment;
pub mod i18n;
pub mod json;
pub mod millis;
pub mod problem;
#[cfg(test)]
mod properties;
