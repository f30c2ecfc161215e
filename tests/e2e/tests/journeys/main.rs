//! The reader's journeys through the built page, the same in every engine.

mod alive;
mod beside;
mod circle;
mod discussion;
mod endurance;
mod examples;
mod failures;
mod frames;
mod judged;
mod late;
mod motion;
mod moved;
mod notes;
mod offline;
mod paper;
mod places;
mod policy;
mod reflow;
mod scale;
mod settings;
mod still;
mod storage;
mod surface;
mod typography;
mod words;
