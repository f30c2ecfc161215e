//! Narrow pages, zoomed pages, and pages with the spacing that a reader may ask for.

use e2e::{Engine, Options, Page, journey};
use serde_json::{Value, json};

/// The spacing of WCAG 1.4.12, everywhere.
const SPACED: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
        p, .paragraph { margin-block-end: 2em !important; }`);
    root.adoptedStyleSheets = [sheet];";

/// Returns clipped elements, elements that leave the root sideways, and texts that leave the circle's middle.
const FAULTS: &str = "
    const name = (e) => e.outerHTML.slice(0, 90), page = document.documentElement, faults = [];
    if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth} px wide, not ${page.clientWidth}`, ...all('*').filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1).slice(0, 8).map((e) => e.getBoundingClientRect().right + name(e)));
    // The scrollbar of a right-to-left page may stand at its left.
    const edges = page.getBoundingClientRect();
    const own = '.wide, .wide *, pre, pre *, .visually-hidden, .control-name, svg, svg *, textarea, .composer-title, .choice-title';
    for (const e of shown('.essay *').filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(own))) {
        if (e.closest('.note:not([open]) > .note-body')) continue;
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        if (box.width > 1 && (box.left < edges.left - .5 || box.right > edges.right + .5)) faults.push('leaves the page: ' + name(e));
        const cuts = (overflow, needed, has) => overflow !== 'visible' && needed > has + 1;
        // A field of one line scrolls by itself.
        if (!e.matches('input') && (cuts(style.overflowX, e.scrollWidth, e.clientWidth) || cuts(style.overflowY, e.scrollHeight, e.clientHeight))) faults.push('is cut off: ' + name(e));
    }
    // Lines in the middle of the ring reach neither the discs nor the ring itself.
    for (const diagram of shown('.circle-diagram')) {
        const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2], [x, y] = middle(diagram.getBoundingClientRect());
        const disc = diagram.querySelector('.disc').getBoundingClientRect(), [atX, atY] = middle(disc), range = document.createRange();
        const room = Math.hypot(atX - x, atY - y) - disc.width / 2;
        for (const text of [...diagram.querySelectorAll('.hub p')].filter((e) => e.checkVisibility({ visibilityProperty: true }))) {
            range.selectNodeContents(text);
            const reach = Math.max(...[...range.getClientRects()].flatMap((box) => [[box.left, box.top + 4], [box.right, box.top + 4], [box.left, box.bottom - 4], [box.right, box.bottom - 4]])
                .map(([cornerX, cornerY]) => Math.hypot(cornerX - x, cornerY - y)));
            if (reach > room) faults.push(`reaches the ring by ${Math.round(reach - room)} px: ${name(text)}`);
        }
    }
    // The words of a label are covered by no disc and by no other label.
    const texts = shown('.label text').map((e) => [name(e), e.getBoundingClientRect()]);
    const discs = shown('.view .disc').map((e) => ['a disc', e.getBoundingClientRect()]);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    texts.forEach(([one, a], index) => [...texts.slice(index + 1), ...discs].forEach(([other, b]) => { if (meet(a, b)) faults.push(`${one} meets ${other}`); }));
    return faults";

/// Looks for faults with the circle at rest, at each of its longest stages, in each view, with notes and a reply open.
async fn look_around(page: &Page, how: &str) {
    let faults = async |state: &str| {
        page.until("root.getAnimations().length === 0", json!([])).await;
        assert_eq!(page.ask(FAULTS, json!([])).await, json!([]), "{how}, {state}");
    };
    faults("at rest").await;
    page.ask("for (const note of all('details.note')) note.open = true; one('#open-captors')?.click()", json!([]))
        .await;
    page.until("el.state.openNotes.length >= 24 && !!one('#text-captors')", json!([])).await;
    page.ask("all('.entry .composer .quiet').find((button) => button.textContent === 'Preview' && button.ariaPressed === 'false')?.click()", json!([])).await;
    for (view, steps) in [("finland", 8), ("england", 6), ("loop", 8)] {
        for step in (1..=steps).step_by(if view == "loop" { 5 } else { 1 }) {
            page.ask("await el.goTo(...args)", json!([view, step])).await;
            faults(&format!("everything open, {view} {step}")).await;
        }
    }
}

/// Opens the essay in a frame of a width that no window can have.
async fn open_narrow(page: &Page, width: u32) {
    page.load(&format!("probed/fixtures/narrow/?{width}")).await;
    page.enter_frame().await;
    assert_eq!(page.ask("return innerWidth", json!([])).await, width);
}

#[tokio::test]
async fn nothing_is_cut_off_at_320_px() {
    journey(Options::default(), async |page| {
        open_narrow(&page, 320).await;
        look_around(&page, "320 px").await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_cut_off_on_phones_with_wide_distances() {
    journey(Options::default(), async |page| {
        for width in [320, 360, 420] {
            open_narrow(&page, width).await;
            page.ask(SPACED, json!([])).await;
            if width == 320 {
                look_around(&page, "320 px, spaced").await;
            } else {
                assert_eq!(page.ask(FAULTS, json!([])).await, json!([]), "{width} px, spaced");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn text_twice_as_large_is_not_cut_off_on_phones() {
    journey(Options::default(), async |page| {
        for width in [390, 320] {
            open_narrow(&page, width).await;
            page.ask("document.documentElement.style.fontSize = '32px'", json!([])).await;
            look_around(&page, &format!("{width} px, text twice as large")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_cut_off_with_wide_distances() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(SPACED, json!([])).await;
        for width in [768, 1280] {
            page.resize(width, 900).await;
            assert_eq!(page.ask(FAULTS, json!([])).await, json!([]), "{width} px");
        }
        look_around(&page, "1280 px, spaced").await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_cut_off_at_400_per_cent() {
    journey(Options::default(), async |page| {
        // Only Chromium can be zoomed. In other engines the frame of 320 px stands for it.
        if page.engine() != Engine::Chromium {
            return;
        }
        // This is 1280 by 1024 px at a zoom of four.
        let zoomed = json!({"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": false});
        page.cdp("Emulation.setDeviceMetricsOverride", zoomed).await;
        page.open("").await;
        look_around(&page, "400 %").await;
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_block_reflows() {
    journey(Options::default(), async |page| {
        page.open("fixtures/kinds/").await;
        page.resize(500, 900).await;
        page.ask(&format!("document.body.style.margin = 0; {SPACED}"), json!([])).await;
        for width in [320, 400] {
            page.ask("el.style.width = args[0] + 'px'", json!([width])).await;
            assert_eq!(page.ask(FAULTS, json!([])).await, json!([]), "{width} px");
            let wide = "return all('.section *:not(.wide *, pre *)').filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > args[0] + 1).map((e) => e.outerHTML.slice(0, 60))";
            assert_eq!(page.ask(wide, json!([width])).await, json!([]), "{width} px");
        }
    })
    .await;
}

/// A document with a long word at every place of a word.
fn long_words(lang: &str, size: &str, word: &str) -> Value {
    let text = json!([{"text": word}]);
    let all = json!([
        {"text": word}, {"text": " "}, {"emphasis": text}, {"text": " "}, {"strong": text}, {"text": " "}, {"code": word}, {"text": " "},
        {"link": {"href": "https://example.org/", "content": text}}, {"text": " "}, {"note": {"id": "n", "term": text}}, {"text": "."}
    ]);
    let blocks = json!([
        {"paragraph": all}, {"quote": [{"paragraph": all}, {"quote": [{"paragraph": all}]}]},
        {"list": {"items": [[{"paragraph": all}, {"list": {"start": 1, "items": [[{"paragraph": all}]]}}]]}},
        {"code": format!("{word} {word} {word}")}, {"table": [[text, text, text], [text, all, text]]},
        {"paragraph": [{"image": {"src": "/circle.png", "alt": word}}, {"text": " "}, {"emphasis": text}]}
    ]);
    // A note within itself, in a list in a quotation, would leave no room for a letter.
    let note = json!([{"paragraph": [{"text": word}, {"text": " "}, {"code": word}]}, {"quote": [{"paragraph": text}]}, {"code": word}]);
    let section =
        |id: &str, depth: u8, blocks: &Value| json!({"id": id, "depth": depth, "title": text, "blocks": blocks});
    // The middle of the smallest ring has room for a name and no more.
    let name: String = word.chars().take(36).collect();
    let stage = |variable: &str| json!({"variable": variable, "direction": "up", "label": name, "sentence": name, "text": word, "prompt": word});
    let telling = |id: &str, tone: &str| json!({"id": id, "title": word, "tone": tone, "summary": word, "stage": [stage("a"), stage("b"), stage("c")]});
    let variable = |id: &str| json!({"id": id, "name": name});
    let link = |from: &str, to: &str| json!({"from": from, "to": to, "sign": "+", "because": word, "delayed": true});
    let entry = |id: &str, parent: Option<&str>| json!({"id": id, "parent": parent, "name": word, "blocks": [{"paragraph": all}]});
    json!({
        "format": "circle-essay/1", "id": format!("long {lang} {size}"), "title": word, "subtitle": word, "credit": word, "lang": lang, "opening": blocks,
        "sections": [section("one", 1, &json!(["circle"])), section("two", 2, &blocks), section("three", 5, &blocks)],
        "notes": [{"id": "n", "kind": "since-then", "blocks": note}],
        "circle": {
            "title": word, "loop": {"id": "loop", "title": word}, "variables": [variable("a"), variable("b"), variable("c")],
            "links": [link("a", "b"), link("b", "c"), link("c", "a")], "tellings": [telling("up", "virtuous"), telling("down", "vicious")],
            "answer": {"variable": "a", "direction": "up", "text": word, "risk": word}
        },
        "entries": [entry("e", None), entry("f", Some("e")), entry("g", Some("f")), entry("h", Some("g")), entry("i", Some("h"))]
    })
}

/// Comments of readers with a long word in every place, with nested replies, and more than can be checked at once.
const LONG_COMMENTS: &str = r"
    const [word] = args, id = (index) => '01900000-0000-7000-8000-' + index.toString(16).padStart(12, '0');
    const events = Array.from({ length: 24 }, (_, index) => ({
        id: id(index), kind: 'post', parent: index % 6 ? id(index - 1) : null, author: { id: 'author-' + index % 3, name: word + (index % 3 ? '' : ' ') },
        anchor: index == 6 ? { note: 'n' } : index == 12 ? { circle: 'up', step: 2 } : null, time: 1_600_000_000_000 + index,
        text: `${word} *${word}* \`${word}\` [${word}](https://example.org/) https://example.org/${word}\n\n> ${word}\n\n- ${word}\n\n\`\`\`\n${word} ${word}\n\`\`\``,
    }));
    events.push({ id: id(100), kind: 'edit', parent: id(0), author: events[0].author, anchor: null, time: 1_600_000_001_000, text: word });
    const { added, refused } = await el.importDiscussion(JSON.stringify({ format: 'circle-essay-discussion/1', discussion: 'x', events }));
    if (added !== 25) throw new Error(JSON.stringify(refused));";

#[tokio::test]
async fn a_long_word_breaks_wherever_it_stands() {
    journey(Options::default(), async |page| {
        let latin = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde";
        let arabic = "فأسقيناكموها".repeat(6);
        for (lang, word) in [("de", latin), ("ar", arabic.as_str())] {
            for size in ["", "32px"] {
                open_narrow(&page, 320).await;
                page.ask(
                    "document.documentElement.style.fontSize = args[1];
                     if (args[0].lang == 'ar') { el.lang = 'ar'; document.documentElement.dir = 'rtl'; }
                     const ready = new Promise((done) => el.addEventListener('ce-ready', done, { once: true }));
                     el.document = args[0];
                     await ready",
                    json!([long_words(lang, size, word), size]),
                )
                .await;
                page.ask(LONG_COMMENTS, json!([word])).await;
                page.until("all('.entry').length === 29", json!([])).await;
                let faults = async |state: &str| {
                    page.until("root.getAnimations().length === 0", json!([])).await;
                    assert_eq!(page.ask(FAULTS, json!([])).await, json!([]), "{lang} {size}, {state}");
                };
                faults("at rest").await;
                page.ask(
                    "for (const details of all('details')) details.open = true;
                     one('[data-copy=two]').click();
                     one('#open-e').click();
                     one('.who .quiet, #name-')?.click();
                     one('#settings-button').click()",
                    json!([]),
                )
                .await;
                page.until("!!one('#settings') && !!one('#text-e')", json!([])).await;
                faults("all open").await;
                // This covers typed text: a name, a comment with its preview, a search. It also covers a failed export
                // and a refused import.
                page.ask(
                    "const type = (field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true, composed: true })); };
                     type(one('#text-'), args[0]);
                     type(one('.tools input'), args[0]);
                     const pressed = all('.discussion > .composer .quiet')[0];
                     pressed.click();
                     all('.keeping .quiet')[0].click();
                     const list = one('#start-variable');
                     list.selectedIndex = 1;
                     list.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
                     type(one('#start-reason'), args[0]);
                     await new Promise((done) => setTimeout(done));
                     one('.start .primary').click()",
                    json!([word]),
                )
                .await;
                page.until("shown('.run').length >= 2", json!([])).await;
                faults("typed").await;
                for view in ["up", "down", "loop"] {
                    page.ask("await el.goTo(args[0], 2)", json!([view])).await;
                    faults(view).await;
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn phones_need_not_zoom_into_a_field() {
    journey(Options::default(), async |page| {
        // Only Chromium can pretend to be a phone.
        if page.engine() != Engine::Chromium {
            return;
        }
        let phone = json!({"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": true});
        page.cdp("Emulation.setDeviceMetricsOverride", phone).await;
        page.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": true})).await;
        page.open("").await;
        assert_eq!(page.ask("return matchMedia('(pointer: coarse)').matches", json!([])).await, true);
        page.ask("one('#settings-button').click(); one('#open-captors').click()", json!([])).await;
        page.until("!!one('#settings') && !!one('#text-captors')", json!([])).await;
        page.ask(LONG_COMMENTS, json!(["word"])).await;
        page.until("!!one('.tools input')", json!([])).await;
        for (size, name) in ["", "small", "large", "largest"].into_iter().enumerate() {
            let set = "const list = one('[data-setting=size]'); list.selectedIndex = args[0]; list.dispatchEvent(new Event('change', { bubbles: true, composed: true }))";
            page.ask(set, json!([size])).await;
            let small = "return all('input:not([type=radio], [type=range], [type=file]), textarea, select').filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.outerHTML.slice(0, 60) + getComputedStyle(field).fontSize)";
            page.until("one('.essay') && el.dataset.ceReader === args[0]", json!([name])).await;
            assert_eq!(page.ask(small, json!([])).await, json!([]), "size {size}");
        }
        // This also holds if the page's own text is small.
        page.ask("document.body.style.fontSize = '10px'", json!([])).await;
        let small = "return all('textarea, select').filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).length";
        assert_eq!(page.ask(small, json!([])).await, 0);
    })
    .await;
}
