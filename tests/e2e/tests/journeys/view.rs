//! The circle alone, and the ways to it.

use e2e::{Options, journey};
use serde_json::json;

#[tokio::test]
async fn the_circle_alone_fits_its_box_and_the_draft_stays() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.exportDiscussion(); const field = one('.composer textarea'); field.value = 'Half a thought'; field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))", json!([])).await;
        page.ask("Object.assign(el.style, { display: 'block', inlineSize: '400px', blockSize: '400px' }); el.setAttribute('view', 'circle')", json!([])).await;
        let seen = "const box = el.getBoundingClientRect(), inside = (e) => { const its = e.getBoundingClientRect(); return its.top >= box.top - 1 && its.bottom <= box.bottom + 1 && its.left >= box.left - 1 && its.right <= box.right + 1; };
            const essay = one('.essay'), parts = ['.choice', '.picture svg', '.control', '.card-sentence'].flatMap((selector) => shown(selector));
            return [shown('.section > .paragraph').length, shown('.discussion').length, shown('.head').length, parts.length > 6, parts.filter((e) => !inside(e)).length, essay.scrollHeight <= essay.clientHeight]";
        assert_eq!(page.ask(seen, json!([])).await, json!([0, 0, 0, true, 0, true]));
        page.click("one('[data-act=next]')").await;
        page.until("el.state.step === 1", json!([])).await;
        assert_eq!(page.ask(seen, json!([])).await, json!([0, 0, 0, true, 0, true]));
        page.ask("el.removeAttribute('view'); el.removeAttribute('style')", json!([])).await;
        page.until("shown('.section > .paragraph').length > 10 && one('.composer textarea').value === 'Half a thought'", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_frame_that_asks_for_the_circle_has_no_scroll_bar_and_keeps_its_height() {
    journey(Options::default(), async |page| {
        page.open("embed.html?view=circle&circle=england&step=2").await;
        page.until("el.state.circle === 'england' && el.state.step === 2", json!([])).await;
        let fits = "const page = document.documentElement; return [page.scrollHeight <= innerHeight, page.scrollWidth <= innerWidth, shown('.picture').length]";
        assert_eq!(page.ask(fits, json!([])).await, json!([true, true, 1]));
        // A page around it that asks for its height is told nothing.
        let told = "const told = []; addEventListener('message', ({ data }) => data.circleEssayHeight && told.push(data)); parent.postMessage({ circleEssay: 'height' }, '*'); await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); return told.length";
        assert_eq!(page.ask(told, json!([])).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_head_and_the_contents_lead_to_the_circle_and_the_discussion() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.click("one('.head-ring')").await;
        page.until("location.hash === '#the-circle' && root.activeElement?.id === 'circle-title'", json!([])).await;
        page.ask("scrollTo(0, 0); one('.contents summary').click()", json!([])).await;
        page.click("one('.contents a[href=\"#the-discussion\"]')").await;
        page.until("location.hash === '#the-discussion' && root.activeElement?.id === 'discussion-title'", json!([]))
            .await;
        page.ask("history.back()", json!([])).await;
        page.until(
            "location.hash === '#the-circle' && one('#circle-title').getBoundingClientRect().top < innerHeight",
            json!([]),
        )
        .await;
        assert_eq!(
            page.ask("return one('.head-ring').getAttribute('aria-label')", json!([])).await,
            "To the circle: Two circles, one loop"
        );
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
