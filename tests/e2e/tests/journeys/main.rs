//! The reader's journeys through the built page, the same in every engine.

mod alive;
mod circle;
mod discussion;
mod endurance;
mod notes;
mod scale;
mod still;
mod storage;
