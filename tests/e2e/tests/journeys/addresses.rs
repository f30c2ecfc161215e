//! Addresses: links on pages with a base address and in frames, files beside a document, and links and files on pages
//! that may save and copy nothing.

use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};

/// The link that a browser would follow after all listeners of an event have run, and the attribute afterwards.
const MODIFIED: &str = "
    const link = one('.contents a[href=\"#the-elephant\"]'), seen = [];
    for (const [name, init] of [['click', { ctrlKey: true }], ['click', { metaKey: true }], ['auxclick', { button: 1 }], ['contextmenu', { button: 2 }]]) {
        addEventListener(name, (event) => { seen.push([event.defaultPrevented, link.href]); event.preventDefault(); }, { once: true });
        link.dispatchEvent(new MouseEvent(name, { ...init, bubbles: true, composed: true, cancelable: true }));
        await new Promise((done) => setTimeout(done));
    }
    return [seen, link.getAttribute('href'), location.hash]";

async fn contents_lead_to_a_section(page: &Page) {
    page.ask("one('.contents details').open = true", json!([])).await;
    page.click("one('.contents a[href=\"#the-elephant\"]')").await;
    page.until("root.activeElement?.id === 'the-elephant' && location.hash === '#the-elephant'", json!([])).await;
}

#[tokio::test]
async fn links_within_the_essay_stay_on_a_page_whose_links_begin_elsewhere() {
    journey(Options::default(), async |page| {
        page.open("fixtures/base/").await;
        let path = page.ask("return location.pathname", json!([])).await;
        assert_eq!(path, "/probed/fixtures/base/");
        contents_lead_to_a_section(&page).await;
        // Goes to a stage from the text by keyboard, then back and forward.
        page.ask("one('.paragraph > a[href=\"#finland/2\"]').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until(
            "el.state.step === 2 && root.activeElement?.id === 'circle-title' && location.hash === '#finland/2'",
            json!([]),
        )
        .await;
        page.back().await;
        page.until("root.activeElement?.id === 'the-elephant' && location.hash === '#the-elephant'", json!([])).await;
        page.ask("history.forward()", json!([])).await;
        page.until("location.hash === '#finland/2' && root.activeElement?.id === 'circle-title'", json!([])).await;
        // Does the same again.
        page.ask("one('.paragraph > a[href=\"#finland/2\"]').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until("root.activeElement?.id === 'circle-title'", json!([])).await;
        assert_eq!(page.ask("return location.pathname", json!([])).await, path);
        // A link that the browser opens or copies leads here too.
        let there = page.ask("return location.origin + location.pathname + '#the-elephant'", json!([])).await;
        let seen = json!([false, there]);
        assert_eq!(
            page.ask(MODIFIED, json!([])).await,
            json!([[seen, seen, seen, seen], "#the-elephant", "#finland/2"])
        );
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_fragment_is_its_path_keeps_it() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for route in ["#/posts/12", "#!/posts"] {
            page.ask("location.hash = args[0]; await new Promise((done) => addEventListener('hashchange', done, { once: true }));
                window.routed = []; addEventListener('hashchange', () => routed.push(location.hash))", json!([route])).await;
            page.ask("one('.contents details').open = true", json!([])).await;
            page.click("one('.contents a[href=\"#the-elephant\"]')").await;
            page.until("root.activeElement?.id === 'the-elephant'", json!([])).await;
            page.ask("one('.paragraph > a[href=\"#finland/2\"]').click()", json!([])).await;
            page.until("el.state.step === 2 && root.activeElement?.id === 'circle-title'", json!([])).await;
            assert_eq!(page.ask("return [location.hash, routed]", json!([])).await, json!([route, []]));
            page.ask("await el.goTo('finland', 1)", json!([])).await;
        }
        // A copied link leads at least to the page.
        page.ask("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: Object.setPrototypeOf({ writeText: async (text) => { window.copied = text; } }, window.Clipboard?.prototype ?? {}) });
            one('[data-copy=common-ground]').click()", json!([])).await;
        page.until("window.copied === location.href", json!([])).await;
        // A link that cannot be copied is shown, since the address bar does not have it.
        page.ask("navigator.clipboard.writeText = async () => { throw new Error('refused'); }; one('[data-copy=common-ground]').click()", json!([])).await;
        page.until("root.activeElement?.id === 'link-text' && root.activeElement.value === location.href", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_frame_without_an_address_follows_its_own_links() {
    journey(Options::default(), async |page| {
        page.load("fixtures/srcdoc/").await;
        page.enter_frame().await;
        page.ask("one('.contents details').open = true; one('.contents a[href=\"#the-elephant\"]').click()", json!([])).await;
        page.until("root.activeElement?.id === 'the-elephant'", json!([])).await;
        page.ask("one('.paragraph > a[href=\"#finland/2\"]').click()", json!([])).await;
        page.until("el.state.step === 2 && root.activeElement?.id === 'circle-title'", json!([])).await;
        assert_eq!(page.ask("return [location.protocol, document.title]", json!([])).await, json!(["about:", "A frame"]));
        // The link for others is one of the page around the frame.
        page.ask("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined }); one('[data-copy=common-ground]').click()", json!([])).await;
        page.until("root.activeElement?.id === 'link-text' && root.activeElement.value === parent.location.href + '#common-ground'", json!([])).await;
        assert_eq!(page.ask("return ceProbe", json!([])).await, json!([]));
    })
    .await;
}

/// Returns the targets of pictures and links, relative to the page's folder.
const LEADS: &str = "
    const from = (address) => address.replace(new URL('..', location.href.replace('/probed', '')).href, '').replace(new URL('..', location.href).href, '').replace(location.origin, '');
    return [all('.section img').map((image) => from(image.src)), all('.section a[href]').map((link) => link.getAttribute('href').startsWith('#') ? link.getAttribute('href') : from(link.href))]";

#[tokio::test]
async fn pictures_and_links_are_beside_the_document() {
    journey(Options::default(), async |page| {
        // The document is the same, beside its source, whether the browser or the build compiles it.
        page.open("fixtures/relative/page/?../essays/pics.md").await;
        let links = ["essays/more.html?x=1#y", "above.html", "/root.html", "#part", "https://example.org/", "essays/more.html"];
        assert_eq!(page.ask(LEADS, json!([])).await, json!([["essays/disc.svg", "essays/disc.svg"], links]));
        page.until("all('.section img').every((image) => (image.loading = 'eager', image.complete && image.naturalWidth === 64))", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
        // A document from a script has no address, so the page's address counts.
        page.ask(
            "el.document = { format: 'circle-essay/1', id: 'given', title: 'Given', opening: [{ paragraph: [{ link: { href: 'more.html', content: [{ text: 'more' }] } }] }] };
             await new Promise((done) => el.addEventListener('ce-ready', done, { once: true }))",
            json!([]),
        )
        .await;
        let more: Value = page.ask("return one('.section a').href === new URL('more.html', location.href).href", json!([])).await;
        assert_eq!(more, true);
    })
    .await;
}

/// True if a field has the focus and its text is selected; also returns the text.
const SELECTED: &str = "(() => { const field = root.activeElement; return field?.id === args[0] && field.readOnly && field.selectionStart === 0 && field.selectionEnd === field.value.length && field.value.length > 0; })()";

#[tokio::test]
async fn where_nothing_may_be_saved_or_copied_the_text_is_there_to_be_selected() {
    journey(Options::default(), async |page| {
        page.load("fixtures/sandbox/").await;
        page.enter_frame().await;
        let button = |words: &str| format!("shown('button').find((button) => button.textContent.trim() === '{words}').click()");
        page.ask("const field = one('#text-'); field.value = 'Written in a sandbox.'; field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
            one('.discussion > .composer .primary').click()", json!([])).await;
        page.until("el.state.comments === 1", json!([])).await;
        for (words, begins) in [("Export", "{\"format\":\"circle-essay-discussion/1\""), ("Export as Markdown", "# "), ("Export as CSV", "id,")] {
            page.ask(&button(words), json!([])).await;
            page.until(&format!("{SELECTED} && root.activeElement.value.replace(/^\\uFEFF/, '').startsWith(args[1]) && root.activeElement.value.includes('Written in a sandbox.')"), json!(["export-text", begins])).await;
            let told = "return [one('label[for=export-text]').textContent, one('.essay > [role=status]').textContent.trim()]";
            let sentence = "If no file has come, the browser lets this page save none. Copy what would be in it:";
            assert_eq!(page.ask(told, json!([])).await, json!([sentence, sentence]), "{words}");
        }
        page.ask("one('#export-text').closest('.question').querySelector('button').click()", json!([])).await;
        page.until("!one('#export-text') && root.activeElement?.id === 'export-button'", json!([])).await;
        // The circle is exported as a picture in two formats, and as text.
        page.ask("one('.exports').open = true", json!([])).await;
        for (words, begins) in [("Save picture", "<svg"), ("Save as PNG", "<svg"), ("Copy as text", "")] {
            page.ask(&button(words), json!([])).await;
            page.until(&format!("{SELECTED} && root.activeElement.value.startsWith(args[1]) && root.activeElement.value.startsWith('<') === !!args[1]"), json!(["circle-text", begins])).await;
            page.ask("root.activeElement.blur()", json!([])).await;
        }
        assert_eq!(page.ask("return one('.handed').textContent", json!([])).await, "The browser does not let this page copy. Here is the text:");
        // The address bar does not have this link.
        page.ask("one('[data-copy=common-ground]').click()", json!([])).await;
        page.until(SELECTED, json!(["link-text"])).await;
        let link = page.ask("return [one('#link-text').value === location.href.split('#')[0] + '#common-ground', one('label[for=link-text]').textContent]", json!([])).await;
        assert_eq!(link, json!([true, "The browser does not let this page copy. Here is the link:"]));
        page.ask("one('#link-text').closest('.question').querySelector('button').click()", json!([])).await;
        page.until("!one('#link-text') && root.activeElement?.dataset.copy === 'common-ground'", json!([])).await;
        // A frame that cannot see its sandbox, or whose sandbox has an origin, knows no more.
        page.leave_frame().await;
        for (sandbox, offers) in [(Some("allow-scripts allow-same-origin"), true), (Some("allow-scripts allow-same-origin allow-downloads"), false), (None, false)] {
            page.ask("const frame = document.querySelector('iframe'), other = frame.cloneNode();
                if (args[0] === null) other.removeAttribute('sandbox'); else other.setAttribute('sandbox', args[0]);
                frame.replaceWith(other)", json!([sandbox])).await;
            page.enter_frame().await;
            page.ask("HTMLAnchorElement.prototype.click = function () { window.saved = this.download; }", json!([])).await;
            page.ask(&button("Export"), json!([])).await;
            page.until("window.saved === 'trust-discussion.json'", json!([])).await;
            page.ask("await new Promise((done) => setTimeout(done))", json!([])).await;
            assert_eq!(page.ask("return !!one('#export-text')", json!([])).await, offers, "{sandbox:?}");
            page.leave_frame().await;
        }
    })
    .await;
}
