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

/// Returns the look of the change after `args[0]` milliseconds: the number of stages of the old view that are partly
/// visible, the number of travelling stages, and the opacity of the new view's arcs, labels and middle.
const LOOK: &str = "
    held.forEach(({ animation }) => (animation.currentTime = args[0]));
    const opacity = (e) => Number(getComputedStyle(e).opacity), within = (of) => all(`.view[data-view=\"1\"] .circle-diagram ${of}`);
    const faded = all('.fading').map(opacity), ways = within('.way').map(opacity);
    return {
        fading: faded.filter((seen) => seen > 0 && (seen < 1 || args[0] === 0)).length,
        travelling: within('.stage').filter((e) => !new DOMMatrix(getComputedStyle(e).transform).isIdentity).length,
        ways: [ways.length, Math.min(...ways), Math.max(...ways)],
        labels: Math.max(...within('.stage .label').map((e) => Math.min(opacity(e), opacity(e.parentNode)))),
        hub: opacity(within('.hub')[0]),
    }";

#[tokio::test]
async fn what_only_the_old_view_shows_fades_before_the_new_arrows_appear() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(HOLD, json!([])).await;
        page.click("one('.choice[data-tone=vicious]')").await;
        page.until("!!held", json!([])).await;
        // The second telling lacks three stages of the first. All but one of its six are in the first.
        let begun = "const of = (selector, name) => held.filter((one) => one.target.matches(selector) && one.of === name && one.state === 'running').length;
            return [all('.fading').length, of('.fading', 'opacity'), of('.stage', 'transform'), of('.stage', 'opacity'), of('.way', 'opacity')]";
        assert_eq!(page.ask(begun, json!([])).await, json!([3, 3, 5, 1, 6]));
        let look = async |millis: u32| page.ask(LOOK, json!([millis])).await;
        for (millis, fading) in [(0, 3), (150, 3), (299, 3), (300, 0), (400, 0)] {
            let seen = look(millis).await;
            assert_eq!((&seen["fading"], &seen["travelling"]), (&json!(fading), &json!(5)), "after {millis} ms: {seen}");
            let unseen = (&seen["ways"], &seen["labels"], &seen["hub"]);
            assert_eq!(unseen, (&json!([6, 0, 0]), &json!(0), &json!(0)), "after {millis} ms: {seen}");
        }
        let arrived = look(500).await;
        assert_eq!((&arrived["travelling"], &arrived["ways"]), (&json!(0), &json!([6, 0, 0])), "{arrived}");
        let appearing = look(550).await;
        let partly = |value: &Value| value.as_f64().is_some_and(|opacity| 0.0 < opacity && opacity < 1.0);
        assert!(partly(&appearing["ways"][1]) && partly(&appearing["hub"]), "{appearing}");
        page.ask("held.forEach(({ animation }) => animation.play())", json!([])).await;
        page.until("root.getAnimations().length === 0 && all('.fading').length === 0", json!([])).await;
        let rest = "return [all('.view[data-view=\"1\"] .way').every((e) => getComputedStyle(e).opacity === '1'), shown('.circle-diagram .disc').length]";
        assert_eq!(page.ask(rest, json!([])).await, json!([true, 6]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_late_effect_is_told_where_nothing_moves() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("el.setAttribute('motion', 'reduced'); await el.goTo('loop', 7)", json!([])).await;
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
        page.until("!el.state.playing && el.state.step === 8 && noted.length >= 3", json!([])).await;
        let noted = page.ask("return noted.map(JSON.parse)", json!([])).await;
        assert_eq!(noted, json!([[7, [], 0], [7, ["later …", "later …"], 0], [8, [], 0]]));
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
        el.state.step, shown('.circle-diagram .stage[data-current] .number').map((e) => Number(e.textContent)),
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
    // The reader is taken to the circle.
    page.until("root.activeElement.id === 'circle-title'", json!([])).await;
}

#[tokio::test]
async fn a_start_and_the_essays_own_are_watched_by_keyboard() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let noting = "window.noted = [];
            el.addEventListener('ce-step', ({ detail }) => {
                // The journey's own step to another telling does not count.
                if (detail.cause === 'script') return;
                const falls = one('.view[data-view=\"2\"] g.pulse').hasAttribute('data-falls');
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
