//! The model of circle-essay: what an essay, a circle and a discussion are, and every transition between their states.
//!
//! This crate is pure. It never touches a clock, randomness, storage, the network or the page; what it needs of them
//! arrives in a [`app::Msg`], and what it wants from them leaves as an [`app::Effect`]. It does not panic: whatever a
//! document, a stored comment or a script hands it, it answers with a value.

pub mod address;
pub mod app;
pub mod circle;
pub mod config;
pub mod discussion;
pub mod encoding;
pub mod essay;
pub mod fingerprint;
pub mod fragment;
pub mod json;
pub mod problem;
#[cfg(test)]
mod properties;
pub mod words;
