//! Names that imitate another author's, and comments that try to be more than text.

use super::{export, name_and_post, post};
use e2e::{Options, journey};
use serde_json::json;

#[tokio::test]
async fn a_name_that_looks_like_anothers_is_marked() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let mine = name_and_post(&page, "Ada", "Mine.").await;
        // The name has a Cyrillic А, and comes later than the comments that were written here.
        let other = export(&[("zz-other", "Not mine."), ("zz-third", "Neither.")]);
        let other = other.replacen("\"Bo\"", "\"\u{410}da\"", 1).replacen("\"somebody\"", "\"another\"", 1);
        page.ask("await el.importDiscussion(args[0])", json!([other])).await;
        page.until("el.state.comments === 3", json!([])).await;
        let marks = "return args.map((id) => one('#comment-' + id + ' .doubtful')?.textContent ?? null)";
        assert_eq!(
            page.ask(marks, json!([mine, "zz-other", "zz-third"])).await,
            json!([null, "looks like another name here", null])
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_that_is_typed_turns_the_text_around_it() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let set = "const field = one(args[0]); field.value = args[1]; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))";
        // Keyboards have no such keys, but readers may paste the characters.
        page.ask(set, json!(["#name-", "\u{202e}adA\u{202c}\u{200b}"])).await;
        page.ask(set, json!(["#text-", "One \u{202e}two\u{202c} \u{2066}three\u{2069}."])).await;
        page.click("one('.discussion > .composer .primary')").await;
        page.until("el.state.comments === 1", json!([])).await;
        let shown = "const entry = all('.entry').at(-1);
            return [entry.querySelector('.entry-name').textContent, entry.querySelector('.entry-words').textContent, (await stored('events'))[0].event.author.name]";
        assert_eq!(page.ask(shown, json!([])).await, json!(["adA", "One two three.", "adA"]));
    })
    .await;
}

#[tokio::test]
async fn a_comment_is_text_and_its_links_are_nobodys_word() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let text = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](https://example.org/y) https://example.org/z";
        let comment = post(&page, text).await;
        let words = "const words = one('#comment-' + args[0] + ' .entry-words');
            return [words.textContent, words.querySelectorAll('img').length, [...words.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.rel])]";
        let rel = "nofollow ugc noopener";
        let seen = page.ask(words, json!([comment])).await;
        let shown = seen[0].as_str().unwrap_or_default();
        assert!(shown.starts_with("<img src=x onerror=alert(1)> [x](javascript:alert(1)) y"), "{shown}");
        assert_eq!(seen[1], 0);
        assert_eq!(seen[2], json!([["https://example.org/y", rel], ["https://example.org/z", rel]]));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
