//! The author's compiler for the browser. An element fetches it if its essay is written in Markdown.
//!
//! It is a separate module, so readers of compiled documents do not fetch it.

use essay_author::{Diagnostic, Source, compile};
use essay_core::problem::Severity;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// The result of compiling a source.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// The document, identical to the file that `circle-essay build` writes; none if there are errors.
    pub document: Option<String>,
    /// The line of the first error, counted from 1.
    pub line: Option<usize>,
    /// The errors, each as `FILE:LINE:COLUMN: what is wrong, what to do`.
    pub errors: Vec<String>,
    /// The warnings, in the same form.
    pub warnings: Vec<String>,
}

/// Compiles the Markdown source of an essay. `file` is the name of the source in problems.
#[wasm_bindgen]
pub fn compiled(file: &str, text: &str) -> Compiled {
    let (essay, diagnostics) = compile(&Source { file: file.to_owned(), text: text.to_owned() }, None);
    let told = |severity: Severity| -> Vec<String> {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.problem.severity == severity)
            .map(Diagnostic::in_one_line)
            .collect()
    };
    let first = diagnostics.iter().find(|diagnostic| diagnostic.problem.severity == Severity::Error);
    let line = first.map(|diagnostic| diagnostic.problem.line);
    let mut answer =
        Compiled { document: None, line, errors: told(Severity::Error), warnings: told(Severity::Warning) };
    if let (Some(essay), true) = (essay, answer.errors.is_empty()) {
        match serde_json::to_string(&essay) {
            Ok(document) => answer.document = Some(document),
            Err(fault) => answer.errors.push(format!("{file}:1:1: The document could not be written: {fault}.")),
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESSAY: &str =
        "\n\n+++\nid = \"short\"\ntitle = \"Short\"\n+++\nOne [word][^a].\n\n[^a]: **Context.** A note.\n";

    #[test]
    fn a_source_becomes_the_document_that_build_writes() {
        let (essay, _) = compile(&Source { file: "short.md".to_owned(), text: ESSAY.to_owned() }, None);
        let document = Some(serde_json::to_string(&essay.unwrap()).unwrap());
        assert_eq!(compiled("short.md", ESSAY), Compiled { document, ..Compiled::default() });
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_nothing_is_shown() {
        let faulty = ESSAY.replace("One [word][^a].", "One [word][^a] and [more](#nowhere/3).");
        let Compiled { document, line, errors, warnings } = compiled("short.md", &faulty);
        assert_eq!((document, line, errors.len(), warnings.len()), (None, Some(7), 1, 0), "{errors:?}");
        assert!(errors[0].starts_with("short.md:7:20: The link #nowhere/3 leads nowhere. "), "{errors:?}");
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in
            ["", "\0", "+++", "+++\n+++\n", "+++\r\nid = 1\r\n+++\r\n```circle", "{\"format\":\"circle-essay/1\"}"]
        {
            let Compiled { document, errors, .. } = compiled("short.md", text);
            assert!(document.is_none() && !errors.is_empty(), "{text}");
        }
    }
}
