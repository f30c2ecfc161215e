//! Tests that exports read as the comments were written.

use super::*;
use crate::discussion::{Author, DELETE, EDIT, Event, POST};
use proptest::prelude::*;

fn event(id: &str, kind: &str, parent: Option<&str>, text: &str) -> Event {
    Event {
        id: id.to_owned(),
        kind: kind.to_owned(),
        parent: parent.map(str::to_owned),
        author: Author { id: "me".to_owned(), name: "An*na".to_owned() },
        anchor: Json::Null,
        text: text.to_owned(),
        time: 1_709_209_800_000,
        unknown: vec![],
    }
}

fn of(events: Vec<Event>) -> Discussion {
    let mut discussion = Discussion::default();
    discussion.add_all(events);
    discussion
}

#[test]
fn markdown_shows_threads_as_quotations() {
    let shipped = ShippedEntry { id: "s".into(), parent: None, name: "Author".into(), pingback: false, blocks: vec![] };
    let anchor = Json::object([("quote", "so it\ngoes".into())]);
    let discussion = of(vec![
        Event { anchor, ..event("1", POST, None, "One\ntwo\n\n- three <b>") },
        event("2", POST, Some("1"), "Reply"),
        event("3", POST, Some("2"), "Reply"),
        event("4", POST, Some("3"), "Reply"),
        event("5", POST, Some("4"), "Deep"),
        event("6", DELETE, Some("2"), ""),
        Event { author: Author::default(), ..event("7", POST, Some("s"), "Answer") },
        event("8", EDIT, Some("5"), "Deeper"),
        event("9", "start", None, "Because"),
    ]);
    let time = "2024-02-29T12:30:00Z";
    assert_eq!(
        markdown("On #trust", &discussion, &[shipped], Translations::english()),
        format!(
            "# On \\#trust\n\n**An\\*na**, {time}, about “so it goes”\n\nOne  \ntwo\n\n\\- three \\<b\\>\n\
             \n> **An\\*na**, {time}\n>\n> *Deleted by its author.*\n\
             \n> > **An\\*na**, {time}\n> >\n> > Reply\n\
             \n> > > **An\\*na**, {time}\n> > >\n> > > Reply\n\
             \n> > > **An\\*na**, {time}, edited {time}, in reply to An\\*na\n> > >\n> > > Deeper\n\
             \n**a reader**, {time}, in reply to Author\n\nAnswer\n"
        )
    );
}

#[test]
fn a_table_holds_every_event_and_no_formula() {
    let anchor = Json::object([("block", "b".into())]);
    let discussion = of(vec![
        Event { anchor, ..event("1", POST, None, "=1+1") },
        event("2", EDIT, Some("1"), "a \"b\",\nc"),
        event("3", "wave", None, "-\t"),
        event("4", POST, None, "\r@"),
    ]);
    assert_eq!(
        csv(&discussion),
        "id,parent,name,time,kind,anchor,text\r\n\
         1,,An*na,2024-02-29T12:30:00Z,post,\"{\"\"block\"\":\"\"b\"\"}\",'=1+1\r\n\
         2,1,An*na,2024-02-29T12:30:00Z,edit,,\"a \"\"b\"\",\nc\"\r\n\
         3,,An*na,2024-02-29T12:30:00Z,wave,,\"'-\t\"\r\n\
         4,,An*na,2024-02-29T12:30:00Z,post,,\"'\r@\"\r\n"
    );
}

#[test]
fn times_are_told_in_utc() {
    for (time, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        (253_402_300_799_000, "9999-12-31T23:59:59Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
        (-62_167_219_201_000, "-0001-12-31T23:59:59Z"),
    ] {
        assert_eq!(iso(time), text);
    }
    assert!(iso(i64::MIN).starts_with('-') && iso(i64::MAX).ends_with('Z'));
}

#[test]
fn ten_thousand_replies_to_each_other_are_exported() {
    let reply =
        |n: usize| event(&format!("{n:05}"), POST, (n > 0).then(|| format!("{:05}", n - 1)).as_deref(), "Words");
    let markdown = markdown("Title", &of((0..10_000).map(reply).collect()), &[], Translations::english());
    assert_eq!(markdown.matches("Words").count(), 10_000);
}

/// Parses CSV as RFC 4180 says.
fn cells(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut letters = table.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

proptest! {
    #[test]
    fn a_table_gives_back_what_was_written(text in any::<String>(), name in "[=+@,;\"a\r\n\t＝＠-]{0,5}") {
        let mut event = event("1", POST, None, &text);
        event.author.name.clone_from(&name);
        let rows = cells(&csv(&of(vec![event])));
        let safe = |text: &str| if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text.to_owned() };
        prop_assert_eq!((&rows[1][2], &rows[1][6], rows[1].len()), (&safe(&name), &safe(&text), 7));
    }

    #[test]
    fn days_follow_each_other(day in -1_000_000_i64..1_000_000) {
        let (today, tomorrow) = (iso(day * 86_400_000), iso((day + 1) * 86_400_000));
        let date = |text: &str| -> (i64, i64, i64) {
            let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
            let mut parts = digits.split(['-', 'T']).map_while(|part| part.parse::<i64>().ok());
            (sign * parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
        };
        let ((year, month, day), next) = (date(&today), date(&tomorrow));
        let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
        let length = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1];
        let expected = match (month, day) {
            (12, 31) => (year + 1, 1, 1),
            (_, day) if day == length => (year, month + 1, 1),
            _ => (year, month, day + 1),
        };
        prop_assert_eq!(next, expected);
    }
}
