//! The browser's facilities, one file each. They carry out effects and answer with messages.

pub mod address;
pub mod article;
pub mod channel;
pub mod drafts;
pub mod eye;
pub mod files;
pub mod indexed_db;
pub mod islands;
pub mod keep;
pub mod keys;
pub mod letters;
pub mod listeners;
pub mod morph;
pub mod page;
pub mod page_effects;
pub mod picture;
pub mod pulse;
pub mod seat;
pub mod settings;
pub mod stamp;
pub mod store;
pub mod time;
pub mod tongue;
pub mod unsaved;
pub mod visit;
pub mod words;
