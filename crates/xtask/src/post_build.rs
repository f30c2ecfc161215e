//! The last part of a build, before it becomes dist/. `cargo xtask build` calls it, and so does Trunk's hook: `cargo xtask post-build`.
//!
//! It makes the stylesheet, gives glue and wasm their final content and names, writes the entry module, and puts the
//! prerendered default essay into the page. That cannot happen earlier: Yew's hydration needs the comments that
//! an HTML tool would strip, and the essay names the stylesheet by its fingerprint.

use crate::arguments::Arguments;
use crate::bundle::Bundle;
use crate::entry::{self, Constants};
use crate::error::{Error, Explain, Outcome};
use crate::patch::{self, Patch};
use crate::profile::Profile;
use crate::wasm_package::LaterPart;
use crate::{
    author, fingerprint, glue_globals, glue_nodes, import_names, markdown, package, previous_builds, run, standalone,
    stylesheet, wasm_package, workspace,
};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The essay that the built page shows.
const DEFAULT_ESSAY: &str = "content/trust/essay.md";
const DEFAULT_ESSAY_ID: &str = "trust";
/// Its circle as networks show it beside a link. docs/authoring.md says how it is made.
const PICTURE: &str = "content/trust/circle.png";

/// The folder of the element's own modules. The glue imports them as `embed/NAME`.
const EMBED: &str = "src/embed";

/// The modules that Rust imports (`#[wasm_bindgen(module = …)]`). wasm-bindgen copies them beside the glue, where nothing else would share them.
const IMPORTED_BY_RUST: [&str; 3] = ["counterpart.js", "database.js", "page.js"];

/// The folder of these copies.
const SNIPPETS: &str = "snippets";

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
/// Each is read in one place and set in another.
const RENAMED_PROPERTIES: [Patch; 3] = [
    Patch { theirs: "__yew_subtree_id", times: 2, ours: "__ce_subtree_id" },
    Patch { theirs: "__yew_subtree_cache_key", times: 2, ours: "__ce_subtree_cache_key" },
    Patch { theirs: "__yew_listener_id", times: 2, ours: "__ce_listener_id" },
];
/// The beginning of all such names.
const YEWS: &str = "__yew_";

/// The entry is told when an export throws that the glue calls. And src/embed/instance.js starts the instance of a module that is compiled
/// already: what wasm-bindgen has for modules that are not is some 450 bytes, and would fetch the wasm without its integrity.
const STARTED: [Patch; 2] = [
    Patch { theirs: "wasm = instance.exports;", times: 1, ours: "wasm = guarded(instance.exports);" },
    Patch {
        theirs: "export { initSync, __wbg_init as default };",
        times: 1,
        ours: "export { __wbg_get_imports as functions, __wbg_finalize_init as started };",
    },
];
const GUARD: &str = "import { guarded } from \"embed/guard.js\";\n";

/// The loader of the later part.
const LOADED_BY_US: [Patch; 2] = [
    Patch { theirs: "import * as import1 from \"./__wasm_split.js\"\n", times: 1, ours: "" },
    Patch {
        theirs: "\"./__wasm_split.js\": import1,\n",
        times: 1,
        ours: "\"./__wasm_split.js\": {\n        __wasm_split_load_discussion: function(callback, data) { loadDiscussion(callback, data); },\n    },\n",
    },
];
const LATER: &str = "import { loadDiscussion } from \"embed/later.js\";\n";

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
    if profile == Profile::Release {
        // Trunk has no step between the linker and wasm-bindgen, in which the module is cut.
        wasm_package::WIDGET.bind(profile, &staging)?;
    }
    finish(&staging, profile)
}

/// Makes all of dist/ in a folder that holds index.html, and of the widget what wasm-bindgen has written.
pub fn finish(staging: &Path, profile: Profile) -> Outcome {
    let root = workspace::root();
    Bundle::sheet(&root.join(HOST_SHEET)).write(&staging.join("host.css"))?;
    let style = stylesheet::build(&root.join("styles"), staging)?;
    let built = fingerprint::widget_files(staging)?;
    let wasm = staging.join(&built.wasm);
    let optimize = || match profile {
        Profile::Release => wasm_package::optimize(&wasm, &wasm),
        Profile::Dev => Ok(()),
    };
    let (markdown, ()) = run::at_once(|| markdown::build(staging, profile), optimize)?;
    let words = words(staging, profile)?;
    let discussion = LaterPart::finish(staging, profile)?;
    let Widget { wasm, glue } = finish_widget(staging, &built, &markdown, &words, discussion.as_ref())?;
    let version = workspace::version(&workspace::read(&root.join("Cargo.toml"))?)?;
    let integrity = fingerprint::integrity(&staging.join(&wasm), profile)?;
    let failure = module(staging, "failure.js", fingerprint::FAILURE)?;
    let still = module(staging, "still.js", fingerprint::STILL)?;
    let constants = Constants {
        glue: &glue,
        wasm: &wasm,
        integrity: &integrity,
        failure: &failure,
        still: &still,
        style: &style,
        version: &version,
    };
    entry::build(&root.join(EMBED).join("element.js"), staging, &constants)?;
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
    let glue = shared_modules(&workspace::read(&glue_path)?)?;
    let glue = started_by_us(&glue_nodes::held(&glue_globals::own(&renamed_properties(&glue)?)?)?)?;
    let glue = if discussion.is_some() { with_loader(&glue)? } else { glue };
    let (wasm, glue) = import_names::shorten(&wasm, &glue)?;
    workspace::write(&wasm_path, wasm)?;
    let wasm = fingerprint::rename(staging, &built.wasm, fingerprint::WIDGET, "_bg.wasm")?;
    workspace::write(&glue_path, glue)?;
    let words: Vec<String> = words.iter().map(|(tag, name)| format!("{tag:?}:{name:?}")).collect();
    let embed = workspace::root().join(EMBED);
    Bundle::module(&embed.join("instance.js"))
        .import("widget-glue", &glue_path)
        .import("embed", &embed)
        .text("markdown", markdown)
        .text("discussion", discussion.map_or("", |part| &part.name))
        .text("discussionIntegrity", discussion.map_or("", |part| &part.integrity))
        .constant("words", &format!("{{{}}}", words.join(",")))
        .write(&glue_path)?;
    let snippets = staging.join(SNIPPETS);
    fs::remove_dir_all(&snippets).explain(|| format!("Could not remove {}", snippets.display()))?;
    let glue = fingerprint::rename(staging, &built.glue, fingerprint::WIDGET, ".js")?;
    Ok(Widget { wasm, glue })
}

/// The glue that loads the later part by src/embed/later.js: the module that the splitter writes for it knows one instance and one address.
fn with_loader(glue: &str) -> Outcome<String> {
    Ok(LATER.to_owned() + &patch::apply(glue, &LOADED_BY_US, "the discussion's code would not be found", file!())?)
}

/// The glue that imports the modules themselves in place of their copies, so that each exists once in the bundle.
fn shared_modules(glue: &str) -> Outcome<String> {
    let place = format!("'./{SNIPPETS}/");
    let mut parts = glue.split(place.as_str());
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for part in parts {
        let Some((_, rest)) = part.split_once(&format!("/{EMBED}/")) else { continue };
        found.extend(rest.split_once('\'').map(|(name, _)| name));
        text.push_str(&format!("'embed/{rest}"));
    }
    if found != IMPORTED_BY_RUST || text.contains(SNIPPETS) {
        return Err(Error::new(format!(
            "The glue of this build should import {} from {place}…/{EMBED}, each once and nothing else from there, and imports {}. \
             A module that Rust imports has to be named in IMPORTED_BY_RUST in {}; a function of it that neither takes nor returns more \
             than numbers needs `catch`, for otherwise wasm-bindgen has the wasm import it from the copy.",
            IMPORTED_BY_RUST.join(", "),
            found.join(", "),
            file!()
        )));
    }
    Ok(text)
}

/// The glue whose exports are guarded, and which leaves the start to src/embed/instance.js.
fn started_by_us(glue: &str) -> Outcome<String> {
    let else_what = "the widget would not start, or nobody would hear that it has fallen";
    Ok(GUARD.to_owned() + &patch::apply(glue, &STARTED, else_what, file!())?)
}

fn renamed_properties(glue: &str) -> Outcome<String> {
    let else_what = "pages that are Yew apps themselves would answer our readers' clicks";
    let text = patch::apply(glue, &RENAMED_PROPERTIES, else_what, file!())?;
    match text.matches(YEWS).count() {
        0 => Ok(text),
        left => Err(patch::refusal(YEWS, 0, left, else_what, file!())),
    }
}

/// A module of its own, which the entry asks for when it needs it.
fn module(staging: &Path, source: &str, name: &str) -> Outcome<String> {
    Bundle::module(&workspace::root().join(EMBED).join(source)).write(&staging.join(source))?;
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
        let glue = "a.__yew_subtree_id = b; c.__yew_subtree_cache_key; d.__yew_listener_id; ".repeat(2);
        let expected = "a.__ce_subtree_id = b; c.__ce_subtree_cache_key; d.__ce_listener_id; ".repeat(2);
        assert_eq!(renamed_properties(&glue), Ok(expected));
    }

    #[test]
    fn a_glue_with_other_properties_of_yew_is_refused() {
        let glue = "__yew_subtree_id __yew_subtree_cache_key __yew_listener_id ";
        for glue in [glue.to_owned(), glue.repeat(3), glue.repeat(2) + "__yew_other", String::new()] {
            assert!(renamed_properties(&glue).is_err(), "{glue}");
        }
    }

    #[test]
    fn the_exports_are_guarded_and_the_start_is_ours_exactly_once() {
        let lines = ["wasm = instance.exports;", "export { initSync, __wbg_init as default };"];
        let expected = "wasm = guarded(instance.exports);export { __wbg_get_imports as functions, __wbg_finalize_init as started };";
        assert_eq!(started_by_us(&lines.concat()), Ok(GUARD.to_owned() + expected));
        for line in lines {
            assert!(started_by_us(line).is_err() && started_by_us(&(lines.concat() + line)).is_err(), "{line}");
        }
    }

    #[test]
    fn modules_that_rust_imports_are_shared() {
        let import = |name| format!("import {{ a }} from './snippets/circle-essay-0123/src/embed/{name}';\n");
        let glue: String = IMPORTED_BY_RUST.map(import).concat();
        let expected = IMPORTED_BY_RUST.map(|name| format!("import {{ a }} from 'embed/{name}';\n")).concat();
        assert_eq!(shared_modules(&glue), Ok(expected));
        let by_the_wasm = "import * as import1 from \"./snippets/circle-essay-0123/src/embed/page.js\"\n";
        for other in [import("database.js"), glue.repeat(2), glue.clone() + &import("x.js"), glue + by_the_wasm] {
            assert!(shared_modules(&other).is_err(), "{other}");
        }
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
