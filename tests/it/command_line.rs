//! The command line, as an author meets it.

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
    // Of an earlier build.
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
