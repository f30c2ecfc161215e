//! Sheets of the circle in motion for docs/pictures: frames every 100 ms side by side.
//!
//! The animations are held and moved to each time, so the frames are the same on every machine.

use crate::Page;
use serde_json::{Value, json};

/// The time between two frames, in milliseconds.
const EVERY: u32 = 100;

/// A move of the circle: its name, the number of frames, a script that goes where it begins, and one that begins it.
const MOVES: [(&str, u32, &str, &str); 4] = [
    (
        "step",
        7,
        "await el.goTo('finland', 1)",
        "one('[data-act=next]').click(); await until(() => el.state.step === 2)",
    ),
    (
        "minus",
        7,
        "await el.goTo('finland', 4)",
        "one('[data-act=next]').click(); await until(() => el.state.step === 5)",
    ),
    (
        "delay",
        17,
        "await el.goTo('finland', 7)",
        "one('[data-act=play]').click(); await until(() => moving().length > 0)",
    ),
    (
        "telling",
        10,
        "await el.goTo('finland', 5)",
        "one('.choice[data-tone=vicious]').click(); await until(() => el.state.circle === 'england')",
    ),
];

/// The laps that stand side by side.
const LAPS: [u32; 5] = [1, 2, 3, 5, 10];

const HELPERS: &str =
    "const moving = () => root.getAnimations().filter((animation) => animation.effect.target.closest('.circle'));
    const frame = () => new Promise(requestAnimationFrame);
    const until = async (there) => { while (!there()) await frame(); await frame(); };";

/// Returns the area of the picture that is shown, in the page's coordinates.
const AREA: &str = "one('#circle').scrollIntoView();
    const box = shown('.picture')[0].getBoundingClientRect();
    return { x: box.x, y: box.y + scrollY, width: box.width, height: box.height, scale: .5 }";

/// Takes the frames of all sheets at the page's present width and theme. Returns the name of each sheet and its frames, PNG files in base64.
pub async fn sheets(page: &Page) -> Vec<(String, Vec<String>)> {
    let mut sheets = vec![];
    for (name, count, way, act) in MOVES {
        page.ask(&format!("{HELPERS} el.setAttribute('motion', 'full'); await el.pause(); {way}; await until(() => moving().length === 0)"), json!([])).await;
        let area = page.ask(AREA, json!([])).await;
        page.ask(
            &format!("{HELPERS} {act}; window.held = moving(); held.forEach((animation) => animation.pause())"),
            json!([]),
        )
        .await;
        let mut frames = vec![];
        for at in 0..count {
            page.ask("held.forEach((animation) => (animation.currentTime = args[0]))", json!([at * EVERY])).await;
            frames.push(frame(page, &area).await);
        }
        page.ask(
            "held.forEach((animation) => animation.cancel()); all('.fading').forEach((e) => e.remove())",
            json!([]),
        )
        .await;
        sheets.push((format!("motion-{name}"), frames));
    }
    let mut frames = vec![];
    for telling in ["finland", "england"] {
        for lap in LAPS {
            let way = "el.setAttribute('motion', 'reduced'); await el.goTo(args[0], 1); while (el.state.lap <= args[1]) await el.next()";
            page.ask(&format!("{HELPERS} {way}; await until(() => moving().length === 0)"), json!([telling, lap]))
                .await;
            let area = page.ask(AREA, json!([])).await;
            frames.push(frame(page, &area).await);
        }
    }
    sheets.push(("laps".to_owned(), frames));
    sheets
}

async fn frame(page: &Page, area: &Value) -> String {
    let how = json!({"format": "png", "clip": area, "captureBeyondViewport": true});
    let shot = page.cdp("Page.captureScreenshot", how).await;
    shot["data"].as_str().unwrap_or_default().to_owned()
}
