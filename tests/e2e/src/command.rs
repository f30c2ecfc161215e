//! WebDriver commands that fantoccini does not know.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::Value;
use url::{ParseError, Url};

/// A command of the session, with its body.
#[derive(Clone, Debug)]
pub struct Post {
    path: &'static str,
    body: Value,
}

impl Post {
    pub fn new(path: &'static str, body: Value) -> Self {
        Self { path, body }
    }

    /// Makes a command of Chromium's DevTools protocol.
    pub fn cdp(name: &str, params: Value) -> Self {
        Self::new("goog/cdp/execute", serde_json::json!({"cmd": name, "params": params}))
    }
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// A query of the session.
#[derive(Clone, Debug)]
pub struct Get {
    path: String,
}

impl Get {
    pub fn new(path: String) -> Self {
        Self { path }
    }
}

impl WebDriverCompatibleCommand for Get {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}
