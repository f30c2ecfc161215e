//! The engines, and the options of a session.

use crate::{INTERVAL, PATIENCE, variable};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The longest wait for another session of the same driver to end.
const TURN: Duration = Duration::from_secs(900);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    /// The engine that `cargo xtask` has started a driver for.
    pub fn current() -> Self {
        match variable("CE_ENGINE").as_str() {
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::Webkit,
            other => panic!("CE_ENGINE is {other}, which is none of chromium, firefox and webkit"),
        }
    }
}

/// The options of a session.
#[derive(Clone, Debug)]
pub struct Options {
    /// True if pages may run scripts. The driver's own scripts run in any case.
    pub script: bool,
    /// A profile that survives the browser. WebKitGTK's automated sessions have none.
    pub profile: Option<PathBuf>,
    /// True if Chromium records the work of its threads, for [`crate::trace`].
    pub traced: bool,
    /// The storage quota of all pages together in Firefox, in kilobytes. The other drivers have no such option.
    pub room: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self { script: true, profile: None, traced: false, room: None }
    }
}

impl Options {
    pub fn without_script() -> Self {
        Self { script: false, ..Self::default() }
    }

    pub fn with_profile(profile: PathBuf) -> Self {
        Self { profile: Some(profile), ..Self::default() }
    }

    pub fn traced() -> Self {
        Self { traced: true, ..Self::default() }
    }

    pub fn with_room(kilobytes: u32) -> Self {
        Self { room: Some(kilobytes), ..Self::default() }
    }

    fn capabilities(&self, engine: Engine) -> Map<String, Value> {
        let profile = self.profile.as_ref().map(|folder| folder.display().to_string());
        let capabilities = match engine {
            Engine::Chromium => {
                let mut args = vec![
                    "--headless".to_owned(),
                    "--no-sandbox".to_owned(),
                    "--disable-gpu".to_owned(),
                    "--disable-quic".to_owned(),
                    "--no-first-run".to_owned(),
                    "--disable-background-networking".to_owned(),
                    "--disable-component-update".to_owned(),
                    "--disable-sync".to_owned(),
                    "--window-size=1280,900".to_owned(),
                    // A desktop has a mouse. Without this switch, a headless browser takes itself for a phone.
                    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"
                        .to_owned(),
                ];
                args.extend(profile.map(|folder| format!("--user-data-dir={folder}")));
                let prefs = if self.script {
                    json!({})
                } else {
                    json!({"profile.managed_default_content_settings.javascript": 2})
                };
                let mut options = json!({"args": args, "prefs": prefs});
                let mut logs = json!({"browser": "ALL"});
                if self.traced {
                    options["perfLoggingPrefs"] = json!({"enableNetwork": false, "enablePage": false, "traceCategories": "toplevel,blink.user_timing"});
                    logs["performance"] = "ALL".into();
                }
                json!({"goog:chromeOptions": options, "goog:loggingPrefs": logs})
            }
            Engine::Firefox => {
                let mut args = vec!["-headless".to_owned(), "--width=1280".to_owned(), "--height=900".to_owned()];
                args.extend(profile.map(|folder| ["-profile".to_owned(), folder]).into_iter().flatten());
                let mut prefs = Map::from_iter([
                    ("javascript.enabled".to_owned(), json!(self.script)),
                    // Firefox suspends scroll anchoring after ten adjustments within half a second that nearly cancel
                    // each other, since it takes the page for one that fights against it. Journeys open and close notes
                    // faster than any reader.
                    ("layout.css.scroll-anchoring.max-consecutive-adjustments".to_owned(), json!(0)),
                ]);
                if let Some(room) = self.room {
                    prefs.insert("dom.quotaManager.temporaryStorage.fixedLimit".to_owned(), json!(room));
                }
                json!({"moz:firefoxOptions": {"args": args, "prefs": prefs}})
            }
            Engine::Webkit => {
                let mut args = vec!["--automation".to_owned()];
                args.extend((!self.script).then(|| "--enable-javascript=false".to_owned()));
                let binary = format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1/MiniBrowser", std::env::consts::ARCH);
                json!({"webkitgtk:browserOptions": {"binary": binary, "args": args}})
            }
        };
        let mut capabilities = capabilities.as_object().cloned().unwrap_or_default();
        // By default a driver aborts a script after half a minute, which says nothing on a busy machine.
        let millis = u64::try_from(PATIENCE.as_millis()).unwrap_or_default();
        capabilities.insert("timeouts".to_owned(), json!({"script": millis, "pageLoad": millis}));
        capabilities
    }

    /// Begins a session. If the driver holds one session only, this waits for its turn.
    pub async fn connect(&self, engine: Engine) -> Client {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.capabilities(engine));
        let driver = variable("CE_DRIVER_URL");
        let start = Instant::now();
        let mut interval = tokio::time::interval(INTERVAL * 5);
        let mut not_created = 0;
        loop {
            interval.tick().await;
            // WebKit's driver sometimes starts no browser and never answers. A second request works.
            let Ok(connected) = tokio::time::timeout(PATIENCE, builder.connect(&driver)).await else {
                assert!(start.elapsed() < TURN, "{driver} does not answer");
                continue;
            };
            match connected {
                Ok(client) => return client,
                Err(fault) => {
                    let told = fault.to_string();
                    let busy = told.contains("already started") || told.contains("Maximum number of active sessions");
                    // A browser that misses its driver's start timeout may start the next time.
                    not_created += usize::from(!busy && told.contains("session not created"));
                    let again = busy || (1..3).contains(&not_created);
                    assert!(again && start.elapsed() < TURN, "no session with {driver}: {told}");
                }
            }
        }
    }
}
