//! The pasted fragment on pages that rewrite what they are given, before the element comes alive: the text is left as it stands, the islands
//! answer, notes stay open, and what was written is kept.

use e2e::{Options, Page, journey};
use serde_json::json;

/// The tools that the rewritings use.
const TOOLS: &str = "
    const inside = (selector) => [...tree.querySelectorAll(selector)];
    const texts = () => {
        const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
        return found;
    };
    const wrap = (node, name) => {
        const around = document.createElement(name);
        node.replaceWith(around);
        around.append(node);
    };";

/// The rewritings, each as a name and a script. `markup` is the fragment's text; `tree` is its shadow tree once it is parsed.
const BEFORE: [(&str, &str); 4] = [
    ("comments between all tags", "markup = markup.replaceAll('><', '><!-- host --><')"),
    (
        "white space between tags collapsed and added",
        "markup = markup.replaceAll('><', '>\\n  <').replace(/ {2,}/g, ' ')",
    ),
    (
        "wpautop in a classic post",
        "markup = markup.replace(/<template[^]*<\\/template>/, (tree) => tree.replaceAll('</p>', '</p>\\n').replaceAll('<section', '<p><section').replaceAll('</li>', '<br />\\n</li>'))",
    ),
    (
        "attributes without quotes and in capitals",
        "markup = markup.replace(/ (class|lang|dir)=\"([a-z]+)\"/g, (_, name, value) => ` ${name.toUpperCase()}=${value}`)",
    ),
];
const AFTER: [(&str, &str); 10] = [
    (
        "wpautop in a block post",
        "inside('section, form, ol').forEach((e) => { e.before(document.createElement('p')); e.after(document.createElement('p')); })",
    ),
    ("attributes everywhere", "inside('*').forEach((e) => e.setAttribute('data-host', 'seen'))"),
    ("every text in a font", "texts().forEach((text) => wrap(text, 'font'))"),
    ("every text in two fonts", "texts().forEach((text) => { wrap(text, 'font'); wrap(text.parentNode, 'font'); })"),
    (
        "elements before, behind and inside fields",
        "inside('input, textarea, select, button').forEach((e) => { e.before(document.createElement('button')); e.after(document.createElement('span')); e.append(document.createElement('i')); })",
    ),
    (
        "links round numbers",
        "texts().filter((text) => /[0-9]/.test(text.data)).forEach((text) => { const link = document.createElement('a'); link.href = 'tel:1'; text.replaceWith(link); link.append(text); })",
    ),
    (
        "addresses replaced",
        "inside('a[href^=http]').forEach((e) => e.setAttribute('href', 'https://redirect.example/?' + e.getAttribute('href')))",
    ),
    (
        "nodes missing",
        "inside('#settings-button, .bar, .beside, [role=status], .stages li:last-child, .progress, .note-kind').forEach((e) => e.remove())",
    ),
    ("the discussion missing", "inside('.tools, [data-island=tools]').forEach((e) => e.remove())"),
    ("blocks in boxes", "inside('.paragraph, .circle, .discussion').forEach((e) => wrap(e, 'div'))"),
];

/// Pastes the fragment, rewritten, with its first note open, and waits until it answers.
async fn paste(page: &Page, before: &str, after: &str) {
    let script = format!(
        "const whole = await (await fetch('/index.html')).text();
        let markup = whole.slice(whole.indexOf('<circle-essay'), whole.indexOf('</circle-essay>') + 15).replaceAll('href=\"./', 'href=\"/').replace(/href=\"(circle-essay-[^\"]*css)\"/, 'href=\"/$1\"');
        {before};
        const box = document.createElement('div');
        document.body.append(box);
        box.setHTMLUnsafe(markup);
        const tree = box.firstElementChild.shadowRoot;
        {TOOLS};
        {after};
        const note = tree.querySelector('details.note');
        note.open = true;
        window.opened = note.id.slice(5);
        window.article = tree.querySelector('article');
        const script = document.createElement('script');
        Object.assign(script, {{ type: 'module', src: '/circle-essay.js' }});
        document.body.append(script);
        await customElements.whenDefined('circle-essay');
        await box.querySelector('circle-essay').whenReady;"
    );
    page.ask(&script, json!([])).await;
}

/// Asserts what has to hold on every such page, on the visit of this number.
async fn answers(page: &Page, name: &str, visit: usize) {
    let text = format!("Comment {visit}");
    page.until("el.state.comments === args[0]", json!([visit - 1])).await;
    let seen = page
        .ask(
            "await el.next();
            await el.next();
            const field = one('.discussion form .field[id^=text]');
            field.value = args[0];
            field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
            one('.discussion > .composer .primary').click();
            return [el.state.step, el.state.openNotes.includes(opened), one('#note-' + opened).open, one('article') === article, el.state.status]",
            json!([text]),
        )
        .await;
    assert_eq!(seen, json!([2, true, true, true, "ready"]), "{name}");
    page.until("el.state.comments === args[0] && one('.discussion').innerText.includes(args[1])", json!([visit, text]))
        .await;
    let complaints = page.complaints().await;
    assert_eq!(complaints, Vec::<String>::new(), "{name}");
}

async fn rewritten(ways: Vec<(&'static str, &'static str, &'static str)>) {
    journey(Options::default(), async move |page| {
        // Each way is tried on a first visit or on a later one, since comments gather from page to page.
        for (visit, (name, before, after)) in ways.into_iter().enumerate() {
            page.load("probed/fixtures/host/").await;
            paste(&page, before, after).await;
            answers(&page, name, visit + 1).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_fragment_whose_markup_was_rewritten_comes_alive() {
    rewritten(BEFORE.map(|(name, way)| (name, way, "")).into()).await;
}

#[tokio::test]
async fn a_fragment_whose_nodes_were_changed_comes_alive() {
    rewritten(AFTER.map(|(name, way)| (name, "", way)).into()).await;
}
