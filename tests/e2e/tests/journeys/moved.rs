//! Elements that pages move, remove, put back, and create in every possible way.

use e2e::endurance::mounts;
use e2e::{Engine, Options, journey};
use serde_json::json;

/// Returns the element's state as a reader sees it.
const HERE: &str = "[el.state.status, el.state.circle, el.state.step, el.state.lap, el.state.openNotes, one('#text-')?.value, all('.essay').length]";

#[tokio::test]
async fn moved() {
    journey(Options::default(), async |page| {
        page.open("examples/moved/").await;
        page.ask("await el.goTo('england', 6); await el.next(); await el.next(); await el.openNote('ofsted')", json!([])).await;
        page.click("one('#text-')").await;
        page.write("Half a thought").await;
        let before = page.ask(&format!("return {HERE}"), json!([])).await;
        assert_eq!(before, json!(["ready", "england", 2, 2, ["ofsted"], "Half a thought", 1]));
        // WebKit lays the page out when an element is removed, and then scrolls to the top. A move in one step changes
        // nothing at once. A move by way of nowhere is corrected before anything is painted.
        for way in ["across", "before", "away"] {
            let moves = format!(
                "const top = scrollY;
                 for (let time = 0; time < 34; time++) {{ await ways[args[0]](); await el.whenReady; }}
                 await new Promise((done) => setTimeout(done));
                 return [args[1] || Math.abs(scrollY - top) < 2, ...{HERE}]"
            );
            let mut after = page.ask(&moves, json!([way, page.engine() == Engine::Webkit])).await;
            if way == "away" {
                page.until("el.state.status === 'ready' && one('#text-')?.value === 'Half a thought' && el.state.openNotes.length === 1", json!([])).await;
                after = page.ask(&format!("return [true, ...{HERE}]"), json!([])).await;
            }
            let mut expected = vec![json!(true)];
            expected.extend(before.as_array().cloned().unwrap_or_default());
            assert_eq!(after, json!(expected), "{way}");
        }
        // The typed text is still a draft, and can be posted.
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1 && one('#text-').value === ''", json!([])).await;
        // If the browser moves without removing, nothing is parked and nothing is loaded again.
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_element_that_is_put_back_while_its_document_is_on_its_way_comes_alive() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // The number of turns before the element is removed, and before it is put back.
        for turns in [[0, 0], [0, 1], [1, 0], [1, 1], [2, 5]] {
            for src in ["/essays/trust.json", "/fixtures/relative/essays/pics.md"] {
                let script = "const later = async (turns) => { for (; turns; turns--) await new Promise((done) => setTimeout(done)); };
                    const [[before, between], src] = args, element = Object.assign(document.createElement('circle-essay'), { src: src + '?' + before + between, loading: 'eager' });
                    document.body.append(element);
                    await later(before);
                    element.remove();
                    await later(between);
                    document.body.append(element);
                    await element.whenReady;
                    const { status } = element.state;
                    element.remove();
                    return status";
                assert_eq!(page.ask(script, json!([turns, src])).await, "ready", "{turns:?} {src}");
            }
        }
        assert_eq!(page.events("problem").await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn an_element_that_is_gone_before_it_is_loaded_leaves_nothing() {
    journey(Options::default(), async |page| {
        page.load("hanging=_bg.wasm/fixtures/impatient/").await;
        page.until("window.requests?.some(([address]) => address.endsWith('_bg.wasm'))", json!([])).await;
        let gone = "const { shadowRoot } = el;
            el.remove();
            await new Promise((done) => setTimeout(done));
            return [requests.filter(([address]) => address.endsWith('_bg.wasm')).every(([, signal]) => signal.aborted), el.state.status, shadowRoot.querySelectorAll('div, p').length]";
        // `el` is looked up once, before it is removed.
        assert_eq!(page.ask(gone, json!([])).await, json!([true, "static", 0]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn elements_come_to_life_however_they_are_made() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/host/").await;
        let make = "
            const body = document.body;
            // The element precedes the script and is upgraded later.
            body.insertAdjacentHTML('beforeend', '<circle-essay loading=eager src=/fixtures/small.json data-made=upgrade></circle-essay>');
            const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            body.append(script);
            await customElements.whenDefined('circle-essay');
            const made = document.createElement('circle-essay');
            Object.assign(made, { loading: 'eager', src: '/fixtures/small.json' }).dataset.made = 'createElement';
            body.append(made);
            const box = document.createElement('div');
            body.append(box);
            box.innerHTML = '<circle-essay loading=eager src=/fixtures/small.json data-made=innerHTML></circle-essay>';
            // A prerendered fragment that arrives by innerHTML has an inert template, which the element adopts.
            const page = await (await fetch('/index.html')).text();
            const fragment = page.slice(page.indexOf('<circle-essay'), page.indexOf('</circle-essay>') + 15).replace('href=\"./', 'href=\"/');
            const other = document.createElement('div');
            body.append(other);
            other.innerHTML = fragment;
            const adopted = other.firstElementChild, note = adopted.shadowRoot.querySelector('#note-ofsted');
            note.open = true;
            const given = document.createElement('circle-essay');
            given.document = await (await fetch('/fixtures/small.json')).json();
            given.loading = 'eager';
            body.append(given);
            const all = [...document.querySelectorAll('circle-essay')];
            adopted.loading = 'eager';
            await Promise.all(all.map((essay) => essay.whenReady));
            return [all.map((essay) => [essay.state.status, essay.shadowRoot.querySelectorAll('.essay').length].join()), adopted.shadowRoot.querySelector('#note-ofsted') === note, note.open]";
        let ready = vec!["ready,1"; 5];
        assert_eq!(page.ask(make, json!([])).await, json!([ready, true, true]));
        // Attributes may change at any time.
        let change = "const [first] = document.querySelectorAll('circle-essay');
            await first.next();
            first.headingLevel = 4;
            await first.goTo('up', 2);
            return [first.shadowRoot.querySelector('h4.title, .head h4') !== null || first.shadowRoot.querySelectorAll('h4').length > 0, first.state.step]";
        assert_eq!(page.ask(change, json!([])).await, json!([true, 2]));
        // Chromium remarks that innerHTML does not attach a shadow root, which is why the element does.
        let ours = |words: &String| !words.contains("declarative shadowrootmode");
        assert_eq!(page.complaints().await.into_iter().filter(ours).collect::<Vec<_>>(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn of_two_copies_of_the_script_one_runs_and_a_line_says_which() {
    journey(Options::default(), async |page| {
        page.open("examples/plain/").await;
        let second = "const told = []; console.info = (line) => told.push(line); await import('/circle-essay.js?copy'); return told";
        let told = page.ask(second, json!([])).await;
        assert!(told[0].as_str().is_some_and(|line| line.contains("that one, 0.1.0, runs")), "{told}");
        page.ask("await el.next()", json!([])).await;
        assert_eq!(page.ask("return [el.state.step, all('.essay').length]", json!([])).await, json!([1, 1]));
    })
    .await;
}

#[tokio::test]
async fn an_older_fragment_meets_a_newer_script() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/host/").await;
        // As an older build would have made it: a page of another form, another stylesheet, other markup.
        let paste = "
            const page = await (await fetch('/index.html')).text();
            const fragment = page.slice(page.indexOf('<circle-essay'), page.indexOf('</circle-essay>') + 15)
                .replace('data-page=\"1\"', 'data-fingerprint=\"older\"')
                .replace(/circle-essay-[0-9a-f]{16}\\.css/, 'fixtures/older.css')
                .replace('class=\"head\"', 'class=\"older head\"');
            const box = document.createElement('div');
            document.body.append(box);
            box.innerHTML = fragment.replace('<circle-essay', '<circle-essay loading=eager');
            const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            document.body.append(script);
            await customElements.whenDefined('circle-essay');
            const essay = box.firstElementChild;
            await essay.whenReady;
            const inside = essay.shadowRoot;
            return [essay.state.status, inside.querySelectorAll('.older').length, inside.querySelectorAll('.essay').length, inside.querySelectorAll('link').length, getComputedStyle(inside.querySelector('.essay')).display]";
        assert_eq!(page.ask(paste, json!([])).await, json!(["ready", 0, 1, 1, "flow-root"]));
    })
    .await;
}

#[tokio::test]
async fn elements_that_come_and_go_leave_nothing_behind() {
    let mut weights = mounts(&[50, 50]).await;
    if Engine::current() == Engine::Webkit {
        // The browser collects garbage when it likes.
        weights.iter_mut().for_each(|weight| weight.held = 0);
    }
    // The element that left last may not have been collected yet.
    assert!(weights.iter().all(|weight| weight.held <= 1), "{weights:?}");
    weights.iter_mut().for_each(|weight| weight.held = 0);
    assert_eq!(weights[0], weights[1]);
}
