//! Tests the command line as an author uses it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Command::new(env!("CARGO_BIN_EXE_circle-essay")).current_dir(root).args(arguments).output().unwrap()
}

#[test]
fn check_says_where_what_and_what_to_do() {
    let output = run(&["check", "tests/fixtures/faulty.md"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.starts_with("tests/fixtures/faulty.md:6:10: error: The note “nowhere” is not defined.\n  hint: "),
        "{said}"
    );
    assert!(said.contains("tests/fixtures/faulty.md:8:1: warning: Raw HTML is not passed through."), "{said}");
}

#[test]
fn check_is_content_with_the_default_essay() {
    let output = run(&["check", "content/trust/essay.md"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_file_that_is_not_there_is_a_sentence() {
    let output = run(&["build", "nowhere.md", "-o", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("nowhere.md could not be read"));
}

#[test]
fn build_writes_document_fragment_and_head() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build");
    let output = run(&["build", "content/trust/essay.md", "-o", &folder.display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for name in ["trust.json", "fragment.html", "page-head.html", "manifest.webmanifest", "circle.svg"] {
        assert!(folder.join(name).is_file(), "{name}");
    }
}

#[test]
fn a_fragment_for_a_built_folder_names_its_files_and_vouches_for_its_script() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dist");
    std::fs::create_dir_all(&folder).unwrap();
    let digits = "0123456789abcdef";
    let entry = format!(
        r#"import("./circle-essay-widget-{digits}.js");["circle-essay-widget-{digits}_bg.wasm","circle-essay-{digits}.css"]"#
    );
    std::fs::write(folder.join("circle-essay.js"), &entry).unwrap();
    std::fs::write(folder.join(format!("circle-essay-entry-{digits}.js")), &entry).unwrap();
    // This file is left from an earlier build.
    std::fs::write(folder.join("circle-essay-entry-fedcba9876543210.js"), "").unwrap();
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("for-dist");
    let build = |more: &[&str]| {
        let (dist, out) = (folder.display().to_string(), out.display().to_string());
        let fixed =
            ["build", "content/trust/essay.md", "-o", &out, "--dist", &dist, "--base", "https://example.org/e/"];
        let output = run(&[&fixed, more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read_to_string(Path::new(&out).join("fragment.html")).unwrap()
    };
    let lazy = build(&[]);
    assert!(lazy.starts_with(&format!(
        "<script type=\"module\" src=\"https://example.org/e/circle-essay-entry-{digits}.js\" crossorigin integrity=\"sha384-"
    )));
    assert!(lazy.contains(&format!("href=\"https://example.org/e/circle-essay-{digits}.css\"")));
    assert!(!lazy.contains("preload") && !lazy.contains("loading="));
    let eager = build(&["--eager"]);
    assert!(eager.starts_with(&format!(
        "<link rel=\"modulepreload\" href=\"https://example.org/e/circle-essay-widget-{digits}.js\">\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"https://example.org/e/circle-essay-widget-{digits}_bg.wasm\">"
    )));
    assert!(eager.contains(" loading=\"eager\">"));
}

/// Makes an empty folder for a test.
fn empty(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Returns the paths of all files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = vec![];
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn build_never_writes_outside_its_folder_whatever_a_source_names() {
    for id in [
        "../../escape",
        "blog/2026/quiet",
        "/tmp/escape",
        "..\\\\escape",
        "C:escape",
        "",
        " ",
        ".",
        "..",
        "nul",
        "a\\u0000b",
        "a.",
    ] {
        let all = empty("names");
        let out = all.join("inner/out");
        std::fs::write(all.join("e.md"), format!("+++\nid = \"{id}\"\ntitle = \"T\"\n+++\n\nHello.\n")).unwrap();
        let source = all.join("e.md").display().to_string();
        let place = format!("{source}:2:6: error: The essay's id ");
        for arguments in [vec!["check", &source], vec!["build", &source, "-o", &out.display().to_string()]] {
            let output = run(&arguments);
            assert_eq!(output.status.code(), Some(1), "{id:?}");
            assert!(String::from_utf8(output.stderr).unwrap().starts_with(&place), "{id:?}");
        }
        assert_eq!(files(&all), ["e.md"], "{id:?}");
    }
    // These sources have all other names.
    let all = empty("names");
    let out = all.join("inner/out");
    let hostile = "../../../escape";
    let body = format!(
        "+++\nid = \"sound\"\ntitle = \"{hostile}\"\nsubtitle = \"{hostile}\"\nlang = \"{hostile}\"\ncredit = \"{hostile}\"\n+++\n\n\
         Word[^{hostile}] ![{hostile}]({hostile}.png) [a]({hostile}).\n\n[^{hostile}]: Text.\n\n## {hostile} {{#..}}\n\n\
         ```circle\ntitle = \"{hostile}\"\nloop = {{ id = \"{hostile}\", title = \"L\" }}\n\
         variable = [{{ id = \"../a\", name = \"a\" }}, {{ id = \"b\", name = \"b\" }}, {{ id = \"c\", name = \"c\" }}]\n\
         link = [{{ from = \"../a\", to = \"b\", sign = \"+\" }}, {{ from = \"b\", to = \"c\", sign = \"+\" }}, {{ from = \"c\", to = \"../a\", sign = \"+\" }}]\n\
         ```\n\n```discussion\n[[entry]]\nid = \"{hostile}\"\nname = \"{hostile}\"\ntext = \"{hostile}\"\n```\n"
    );
    std::fs::write(all.join("e.md"), body).unwrap();
    let output = run(&["build", &all.join("e.md").display().to_string(), "-o", &out.display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = ["circle.svg", "fragment.html", "manifest.webmanifest", "page-head.html", "sound.json"];
    let expected: Vec<_> =
        ["e.md".to_owned()].into_iter().chain(written.map(|name| format!("inner/out/{name}"))).collect();
    assert_eq!(files(&all), expected);
}

#[test]
fn ids_that_differ_only_in_case_are_told_apart_from_their_files() {
    let all = empty("case");
    let out = all.join("out").display().to_string();
    let sources = ["Trust", "trust"].map(|id| {
        let file = all.join(format!("of-{}.md", if id == "Trust" { "one" } else { "two" }));
        std::fs::write(&file, format!("+++\nid = \"{id}\"\ntitle = \"T\"\n+++\n")).unwrap();
        file.display().to_string()
    });
    let [one, two] = &sources;
    let output = run(&["check", one, two]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with(&format!(
            "{two}:2:6: error: The essay's id “trust” differs from “Trust” of {one} only in case"
        )),
        "{said}"
    );
    assert!(run(&["build", one, "-o", &out]).status.success());
    assert!(run(&["build", one, "-o", &out]).status.success(), "the same essay may be built again");
    let output = run(&["build", two, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!all.join("out/trust.json").exists());
}

#[test]
fn a_file_of_another_encoding_is_read_or_refused_with_its_place() {
    let all = empty("encodings");
    let text = "+++\nid = \"t\"\ntitle = \"Tää\"\n+++\n";
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    std::fs::write(all.join("utf16.md"), utf16).unwrap();
    std::fs::write(all.join("latin.md"), latin).unwrap();
    assert!(run(&["check", &all.join("utf16.md").display().to_string()]).status.success());
    let latin = all.join("latin.md").display().to_string();
    let said = String::from_utf8(run(&["check", &latin]).stderr).unwrap();
    assert!(said.starts_with(&format!("{latin}:3:11: error: The file is not text in UTF-8 from here on.")), "{said}");
}
