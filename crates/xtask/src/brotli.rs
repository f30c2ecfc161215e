//! Brotli at its highest quality, by Node, which the build needs anyway: what a good static host would send.

use crate::error::{Error, Explain, Outcome};
use crate::workspace;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Writes the compressed file that its argument names to standard output.
const SCRIPT: &str = "
const zlib = require('node:zlib'), fs = require('node:fs');
const content = fs.readFileSync(process.argv[1]);
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length };
process.stdout.write(zlib.brotliCompressSync(content, { params }));
";

pub fn compress(file: &Path) -> Outcome<Vec<u8>> {
    let output = workspace::command("node")
        .args(["-e", SCRIPT, "--"])
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .explain(|| "Could not start node, which compresses. Run `cargo xtask setup`".to_owned())?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Error::new(format!(
        "Could not compress {}. Node says: {}",
        file.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    )))
}

pub fn size(file: &Path) -> Outcome<usize> {
    compress(file).map(|compressed| compressed.len())
}

/// Compressed files, for a server that is asked for the same ones again and again.
#[derive(Debug, Default)]
pub struct Cache {
    files: Mutex<HashMap<PathBuf, Entry>>,
}

#[derive(Debug)]
struct Entry {
    modified: SystemTime,
    compressed: Arc<Vec<u8>>,
}

impl Cache {
    /// The compressed content of a file as it is now.
    pub fn get(&self, file: &Path) -> Outcome<Arc<Vec<u8>>> {
        let modified = fs::metadata(file)
            .and_then(|found| found.modified())
            .explain(|| format!("Could not look at {}", file.display()))?;
        // Locked while compressing, so that two requests at once do not compress the same file twice.
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = files.get(file).filter(|entry| entry.modified == modified) {
            return Ok(Arc::clone(&entry.compressed));
        }
        let compressed = Arc::new(compress(file)?);
        let entry = Entry { modified, compressed: Arc::clone(&compressed) };
        files.insert(file.to_owned(), entry);
        Ok(compressed)
    }
}
