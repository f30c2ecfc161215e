//! As much of Rust's grammar as the rules need: what is code, what is a comment, and which words follow one another.

/// The text of a file, taken apart.
#[derive(Debug, Default)]
pub struct Parts {
    /// The code, with a space for everything in comments, texts and characters. Its lines are those of the file.
    pub code: String,
    /// The text of each line comment without its slashes, with its line, counted from 1. Block comments are not among them: the project
    /// has none.
    pub comments: Vec<(usize, String)>,
}

/// Takes a file apart.
pub fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut rest = text;
    let mut line = 1;
    while let Some(next) = rest.chars().next() {
        let before = parts.code.chars().next_back();
        let is_word_before = before.is_some_and(|before| before.is_alphanumeric() || before == '_');
        let length = if rest.starts_with("//") {
            let comment = rest.lines().next().unwrap_or_default();
            parts.comments.push((line, comment.trim_start_matches(['/', '!']).trim().to_owned()));
            comment.len()
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_text(rest).filter(|_| !is_word_before) {
            length
        } else if next == '"' {
            quoted(rest, '"')
        } else if next == '\'' {
            character(rest)
        } else {
            0
        };
        let (taken, after) = rest.split_at_checked(length.max(next.len_utf8())).unwrap_or((rest, ""));
        if length == 0 {
            parts.code.push(next);
        } else {
            parts.code.push(' ');
            parts.code.extend(taken.matches('\n'));
        }
        line += taken.matches('\n').count();
        rest = after;
    }
    parts
}

/// The length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth.saturating_sub(1), at + 2);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of a text such as `r#"…"#` or `b"…"`.
fn raw_text(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(['b', 'c']);
    if let Some(rest) = rest.strip_prefix('r') {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let body = rest.get(hashes..)?.strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let start = text.len() - body.len();
        return Some(body.find(&end).map_or(text.len(), |at| start + at + end.len()));
    }
    let prefix = text.len() - rest.len();
    (prefix > 0 && rest.starts_with('"')).then(|| prefix + quoted(rest, '"'))
}

/// The length of a text between quotes in which a backslash takes the next character with it.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            letter if letter == quote => return at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// The length of a character, or nothing if the quote begins the name of a lifetime.
fn character(text: &str) -> usize {
    let mut letters = text.chars().skip(1);
    match (letters.next(), letters.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}

/// The words and signs of code, in order. `::` is one sign.
pub fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(next) = rest.chars().next() {
        let word = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => next.len_utf8(),
            length => length,
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

/// The tokens without those of items that exist in tests only.
pub fn without_tests(tokens: &[&str]) -> Vec<String> {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        if rest.starts_with(&ATTRIBUTE) {
            rest = rest.get(item(rest)..).unwrap_or_default();
        } else {
            kept.push((*first).to_owned());
            rest = after;
        }
    }
    kept
}

/// How many tokens an item has, with its attributes: it ends with a semicolon or with a block.
fn item(tokens: &[&str]) -> usize {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" => braces += 1,
            "}" => braces = braces.saturating_sub(1),
            "[" | "(" => others += 1,
            "]" | ")" => others = others.saturating_sub(1),
            _ => {}
        }
        if braces == 0 && others == 0 && matches!(*token, ";" | "}") {
            return at + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_no_code() {
        let text = "//! Of \"this\".\nlet a = \"// no comment\\\"\"; // One.\nlet b = r#\"a \"b\n// c\"#; let c = '\"'; let d: &'a str = b\"x\";\n\
                    /* a /* b */ c */ fn over() {}\n/// Two.\n";
        let parts = parts(text);
        assert_eq!(parts.code.lines().count(), text.lines().count());
        let expected =
            ["let", "a", "=", ";", "let", "b", "=", ";", "let", "c", "=", ";", "let", "d", ":", "&", "'", "a", "str"];
        let tokens = tokens(&parts.code);
        assert_eq!(tokens.get(..expected.len()), Some(&expected[..]));
        assert_eq!(tokens.get(expected.len()..), Some(&["=", ";", "fn", "over", "(", ")", "{", "}"][..]));
        let expected = [(1, "Of \"this\"."), (2, "One."), (6, "Two.")].map(|(line, text)| (line, text.to_owned()));
        assert_eq!(parts.comments, expected);
    }

    #[test]
    fn what_only_tests_have_is_left_out() {
        let code =
            "use a::b; #[cfg(test)] use c::d; fn e() { f; } #[cfg(test)] mod tests { use super::*; fn g() {} } h!();";
        let kept = without_tests(&tokens(code)).join(" ");
        assert_eq!(kept, "use a :: b ; fn e ( ) { f ; } h ! ( ) ;");
    }
}
