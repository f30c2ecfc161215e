//! Notes: their places, how they open and close, and the parts that stay still meanwhile.

use e2e::{Engine, Options, Page, journey, keys};
use serde_json::json;

#[tokio::test]
async fn a_note_opens_and_escape_gives_the_focus_back() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("one('#note-ofsted summary').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until("one('#note-ofsted').open && el.state.openNotes.includes('ofsted')", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("!one('#note-ofsted').open && el.state.openNotes.length === 0", json!([])).await;
        assert_eq!(page.ask("return root.activeElement === one('#note-ofsted summary')", json!([])).await, true);
        let told = page.events("note").await;
        assert_eq!(told, json!([{"id": "ofsted", "open": true}, {"id": "ofsted", "open": false}]));
    })
    .await;
}

#[tokio::test]
async fn escape_closes_from_the_inside_out_and_from_anywhere_what_was_opened_last() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let focus = "return root.activeElement?.closest('details')?.id ?? null";
        page.ask("await el.openNote('single-word'); one('#note-single-word summary').focus()", json!([])).await;
        page.until("el.state.openNotes.length === 2", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("el.state.openNotes.join() === 'ofsted'", json!([])).await;
        assert_eq!(page.ask(focus, json!([])).await, "note-single-word");
        page.press(keys::ESCAPE).await;
        page.until("el.state.openNotes.length === 0", json!([])).await;
        assert_eq!(page.ask(focus, json!([])).await, "note-ofsted");
        // With the focus on no note, the last visible one counts.
        page.ask(
            "await el.openNote('wagons'); await el.openNote('speakers'); await el.openNote('ssat'); scrollTo(0, 0)",
            json!([]),
        )
        .await;
        page.until("el.state.openNotes.length === 3", json!([])).await;
        for (left, closed) in [(2, "note-ssat"), (1, "note-speakers")] {
            page.ask("root.activeElement?.blur()", json!([])).await;
            page.press(keys::ESCAPE).await;
            page.until("el.state.openNotes.length === args[0]", json!([left])).await;
            assert_eq!(page.ask(focus, json!([])).await, closed);
        }
        page.ask("root.activeElement?.blur()", json!([])).await;
        page.press(keys::ESCAPE).await;
        assert_eq!(page.ask("return el.state.openNotes", json!([])).await, json!(["wagons"]));
    })
    .await;
}

/// Returns the faults of the open notes: those that overlap another note, the text, the circle or the ring, or that
/// leave the element. Also returns the distance of the first one from the line of its term.
const PLACES: &str = "
    const host = el.getBoundingClientRect(), box = (e) => e.getBoundingClientRect();
    const meet = (a, b) => a.left < b.right - .5 && b.left < a.right - .5 && a.top < b.bottom - .5 && b.top < a.bottom - .5;
    const bodies = all('.note-body').filter((e) => !e.parentElement.closest('.note-body')), areas = bodies.map(box);
    const nested = all('.note-body .note-body');
    // Text is checked line by line.
    const lines = all('.section .paragraph, .section h2, .section h3').filter((e) => !e.closest('.note-body'))
        .flatMap((e) => [...e.childNodes].filter((node) => node.nodeType === 3 || node.matches('a, em, strong')))
        .flatMap((node) => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()]; });
    const others = [...lines, ...shown('.circle, .beside svg, table, pre').map(box)];
    const words = (bad) => bodies.filter((_, at) => bad(areas[at], at)).map((e) => e.innerText.slice(0, 40));
    const first = one('#note-ssat');
    return {
        notes: bodies.length > 30 && nested.length > 0 && lines.length > 100,
        onOthers: words((a, at) => areas.some((b, other) => other !== at && meet(a, b))),
        onText: words((a) => others.some((b) => meet(a, b))),
        outside: words((a) => a.left < host.left - .5 || a.right > host.right + .5),
        nestedOutside: nested.filter((e) => { const a = box(e), b = box(e.parentElement.closest('.note-body')); return a.left < b.left || a.right > b.right || a.bottom > b.bottom; }).length,
        sideways: document.documentElement.scrollWidth > innerWidth,
        beside: box(first.querySelector('.note-body')).left >= box(one('article')).right,
        away: Math.abs(box(first.querySelector('.note-body')).top - box(first.querySelector('summary')).top) < 60,
    }";

#[tokio::test]
async fn open_notes_lie_on_nothing_in_the_margin_and_in_place() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.click("all('.reading button')[0]").await;
        page.until("el.state.openNotes.length > 30", json!([])).await;
        for width in [500, 768, 1130, 1260, 1500, 1920] {
            page.resize(width, 900).await;
            // This also checks the ring beside the text.
            page.ask(
                "scrollTo({ top: scrollY + one('#going-up').getBoundingClientRect().top - 200, behavior: 'instant' })",
                json!([]),
            )
            .await;
            if width >= 1260 {
                page.until("shown('.beside svg').length === 1", json!([])).await;
            }
            let good = json!({
                "notes": true, "onOthers": [], "onText": [], "outside": [], "nestedOutside": 0, "sideways": false,
                "beside": width > 1100, "away": true,
            });
            assert_eq!(page.ask(PLACES, json!([])).await, good, "at {width} px");
        }
        // A column that its owner has widened leaves less room, and a larger text needs more.
        page.resize(1200, 900).await;
        for change in
            ["el.style.setProperty('--ce-measure', '50em')", "document.documentElement.style.fontSize = '30px'"]
        {
            page.ask(change, json!([])).await;
            let seen = page.ask(PLACES, json!([])).await;
            let good = json!([[], [], [], false]);
            assert_eq!(json!([seen["onOthers"], seen["onText"], seen["outside"], seen["sideways"]]), good, "{change}");
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_is_open_survives_a_reload_and_the_line_that_was_read_stays() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let line = "return [one('[data-block=\"the-open-door/2\"]').getBoundingClientRect().top, scrollY]";
        for width in [600, 1280] {
            page.resize(width, 900).await;
            page.ask(
                "for (const id of ['ssat', 'single-word', 'pisa', 'egg', 'thirty-years']) await el.openNote(id);
                const line = one('[data-block=\"the-open-door/2\"]');
                scrollTo({ top: scrollY + line.getBoundingClientRect().top - 300, behavior: 'instant' })",
                json!([]),
            )
            .await;
            page.until("el.state.openNotes.length === 6", json!([])).await;
            let before = page.ask(line, json!([])).await;
            page.reload().await;
            page.until("el.state.openNotes.length === 6 && one('#note-single-word').open", json!([])).await;
            // The browser restores the scroll position in its own time.
            page.until(
                "Math.abs(one('[data-block=\"the-open-door/2\"]').getBoundingClientRect().top - args[0]) <= 1",
                json!([before[0]]),
            )
            .await;
        }
        // A fragment wins.
        page.ask("location.hash = '#the-elephant'", json!([])).await;
        page.until("root.activeElement?.id === 'the-elephant'", json!([])).await;
        page.ask("one('#going-up').scrollIntoView()", json!([])).await;
        page.reload().await;
        page.until("el.state.openNotes.length === 6 && root.activeElement?.id === 'the-elephant'", json!([])).await;
        page.until("Math.abs(one('#the-elephant').getBoundingClientRect().top) < 300", json!([])).await;
        // A closed note stays closed.
        page.click("all('.reading button')[1]").await;
        page.until("el.state.openNotes.length === 0", json!([])).await;
        page.reload().await;
        assert_eq!(page.ask("return all('details.note[open]').length", json!([])).await, 0);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_fragment_opens_a_note_within_a_note_and_its_term_gets_the_focus() {
    journey(Options::default(), async |page| {
        page.open("#note-single-word").await;
        let there = "el.state.openNotes.includes('ofsted') && el.state.openNotes.includes('single-word')
            && root.activeElement === one('#note-single-word > summary') && eyed(root.activeElement)";
        let eyed = "(() => { const eyed = (e) => { const a = e.getBoundingClientRect(); return a.top >= 0 && a.bottom <= innerHeight; }; return ";
        page.until(&format!("{eyed}{there}; }})()"), json!([])).await;
        page.ask("location.hash = '#note-wagons'", json!([])).await;
        page.until("root.activeElement === one('#note-wagons > summary')", json!([])).await;
        // This uses a script, since WebKit's back button skips entries that a script has added.
        page.ask("history.back()", json!([])).await;
        page.until("root.activeElement === one('#note-single-word > summary')", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn the_browser_finds_what_closed_notes_say() {
    journey(Options::default(), async |page| {
        // No driver reaches the find bar. In engines with text fragments, one of those finds and opens in the same way.
        if page.engine() != Engine::Chromium {
            return;
        }
        page.open("#:~:text=stopped%20giving%20state%20schools").await;
        page.until("el.state.openNotes.includes('ofsted') && el.state.openNotes.includes('single-word')", json!([]))
            .await;
        // A closed note is hidden in the way that the browser can search.
        let hidden =
            "return all('details.note:not([open]) > .note-body').every((e) => getComputedStyle(e).display !== 'none'
            && getComputedStyle(e.parentElement, '::details-content').contentVisibility === 'hidden'
            && getComputedStyle(e.parentElement, '::details-content').display !== 'none')";
        assert_eq!(page.ask(hidden, json!([])).await, true);
    })
    .await;
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Returns the block in the middle of the window and its place, the focused term and its place, and the number of open
/// notes.
const SIGHT: &str = "
    const middle = all('[data-block]').filter((e) => e.getBoundingClientRect().bottom > innerHeight / 2)[0] ?? all('[data-block]').at(-1);
    const focus = root.activeElement;
    window.block = args[0] === 'again' ? window.block : middle;
    return {
        block: window.block.dataset.block, at: window.block.getBoundingClientRect().top,
        term: focus?.matches('.note > summary') ? focus.parentElement.id : null, termAt: focus?.getBoundingClientRect().top,
        lost: !focus || document.activeElement === document.body, open: all('details.note[open]').length,
        inNote: !!focus?.closest('details.note[open]'), above: focus?.getBoundingClientRect().bottom < 0,
    }";

/// Visits the notes by keyboard alone until this number has been opened or closed.
async fn wander(page: &Page, toggles: usize, in_margin: bool) {
    let mut dice = Dice(2012);
    page.ask("one('#note-ssat > summary').focus()", json!([])).await;
    let mut toggled = 0;
    while toggled < toggles {
        for _ in 0..1 + dice.throw(3) {
            match dice.throw(5) {
                0 => page.chord([keys::SHIFT], keys::TAB).await,
                _ => page.press(keys::TAB).await,
            }
        }
        let before = page.ask(SIGHT, json!(["new"])).await;
        if before["lost"] == true
            || before["block"].is_null()
            || page.ask("return !root.activeElement.closest('.section')", json!([])).await == true
        {
            // At the end of the text it starts over.
            page.ask("one('#note-ssat > summary').focus()", json!([])).await;
            continue;
        }
        let closes = before["inNote"] == true && dice.throw(3) == 0;
        if closes {
            page.press(keys::ESCAPE).await;
        } else if before["term"].is_string() {
            page.press(keys::ENTER).await;
        } else {
            continue;
        }
        page.until("all('details.note[open]').length !== args[0]", json!([before["open"]])).await;
        page.ask("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))", json!([]))
            .await;
        let after = page.ask(SIGHT, json!(["again"])).await;
        let context = format!("step {toggled}, {} then {}", before, after);
        assert_eq!(after["lost"], false, "{context}");
        let moved = |name: &str| (before[name].as_f64().unwrap() - after[name].as_f64().unwrap()).abs();
        if in_margin {
            assert!(moved("at") <= 1.0, "{context}");
        }
        if !closes {
            assert!(moved("termAt") <= 1.0, "{context}");
        }
        toggled += 1;
    }
}

#[tokio::test]
async fn a_hundred_notes_open_and_close_and_the_text_stays_where_it_is() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.resize(1280, 900).await;
        wander(&page, 100, true).await;
        page.resize(600, 900).await;
        wander(&page, 40, false).await;
        // Notes that open and close out of sight, by whatever means, move nothing in sight.
        for width in [600, 1280] {
            page.resize(width, 900).await;
            page.click("all('.reading button')[1]").await;
            page.until("el.state.openNotes.length === 0", json!([])).await;
            page.ask(
                "one('[data-block=\"the-open-door/2\"]').scrollIntoView({ block: 'center', behavior: 'instant' });
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
                json!([]),
            )
            .await;
            let mut dice = Dice(u64::from(width));
            let place = "return one('[data-block=\"the-open-door/2\"]').getBoundingClientRect().top";
            let mut last = page.ask(place, json!([])).await.as_f64().unwrap();
            for turn in 0..40 {
                let script = if dice.throw(2) == 0 || page.engine() == Engine::Webkit {
                    "const notes = all('details.note').filter((note) => note.getBoundingClientRect().bottom < -200);
                    const note = notes[args[0] % notes.length], id = note.id.slice(5);
                    await (note.open ? el.closeNote(id) : el.openNote(id));"
                } else {
                    "const notes = all('details.note').filter((note) => note.getBoundingClientRect().bottom < -200);
                    notes[args[0] % notes.length].open ^= true;"
                };
                let script = format!(
                    "{script} await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
                );
                page.ask(&script, json!([dice.throw(1000)])).await;
                let now = page.ask(place, json!([])).await.as_f64().unwrap();
                assert!((now - last).abs() <= 1.0, "{width} px, turn {turn}: {last} became {now}");
                last = now;
            }
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
