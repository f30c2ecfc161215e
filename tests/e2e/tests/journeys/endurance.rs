//! Short forms of the tests that `cargo xtask soak` runs at length.

use e2e::{Engine, endurance};

#[tokio::test]
async fn tabs_that_post_at_once_lose_nothing() {
    // WebKitGTK shows only one tab of an automated session, and the element waits until it is visible.
    if Engine::current() != Engine::Webkit {
        endurance::tabs(3, 10).await;
    }
}

#[tokio::test]
async fn a_browser_killed_while_writing_loses_no_saved_comment() {
    // The other browsers start slowly, so `cargo xtask soak` kills those.
    if Engine::current() != Engine::Chromium {
        return;
    }
    for (states, letters) in endurance::positions(2) {
        // It fails by itself if a comment is lost. The age of the draft depends on the machine, so `soak` measures
        // that.
        endurance::killed(states, letters).await;
    }
}
