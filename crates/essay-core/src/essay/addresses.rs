//! Resolves the relative addresses of links and pictures.

use super::{Block, Essay, Inline};

impl Essay {
    /// Resolves relative addresses of links and pictures against the document's own address. Fragments stay, since they
    /// lead to places in the essay.
    pub fn resolve(&mut self, document: &str) {
        let sections = self.sections.iter_mut().flat_map(|section| {
            resolve_inlines(&mut section.title, document);
            &mut section.blocks
        });
        let notes = self.notes.iter_mut().flat_map(|note| &mut note.blocks);
        let entries = self.entries.iter_mut().flat_map(|entry| &mut entry.blocks);
        for block in self.opening.iter_mut().chain(sections).chain(notes).chain(entries) {
            resolve_block(block, document);
        }
    }
}

fn resolve_block(block: &mut Block, document: &str) {
    match block {
        Block::Paragraph(content) => resolve_inlines(content, document),
        Block::Quote(blocks) => blocks.iter_mut().for_each(|block| resolve_block(block, document)),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(|block| resolve_block(block, document)),
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| resolve_inlines(cell, document)),
        _ => {}
    }
}

fn resolve_inlines(content: &mut [Inline], document: &str) {
    for inline in content {
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Note { term: content, .. } => {
                resolve_inlines(content, document);
            }
            Inline::Link { href, content } => {
                join(href, document);
                resolve_inlines(content, document);
            }
            Inline::Image { src, .. } => join(src, document),
            _ => {}
        }
    }
}

/// Prepends the base of the document's address to a relative address, as a browser would. The browser resolves "../"
/// itself.
fn join(address: &mut String, document: &str) {
    let begins = address.find(['/', '?', '#']).unwrap_or(address.len());
    let has_scheme = address.get(..begins).is_some_and(|start| start.contains(':'));
    if address.is_empty() || address.starts_with('#') || has_scheme {
        return;
    }
    let document = document.split(['?', '#']).next().unwrap_or_default();
    // The offsets behind the scheme and behind the host.
    let host = document.find("//").map_or(0, |at| at + 2);
    let path = document.get(host..).and_then(|rest| rest.find('/')).map_or(document.len(), |at| host + at);
    let kept = match address.as_str() {
        protocol if protocol.starts_with("//") => host.saturating_sub(2),
        root if root.starts_with('/') => path,
        query if query.starts_with('?') => document.len(),
        _ => document.rfind('/').map_or(document.len(), |at| at + 1),
    };
    address.insert_str(0, document.get(..kept).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Resolves an address as a link and as a picture of a document at `https://a.example/essays/pics.md?v=1#x`.
    fn resolved(address: &str) -> String {
        let mut joined = address.to_owned();
        join(&mut joined, "https://a.example/essays/pics.md?v=1#x");
        joined
    }

    #[test]
    fn what_is_relative_is_beside_the_document() {
        for (address, expected) in [
            ("a.png", "https://a.example/essays/a.png"),
            ("./a.png", "https://a.example/essays/./a.png"),
            ("../img/a.png", "https://a.example/essays/../img/a.png"),
            ("b/c.html?x=1:2#d", "https://a.example/essays/b/c.html?x=1:2#d"),
            ("./x:y", "https://a.example/essays/./x:y"),
            ("?t=12:30", "https://a.example/essays/pics.md?t=12:30"),
            ("/a.png", "https://a.example/a.png"),
            ("//b.example/a.png", "https://b.example/a.png"),
        ] {
            assert_eq!(resolved(address), expected, "{address}");
        }
    }

    #[test]
    fn what_is_not_relative_stays() {
        for address in
            ["", "#finland/3", "https://b.example/", "mailto:a@b.example", "data:image/png;base64,AA==", "tel:+44"]
        {
            assert_eq!(resolved(address), address);
        }
    }

    #[test]
    fn a_document_without_a_folder_is_a_folder() {
        let mut address = "a.png".to_owned();
        join(&mut address, "https://a.example/");
        assert_eq!(address, "https://a.example/a.png");
        let mut address = "a.png".to_owned();
        join(&mut address, "file:///home/me/essay.md");
        assert_eq!(address, "file:///home/me/a.png");
    }

    #[test]
    fn every_place_of_a_document_is_looked_at() {
        let link = r#"{"link": {"href": "x.html", "content": [{"image": {"src": "x.png", "alt": ""}}]}}"#;
        let text = format!(
            r#"[{{"emphasis": [{link}]}}, {{"strong": [{link}]}}, {{"note": {{"id": "n", "term": [{link}]}}}}]"#
        );
        let block = format!(r#"{{"paragraph": {text}}}"#);
        let blocks = format!(
            r#"[{block}, {{"quote": [{block}]}}, {{"list": {{"items": [[{block}]]}}}}, {{"table": [[{text}]]}}]"#
        );
        let json = format!(
            r#"{{"format": "circle-essay/1", "id": "e", "title": "T", "opening": {blocks},
                "sections": [{{"id": "s", "depth": 1, "title": {text}, "blocks": {blocks}}}],
                "notes": [{{"id": "n", "blocks": {blocks}}}],
                "entries": [{{"id": "c", "name": "N", "blocks": {blocks}}}]}}"#
        );
        let mut essay = Essay::from_json(&json).unwrap();
        essay.resolve("https://a.example/b/essay.json");
        let told = serde_json::to_string(&essay).unwrap();
        assert!(!told.contains("\"x.html") && !told.contains("\"x.png"), "{told}");
        let links = told.matches("https://a.example/b/x.html").count();
        assert_eq!((links, told.matches("https://a.example/b/x.png").count()), (51, 51));
    }
}
