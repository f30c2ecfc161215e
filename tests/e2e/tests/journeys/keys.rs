//! Keys: typing in a field stays there, the keys of the element are not the page's, and an input method keeps its own
//! keys.

use e2e::discussion::{SHIPPED, TAKE_IN};
use e2e::{Engine, Options, Page, journey, keys};
use serde_json::{Value, json};

/// A page with one-key shortcuts that checks the target only, and that records all key and input events.
const SHORTCUTS: &str = "
    const field = document.createElement('input');
    field.id = 'q';
    field.ariaLabel = 'search';
    document.body.prepend(field);
    window.heard = [];
    for (const name of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste', 'copy', 'cut'])
        document.addEventListener(name, (event) => {
            if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
            heard.push(name + ' ' + (event.key ?? ''));
            if (name == 'keydown' && (event.key == 's' || event.ctrlKey && event.key == 'k')) {
                event.preventDefault();
                field.focus();
            }
        });";

/// Opens the page with all fields: those of a new comment, of a reply and of an edit, the search, and the reason of a
/// start.
async fn with_fields(page: &Page) -> String {
    page.open("").await;
    page.ask(TAKE_IN, json!([10, false])).await;
    // The list grows by rows as time permits, and everything below it moves meanwhile.
    page.until("all('.entry').length === args[0]", json!([10 + SHIPPED])).await;
    page.click("one('#text-')").await;
    page.write("Mine").await;
    page.click("one('.discussion > .composer .primary')").await;
    page.until("el.state.comments === 11 && one('#text-').value === ''", json!([])).await;
    let id = page.ask("return ceEvents.findLast(({ name }) => name === 'comment').detail.id", json!([])).await;
    let id = id.as_str().unwrap_or_default().to_owned();
    page.until("!!one(args[0])", json!([format!("[id='open-edit:{id}']")])).await;
    // The page goes to the comment and comes to rest there.
    page.until("root.activeElement?.id === args[0]", json!([format!("comment-{id}")])).await;
    page.run(SHORTCUTS).await;
    id
}

/// Moves the focus to the field for the name.
async fn to_name(page: &Page) {
    page.ask("one('input[autocomplete=nickname]') ?? shown('.who .quiet').at(-1).click()", json!([])).await;
    page.until("!!one('input[autocomplete=nickname]')", json!([])).await;
    page.ask("one('input[autocomplete=nickname]').focus(); one('input[autocomplete=nickname]').value = ''", json!([]))
        .await;
}

/// Presses a button, and returns the fields that are there then.
async fn open(page: &Page, button: Option<String>) {
    if let Some(id) = button {
        page.click(&format!("root.getElementById('{id}')")).await;
        page.until("root.activeElement?.tagName === 'TEXTAREA'", json!([])).await;
    }
    page.ask("heard.length = 0", json!([])).await;
}

#[tokio::test]
async fn what_is_typed_into_a_field_reaches_no_shortcut_of_the_page() {
    journey(Options::default(), async |page| {
        let id = with_fields(&page).await;
        let fields = [
            (None, "one('#text-')"),
            (None, "one('#start-reason')"),
            (Some("open-captors".to_owned()), "one('#text-captors')"),
            (Some(format!("open-edit:{id}")), "root.activeElement"),
            (None, "one('.tools input')"),
        ];
        for (button, field) in fields {
            let is_given = button.is_some();
            open(&page, button).await;
            if !is_given {
                page.click(field).await;
            }
            page.ask("root.activeElement.value = ''; heard.length = 0", json!([])).await;
            page.write("first class").await;
            for key in ['k', 'b', 'a'] {
                page.chord([keys::CONTROL], key).await;
            }
            page.press(keys::LEFT).await;
            page.press(keys::HOME).await;
            let seen = page.ask("return [root.activeElement?.value, heard]", json!([])).await;
            assert_eq!(seen, json!(["first class", []]), "{field}");
        }
        to_name(&page).await;
        page.ask("heard.length = 0", json!([])).await;
        page.write("Miss S").await;
        assert_eq!(page.ask("return [root.activeElement?.value, heard]", json!([])).await, json!(["Miss S", []]));
        // A select box takes letters, too.
        page.ask("one('.tools select').focus(); heard.length = 0", json!([])).await;
        page.write("n").await;
        assert_eq!(page.ask("return [root.activeElement?.tagName, heard]", json!([])).await, json!(["SELECT", []]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_the_element_acts_on_is_not_the_pages_and_all_else_is() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.run(SHORTCUTS).await;
        let heard = async || page.ask("return heard.splice(0).filter((one) => one.startsWith('key'))", json!([])).await;
        // Keys step the circle, and keys press a button.
        page.ask("await el.goTo('finland', 1); one('[data-act=next]').focus()", json!([])).await;
        for (key, step) in
            [(keys::RIGHT, 2), (keys::LEFT, 1), (keys::END, 8), (keys::HOME, 1), (keys::ENTER, 2), (' ', 3)]
        {
            page.press(key).await;
            page.until("el.state.step === args[0]", json!([step])).await;
        }
        assert_eq!(heard().await, json!([]));
        // The arrow keys up and down belong to the page, and so does every letter.
        page.press(keys::DOWN).await;
        page.press('x').await;
        let keys_told = ["keydown ArrowDown", "keyup ArrowDown", "keydown x", "keypress x", "keyup x"];
        assert_eq!(heard().await, json!(keys_told));
        // The slider and the radio buttons have their own keys.
        for field in ["one('.slider')", "one('[name=circle-view]')"] {
            page.ask(&format!("{field}.focus()"), json!([])).await;
            page.press(keys::RIGHT).await;
            assert_eq!(heard().await, json!([]), "{field}");
            page.press('x').await;
            assert_eq!(heard().await.as_array().map(Vec::len), Some(3), "{field}");
        }
        // The page may still be scrolling after the key.
        let rests = "await new Promise((done) => { const top = scrollY; requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY === top))); })";
        page.until(rests, json!([])).await;
        // Escape closes a note. The next one closes nothing and belongs to the page.
        page.click("one('#note-ofsted summary')").await;
        page.until("el.state.openNotes.length === 1", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("el.state.openNotes.length === 0", json!([])).await;
        assert_eq!(heard().await, json!([]));
        page.press(keys::ESCAPE).await;
        page.until("heard.length > 0", json!([])).await;
        assert_eq!(heard().await, json!(["keydown Escape", "keyup Escape"]));
        // The note is open elsewhere in the text.
        page.ask(
            "await el.openNote('ofsted'); one('#note-ofsted').scrollIntoView({ block: 'center', behavior: 'instant' })",
            json!([]),
        )
        .await;
        page.until("one('#note-ofsted').open", json!([])).await;
        page.ask("one('[id=common-ground]').focus({ preventScroll: true })", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("el.state.openNotes.length === 0", json!([])).await;
        assert_eq!(heard().await, json!([]));
        // The settings and the marks at the side of the text close as well.
        page.ask("one('#settings-button').focus()", json!([])).await;
        page.press(keys::ENTER).await;
        page.until("root.activeElement?.dataset.setting === 'theme'", json!([])).await;
        page.press(keys::ESCAPE).await;
        page.until("!one('#settings')", json!([])).await;
        page.ask("one('[data-copy=common-ground]').focus()", json!([])).await;
        page.press(keys::DOWN).await;
        page.until("root.activeElement?.dataset.copy === 'common-ground/1'", json!([])).await;
        assert_eq!(heard().await, json!([]));
        // Tab moves on wherever the focus is, and a page may trap it in a dialogue of its own.
        page.ask("one('#text-').focus()", json!([])).await;
        page.press(keys::TAB).await;
        page.until("root.activeElement?.id !== 'text-'", json!([])).await;
        assert_eq!(heard().await[0], "keydown Tab");
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Simulates an input method that takes a key at the focus: with the events of most browsers, of Safari at the end of a
/// word, and of old browsers.
const COMPOSE: &str = "
    const [key, ...held] = args, target = root.activeElement;
    for (const how of [{ isComposing: true, keyCode: 13 }, { keyCode: 229 }, { isComposing: true, keyCode: 229 }])
        for (const name of ['keydown', 'keyup'])
            target.dispatchEvent(new KeyboardEvent(name, { key, code: key, ...how, ...Object.fromEntries(held.map((name) => [name, true])), bubbles: true, composed: true, cancelable: true }));
    await new Promise((done) => setTimeout(done));
    return root.activeElement === target";

#[tokio::test]
async fn no_key_of_an_input_method_posts_closes_or_steps() {
    journey(Options::default(), async |page| {
        let id = with_fields(&page).await;
        page.ask("heard.length = 0", json!([])).await;
        for (button, place) in
            [(None, String::new()), (Some("open-captors".to_owned()), "captors".to_owned()), (Some(format!("open-edit:{id}")), format!("edit-{id}"))]
        {
            open(&page, button.clone()).await;
            if button.is_none() {
                page.click("one('#text-')").await;
            }
            page.write("にほ").await;
            for held in [json!(["Enter", "ctrlKey"]), json!(["Enter", "metaKey"]), json!(["Enter"]), json!(["Escape"])] {
                assert_eq!(page.ask(COMPOSE, held.clone()).await, true, "{place} {held}");
            }
            let seen = page.ask("return [el.state.comments, root.activeElement.value.endsWith('にほ'), heard]", json!([])).await;
            assert_eq!(seen, json!([11, true, []]), "{place}");
        }
        // In a field of one line, Enter would send the form.
        to_name(&page).await;
        if page.engine() == Engine::Chromium {
            // These are the browser's own events.
            page.cdp("Input.imeSetComposition", json!({"text": "に", "selectionStart": 1, "selectionEnd": 1})).await;
            for modifiers in [0, 2] {
                for kind in ["keyDown", "keyUp"] {
                    let enter = json!({"type": kind, "key": "Enter", "code": "Enter", "text": if kind == "keyDown" && modifiers == 0 { "\r" } else { "" },
                        "windowsVirtualKeyCode": 13, "modifiers": modifiers});
                    page.cdp("Input.dispatchKeyEvent", enter).await;
                }
            }
        }
        assert_eq!(page.ask(COMPOSE, json!(["Enter"])).await, true);
        assert_eq!(page.ask("return [el.state.comments, heard]", json!([])).await, json!([11, []]));
        // A panel stays open, a note does too, and the circle stays where it is.
        page.ask("one('#settings-button').click()", json!([])).await;
        page.until("root.activeElement?.dataset.setting === 'theme'", json!([])).await;
        page.ask(COMPOSE, json!(["Escape"])).await;
        page.ask("await el.openNote('ofsted'); await el.goTo('finland', 2); one('#note-ofsted summary').focus()", json!([])).await;
        page.ask(COMPOSE, json!(["Escape"])).await;
        page.ask("one('[data-act=next]').focus()", json!([])).await;
        for key in ["ArrowRight", "ArrowLeft", "Home", "End"] {
            page.ask(COMPOSE, json!([key])).await;
        }
        let after: Value = page.ask("return [!!one('#settings'), el.state.openNotes, el.state.step, el.state.comments]", json!([])).await;
        assert_eq!(after, json!([true, ["ofsted"], 2, 11]));
        // Without an input method, the key does what it did.
        page.click("one('#text-')").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 12", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
