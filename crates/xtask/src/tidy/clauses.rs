//! No sentence of a comment begins with a clause that has no noun to stand on: "What …", "Where …", "Whoever …". A sentence names its
//! subject first.

use super::finding::Finding;
use super::rust;
use super::sources::Source;

/// The words that begin such a clause.
const HEADLESS: [&str; 6] = ["What", "Where", "Whether", "Which", "Who", "Whoever"];

/// "That which …" is another.
const PAIR: (&str, &str) = ("That", "which");

pub fn look(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !source.path.ends_with(".css")) {
        let comments = if source.is_rust() { rust::parts(&source.text).comments } else { whole_lines(&source.text) };
        for (line, words) in clauses(&comments) {
            let what = format!("begins a sentence with `{words} …`. Name its subject first.");
            found.push(Finding::new(source, line, what));
        }
    }
    found
}

/// The comments of a script that have a line for themselves.
fn whole_lines(text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().enumerate();
    let comments = lines.filter_map(|(number, line)| Some((number + 1, line.trim_start().strip_prefix("//")?)));
    comments.map(|(number, comment)| (number, comment.trim().to_owned())).collect()
}

/// The line and the first words of each sentence that begins so. A sentence goes on in the next line of the same comment.
fn clauses(comments: &[(usize, String)]) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut is_first = true;
    let mut is_code = false;
    let mut last_line = 0;
    for (line, comment) in comments {
        is_code = is_code && *line == last_line + 1;
        is_first |= *line != last_line + 1 || comment.is_empty();
        last_line = *line;
        if comment.starts_with("```") {
            is_code = !is_code;
            is_first = true;
            continue;
        }
        if is_code {
            continue;
        }
        // An entry of a list is a sentence of its own.
        let (entry, comment) = comment.strip_prefix("- ").map_or((false, comment.as_str()), |entry| (true, entry));
        is_first |= entry;
        let mut words = comment.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let name = word.trim_end_matches([',', '.', ':', '?', '!']);
            if is_first && HEADLESS.contains(&name) {
                found.push((*line, name));
            } else if is_first && name == PAIR.0 && words.peek() == Some(&PAIR.1) {
                found.push((*line, "That which"));
            }
            is_first = word.trim_end_matches([')', '"', '”', '’', '*', '`']).ends_with(['.', '?', '!']);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, String)> {
        clauses(&rust::parts(text).comments).into_iter().map(|(line, words)| (line, words.to_owned())).collect()
    }

    #[test]
    fn sentences_that_begin_so_are_found() {
        let text = "//! What stands here.\n//! It says\n//! What it is. Where it is, \"Whoever\" is. (Never.) Who is it?\nfn a() {} // Whether it is.\n\
                    /// - Which of them.\n///\n/// That which is left.\n";
        let expected = [(1, "What"), (3, "Where"), (3, "Who"), (4, "Whether"), (5, "Which"), (7, "That which")];
        assert_eq!(lines(text), expected.map(|(line, word)| (line, word.to_owned())));
    }

    #[test]
    fn everything_else_is_let_be() {
        let text = "/// The line where it is, and what it says.\n/// ```\n/// What();\n/// ```\n/// That is what it does.\nlet a = \"// What it is\";\n";
        assert_eq!(lines(text), []);
    }

    #[test]
    fn scripts_are_looked_at_as_well() {
        let source = Source::new("a.js", "const a = 1;\n  // What it is.\n");
        assert_eq!(look(&[source]).iter().map(|found| found.line).collect::<Vec<_>>(), [2]);
    }
}
