//! A browser with the page in it, driven over WebDriver.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};
use url::{ParseError, Url};

/// How long a condition may take to come true. It is no measure: a slow machine only takes longer to fail.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a condition is asked for.
const INTERVAL: Duration = Duration::from_millis(50);

/// A page in a browser.
pub struct Browser {
    client: Client,
    url: String,
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run these tests by `cargo xtask e2e`"))
}

fn capabilities(script: bool) -> Option<Map<String, Value>> {
    let capabilities = match (variable("CE_ENGINE").as_str(), script) {
        ("firefox", _) => {
            json!({"moz:firefoxOptions": {"args": ["-headless"], "prefs": {"javascript.enabled": script}}})
        }
        // Not tried yet: whether MiniBrowser's automation can look at a page on which no script runs.
        ("webkit", false) => return None,
        ("webkit", true) => json!({"webkitgtk:browserOptions": {
            "binary": "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "args": ["--automation"]}}),
        _ => json!({"goog:chromeOptions": {
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            "prefs": if script { json!({}) } else { json!({"profile.managed_default_content_settings.javascript": 2}) }},
            "goog:loggingPrefs": {"browser": "ALL"}}),
    };
    capabilities.as_object().cloned()
}

impl Browser {
    /// Opens the page at a path of the server and waits until it is alive.
    pub async fn open(path: &str) -> Self {
        let browser = Self::start(path, true).await.unwrap();
        browser.wait_until_ready().await;
        browser
    }

    /// Opens the page where no script runs. None in WebKitGTK, where that has not been tried.
    pub async fn open_without_script(path: &str) -> Option<Self> {
        Self::start(path, false).await
    }

    async fn start(path: &str, script: bool) -> Option<Self> {
        let capabilities = capabilities(script)?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = builder.connect(&variable("CE_DRIVER_URL")).await.unwrap();
        let url = format!("{}/{path}", variable("CE_BASE_URL").trim_end_matches('/'));
        client.goto(&url).await.unwrap();
        Some(Self { client, url })
    }

    async fn wait_until_ready(&self) {
        self.look(
            "root.querySelector('.essay'); document.querySelector('circle-essay').setAttribute('loading', 'eager')",
        )
        .await;
        self.until("el.state.status === 'ready'", json!([])).await;
    }

    /// Runs a script that is handed `el`, `root` and `args`, and may await; answers with what it returns.
    pub async fn ask(&self, script: &str, args: Value) -> Value {
        let script = format!(
            "const [args, done] = arguments; const el = document.querySelector('circle-essay'); const root = el.shadowRoot;
             (async () => {{ {script} }})().then((value) => done(value ?? null), (fault) => done('fault: ' + fault))"
        );
        self.client.execute_async(&script, vec![args]).await.unwrap()
    }

    /// Runs a script that may not await; works where the page itself may run none.
    pub async fn look(&self, script: &str) -> Value {
        let script = format!("const el = document.querySelector('circle-essay'); const root = el.shadowRoot; {script}");
        self.client.execute(&script, vec![]).await.unwrap()
    }

    /// Runs a script of another's as it is.
    pub async fn run(&self, script: &str) {
        self.client.execute(script, vec![]).await.unwrap();
    }

    /// Waits until an expression is true.
    pub async fn until(&self, expression: &str, args: Value) {
        let start = Instant::now();
        let mut interval = tokio::time::interval(INTERVAL);
        loop {
            let seen = self.ask(&format!("return {expression}"), args.clone()).await;
            if seen == Value::Bool(true) {
                return;
            }
            if start.elapsed() > PATIENCE {
                let state = self.ask("return JSON.stringify(el.state)", json!([])).await;
                panic!("this did not come true: {expression} with {args}; it was {seen}, the state {state}");
            }
            interval.tick().await;
        }
    }

    /// Presses a key where the focus is, by its WebDriver code.
    pub async fn key(&self, key: char) {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Loads the page anew and waits until it is alive.
    pub async fn reload(&self) {
        self.client.goto(&self.url).await.unwrap();
        self.client.refresh().await.unwrap();
        self.wait_until_ready().await;
    }

    /// What the console holds. Only chromedriver tells it; elsewhere this is empty.
    pub async fn complaints(&self) -> Vec<String> {
        if variable("CE_ENGINE") != "chromium" {
            return vec![];
        }
        let log = self.client.issue_cmd(Log).await.unwrap();
        let entries = log.as_array().cloned().unwrap_or_default();
        entries.iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
    }

    /// Ends the session.
    pub async fn close(self) {
        self.client.close().await.unwrap();
    }
}

/// chromedriver's own command for the console.
#[derive(Debug)]
struct Log;

impl fantoccini::wd::WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}
