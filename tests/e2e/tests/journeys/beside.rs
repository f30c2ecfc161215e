//! The ring beside the text, and the form of the circle at different widths.

use e2e::{LONG_LABELS, Options, Page, journey};
use serde_json::json;

/// Scrolls until the last element for `args[0]` lies above the reading line.
const READ: &str = "
    const passage = one(args[0]).getBoundingClientRect();
    scrollTo({ top: scrollY + passage.top - Math.round(innerHeight * .45) + 8, behavior: 'instant' });";

/// Properties that must not change when the ring marks another stage.
const REST: &str =
    "return [el.state, one('.essay > [role=status]').textContent, ceEvents.map((event) => event.name), scrollY]";

async fn read(page: &Page, selector: &str) {
    page.ask(READ, json!([selector])).await;
}

#[tokio::test]
async fn the_ring_beside_the_text_marks_what_is_read_and_nothing_else_happens() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.resize(1300, 1000).await;
        read(&page, "a[href=\"#finland/3\"]").await;
        let rest = page.ask(REST, json!([])).await;
        page.until(
            "shown('.beside [data-read] .number').map((number) => number.textContent).join() === '3'",
            json!([]),
        )
        .await;
        let places = "
            const host = el.getBoundingClientRect(), inside = (box) => box.left >= host.left && box.right <= host.right;
            const beside = shown('.beside, .beside *').filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
            const text = shown('.section .paragraph, .section h2').map((e) => e.getBoundingClientRect());
            const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const seen = (box) => box.top >= 0 && box.bottom <= innerHeight;
            return [beside.length > 20, beside.every(inside), beside.every(seen), text.length > 10,
                beside.filter((box) => text.some((other) => meet(box, other)))]";
        assert_eq!(page.ask(places, json!([])).await, json!([true, true, true, true, []]));
        assert_eq!(page.ask(REST, json!([])).await, rest);
        // The ring disappears where the circle itself is visible.
        read(&page, "#circle-title").await;
        page.until("shown('.beside svg').length === 0", json!([])).await;
        read(&page, "a[href=\"#england/2\"]").await;
        page.until(
            "shown('.beside [data-read] .number').map((number) => number.textContent).join() === '2'",
            json!([]),
        )
        .await;
        // It is hidden as well if there is no room.
        page.resize(900, 1000).await;
        page.until("shown('.beside').length === 0", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Returns the number of labels beside the ring, the numbers in it, the text in its middle, and the parts that leave
/// the element sideways. Parts for screen readers only have a box of one pixel.
const ROOM: &str = "
    // Closed notes have boxes too, and in WebKit hidden parts of a picture do as well.
    const seen = (selector) => shown(selector).filter((e) => e.checkVisibility()), host = el.getBoundingClientRect();
    const leaves = (box) => box.width > 1 && (box.left < host.left - .5 || box.right > host.right + .5);
    const outside = seen('*').filter((e) => [...e.getClientRects()].some(leaves)).map((e) => e.outerHTML.slice(0, 80));
    return [seen('.picture .label').length, seen('.picture .stage .number').length, seen('.hub-name').map((e) => e.textContent.replace(/\\s+/g, ' ')), outside,
        document.documentElement.scrollWidth <= innerWidth]";

#[tokio::test]
async fn text_twice_as_large_leaves_the_numbers_and_the_current_variable() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.resize(900, 1000).await;
        page.ask("await el.goTo('finland', 3)", json!([])).await;
        let name = "Strength of the professional culture ↑";
        assert_eq!(page.ask(ROOM, json!([])).await, json!([8, 8, [name], [], true]));
        page.ask("document.documentElement.style.fontSize = '32px'", json!([])).await;
        let current = json!([0, 8, [name], [], true]);
        assert_eq!(page.ask(ROOM, json!([])).await, current);
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Returns for each label whether the arrow of its movement stands left (-1) or right (1) of the rest of its line.
const SIDES: &str = "return shown('.picture .stage .label').map((label) => {
        const line = label.lastElementChild, text = line.textContent.replace('\u{200f}', '');
        // This measures single characters, since engines disagree on the box of a part of a text.
        const places = [...text].flatMap((letter, index) => (letter === ' ' ? [] : [[letter, line.getExtentOfChar(index)]]));
        const middle = (box) => box.x + box.width / 2, is_arrow = ([letter]) => letter === '↑' || letter === '↓';
        const [own] = places.filter(is_arrow).map(([, box]) => middle(box));
        const others = places.filter((place) => !is_arrow(place)).map(([, box]) => middle(box));
        return own < Math.min(...others) ? -1 : own > Math.max(...others) ? 1 : 0;
    })";

#[tokio::test]
async fn the_arrow_of_a_movement_stands_where_its_line_ends() {
    journey(Options::default(), async |page| {
        page.open("").await;
        for (lang, side) in [("en", 1), ("ar", -1)] {
            page.ask(&LONG_LABELS.replace("label: words", "label: words.slice(0, 12)"), json!([8, lang])).await;
            let there = "el.state.status === 'ready' && el.state.steps === 8 && one('article').lang === args[0]";
            page.until(there, json!([lang])).await;
            assert_eq!(page.ask(SIDES, json!([])).await, json!(vec![side; 8]), "{lang}");
        }
    })
    .await;
}
