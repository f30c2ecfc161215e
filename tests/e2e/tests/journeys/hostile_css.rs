//! Pages with aggressive stylesheets: examples/hostile-css. Two frames of the same size show the same page, one with
//! such a sheet. All computed styles of every element are compared.

use e2e::{Options, Page, journey};
use serde_json::{Value, json};

const SHEETS: [&str; 11] =
    ["unset", "important", "reboot", "theme", "classless", "root", "rtl", "vertical", "motion", "tags", "names"];

/// Shows the example in its own frame and waits until it is complete: `frame(query)`. The essay's place has one size,
/// one font size and one writing mode under every sheet, since these are the page's to set. Everything else comes from
/// the sheet.
const FRAME: &str = "
    const place = { display: 'block', 'writing-mode': 'horizontal-tb', 'box-sizing': 'content-box', float: 'none', position: 'static', columns: 'auto', transform: 'none', width: '900px', height: '600px',
        'min-width': 0, 'min-height': 0, 'max-width': 'none', margin: 0, padding: 0, border: 0, overflow: 'scroll', 'font-size': '16px',
        // The change is immediate, whatever transition a sheet prescribes.
        transition: 'none', animation: 'none' };
    const until = async (seen) => { while (!seen()) await new Promise((done) => setTimeout(done, 20)); };
    const frame = async (query) => {
        const frame = document.createElement('iframe');
        Object.assign(frame, { src: '/examples/hostile-css/?' + query, width: 1100, height: 800 });
        const loaded = new Promise((done) => (frame.onload = done));
        document.body.append(frame);
        await loaded;
        const page = frame.contentDocument, essay = page.querySelector('circle-essay');
        for (const [name, value] of Object.entries(place)) essay.parentElement.style.setProperty(name, value, 'important');
        if (!query.includes('still')) {
            await until(() => essay.whenReady);
            await essay.whenReady;
            await essay.exportDiscussion('json');
            await until(() => essay.shadowRoot.querySelector('.essay[data-alive]') && essay.shadowRoot.querySelector('link').sheet);
            await settled(essay);
        }
        return { frame, page, essay, view: frame.contentWindow };
    };
    // All animations inside the element and of the element itself have ended and been rendered. The sheet may animate
    // the element and everything around it. Infinite animations there belong to the page.
    const settled = async (essay) => {
        const page = essay.ownerDocument, view = page.defaultView;
        const moving = () => [...page.getAnimations().filter((animation) => animation.effect.target.contains(essay)), ...essay.shadowRoot.getAnimations()]
            .filter((animation) => animation.playState === 'running' && animation.effect.getComputedTiming().endTime < Infinity);
        do {
            await new Promise((done) => view.requestAnimationFrame(() => view.requestAnimationFrame(done)));
            await Promise.all(moving().map((animation) => animation.finished.catch(() => {})));
        } while (moving().length);
    };
    // Every property of every element and of its ::before and ::after counts.
    const PARTS = [null, '::before', '::after'];
    const looks = ({ view }, elements) => {
        // One engine lists the page's custom properties as well, and the page decides on the essay's color scheme.
        const names = [...view.getComputedStyle(view.document.documentElement)].filter((name) => !/^--|^color-scheme$/.test(name));
        return elements.flatMap((element) => PARTS.map((part) => {
            const style = view.getComputedStyle(element, part);
            const drawn = !part || !['none', 'normal'].includes(style.content);
            const name = element.tagName + '.' + (element.getAttribute('class') ?? '') + (part ?? '');
            return { name, names, values: drawn ? names.map((property) => style.getPropertyValue(property)) : [] };
        }));
    };
    // Chromium reports computed margins, such as those of centred elements, as its last layout pass left them:
    // sometimes as their value, sometimes as zero. A full layout makes them comparable.
    const inside = (shown) => {
        const { essay } = shown;
        for (const display of ['none', 'block']) {
            essay.style.setProperty('display', display, 'important');
            essay.getBoundingClientRect();
        }
        return looks(shown, [...essay.shadowRoot.querySelectorAll('.essay, .essay *')]);
    };
    const outside = (shown) => looks(shown, [...shown.page.querySelectorAll('*')].filter((element) => element !== shown.essay));
    // Describes the first of the differences.
    const different = (before, after) => {
        if (before.length !== after.length) return [before.length + ' parts became ' + after.length];
        const found = [];
        before.forEach(({ name, names, values }, index) => {
            const now = after[index];
            if (now.name !== name || now.values.length !== values.length) found.push(name + ' became ' + now.name);
            else values.forEach((value, at) => {
                if (value !== now.values[at]) found.push(name + ' ' + names[at] + ': ' + value + ' became ' + now.values[at]);
            });
        });
        return found.length > 12 ? [...found.slice(0, 12), 'and ' + (found.length - 12) + ' more'] : found;
    };";

async fn ask(page: &Page, script: &str, args: Value) -> Value {
    page.ask(&format!("{FRAME} {script}"), args).await
}

#[tokio::test]
async fn no_sheet_of_the_page_changes_what_is_computed_inside() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        // The number of properties counts as well: a browser that reported none would find everything unchanged.
        let plain = "const shown = await frame(''); window.plain = inside(shown); shown.frame.remove(); return [plain.length > 3000, plain[0].names.length > 200]";
        assert_eq!(ask(&page, plain, json!([])).await, json!([true, true]));
        let mut changed = vec![];
        for sheet in SHEETS {
            let compare = "const shown = await frame('sheet=' + args[0]), now = inside(shown); shown.frame.remove(); return different(window.plain, now)";
            let found = ask(&page, compare, json!([sheet])).await;
            if found != json!([]) {
                changed.push(format!("{sheet}: {found:#}"));
            }
        }
        assert!(changed.is_empty(), "{}", changed.join("\n"));
    })
    .await;
}

/// Returns everything that is reachable by a name of the window, one step deep: the names of its members and of its
/// prototype's.
const GLOBALS: &str = "
    const globals = ({ view }) => Object.getOwnPropertyNames(view).sort().map((name) => {
        // Frames are counted by number, and some names exist only to warn of their use.
        let value;
        try { value = view[name]; } catch {}
        const own = (holder) => (Object(holder) === holder ? [...Object.getOwnPropertyNames(holder), ...Object.getOwnPropertySymbols(holder).map(String)].sort().join() : typeof holder);
        try { return name + ': ' + own(value) + '; ' + own(value?.prototype); } catch { return name; }
    });
    const around = (shown) => {
        const copy = shown.page.documentElement.cloneNode(true);
        // The element itself is ours, and so is the address of its script.
        copy.querySelector('circle-essay').replaceWith('[essay]');
        copy.querySelectorAll('script[type=module]').forEach((script) => script.removeAttribute('src'));
        const { view, page } = shown;
        return [copy.outerHTML, page.title, view.history.length, view.history.state, view.scrollX, view.scrollY, page.activeElement.tagName, page.cookie, view.name, page.adoptedStyleSheets?.length, page.styleSheets.length];
    };";

#[tokio::test]
async fn the_sheet_with_the_essays_own_names_has_all_of_them() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        let missing = "const shown = await frame('');
            const named = async (address) => new Set((await (await fetch(address)).text()).match(/--[a-z][a-z-]*/g));
            const ours = await named(shown.essay.shadowRoot.querySelector('link').href), theirs = await named('/examples/hostile-css/names.css');
            shown.frame.remove();
            return [ours.size > 30, [...ours].filter((name) => !name.startsWith('--ce-') && !theirs.has(name))]";
        assert_eq!(ask(&page, missing, json!([])).await, json!([true, []]));
    })
    .await;
}

#[tokio::test]
async fn nothing_of_ours_changes_the_page_around() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        for sheet in ["", "unset", "reboot", "classless"] {
            let compare = format!(
                "{GLOBALS} const [with_it, alone] = [await frame('sheet=' + args[0]), await frame('still&sheet=' + args[0])];
                 const {{ essay }} = with_it, root = essay.shadowRoot;
                 await essay.next(); await essay.openNote('ofsted'); await essay.exportDiscussion();
                 root.querySelector('.quiet').click();
                 await settled(essay);
                 const [ours, theirs] = [globals(with_it), globals(alone)], told = around(alone);
                 const compared = [
                     different(outside(alone), outside(with_it)),
                     ours.filter((line) => !theirs.includes(line)), theirs.filter((line) => !ours.includes(line)),
                     around(with_it).filter((now, at) => now !== told[at]),
                     [essay.state.step, essay.state.openNotes.length > 0, theirs.length > 500],
                 ];
                 with_it.frame.remove(); alone.frame.remove();
                 return compared"
            );
            let nothing = json!([]);
            let expected = json!([nothing, nothing, nothing, nothing, [1, true, true]]);
            assert_eq!(ask(&page, &compare, json!([sheet])).await, expected, "{sheet}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_owner_of_a_page_places_sizes_hides_and_colours_the_element() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        let owned = "const { essay, page, view, frame: shown } = await frame('');
            const sheet = page.createElement('style');
            page.head.append(sheet);
            const one = (selector) => essay.shadowRoot.querySelector(selector), look = (element) => view.getComputedStyle(element);
            const under = (rules, ask) => { sheet.textContent = rules; return ask(); };
            const shows = () => one('.essay').getClientRects().length;
            const answers = [
                under('', shows),
                under('.place > * { display: none }', shows),
                under('.place { visibility: hidden }', () => look(one('.paragraph')).visibility),
                under('circle-essay { width: 400px; margin-left: 50px; float: left }', () => [one('.essay').getBoundingClientRect().width, look(essay).marginLeft]),
                under('* { display: flex } .place { display: block !important }', () => one('.essay').getBoundingClientRect().width >= 800),
                under('circle-essay { font-size: 32px }', () => parseFloat(look(one('.essay')).fontSize) > 32),
                under('circle-essay { --ce-color-accent: rgb(1, 2, 3); --ce-font-text: monospace; --ce-radius: 9px }', () => [look(one('.paragraph > a:not([data-tone])')).color, look(one('.essay')).fontFamily]),
                under('circle-essay { color-scheme: dark }', () => look(one('.essay')).colorScheme),
                under('circle-essay::part(discussion) { border-top-width: 7px }', () => look(one('.discussion')).borderTopWidth),
            ];
            sheet.textContent = '';
            essay.hidden = true;
            answers.push(shows());
            shown.remove();
            return answers";
        let expected = json!([1, 0, "hidden", [400, "50px"], true, true, ["rgb(1, 2, 3)", "monospace"], "dark", "7px", 0]);
        assert_eq!(ask(&page, owned, json!([])).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_frames_what_has_the_focus_frames_no_essay() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let framed = "const sheet = new CSSStyleSheet();
            sheet.replaceSync(':focus { outline: 2px solid red }');
            document.adoptedStyleSheets = [sheet];
            one('#text-').focus();
            return [root.activeElement.id, getComputedStyle(el).outlineStyle]";
        assert_eq!(page.ask(framed, json!([])).await, json!(["text-", "none"]));
    })
    .await;
}
