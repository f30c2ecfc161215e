//! Drives a page in a browser over WebDriver. The same code serves Chromium, Firefox and WebKitGTK.

pub mod approach;
pub mod bench;
mod browser;
mod command;
pub mod discussion;
mod documents;
pub mod endurance;
pub mod measure;
mod page;
pub mod plain;
mod relay;
pub mod sheets;
pub mod trace;

pub use browser::{Engine, Options};
pub use command::{Get, Post};
pub use documents::LONG_LABELS;
pub use page::{Page, keys};
pub use relay::Relay;

use std::time::Duration;

/// The longest wait for a condition. It measures nothing: a slow machine only takes longer to fail.
pub const PATIENCE: Duration = Duration::from_secs(180);
/// The interval between two checks of a condition.
pub const INTERVAL: Duration = Duration::from_millis(50);

/// Returns a variable that `cargo xtask` sets.
pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run this by `cargo xtask e2e` or `bench`"))
}

/// Runs a journey in its own browser, and ends the browser however the journey ends. geckodriver and WebKitWebDriver
/// hold one session only, so a session that was left open would fail every later journey. A journey fails, too, if its
/// last page waited for a synchronous request or saw the code fall.
pub async fn journey<F, Fut>(options: Options, travel: F)
where
    F: FnOnce(Page) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let page = Page::start(options).await;
    let outcome = tokio::spawn(travel(page.clone())).await;
    let alarms = if outcome.is_ok() { page.alarms().await } else { String::new() };
    page.close().await;
    if let Err(fault) = outcome {
        std::panic::resume_unwind(fault.into_panic());
    }
    assert_eq!(alarms, "", "the page has seen what no page may see");
}
