//! Tests the ids of the markup itself, which the compiler keeps sections from having.

use essay_core::dom_id::is_reserved;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_id_of_the_markup_is_reserved_or_made_of_a_name_that_the_compiler_knows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots");
    let mut ids = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let markup = std::fs::read_to_string(file.unwrap().path()).unwrap();
        ids.extend(markup.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    assert!(ids.contains("circle-title") && ids.contains("settings"), "{ids:?}");
    // These are ids of notes, entries, views, and of the fields and buttons of an entry or of the whole essay. "s" is
    // the section.
    let made = ["note-", "comment-", "view-", "text-", "name-", "where-", "open-", "delete-"];
    let unknown: Vec<_> = ids
        .iter()
        .filter(|id| !is_reserved(id) && *id != "s" && !made.iter().any(|made| id.starts_with(made)))
        .collect();
    assert!(unknown.is_empty(), "add these to RESERVED in essay-core/src/dom_id.rs: {unknown:?}");
}
