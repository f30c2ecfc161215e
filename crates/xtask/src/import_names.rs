//! Short names for what the wasm imports from its glue. wasm-bindgen ends each of some 180 names in sixteen random
//! digits, which no compression shrinks and which stand in both files: 3 KB of what every reader loads.

use crate::error::{Error, Outcome};

/// The id of the section of a wasm binary that lists what it imports.
const IMPORTS: u8 = 2;

/// Renames the imports of functions in the binary and in the glue's text, as wasm-bindgen wrote it.
pub fn shorten(wasm: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut names = Vec::new();
    let wasm = renamed(wasm, &mut names)
        .ok_or_else(|| Error::new("The built wasm is not a WebAssembly binary of version 1. Build it again."))?;
    let mut text = String::with_capacity(glue.len());
    let mut found = 0;
    for line in glue.split_inclusive('\n') {
        // The glue gives each import a line of its own: `        __wbg_name_0123456789abcdef: function(arg0) {`.
        let name = line.trim_start().split_once(": function(").map_or("", |(name, _)| name);
        match names.iter().position(|known| known == name) {
            Some(index) => {
                found += 1;
                text.push_str(&line.replacen(name, &short(index), 1));
            }
            None => text.push_str(line),
        }
    }
    if found != names.len() {
        return Err(Error::new(format!(
            "The wasm imports {} functions, and {found} of them were found in its glue. See how this wasm-bindgen \
             writes them, and correct crates/xtask/src/import_names.rs.",
            names.len()
        )));
    }
    Ok((wasm, text))
}

/// A name that is its index, and never a word of JavaScript.
fn short(index: usize) -> String {
    format!("_{index}")
}

/// The binary with short import names, whose old ones are added to `names` in order. None if it is no binary.
fn renamed(wasm: &[u8], names: &mut Vec<String>) -> Option<Vec<u8>> {
    let mut reader = Reader(wasm);
    let mut out = reader.take(8).filter(|header| *header == b"\0asm\x01\0\0\0")?.to_vec();
    while let Some(id) = reader.byte() {
        let length = reader.number()?;
        let section = reader.take(length)?;
        let section = if id == IMPORTS { renamed_imports(section, names)? } else { section.to_vec() };
        out.push(id);
        push_number(&mut out, section.len());
        out.extend(section);
    }
    Some(out)
}

fn renamed_imports(section: &[u8], names: &mut Vec<String>) -> Option<Vec<u8>> {
    let mut reader = Reader(section);
    let mut out = Vec::new();
    let count = reader.number()?;
    push_number(&mut out, count);
    for _ in 0..count {
        push_text(&mut out, reader.text()?);
        let name = reader.text()?;
        push_text(&mut out, short(names.len()).as_bytes());
        names.push(String::from_utf8(name.to_vec()).ok()?);
        // Only functions come from the glue: their kind, 0, and the index of their type.
        let kind = reader.byte().filter(|kind| *kind == 0)?;
        out.push(kind);
        push_number(&mut out, reader.number()?);
    }
    Some(out)
}

/// The bytes that are not read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }
}

fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn push_text(out: &mut Vec<u8>, text: &[u8]) {
    push_number(out, text.len());
    out.extend(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A binary that imports `names` from `./g.js` and has a custom section of 200 bytes behind that.
    fn binary(names: &[&str]) -> Vec<u8> {
        let mut imports = Vec::new();
        push_number(&mut imports, names.len());
        for name in names {
            push_text(&mut imports, b"./g.js");
            push_text(&mut imports, name.as_bytes());
            imports.extend([0, 3]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        for (id, section) in [(IMPORTS, imports), (0, vec![7; 200])] {
            wasm.push(id);
            push_number(&mut wasm, section.len());
            wasm.extend(section);
        }
        wasm
    }

    #[test]
    fn both_files_get_the_same_short_names() {
        let glue = "x = {\n    __wbg_a_1: function(arg0) {\n    },\n    __wbg_b_2: function() {}\n};\n__wbg_a_1();\n";
        let (wasm, text) = shorten(&binary(&["__wbg_b_2", "__wbg_a_1"]), glue).unwrap();
        assert_eq!(wasm, binary(&["_0", "_1"]));
        assert_eq!(text, "x = {\n    _1: function(arg0) {\n    },\n    _0: function() {}\n};\n__wbg_a_1();\n");
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        assert!(shorten(&binary(&["__wbg_b_2"]), "nothing").is_err());
        assert!(shorten(b"<!doctype html>", "").is_err());
        assert!(shorten(&binary(&["a"])[..20], "a: function()").is_err());
    }
}
