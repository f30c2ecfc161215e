//! The ring: its size and its labels in every width, the card beside it, its moves, and two tellings side by side.

use e2e::{Engine, LONG_LABELS, Options, Page, journey};
use serde_json::{Value, json};

/// Returns the width of the smallest letters of the labels in pixels, the number of labels that are shown, and the pairs of labels that
/// overlap or leave the element.
const LABELS: &str = "
    const svg = shown('.picture .circle-diagram svg')[0], host = el.getBoundingClientRect();
    const unit = svg.getBoundingClientRect().width / 400;
    const seen = [...svg.querySelectorAll('.label')].filter((e) => e.checkVisibility());
    const boxes = seen.map((e) => e.getBoundingClientRect());
    // The box of a line is higher than its letters.
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 1 < b.bottom - 1 && b.top + 1 < a.bottom - 1;
    const faults = boxes.flatMap((box, index) => [
        ...boxes.slice(index + 1).filter((other) => meet(box, other)).map(() => `${index} overlaps`),
        ...[box].filter(() => box.left < host.left - .5 || box.right > host.right + .5).map(() => `${index} leaves`),
    ]);
    const sizes = seen.flatMap((e) => [...e.querySelectorAll('text:not(.label-movement)')]).map((e) => parseFloat(getComputedStyle(e).fontSize) * unit);
    return [Math.min(...sizes), seen.length, faults]";

/// Gives the element a width, whatever the width of the window.
async fn set_width(page: &Page, width: u32) {
    page.ask("Object.assign(el.style, { display: 'block', inlineSize: `${args[0]}px` })", json!([width])).await;
}

async fn labels(page: &Page, count: usize, told: &str) {
    let seen = page.ask(LABELS, json!([])).await;
    assert_eq!((&seen[1], &seen[2]), (&json!(count), &json!([])), "{told}");
    assert!(seen[0].as_f64().is_some_and(|size| size >= 13.0), "{told}: {seen}");
}

#[tokio::test]
async fn every_label_is_shown_from_a_blog_s_column_on() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for (lang, count) in [("en", 3), ("en", 8), ("fi", 12), ("ar", 7), ("en", 12)] {
            page.ask(LONG_LABELS, json!([count, lang])).await;
            let there = "el.state.status === 'ready' && el.state.steps === args[0] && one('article').lang === args[1]";
            page.until(there, json!([count, lang])).await;
            for width in [560, 660, 768, 1024, 1280, 1920] {
                set_width(&page, width).await;
                labels(&page, count, &format!("{lang}, {count} stages, {width} px")).await;
            }
        }
        // Text twice as large needs twice the width.
        page.ask("document.documentElement.style.fontSize = '32px'", json!([])).await;
        set_width(&page, 1_120).await;
        labels(&page, 12, "200 %").await;
    })
    .await;
}

#[tokio::test]
async fn title_ring_controls_and_card_fit_one_screen() {
    journey(Options::default(), async |page| {
        // Only Chromium's window has the size that it is given.
        if page.engine() != Engine::Chromium {
            return;
        }
        page.open("").await;
        for (width, height) in [(1280, 900), (1024, 768)] {
            page.resize(width, height).await;
            // The window is as high as the page and the browser's own bars.
            let bars = page.ask("return outerHeight - innerHeight", json!([])).await.as_u64().unwrap_or_default();
            page.resize(width, height + bars as u32).await;
            for stage in ["finland/4", "england/2", "loop/6"] {
                let (view, step) = stage.split_once('/').unwrap_or_default();
                page.ask("await el.goTo(args[0], Number(args[1])); one('#circle').scrollIntoView()", json!([view, step])).await;
                let seen = "return ['#circle-title', '.choice', '.picture .label', '.controls', '.card'].flatMap(shown)
                    .map((e) => e.getBoundingClientRect()).filter((box) => box.top < -1 || box.bottom > innerHeight + 1).length";
                assert_eq!(page.ask(seen, json!([])).await, 0, "{stage} at {width} px");
                let beside = "return shown('.card')[0].getBoundingClientRect().left > shown('.picture svg')[0].getBoundingClientRect().right";
                assert_eq!(page.ask(beside, json!([])).await, true, "{stage} at {width} px");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_words_in_the_middle_are_large_on_a_phone_and_the_choice_is_one_row() {
    journey(Options::default(), async |page| {
        page.open("").await;
        set_width(&page, 360).await;
        page.ask("await el.goTo('finland', 4)", json!([])).await;
        let size = "return Math.min(...shown('.picture .hub p').filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => parseFloat(getComputedStyle(e).fontSize)))";
        assert!(page.ask(size, json!([])).await.as_f64().is_some_and(|size| size >= 16.0));
        let rows = "return new Set(shown('.choice').map((e) => e.getBoundingClientRect().top)).size";
        assert_eq!(page.ask(rows, json!([])).await, 1);
        // One word is shown, and the name stays the whole title.
        let choice = page.told("one('input[name=circle-view]')").await;
        assert_eq!(choice.1, "The virtuous circle");
        assert_eq!(page.ask("return shown('.choice-short').map((e) => e.textContent)", json!([])).await, json!(["Virtuous", "Vicious", "Beneath"]));
    })
    .await;
}

/// The paths of the running pulse, as the place where it begins.
const PULSES: &str = "root.getAnimations().filter((animation) => animation.effect.target.matches('g.pulse'))";

#[tokio::test]
async fn every_step_moves_and_the_last_one_wins() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.goTo('finland', 2); one('#circle').scrollIntoView()", json!([])).await;
        // The first picture of the view is that of the circle.
        let pressed = format!(
            "const next = one('[data-act=next]'); next.click(); next.click(); next.click();
             while (el.state.step !== 5) await new Promise(requestAnimationFrame);
             await new Promise(requestAnimationFrame);
             return [el.state.step, {PULSES}.length]"
        );
        assert_eq!(page.ask(&pressed, json!([])).await, json!([5, 1]));
        page.until("root.getAnimations().length === 0", json!([])).await;
        // The step after the last stage closes the lap.
        page.ask("await el.goTo('finland', 8)", json!([])).await;
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 1 && el.state.lap === 2", json!([])).await;
        let taken = "return shown('.picture .way').every((way) => way.hasAttribute('data-taken')) && shown('.picture .laps').length";
        assert_eq!(page.ask(taken, json!([])).await, 8);
        // Nothing moves where the reader wants that.
        page.ask("el.setAttribute('motion', 'reduced')", json!([])).await;
        page.until("root.getAnimations().length === 0", json!([])).await;
        let still = "const next = one('[data-act=next]'), seen = [];
             for (const step of [2, 3]) {
                 next.click();
                 while (el.state.step !== step) await new Promise(requestAnimationFrame);
                 await new Promise(requestAnimationFrame);
                 seen.push(root.getAnimations().length);
             }
             one('.choice[data-tone=vicious]').click();
             while (el.state.circle !== 'england') await new Promise(requestAnimationFrame);
             await new Promise(requestAnimationFrame);
             return [...seen, root.getAnimations().length]";
        assert_eq!(page.ask(still, json!([])).await, json!([0, 0, 0]));
    })
    .await;
}

#[tokio::test]
async fn a_finger_that_is_drawn_round_the_ring_steps() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("one('#circle').scrollIntoView()", json!([])).await;
        let draw = "const svg = shown('.picture svg')[0];
            const place = (step) => { const box = svg.querySelectorAll('.disc')[step - 1].getBoundingClientRect(); return { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }; };
            svg.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, composed: true, buttons: args[1], ...place(args[0]) }))";
        page.ask(draw, json!([3, 1])).await;
        page.until("el.state.step === 3", json!([])).await;
        page.ask(draw, json!([4, 1])).await;
        page.until("el.state.step === 4", json!([])).await;
        // A pointer that only passes by chooses nothing.
        page.ask(draw, json!([6, 0])).await;
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 5", json!([])).await;
    })
    .await;
}

/// Returns the current numbers and the names in the middle of the rings that are shown in the circle.
const RINGS: &str = "return shown('.picture').map((picture) => [
    picture.querySelector('.stage[data-current] .number')?.textContent ?? null, picture.querySelector('.hub-name')?.textContent.replace(/\\s+/g, ' ') ?? null])";

#[tokio::test]
async fn another_telling_keeps_the_variable_and_two_are_compared() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.goTo('finland', 5)", json!([])).await;
        page.click("one('.choice[data-tone=vicious]')").await;
        page.until("el.state.circle === 'england' && el.state.step === 2", json!([])).await;
        page.click("one('.choice[data-tone=virtuous]')").await;
        page.until("el.state.circle === 'finland' && el.state.step === 5", json!([])).await;
        page.click("all('.controls .quiet').find((e) => e.textContent === 'Compare')").await;
        page.until("shown('.picture').length === 2", json!([])).await;
        assert_eq!(page.ask(RINGS, json!([])).await, json!([["5", "Central control ↓"], ["2", "Central control ↑"]]));
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 6", json!([])).await;
        let expected: Value = json!([["6", "Confidence to aim high ↑"], ["3", "Confidence to aim high ↓"]]);
        assert_eq!(page.ask(RINGS, json!([])).await, expected);
        assert_eq!(page.ask("return shown('.card').length", json!([])).await, 2);
        page.click("all('.controls .quiet').find((e) => e.textContent === 'Compare')").await;
        page.until("shown('.picture').length === 1", json!([])).await;
        // The picture stands where it stood, with every variable at its angle.
        let angles = "return Object.fromEntries(all(`.picture[data-view='${args[0]}'] .stage`).reverse().map((e) => [e.dataset.variable, [e.querySelector('.disc').getAttribute('cx'), e.querySelector('.disc').getAttribute('cy')]]))";
        let (first, second, beneath) = (page.ask(angles, json!([0])).await, page.ask(angles, json!([1])).await, page.ask(angles, json!([2])).await);
        for (variable, place) in beneath.as_object().into_iter().flatten() {
            for telling in [&first, &second] {
                assert!(telling.get(variable).is_none_or(|there| there == place), "{variable}");
            }
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_push_runs_beside_the_list_that_it_fills() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("one('.start').scrollIntoView()", json!([])).await;
        // The variable is chosen on the ring.
        page.click("shown('.start-ring .stage')[5].querySelector('.number')").await;
        page.until("one('#start-variable').selectedIndex === 6", json!([])).await;
        page.click("all('.pushes .primary')[1]").await;
        page.until("el.state.playing && shown('.run').length > 0", json!([])).await;
        let seen = "return [shown('.run')[0].querySelectorAll('li').length, shown('.start-ring [data-reached]').length,
            shown('.start-ring .direction').length, shown('.start-ring [data-taken]').length]";
        assert_eq!(page.ask(seen, json!([])).await, json!([1, 1, 1, 0]));
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 7", json!([])).await;
        assert_eq!(page.ask(seen, json!([])).await, json!([2, 2, 2, 1]));
        let told = "return [...shown('.run')[0].querySelectorAll('strong')].map((e) => e.textContent)";
        assert_eq!(page.ask(told, json!([])).await, json!(["Central control falls", "Confidence to aim high rises"]));
        // The reader starts as the essay does, so its list is not shown again.
        assert_eq!(
            page.ask("return shown('.run').map((e) => e.querySelector('[data-title]').textContent)", json!([])).await,
            json!(["You started here", "You start where the essay does"])
        );
        page.press(e2e::keys::END).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn hovering_a_stage_lights_its_words() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let over = "shown(`.picture [data-stage='${args[0]}'] .disc`)[0].dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
            return all('a[data-lit]').map((link) => link.getAttribute('href'))";
        let lit = page.ask(over, json!(["finland/2"])).await;
        assert!(lit.as_array().is_some_and(|lit| !lit.is_empty() && lit.iter().all(|link| link == "#finland/2")), "{lit}");
        let tones = "return [...new Set(all('.section a[href^=\"#england/\"]').map((link) => link.dataset.tone))]";
        assert_eq!(page.ask(tones, json!([])).await, json!(["vicious"]));
    })
    .await;
}
