//! One reader with several tabs, and several elements on one page.

use super::{focused, name_and_post, post};
use e2e::discussion::TAKE_IN;
use e2e::{Options, journey};
use serde_json::json;

#[tokio::test]
async fn what_one_tab_posts_the_other_shows_at_once_as_the_readers_own() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let first = page.new_tab().await;
        page.open("").await;
        let comment = post(&page, "Posted in the second tab.").await;
        let second = page.turn_to(&first).await;
        page.until("one('#comment-' + args[0])?.textContent.includes('Posted in the second tab.')", json!([comment]))
            .await;
        let own = "return [!!one('#delete-' + args[0]), all('.new').length]";
        assert_eq!(page.ask(own, json!([comment])).await, json!([true, 0]));
        page.click(&format!("one('#delete-{comment}')")).await;
        page.until("el.state.comments === 0", json!([])).await;
        page.turn_to(&second).await;
        page.until("el.state.comments === 0 && !one('#comment-' + args[0])", json!([comment])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn two_tabs_keep_different_drafts_for_one_place() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let first = page.new_tab().await;
        page.open("").await;
        page.click("one('#text-')").await;
        page.write("The second tab's words").await;
        page.turn_to(&first).await;
        page.click("one('#text-')").await;
        page.write("The first tab's words").await;
        let both = "JSON.stringify((await stored('drafts')).map((draft) => draft.text).sort()) === args[0]";
        page.until(both, json!([r#"["The first tab's words","The second tab's words"]"#])).await;
        // Changes to one discussion do not affect the other.
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1", json!([])).await;
        page.until(both, json!([r#"["The second tab's words"]"#])).await;
    })
    .await;
}

#[tokio::test]
async fn what_another_tab_takes_in_leaves_the_reader_who_types_where_they_are() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // These rows are few enough to be rendered together with those that follow.
        let head = post(&page, "Answered here, and above this by hundreds.").await;
        page.click(&format!("one('#open-{head}')")).await;
        focused(&page, &format!("text-{head}")).await;
        page.write("Half a thou").await;
        let first = page.new_tab().await;
        page.open("").await;
        // Older entries stand above, and too many of them to fit into the part of the list that holds the field.
        page.ask(TAKE_IN, json!([500, false])).await;
        page.turn_to(&first).await;
        page.until("el.state.comments === 501", json!([])).await;
        page.until("root.activeElement?.id === args[0]", json!([format!("text-{head}")])).await;
        page.write("ght").await;
        assert_eq!(page.ask("return root.activeElement.value", json!([])).await, json!("Half a thought"));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn two_elements_of_one_page_show_one_discussion() {
    journey(Options::default(), async |page| {
        page.open("fixtures/two/").await;
        page.ask("window.other = document.querySelector('#second'); await other.exportDiscussion('json'); other.setAttribute('discussion-id', 'trust')", json!([])).await;
        let comment = post(&page, "Posted in the first element.").await;
        page.until("other.state.comments === 1 && !!other.shadowRoot.querySelector('#delete-' + args[0])", json!([comment])).await;
        page.click("other.shadowRoot.querySelector('#text-')").await;
        page.until("other.shadowRoot.activeElement?.id === 'text-'", json!([])).await;
        page.write("And in the second.").await;
        page.click("other.shadowRoot.querySelector('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 2 && all('.entry-words').at(-1).textContent === 'And in the second.'", json!([])).await;
        page.click(&format!("one('#open-{comment}')")).await;
        focused(&page, &format!("text-{comment}")).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn deleting_everything_here_leaves_what_was_written_elsewhere_the_readers_own() {
    journey(Options::default(), async |page| {
        page.open("fixtures/two/").await;
        page.ask("window.other = document.querySelector('#second'); await other.exportDiscussion('json'); other.setAttribute('discussion-id', 'elsewhere')", json!([])).await;
        name_and_post(&page, "Ann", "Posted here.").await;
        page.click("other.shadowRoot.querySelector('#text-')").await;
        page.until("other.shadowRoot.activeElement?.id === 'text-'", json!([])).await;
        page.write("Posted elsewhere.").await;
        page.click("other.shadowRoot.querySelector('.discussion > .composer .primary')").await;
        page.until("other.state.comments === 1", json!([])).await;
        let erase = async || {
            page.click("one('#erase-button')").await;
            page.click("all('#erase button').find((button) => button.textContent === 'Yes, delete everything')").await;
            page.until("el.state.comments === 0 && (await stored('events')).every((record) => record.discussion === 'elsewhere')", json!([])).await;
        };
        erase().await;
        // The name is forgotten, but the author of comments elsewhere is not.
        let me = "const id = (await stored('events'))[0]?.event.author.id;
            return (await stored('people')).filter((known) => known.key === 'me').map((me) => [me.id === id, me.name])";
        page.until(&format!("JSON.stringify(await (async () => {{ {me} }})()) === '[[true,\"\"]]'"), json!([])).await;
        // It is still so after another post here.
        post(&page, "Posted here once more.").await;
        page.reload().await;
        page.ask("window.other = document.querySelector('#second'); await other.exportDiscussion('json'); other.setAttribute('discussion-id', 'elsewhere')", json!([])).await;
        page.until("other.state.comments === 1 && !!other.shadowRoot.querySelector('.entry-actions [id^=delete-]')", json!([])).await;
        assert_eq!(page.ask("return one('#name-').value", json!([])).await, "");
        // If nothing is left elsewhere, the author is forgotten too.
        page.ask("await new Promise((done) => {
            const open = indexedDB.open('circle-essay');
            open.onsuccess = () => {
                const transaction = open.result.transaction('events', 'readwrite');
                transaction.objectStore('events').delete(IDBKeyRange.bound(['elsewhere'], ['elsewhere', []]));
                transaction.oncomplete = () => { open.result.close(); done(); };
            };
        })", json!([])).await;
        erase().await;
        page.until("(await stored('people')).every((known) => known.key !== 'me')", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Opens ten pages of the essay in one, since ten windows of one browser are slow to drive. To the widget they are
/// tabs: each has its own code, its own connection to the database, and its own channel.
const TEN: &str = "
    window.frames10 = Array.from({ length: 10 }, () => {
        const frame = document.createElement('iframe');
        frame.src = '/probed/';
        document.body.append(frame);
        return frame;
    });
    await Promise.all(frames10.map((frame) => new Promise((done) => frame.onload = done)));
    window.elements = frames10.map((frame) => frame.contentDocument.querySelector('circle-essay'));";

/// Posts five comments in each of them, one as soon as the one before is saved, in all ten at the same time.
const POST_FIFTY: &str = "
    const frame = () => new Promise((done) => setTimeout(done));
    elements.forEach(async (element, number) => {
        const within = element.shadowRoot;
        for (let count = 1; count <= 5; count++) {
            const field = within.querySelector('#text-');
            field.value = `Tab ${number}, comment ${count}`;
            field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
            await frame();
            field.form.requestSubmit();
            while (within.querySelector('#text-').value !== '') await frame();
        }
    })";

#[tokio::test]
async fn ten_tabs_that_post_at_the_same_time_lose_nothing() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask(TEN, json!([])).await;
        page.ask("await Promise.all(elements.map((element) => element.exportDiscussion('json')))", json!([])).await;
        page.ask(POST_FIFTY, json!([])).await;
        page.until("[el, ...elements].every((element) => element.state.comments === 50)", json!([])).await;
        let stored = "const events = (await stored('events')).map((record) => record.event);
            return [events.length, new Set(events.map((event) => event.text)).size, new Set(events.map((event) => event.author.id)).size, (await stored('drafts')).length]";
        assert_eq!(page.ask(stored, json!([])).await, json!([50, 50, 1, 0]));
        // The author can edit all of them.
        page.reload().await;
        page.until("el.state.comments === 50 && all('.entry-actions [id^=delete-]').length === 50", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
