//! Reading a discussion: sorting, filtering, collapsing, searching, and links.

use super::{choose, entries, export, focused, post};
use e2e::{Options, Page, journey, keys};
use serde_json::{Value, json};

/// Returns whether an entry is listed. Collapsed entries are not.
async fn listed(page: &Page, id: &str) -> bool {
    page.ask("return !!one('#comment-' + args[0])", json!([id])).await == true
}

/// Returns the names of the top-level entries in list order.
async fn heads(page: &Page) -> Value {
    page.ask(
        "return all('.entry[data-level=\"1\"] > article').map((entry) => entry.id.replace('comment-', ''))",
        json!([]),
    )
    .await
}

#[tokio::test]
async fn entries_are_sorted_and_narrowed() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let comment = post(&page, "The last one.").await;
        let oldest = heads(&page).await;
        let count = oldest.as_array().map_or(0, Vec::len);
        assert_eq!((&oldest[0], &oldest[count - 1]), (&json!("captors"), &json!(comment)));
        choose(&page, "Newest first").await;
        page.until("one('.entry > article').id === 'comment-' + args[0]", json!([comment])).await;
        let newest: Vec<Value> = oldest.as_array().into_iter().flatten().rev().cloned().collect();
        assert_eq!(heads(&page).await, json!(newest));
        choose(&page, "Most replies first").await;
        page.until("one('.entry > article').id === 'comment-captors'", json!([])).await;
        choose(&page, "Mine").await;
        page.until("all('.entry').length === 1", json!([])).await;
        assert_eq!(entries(&page).await, json!([comment]));
        assert_eq!(page.ask("return one('[role=status]').textContent", json!([])).await, "Entries that fit: 1.");
        choose(&page, "Unread").await;
        page.until("all('.entry').length === 0 && one('.empty').textContent === 'No entry fits.'", json!([])).await;
        choose(&page, "All entries").await;
        choose(&page, "Oldest first").await;
        page.until("one('.entry > article').id === 'comment-captors' && all('.entry').length === 16", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

const FOLD: &str = "one('#comment-captors button[aria-expanded]')";

#[tokio::test]
async fn a_branch_is_folded_away_and_shown_again() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let state = format!(
            "const fold = {FOLD}; return [fold.textContent, fold.ariaExpanded ?? fold.getAttribute('aria-expanded')]"
        );
        assert_eq!(page.ask(&state, json!([])).await, json!(["Hide replies (3)", "true"]));
        page.ask(&format!("{FOLD}.focus()"), json!([])).await;
        page.press(keys::ENTER).await;
        page.until(&format!("{FOLD}.getAttribute('aria-expanded') === 'false'"), json!([])).await;
        assert_eq!(
            page.ask(&format!("return [{FOLD}.textContent, root.activeElement === {FOLD}]"), json!([])).await,
            json!(["Show replies (3)", true])
        );
        assert!(!listed(&page, "moral-courage").await && !listed(&page, "which-room").await);
        page.press(keys::ENTER).await;
        page.until("!!one('#comment-which-room')", json!([])).await;
        assert_eq!(page.ask(&state, json!([])).await, json!(["Hide replies (3)", "true"]));
    })
    .await;
}

/// True if a link has led to this entry: it is in view, marked and focused.
const LED: &str = "(() => {
    const entry = one('#comment-' + args[0]), box = entry?.getBoundingClientRect();
    return !!entry && box.bottom > 0 && box.top < innerHeight && root.activeElement === entry
        && entry.closest('.entry').dataset.marked !== undefined && all('.entry[data-marked]').length === 1;
})()";

#[tokio::test]
async fn a_link_leads_to_an_entry_wherever_it_is() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let first = post(&page, "The first.").await;
        let second = post(&page, "The second.").await;
        // On load, to what only storage knows.
        page.load("fixtures/two/").await;
        page.open(&format!("#comment-{first}")).await;
        page.until(LED, json!([first])).await;
        // By a click, and back.
        page.click(&format!("one('#comment-{second} a.entry-mark')")).await;
        page.until(LED, json!([second])).await;
        page.until("location.hash === '#comment-' + args[0]", json!([second])).await;
        page.back().await;
        page.until("location.hash === '#comment-' + args[0]", json!([first])).await;
        page.until(LED, json!([first])).await;
        // The entry is collapsed.
        page.click(FOLD).await;
        page.until("!one('#comment-which-room')", json!([])).await;
        page.ask("location.hash = '#comment-which-room'", json!([])).await;
        page.until(LED, json!(["which-room"])).await;
        // The entry is filtered out.
        choose(&page, "Mine").await;
        page.until("all('.entry').length === 2", json!([])).await;
        page.ask("location.hash = '#comment-captors'", json!([])).await;
        page.until(LED, json!(["captors"])).await;
        page.until("all('.tools select')[1].selectedIndex === 0", json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Imports comments by another author, each with its id, the id that it answers, and its text.
async fn import(page: &Page, comments: &[(&str, Option<&str>, &str)]) {
    let mut export: Value = serde_json::from_str(&export(&[])).expect("the export is no JSON");
    export["events"] = comments
        .iter()
        .map(|(id, parent, text)| {
            let author = json!({"id": "somebody", "name": "Bo"});
            json!({"id": id, "kind": "post", "parent": parent, "author": author, "anchor": null, "text": text, "time": 1_700_000_000_000_i64})
        })
        .collect();
    page.ask("await el.importDiscussion(args[0])", json!([export.to_string()])).await;
}

#[tokio::test]
async fn entries_of_others_are_new_until_they_are_read() {
    journey(Options::default(), async |page| {
        page.open("").await;
        post(&page, "Mine.").await;
        import(&page, &[("a", None, "One."), ("b", Some("a"), "Two."), ("c", None, "Three.")]).await;
        let next = "all('.tools button').find((button) => button.textContent.startsWith('Next unread'))";
        page.until(&format!("{next}?.textContent === 'Next unread (3)' && all('.new').length === 3"), json!([])).await;
        // While the unread ones are listed, the one that is being read stays.
        choose(&page, "Unread").await;
        page.until("all('.entry').length === 3", json!([])).await;
        page.click(next).await;
        page.until(LED, json!(["a"])).await;
        choose(&page, "All entries").await;
        page.until(&format!("{next}?.textContent === 'Next unread (2)' && all('.new').length === 2"), json!([])).await;
        page.click(next).await;
        page.until(LED, json!(["b"])).await;
        page.click(next).await;
        page.until(LED, json!(["c"])).await;
        page.until(&format!("!{next} && all('.new').length === 0"), json!([])).await;
        // An import that is undone leaves nothing unread.
        import(&page, &[("d", None, "Four.")]).await;
        page.until(&format!("{next}?.textContent === 'Next unread (1)'"), json!([])).await;
        page.click("one('#undo')").await;
        page.until(&format!("!{next} && !one('#comment-d')"), json!([])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_is_deeper_than_four_levels_says_whom_it_answers() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let chain = [("a", None, "1"), ("b", Some("a"), "2"), ("c", Some("b"), "3"), ("d", Some("c"), "4"), ("e", Some("d"), "5"), ("f", Some("e"), "6")];
        import(&page, &chain).await;
        let levels = "return ['d', 'e', 'f'].map((id) => one('#comment-' + id)).map((entry) =>
            [entry.closest('.entry').getAttribute('aria-level'), entry.closest('.entry').dataset.level, entry.textContent.includes('in reply to Bo')])";
        assert_eq!(page.ask(levels, json!([])).await, json!([["4", "4", false], ["5", "4", true], ["6", "4", true]]));
    })
    .await;
}

#[tokio::test]
async fn twenty_entries_can_be_searched() {
    journey(Options::default(), async |page| {
        page.open("").await;
        assert_eq!(page.ask("return all('input[type=search]').length", json!([])).await, 0);
        import(
            &page,
            &[
                ("a", None, "Zebras graze."),
                ("b", None, "A ZEBRA sleeps."),
                ("c", None, "Nothing."),
                ("d", None, "Nothing."),
                ("e", None, "Nothing."),
            ],
        )
        .await;
        page.until("all('input[type=search]').length === 1", json!([])).await;
        page.click("one('input[type=search]')").await;
        page.write("sleeps zebra").await;
        page.until("all('.entry').length === 1", json!([])).await;
        assert_eq!(entries(&page).await, json!(["b"]));
        assert_eq!(
            page.ask("return [root.activeElement.value, one('[role=status]').textContent]", json!([])).await,
            json!(["sleeps zebra", "Entries that fit: 1."])
        );
        page.chord([keys::CONTROL], 'a').await;
        page.write("zebra").await;
        page.until("all('.entry').length === 2", json!([])).await;
        page.chord([keys::CONTROL], 'a').await;
        page.press(keys::DELETE).await;
        page.until("all('.entry').length === 20", json!([])).await;
        focused(&page, "").await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
