//! Fingerprints the code on which the rendered markup depends, for `VIEW_FINGERPRINT`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.lock")];
    for folder in ["src/view", "crates/essay-core/src", "crates/essay-core/words"] {
        collect(Path::new(folder), &mut files)?;
    }
    files.sort();
    // FNV-1a, as in essay_core::fingerprint, which a build script of this package should not have to build first.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
        // A package that was installed from a registry has no Cargo.lock beside it; its version stands for it.
        let content = fs::read(file).unwrap_or_default();
        for byte in content {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    println!("cargo:rustc-env=CIRCLE_ESSAY_VIEW_FINGERPRINT={hash:016x}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "txt") {
            files.push(path);
        }
    }
    Ok(())
}
