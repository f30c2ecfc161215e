//! The element repairs a damaged database when it opens it. No code that can crash creates a database.

use super::{TEXTS, ask, post};
use e2e::{Options, Page, journey};
use serde_json::{Value, json};

/// Returns the database's version and its stores.
const FORM: &str = "
    const database = await opened();
    const form = [database.version, [...database.objectStoreNames]];
    database.close();
    return form";

/// Leaves a database of a version with these stores: name, key path and records of each. The page has none of our code.
const LEAVE: &str = "
    await new Promise((done, failed) => { const gone = indexedDB.deleteDatabase('circle-essay'); gone.onsuccess = done; gone.onerror = gone.onblocked = failed; });
    const [version, stores] = args, open = indexedDB.open('circle-essay', version);
    open.onupgradeneeded = () => stores.forEach(([name, keyPath, records]) => {
        const store = open.result.createObjectStore(name, keyPath === null ? { autoIncrement: true } : { keyPath });
        records.forEach((record) => store.put(record));
    });
    await new Promise((done, failed) => { open.onsuccess = done; open.onerror = failed; });
    open.result.close()";

async fn leave(page: &Page, version: u32, stores: Value) {
    page.load("probed/fixtures/host/").await;
    ask(page, LEAVE, json!([version, stores])).await;
}

/// A stored comment.
fn comment(text: &str) -> Value {
    let author = json!({"id": "somebody", "name": "Bo"});
    let event = json!({"id": text, "kind": "post", "parent": null, "author": author, "anchor": null, "text": text, "time": 1_700_000_000_000_i64});
    json!({"discussion": "trust", "id": text, "event": event, "arrived": 1})
}

#[tokio::test]
async fn a_database_that_lacks_something_is_mended_and_keeps_what_it_has() {
    journey(Options::default(), async |page| {
        let (events, drafts) = (json!(["discussion", "id"]), json!(["discussion", "place"]));
        let kept = json!(["events", events, [comment("Kept.")]]);
        let me = json!(["people", "key", [{"key": "me", "id": "me", "name": "Ann"}]]);
        let cases = [
            // Code that crashed during the creation has left this.
            (1, json!([]), 0),
            (7, json!([]), 0),
            (1, json!([kept]), 1),
            (3, json!([kept, ["drafts", drafts, []]]), 1),
            (1, json!([["drafts", drafts, []], me]), 0),
            // These records have other keys. Fitting ones are taken over, and nothing is discarded.
            (1, json!([["events", "id", [comment("Kept.")]], ["drafts", drafts, []], me]), 1),
            // It has all of our names but none of our forms, so no newer version of ours has made it.
            (7, json!([["events", null, [comment("Kept.")]], ["drafts", "x", []], ["people", ["a", "b"], []]]), 1),
            (2, json!([["events", null, [comment("Kept."), {"odd": true}]], ["people", null, []]]), 1),
        ];
        for (version, stores, comments) in cases {
            leave(&page, version, stores.clone()).await;
            page.open("").await;
            page.until("el.state.comments === args[0]", json!([comments])).await;
            post(&page, "Written here.").await;
            let form = ask(&page, FORM, json!([])).await;
            assert_eq!(form[0], json!(version + 1), "{stores}");
            let names: Vec<&str> = form[1].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            assert!(["drafts", "events", "people"].iter().all(|name| names.contains(name)), "{stores}: {names:?}");
            // It is repaired once.
            page.reload().await;
            page.until("el.state.comments === args[0]", json!([comments + 1])).await;
            post(&page, "Written after that.").await;
            assert_eq!(ask(&page, FORM, json!([])).await, form);
        }
        // Records that did not fit are kept under another name.
        let odd = "return (await records('events of version 2')).map((record) => record.odd ?? record.event.text)";
        assert_eq!(ask(&page, odd, json!([])).await, json!(["Kept.", true]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_database_of_another_form_is_not_mended() {
    journey(Options::default(), async |page| {
        leave(&page, 4, json!([["events", ["discussion", "id"], []], ["form 2", "key", []]])).await;
        page.open("").await;
        page.until(
            "shown('.discussion > .problem').some((problem) => problem.textContent.includes('newer circle-essay'))",
            json!([]),
        )
        .await;
        assert_eq!(ask(&page, FORM, json!([])).await, json!([4, ["events", "form 2"]]));
    })
    .await;
}

#[tokio::test]
async fn a_draft_beside_a_newer_database_is_kept() {
    journey(Options::default(), async |page| {
        let stores = json!([
            ["events", ["discussion", "id"], [comment("Kept.")]],
            ["drafts", ["discussion", "place"], []],
            ["people", "key", []]
        ]);
        leave(&page, 9, stores).await;
        page.open("").await;
        page.until("el.state.comments === 1", json!([])).await;
        page.until("ceEvents.some(({ name, detail }) => name === 'problem' && detail.code === 'storage')", json!([]))
            .await;
        page.click("one('#text-')").await;
        page.write("Typed here.").await;
        page.reload().await;
        page.until("one('#text-').value === 'Typed here.'", json!([])).await;
        assert_eq!(ask(&page, FORM, json!([])).await, json!([9, ["drafts", "events", "people"]]));
    })
    .await;
}

#[tokio::test]
async fn two_tabs_mend_one_database() {
    journey(Options::default(), async |page| {
        leave(&page, 1, json!([])).await;
        let frames = "
            window.frames2 = [0, 1, 2].map(() => {
                const frame = document.createElement('iframe');
                frame.src = '/probed/fixtures/silent/';
                document.body.append(frame);
                return frame;
            });
            await Promise.all(frames2.map((frame) => new Promise((done) => frame.onload = done)));
            window.elements = frames2.map((frame) => frame.contentDocument.querySelector('circle-essay'))";
        page.ask(frames, json!([])).await;
        page.until("elements.every((element) => element.state?.status === 'ready')", json!([])).await;
        let write = "elements.forEach((element, number) => {
            const field = element.shadowRoot.querySelector('#text-');
            field.value = 'Tab ' + number;
            field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
            setTimeout(() => element.shadowRoot.querySelector('.discussion > .composer .primary').click());
        })";
        page.ask(write, json!([])).await;
        page.until("elements.every((element) => element.state.comments === 3)", json!([])).await;
        let texts = format!("const texts = await (async () => {{ {TEXTS} }})(); return texts.sort()");
        assert_eq!(ask(&page, &texts, json!([])).await, json!(["Tab 0", "Tab 1", "Tab 2"]));
        assert_eq!(ask(&page, FORM, json!([])).await[0], 2);
    })
    .await;
}

#[tokio::test]
async fn a_tab_that_holds_the_database_is_told_of_and_waited_for() {
    journey(Options::default(), async |page| {
        leave(&page, 1, json!([])).await;
        // This is a page of an older version, whose code crashed with the database open.
        page.load("fixtures/silent/?open").await;
        let first = page.new_tab().await;
        page.load("fixtures/host/").await;
        ask(&page, "window.held = await opened()", json!([])).await;
        let second = page.turn_to(&first).await;
        page.open("fixtures/silent/").await;
        page.until("pass(5000) > 0", json!([])).await;
        let told =
            "shown('.discussion > .problem').some((problem) => problem.textContent.includes('close other tabs'))";
        page.until(told, json!([])).await;
        page.turn_to(&second).await;
        page.ask("held.close()", json!([])).await;
        page.turn_to(&first).await;
        page.until(&format!("!({told})"), json!([])).await;
        post(&page, "Written when it was free.").await;
    })
    .await;
}

/// The prerendered essay far below the fold. An extension has wrapped one of its texts.
const WRAPPED: &str = "
    const page = await (await fetch('/')).text();
    const fragment = new DOMParser().parseFromString(page, 'text/html').querySelector('circle-essay').outerHTML;
    const far = document.createElement('div');
    far.style.height = '9000px';
    document.body.append(far);
    document.body.insertAdjacentHTML('beforeend', fragment);
    const essay = document.querySelector('circle-essay');
    essay.removeAttribute('loading');
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: '/circle-essay.js' });
    document.body.append(script);
    await customElements.whenDefined('circle-essay');
    const text = essay.shadowRoot.querySelector('.subtitle').firstChild;
    const font = document.createElement('font');
    text.replaceWith(font);
    font.append(text);
    essay.shadowRoot.querySelector('#circle').scrollIntoView()";

#[tokio::test]
async fn code_that_falls_while_the_database_is_made_leaves_it_whole() {
    journey(Options::default(), async |page| {
        page.expect_alarms();
        page.load("probed/fixtures/host/").await;
        page.ask(WRAPPED, json!([])).await;
        page.until("el.state.status === 'ready'", json!([])).await;
        page.discussion_alive().await;
        post(&page, "Stored all the same.").await;
        let form = ask(&page, FORM, json!([])).await;
        assert_eq!(form, json!([1, ["drafts", "events", "people"]]));
        page.open("").await;
        page.until("el.state.comments === 1", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn what_breaks_while_the_database_is_made_leaves_nothing_half_made() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/host/").await;
        let make = "
            const { createObjectStore } = IDBDatabase.prototype;
            let broken = 0;
            IDBDatabase.prototype.createObjectStore = function (name, ...rest) {
                if (name === 'people' && broken++ < args[0]) throw new DOMException('as the test says', 'UnknownError');
                return createObjectStore.call(this, name, ...rest);
            };
            const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: '/circle-essay.js' });
            document.body.append(script);
            await customElements.whenDefined('circle-essay');
            const element = document.createElement('circle-essay');
            element.setAttribute('loading', 'eager');
            document.body.append(element);
            await element.whenReady";
        page.ask(make, json!([9])).await;
        let refused = "shown('.discussion > .problem').some((problem) => problem.textContent.startsWith('Nothing can be stored'))";
        page.until(refused, json!([])).await;
        assert_eq!(page.ask("return (await indexedDB.databases()).filter((known) => known.version > 0).length", json!([])).await, 0);
        page.open("").await;
        post(&page, "Made by the next page.").await;
        assert_eq!(ask(&page, FORM, json!([])).await, json!([1, ["drafts", "events", "people"]]));
    })
    .await;
}
