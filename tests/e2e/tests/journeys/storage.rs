//! Storage that is full, denied, damaged or newer than the page: every word stays, and the reader is told.

mod mended;
mod silent;

use e2e::{Engine, Options, Page, journey};
use serde_json::{Value, json};

/// Helpers for the scripts of these journeys: the database as it is, whoever made it, in any version.
const DATABASE: &str = "
    const opened = (version, name = 'circle-essay') => new Promise((done, failed) => {
        const open = indexedDB.open(name, version);
        open.onsuccess = () => done(open.result);
        open.onerror = () => failed(open.error);
    });
    const work = async (store, mode, act, name) => {
        const database = await opened(undefined, name);
        const transaction = database.transaction(store, mode);
        const request = act(transaction.objectStore(store));
        const error = await new Promise((done) => {
            transaction.oncomplete = () => done(null);
            transaction.onabort = () => done(transaction.error);
        });
        database.close();
        if (error) throw error;
        return request?.result;
    };
    const records = async (store = 'events') => work(store, 'readonly', (records) => records.getAll());";

/// Runs a script with these helpers.
async fn ask(page: &Page, script: &str, args: Value) -> Value {
    page.ask(&format!("{DATABASE} {script}"), args).await
}

/// Posts a comment on the essay by keyboard.
async fn post(page: &Page, text: &str) {
    let count = page.ask("return el.state.comments", json!([])).await.as_u64().unwrap_or_default();
    page.click("one('#text-')").await;
    page.write(text).await;
    page.click("one('.discussion > .composer .primary')").await;
    page.until("el.state.comments === args[0]", json!([count + 1])).await;
}

/// Returns the texts of the events in the database.
const TEXTS: &str = "return (await records()).map((record) => record.event?.text).filter((text) => text !== undefined)";

/// The notice of the essay's composer about the last action.
const NOTICE: &str = "one('.discussion > .composer .notice').textContent";

/// Fills the quota with another database, and the rest with records of another essay, down to the last hundred bytes.
const FILL: &str = "
    const noise = (size) => Array.from(crypto.getRandomValues(new Uint8Array(size)), (byte) => byte.toString(36)).join('').slice(0, size);
    let count = 0;
    const fill = async (least, put) => {
        for (let size = 60_000; size > least && count < 2_000; ) {
            try {
                await put(count, noise(size));
                count++;
            } catch (fault) {
                if (fault.name !== 'QuotaExceededError') throw fault;
                size = Math.floor(size / 2);
            }
        }
    };
    const open = indexedDB.open('filler');
    open.onupgradeneeded = () => open.result.createObjectStore('events');
    await new Promise((done, failed) => { open.onsuccess = done; open.onerror = () => failed(open.error); });
    open.result.close();
    await fill(10_000, (id, words) => work('events', 'readwrite', (events) => void events.put(words, id), 'filler'));
    await fill(50, (id, text) => work('events', 'readwrite', (events) => void events.put({
        discussion: 'elsewhere', id: 'filler-' + id, arrived: 0, event: { id: 'filler-' + id, kind: 'post', text },
    })));
    return count";

/// Frees the space.
const EMPTY: &str = "await new Promise((done, failed) => {
    const gone = indexedDB.deleteDatabase('filler');
    gone.onsuccess = done;
    gone.onerror = () => failed(gone.error);
})";

#[tokio::test]
async fn a_comment_that_finds_storage_full_waits_for_room() {
    let options = if Engine::current() == Engine::Firefox { Options::with_room(1_000) } else { Options::default() };
    journey(options, async |page| {
        if page.engine() == Engine::Chromium {
            // This comes before anything is stored: for half a minute after that, the page does not ask how much space
            // there is.
            page.load("no-such-page").await;
            let origin = page.ask("return location.origin", json!([])).await;
            page.cdp("Storage.overrideQuotaForOrigin", json!({"origin": origin, "quotaSize": 400_000})).await;
        }
        page.open("").await;
        if page.engine() == Engine::Webkit {
            // MiniBrowser has no option for the quota, and its default is a share of the disk.
            return;
        }
        post(&page, "Before the flood.").await;
        let count = ask(&page, FILL, json!([])).await;
        assert!((1..2_000).contains(&count.as_u64().unwrap_or_default()), "{count} records fill the storage");

        let full = &format!("{NOTICE}.startsWith('Not saved: storage is full')");
        let text = "After the flood, and with so many words that they need room of their own. ".repeat(8);
        let text = text.trim();
        // The draft is the first record that does not fit, and the page says so.
        page.click("one('#text-')").await;
        page.write(text).await;
        page.until(full, json!([])).await;
        page.write("!").await;
        let text = &format!("{text}!");
        page.click("one('.discussion > .composer .primary')").await;
        page.until(&format!("{full} && ceEvents.some((event) => event.name === 'problem')"), json!([])).await;
        let kept = "return [one('#text-').value, one('#text-').readOnly, el.state.comments, root.activeElement?.id]";
        assert_eq!(page.ask(kept, json!([])).await, json!([text, false, 1, "text-"]));
        // Nothing else is affected, and everything can be exported.
        let texts = ask(&page, TEXTS, json!([])).await;
        let texts: Vec<_> =
            texts.as_array().into_iter().flatten().filter(|text| *text == "Before the flood.").collect();
        assert_eq!(texts.len(), 1);
        let export = page.ask("return await el.exportDiscussion()", json!([])).await;
        assert!(export.as_str().is_some_and(|export| export.contains("Before the flood.")), "{export}");

        // There is space again, and the page retries by itself.
        page.ask(EMPTY, json!([])).await;
        if page.engine() == Engine::Chromium {
            let origin = page.ask("return location.origin", json!([])).await;
            page.cdp("Storage.overrideQuotaForOrigin", json!({"origin": origin})).await;
        }
        page.until("el.state.comments === 2 && one('#text-').value === ''", json!([])).await;
        page.reload().await;
        page.until("el.state.comments === 2 && one('#text-').value === ''", json!([])).await;
        let texts = ask(&page, TEXTS, json!([])).await;
        let ours = |told: &&Value| **told == "Before the flood." || *told == text;
        assert_eq!(texts.as_array().into_iter().flatten().filter(ours).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn where_storage_is_denied_comments_live_in_the_page() {
    journey(Options::default(), async |page| {
        page.load("fixtures/sandbox/").await;
        page.enter_frame().await;
        let notice = "shown('.discussion > .problem').some((problem) => problem.textContent.startsWith('Nothing can be stored in this browser'))";
        page.until(notice, json!([])).await;
        post(&page, "Written in a sandbox.").await;
        page.until(&format!("{NOTICE}.includes('not saved')"), json!([])).await;
        page.until(notice, json!([])).await;
        let export = page.ask("return await el.exportDiscussion('markdown')", json!([])).await;
        assert!(export.as_str().is_some_and(|export| export.contains("Written in a sandbox.")), "{export}");
        assert_eq!(page.ask("return ceProbe", json!([])).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn damaged_records_are_told_kept_and_handed_over() {
    journey(Options::default(), async |page| {
        page.open("").await;
        post(&page, "Sound.").await;
        let damage = "
            const discussion = (await records())[0].discussion;
            const ring = { discussion, id: 'damaged-ring' };
            ring.event = ring;
            let deep = 'the bottom';
            for (let level = 0; level < 200; level++) deep = [deep];
            await work('events', 'readwrite', (events) => {
                events.put({ discussion, id: 'damaged-none' });
                events.put({ discussion, id: 'damaged-text', event: 'no event, a text' });
                events.put({ discussion, id: 'damaged-id', event: { kind: 'post', text: 'Nobody.' } });
                events.put({ discussion, id: 'damaged-big', event: { id: 'big', kind: 'post', time: 1n } });
                events.put({ discussion, id: 'damaged-deep', event: { id: 'deep', kind: 'post', anchor: deep } });
                events.put(ring);
            });";
        ask(&page, damage, json!([])).await;
        page.reload().await;
        let told =
            "shown('.problem').some((problem) => problem.textContent.startsWith('Stored records that cannot be read: 6.'))";
        page.until(&format!("el.state.comments === 1 && {told}"), json!([])).await;
        // Saving as a file is intercepted here.
        page.ask(
            "window.saved = []; const made = URL.createObjectURL;
             URL.createObjectURL = (blob) => { blob.text().then((text) => saved.push(text)); return made(blob); };
             HTMLAnchorElement.prototype.click = () => {}",
            json!([]),
        )
        .await;
        page.click("shown('.quiet').find((e) => e.textContent === 'Download what is damaged')").await;
        page.until("saved.length === 1", json!([])).await;
        let file = page.ask("return JSON.parse(saved[0]).map((record) => record.id).sort()", json!([])).await;
        let damaged = ["big", "deep", "id", "none", "ring", "text"].map(|kind| format!("damaged-{kind}"));
        assert_eq!(file, json!(damaged));
        post(&page, "Sound as well.").await;
        page.reload().await;
        page.until(&format!("el.state.comments === 2 && {told}"), json!([])).await;
        let kept =
            "return (await records()).map((record) => record.id).filter((id) => id.startsWith('damaged')).sort()";
        assert_eq!(ask(&page, kept, json!([])).await, json!(damaged));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_page_older_than_its_database_writes_nothing() {
    journey(Options::default(), async |page| {
        const DRAFT: &str = "Typed on an old page.";
        page.open("").await;
        post(&page, "Before the update.").await;
        ask(&page, "(await opened(99)).close()", json!([])).await;
        // The open page learns of it when it tries to write.
        page.click("one('#text-')").await;
        page.write(DRAFT).await;
        page.click("one('.discussion > .composer .primary')").await;
        let told =
            "shown('.discussion > .problem').some((problem) => problem.textContent.includes('newer circle-essay'))";
        page.until(told, json!([])).await;
        let kept = "return [one('#text-').value, one('#text-').readOnly, el.state.comments]";
        assert_eq!(page.ask(kept, json!([])).await, json!([DRAFT, false, 1]));
        page.write("!").await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until(
            &format!("one('#text-').value === args[0] && {NOTICE}.includes('newer circle-essay')"),
            json!([format!("{DRAFT}!")]),
        )
        .await;
        let export = page.ask("return await el.exportDiscussion()", json!([])).await;
        assert!(export.as_str().is_some_and(|export| export.contains("Before the update.")), "{export}");
        // A page of that version that loads now can read, and says at once that it can do no more.
        page.reload().await;
        page.until(&format!("el.state.comments === 1 && {told}"), json!([])).await;
        // The draft is there again and can be continued.
        page.until("one('#text-').value === args[0]", json!([format!("{DRAFT}!")])).await;
        page.ask("const field = one('#text-'); field.focus(); field.setSelectionRange(field.value.length, field.value.length)", json!([])).await;
        page.write("!").await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until(&format!("{NOTICE}.includes('newer circle-essay')"), json!([])).await;
        let copied = "const field = one('#text-'); field.select();
            return field.value.slice(field.selectionStart, field.selectionEnd)";
        assert_eq!(page.ask(copied, json!([])).await, format!("{DRAFT}!!"));
        page.ask("dispatchEvent(new Event('pagehide'))", json!([])).await;
        let stored =
            "const version = (await indexedDB.databases()).find((known) => known.name === 'circle-essay').version;
            return [version, (await records()).map((record) => record.event.text), (await records('drafts')).length]";
        assert_eq!(ask(&page, stored, json!([])).await, json!([99, ["Before the update."], 0]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
