//! From the path of a request to a file on disk: which folder answers, what type the file has, what is refused.

use std::path::{Path, PathBuf};

/// The policy under which `/csp/…` serves everything: the strictest that a careful host would set for a page.
pub const STRICT_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                              img-src 'self' data:; connect-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'";

/// The permissions policy under which `/csp/…` serves everything: no request may keep the whole page waiting.
pub const STRICT_PERMISSIONS: &str = "sync-xhr=()";

/// The script that `/probed/…` puts at the beginning of every page's head. It tells tests what went wrong from the first moment on.
pub const PROBE: &str = "<script src=\"/fixtures/probe.js\"></script>";

/// The policy under which `/nowasm/…` serves everything: scripts run, WebAssembly does not.
pub const NO_WASM_CSP: &str = "script-src 'self'";

/// A fault of the files whose names hold what comes after the sign in the first part of a path: `/missing=_bg.wasm/…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `missing=`: they are not there.
    Missing,
    /// `mistyped=`: they are served as plain text.
    Mistyped,
    /// `hanging=`: they come once `/coming=…/` is asked for, with the same words after the sign.
    Hanging,
}

impl Fault {
    /// Reads a part of a path such as `missing=_bg.wasm`: the fault, and the files that it befalls. After `~` comes a name, so that each test can
    /// let its own files come: `hanging=_bg.wasm~first`.
    fn of(part: &str) -> Option<(Self, &str)> {
        let (name, files) = part.split_once('=')?;
        let known = [("missing", Self::Missing), ("mistyped", Self::Mistyped), ("hanging", Self::Hanging)];
        let files = files.split('~').next().unwrap_or_default();
        known.into_iter().find(|(word, _)| *word == name).map(|(_, fault)| (fault, files))
    }
}

/// The words after the sign in the part of a path that begins so: `_bg.wasm` in `/hanging=_bg.wasm/index.html`.
pub fn after_sign<'a>(target: &'a str, word: &str) -> Option<&'a str> {
    target.split('/').find_map(|part| part.strip_prefix(word)?.strip_prefix('='))
}

/// A folder and the first part of the paths that it answers.
#[derive(Clone, Debug)]
pub struct Mount {
    /// Without slashes; empty for the folder that answers everything else.
    pub name: String,
    pub folder: PathBuf,
}

impl Mount {
    pub fn new(name: &str, folder: PathBuf) -> Self {
        Self { name: name.to_owned(), folder }
    }
}

/// The answer that a request is to be given.
#[derive(Debug, PartialEq, Eq)]
pub enum Resource {
    File {
        path: PathBuf,
        strict_csp: bool,
        probed: bool,
        /// Pages of other origins may load it as a module, as any host has to allow whose element others embed.
        shared: bool,
        forbids_wasm: bool,
        fault: Option<Fault>,
    },
    /// A folder without its last slash: relative addresses in its page would lead astray.
    Redirect(String),
    NotFound,
    /// Not a path inside any folder.
    Refused,
}

/// Looks for what the target of a request, such as `/examples/plain/?x=1`, stands for.
pub fn resolve(mounts: &[Mount], target: &str) -> Resource {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(segments) = segments(path) else {
        return Resource::Refused;
    };
    let mut segments: &[String] = &segments;
    let (mut strict_csp, mut probed, mut shared, mut forbids_wasm) = (false, false, false, false);
    let mut fault = None;
    while let Some((first, rest)) = split_first(segments) {
        match first {
            "csp" => strict_csp = true,
            "probed" => probed = true,
            "shared" => shared = true,
            "nowasm" => forbids_wasm = true,
            part => match Fault::of(part) {
                Some((kind, files)) if path.rsplit('/').next().is_some_and(|name| name.contains(files)) => {
                    fault = Some(kind)
                }
                Some(_) => {}
                None => break,
            },
        }
        segments = rest;
    }
    let (mount, segments) = match split_first(segments) {
        Some((first, rest)) => match mounts.iter().find(|mount| mount.name == first) {
            Some(mount) => (Some(mount), rest),
            None => (main_mount(mounts), segments),
        },
        None => (main_mount(mounts), segments),
    };
    let Some(mount) = mount else {
        return Resource::NotFound;
    };
    let mut file = mount.folder.clone();
    file.extend(segments);
    if file.is_dir() {
        if !path.ends_with('/') {
            return Resource::Redirect(format!("{path}/"));
        }
        file.push("index.html");
    }
    if file.is_file() && fault != Some(Fault::Missing) {
        Resource::File { path: file, strict_csp, probed, shared, forbids_wasm, fault }
    } else {
        Resource::NotFound
    }
}

fn split_first(segments: &[String]) -> Option<(&str, &[String])> {
    segments.split_first().map(|(first, rest)| (first.as_str(), rest))
}

fn main_mount(mounts: &[Mount]) -> Option<&Mount> {
    mounts.iter().find(|mount| mount.name.is_empty())
}

/// The decoded names in a path. None if one of them would lead out of the folder, or into what is hidden: Builds
/// that are not finished are in dist/.stage.
fn segments(path: &str) -> Option<Vec<String>> {
    let decoded = decode_percents(path)?;
    let rooted = decoded.strip_prefix('/')?;
    let names: Vec<String> = rooted.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let harmless = names.iter().all(|name| !name.starts_with('.') && !name.contains(['\\', '\0']));
    harmless.then_some(names)
}

fn decode_percents(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type by the end of the file's name. Browsers refuse modules and wasm of the wrong one.
pub fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "toml" | "ts" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Answers true if compressing files of this type pays.
pub fn is_compressible(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || ["application/json", "application/wasm", "application/manifest+json", "application/xml", "image/svg+xml"]
            .contains(&media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// This package's own folder stands in for dist/, and its sources for the examples.
    fn answer(target: &str) -> Resource {
        let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mounts = [Mount::new("", package.clone()), Mount::new("examples", package.join("src"))];
        resolve(&mounts, target)
    }

    fn file(path: &str, strict_csp: bool) -> Resource {
        Resource::File {
            path: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path),
            strict_csp,
            probed: false,
            shared: false,
            forbids_wasm: false,
            fault: None,
        }
    }

    #[test]
    fn faults_befall_the_files_that_are_named() {
        assert_eq!(answer("/missing=main/src/main.rs"), Resource::NotFound);
        assert_eq!(answer("/missing=main/src/routes.rs"), file("src/routes.rs", false));
        for (part, expected) in [("mistyped", Fault::Mistyped), ("hanging", Fault::Hanging)] {
            let fault = answer(&format!("/{part}=.rs/src/main.rs"));
            assert!(matches!(fault, Resource::File { fault: Some(fault), .. } if fault == expected));
        }
        let named = answer("/hanging=.rs~first/src/main.rs");
        assert!(matches!(named, Resource::File { fault: Some(Fault::Hanging), .. }));
        assert_eq!(after_sign("/probed/hanging=.rs~first/src/main.rs", "hanging"), Some(".rs~first"));
        assert_eq!(after_sign("/hanging/src/main.rs", "hanging"), None);
        assert!(matches!(answer("/nowasm/Cargo.toml"), Resource::File { forbids_wasm: true, .. }));
        assert_eq!(answer("/other=main/src/main.rs"), Resource::NotFound);
    }

    #[test]
    fn paths_lead_to_files_of_the_mounted_folders() {
        assert_eq!(answer("/Cargo.toml"), file("Cargo.toml", false));
        assert_eq!(answer("/Cargo.toml?x=/../y#z"), file("Cargo.toml", false));
        assert_eq!(answer("/%43argo.toml"), file("Cargo.toml", false));
        assert_eq!(answer("/src/main.rs"), file("src/main.rs", false));
        assert_eq!(answer("/examples/main.rs"), file("src/main.rs", false));
        assert_eq!(answer("/csp/Cargo.toml"), file("Cargo.toml", true));
        assert_eq!(answer("/csp/examples/main.rs"), file("src/main.rs", true));
    }

    #[test]
    fn prefixes_can_be_combined() {
        for target in ["/probed/csp/Cargo.toml", "/csp/probed/Cargo.toml"] {
            assert!(matches!(answer(target), Resource::File { strict_csp: true, probed: true, .. }), "{target}");
        }
        assert!(matches!(
            answer("/probed/Cargo.toml"),
            Resource::File { strict_csp: false, probed: true, shared: false, .. }
        ));
        assert!(matches!(answer("/shared/Cargo.toml"), Resource::File { probed: false, shared: true, .. }));
    }

    #[test]
    fn folders_need_their_slash_and_an_index() {
        assert_eq!(answer("/src"), Resource::Redirect("/src/".into()));
        assert_eq!(answer("/src?x"), Resource::Redirect("/src/".into()));
        assert_eq!(answer("/csp/src"), Resource::Redirect("/csp/src/".into()));
        assert_eq!(answer("/src/"), Resource::NotFound);
        assert_eq!(answer("/"), Resource::NotFound);
        assert_eq!(answer("/nothing.js"), Resource::NotFound);
    }

    #[test]
    fn paths_out_of_the_folder_are_refused() {
        for target in [
            "/../Cargo.toml",
            "/src/../../x",
            "/%2e%2e/Cargo.toml",
            "/src%2f..%2f..%2fx",
            "/..\\Cargo.toml",
            "/%00",
            "/%zz",
            "/%2",
            "/.stage/index.html",
            "Cargo.toml",
            "http://elsewhere/",
            "",
        ] {
            assert_eq!(answer(target), Resource::Refused, "{target}");
        }
    }

    #[test]
    fn media_types_are_those_that_browsers_insist_on() {
        let cases = [
            ("a.wasm", "application/wasm"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("trust.json", "application/json"),
            ("index.html", "text/html; charset=utf-8"),
            ("a.svg", "image/svg+xml"),
            ("a.png", "image/png"),
            ("manifest.webmanifest", "application/manifest+json"),
            ("essay.md", "text/markdown; charset=utf-8"),
            ("LICENSE", "application/octet-stream"),
        ];
        for (name, expected) in cases {
            assert_eq!(media_type(Path::new(name)), expected);
        }
        assert!(is_compressible("application/wasm"));
        assert!(!is_compressible("image/png"));
    }
}
