//! How the wasm is made smaller than the compiler's defaults make it: docs/decisions/0007.
//!
//! The standard library is built anew, for size and without the words of panics, which weigh 15 KB of the page. That needs
//! two things of the compiler that are not stable: `build-std` and `panic=immediate-abort`. If the library's source
//! is missing, the widget is built without them: it works the same and is larger.

use crate::run;
use crate::workspace;
use std::path::Path;
use std::process::Command;

/// The folder of the root that it is built in.
pub const TARGET: &str = "target/compact";

/// The variables that cargo is given. The flags are for the web's target only, so that nothing of this machine is built with them.
const VARIABLES: [(&str, &str); 5] = [
    // Build scripts look at the next variable, and would be run anew by every other build in the same folder.
    ("CARGO_TARGET_DIR", TARGET),
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none",
    ),
];

/// Answers true if the source of the standard library is there.
pub fn has_library_source() -> bool {
    let sysroot = run::answer(workspace::command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
}

/// Lets a command build the wasm small, if that can be done here.
pub fn apply(command: &mut Command) {
    if has_library_source() {
        command.envs(VARIABLES);
    }
}

/// Takes that back, for what a build hook builds for this machine.
pub fn forget(command: &mut Command) {
    for (name, _) in VARIABLES {
        command.env_remove(name);
    }
}
