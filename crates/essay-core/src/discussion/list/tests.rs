//! Tests the order of the list, and how few chunks a change affects.

use super::*;
use crate::discussion::{Author, Entry};
use crate::essay::{Block, Inline, ShippedEntry};
use crate::json::Json;
use proptest::prelude::*;

fn entry(id: &str, parent: Option<&str>) -> Entry {
    Entry {
        id: id.to_owned(),
        parent: parent.map(str::to_owned),
        author: Author { id: "me".to_owned(), name: format!("name of {id}") },
        time: 0,
        text: format!("Words of {id}"),
        anchor: Json::Null,
        earlier: vec![],
        edited: None,
        deleted: false,
    }
}

fn deleted(id: &str, parent: Option<&str>) -> Entry {
    Entry { deleted: true, ..entry(id, parent) }
}

fn about(id: &str, parent: Option<&str>, anchor: &str) -> Entry {
    let author = Author { id: "you".to_owned(), name: "Zoë".to_owned() };
    Entry { author, anchor: Json::parse(anchor).unwrap(), ..entry(id, parent) }
}

fn shipped() -> Vec<ShippedEntry> {
    let entry = |id: &str, parent: Option<&str>, words: &str| ShippedEntry {
        id: id.to_owned(),
        parent: parent.map(str::to_owned),
        name: "Author".to_owned(),
        pingback: false,
        blocks: vec![Block::Quote(vec![Block::Paragraph(vec![Inline::Emphasis(vec![Inline::Text(
            words.to_owned(),
        )])])])],
    };
    vec![entry("s1", None, "trust"), entry("s2", Some("s1"), "Distrust")]
}

fn written(entries: Vec<Entry>) -> Vec<Rc<Entry>> {
    let mut entries: Vec<Rc<Entry>> = entries.into_iter().map(Rc::new).collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    entries
}

fn chunks(old: &[Rc<Chunk>], written: &[Rc<Entry>], query: &ListQuery) -> Vec<Rc<Chunk>> {
    let input = ListInput {
        shipped: &shipped(),
        written,
        me: "me",
        unread: &["b".to_owned(), "d".to_owned()],
        casefold: &str::to_lowercase,
    };
    list(old, &input, query)
}

fn rows(entries: Vec<Entry>, query: &ListQuery) -> Vec<Row> {
    chunks(&[], &written(entries), query).iter().flat_map(|chunk| chunk.rows.clone()).collect()
}

/// Returns id, level, replies and collapsed replies of each row.
fn positions(entries: Vec<Entry>, query: &ListQuery) -> Vec<(String, usize, usize, usize)> {
    let rows = rows(entries, query);
    rows.iter().map(|row| (row.id(&shipped()).to_owned(), row.level, row.replies, row.folded)).collect()
}

fn ids(entries: Vec<Entry>, query: &ListQuery) -> String {
    positions(entries, query).into_iter().map(|(id, ..)| id).collect::<Vec<_>>().join(" ")
}

fn talk() -> Vec<Entry> {
    vec![entry("a", None), entry("b", Some("s2")), entry("c", Some("a")), entry("d", None), entry("e", Some("c"))]
}

#[test]
fn threads_are_sorted_and_replies_stand_in_time_order() {
    let sorted = |sort| ids(talk(), &ListQuery { sort, ..ListQuery::default() });
    assert_eq!(sorted(Sort::Oldest), "s1 s2 b a c e d");
    assert_eq!(sorted(Sort::Newest), "d a c e s1 s2 b");
    assert_eq!(sorted(Sort::MostReplies), "s1 s2 b a c e d");
    let mut more = talk();
    more.push(entry("f", Some("a")));
    assert_eq!(ids(more, &ListQuery { sort: Sort::MostReplies, ..ListQuery::default() }), "a c e f s1 s2 b d");
}

#[test]
fn rows_tell_their_level_and_what_is_below_them() {
    let query = ListQuery { collapsed: vec!["a".into(), "d".into(), "none".into()], ..ListQuery::default() };
    let listed = positions(talk(), &query);
    let expected = [("s1", 1, 2, 0), ("s2", 2, 1, 0), ("b", 3, 0, 0), ("a", 1, 2, 2), ("d", 1, 0, 0)];
    assert_eq!(listed, expected.map(|(id, level, replies, folded)| (id.to_owned(), level, replies, folded)));
    let unread: Vec<bool> = rows(talk(), &query).iter().map(|row| row.unread).collect();
    assert_eq!(unread, [false, false, true, false, true]);
}

#[test]
fn what_is_deleted_stays_only_above_what_is_shown() {
    let entries = vec![
        deleted("a", None),
        deleted("b", Some("a")),
        deleted("c", None),
        deleted("d", Some("c")),
        entry("e", Some("d")),
        deleted("f", Some("e")),
    ];
    let listed = positions(entries.clone(), &ListQuery::default());
    let expected = [("s1", 1, 1, 0), ("s2", 2, 0, 0), ("c", 1, 1, 0), ("d", 2, 1, 0), ("e", 3, 0, 0)];
    assert_eq!(listed, expected.map(|(id, level, replies, folded)| (id.to_owned(), level, replies, folded)));
    assert!(rows(entries.clone(), &ListQuery::default()).iter().all(|row| !row.unread));
    assert_eq!(ids(entries, &ListQuery { filter: Filter::Mine, ..ListQuery::default() }), "e");
}

#[test]
fn whom_an_entry_answers_is_told_where_the_indent_ends() {
    let chain: Vec<Entry> = [("a", None), ("b", Some("a")), ("c", Some("b")), ("d", Some("c")), ("e", Some("d"))]
        .map(|(id, to)| entry(id, to))
        .into();
    let told: Vec<_> = rows(chain, &ListQuery::default()).into_iter().map(|row| row.to).collect();
    assert_eq!(told, [None, None, None, None, None, None, Some("name of d".to_owned())]);
}

#[test]
fn a_filter_or_a_search_lists_what_matches_and_says_whom_it_answers() {
    let mut entries = talk();
    entries.push(about("f", Some("a"), r#"{"circle":"c","step":2}"#));
    entries.push(about("g", Some("gone"), r#"{"block":"p1","quote":"Vertrauen ist GUT"}"#));
    let found = |filter: &Filter, search: &str, sort| {
        let query = ListQuery { filter: filter.clone(), search: search.to_owned(), sort, ..ListQuery::default() };
        ids(entries.clone(), &query)
    };
    let all = |filter| found(&filter, " ", Sort::Oldest);
    assert_eq!(all(Filter::Mine), "a b c d e");
    assert_eq!(all(Filter::Unread), "b d");
    assert_eq!(all(Filter::Passages), "g");
    let key = |text| Filter::About(Json::parse(text).unwrap());
    assert_eq!(all(key(r#"{"circle":"c","step":2}"#)), "f");
    assert_eq!(all(key(r#"{"circle":"c","step":3}"#)), "");
    assert_eq!(all(key(r#"{"block":"p1"}"#)), "g");
    assert_eq!(all(key("null")), "");
    assert_eq!(found(&Filter::All, "trust", Sort::Oldest), "s1 s2");
    assert_eq!(found(&Filter::All, "gut zoë", Sort::Oldest), "g");
    assert_eq!(found(&Filter::All, "WORDS of", Sort::Newest), "g f e d c b a");
    assert_eq!(found(&Filter::All, "words of", Sort::MostReplies), "a c b d e f g");
    assert_eq!(found(&Filter::Mine, "of c", Sort::Oldest), "c");
    assert_eq!(found(&Filter::Mine, "zoë", Sort::Oldest), "");
    let query = ListQuery { search: "of".into(), collapsed: vec!["a".into()], ..ListQuery::default() };
    let told: Vec<_> = rows(entries, &query).into_iter().map(|row| (row.level, row.folded, row.to)).collect();
    let name = |name: &str| Some(name.to_owned());
    let expected = [None, name("Author"), name("name of a"), None, name("name of c"), name("name of a"), None];
    assert_eq!(told, expected.map(|to| (1, 0, to)));
}

#[test]
fn an_entry_with_the_id_of_another_is_listed_once() {
    assert_eq!(ids(vec![entry("s1", None), entry("a", Some("s1"))], &ListQuery::default()), "s1 s2 a");
}

#[test]
fn ten_thousand_replies_to_each_other_are_listed() {
    let id = |n: usize| format!("{n:05}");
    let chain: Vec<Entry> = (0..10_000).map(|n| entry(&id(n), n.checked_sub(1).map(id).as_deref())).collect();
    let rows = rows(chain.clone(), &ListQuery::default());
    assert_eq!((rows[2].replies, rows[10_001].level), (9_999, 10_000));
    assert_eq!(positions(chain, &ListQuery { collapsed: vec![id(0)], ..ListQuery::default() }).len(), 3);
}

/// Ten thousand entries, about ten in a thread, some of them deep.
fn many() -> Vec<Rc<Entry>> {
    let id = |n: usize| format!("{:08x}-{n}", n * 1000);
    let parent = |n: usize| (!n.is_multiple_of(10)).then(|| id(if n.is_multiple_of(3) { n - 1 } else { n - n % 10 }));
    written((0..10_000).map(|n| entry(&id(n), parent(n).as_deref())).collect())
}

#[test]
fn chunks_are_of_fifty_rows_in_the_mean_and_two_hundred_at_most() {
    let chunks = chunks(&[], &many(), &ListQuery::default());
    assert!((160..250).contains(&chunks.len()), "{} chunks", chunks.len());
    assert!(chunks.iter().all(|chunk| (1..=chunk::LARGEST).contains(&chunk.rows.len())));
}

#[test]
fn pieces_follow_each_other_and_one_reply_changes_at_most_two_of_a_chunk() {
    let before = many();
    let pieces = |chunks: &[Rc<Chunk>]| -> Vec<Vec<String>> {
        let of_chunk = |chunk: &Rc<Chunk>| {
            let pieces = chunk.pieces(&shipped());
            let ends: Vec<usize> = pieces.iter().map(|piece| piece.end).collect();
            let begins: Vec<usize> = pieces.iter().map(|piece| piece.start).collect();
            assert_eq!((begins[0], &begins[1..]), (0, &ends[..ends.len() - 1]));
            assert_eq!(ends.last(), Some(&chunk.rows.len()));
            let ids = |rows: &[Row]| rows.iter().map(|row| row.id(&shipped()).to_owned()).collect();
            pieces.into_iter().map(|piece| ids(&chunk.rows[piece])).collect::<Vec<_>>()
        };
        chunks.iter().flat_map(of_chunk).collect()
    };
    let old = pieces(&chunks(&[], &before, &ListQuery::default()));
    assert!(old.iter().all(|piece| (1..=24).contains(&piece.len())));
    assert!((1_000..1_700).contains(&old.len()), "{} pieces", old.len());
    let mut moved = 0;
    for n in (0..10_000).step_by(997) {
        let mut after = before.clone();
        let reply = entry(&format!("{}-reply", before[n].id), Some(&before[n].id));
        let at = after.partition_point(|known| known.id < reply.id);
        after.insert(at, Rc::new(reply));
        let new = pieces(&chunks(&[], &after, &ListQuery::default()));
        moved = moved.max(new.iter().filter(|piece| !old.contains(piece)).count());
    }
    // A full piece pushes a row into the next one.
    assert!((1..=3).contains(&moved), "{moved} pieces changed");
}

#[test]
fn one_reply_among_ten_thousand_changes_at_most_two_chunks() {
    let before = many();
    let old = chunks(&[], &before, &ListQuery::default());
    let again = chunks(&old, &before, &ListQuery::default());
    assert!(old.iter().zip(&again).all(|(old, new)| Rc::ptr_eq(old, new)));
    for n in (0..10_000).step_by(199) {
        let parent = &before[n];
        let mut after = before.clone();
        let at = after.partition_point(|known| known.id < format!("{}-reply", parent.id));
        after.insert(at, Rc::new(entry(&format!("{}-reply", parent.id), Some(&parent.id))));
        let new = chunks(&old, &after, &ListQuery::default());
        let changed = new.iter().filter(|new| !old.iter().any(|old| Rc::ptr_eq(old, new))).count();
        assert!((1..=2).contains(&changed), "{changed} chunks changed for a reply to entry {n}");
    }
}

#[test]
fn an_edit_changes_the_chunk_that_holds_it() {
    let before = many();
    let old = chunks(&[], &before, &ListQuery::default());
    let mut after = before.clone();
    after[5_000] = Rc::new(Entry { text: "Other words".to_owned(), ..(*after[5_000]).clone() });
    let new = chunks(&old, &after, &ListQuery::default());
    assert_eq!(old.iter().zip(&new).filter(|(old, new)| !Rc::ptr_eq(old, new)).count(), 1);
}

#[test]
fn the_next_unread_entry_is_found_from_anywhere() {
    let list = chunks(&[], &written(talk()), &ListQuery::default());
    let next = |after| next_unread(&list, &shipped(), after);
    assert_eq!(next(None).as_deref(), Some("b"));
    assert_eq!(next(Some("s2")).as_deref(), Some("b"));
    assert_eq!(next(Some("b")).as_deref(), Some("d"));
    assert_eq!(next(Some("d")).as_deref(), Some("b"));
    assert_eq!(next(Some("gone")).as_deref(), Some("b"));
    let one = chunks(&[], &written(vec![entry("b", None)]), &ListQuery::default());
    assert_eq!(next_unread(&one, &shipped(), Some("b")), None);
}

proptest! {
    #[test]
    fn nothing_that_can_be_read_is_left_out(
        made in prop::collection::vec((prop::option::of(0_usize..30), any::<bool>()), 0..30),
        sort in prop_oneof![Just(Sort::Oldest), Just(Sort::Newest), Just(Sort::MostReplies)],
    ) {
        let id = |n: usize| format!("{n:02}");
        let entries: Vec<Entry> = made
            .iter()
            .enumerate()
            .map(|(n, (parent, deleted))| Entry { deleted: *deleted, ..entry(&id(n), parent.map(id).as_deref()) })
            .collect();
        let rows = rows(entries, &ListQuery { sort, ..ListQuery::default() });
        let mut shown: Vec<&Rc<Entry>> = vec![];
        for (at, row) in rows.iter().enumerate() {
            let below: Vec<&Row> = rows[at + 1..].iter().take_while(|below| below.level > row.level).collect();
            let is_deleted = |row: &Row| matches!(&row.source, Source::Written(entry) if entry.deleted);
            prop_assert_eq!(row.replies, below.iter().filter(|below| !is_deleted(below)).count());
            prop_assert!(!is_deleted(row) || row.replies > 0);
            if let Source::Written(entry) = &row.source {
                shown.push(entry);
            }
        }
        let mut readable: Vec<&str> = shown.iter().filter(|entry| !entry.deleted).map(|entry| entry.id.as_str()).collect();
        readable.sort_unstable();
        let expected: Vec<String> =
            made.iter().enumerate().filter(|(_, (_, deleted))| !deleted).map(|(n, _)| id(n)).collect();
        prop_assert_eq!(readable, expected);
    }

    #[test]
    fn the_newest_entry_comes_into_the_list_as_if_it_were_made_anew(
        made in prop::collection::vec((prop::option::of(0_usize..600), 0_u8..8), 1..600),
        answered in prop::option::of(0_usize..600),
        sort in prop_oneof![4 => Just(Sort::Oldest), 1 => Just(Sort::Newest)],
    ) {
        // Half of the entries answer one shortly before them, which makes long branches. Shipped entries get replies
        // too.
        let id = |n: usize| if n == 599 { "s1".to_owned() } else { format!("{n:03}") };
        let above = |n: usize, parent: usize| if parent.is_multiple_of(2) { n.saturating_sub(parent % 7 + 1) } else { parent };
        let mut entries: Vec<Entry> = made
            .iter()
            .enumerate()
            .map(|(n, (parent, kind))| {
                let parent = parent.map(|parent| id(above(n, parent)));
                Entry { deleted: *kind == 0, ..entry(&format!("{n:03}"), parent.as_deref()) }
            })
            .collect();
        let query = ListQuery { sort, ..ListQuery::default() };
        entries.push(entry("999", answered.map(id).as_deref()));
        let now = written(entries);
        let old = chunks(&[], &now[..made.len()], &query);
        let shipped = shipped();
        let unread = ["b".to_owned(), "d".to_owned()];
        let input = ListInput { shipped: &shipped, written: &now, me: "me", unread: &unread, casefold: &str::to_lowercase };
        let quick = with_newest(&old, &input, &query);
        let parent_is_listed = answered.is_none_or(|answered| {
            let rows = old.iter().flat_map(|chunk| &chunk.rows);
            answered == 599 || answered >= made.len() || rows.into_iter().any(|row| row.id(&shipped) == id(answered))
        });
        prop_assert_eq!(quick.is_some(), sort == Sort::Oldest && parent_is_listed);
        if let Some(quick) = quick {
            let anew = list(&old, &input, &query);
            prop_assert_eq!(&quick, &anew);
            let kept = |list: &[Rc<Chunk>]| list.iter().filter(|new| old.iter().any(|old| Rc::ptr_eq(old, new))).count();
            prop_assert_eq!(kept(&quick), kept(&anew));
        }
    }
}
