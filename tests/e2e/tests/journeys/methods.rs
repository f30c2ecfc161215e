//! Every method of the element in every state of an element. It acts on its own element and on no other, or says why it
//! cannot, and it always settles.

use e2e::endurance::SCRIBBLE;
use e2e::{Options, Page, journey};
use serde_json::json;

/// Helpers for the scripts of these journeys. Nothing may happen to `other`, the first essay of the page. No element
/// counts as near or visible: elements start by their methods alone, and no circle pauses because it is scrolled away.
const TOOLS: &str = "
    window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} };
    window.later = () => new Promise((done) => setTimeout(done));
    window.make = (options) => Object.assign(document.createElement('circle-essay'), options);
    window.put = (element) => (document.body.append(element), element);
    window.told = (element, code) => new Promise((done) => element.addEventListener('ce-problem', ({ detail }) => detail.code === code && done(detail)));
    window.words = (discussion, id) => JSON.stringify({ format: 'circle-essay-discussion/1', discussion, events: [{ id, kind: 'post', parent: null,
        author: { id: 'ada', name: 'Ada' }, anchor: null, text: 'From ' + id, time: 1600000000000 }] });
    window.kept = async (discussion) => (await stored('events')).filter((record) => record.discussion === discussion).map((record) => record.event.id);
    // Captures an essay as a reader, a script and storage see it.
    window.looks = async (element) => [element.state, element.shadowRoot.querySelector('.essay')?.outerHTML, await kept(element.discussionId)];";

/// Loads a page without an essay, and adds one that nothing may happen to: it has a stage, an open note and a comment.
async fn with_other(page: &Page) {
    page.load("probed/fixtures/host/").await;
    let script = "const script = document.createElement('script');
        Object.assign(script, { type: 'module', src: '/circle-essay.js' });
        document.body.append(script);
        await customElements.whenDefined('circle-essay');
        window.other = put(make({ src: '/fixtures/small.json', discussionId: 'other', loading: 'eager' }));
        await other.goTo('up', 2);
        await other.openNote('n');
        await other.importDiscussion(words('other', 'other-1'))";
    page.ask(&format!("window.stored = stored; {TOOLS} {script}"), json!([])).await;
    page.until("other.state.comments === 1 && other.state.openNotes.length === 1", json!([])).await;
    page.ask("window.before = JSON.stringify(await looks(other))", json!([])).await;
}

/// Expects that nothing has happened to the other essay.
async fn other_is_as_it_was(page: &Page, after: &str) {
    let as_it_was = page.ask("return [before, JSON.stringify(await looks(other))]", json!([])).await;
    assert_eq!(as_it_was[0], as_it_was[1], "{after}");
}

const METHODS: [&str; 9] =
    ["next", "back", "goTo", "play", "pause", "openNote", "closeNote", "exportDiscussion", "importDiscussion"];

/// The states: how an element gets there, and how it is called in it. `call` makes the call and returns its result.
const STATES: [(&str, &str, &str); 17] = [
    ("never put into a page", "return call(small())", "refuses"),
    (
        "put into a page after the call",
        "const element = small(), answer = call(element); put(element); return answer",
        "acts",
    ),
    (
        "far below",
        "const element = small(); document.querySelector('#far').append(element); return call(element)",
        "acts",
    ),
    ("loading", "return call(put(small({ loading: 'eager' })))", "acts"),
    ("ready", "return call(await ready())", "acts"),
    ("moved", "const element = await ready(); put(element); return call(element)", "acts"),
    (
        "moved after the call",
        "const element = await ready(), answer = call(element); put(element); return answer",
        "acts",
    ),
    (
        "put back",
        "const element = await ready(); element.remove(); await later(); put(element); return call(element)",
        "acts",
    ),
    ("removed", "const element = await ready(); element.remove(); await later(); return call(element)", "refuses"),
    ("just removed", "const element = await ready(); element.remove(); return call(element)", "refuses"),
    (
        "removed after the call",
        "const element = await ready(), answer = call(element); element.remove(); return answer",
        "refuses",
    ),
    (
        "removed while it loads",
        "const element = put(small({ src: HANGS, loading: 'eager' })), answer = call(element); await later(); element.remove(); return answer",
        "refuses",
    ),
    (
        "failed",
        "const element = put(small({ src: '/nowhere.json', loading: 'eager' })); await told(element, 'document'); return call(element)",
        "refuses",
    ),
    (
        "failed, and mended",
        "const element = put(small({ src: '/nowhere.json', loading: 'eager' })); await told(element, 'document'); element.src = SMALL; return call(element)",
        "acts",
    ),
    (
        "given another src",
        "const element = await ready(); element.src = SMALL + '?other'; return call(element)",
        "acts",
    ),
    (
        "given another src while it loads",
        "const element = put(small({ src: HANGS, loading: 'eager' })), answer = call(element); await later(); element.src = SMALL; return answer",
        "acts",
    ),
    (
        "given another document",
        "const element = await ready(); element.document = await (await fetch(SMALL)).json(); return call(element)",
        "acts",
    ),
];

#[tokio::test]
async fn every_method_in_every_state_acts_on_its_own_element_or_says_why_not() {
    journey(Options::default(), async |page| {
        with_other(&page).await;
        let run = "
            const SMALL = '/fixtures/small.json', HANGS = '/hanging=small/fixtures/small.json', [method, state, own] = args;
            document.querySelector('#far') ?? put(Object.assign(document.createElement('div'), { id: 'far' })).style.setProperty('padding-block-start', '9000px');
            const small = (options) => make({ src: SMALL, circle: 'up', step: 2, discussionId: own, ...options });
            const ready = async () => {
                const element = await put(small()).whenReady;
                element.shadowRoot.getElementById('note-n').open = true;
                return element;
            };
            const given = { goTo: ['up', 3], openNote: ['n'], closeNote: ['n'], importDiscussion: [words(own, own)] }[method] ?? [];
            // Describes the state of the element, in which every method gives another answer.
            const seen = {
                next: ({ state }) => state.step === 3, back: ({ state }) => state.step === 1, goTo: ({ state }) => state.circle === 'up' && state.step === 3,
                play: ({ state }) => state.playing, pause: ({ state }) => !state.playing && state.step === 2,
                openNote: (element) => element.shadowRoot.getElementById('note-n').open, closeNote: (element) => !element.shadowRoot.getElementById('note-n').open,
                exportDiscussion: (element, answer) => JSON.parse(answer).discussion === own,
                importDiscussion: async (element, answer) => answer.added === 1 && answer.refused.length === 0 && (await kept(own)).join() === own,
            }[method];
            let called;
            const call = async (element) => {
                called = element;
                try {
                    const answer = await element[method](...given);
                    return (await seen(element, answer)) ? 'acts' : 'does nothing';
                } catch (fault) {
                    return fault instanceof Error && /^[A-Z].* .*[.]$/.test(fault.message) ? 'refuses' : 'throws ' + fault;
                }
            };
            const states = async () => { STATE };
            const outcome = await Promise.race([states(), new Promise((done) => setTimeout(done, 20000, 'hangs'))]);
            called.remove();
            await later();
            return outcome";
        let mut different = vec![];
        for (index, (state, way, expected)) in STATES.into_iter().enumerate() {
            for method in METHODS {
                let own = format!("own-{index}-{method}");
                let outcome = page.ask(&run.replace("STATE", way), json!([method, state, own])).await;
                if outcome != expected {
                    different.push(format!("{state}: {method} {outcome}, and not {expected}"));
                }
            }
            other_is_as_it_was(&page, state).await;
        }
        assert_eq!(different, Vec::<String>::new());
        assert_eq!(page.events("problem").await.as_array().map(Vec::len), Some(2 * METHODS.len() + METHODS.len()));
    })
    .await;
}

/// Calls every method of an essay in turn, and returns the results.
const CALL_ALL: &str = "const outcomes = [];
    for (const method of args[0]) outcomes.push(await window.own[method](...({ goTo: ['up', 3], openNote: ['n'], closeNote: ['n'], importDiscussion: [''] }[method] ?? []))
        .then(() => 'acts', (fault) => fault.message));
    return [...new Set(outcomes)]";

#[tokio::test]
async fn after_a_fall_every_method_acts_again_and_after_a_second_one_it_says_so() {
    journey(Options::default(), async |page| {
        page.expect_alarms();
        with_other(&page).await;
        page.ask(
            "window.own = await put(make({ src: '/fixtures/small.json', discussionId: 'own', step: 1 })).whenReady",
            json!([]),
        )
        .await;
        page.ask(SCRIBBLE, json!([])).await;
        let fall = "return await own.next().catch((fault) => fault.message)";
        let told = page.ask(fall, json!([])).await;
        assert!(told.as_str().is_some_and(|told| told.contains("was started again")), "{told}");
        assert_eq!(page.ask(CALL_ALL, json!([METHODS])).await, json!(["acts"]));
        page.until("other.state.status === 'ready' && other.state.openNotes.length === 1", json!([])).await;
        let there = "return [other.state.step, other.state.circle, await kept('other')]";
        assert_eq!(page.ask(there, json!([])).await, json!([2, "up", ["other-1"]]));

        page.ask(SCRIBBLE, json!([])).await;
        let told = page.ask("return await own.exportDiscussion().catch((fault) => fault.message)", json!([])).await;
        assert!(told.as_str().is_some_and(|told| told.contains("stopped")), "{told}");
        page.until("own.state.status === 'failed' && other.state.status === 'failed'", json!([])).await;
        let told = page.ask(CALL_ALL, json!([METHODS])).await;
        assert!(told[0].as_str().is_some_and(|told| told.contains("has stopped twice")), "{told}");
        assert_eq!(
            (told.as_array().map(Vec::len), page.ask("return await kept('other')", json!([])).await),
            (Some(1), json!(["other-1"]))
        );
    })
    .await;
}

#[tokio::test]
async fn what_no_method_can_use_is_refused_in_a_sentence_and_nothing_falls() {
    journey(Options::default(), async |page| {
        with_other(&page).await;
        let told = "window.own = await put(make({ src: '/fixtures/small.json', discussionId: 'own' })).whenReady;
            const says = (promise) => promise.then((answer) => answer === undefined ? 'done' : answer.refused?.map(({ why }) => why.split(' (')[0]).join() ?? answer, (fault) => fault.message);
            const asked = [['goTo', 'down', 1], ['goTo', 'up', 4], ['goTo', 'up', -1], ['goTo', 'up', 2 ** 32 + 1], ['goTo', 'up', 'two'], ['goTo'], ['openNote', 'm'],
                ['closeNote'], ['openNote', null], ['exportDiscussion', 'pdf'], ['exportDiscussion', ['json']], ['importDiscussion'], ['importDiscussion', {}],
                ['importDiscussion', 'x'], ['importDiscussion', Symbol('x')], ['goTo', 'up', '2'], ['goTo', 'up']];
            const answers = [];
            for (const [method, ...given] of asked) answers.push(await says(own[method](...given)));
            return answers";
        let answers = page.ask(told, json!([])).await;
        let no_stage = |step: &str| format!("The circle \"up\" has no stage {step}: give a number from 0, not started, to 3.");
        let no_export = "The file is no export of a discussion";
        let expected = json!([
            "This essay has no circle \"down\". It has: up, loop.",
            no_stage("4"),
            no_stage("-1"),
            no_stage("4294967297"),
            no_stage("two"),
            "This essay has no circle \"\". It has: up, loop.",
            "This essay has no note \"m\". It has: n.",
            "This essay has no note \"\". It has: n.",
            "This essay has no note \"\". It has: n.",
            "exportDiscussion knows the formats json, markdown and csv.",
            "exportDiscussion knows the formats json, markdown and csv.",
            no_export,
            no_export,
            no_export,
            no_export,
            "done",
            "done",
        ]);
        assert_eq!(answers, expected);
        // These are values of every type, in every position.
        let odd = "const values = [undefined, null, NaN, Infinity, 1n, true, '', '\\ud800', Symbol(), {}, [], () => {}, Object.create(null), new Proxy({}, { get() { throw new Error('No.'); } })];
            let settled = 0;
            for (const method of args[0]) for (const value of values) for (const second of values)
                await own[method](value, second).catch((fault) => fault instanceof Error || console.error(fault)).then(() => settled++);
            return [settled, own.state.status, ceEvents.filter(({ name }) => name === 'problem').length, ceProbe]";
        assert_eq!(page.ask(odd, json!([METHODS])).await, json!([METHODS.len() * 14 * 14, "ready", 0, []]));
        other_is_as_it_was(&page, "odd values").await;
    })
    .await;
}

#[tokio::test]
async fn each_import_gets_its_own_answer_once_its_own_events_are_stored() {
    journey(Options::default(), async |page| {
        with_other(&page).await;
        let imports = "window.own = await put(make({ src: '/fixtures/small.json', discussionId: 'own' })).whenReady;
            // The page sends many other events.
            let busy = true, listening = 0;
            const add = own.addEventListener, remove = own.removeEventListener;
            own.addEventListener = function (...all) { listening++; return add.apply(this, all); };
            own.removeEventListener = function (...all) { listening--; return remove.apply(this, all); };
            (async () => { for (; busy; await later()) for (const type of ['ce-comment', 'ce-problem']) own.dispatchEvent(new CustomEvent(type, { detail: {} })); })();
            const take = async (id) => {
                const { added, known, refused } = await own.importDiscussion(id ? words('own', id) : id);
                return [added, known, refused.length, (await kept('own')).includes(id)];
            };
            const answers = await Promise.all(['a', 'b', 'a', '', 'c', 'b'].map(take));
            busy = false;
            return [answers, listening]";
        let answers = json!([
            [1, 0, 0, true],
            [1, 0, 0, true],
            [0, 1, 0, true],
            [0, 0, 1, false],
            [1, 0, 0, true],
            [0, 1, 0, true]
        ]);
        assert_eq!(page.ask(imports, json!([])).await, json!([answers, 0]));
        other_is_as_it_was(&page, "imports").await;
    })
    .await;
}

#[tokio::test]
async fn when_ready_starts_the_element_and_is_another_promise_after_a_failure() {
    journey(Options::default(), async |page| {
        with_other(&page).await;
        let seen = "const own = put(make({ src: '/nowhere.json' }));
            // A caller that only looks has no rejection to handle.
            const looked = [typeof own.whenReady.then, typeof document.createElement('circle-essay').whenReady.then];
            await told(own, 'document');
            const first = await own.whenReady.then(() => 'ready', (fault) => fault.message);
            own.src = '/fixtures/small.json';
            const second = await own.whenReady;
            const state = [own.state.status, own.state.ready, second === own];
            own.remove();
            await later();
            return [looked, first, state, [own.state.status, own.state.ready], await own.whenReady.catch((fault) => fault.message)]";
        let seen = page.ask(seen, json!([])).await;
        assert_eq!((&seen[0], &seen[2], &seen[3]), (&json!(["function", "function"]), &json!(["ready", true, true]), &json!(["static", false])));
        assert!(seen[1].as_str().is_some_and(|told| told.contains("nowhere.json could not be fetched (404)")), "{seen}");
        assert!(seen[4].as_str().is_some_and(|told| told.contains("in no page")), "{seen}");
        page.ask("await later()", json!([])).await;
        assert_eq!(page.ask("return ceProbe", json!([])).await, json!([]));
    })
    .await;
}
