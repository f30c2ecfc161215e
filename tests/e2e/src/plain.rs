//! The words of the essay as pages without script, which the benchmark compares the essay with.

use std::fs;
use std::path::Path;

/// The path of the page with the essay's own markup.
pub const PLAIN: &str = "bench/plain/";

/// The path of the page with nothing but paragraphs.
pub const BARE: &str = "bench/bare/";

/// Elements within a line of text. Any other begins a paragraph of its own.
const INLINE: [&str; 19] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "tspan", "u",
];

/// Makes both pages from the markup of the prerendered shadow root and its stylesheet.
pub fn build(root: &Path) {
    let index = read(&root.join("dist/index.html"));
    let template = between(&index, "<template shadowrootmode=\"open\">", "</template>")
        .expect("dist/index.html holds no prerendered essay: build it first");
    let style = between(template, "href=\"./", "\"").expect("the prerendered essay has no stylesheet");
    let style = for_a_page(&read(&root.join("dist").join(style)));
    let content = template.split_once('>').map(|(_, content)| content).unwrap_or_default();
    let content = without(&without(content, "<slot ", "</slot>"), "<!--", "-->");
    let head = index.split("<script").next().unwrap_or_default().split("<link").next().unwrap_or_default();
    for (folder, content) in [(PLAIN, content.clone()), (BARE, paragraphs(&content))] {
        let page = format!(
            "{head}<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/host.css\">\n\
             <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<main>{content}</main>\n</body>\n</html>\n"
        );
        let folder = root.join("target").join(folder);
        fs::create_dir_all(&folder).unwrap_or_else(|fault| panic!("could not make {}: {fault}", folder.display()));
        write(&folder.join("index.html"), &page);
        write(&folder.join("style.css"), &style);
    }
}

/// Returns the words of some markup as paragraphs without attributes.
fn paragraphs(markup: &str) -> String {
    let mut page = String::new();
    let mut line = String::new();
    let mut end = |line: &mut String| {
        let words = std::mem::take(line);
        if !words.trim().is_empty() {
            page.push_str(&format!("<p>{}</p>\n", words.trim()));
        }
    };
    let mut parts = markup.split('<');
    line.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag
            .trim_start_matches('/')
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if !INLINE.contains(&name) {
            end(&mut line);
        }
        line.push_str(text);
    }
    end(&mut line);
    page
}

fn write(file: &Path, text: &str) {
    fs::write(file, text).unwrap_or_else(|fault| panic!("could not write {}: {fault}", file.display()));
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|fault| panic!("could not read {}: {fault}", file.display()))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(found, _)| found)
}

/// Removes every part of the text from `start` to `end`.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        left.push_str(part.split_once(end).map_or("", |(_, after)| after));
    }
    left
}

/// Converts a stylesheet of a shadow root to one of a page: `:host` becomes the root, and the page's main element holds
/// the content.
fn for_a_page(style: &str) -> String {
    let style = style.replace(":host >", "main >");
    let mut parts = style.split(":host");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        page.push_str(":root");
        match part.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((condition, rest)) => page.extend([condition, rest]),
            None => page.push_str(part),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_paragraphs() {
        let markup = "<article id=\"a\"><h1>One &lt; <em lang='en'>two</em></h1><p>three<br>four</p><svg><path d=\"M0\"/></svg></article>five";
        assert_eq!(paragraphs(markup), "<p>One &lt; two</p>\n<p>three</p>\n<p>four</p>\n<p>five</p>\n");
    }

    #[test]
    fn parts_are_left_out() {
        assert_eq!(without("a<slot x></slot>b<slot></slot>", "<slot ", "</slot>"), "ab<slot></slot>");
        assert_eq!(without("plain", "<!--", "-->"), "plain");
        assert_eq!(for_a_page(":host{a}:host([hidden]){b}:host > p{c}"), ":root{a}:root[hidden]{b}main > p{c}");
    }
}
