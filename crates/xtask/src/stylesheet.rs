//! One stylesheet out of the sheets under styles/: joined in the order of styles/index.txt and freed of comments and
//! of most whitespace.
//!
//! The stripping changes nothing that CSS could tell apart; what is left of the size is the compressor's business.

use crate::error::{Error, Explain, Outcome};
use crate::{fingerprint, workspace};
use std::fs;
use std::path::Path;

/// Writes `circle-essay-HASH.css` into the folder and returns its name.
pub fn build(styles: &Path, into: &Path) -> Outcome<String> {
    let index = workspace::read(&styles.join("index.txt"))?;
    let sheets = listed(&index);
    refuse_unlisted(styles, &sheets)?;
    let mut joined = String::new();
    for sheet in sheets {
        let path = styles.join(sheet);
        let text = workspace::read(&path)?;
        let stripped = strip(&text).map_err(|problem| Error::new(format!("{}:{problem} Close it.", path.display())))?;
        joined.push_str(&stripped);
        joined.push('\n');
    }
    fingerprint::write(into, "circle-essay", "css", &joined)
}

/// One file name a line; empty lines and lines that begin with # are for people.
fn listed(index: &str) -> Vec<&str> {
    index.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// A sheet that is written but not listed would be missing from every page without a word.
fn refuse_unlisted(styles: &Path, sheets: &[&str]) -> Outcome {
    let entries = fs::read_dir(styles).explain(|| format!("Could not list {}", styles.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".css") && !sheets.contains(&name.as_str()) {
            return Err(Error::new(format!(
                "{} is not listed in styles/index.txt, so no page would have it. \
                 Add its name there; the order of the lines is the order of the rules.",
                entry.path().display()
            )));
        }
    }
    Ok(())
}

/// The fault of a sheet: its line, and which opening never closes.
#[derive(Debug, PartialEq, Eq)]
struct Unclosed {
    line: usize,
    what: &'static str,
}

impl std::fmt::Display for Unclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: a {} opens here and never closes.", self.line, self.what)
    }
}

fn strip(css: &str) -> Result<String, Unclosed> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest, first).map_err(|what| {
            let (before, _) = css.split_at(css.len() - rest.len());
            Unclosed { line: before.matches('\n').count() + 1, what }
        })?;
        let (token, after) = rest.split_at(length);
        match first {
            '/' if token.starts_with("/*") => push_comment(&mut out, after),
            '{' => {
                if out.ends_with(' ') && !out.ends_with("\\ ") {
                    out.pop();
                }
                out.push('{');
            }
            white if white.is_ascii_whitespace() => push_space(&mut out),
            _ => out.push_str(token),
        }
        rest = after;
    }
    Ok(out.trim_end().to_owned())
}

/// How many bytes at the beginning of `text` belong together: a comment, a string, an address, an escape or a single
/// character. Fails with the name of what never closes.
fn token_length(text: &str, first: char) -> Result<usize, &'static str> {
    match first {
        '/' if text.starts_with("/*") => Ok(text.match_indices("*/").find(|(at, _)| *at > 1).ok_or("comment")?.0 + 2),
        '"' | '\'' => string_length(text, first).ok_or("string"),
        // An unquoted address may hold what looks like a comment, such as https://host/*.
        'u' if opens_bare_url(text) => Ok(text.find(')').ok_or("url(")? + 1),
        // An escape hides the meaning of the character after it, be it a quote or a space.
        '\\' => Ok(1 + text.chars().nth(1).map_or(0, char::len_utf8)),
        other => Ok(other.len_utf8()),
    }
}

/// One space for a run of them, and none where a rule or a declaration has just begun or ended.
fn push_space(out: &mut String) {
    let follows_a_break = out.ends_with([' ', '{', '}', ';']) && !out.ends_with("\\ ");
    if !out.is_empty() && !follows_a_break {
        out.push(' ');
    }
}

/// A comment goes, unless it alone keeps two words apart: `a/**/b` is neither `ab` nor `a b`.
fn push_comment(out: &mut String, after: &str) {
    let before_is_open = out.is_empty() || out.ends_with([' ', '{', '}', ';']);
    let after_is_open = after.is_empty() || after.starts_with(|next: char| next.is_ascii_whitespace());
    if !before_is_open && !after_is_open {
        out.push_str("/**/");
    }
}

/// The length of the string that `text` begins with, quotes included.
fn string_length(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, next) in text.char_indices().skip(1) {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // CSS ends a broken string at the end of its line; better to say so than to guess.
            '\n' => return None,
            _ if next == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn opens_bare_url(text: &str) -> bool {
    text.strip_prefix("url(").is_some_and(|inside| !inside.trim_start().starts_with(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_runs_of_whitespace_go() {
        let cases = [
            ("a {\n  color: red;\n  /* why */\n  top: 0;\n}\n\n/* end */\nb {}\n", "a{color: red;top: 0;}b{}"),
            ("@media (x)\n  and (y) { a b > c { --x: ; } }", "@media (x) and (y){a b > c{--x: ;}}"),
            ("/* only */", ""),
            ("a /* between */ b{}", "a b{}"),
            (".a/* joins */.b{}", ".a/**/.b{}"),
        ];
        for (css, expected) in cases {
            assert_eq!(strip(css), Ok(expected.to_owned()), "{css}");
        }
    }

    #[test]
    fn strings_addresses_and_escapes_stay() {
        for css in [
            r#"a{content: "/* not  a comment */  \" {";}"#,
            r"a{content: '\'  ;  }';}",
            "a{background: url(https://host/*x*/y.png);}",
            r"a\  b{}",
            r#".\"  {}"#,
        ] {
            let expected = css.replace("\\\"  {}", "\\\"{}");
            assert_eq!(strip(css), Ok(expected));
        }
        let quoted = "a{background: url( \"a  b\" )}";
        assert_eq!(strip(quoted), Ok(quoted.to_owned()));
    }

    #[test]
    fn what_never_closes_is_named_with_its_line() {
        for (css, line, what) in [
            ("a{}\n/* b", 2, "comment"),
            ("/*/", 1, "comment"),
            ("a{\ncontent: \"x\n}", 2, "string"),
            ("a{b: url(x", 1, "url("),
        ] {
            assert_eq!(strip(css), Err(Unclosed { line, what }), "{css}");
        }
    }

    #[test]
    fn the_index_lists_sheets_in_order() {
        assert_eq!(listed("# sheets\ntokens.css\n\n base.css \n"), ["tokens.css", "base.css"]);
    }
}
