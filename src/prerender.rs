//! The first render, on the author's machine.

use crate::build_manifest::BuildManifest;
use crate::view::still_page;
use essay_core::app::Model;
use essay_core::circle::export::{self, Picture};
use essay_core::config::Config;
use essay_core::dom_id::DomId;
use essay_core::essay::{DocumentError, Essay, Whole};
use essay_core::fragment;
use essay_core::i18n::{Language, Translations};
use essay_core::json::Json;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Still`].
#[derive(Clone, PartialEq, Properties)]
pub struct StillProps {
    /// The state to show.
    pub model: Model,
}

/// An essay whose controls do nothing.
#[component]
pub fn Still(StillProps { model }: &StillProps) -> Html {
    still_page(model)
}

/// The form of the page in a fragment. A script of a later version makes a page of another form anew.
const PAGE: u32 = 1;

/// The addresses of a fragment's files, and the attributes of its element.
#[derive(Clone, Debug)]
pub struct Placement {
    /// The stylesheet's URL, relative to the page.
    pub stylesheet: String,
    /// The attributes of the element.
    pub config: Config,
    /// The script that brings it to life, if the fragment is to hold it.
    pub script: Option<Script>,
}

/// The script that a fragment begins with.
#[derive(Clone, Debug)]
pub struct Script {
    /// The files of the build that it belongs to.
    pub build: BuildManifest,
    /// The address of the folder that holds them, with a slash at its end.
    pub base: String,
    /// True if the browser should fetch the glue and the wasm at once.
    pub eager: bool,
}

impl Script {
    fn markup(&self) -> String {
        let Self { build: BuildManifest { script, integrity, glue, wasm, .. }, base, eager } = self;
        let base = escaped(base);
        let mut markup = String::new();
        if *eager {
            // These stand before the script. Behind it, the browser would begin no earlier.
            markup.push_str(&format!(
                "<link rel=\"modulepreload\" href=\"{base}{glue}\">\
                 <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{base}{wasm}\">\n"
            ));
        }
        markup.push_str(&format!(
            "<script type=\"module\" src=\"{base}{script}\" crossorigin integrity=\"{integrity}\"></script>\n"
        ));
        markup
    }
}

/// Renders a document to the markup that goes into the shadow root.
///
/// # Errors
/// [`DocumentError`] if the text is no document.
pub fn markup(document: &str, config: &Config) -> Result<String, DocumentError> {
    Essay::from_json(document)?;
    let (document, config) = (document.to_owned(), config.clone());
    Ok(render(move || {
        // It was read a moment ago; the renderer wants its properties made on a thread of its own.
        let essay = Essay::from_json(&document).unwrap_or_else(|_| empty());
        Model { words: words_of(&essay), ..Model::new(Rc::new(essay), config) }
    }))
}

/// The words of the document's language, if the interface speaks it.
fn words_of(essay: &Essay) -> Translations {
    Translations::of(Language::of(&essay.lang))
}

/// Renders any state, made by a function.
pub fn render(state: impl FnOnce() -> Model + Send + 'static) -> String {
    let renderer = yew::ServerRenderer::<Still>::with_props(move || StillProps { model: state() }).hydratable(false);
    pollster::block_on(renderer.render())
}

/// Renders the element with everything in it, behind its script if it has one: `<circle-essay>…</circle-essay>`.
///
/// # Errors
/// [`DocumentError`] if the text is no document.
pub fn fragment(document: &str, placement: &Placement) -> Result<String, DocumentError> {
    // "<" cannot end the script element, nor begin a comment in it, when it is written as an escape.
    let document = for_readers(document).replace('<', "\\u003c");
    let essay = Essay::from_json(&document)?;
    let markup = markup(&document, &placement.config)?;
    let level = placement.config.heading_level;
    let stylesheet = escaped(&placement.stylesheet);
    let anchors: String =
        anchors(&essay).iter().map(|id| format!("<span slot=\"{id}\" id=\"{id}\"></span>", id = escaped(id))).collect();
    let script = placement.script.as_ref().map(Script::markup).unwrap_or_default();
    let loading = if placement.script.as_ref().is_some_and(|script| script.eager) { " loading=\"eager\"" } else { "" };
    Ok(format!(
        "{script}<circle-essay heading-level=\"{level}\"{loading}><template shadowrootmode=\"open\">\
         <link rel=\"stylesheet\" href=\"{stylesheet}\"><div data-page=\"{PAGE}\">{markup}</div></template>\
         <script type=\"application/json\">{document}</script>{anchors}</circle-essay>"
    ))
}

/// The document without the words to the trainer, which no reader should have to load. The document's own file keeps them.
fn for_readers(document: &str) -> String {
    fn strip(json: &mut Json) {
        match json {
            Json::List(items) => items.iter_mut().for_each(strip),
            Json::Object(fields) => {
                fields.retain(|(name, _)| name != "trainer");
                fields.iter_mut().for_each(|(_, value)| strip(value));
            }
            _ => {}
        }
    }
    // A text that is no JSON stays as it is, and the next reader refuses it.
    let Ok(mut json) = Json::parse(document) else { return document.to_owned() };
    if let Json::Object(fields) = &mut json {
        fields.iter_mut().filter(|(name, _)| name == "circle").for_each(|(_, circle)| strip(circle));
    }
    json.to_string()
}

/// Returns the ids of all targets of fragments.
fn anchors(essay: &Essay) -> Vec<String> {
    let views = essay.circle.as_ref().map(essay_core::circle::Circle::views).unwrap_or_default();
    let stages = views.iter().flat_map(|view| (1..=view.stages.len()).map(|step| format!("{}/{step}", view.id)));
    let sections = essay.sections.iter().map(|section| section.id.clone());
    let notes = essay.notes.iter().map(|note| DomId::Note(&note.id).to_string());
    let entries = essay.entries.iter().map(|entry| DomId::Entry(&entry.id).to_string());
    let is_section = |id: &str| essay.sections.iter().any(|section| section.id == id);
    let parts = essay.circle.iter().map(|_| fragment::CIRCLE).chain([fragment::DISCUSSION]);
    let parts = parts.filter(|part| !is_section(part)).map(str::to_owned);
    stages.chain(sections).chain(notes).chain(entries).chain(parts).collect()
}

/// Returns the elements of the page's head that describe it to search engines and social networks.
///
/// `site` is the page's own address, with a slash at its end. Without it the page can stand in any folder, and names no
/// canonical address; networks that want the picture's whole address then show none.
pub fn page_head(essay: &Essay, site: Option<&str>) -> String {
    let about = description(essay);
    let (title, description) = (escaped(&essay.title), escaped(about));
    let mut head = format!("<title>{title}</title>\n<meta name=\"description\" content=\"{description}\">");
    let mut property = |name: &str, content: &str| {
        head.push_str(&format!("\n<meta property=\"og:{name}\" content=\"{content}\">"));
    };
    property("type", "article");
    property("title", &title);
    property("description", &description);
    let mut article = vec![
        ("@context", "https://schema.org"),
        ("@type", "Article"),
        ("headline", &essay.title),
        ("description", about),
        ("inLanguage", &essay.lang),
    ];
    let picture = format!("{}circle.png", site.unwrap_or("./"));
    if essay.circle.is_some() {
        property("image", &escaped(&picture));
        article.push(("image", &picture));
    }
    if let Some(site) = site {
        property("url", &escaped(site));
        article.push(("url", site));
        head.push_str(&format!("\n<link rel=\"canonical\" href=\"{}\">", escaped(site)));
    }
    // As in the fragment, "<" is written as an escape.
    let article = object(&article).replace('<', "\\u003c");
    head.push_str(&format!("\n<script type=\"application/ld+json\">{article}</script>"));
    head
}

/// The page's web app manifest, with which browsers install it.
pub fn manifest(essay: &Essay) -> String {
    let icon = object(&[("src", "./icon.svg"), ("sizes", "any"), ("type", "image/svg+xml")]);
    let about = object(&[
        ("name", &essay.title),
        ("description", description(essay)),
        ("lang", &essay.lang),
        ("id", "./"),
        ("start_url", "./"),
        ("scope", "./"),
        ("display", "minimal-ui"),
        ("background_color", "#fcfaf6"),
        ("theme_color", "#fcfaf6"),
    ]);
    format!("{},\"icons\":[{icon}]}}\n", about.trim_end_matches('}'))
}

/// The circle's first telling as a picture of its own.
pub fn picture(essay: &Essay) -> Option<String> {
    let circle = essay.circle.as_ref()?;
    let views = circle.views();
    let picture = Picture {
        title: &essay.title,
        view: views.first()?,
        kind: circle.kind(),
        step: 0,
        origin: [&essay.author, &essay.date, &essay.source],
        address: "",
        dark: false,
    };
    Some(export::svg(&picture, words_of(essay)))
}

fn description(essay: &Essay) -> &str {
    if essay.subtitle.is_empty() { &essay.title } else { &essay.subtitle }
}

fn object(fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), Json::Text((*text).to_owned())));
    Json::Object(fields.collect()).to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn empty() -> Essay {
    Essay {
        format: essay_core::essay::FORMAT.to_owned(),
        id: String::new(),
        title: String::new(),
        subtitle: String::new(),
        lang: String::new(),
        credit: String::new(),
        author: String::new(),
        date: String::new(),
        source: String::new(),
        opening: vec![],
        sections: vec![],
        notes: vec![],
        circle: None,
        entries: vec![],
        whole: Whole::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_what_the_page_is_and_where_only_if_that_is_known() {
        let essay = Essay {
            title: "A \"</script>\" & more".to_owned(),
            subtitle: "Why".to_owned(),
            lang: "en".to_owned(),
            ..empty()
        };
        let head = page_head(&essay, None);
        assert!(head.contains("<title>A &quot;&lt;/script>&quot; &amp; more</title>"), "{head}");
        assert!(head.contains(r#"<meta property="og:description" content="Why">"#), "{head}");
        assert!(head.contains(r#""headline":"A \"\u003c/script>\" & more""#), "{head}");
        assert_eq!(head.matches("</script>").count(), 1);
        assert!(!head.contains("canonical") && !head.contains("og:url") && !head.contains("og:image"), "{head}");

        let head = page_head(&essay, Some("https://example.org/a/"));
        assert!(head.contains(r#"<link rel="canonical" href="https://example.org/a/">"#), "{head}");
        assert!(head.contains(r#""url":"https://example.org/a/""#), "{head}");
    }

    #[test]
    fn the_manifest_is_json_with_paths_of_its_own_folder() {
        let manifest = Json::parse(&manifest(&Essay { title: "A {b}".to_owned(), ..empty() })).unwrap();
        assert_eq!(manifest.get("name").and_then(Json::as_str), Some("A {b}"));
        assert_eq!(manifest.get("start_url").and_then(Json::as_str), Some("./"));
        assert!(matches!(manifest.get("icons"), Some(Json::List(icons)) if icons.len() == 1));
    }
}
