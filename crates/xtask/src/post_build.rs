//! The last part of a build, before it becomes dist/. `cargo xtask build` calls it, and so does Trunk's hook: `cargo xtask post-build`.
//!
//! It makes the stylesheet, gives glue and wasm their final content and names, writes the entry module, and puts the
//! prerendered default essay into the page. That cannot happen earlier: Yew's hydration needs the comments that
//! an HTML tool would strip, and the essay names the stylesheet by its fingerprint.

use crate::arguments::Arguments;
use crate::entry::{self, Fillings};
use crate::error::{Error, Explain, Outcome};
use crate::profile::Profile;
use crate::{
    author, fingerprint, glue_globals, glue_nodes, import_names, markdown, minify, package, previous_builds, run,
    standalone, stylesheet, wasm_package, workspace,
};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The essay that the built page shows.
const DEFAULT_ESSAY: &str = "content/trust/essay.md";
const DEFAULT_ESSAY_ID: &str = "trust";
/// Its circle as networks show it beside a link. docs/authoring.md says how it is made.
const PICTURE: &str = "content/trust/circle.png";

/// The script that is put behind the glue.
const INSTANCE: &str = "src/embed/instance.js";

/// The script that opens the database, put behind the glue as well.
const DATABASE: &str = "src/embed/database.js";

/// The stylesheet of the page of its own, beside that of the essay.
const HOST_SHEET: &str = "styles/page/host.css";

/// The page for iframes.
const FRAME_PAGE: &str = "src/page/embed.html";

/// The variable that may hold the page's whole address.
const SITE: &str = "CIRCLE_ESSAY_SITE";

/// The language whose words are in the wasm; those of every other are a file.
const COMPILED_IN: &str = "en";

/// The comments in pages that the prerendered parts replace.
const FRAGMENT_MARKER: &str = "<!-- circle-essay:fragment -->";
const HEAD_MARKER: &str = "<!-- circle-essay:head -->";

/// Properties that Yew hangs on DOM nodes. Their numbers start again in every wasm instance, so in a page that is a Yew
/// app itself the host's listeners would take our nodes for their own. Under other names they pass them by.
const RENAMED_PROPERTIES: [(&str, &str); 3] = [
    ("__yew_subtree_id", "__ce_subtree_id"),
    ("__yew_subtree_cache_key", "__ce_subtree_cache_key"),
    ("__yew_listener_id", "__ce_listener_id"),
];

/// Trunk's hook.
pub fn command(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Error::new(
            "post-build works on a build of Trunk's, and TRUNK_STAGING_DIR does not say where that is. \
             Run `cargo xtask build`, which needs no Trunk.",
        )
    })?;
    let profile =
        if env::var("TRUNK_PROFILE").is_ok_and(|name| name == "debug") { Profile::Dev } else { Profile::Release };
    finish(&staging, profile)
}

/// Makes all of dist/ in a folder that holds index.html, and of the widget what wasm-bindgen has written.
pub fn finish(staging: &Path, profile: Profile) -> Outcome {
    let root = workspace::root();
    fs::copy(root.join(HOST_SHEET), staging.join("host.css")).explain(|| format!("Could not copy {HOST_SHEET}"))?;
    let style = stylesheet::build(&root.join("styles"), staging)?;
    let built = fingerprint::widget_files(staging)?;
    let wasm = staging.join(&built.wasm);
    let optimize = || match profile {
        Profile::Release => wasm_package::optimize(&wasm, &wasm),
        Profile::Dev => Ok(()),
    };
    let (markdown, ()) = run::at_once(|| markdown::build(staging, profile), optimize)?;
    let words = words(staging, profile)?;
    let discussion = discussion_part(staging, profile)?;
    let Widget { wasm, glue } = finish_widget(staging, &built, &markdown, &words, discussion.as_ref())?;
    let version = workspace::version(&workspace::read(&root.join("Cargo.toml"))?)?;
    let integrity = fingerprint::integrity(&staging.join(&wasm), profile)?;
    let failure = module(staging, "failure.js", fingerprint::FAILURE)?;
    let still = module(staging, "still.js", fingerprint::STILL)?;
    let fillings = Fillings {
        glue: &glue,
        wasm: &wasm,
        integrity: &integrity,
        failure: &failure,
        still: &still,
        style: &style,
        version: &version,
    };
    entry::build(&root.join("src/embed/element.js"), staging, &fillings)?;
    // A script tag that vouches for the entry names it so, and stays right beside later builds.
    let copy = workspace::read(&staging.join("circle-essay.js"))?;
    fingerprint::write(staging, fingerprint::ENTRY, "js", &copy)?;
    package::build(staging)?;
    prerender(staging, profile, &style)?;
    let mut named: Vec<&str> = vec![&glue, &wasm, &style, &still];
    named.extend(words.iter().map(|(_, name)| name.as_str()));
    named.extend(discussion.iter().map(|part| part.name.as_str()));
    standalone::build(staging, &root.join(PICTURE), &named)?;
    previous_builds::list(staging)
}

/// The names of the widget's files.
struct Widget {
    wasm: String,
    glue: String,
}

/// Gives wasm and glue their final content, and names each after what has become of it. The glue names the files that it asks for
/// itself: the script that compiles Markdown, and those of the words, by language.
fn finish_widget(
    staging: &Path,
    built: &fingerprint::Names,
    markdown: &str,
    words: &[(String, String)],
    discussion: Option<&LaterPart>,
) -> Outcome<Widget> {
    let (wasm_path, glue_path) = (staging.join(&built.wasm), staging.join(&built.glue));
    let wasm = fs::read(&wasm_path).explain(|| format!("Could not read {}", wasm_path.display()))?;
    let glue = rename_properties(&workspace::read(&glue_path)?)?;
    let glue = glue_nodes::held(&glue_globals::own(&glue)?)?;
    let glue = if discussion.is_some() { with_loader(&glue)? } else { glue };
    let (wasm, glue) = import_names::shorten(&wasm, &glue)?;
    workspace::write(&wasm_path, wasm)?;
    let wasm = fingerprint::rename(staging, &built.wasm, fingerprint::WIDGET, "_bg.wasm")?;
    // Used only when the module is started without an address, but then it has to be right.
    let glue = glue.replace(&format!("'{}_bg.wasm'", fingerprint::WIDGET), &format!("'{wasm}'"));
    let glue = guarded(&glue)?;
    let words: Vec<String> = words.iter().map(|(tag, name)| format!("{tag}: {name:?}")).collect();
    let instance = workspace::read(&workspace::root().join(INSTANCE))?
        .replace("__MARKDOWN__", markdown)
        .replace("__DISCUSSION__", discussion.map_or("", |part| &part.name))
        .replace("__DISCUSSION_INTEGRITY__", discussion.map_or("", |part| &part.integrity))
        .replace("__WORDS__", &format!("{{ {} }}", words.join(", ")));
    let database = workspace::read(&workspace::root().join(DATABASE))?;
    workspace::write(&glue_path, glue + &database + &instance)?;
    minify::module(&glue_path)?;
    let glue = fingerprint::rename(staging, &built.glue, fingerprint::WIDGET, ".js")?;
    Ok(Widget { wasm, glue })
}

/// A part of the wasm that is fetched later.
struct LaterPart {
    /// The name of its file.
    name: String,
    /// The integrity that the browser compares it with.
    integrity: String,
}

/// Gives the part of the wasm that only the discussion needs its final content and name; none if the build was not cut.
fn discussion_part(staging: &Path, profile: Profile) -> Outcome<Option<LaterPart>> {
    let file = format!("{}.wasm", fingerprint::DISCUSSION_PART);
    let path = staging.join(&file);
    if !path.is_file() {
        return Ok(None);
    }
    wasm_package::optimize(&path, &path)?;
    let name = fingerprint::rename(staging, &file, fingerprint::DISCUSSION, ".wasm")?;
    let integrity = fingerprint::integrity(&staging.join(&name), profile)?;
    Ok(Some(LaterPart { name, integrity }))
}

/// The glue that loads the later part by our own function: the module that the tool writes for it knows one instance and one address.
fn with_loader(glue: &str) -> Outcome<String> {
    let import = "import * as import1 from \"./__wasm_split.js\"\n";
    let used = "\"./__wasm_split.js\": import1,\n";
    if glue.matches(import).count() != 1 || glue.matches(used).count() != 1 {
        return Err(Error::new(
            "The glue of this build does not import ./__wasm_split.js exactly once, so the discussion's code would not be found. See how \
             this wasm-bindgen writes it, and correct `with_loader` in crates/xtask/src/post_build.rs.",
        ));
    }
    let load = format!("__wasm_split_load_{}", fingerprint::DISCUSSION_PART);
    let loader = format!(
        "\"./__wasm_split.js\": {{\n        {load}: function(callback, data) {{ loadDiscussion(callback, data); }},\n    }},\n"
    );
    Ok(glue.replace(import, "").replace(used, &loader))
}

/// The glue whose exports the entry is told of when one of them throws.
fn guarded(glue: &str) -> Outcome<String> {
    let line = "wasm = instance.exports;";
    if glue.matches(line).count() != 1 {
        return Err(Error::new(format!(
            "The glue of this build does not have {line} exactly once, so nobody would hear that the wasm has fallen. See how this \
             wasm-bindgen writes it, and correct `guarded` in crates/xtask/src/post_build.rs."
        )));
    }
    Ok(glue.replace(line, "wasm = guarded(instance.exports);"))
}

fn rename_properties(glue: &str) -> Outcome<String> {
    let mut text = glue.to_owned();
    for (yews, ours) in RENAMED_PROPERTIES {
        if !text.contains(yews) {
            return Err(Error::new(format!(
                "The glue of this build does not mention {yews}, so it could not be renamed, and pages that are Yew apps \
                 themselves would answer our readers' clicks. See how Yew names this property now, and correct \
                 RENAMED_PROPERTIES in crates/xtask/src/post_build.rs."
            )));
        }
        text = text.replace(yews, ours);
    }
    Ok(text)
}

/// A module of its own, which the entry asks for when it needs it.
fn module(staging: &Path, source: &str, name: &str) -> Outcome<String> {
    let path = staging.join(source);
    workspace::write(&path, workspace::read(&workspace::root().join("src/embed").join(source))?)?;
    minify::module(&path)?;
    fingerprint::rename(staging, source, name, ".js")
}

/// Writes the words of the languages that are not compiled in, each under a name that carries its content; answers with
/// language and name.
fn words(staging: &Path, profile: Profile) -> Outcome<Vec<(String, String)>> {
    let work = staging.join(".words");
    run::succeed(author::tool(profile).args(["words", "-o"]).arg(&work))?;
    let mut files: Vec<PathBuf> = fs::read_dir(&work)
        .explain(|| format!("Could not list {}", work.display()))?
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    let mut names = vec![];
    for file in files {
        let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if tag == COMPILED_IN {
            continue;
        }
        let stem = format!("{}-{tag}", fingerprint::WORDS);
        names.push((tag, fingerprint::write(staging, &stem, "txt", &workspace::read(&file)?)?));
    }
    fs::remove_dir_all(&work).explain(|| format!("Could not remove {}", work.display()))?;
    Ok(names)
}

/// Compiles and renders the default essay, and puts the parts where they belong.
fn prerender(staging: &Path, profile: Profile, style: &str) -> Outcome {
    let work = staging.join(".fragment");
    let mut tool = author::tool(profile);
    tool.args(["build", DEFAULT_ESSAY, "--base", "./", "--stylesheet", style, "-o"]).arg(&work);
    if let Some(site) = env::var_os(SITE).filter(|site| !site.is_empty()) {
        tool.arg("--site").arg(site);
    }
    run::succeed(&mut tool)?;

    let essays = staging.join("essays");
    fs::create_dir_all(&essays).explain(|| format!("Could not make {}", essays.display()))?;
    let document = format!("{DEFAULT_ESSAY_ID}.json");
    fs::rename(work.join(&document), essays.join(&document))
        .explain(|| format!("Could not move {document} from {}", work.display()))?;

    let manifest = "manifest.webmanifest";
    workspace::write(&staging.join(manifest), workspace::read(&work.join(manifest))?)?;

    let head = workspace::read(&work.join("page-head.html"))?;
    let fragment = workspace::read(&work.join("fragment.html"))?;
    let index = staging.join("index.html");
    let page = without_trunk_links(&workspace::read(&index)?);
    let page = fill_marker(&fill_marker(&page, HEAD_MARKER, &head)?, FRAGMENT_MARKER, &fragment)?;
    workspace::write(&index, page)?;
    // The same essay for iframes. Only index.html describes itself to networks.
    let title = head.lines().next().unwrap_or_default();
    let page = workspace::read(&workspace::root().join(FRAME_PAGE))?;
    let page = fill_marker(&fill_marker(&page, HEAD_MARKER, title)?, FRAGMENT_MARKER, &fragment)?;
    workspace::write(&staging.join("embed.html"), page)?;
    fs::remove_dir_all(&work).explain(|| format!("Could not remove {}", work.display()))
}

fn fill_marker(page: &str, marker: &str, content: &str) -> Outcome<String> {
    match page.matches(marker).count() {
        1 => Ok(page.replace(marker, content.trim_end())),
        count => Err(Error::new(format!(
            "A page has the comment {marker} {count} times and needs it once: it is where the prerendered essay goes. See index.html and {FRAME_PAGE}."
        ))),
    }
}

/// The page without its instruction to Trunk, `<link data-trunk rel="rust" …>`, which Trunk leaves there with `inject_scripts = false`.
fn without_trunk_links(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find("<link") {
        let (before, from_link) = rest.split_at(start);
        let (link, after) = from_link.split_at(from_link.find('>').map_or(from_link.len(), |at| at + 1));
        if link.contains("data-trunk") {
            // The line that held nothing else goes with it.
            out.push_str(before.trim_end_matches([' ', '\t']));
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else {
            out.push_str(before);
            out.push_str(link);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_of_yew_is_renamed_everywhere() {
        let glue = "a.__yew_subtree_id = b; c.__yew_subtree_cache_key; d.__yew_listener_id; e.__yew_subtree_id";
        let expected = "a.__ce_subtree_id = b; c.__ce_subtree_cache_key; d.__ce_listener_id; e.__ce_subtree_id";
        assert_eq!(rename_properties(glue), Ok(expected.to_owned()));
        assert!(rename_properties("a.__yew_subtree_id").is_err());
    }

    #[test]
    fn the_exports_are_guarded_exactly_once() {
        let line = "wasm = instance.exports;";
        assert_eq!(guarded(line), Ok("wasm = guarded(instance.exports);".to_owned()));
        assert!(guarded("").is_err() && guarded(&line.repeat(2)).is_err());
    }

    #[test]
    fn a_marker_has_to_stand_exactly_once() {
        assert_eq!(
            fill_marker("<p><!-- circle-essay:head --></p>", HEAD_MARKER, "<title>$1</title>\n"),
            Ok("<p><title>$1</title></p>".to_owned())
        );
        assert!(fill_marker("<p></p>", HEAD_MARKER, "").is_err());
        assert!(fill_marker(&HEAD_MARKER.repeat(2), HEAD_MARKER, "").is_err());
    }

    #[test]
    fn only_trunks_links_leave_the_page() {
        let page = "<head>\n  <link rel=\"icon\" href=\"a.svg\">\n  <link data-trunk rel=\"rust\"\n    data-bin=\"x\" />\n  \
                    <meta name=\"b\">\n</head>";
        let expected = "<head>\n  <link rel=\"icon\" href=\"a.svg\">\n  <meta name=\"b\">\n</head>";
        assert_eq!(without_trunk_links(page), expected);
    }
}
