//! A page in a browser, driven over WebDriver: one code for Chromium, Firefox and WebKitGTK.

mod browser;
mod command;
pub mod discussion;
mod documents;
pub mod endurance;
pub mod measure;
mod page;
pub mod plain;
mod relay;
pub mod trace;

pub use browser::{Engine, Options};
pub use command::{Get, Post};
pub use documents::LONG_LABELS;
pub use page::{Page, keys};
pub use relay::Relay;

use std::time::Duration;

/// How long a condition may take to come true. It measures nothing: a slow machine only takes longer to fail.
pub const PATIENCE: Duration = Duration::from_secs(180);
/// How often a condition is asked for.
pub const INTERVAL: Duration = Duration::from_millis(50);

/// A variable that `cargo xtask` sets.
pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run this by `cargo xtask e2e` or `bench`"))
}

/// Runs a journey in a browser of its own, and ends the browser however the journey ends: geckodriver and
/// WebKitWebDriver hold one session only, and one that is left behind would fail every journey after it.
pub async fn journey<F, Fut>(options: Options, travel: F)
where
    F: FnOnce(Page) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let page = Page::start(options).await;
    let outcome = tokio::spawn(travel(page.clone())).await;
    page.close().await;
    if let Err(fault) = outcome {
        std::panic::resume_unwind(fault.into_panic());
    }
}
