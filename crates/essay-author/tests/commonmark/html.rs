//! Parses the HTML of the specification, where it holds none by an author: a few elements, all of them closed.

use crate::tree::{Node, is_block, plain, tidied};

/// Parses a text.
pub fn parse(html: &str) -> Vec<Node> {
    let mut rest = html;
    content(&mut rest, None)
}

/// Parses nodes up to the end of an element.
fn content(rest: &mut &str, within: Option<&str>) -> Vec<Node> {
    let mut nodes = vec![];
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').unwrap();
            *rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(Some(name), within);
                break;
            }
            nodes.push(element(tag, rest));
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            *rest = after;
            nodes.push(Node::Text(unescaped(text)));
        }
    }
    match within {
        Some("code" | "pre") => nodes,
        // Only line ends separate blocks. Beside blocks, an item may hold running text.
        _ if within.is_none_or(|name| matches!(name, "blockquote" | "ul" | "ol")) || nodes.iter().any(is_block) => {
            by_blocks(nodes)
        }
        _ => tidied(nodes),
    }
}

fn by_blocks(nodes: Vec<Node>) -> Vec<Node> {
    let mut blocks = vec![];
    let mut words = vec![];
    for node in nodes {
        if is_block(&node) {
            blocks.append(&mut tidied(std::mem::take(&mut words)));
            blocks.push(node);
        } else {
            words.push(node);
        }
    }
    blocks.append(&mut tidied(words));
    blocks
}

fn element(tag: &str, rest: &mut &str) -> Node {
    let tag = tag.trim_end_matches(['/', ' ']);
    let (name, mut written) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = vec![];
    while let Some((key, value)) = written.trim_start().split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap();
        let value = unescaped(value);
        attributes.push((key.to_owned(), if matches!(key, "href" | "src") { plain(&value) } else { value }));
        written = after;
    }
    let empty = matches!(name, "br" | "hr" | "img");
    let content = if empty { vec![] } else { content(rest, Some(name)) };
    Node::Element { name: name.to_owned(), attributes, content }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
