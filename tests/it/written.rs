//! Tests the way from Markdown to markup.

use circle_essay::prerender::markup;
use essay_author::{Source, compile};
use essay_core::config::Config;
use essay_core::essay::Essay;

fn essay(body: &str) -> Essay {
    let text = format!("+++\nid = \"t\"\ntitle = \"T\"\n+++\n\n{body}");
    let (essay, found) = compile(&Source { file: "t.md".to_owned(), text }, None);
    assert_eq!(found, []);
    essay.unwrap()
}

fn shown(body: &str) -> String {
    let document = serde_json::to_string(&essay(body)).unwrap();
    let html = markup(&document, &Config::default()).unwrap();
    // This drops the comments that hydration needs.
    html.split("<!--").map(|part| part.split_once("-->").map_or(part, |(_, after)| after)).collect()
}

#[test]
fn the_columns_of_a_table_stand_where_the_source_says() {
    let html = shown("| Name | Sum | Mid | Any |\n|:-----|----:|:-:|--|\n| A | 1 | 2 | 3 |\n");
    for expected in [
        r#"<th scope="col" data-align="left">Name</th><th scope="col" data-align="right">Sum</th>"#,
        r#"<th scope="col" data-align="center">Mid</th><th scope="col">Any</th>"#,
        r#"<td data-align="left">A</td><td data-align="right">1</td><td data-align="center">2</td><td>3</td>"#,
    ] {
        assert!(html.contains(expected), "{expected} is not in {html}");
    }
}

#[test]
fn the_contents_and_links_lead_to_the_titles_that_they_name() {
    let html = shown(
        "Word[^method].\n\n## Note on method\n\n## Note: Method\n\n## Comment on the bill\n\n## Circle\n\n[a](#note-on-method)\n\n[^method]: M.\n",
    );
    for id in ["note-on-method", "section-note-method", "comment-on-the-bill", "section-circle"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {html}");
        assert!(html.contains(&format!("<li aria-level=\"1\"><a href=\"#{id}\">")), "{id}: {html}");
    }
    assert_eq!(html.matches("id=\"note-method\"").count(), 1);
}

#[test]
fn pictures_and_links_are_left_for_the_element_to_resolve() {
    let html = shown("![a](../ring.png) [b](two.html) [c](tel:+441234) <d@example.org>\n");
    for expected in
        [r#"src="../ring.png""#, r#"href="two.html""#, r#"href="tel:+441234""#, r#"href="mailto:d@example.org""#]
    {
        assert!(html.contains(expected), "{expected} is not in {html}");
    }
}
