//! Short forms of what `cargo xtask soak` tries at length.

use e2e::{Engine, endurance};

#[tokio::test]
async fn tabs_that_post_at_once_lose_nothing() {
    // WebKitGTK shows one tab of an automated session only, and the element waits until it is seen.
    if Engine::current() != Engine::Webkit {
        endurance::tabs(3, 10).await;
    }
}

#[tokio::test]
async fn a_browser_killed_while_writing_loses_no_saved_comment() {
    // The others take long to start, and are killed by `cargo xtask soak`.
    if Engine::current() != Engine::Chromium {
        return;
    }
    for (states, letters) in endurance::positions(2) {
        // It fails by itself if one is lost. How old the draft is depends on the machine, so `soak` measures that.
        endurance::killed(states, letters).await;
    }
}
