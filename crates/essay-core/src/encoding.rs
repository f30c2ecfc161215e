//! In which encoding a file is written that somebody hands over.

/// The encoding of a text that begins with these bytes, by the name that browsers' decoders know: what its byte order mark
/// says, or, as JSON and Markdown begin with a letter of ASCII, the zero beside that. Anything else is UTF-8.
///
/// Source: the encoding standard of the WHATWG, "BOM sniff". Spreadsheets and older editors save "Unicode" as UTF-16.
pub fn encoding_of(start: &[u8]) -> &'static str {
    match start {
        [0xff, 0xfe, ..] | [1..=0xff, 0, ..] => "utf-16le",
        [0xfe, 0xff, ..] | [0, 1..=0xff, ..] => "utf-16be",
        _ => "utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_its_encoding_by_its_mark_or_its_first_letter() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for text in ["{\"a\":1}", "\u{feff}{", "\u{feff}+++\r\n", "[", "\r\n{", "\u{feff}ä", "\u{feff}"] {
            assert_eq!(encoding_of(&utf16(text, u16::to_le_bytes)), "utf-16le", "{text:?}");
            assert_eq!(encoding_of(&utf16(text, u16::to_be_bytes)), "utf-16be", "{text:?}");
            assert_eq!(encoding_of(text.as_bytes()), "utf-8", "{text:?}");
        }
        for bytes in [&[][..], "{".as_bytes(), &[0], &[0, 0], &[0xff], "é{".as_bytes()] {
            assert_eq!(encoding_of(bytes), "utf-8", "{bytes:?}");
        }
    }
}
