//! Detects the encoding of a file that a reader or an author hands over.

/// Returns the encoding of a text that begins with these bytes, as the label that browsers' decoders know. A byte order
/// mark decides. Without one, a zero beside the first byte means UTF-16, since JSON and Markdown begin with an ASCII
/// character. Everything else is UTF-8.
///
/// Source: the encoding standard of the WHATWG, "BOM sniff". Spreadsheets and older editors save UTF-16 under the name
/// "Unicode".
///
/// # Example
/// ```
/// use essay_core::encoding::encoding_of;
///
/// assert_eq!(encoding_of(b"\xff\xfe{\0"), "utf-16le");
/// assert_eq!(encoding_of(b"{\0"), "utf-16le");
/// assert_eq!(encoding_of(b"{\"events\""), "utf-8");
/// ```
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
