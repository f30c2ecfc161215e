//! The Yew view: functions of the model and a callback. Nothing here knows of storage, clocks or the platform.
//!
//! A part of the page is a function that returns [`Html`](yew::Html). It is a component only where that saves work: a component
//! is rendered again only when its properties change. Three rules keep Yew and the readers' tools apart:
//!
//! - Each component, and each text that may change, has an element of its own. A translator may take the text away and put its own
//!   there: when the words change, everything in the element is what has become of them (`src/embed/nodes.js`).
//! - Each list has keys.
//! - The still page must come out the same on the author's machine and in the browser: no time, no locale, no random numbers.

mod anchor_label;
mod blocks;
mod circle_controls;
mod circle_diagram;
mod circle_region;
mod composer;
mod controls;
mod copy_link;
mod discussion_region;
mod discussion_tools;
mod elements;
mod entries;
mod entry;
mod head_ring;
mod import_export;
mod interface_language;
mod island;
mod note;
mod page;
mod props;
mod section;
mod settings;
mod stage_card;
mod stage_list;
mod start_region;
mod status_bar;
mod tone;

pub use discussion_region::discussion;
pub use interface_language::InterfaceLanguage;
pub use island::Island;
pub use page::{empty_page, still_page};
pub use props::{Shared, TimeFormat};
