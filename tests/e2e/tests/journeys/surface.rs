//! The running element matches custom-elements.json: everything named there exists, and nothing else is public.

use e2e::{Options, Page, journey, keys};
use serde_json::json;

/// Returns the manifest's description of the element.
const MANIFEST: &str = "const told = (await (await fetch('/custom-elements.json')).json()).modules[0].declarations[0];
    const names = (list) => list.map((item) => item.name).sort();
    const sorted = (list) => [...new Set(list)].sort();";

async fn ask(page: &Page, script: &str) -> serde_json::Value {
    page.ask(&format!("{MANIFEST} {script}"), json!([])).await
}

#[tokio::test]
async fn the_manifest_names_what_the_element_has_and_nothing_else() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let seen = ask(
            &page,
            "const lifecycle = ['constructor', 'connectedCallback', 'connectedMoveCallback', 'disconnectedCallback', 'attributeChangedCallback'];
            const proto = el.constructor.prototype, own = [...Object.getOwnPropertyNames(proto), ...Object.getOwnPropertyNames(el)];
            const field = (member) => Object.getOwnPropertyDescriptor(proto, member.name) ?? Object.getOwnPropertyDescriptor(el, member.name);
            const module = await import([...document.scripts].find((script) => script.src.endsWith('/circle-essay.js')).src);
            const style = await (await fetch(one('link').href)).text();
            return [
                [names(told.attributes), sorted(el.constructor.observedAttributes)],
                [names(told.members.filter((member) => !member.inheritedFrom && !member.static)), sorted(own.filter((name) => !lifecycle.includes(name)))],
                [names(told.members.filter((member) => member.kind === 'method')), sorted(own.filter((name) => !lifecycle.includes(name) && typeof (field({ name }).value) === 'function'))],
                [names(told.cssProperties), sorted(style.match(/--ce-[a-z-]+/g))],
                [names(told.cssParts), sorted(all('[part]').flatMap((e) => [...e.part]))],
                [['CircleEssay'], Object.keys(module)],
                [true, customElements.get(told.tagName) === el.constructor],
                [names(told.members.filter((member) => member.static)), Object.keys(el.constructor).filter((name) => name !== 'observedAttributes')],
                [names(told.attributes).length, told.members.filter((member) => member.reflects).length],
            ]",
        )
        .await;
        for pair in seen.as_array().into_iter().flatten() {
            assert_eq!(pair[0], pair[1]);
        }
        // Properties reflect their attributes, and lose them again.
        let mirrored = ask(
            &page,
            "const fresh = document.createElement('circle-essay');
            return told.members.filter((member) => member.reflects).filter((member) => {
                const attribute = told.attributes.find((attribute) => attribute.name === member.attribute);
                if (attribute?.fieldName !== member.name) return true;
                fresh[member.name] = '3';
                if (fresh.getAttribute(member.attribute) !== '3' || fresh[member.name] !== '3') return true;
                if (member.name !== 'lang') fresh[member.name] = null;
                return member.name !== 'lang' && fresh.hasAttribute(member.attribute);
            }).map((member) => member.name)",
        )
        .await;
        assert_eq!(mirrored, json!([]));
    })
    .await;
}

#[tokio::test]
async fn every_method_keeps_its_promise_and_every_event_has_the_detail_that_is_told() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // Every event with our prefix counts, whoever sends it.
        page.ask(
            "window.sent = ceEvents.map((event) => ['ce-' + event.name, Object.keys(event.detail)]);
            const dispatch = EventTarget.prototype.dispatchEvent;
            EventTarget.prototype.dispatchEvent = function (event) {
                if (event.type.startsWith('ce-')) sent.push([event.type, Object.keys(event.detail), event.bubbles && event.composed]);
                return dispatch.call(this, event);
            }",
            json!([]),
        )
        .await;
        let done = ask(
            &page,
            "const given = { goTo: ['finland', 2], openNote: ['ofsted'], closeNote: ['ofsted'], importDiscussion: [JSON.stringify({
                format: 'circle-essay-discussion/1', discussion: 'trust', events: [{ id: '01900000-0000-7000-8000-000000000001', kind: 'post',
                parent: null, author: { id: 'ada', name: 'Ada' }, anchor: null, text: 'From elsewhere.', time: 1600000000000 }] })] };
            const answers = [];
            for (const method of told.members.filter((member) => member.kind === 'method')) {
                const promise = el[method.name](...(given[method.name] ?? []));
                const answer = await promise;
                const type = answer === undefined ? 'void' : typeof answer === 'string' ? 'string' : Object.keys(answer).join();
                if (el[method.name].length > (method.parameters?.length ?? 0)) answers.push(method.name + ' takes more');
                answers.push(method.name + ' ' + (typeof promise.then === 'function') + ' ' + type + ' ' + method.return.type.text);
            }
            return answers",
        )
        .await;
        let nothing = |name: &str| format!("{name} true void Promise<void>");
        let mut expected: Vec<String> =
            ["next", "back", "goTo", "play", "pause", "openNote", "closeNote"].map(nothing).into();
        expected.push("exportDiscussion true string Promise<string>".into());
        expected.push("importDiscussion true added,known,refused Promise<CircleEssayImport>".into());
        assert_eq!(done, json!(expected));

        page.ask("one('#start-variable').focus()", json!([])).await;
        page.write("Trust").await;
        page.press(keys::TAB).await;
        page.until("root.activeElement.id === 'start-reason'", json!([])).await;
        page.write("On our own patch.").await;
        page.press(keys::TAB).await;
        page.press(keys::ENTER).await;
        page.until("sent.some(([name]) => name === 'ce-start')", json!([])).await;
        page.click("one('#note-ofsted summary')").await;
        page.until("sent.some(([name]) => name === 'ce-note')", json!([])).await;
        page.ask("el.src = '/nowhere.json'", json!([])).await;
        page.until("sent.some(([name]) => name === 'ce-problem')", json!([])).await;
        let different = ask(
            &page,
            "const detail = (type) => {
                // These are the names before a colon outside of nested braces.
                const flat = type.slice(type.indexOf('{') + 1).replace(/\\{[^}]*\\}/g, 'object');
                return sorted([...flat.matchAll(/(\\w+):/g)].map((match) => match[1]));
            };
            const seen = Object.fromEntries(sent.map(([name, keys]) => [name, sorted(keys)]));
            const named = Object.fromEntries(told.events.map((event) => [event.name, detail(event.type.text)]));
            return [seen, named, sent.filter(([, , far]) => far === false)]",
        )
        .await;
        let in_order = |names: &serde_json::Value| {
            names.as_object().map(|names| {
                names.iter().map(|(name, keys)| (name.clone(), keys.clone())).collect::<std::collections::BTreeMap<_, _>>()
            })
        };
        assert_eq!(in_order(&different[0]), in_order(&different[1]));
        assert_eq!(different[2], json!([]));
        let state = page.ask("return [Object.keys(el.state).sort(), Object.isFrozen(el.state)]", json!([])).await;
        let told = ask(&page, "return told.members.find((member) => member.name === 'state').description.match(/\\{(.*)\\}/)[1].split(', ').sort()").await;
        assert_eq!(state, json!([told, true]));
    })
    .await;
}

/// Defines the element in a page that has none.
const DEFINE: &str = "const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: '/circle-essay.js' });
    document.body.append(script);
    await customElements.whenDefined('circle-essay');";

#[tokio::test]
async fn properties_that_are_set_before_the_definition_are_taken_over() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/host/").await;
        let set = format!(
            "const mine = (title) => Object.freeze({{ format: 'circle-essay/1', id: 'mine', title, opening: [{{ paragraph: [{{ text: title + ' words.' }}] }}] }});
            const make = () => document.createElement('circle-essay');
            const given = {{ theme: 'dark', circle: 'up', step: 2, headingLevel: 4, discussion: 'closed', discussionId: 'own', mode: 'read', motion: 'reduced', loading: 'eager', src: '/fixtures/small.json' }};
            // The elements are in the page, out of it, in a template, and in a document without a window.
            const there = document.body.appendChild(make()), apart = make(), template = document.createElement('template');
            const far = document.implementation.createHTMLDocument().body.appendChild(make());
            template.innerHTML = '<circle-essay></circle-essay>';
            const inert = template.content.firstChild;
            const stranger = {{}}, all = [there, apart, inert, far];
            for (const element of all) Object.assign(element, given, {{ stranger, state: 'mine', whenReady: 'mine' }});
            const written = document.body.appendChild(make()), first = make();
            Object.assign(written, {{ document: mine('Written'), loading: 'eager' }});
            {DEFINE}
            document.body.append(apart, inert, far, first);
            const clone = document.body.appendChild(there.cloneNode());
            await Promise.all([...all, written, clone].map((element) => element.whenReady));
            const names = ['theme', 'circle', 'step', 'heading-level', 'discussion', 'discussion-id', 'mode', 'motion', 'loading', 'src'];
            const taken = [...all, clone].map((element) => [names.map((name) => element.getAttribute(name)).join(), element.state.step, element.shadowRoot.querySelector('[data-title=essay]').localName, Object.keys(element).join(), element.stranger === (element === clone ? undefined : stranger)]);
            // A script's later values apply as well.
            written.document = mine('Later');
            await written.whenReady;
            return [taken, written.theme, written.shadowRoot.querySelector('article[part]').innerText.includes('Later words.'), written.document.title]"
        );
        let seen = page.ask(&set, json!([])).await;
        let taken = |keys: &str| json!(["dark,up,2,4,closed,own,read,reduced,eager,/fixtures/small.json", 2, "h4", keys, true]);
        let own = taken("stranger");
        assert_eq!(seen, json!([[own, own, own, own, taken("")], null, true, "Later"]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_document_that_a_script_gives_is_shown_or_told_what_is_wrong_with_it() {
    journey(Options::default(), async |page| {
        page.load("probed/fixtures/host/").await;
        let give = format!(
            "{DEFINE}
            const small = await (await fetch('/fixtures/small.json')).json(), cyclic = {{ ...small }}, deep = {{ ...small, title: 'Frozen' }};
            cyclic.sections = [cyclic];
            const own = document.body.appendChild(Object.assign(document.createElement('circle-essay'), {{ src: '/fixtures/small.json', loading: 'eager' }}));
            const title = () => own.shadowRoot.querySelector('[data-title=essay]').textContent.trim();
            const shows = (document) => {{ own.document = document; return own.whenReady.then(title, (fault) => fault.message); }};
            const answers = [];
            // The document is set while the element is still loading, and twice.
            own.document = {{ ...small, title: 'First' }};
            answers.push(await shows({{ ...small, title: 'Second' }}));
            for (const given of [Object.freeze(deep), JSON.stringify({{ ...small, title: 'As text' }}), '+++\\nid = \"m\"\\ntitle = \"As Markdown\"\\n+++\\n\\nWords.\\n', null, undefined])
                answers.push(await shows(given));
            const refused = [];
            for (const given of [cyclic, () => {{}}, 42, true, '', 'Words.', {{}}, [], new Date(0), new Map(), Symbol('x'), {{ title: 1n }}, document.body, {{ toJSON() {{ throw new Error('No.'); }} }}])
                refused.push(await shows(given));
            answers.push(await shows(small));
            return [answers, refused, ceEvents.filter(({{ name }}) => name === 'problem').map(({{ detail }}) => detail.code)]"
        );
        let seen = page.ask(&give, json!([])).await;
        assert_eq!(seen[0], json!(["Second", "Frozen", "As text", "As Markdown", "Small", "Small", "Small"]));
        let refused: Vec<&str> = seen[1].as_array().into_iter().flatten().filter_map(|told| told.as_str()).collect();
        assert_eq!((refused.len(), &seen[2]), (14, &json!(vec!["document"; 14])));
        for told in refused {
            assert!(told.ends_with('.') && told.split(' ').count() > 5, "{told}");
        }
        assert_eq!(page.ask("return ceProbe", json!([])).await, json!([]));
    })
    .await;
}
