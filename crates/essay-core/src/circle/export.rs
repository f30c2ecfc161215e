//! Exports a view of the circle: as text for a mail, and as a self-contained SVG picture.
//!
//! Every reader downloads this code, so it concatenates strings and formats nothing but whole numbers.

mod picture;
mod text;

pub use picture::{Picture, svg};
pub use text::text;

#[cfg(test)]
mod tests;
