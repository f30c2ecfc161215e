//! The common tree of both sides, and the known differences between them.

use essay_core::essay::{Block, Essay, Inline};

/// An element with its attributes, or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element { name: String, attributes: Vec<(String, String)>, content: Vec<Node> },
    Text(String),
}

/// A known difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    Html,
    Title,
    Language,
    Tight,
    Level,
    Inner,
    Scheme,
}

impl Difference {
    /// The differences that can be removed from a tree. Without raw HTML nothing would be left to compare.
    pub const ALL: [Self; 6] = [Self::Title, Self::Language, Self::Tight, Self::Level, Self::Inner, Self::Scheme];

    /// Returns the author's message if the difference loses something.
    pub fn message(self) -> Option<&'static str> {
        match self {
            Self::Html => Some("Raw HTML is not passed through."),
            Self::Title => Some("is not shown."),
            Self::Level => Some("A section cannot have the level of the essay's title."),
            Self::Inner => Some("A title cannot stand inside"),
            Self::Scheme => Some("cannot have the scheme"),
            Self::Language | Self::Tight => None,
        }
    }

    /// Removes everything that this difference concerns.
    pub fn leave_out(self, nodes: Vec<Node>) -> Vec<Node> {
        self.within(nodes, "")
    }

    fn within(self, nodes: Vec<Node>, parent: &str) -> Vec<Node> {
        nodes.into_iter().flat_map(|node| self.one(node, parent)).collect()
    }

    fn one(self, node: Node, parent: &str) -> Vec<Node> {
        let Node::Element { mut name, mut attributes, content } = node else { return vec![node] };
        let inner = matches!(parent, "blockquote" | "li");
        let content = self.within(content, if name == "li" || name == "blockquote" || inner { "li" } else { &name });
        match self {
            Self::Title => attributes.retain(|(key, _)| key != "title"),
            Self::Language => attributes.retain(|(key, _)| key != "class"),
            Self::Level if name == "h1" => name = "h2".to_owned(),
            Self::Inner if inner && is_title(&name) => name = "p".to_owned(),
            Self::Scheme if name == "a" && refused(&attributes) => return content,
            _ => {}
        }
        let content = if self == Self::Tight && name == "li" { paragraphs(content) } else { content };
        // A heading without words leaves no paragraph.
        if self == Self::Inner && inner && name == "p" && content.is_empty() {
            return vec![];
        }
        vec![Node::Element { name, attributes, content }]
    }
}

fn is_title(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

fn refused(attributes: &[(String, String)]) -> bool {
    let allowed = ["http:", "https:", "mailto:", "tel:"];
    let href = attributes.iter().find(|(key, _)| key == "href").map(|(_, href)| href.to_lowercase());
    href.is_some_and(|href| !allowed.iter().any(|scheme| href.starts_with(scheme)) && href.contains(':'))
}

/// Wraps running text that stands directly in an item in a paragraph.
fn paragraphs(content: Vec<Node>) -> Vec<Node> {
    let mut blocks = vec![];
    let mut words = vec![];
    for node in content {
        if is_block(&node) {
            blocks.extend(paragraph(std::mem::take(&mut words)));
            blocks.push(node);
        } else {
            words.push(node);
        }
    }
    blocks.extend(paragraph(words));
    blocks
}

fn paragraph(words: Vec<Node>) -> Option<Node> {
    let words = tidied(words);
    (!words.is_empty()).then(|| element("p", vec![], words))
}

pub fn is_block(node: &Node) -> bool {
    let Node::Element { name, .. } = node else { return false };
    matches!(name.as_str(), "p" | "blockquote" | "ul" | "ol" | "li" | "pre" | "hr") || is_title(name)
}

pub fn element(name: &str, attributes: Vec<(&str, String)>, content: Vec<Node>) -> Node {
    let attributes = attributes.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Node::Element { name: name.to_owned(), attributes, content }
}

/// Converts a document to the tree of the specification's HTML.
pub fn of_essay(essay: &Essay) -> Vec<Node> {
    let mut nodes = blocks(&essay.opening);
    for section in &essay.sections {
        nodes.push(element(&format!("h{}", section.depth + 1), vec![], running(&section.title)));
        nodes.extend(blocks(&section.blocks));
    }
    nodes
}

fn blocks(of: &[Block]) -> Vec<Node> {
    of.iter().map(block).collect()
}

fn block(block: &Block) -> Node {
    match block {
        Block::Paragraph(content) => element("p", vec![], running(content)),
        Block::Quote(content) => element("blockquote", vec![], blocks(content)),
        Block::List { start, items } => {
            let items = items.iter().map(|item| element("li", vec![], blocks(item))).collect();
            let number = start.filter(|start| *start != 1).map(|start| ("start", start.to_string()));
            element(if start.is_some() { "ol" } else { "ul" }, number.into_iter().collect(), items)
        }
        Block::Code(text) => {
            let text = (!text.is_empty()).then(|| Node::Text(text.clone()));
            element("pre", vec![], vec![element("code", vec![], text.into_iter().collect())])
        }
        Block::Rule => element("hr", vec![], vec![]),
        Block::Table(_) | Block::Circle => panic!("the specification knows neither tables nor circles"),
    }
}

fn running(content: &[Inline]) -> Vec<Node> {
    tidied(content.iter().map(inline).collect())
}

fn inline(inline: &Inline) -> Node {
    match inline {
        Inline::Text(words) => Node::Text(words.clone()),
        Inline::Emphasis(content) => element("em", vec![], raw(content)),
        Inline::Strong(content) => element("strong", vec![], raw(content)),
        Inline::Code(code) => element("code", vec![], vec![Node::Text(code.clone())]),
        Inline::Link { href, content } => element("a", vec![("href", plain(href))], raw(content)),
        Inline::Image { src, alt } => element("img", vec![("src", plain(src)), ("alt", alt.clone())], vec![]),
        Inline::Break => element("br", vec![], vec![]),
        Inline::Note { .. } => panic!("the specification knows no notes"),
    }
}

fn raw(content: &[Inline]) -> Vec<Node> {
    content.iter().map(inline).collect()
}

/// Decodes an address, since the specification leaves the choice of percent-encoded characters to the renderer.
pub fn plain(address: &str) -> String {
    let mut bytes = vec![];
    let mut rest = address.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let pair = others.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &others[2..] } else { others };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Collapses white space in running text, and removes it at the ends and beside line breaks.
pub fn tidied(content: Vec<Node>) -> Vec<Node> {
    let mut flat = vec![];
    for node in content {
        match (flat.last_mut(), node) {
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
            (_, node) => flat.push(node),
        }
    }
    let is_break = |node: Option<&Node>| matches!(node, Some(Node::Element { name, .. }) if name == "br");
    let last = flat.len().saturating_sub(1);
    let tidy = |(index, node): (usize, &Node)| match node {
        Node::Text(text) => {
            let blank = |c: char| matches!(c, ' ' | '\n' | '\t');
            let mut words = text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            let before = index.checked_sub(1).and_then(|before| flat.get(before));
            if text.starts_with(blank) && index > 0 && !is_break(before) {
                words.insert(0, ' ');
            }
            if text.ends_with(blank) && index < last && !is_break(flat.get(index + 1)) && words != " " {
                words.push(' ');
            }
            Node::Text(words)
        }
        Node::Element { name, attributes, content } if name != "code" && name != "pre" => {
            // The content of an element continues the text before it.
            let content = content.iter().map(|node| match node {
                Node::Text(text) => Node::Text(text.replace('\n', " ")),
                node => node.clone(),
            });
            Node::Element { name: name.clone(), attributes: attributes.clone(), content: nested(content.collect()) }
        }
        node => node.clone(),
    };
    let tidy: Vec<_> = flat.iter().enumerate().map(tidy).collect();
    tidy.into_iter().filter(|node| *node != Node::Text(String::new())).collect()
}

fn nested(content: Vec<Node>) -> Vec<Node> {
    if content.iter().any(is_block) { content } else { tidied(content) }
}

/// Formats the tree in one line.
pub fn told(nodes: &[Node]) -> String {
    let one = |node: &Node| match node {
        Node::Text(text) => format!("{text:?}"),
        Node::Element { name, attributes, content } => {
            let attributes: String = attributes.iter().map(|(key, value)| format!(" {key}={value:?}")).collect();
            format!("<{name}{attributes}>{}</{name}>", told(content))
        }
    };
    nodes.iter().map(one).collect()
}
