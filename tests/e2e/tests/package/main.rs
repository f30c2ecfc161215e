//! Checks dist/ as an npm package with the tools that read such packages. No browser is needed.

use std::process::Command;

/// Runs one of the checkers in tests/package/judge.mjs on dist/.
fn judge(name: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../package/judge.mjs");
    let outcome = Command::new("node").args([script, name]).output().expect("node does not start");
    assert!(
        outcome.status.success(),
        "{}{}",
        String::from_utf8_lossy(&outcome.stdout),
        String::from_utf8_lossy(&outcome.stderr)
    );
}

#[test]
fn the_package_holds_every_file_and_no_other() {
    judge("files");
}

#[test]
fn the_package_has_the_version_of_the_workspace() {
    judge("version");
}

#[test]
fn publint_finds_nothing() {
    judge("publint");
}

#[test]
fn programs_find_the_types() {
    judge("resolution");
}

#[test]
fn a_strict_program_compiles_and_a_wrong_one_does_not() {
    judge("types");
}

#[test]
fn the_manifest_of_custom_elements_keeps_to_its_schema() {
    judge("manifest");
}

#[test]
fn every_attribute_property_and_part_is_documented_and_no_other() {
    judge("docs");
}
