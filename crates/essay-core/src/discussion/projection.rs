//! Projects the events about one entry to the entry that readers see.

use super::event::{DELETE, EDIT, Entry, Event, Version};
use std::rc::Rc;

/// Returns the entry that a post and the acts on it project to. The acts are sorted by id.
///
/// Only acts by the post's own author count, since an import may hold forged ones.
pub(super) fn project(post: &Event, acts: &[Rc<Event>]) -> Entry {
    let mut entry = Entry {
        id: post.id.clone(),
        parent: post.parent.clone(),
        author: post.author.clone(),
        time: post.time,
        text: post.text.clone(),
        anchor: post.anchor.clone(),
        earlier: vec![],
        edited: None,
        deleted: false,
    };
    for act in acts.iter().filter(|act| act.author.id == post.author.id) {
        if act.kind == EDIT {
            let text = std::mem::replace(&mut entry.text, act.text.clone());
            entry.earlier.push(Version { time: entry.edited.unwrap_or(entry.time), text });
            entry.edited = Some(act.time);
        } else {
            entry.deleted = act.kind == DELETE;
        }
    }
    entry
}
