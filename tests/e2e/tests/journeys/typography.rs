//! Typography: lines, spacing and contrast, and the parts that a page can style.

use e2e::{Engine, Options, journey};
use serde_json::{Value, json};

const KINDS: &str = "fixtures/kinds/";

/// Returns the number of characters in each line of running text, except for the last of a paragraph.
const LINES: &str = "
    const range = document.createRange(), lengths = [];
    for (const paragraph of all('.section > .paragraph')) {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        let count = 0, top;
        while (walker.nextNode()) {
            const text = walker.currentNode;
            if (text.parentElement.closest('.note-body, .passage-mark')) continue;
            for (let at = 0; at < text.length; at++) {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                const box = range.getClientRects()[0];
                if (box?.width && box.top > (top ?? box.top) + 12) { lengths.push(count); count = 0; }
                if (box?.width) top = box.top;
                count++;
            }
        }
    }
    lengths.sort((one, other) => one - other);
    return [lengths.length, Math.round(lengths.reduce((sum, length) => sum + length, 0) / lengths.length), lengths.at(lengths.length / 2)]";

#[tokio::test]
async fn lines_have_60_to_70_characters_where_there_is_room() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for width in [768, 1280, 1920] {
            page.resize(width, 900).await;
            let lines = page.ask(LINES, json!([])).await;
            println!("{width} px: {lines} (lines, mean and median of characters)");
            assert!(lines[0].as_u64().is_some_and(|count| count > 80), "{lines}");
            for length in [&lines[1], &lines[2]] {
                assert!(length.as_u64().is_some_and(|length| (60..=70).contains(&length)), "{width} px: {lines}");
            }
        }
    })
    .await;
}

/// Returns everything off the grid: lines, the spacing of blocks, and their actual heights.
const OFF_GRID: &str = "
    // Firefox sometimes rounds a line by half a pixel.
    const off = (length, by = .1) => Math.abs(length - 4 * Math.round(length / 4)) > by;
    // Elements out of the flow move nothing.
    const blocks = shown('.head > *, h1, h2, h3, h4, .section > *, .section li, blockquote, .entry, .entry-words, .stages, .circle-diagram')
        .filter((e) => getComputedStyle(e).position !== 'absolute');
    return blocks.flatMap((e) => {
        const style = getComputedStyle(e), name = e.outerHTML.slice(0, 60);
        const lengths = ['line-height', 'margin-top', 'margin-bottom', 'padding-bottom'].map((property) => [property, parseFloat(style.getPropertyValue(property))]);
        if (e.matches('h1, h2, h3, h4, .section > .paragraph')) lengths.push(['height', e.getBoundingClientRect().height, .6]);
        return lengths.filter(([, length, by]) => off(length, by)).map(([property, length]) => `${name} ${property}: ${length}`);
    })";

#[tokio::test]
async fn lines_and_distances_stand_on_a_grid_of_4_px() {
    journey(Options::default(), async |page| {
        for path in ["", KINDS] {
            page.open(path).await;
            for width in [600, 768, 1280] {
                page.resize(width, 900).await;
                assert_eq!(page.ask(OFF_GRID, json!([])).await, json!([]), "{path} at {width} px");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn sizes_follow_the_page_around_and_never_its_root() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let size = "return Math.round(parseFloat(getComputedStyle(one('.paragraph')).fontSize) * 10) / 10";
        assert_eq!(page.ask(size, json!([])).await, 19.0);
        for (change, expected) in [
            ("document.documentElement.style.fontSize = '40px'; el.style.fontSize = '16px'", 19.0),
            ("el.style.fontSize = '32px'; el.style.width = '1800px'", 38.0),
            ("el.style.width = '320px'", 34.8),
        ] {
            assert_eq!(page.ask(&format!("{change}; {size}"), json!([])).await, expected, "{change}");
        }
    })
    .await;
}

#[tokio::test]
async fn wide_tables_and_code_scroll_in_their_own_boxes_and_pictures_fit() {
    journey(Options::default(), async |page| {
        page.open(KINDS).await;
        page.resize(500, 900).await;
        let seen = page
            .ask(
                "const wider = (e) => e.scrollWidth > e.clientWidth, column = one('article').getBoundingClientRect();
                el.style.width = '320px';
                const picture = one('figure img');
                // A distant picture is not fetched, so it cannot be awaited.
                picture.loading = 'eager';
                await picture.decode();
                return [
                    [wider(one('.section > .wide')), wider(one('pre'))],
                    wider(document.documentElement),
                    all('.wide, pre').map((e) => e.tabIndex),
                    picture.getBoundingClientRect().width <= 320,
                    one('figcaption').innerText,
                    ['section', 'subsection'].map((kind) => Math.round(parseFloat(getComputedStyle(one(`[data-title=${kind}]`)).fontSize))),
                ]",
                json!([]),
            )
            .await;
        let sizes = json!([25, 21]);
        let caption = "A ring, and what is said of it.";
        assert_eq!(seen, json!([[true, true], false, [0, 0, 0], true, caption, sizes]));
    })
    .await;
}

/// Each custom property of the public surface, a value, and the place where it shows.
const PROPERTIES: [(&str, &str, &str, &str, &str); 11] = [
    ("--ce-font-text", "monospace", ".paragraph", "font-family", "monospace"),
    ("--ce-font-ui", "fantasy", ".quiet", "font-family", "fantasy"),
    ("--ce-font-size", "23px", ".paragraph", "font-size", "23px"),
    ("--ce-measure", "400px", "article", "max-width", "400px"),
    ("--ce-color-text", "rgb(1, 2, 3)", ".paragraph", "color", "rgb(1, 2, 3)"),
    ("--ce-color-ground", "rgb(250, 240, 230)", ".essay", "background-color", "rgb(250, 240, 230)"),
    ("--ce-color-accent", "rgb(100, 0, 100)", ".section a:not([data-tone])", "color", "rgb(100, 0, 100)"),
    ("--ce-color-accent", "rgb(0, 100, 100)", ".quiet", "color", "rgb(0, 100, 100)"),
    ("--ce-color-virtuous", "rgb(0, 90, 0)", "[data-tone=virtuous] .line", "stroke", "rgb(0, 90, 0)"),
    ("--ce-color-vicious", "rgb(90, 0, 0)", "[data-tone=vicious] .line", "stroke", "rgb(90, 0, 0)"),
    ("--ce-radius", "11px", ".composer", "border-top-left-radius", "11px"),
];

#[tokio::test]
async fn a_page_sets_faces_measure_colours_and_corners_from_outside() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for (name, value, selector, property, expected) in PROPERTIES {
            let script = "
                const [name, value, selector, property] = args, read = () => getComputedStyle(one(selector)).getPropertyValue(property);
                const before = read();
                document.documentElement.style.setProperty(name, value);
                // A colour may change gradually.
                await Promise.all(root.getAnimations().map((animation) => animation.finished));
                const after = read();
                document.documentElement.style.removeProperty(name);
                return [before !== after, after]";
            let seen = page.ask(script, json!([name, value, selector, property])).await;
            assert_eq!(seen, json!([true, expected]), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_styles_every_part_from_outside() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for part in ["article", "note", "circle", "circle-stage", "controls", "discussion", "comment", "composer"] {
            let script = "
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(`circle-essay::part(${args[0]}) { text-indent: 7px; }`);
                document.adoptedStyleSheets = [sheet];
                const parts = all(`[part~=${args[0]}]`);
                return parts.length > 0 && parts.every((e) => getComputedStyle(e).textIndent === '7px')";
            assert_eq!(page.ask(script, json!([part])).await, true, "{part}");
        }
    })
    .await;
}

/// The parts to check: the kind, the element, the property of its colour, the background (empty: the ground behind it),
/// and the least contrast. Text needs 7 (AAA), drawings need 3.
const LOOKED_AT: &str = "[
    ['text', '.section > .paragraph, h1, h2, .note-body, .stage-sentence, .entry-words, .entry-name, .hub-name, .card-sentence, .stage-name, .here', 'color', '', 7],
    ['text', '.field, select', 'color', '', 7],
    ['muted', '.subtitle, .credit, .hint, .where, .card-place, .card-leads, .hub-kind, .stage-text, .stage-leads, .shape, .discussion-intro, .entry-mark, .note-kind, .tools label, .movement', 'color', '', 7],
    ['muted', '.label', 'fill', '', 7],
    ['link', '.section a, .note > summary, .quiet, .note-comment, .probe .new', 'color', '', 7],
    ['failure', '.probe .problem, .probe .notice', 'color', '', 7],
    ['button', '.primary, .choice', 'color', '', 7],
    ['button', '[data-act=play] .icon', 'stroke', '', 7],
    ['button', '.control .icon', 'stroke', '', 7],
    ['field', '.field, select', 'border-top-color', '', 3],
    ['tone', '.card-label, .hub-letter', 'color', '', 7],
    ['tone', '.number', 'fill', '.disc', 7],
    ['drawn', '.line, .disc', 'stroke', '', 3],
    ['drawn', '.arrow', 'fill', '', 3],
    ['drawn', '.sign', 'fill', '', 7],
    ['focus', '.probe .focused', 'outline-color', '', 3],
    ['current', 'a[data-current]', 'color', '', 7],
]";

/// Returns the least contrast of each kind and its place, and every part with too little.
const CONTRASTS: &str = "
    const [looked, theme, scheme] = args;
    el.setAttribute('theme', theme);
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.style.background = scheme === 'dark' ? '#000' : '#fff';
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.all(root.getAnimations().map((animation) => animation.finished));
    const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgba = (colour) => {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
    const up = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host;
    const ground = (e) => {
        if (!e) return [255, 255, 255, 1];
        const own = rgba(getComputedStyle(e).backgroundColor);
        return own[3] === 1 ? own : over(own, ground(up(e)));
    };
    const opacity = (e) => (e ? getComputedStyle(e).opacity * opacity(up(e)) : 1);
    const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((one, other) => one - other);
        return (high + .05) / (low + .05);
    };
    const least = {}, wrong = [];
    for (const [kind, selector, property, on, need] of looked) for (const one of selector.split(', ')) {
        const found = all(one);
        if (!found.length) wrong.push('nothing is ' + one);
        for (const e of found) {
            const behind = ground(e);
            const under = on ? over(rgba(getComputedStyle(e.parentElement.querySelector(on)).fill), behind) : behind;
            const [r, g, b, a] = rgba(getComputedStyle(e).getPropertyValue(property));
            const ratio = contrast(over([r, g, b, a * opacity(e)], under), under);
            if (ratio < need) wrong.push(`${one} ${property}: ${ratio.toFixed(2)}, not ${need}`);
            if (!(ratio >= least[kind]?.[0])) least[kind] = [Math.round(ratio * 100) / 100, one];
        }
    }
    return [least, [...new Set(wrong)]]";

/// Elements that are visible in some states only, coloured by the sheet.
const PROBED: &str = "
    const probe = document.createElement('div');
    probe.className = 'probe';
    probe.innerHTML = '<p class=problem>x</p><p class=notice data-failed>x</p><span class=new>x</span>';
    one('.composer').append(probe);
    const focused = (e) => { e.classList.add('focused'); probe.append(e); return e; };
    const style = document.createElement('style');
    style.textContent = '.focused { outline: 2px solid var(--accent); }';
    root.append(style);
    focused(document.createElement('span'));
    await el.goTo('finland', 3);
    await el.openNote('ssat');
    // Gradual changes of colour have ended.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.all(root.getAnimations().map((animation) => animation.finished.catch(() => {})));";

#[tokio::test]
async fn contrast_is_enough_in_every_theme() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(PROBED, json!([])).await;
        let looked: Value =
            serde_json::from_str(&LOOKED_AT.replace('\'', "\"").replace(",\n]", "]")).expect("it is no table");
        let mut wrong = Vec::new();
        for (theme, scheme) in [("light", "light"), ("dark", "dark"), ("contrast", "light"), ("contrast", "dark")] {
            let seen = page.ask(CONTRASTS, json!([looked, theme, scheme])).await;
            println!("{theme} in {scheme}: {}", seen[0]);
            if seen[1] != json!([]) {
                wrong.push(format!("{theme} in {scheme}: {}", seen[1]));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

#[tokio::test]
async fn colours_that_the_system_forces_are_kept() {
    journey(Options::default(), async |page| {
        // Only Chromium can force colours on request.
        if page.engine() != Engine::Chromium {
            return;
        }
        page.open("").await;
        page.ask("await el.goTo('finland', 3)", json!([])).await;
        let forced = json!([{"name": "forced-colors", "value": "active"}]);
        page.cdp("Emulation.setEmulatedMedia", json!({"features": forced})).await;
        let seen = page
            .ask(
                "const colour = (system) => { probe.style.color = system; return getComputedStyle(probe).color; };
                const probe = document.body.appendChild(document.createElement('p'));
                const [text, ground, highlight] = ['CanvasText', 'Canvas', 'Highlight'].map(colour);
                probe.remove();
                const seen = (selector, property) => getComputedStyle(one(selector)).getPropertyValue(property);
                return [
                    seen('.paragraph', 'color') === text,
                    seen('.essay', 'background-color') === ground,
                    seen('.view[data-view=\"0\"] .line', 'stroke') === text,
                    seen('.view[data-view=\"0\"] [data-current] .disc', 'fill') === text,
                    seen('.view[data-view=\"0\"] [data-current] .number', 'fill') === ground,
                    seen(':checked + .choice', 'background-color') === highlight,
                    all('button').filter((e) => e.checkVisibility() && !e.matches('.about-words, .stage-name, .passage-mark')
                        && getComputedStyle(e).borderTopStyle === 'none').map((e) => e.outerHTML.slice(0, 80)),
                    // The system paints its ground behind words, so words in that colour are invisible.
                    shown('.essay :not(svg *)').filter((e) => e.checkVisibility() && getComputedStyle(e).color === ground
                        && getComputedStyle(e).forcedColorAdjust === 'auto').map((e) => e.outerHTML.slice(0, 80)),
                ]",
                json!([]),
            )
            .await;
        assert_eq!(seen, json!([true, true, true, true, true, true, [], []]));
    })
    .await;
}

/// Returns the readable text: the texts of each kind, including notes, without those that wait for the script.
const READABLE: &str = "
    const words = (selector) => all(selector).filter((e) => !e.closest('.start') && (e.closest('.note-body') || e.checkVisibility({ visibilityProperty: true }))).map((e) => {
        const copy = e.cloneNode(true);
        copy.querySelectorAll('.script-only, .note-comment').forEach((part) => part.remove());
        return copy.textContent;
    });
    const kinds = ['h1, h2, h3', '.subtitle, .credit', '.section > .paragraph', '.note > summary', '.note-body > .paragraph', '.choice',
        '.stage .number', '.label text', '.hub p', '.stages li', '.discussion-intro', '.entry-name', '.entry-words'];
    const seen = Object.fromEntries(kinds.map((kind) => [kind, words(kind)]));";

#[tokio::test]
async fn with_the_script_blocked_nothing_is_missing_but_interaction() {
    let (tell, told) = std::sync::mpsc::channel();
    let options = if Engine::current() == Engine::Chromium { Options::default() } else { Options::without_script() };
    journey(options, async move |page| {
        if page.engine() == Engine::Chromium {
            // The page may run scripts, but the element's script never arrives.
            page.cdp("Network.enable", json!({})).await;
            page.cdp("Network.setBlockedURLs", json!({"urls": ["*/circle-essay.js"]})).await;
        }
        page.load("").await;
        tell.send(page.look(&format!("{READABLE} return seen")).await).expect("nobody listens");
        let idle = "return [customElements.get('circle-essay') === undefined,
            all('.script-only').filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => e.outerHTML.slice(0, 60))]";
        assert_eq!(page.look(idle).await, json!([true, []]));
        page.click("one('#note-ssat summary')").await;
        page.click("one('.choice[data-tone=vicious]')").await;
        assert_eq!(page.look("return [one('#note-ssat').open, shown('.stages li').length]").await, json!([true, 6]));
    })
    .await;
    let blocked = told.recv().expect("nothing was seen");
    journey(Options::default(), async move |page| {
        page.open("").await;
        let missing = "return kinds.flatMap((kind) => {
            const without = args[0][kind], lacks = seen[kind].filter((text, index) => text !== without[index]).map((text) => text.slice(0, 60));
            return seen[kind].length && seen[kind].length === without.length && !lacks.length ? [] : [[kind, seen[kind].length, without.length, lacks]];
        })";
        assert_eq!(page.ask(&format!("{READABLE} {missing}"), json!([blocked])).await, json!([]));
    })
    .await;
}
