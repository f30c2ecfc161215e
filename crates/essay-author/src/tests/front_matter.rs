//! Tests the encodings that editors save, and the names that an essay may have.

use super::*;

const SOUND: &str = "+++\nid = \"t\"\ntitle = \"T\"\n+++\n\nHello.\n";

fn read(bytes: &[u8]) -> (Option<Essay>, Vec<String>) {
    let source = Source::read("e.md", bytes).unwrap();
    let (essay, found) = compile(&source, None);
    (essay, found.iter().map(|found| found.to_string().lines().next().unwrap_or_default().to_owned()).collect())
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_file_may_begin_and_end_its_lines_as_editors_write_them() {
    let (expected, found) = read(SOUND.as_bytes());
    assert_eq!(found, Vec::<String>::new());
    let marked = format!("\u{feff}{SOUND}");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a byte order mark", marked.clone().into()),
        ("a mark and lines of Windows", marked.replace('\n', "\r\n").into()),
        ("lines of Windows", SOUND.replace('\n', "\r\n").into()),
        ("lines of old Macs", SOUND.replace('\n', "\r").into()),
        ("blanks behind +++", SOUND.replace("+++\n", "+++ \t\n").into()),
        ("blanks of no width to break at", SOUND.replace("+++\n", "+++\u{a0}\n").into()),
        ("blank lines before", format!("\n \n{SOUND}").into()),
        ("blanks before +++", SOUND.replace("+++\n", "  +++\n").into()),
        ("a mark and blank lines", format!("\u{feff}\r\n{SOUND}").into()),
        ("UTF-16 of Windows", utf16(&marked, u16::to_le_bytes)),
        ("UTF-16 the other way", utf16(&marked, u16::to_be_bytes)),
        ("UTF-16 without a mark", utf16(SOUND, u16::to_le_bytes)),
        ("UTF-16 the other way without a mark", utf16(SOUND, u16::to_be_bytes)),
    ];
    for (what, bytes) in files {
        assert_eq!(read(&bytes), (expected.clone(), vec![]), "{what}");
    }
    let (essay, found) = read(SOUND.trim_end_matches("\n\nHello.\n").as_bytes());
    assert_eq!((essay.unwrap().opening, found), (vec![], vec![]));
}

#[test]
fn places_are_those_that_an_editor_shows() {
    let faulty = SOUND.replace("Hello.", "One\n[x](javascript:y)");
    let place = "e.md:7:1: error: A link cannot have the scheme “javascript”.".to_owned();
    for text in [faulty.clone(), format!("\u{feff}{faulty}"), faulty.replace('\n', "\r\n"), faulty.replace('\n', "\r")]
    {
        assert_eq!(read(text.as_bytes()).1, [place.as_str()], "{text:?}");
    }
    let (_, found) = read("\u{feff}+++\nid = 1\n+++\n".as_bytes());
    assert!(found[0].starts_with("e.md:2:6: error:"), "{found:?}");
}

#[test]
fn a_file_that_is_no_text_is_refused_where_it_stops_being_one() {
    let found = Source::read("e.md", b"+++\nid = \"\xe4\"").unwrap_err();
    assert!(found.to_string().starts_with("e.md:2:7: error: The file is not text in UTF-8"), "{found}");
    // The files end in half a surrogate pair and in half a code unit.
    for bytes in [&b"\xff\xfea\0\x00\xd8b\0"[..], b"\xff\xfea\0b"] {
        assert!(Source::read("e.md", bytes).unwrap_err().to_string().starts_with("e.md:1:2: error:"), "{bytes:?}");
    }
    // The browser has converted it to UTF-8 as well as it could.
    let (_, found) = read("\u{fffd}\u{fffd}+\0+\0+\0\n\0".as_bytes());
    assert_eq!(found, ["e.md:1:1: error: The essay has no front matter."]);
}

#[test]
fn a_discussion_may_be_saved_by_the_same_editors() {
    let toml = "\u{feff}[[entry]]\r\nid = \"a\"\r\nname = \"N\"\r\ntext = \"T.\"\r\n";
    let essay = Source { file: "e.md".to_owned(), text: SOUND.to_owned() };
    let (essay, found) = compile(&essay, Some(&Source { file: "discussion.toml".to_owned(), text: toml.to_owned() }));
    assert_eq!((essay.unwrap().entries.len(), found), (1, vec![]));
}

#[test]
fn an_essay_has_the_name_of_a_file() {
    let long = "a".repeat(201);
    let refused = [
        ("", "is empty"),
        (" ", "is empty"),
        ("../../escape", "holds the character “/”"),
        ("blog/2026/quiet", "holds the character “/”"),
        ("/etc/passwd", "holds the character “/”"),
        ("..\\\\..\\\\escape", "holds the character “\\”"),
        ("C:evil", "holds the character “:”"),
        ("a\\u0000b", "holds the character U+0000"),
        ("a\\nb", "holds the character U+000A"),
        ("a\\u007Fb", "holds the character U+007F"),
        ("a\\u202Eb", "holds the character U+202E"),
        ("\\uFEFFa", "holds the character U+FEFF"),
        ("a?b", "holds the character “?”"),
        ("a#b", "holds the character “#”"),
        ("a%2Fb", "holds the character “%”"),
        (".", "begins or ends with a dot"),
        ("..", "begins or ends with a dot"),
        (".hidden", "begins or ends with a dot"),
        ("a.", "begins or ends with a dot"),
        ("a ", "begins or ends with a blank"),
        (" a", "begins or ends with a blank"),
        ("con", "is “con”, which Windows keeps for a device"),
        ("NUL", "is “NUL”, which Windows keeps for a device"),
        ("aux.essay", "is “aux.essay”, which Windows keeps for a device"),
        ("Com1", "is “Com1”, which Windows keeps for a device"),
        ("lpt².x", "is “lpt².x”, which Windows keeps for a device"),
        (long.as_str(), "is longer than 200 bytes"),
    ];
    for (id, why) in refused {
        let (_, found) = read(format!("+++\ntitle = \"T\"\nid = \"{id}\"\n+++\n").as_bytes());
        assert_eq!(found, [format!("e.md:3:6: error: The essay's id {why}.")], "{id}");
    }
    for id in ["quiet-hour", "tyst_timme", "2026.11 talk", "hiljaa ääneen", "الثقة", "安静", "console", "com10", "a..b"]
    {
        assert_eq!(
            read(format!("+++\ntitle = \"T\"\nid = \"{id}\"\n+++\n").as_bytes()).1,
            Vec::<String>::new(),
            "{id}"
        );
        assert_eq!(file_name(id), Ok(()));
    }
}

#[test]
fn an_essay_has_a_title() {
    let (_, found) = read(b"+++\nid = \"\"\ntitle = \" \"\n+++\n\nHello.\n");
    assert_eq!(found, ["e.md:2:6: error: The essay's id is empty.", "e.md:3:9: error: The essay's title is empty."]);
}
