//! The change from one view to another, and its description for readers who want nothing to move.

use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};

/// Holds every animation of the next change of view before the browser has shown a frame of it. Records their first
/// states in `held`.
const HOLD: &str = "
    window.held = null;
    new MutationObserver((_, watch) => {
        const changing = root.getAnimations().filter((animation) => animation.effect.target.closest('.circle-diagram'));
        if (!changing.length) return;
        watch.disconnect();
        window.held = changing.map((animation) => ({
            animation, state: animation.playState, target: animation.effect.target,
            of: Object.keys(animation.effect.getKeyframes()[0]).find((name) => ['opacity', 'transform'].includes(name)),
        }));
        changing.forEach((animation) => animation.pause());
    }).observe(root, { childList: true, subtree: true, attributes: true })";

/// Returns the look of the change after `args[0]` milliseconds: the opacity of the old picture, the opacity of the new arcs, labels, names
/// and middle, the number of discs of both that are seen at all, and how far the arrow of a variable has turned, in degrees.
const LOOK: &str = "
    held.forEach(({ animation }) => (animation.currentTime = args[0]));
    const opacity = (e) => (e ? Number(getComputedStyle(e).opacity) : 0), within = (of) => all(`.picture[data-view=\"1\"] .circle-diagram > svg > :not(.fading) ${of}`);
    const matrix = new DOMMatrix(getComputedStyle(within('.stage[data-variable=control] .direction path')[0]).transform);
    return {
        old: opacity(one('.fading')),
        ways: Math.max(...within('.way').map(opacity)),
        labels: Math.max(...within('.stage[data-variable=control] .label text:not(.label-movement)').map(opacity)),
        names: Math.max(...within('.stage[data-variable=control] .label-movement').map(opacity)),
        hub: opacity(one('.picture[data-view=\"1\"] .hub')),
        discs: within('.stage').filter((e) => opacity(e) === 1).length,
        turned: Math.round(Math.abs(Math.atan2(matrix.b, matrix.a)) * 180 / Math.PI),
    }";

#[tokio::test]
async fn a_variable_keeps_its_place_and_its_arrow_turns_last() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.goTo('finland', 5)", json!([])).await;
        page.until("root.getAnimations().length === 0", json!([])).await;
        page.ask(HOLD, json!([])).await;
        page.click("one('.choice[data-tone=vicious]')").await;
        page.until("!!held", json!([])).await;
        let look = async |millis: u32| page.ask(LOOK, json!([millis])).await;
        let part = |look: &Value, name: &str| look[name].as_f64().unwrap_or(-1.0);
        // At first the old picture is seen as it was, with the discs of the new one that both show. One of six is new.
        let begun = look(0).await;
        assert_eq!((&begun["old"], &begun["ways"], &begun["discs"], &begun["turned"]), (&json!(1), &json!(0), &json!(5), &json!(180)), "{begun}");
        // Nothing is blank in between: the names come first, while the old picture is still seen.
        let between = look(250).await;
        assert!(part(&between, "old") > 0.0 && part(&between, "names") > part(&between, "labels"), "{between}");
        let late = look(500).await;
        assert!(part(&late, "ways") > 0.5 && part(&late, "hub") > 0.5 && part(&late, "names") == 1.0, "{late}");
        assert_eq!(late["turned"], 180, "{late}");
        let turning = look(650).await;
        assert!(part(&turning, "turned") < 180.0 && part(&turning, "labels") == 1.0, "{turning}");
        let done = look(899).await;
        assert_eq!((&done["turned"], &done["discs"]), (&json!(0), &json!(6)), "{done}");
        page.ask("held.forEach(({ animation }) => animation.play())", json!([])).await;
        page.until("root.getAnimations().length === 0 && all('.fading').length === 0", json!([])).await;
        let rest = "return [all('.picture[data-view=\"1\"] .way').every((e) => getComputedStyle(e).opacity === '1'), shown('.picture .circle-diagram .disc').length]";
        assert_eq!(page.ask(rest, json!([])).await, json!([true, 6]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_late_effect_is_told_where_nothing_moves() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("el.setAttribute('motion', 'reduced'); await el.goTo('loop', 6)", json!([])).await;
        // A text that shows for a second only is recorded in the frame after every change, since this journey may look
        // again too late.
        page.ask(
            "window.noted = [];
             new MutationObserver(() => requestAnimationFrame(() => {
                 const hub = shown('.hub-later').filter((e) => getComputedStyle(e).visibility === 'visible');
                 const words = [...hub, ...shown('.stage-waits')].map((e) => e.textContent);
                 const now = JSON.stringify([el.state.step, words, root.getAnimations().length]);
                 if (noted.at(-1) !== now) noted.push(now);
             })).observe(root, { childList: true, subtree: true, attributes: true, characterData: true })",
            json!([]),
        )
        .await;
        page.click("one('[data-act=play]')").await;
        page.until("el.state.step === 8 && noted.length >= 4", json!([])).await;
        let noted = page.ask("await el.pause(); return noted.slice(0, 4).map(JSON.parse)", json!([])).await;
        // Both rings and the card say it.
        assert_eq!(noted, json!([[6, [], 0], [7, [], 0], [7, ["later …", "later …", "later …"], 0], [8, [], 0]]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Goes one stage forward by the button, on a machine so slow that Yew needs several turns. Returns the element's
/// state, the picture and the list in the next task.
const BUSY: &str = "
    const now = window.Date.now;
    let late = 0;
    // Firefox would give a driver's script its own `Date`.
    window.Date.now = () => now() + (late += 20);
    const seen = new Promise((done) => setTimeout(() => done([
        el.state.step, shown('.picture .stage[data-current] .number').map((e) => Number(e.textContent)),
        shown('.stages > li').findIndex((e) => e.matches('[data-current]')) + 1,
    ])));
    one('[data-act=next]').click();
    const answer = await seen;
    window.Date.now = now;
    return answer";

#[tokio::test]
async fn a_change_is_shown_as_a_whole_however_busy_the_machine_is() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for step in 1..4 {
            assert_eq!(page.ask(BUSY, json!([])).await, json!([step, [step], step]));
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Plays a push by its button, reached by Tab. Expects the first two stages, with the pulse that leads there.
async fn watch(page: &Page, title: &str, expected: Value) {
    page.ask("await el.goTo('finland', 1); noted.length = 0; all('.composer-foot button')[1].focus()", json!([])).await;
    let reached = "const button = root.activeElement;
        return button.textContent === 'Watch it run' && button.closest('.run').querySelector('[data-title]').textContent === args[0]";
    while page.ask(reached, json!([title])).await == false {
        page.press(keys::TAB).await;
    }
    page.press(keys::ENTER).await;
    page.until("noted.length >= 2", json!([])).await;
    assert_eq!(page.ask("await el.pause(); return noted.slice(0, 2)", json!([])).await, expected, "{title}");
    // The reader is taken to the question, beside which it runs.
    page.until("root.activeElement.id === 'start-title'", json!([])).await;
}

#[tokio::test]
async fn a_start_and_the_essays_own_are_watched_by_keyboard() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let noting = "window.noted = [];
            el.addEventListener('ce-step', ({ detail }) => {
                // The journey's own step to another telling does not count.
                if (detail.cause === 'script') return;
                const falls = one('.picture[data-view=\"2\"] .hub-arrow').textContent === '↓';
                noted.push([detail.circle, detail.step, detail.cause, falls]);
            });
            one('#start-variable').selectedIndex = 5; one('#start-variable').dispatchEvent(new Event('change', { bubbles: true }))";
        page.ask(noting, json!([])).await;
        page.click("all('.composer-foot button').find((e) => e.textContent === 'Push it up')").await;
        page.until("shown('.run').length === 2", json!([])).await;
        let trust = json!([["loop", 5, "reader", false], ["loop", 6, "play", true]]);
        watch(&page, "You started here", trust).await;
        // The essay would push control down.
        let control = json!([["loop", 6, "reader", true], ["loop", 7, "play", false]]);
        watch(&page, "The essay would start here", control).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
