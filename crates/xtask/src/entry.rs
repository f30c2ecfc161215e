//! `circle-essay.js`, the one file that pages name: the source with the names of this build filled in, and without its
//! comments and indentation.

use crate::failure::{Failure, Outcome};
use crate::{brotli, workspace};
use std::path::Path;

/// The most that a page should have to fetch before the essay comes near: 3 KB.
const LIMIT: usize = 3 * 1024;

/// What the placeholders in the source stand for.
pub struct Fillings<'a> {
    pub glue: &'a str,
    pub wasm: &'a str,
    pub style: &'a str,
    pub version: &'a str,
}

/// Writes `circle-essay.js` into the folder.
pub fn build(source: &Path, into: &Path, fillings: &Fillings<'_>) -> Outcome {
    let filled = fill(&workspace::read(source)?, fillings)?;
    let stripped = strip(&filled)
        .map_err(|line| Failure::new(format!("{}:{line}: {MANY_LINES_IN_A_TEMPLATE}", source.display())))?;
    let path = into.join("circle-essay.js");
    workspace::write(&path, stripped)?;
    let size = brotli::size(&path)?;
    if size > LIMIT {
        return Err(Failure::new(format!(
            "circle-essay.js has {size} bytes after brotli, and at most {LIMIT} are allowed. \
             Every page waits for this file: move what can wait from {} to the wasm.",
            source.display()
        )));
    }
    Ok(())
}

const MANY_LINES_IN_A_TEMPLATE: &str = "a template literal goes over several lines, and stripping the indentation \
                                        would change it. Write it on one line.";

fn fill(source: &str, fillings: &Fillings<'_>) -> Outcome<String> {
    if !source.contains("__GLUE__") {
        return Err(Failure::new(
            "src/embed/element.js does not mention __GLUE__, so the built circle-essay.js would load nothing. \
             Import \"./__GLUE__\" where it loads the wasm.",
        ));
    }
    Ok(source
        .replace("__GLUE__", fillings.glue)
        .replace("__WASM__", fillings.wasm)
        .replace("__STYLE__", fillings.style)
        .replace("__VERSION__", fillings.version))
}

/// Takes away indentation, empty lines and comments that begin a line. Fails with the line at which a template literal
/// goes over the end of its line.
fn strip(source: &str) -> Result<String, usize> {
    let mut out = String::with_capacity(source.len());
    let mut in_comment = false;
    for (number, line) in source.lines().enumerate() {
        let mut line = line.trim();
        // A block comment may end in the middle of a line, and another begin there.
        while in_comment || line.starts_with("/*") {
            match line.split_once("*/") {
                Some((_, after)) => {
                    in_comment = false;
                    line = after.trim_start();
                }
                None => {
                    in_comment = true;
                    line = "";
                    break;
                }
            }
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.matches('`').count() % 2 == 1 {
            return Err(number + 1);
        }
        out.push_str(line);
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lines_of_comment_go() {
        let source = "// The entry.\n/** Several\n * lines.\n */\nclass A {\n\n    b = 'http://x'; // stays\n    \
                      /* one */ c() {\n        return `/* ${1} */`;\n    }\n}\n";
        let expected = "class A {\nb = 'http://x'; // stays\nc() {\nreturn `/* ${1} */`;\n}\n}\n";
        assert_eq!(strip(source), Ok(expected.to_owned()));
    }

    #[test]
    fn a_template_over_several_lines_is_refused() {
        assert_eq!(strip("let a = 1;\nlet b = `\n  c`;\n"), Err(2));
    }

    #[test]
    fn placeholders_are_filled_everywhere() {
        let fillings = Fillings { glue: "g.js", wasm: "w.wasm", style: "s.css", version: "1.0.0" };
        let filled = fill("import('./__GLUE__?v=__VERSION__', '__WASM__', '__STYLE__', '__GLUE__')", &fillings);
        assert_eq!(filled, Ok("import('./g.js?v=1.0.0', 'w.wasm', 's.css', 'g.js')".to_owned()));
        assert!(fill("nothing", &fillings).is_err());
    }
}
