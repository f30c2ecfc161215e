//! The essay in an iframe: embed.html, and embed.js in the page around it.

use e2e::{Options, Page, journey};
use serde_json::{Value, json};

/// Returns the server's own address, and the same under a name that is another site to browsers.
fn addresses() -> (String, String) {
    let own = e2e::variable("CE_BASE_URL").trim_end_matches('/').to_owned();
    let other = own.replace("127.0.0.1", "localhost");
    assert_ne!(own, other);
    (own, other)
}

/// Returns the size that the page around gives to the first frame.
async fn given(page: &Page) -> Value {
    page.ask("return document.querySelector('iframe').clientHeight", json!([])).await
}

/// Returns the height of the essay within the frame, whether it fits, and whether a scrollbar takes room.
const INSIDE: &str = "const html = document.documentElement;
    return [Math.ceil(html.getBoundingClientRect().height), html.scrollHeight <= innerHeight, innerWidth === html.clientWidth]";

/// Waits within the frame until the essay has exactly the room that it needs, and returns the size. Ends in the page
/// around.
async fn fits(page: &Page) -> Value {
    let whole = "(() => { const html = document.documentElement; return Math.ceil(html.getBoundingClientRect().height) === innerHeight })()";
    page.until(whole, json!([])).await;
    let inside = page.ask(INSIDE, json!([])).await;
    assert_eq!([&inside[1], &inside[2]], [true, true]);
    page.leave_frame().await;
    assert_eq!(given(page).await, inside[0]);
    inside[0].clone()
}

async fn sized(page: &Page, folder: &str) {
    page.ask("show(args[0])", json!([folder])).await;
    page.until("told.length > 0", json!([])).await;
    page.enter_frame().await;
    let first = fits(page).await;
    assert_eq!(page.ask("return told", json!([])).await, json!([first]), "the first height was not the last");

    // The frame grows when something opens, and shrinks again.
    page.enter_frame().await;
    page.ask("el.openNote('ofsted')", json!([])).await;
    page.until("one('#note-ofsted').open", json!([])).await;
    let open = fits(page).await;
    assert!(open.as_u64() > first.as_u64(), "{open} {first}");
    page.enter_frame().await;
    page.ask("el.closeNote('ofsted')", json!([])).await;
    page.until("!one('#note-ofsted').open", json!([])).await;
    assert_eq!(fits(page).await, first);

    // A frame that is not displayed keeps its height, and gets a new one when it is displayed at another width.
    let told = page.ask("return told.length", json!([])).await;
    page.ask(
        "const frame = document.querySelector('iframe');
        frame.style.display = 'none';
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        if (frame.style.height !== args[0] + 'px') throw new Error(frame.style.height);
        frame.width = 340;
        frame.style.display = '';",
        json!([first]),
    )
    .await;
    page.until("told.length > args[0] && told.at(-1) > args[1]", json!([told, first])).await;
    page.enter_frame().await;
    fits(page).await;
}

/// Posts within a frame. Drivers disagree on the pointer's position in a frame that is higher than the window.
async fn post(page: &Page, text: &str) {
    page.ask(
        "const field = one('#text-');
        field.value = args[0];
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        one('.discussion > .composer .primary').click();",
        json!([text]),
    )
    .await;
    page.until("el.state.comments === 1", json!([])).await;
}

#[tokio::test]
async fn a_frame_is_as_high_as_its_essay() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        sized(&page, "/probed/").await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_frame_of_another_site_is_sized_and_keeps_what_is_written_in_it() {
    journey(Options::default(), async |page| {
        let (own, other) = addresses();
        page.load_from(&other, "fixtures/host/").await;
        sized(&page, &format!("{own}/shared/probed/")).await;
        // Browsers may partition a third party's storage by site, but they keep it.
        page.enter_frame().await;
        post(&page, "Written in a frame.").await;
        page.leave_frame().await;
        page.load_from(&other, "fixtures/host/").await;
        page.ask("show(args[0])", json!([format!("{own}/shared/probed/")])).await;
        page.until("told.length > 0", json!([])).await;
        page.enter_frame().await;
        page.until("el.state.comments === 1", json!([])).await;
        assert_eq!(page.ask("return ceProbe", json!([])).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn the_first_height_is_the_last_whatever_the_query_asks_for() {
    journey(Options::default(), async |page| {
        for query in
            ["?src=essays/trust.json", "?circle=england&step=2&heading-level=3", "?discussion=off", "?src=nowhere.json"]
        {
            page.load("fixtures/host/").await;
            page.ask("show('/probed/', args[0])", json!([query])).await;
            page.until("told.length > 0", json!([])).await;
            page.enter_still_frame().await;
            page.until("['ready', 'failed'].includes(el.state.status)", json!([])).await;
            let first = fits(&page).await;
            assert_eq!(page.ask("return told", json!([])).await, json!([first]), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_frame_that_may_not_grow_scrolls() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        page.ask("show('/probed/'); document.querySelector('iframe').style.maxHeight = '400px'", json!([])).await;
        page.until("told.length > 0", json!([])).await;
        page.enter_frame().await;
        page.until("getComputedStyle(document.documentElement).overflow === 'visible'", json!([])).await;
        assert_eq!(page.ask("return innerHeight", json!([])).await, 400);
        page.leave_frame().await;
        // The scrollbar disappears once the frame may grow, and comes back when it may not.
        page.ask("document.querySelector('iframe').style.maxHeight = ''", json!([])).await;
        page.enter_frame().await;
        page.until("getComputedStyle(document.documentElement).overflow === 'hidden'", json!([])).await;
        fits(&page).await;
        page.ask("document.querySelector('iframe').style.maxHeight = '500px'", json!([])).await;
        page.enter_frame().await;
        page.until("getComputedStyle(document.documentElement).overflow === 'visible'", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn strangers_are_not_heard_and_not_told() {
    journey(Options::default(), async |page| {
        page.load("fixtures/host/").await;
        page.ask("show('/probed/')", json!([])).await;
        page.until("told.length > 0", json!([])).await;
        page.enter_frame().await;
        let height = fits(&page).await;
        // The page itself, a frame beside and a frame of another site each claim a height and ask for one.
        page.ask(
            "postMessage({ circleEssayHeight: 11 }, '*');
            window.asked = stranger(`parent.postMessage({ circleEssayHeight: 12 }, '*'); parent.frames[0].postMessage({ circleEssay: 'height' }, '*')`)",
            json!([]),
        )
        .await;
        page.until("told.includes(11) && told.includes(12)", json!([])).await;
        assert_eq!(given(&page).await, height);
        page.enter_frame().await;
        page.ask("el.openNote('ofsted')", json!([])).await;
        page.until("one('#note-ofsted').open", json!([])).await;
        let open = fits(&page).await;
        assert!(open.as_u64() > height.as_u64());
        assert_eq!(page.ask("return asked.heard", json!([])).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_query_sets_the_essay_up() {
    journey(Options::default(), async |page| {
        page.open("csp/embed.html?theme=dark&circle=england&step=2&discussion=off&lang=en&motion=reduced&onload=x").await;
        let seen = "return [el.getAttributeNames().sort(), el.state.circle, el.state.step, shown('.discussion').length,
            one('h1').textContent === document.title]";
        let names = ["circle", "discussion", "heading-level", "lang", "loading", "motion", "step", "theme"];
        assert_eq!(page.ask(seen, json!([])).await, json!([names, "england", 2, 0, true]));
        let ground = page.ask("return matchMedia('(prefers-color-scheme: dark)').matches || getComputedStyle(document.documentElement).backgroundColor", json!([])).await;
        page.open("csp/embed.html?theme=light").await;
        let light = page.ask("return getComputedStyle(document.documentElement).backgroundColor", json!([])).await;
        assert_ne!(ground, light);

        page.open("embed.html?src=fixtures/small.json").await;
        page.until("document.title === one('h1').textContent && document.title !== 'Somebody has to go first'", json!([])).await;
        assert_eq!(page.ask("return [el.id, document.querySelectorAll('[role=status]').length, all('.essay').length]", json!([])).await, json!(["", 0, 1]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn documents_of_other_origins_need_the_owners_word() {
    journey(Options::default(), async |page| {
        let (_, other) = addresses();
        let document = format!("{other}/shared/fixtures/small.json");
        for refused in [document.as_str(), "data:application/json,{}", "https://"] {
            page.open(&format!("embed.html?src={refused}")).await;
            let seen = "return [document.querySelector('main > [role=status]').textContent.includes('is shown'), one('h1').textContent, el.hasAttribute('src')]";
            assert_eq!(page.ask(seen, json!([])).await, json!([true, "Somebody has to go first", false]), "{refused}");
        }
        page.open(&format!("fixtures/allow/?allow={other}&src={document}")).await;
        page.until("one('h1, h2').textContent !== 'Somebody has to go first'", json!([])).await;
        assert_eq!(page.ask("return [el.src, document.querySelectorAll('[role=status]').length]", json!([])).await, json!([document, 0]));
        page.open(&format!("fixtures/allow/?allow=http://three.invalid&src={document}")).await;
        assert_eq!(page.ask("return el.src", json!([])).await, Value::Null);
    })
    .await;
}

/// Loads an example with a frame and uses it as readers do. Returns the state of the frame's element.
async fn read_step_open_and_post(page: &Page, path: &str) {
    page.load(&format!("probed/examples/{path}/")).await;
    page.enter_frame().await;
    assert_eq!(page.ask("return one('article[part]').innerText.split(/\\s+/).length >= 1400", json!([])).await, true);
    let step =
        page.ask("const { circle } = el.state; await el.next(); return [circle, el.state.step]", json!([])).await;
    let circle = if path == "sandboxed" { "england" } else { "finland" };
    assert_eq!(step, json!([circle, 1]));
    page.ask("await el.openNote('ofsted')", json!([])).await;
    page.until("one('#note-ofsted').open && el.state.openNotes.length === 1", json!([])).await;
    post(page, "Written in an example.").await;
    let height = fits(page).await;
    assert!(height.as_u64() > Some(3000), "{height}");
    // The frame covers and displaces nothing of the page around it.
    let below = "const frame = document.querySelector('iframe').getBoundingClientRect(), after = document.getElementById('after').getBoundingClientRect();
        return after.top >= frame.bottom && after.top - frame.bottom < 40 && document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(page.ask(below, json!([])).await, true);
}

#[tokio::test]
async fn the_example_in_a_frame_reads_steps_opens_and_posts() {
    journey(Options::default(), async |page| {
        read_step_open_and_post(&page, "iframe").await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_example_in_a_sandbox_keeps_comments_in_memory_and_says_so() {
    journey(Options::default(), async |page| {
        read_step_open_and_post(&page, "sandboxed").await;
        page.enter_frame().await;
        let notice = "shown('.discussion > .problem').some((problem) => problem.textContent.startsWith('Nothing can be stored in this browser'))";
        page.until(notice, json!([])).await;
        let export = page.ask("return await el.exportDiscussion('markdown')", json!([])).await;
        assert!(export.as_str().is_some_and(|export| export.contains("Written in an example.")), "{export}");
        assert_eq!(page.ask("return ceProbe", json!([])).await, json!([]));
    })
    .await;
}
