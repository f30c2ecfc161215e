//! The circle: list and picture agree, by button, by key, by link and while it plays.

use e2e::{Engine, LONG_LABELS, Options, journey, keys};
use serde_json::json;

#[tokio::test]
async fn list_and_picture_agree_at_every_step() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let place = "const marked = shown('.stages [aria-current=step]').map((button) => button.closest('li'));
            return JSON.stringify([
                marked.length === 1 && shown('.stages li').indexOf(marked[0]) + 1,
                shown('.stage[data-current] .number').map((number) => number.textContent),
                el.state.step,
                el.state.lap,
            ]) === args[0]";
        for press in 1..=9_u64 {
            page.click("one('[data-act=next]')").await;
            let (step, lap) = ((press - 1) % 8 + 1, (press - 1) / 8 + 1);
            let expected = json!([step, [step.to_string()], step, lap]).to_string();
            // The event comes a moment before the page shows the new state.
            page.until(&format!("(() => {{ {place} }})()"), json!([expected])).await;
        }
        page.click("one('[data-act=previous]')").await;
        page.until("el.state.step === 8 && el.state.lap === 1", json!([])).await;
        let steps = page.events("step").await;
        assert_eq!(steps.as_array().map(Vec::len), Some(10));
        assert!(steps.as_array().into_iter().flatten().all(|step| step["cause"] == "reader" && step["steps"] == 8));
    })
    .await;
}

#[tokio::test]
async fn arrow_keys_step_and_play_goes_once_round() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("one('[data-act=next]').focus()", json!([])).await;
        for (key, step) in
            [(keys::RIGHT, 1), (keys::RIGHT, 2), (keys::LEFT, 1), (keys::END, 8), (keys::HOME, 1), (keys::ENTER, 2)]
        {
            page.press(key).await;
            page.until("el.state.step === args[0]", json!([step])).await;
        }
        page.click("one('.choice[data-tone=vicious]')").await;
        // That telling passes over the calibre of those who join, so the variable before it is kept.
        page.until("el.state.circle === 'england' && el.state.step === 5 && el.state.steps === 6", json!([])).await;
        page.ask("await el.goTo('england', 0)", json!([])).await;
        page.ask("ceEvents.length = 0", json!([])).await;
        page.click("one('[data-act=play]')").await;
        page.until("el.state.playing", json!([])).await;
        page.until("!el.state.playing && el.state.step === 1 && el.state.lap === 2", json!([])).await;
        let played = page.events("step").await;
        let steps: Vec<_> = played.as_array().into_iter().flatten().map(|step| step["step"].clone()).collect();
        assert_eq!(steps, [1, 2, 3, 4, 5, 6, 1]);
    })
    .await;
}

#[tokio::test]
async fn links_and_the_url_lead_to_stages() {
    journey(Options::default(), async |page| {
        page.open("#finland/3").await;
        page.until("el.state.circle === 'finland' && el.state.step === 3", json!([])).await;
        page.click("one('a[href=\"#england/2\"]')").await;
        page.until("el.state.circle === 'england' && el.state.step === 2", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn of_two_copies_the_first_answers_the_url_and_each_its_own_links() {
    journey(Options::default(), async |page| {
        let steps = "JSON.stringify([...document.querySelectorAll('circle-essay')].map((copy) => [copy.state.circle, copy.state.step])) === args[0]";
        let stand = async |places: &str| page.until(steps, json!([places])).await;
        page.open("fixtures/two/#england/2").await;
        page.ask("await document.querySelector('#second').whenReady", json!([])).await;
        stand(r#"[["england",2],["finland",0]]"#).await;
        page.click("document.querySelector('#second').shadowRoot.querySelector('a[href=\"#england/4\"]')").await;
        stand(r#"[["england",2],["england",4]]"#).await;
        page.ask("history.back()", json!([])).await;
        page.until("location.hash === '#england/2'", json!([])).await;
        stand(r#"[["england",2],["england",4]]"#).await;
        page.ask("location.hash = '#finland/3'", json!([])).await;
        stand(r#"[["finland",3],["england",4]]"#).await;
    })
    .await;
}

/// The number of running animations in the element.
const MOVING: &str = "root.getAnimations().filter((animation) => animation.playState === 'running').length";

#[tokio::test]
async fn the_pulse_travels_holds_and_ends() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.goTo('finland', 4); one('#circle').scrollIntoView()", json!([])).await;
        assert_eq!(page.ask(&format!("return {MOVING}"), json!([])).await, 0);
        page.click("one('[data-act=play]')").await;
        // The path from trust to control turns the pulse into its opposite.
        page.until(&format!("{MOVING} === 6"), json!([])).await;
        page.click("one('[data-act=play]')").await;
        page.until("!el.state.playing", json!([])).await;
        let held = "await Promise.all(root.getAnimations().map((animation) => animation.ready));
            return root.getAnimations().map((animation) => [animation.playState, animation.currentTime])";
        let before = page.ask(held, json!([])).await;
        assert!(before.as_array().into_iter().flatten().all(|animation| animation[0] == "paused"), "{before}");
        assert_eq!(page.ask(&format!("await new Promise(requestAnimationFrame); {held}"), json!([])).await, before);
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 5 && root.getAnimations().length === 0", json!([])).await;
        // The circle pauses when it is scrolled away.
        page.click("one('[data-act=play]')").await;
        page.until("el.state.playing", json!([])).await;
        page.ask("one('.discussion').scrollIntoView()", json!([])).await;
        page.until("!el.state.playing", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn who_asks_for_it_sees_nothing_move() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("el.setAttribute('motion', 'reduced'); await el.goTo('finland', 4); window.most = 0; (function look() { most = Math.max(most, root.getAnimations().length); requestAnimationFrame(look); })()", json!([])).await;
        page.click("one('[data-act=play]')").await;
        page.until("el.state.step === 5", json!([])).await;
        assert_eq!(page.ask("return most", json!([])).await, 0);
        page.ask("el.setAttribute('motion', 'full')", json!([])).await;
        page.until("root.getAnimations().length > 0", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn a_start_is_chosen_explained_and_run_by_keyboard_alone() {
    journey(Options::default(), async |page| {
        page.open("").await;
        assert_eq!(page.look("return shown('.run').length").await, 0);
        page.ask("one('#start-variable').focus()", json!([])).await;
        page.write("Trust").await;
        page.until("one('#start-variable').selectedIndex === 5", json!([])).await;
        page.press(keys::TAB).await;
        page.until("root.activeElement.id === 'start-reason'", json!([])).await;
        page.write("On our own patch.").await;
        page.press(keys::TAB).await;
        page.press(keys::ENTER).await;
        page.until("el.state.circle === 'loop' && el.state.step === 5 && el.state.playing", json!([])).await;
        let told = json!([{"circle": "loop", "step": 5, "reason": "On our own patch."}]);
        assert_eq!(page.events("start").await, told);
        // The list is filled line by line with the push, and at once when the ring shows something else.
        assert_eq!(page.ask("return shown('.run')[0].querySelectorAll('li').length", json!([])).await, 1);
        page.ask("await el.goTo('finland', 1)", json!([])).await;
        let moves = "return shown('.run').slice(0, 1).flatMap((run) => [...run.querySelectorAll('li')])
            .map((line) => line.querySelector('.when').textContent + ': ' + line.querySelector('strong').textContent)";
        let moves = page.ask(moves, json!([])).await;
        assert_eq!(moves[0], "First: Trust of parents and public rises");
        assert_eq!(moves[1], "Soon: Central control falls");
        assert_eq!(moves[4], "Late: Standing of the profession rises");
        assert_eq!(moves[7], "Late, last: Evenness of quality rises");
        // The focus stays where it was, and after a reload the reason is among the reader's own entries.
        assert_eq!(page.ask("return root.activeElement.textContent", json!([])).await, "Push it up");
        let exported = "JSON.parse(await el.exportDiscussion()).events.filter((event) => event.kind === 'start').map((event) => event.text)[0] === args[0]";
        page.until(exported, json!(["On our own patch."])).await;
        page.until(
            "await new Promise((done) => {
                const open = indexedDB.open('circle-essay');
                open.onsuccess = () => {
                    const events = open.result.transaction('events').objectStore('events').count();
                    events.onsuccess = () => { open.result.close(); done(events.result === 1); };
                };
            })",
            json!([]),
        )
        .await;
        page.reload().await;
        page.until("shown('.run').length > 0 && one('.reason').textContent === args[0]", json!(["On our own patch."])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_circle_is_taken_away_as_picture_and_as_text() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // Saving and copying is intercepted here, since files and the clipboard belong to the browser.
        page.ask(
            "window.saved = []; HTMLAnchorElement.prototype.click = function () { saved.push([this.download, this.href]) };
             Object.defineProperty(Navigator.prototype, 'clipboard', { configurable: true, get: () => undefined });
             await el.goTo('england', 1)",
            json!([]),
        )
        .await;
        page.click("one('.exports summary')").await;
        let press = async |name: &str| page.click(&format!("all('.quiet').find((e) => e.textContent === '{name}')")).await;
        press("Save picture").await;
        page.until("saved.length === 1", json!([])).await;
        let picture = "const svg = new DOMParser().parseFromString(decodeURIComponent(saved[0][1].split(',').slice(1).join(',')), 'image/svg+xml');
            return [saved[0][0], svg.querySelector('parsererror') === null, svg.querySelectorAll('circle').length,
                svg.querySelector('title').textContent, svg.querySelector('desc').textContent.includes('Back to 1: a reinforcing loop.')]";
        assert_eq!(page.ask(picture, json!([])).await, json!(["trust-england.svg", true, 6, "The vicious circle", true]));
        press("Save as PNG").await;
        page.until("saved.length === 2", json!([])).await;
        let drawn = "const image = new Image(); image.src = saved[1][1]; await image.decode();
            return [saved[1][0], image.naturalWidth]";
        let width = "return 2 * Number(decodeURIComponent(saved[0][1]).match(/width=\"([0-9.]+)/)[1])";
        let width = page.ask(width, json!([])).await.as_f64().unwrap_or_default();
        let seen = page.ask(drawn, json!([])).await;
        assert_eq!(seen[0], "trust-england.png");
        assert!((seen[1].as_f64().unwrap_or_default() - width).abs() < 3.0, "{seen}, {width}");
        // Without a clipboard, the text is shown for copying by hand.
        press("Copy as text").await;
        page.until("one('.control-choices textarea')?.value.includes('2. Government must do something (Central control rises)')", json!([])).await;
        page.until("one('.control-choices textarea').value.includes('flowchart LR')", json!([])).await;
        page.until("one('.control-choices textarea').value.includes('s1[\"1 Evenness of quality ↓\"]')", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Returns the number of labels, and for each the parts that it touches and the distance by which it leaves the
/// element.
const COLLISIONS: &str = "
    const svg = shown('.circle-diagram svg')[0], host = el.getBoundingClientRect();
    const all_of = (selector, in_x, in_y) => [...svg.querySelectorAll(selector)].map((e) => {
        const box = e.getBoundingClientRect();
        return { name: selector, left: box.left + in_x, right: box.right - in_x, top: box.top + in_y, bottom: box.bottom - in_y };
    });
    const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const touch = (label, disc) => {
        const x = (disc.left + disc.right) / 2, y = (disc.top + disc.bottom) / 2;
        const away = Math.hypot(x - clamp(x, label.left, label.right), y - clamp(y, label.top, label.bottom));
        // Some engines count the halo of the current disc as part of its box.
        return away < 17 * svg.getBoundingClientRect().width / 400;
    };
    // The box of a line is higher than its letters, and a sign fills only the middle of its box.
    const labels = all_of('.label', 0, 1), others = [...all_of('.arrow', 0, 0), ...all_of('.sign', 3, 5)], discs = all_of('.disc', 0, 0);
    const told = labels.flatMap((label, index) => [
        ...labels.slice(index + 1).filter((other) => meet(label, other)),
        ...others.filter((other) => meet(label, other)),
        ...discs.filter((disc) => touch(label, disc)),
        ...[label].filter(() => label.left < host.left || label.right > host.right),
    ].map((other) => [index + 1, label, other]));
    return [labels.length, told]";

#[tokio::test]
async fn labels_of_sixty_characters_never_overlap_or_leave_the_element() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for lang in ["en", "fi", "ar"] {
            for count in 3..=12 {
                page.ask(LONG_LABELS, json!([count, lang])).await;
                let there =
                    "el.state.status === 'ready' && el.state.steps === args[0] && one('article').lang === args[1]";
                page.until(there, json!([count, lang])).await;
                assert_eq!(page.ask(COLLISIONS, json!([])).await, json!([count, []]), "{lang}");
                // The current label is bold.
                let settled = "await el.goTo('loop', 2); await Promise.all(root.getAnimations().map((animation) => animation.finished))";
                page.ask(settled, json!([])).await;
                assert_eq!(page.ask(COLLISIONS, json!([])).await, json!([count, []]), "{lang}, the loop");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_stage_stays_in_view_and_leads_back_to_the_circle() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.goTo('england', 3); one('.section:last-of-type p').scrollIntoView()", json!([])).await;
        page.until("one('.here[data-away]')?.textContent === 'Stage 3 of 6: Everyone plays safe'", json!([])).await;
        let within = "const bar = one('.here').getBoundingClientRect(), host = el.getBoundingClientRect();
            return bar.bottom <= innerHeight && bar.top >= 0 && bar.left >= host.left && bar.right <= host.right";
        assert_eq!(page.ask(within, json!([])).await, true);
        page.click("one('.here')").await;
        page.until("!one('.here[data-away]') && root.activeElement?.id === 'circle-title'", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn every_stage_is_named_once() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let stages = page.ask("return shown('.stage-name').map((name) => name.textContent)", json!([])).await;
        assert_eq!(stages.as_array().map(Vec::len), Some(8));
        for (index, stage) in stages.as_array().into_iter().flatten().enumerate() {
            let told = page.told(&format!("shown('.stage-name')[{index}]")).await;
            assert_eq!((told.0.as_str(), Some(told.1.as_str())), ("button", stage.as_str()));
        }
        let picture = page.told("shown('.circle-diagram')[0]").await;
        let sentence =
            "The virtuous circle, a reinforcing loop of 8 stages, not started; the list below tells the same.";
        assert_eq!((picture.0.as_str(), picture.1.as_str()), ("image", sentence));
        // An image has no parts in the accessibility tree. Its content is hidden as well, for tools that look inside
        // nevertheless.
        let hidden = "return shown('.circle-diagram svg')[0].getAttribute('aria-hidden')";
        assert_eq!(page.ask(hidden, json!([])).await, "true");
        for part in ["svg", ".stage", ".number", ".label text"] {
            let (role, name) = page.told(&format!("shown('.circle-diagram {part}')[0]")).await;
            assert!(["", "none", "generic"].contains(&role.as_str()) && name.is_empty(), "{part} is {role}, {name}");
        }
        // Only Chromium's driver shows the whole tree.
        if page.engine() != Engine::Chromium {
            return;
        }
        let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await;
        let nodes: Vec<_> =
            tree["nodes"].as_array().into_iter().flatten().filter(|node| node["ignored"] != true).collect();
        let named = |role: &str, name: &str| {
            nodes.iter().filter(|node| node["role"]["value"] == role && node["name"]["value"] == name).count()
        };
        let labels = page.ask("return shown('.stage-name').map((name) => name.textContent)", json!([])).await;
        for label in labels.as_array().into_iter().flatten().filter_map(|label| label.as_str()) {
            assert_eq!((named("button", label), named("StaticText", label)), (1, 1), "{label}");
        }
        let images: Vec<_> = nodes.iter().filter(|node| node["role"]["value"] == "image").collect();
        assert_eq!(images.len(), 1, "{images:?}");
    })
    .await;
}
