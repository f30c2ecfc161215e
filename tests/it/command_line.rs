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
