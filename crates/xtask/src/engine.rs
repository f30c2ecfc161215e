//! The three browser engines, and what each needs to be driven.

use crate::error::{Error, Outcome};
use crate::workspace;
use std::path::PathBuf;
use std::{env, fs};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name that flags and the tests use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// Reads `chromium,firefox` or `all`.
    pub fn list(text: &str) -> Outcome<Vec<Self>> {
        if text == "all" {
            return Ok(Self::ALL.to_vec());
        }
        text.split(',')
            .map(|word| {
                Self::ALL.into_iter().find(|engine| engine.name() == word.trim()).ok_or_else(|| {
                    Error::new(format!("There is no engine `{word}`. Known are chromium, firefox, webkit and all."))
                })
            })
            .collect()
    }

    /// The WebDriver program of this engine: the one that the variable names by which other tools are told of it, or else the one on
    /// the search path.
    pub fn driver(self) -> Option<PathBuf> {
        let named = |variable| env::var_os(variable).map(PathBuf::from).filter(|path| workspace::is_executable(path));
        match self {
            Self::Chromium => named("CHROMEDRIVER").or_else(|| workspace::find_program("chromedriver")),
            Self::Firefox => named("GECKODRIVER").or_else(|| workspace::find_program("geckodriver")),
            Self::Webkit => workspace::find_program("WebKitWebDriver").or_else(webkit_driver_off_path),
        }
    }

    /// How many tests may run at a time: geckodriver and WebKitWebDriver hold one session only.
    pub fn sessions(self) -> usize {
        match self {
            Self::Chromium => 2,
            Self::Firefox | Self::Webkit => 1,
        }
    }
}

/// Some releases of Debian keep the driver beside the engine's library instead of in /usr/bin.
fn webkit_driver_off_path() -> Option<PathBuf> {
    let libraries = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    let mut found: Vec<PathBuf> = fs::read_dir(libraries)
        .ok()?
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("webkit2gtk-4."))
        .map(|entry| entry.path().join("WebKitWebDriver"))
        .filter(|path| workspace::is_executable(path))
        .collect();
    // The newest, if several are installed.
    found.sort();
    found.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_read_from_a_list() {
        assert_eq!(Engine::list("webkit,chromium"), Ok(vec![Engine::Webkit, Engine::Chromium]));
        assert_eq!(Engine::list("all"), Ok(Engine::ALL.to_vec()));
        assert!(Engine::list("opera").is_err());
        assert!(Engine::list("").is_err());
    }
}
