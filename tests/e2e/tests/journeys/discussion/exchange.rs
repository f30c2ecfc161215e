//! Export, import and deletion of a discussion.

use super::{choose_in_script, export, focused, name_and_post, post};
use e2e::{Options, Page, journey, keys};
use serde_json::json;

const ADD: &str = "all('#import button').find((button) => button.textContent === 'Add the new ones')";

/// Waits until the preview of an import says this.
async fn previewed(page: &Page, words: &str) {
    page.until("one('#import p')?.textContent === args[0]", json!([words])).await;
    focused(page, "import").await;
}

#[tokio::test]
async fn an_export_that_is_imported_is_exported_byte_by_byte_the_same() {
    journey(Options::default(), async |page| {
        page.open("fixtures/two/").await;
        let comment = name_and_post(&page, "Ада \"A\"", "First, with “quotes”, ümlauts and 🎈.").await;
        page.click(&format!("one('#open-{comment}')")).await;
        focused(&page, &format!("text-{comment}")).await;
        page.write("An answer.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("el.state.comments === 2", json!([])).await;
        page.click(&format!("one('[id=\"open-edit:{comment}\"]')")).await;
        focused(&page, &format!("text-edit:{comment}")).await;
        page.chord([keys::CONTROL], keys::END).await;
        page.write(" Changed.").await;
        page.chord([keys::CONTROL], keys::ENTER).await;
        page.until("all('.versions').length === 1", json!([])).await;
        page.click(&format!("one('#delete-{comment}')")).await;
        page.until("el.state.comments === 1", json!([])).await;

        let exported = page.ask("return window.exported = await el.exportDiscussion()", json!([])).await;
        assert!(exported.as_str().is_some_and(|export| {
            export.starts_with(r#"{"format":"circle-essay-discussion/1","discussion":"trust","#)
        }));
        let copied = "const other = document.querySelector('#second');
            await other.exportDiscussion('json');
            const answer = await other.importDiscussion(exported);
            const name = (text) => text.replace('\"discussion\":\"second\"', '\"discussion\":\"trust\"');
            return [answer, name(await other.exportDiscussion()) === exported, await other.importDiscussion(exported)]";
        let all_known = json!({"added": 0, "known": 4, "refused": []});
        assert_eq!(
            page.ask(copied, json!([])).await,
            json!([{"added": 4, "known": 0, "refused": []}, true, all_known])
        );

        page.click("one('#erase-button')").await;
        page.click("all('#erase button')[0]").await;
        page.until("el.state.comments === 0", json!([])).await;
        let again = "return [await el.importDiscussion(exported), await el.exportDiscussion() === exported]";
        assert_eq!(page.ask(again, json!([])).await, json!([{"added": 4, "known": 0, "refused": []}, true]));
        // It stays so after a reload.
        page.reload().await;
        page.until("await el.exportDiscussion() === args[0]", json!([exported])).await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn exports_for_readers_and_spreadsheets_hold_what_was_written_and_no_formula() {
    journey(Options::default(), async |page| {
        page.open("").await;
        name_and_post(&page, "@Ada", "=1+1 \"quoted\", *plain*").await;
        let csv = page.ask("return await el.exportDiscussion('csv')", json!([])).await;
        let csv = csv.as_str().expect("there is no table").to_owned();
        assert!(csv.starts_with("id,parent,name,time,kind,anchor,text\r\n"), "{csv}");
        assert!(csv.contains(",'@Ada,") && csv.ends_with(",post,,\"'=1+1 \"\"quoted\"\", *plain*\"\r\n"), "{csv}");
        let markdown = page.ask("return await el.exportDiscussion('markdown')", json!([])).await;
        let markdown = markdown.as_str().expect("there is no text").to_owned();
        for part in ["# ", "@Ada", "=1+1 \"quoted\", \\*plain\\*"] {
            assert!(markdown.contains(part), "{markdown}");
        }
        let refused = page.ask("return await el.exportDiscussion('pdf').catch((fault) => fault.name)", json!([])).await;
        assert_eq!(refused, "RangeError");

        // The buttons pass the same data to files. Saving belongs to the browser, so it is intercepted here.
        page.ask(
            "window.saved = [];
             URL.createObjectURL = (blob) => { saved.push(blob); return 'blob:caught'; };
             HTMLAnchorElement.prototype.click = function () { saved.push(this.download); }",
            json!([]),
        )
        .await;
        for (button, format, name) in [
            ("Export", "json", "trust-discussion.json"),
            ("Export as Markdown", "markdown", "trust-discussion.md"),
            ("Export as CSV", "csv", "trust-discussion.csv"),
        ] {
            page.ask("saved.length = 0", json!([])).await;
            page.click(&format!("all('.keeping button').find((button) => button.textContent === '{button}')")).await;
            page.until("saved.length === 2", json!([])).await;
            let handed = "return [await saved[0].text() === await el.exportDiscussion(args[0]), saved[1]]";
            assert_eq!(page.ask(handed, json!([format])).await, json!([true, name]));
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_file_is_looked_at_added_and_taken_out_again() {
    journey(Options::default(), async |page| {
        page.open("").await;
        post(&page, "Mine.").await;
        let known = export(&[("known", "There already.")]);
        page.ask("await el.importDiscussion(args[0])", json!([known])).await;
        let spaced =
            export(&[("known", "There already."), ("new-1", "One."), ("new-2", "Two."), ("with space", "No.")]);
        let file = std::env::temp_dir().join(format!("circle-essay-import-{}.json", std::process::id()));
        std::fs::write(&file, spaced).expect("the file cannot be written");
        page.choose_file("one('input[type=file]')", &file).await;
        previewed(&page, "2 new, 1 known already, 1 refused.").await;
        assert_eq!(
            page.ask("return all('#import li').map((line) => line.textContent)", json!([])).await,
            json!(["Entry 4: Its \"id\" holds blanks or control characters."])
        );
        let there = "return [el.state.comments, (await stored('events')).length]";
        assert_eq!(page.ask(there, json!([])).await, json!([2, 2]));
        page.click("all('#import button').at(-1)").await;
        focused(&page, "import-button").await;
        assert_eq!(page.ask(there, json!([])).await, json!([2, 2]));
        // The same file can be chosen again.
        page.choose_file("one('input[type=file]')", &file).await;
        previewed(&page, "2 new, 1 known already, 1 refused.").await;
        page.click(ADD).await;
        focused(&page, "undo").await;
        assert_eq!(page.ask(there, json!([])).await, json!([4, 4]));
        assert_eq!(page.ask("return one('[role=status]').textContent", json!([])).await, "Entries added: 2.");
        page.press(keys::ENTER).await;
        page.until("el.state.comments === 2 && (await stored('events')).length === 2", json!([])).await;
        focused(&page, "discussion-title").await;
        std::fs::remove_file(&file).expect("the file cannot be removed");
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_file_is_read_as_editors_save_it() {
    journey(Options::default(), async |page| {
        page.open("").await;
        // A script may pass a text with its byte order mark.
        let marked = format!("\u{feff}{}", export(&[("marked", "Größe 🎈")]));
        let answer = page.ask("return await el.importDiscussion(args[0])", json!([marked])).await;
        assert_eq!(answer, json!({"added": 1, "known": 0, "refused": []}));
        let files = [
            ("utf-8", "['\\ufeff' + text]"),
            ("utf-8-crlf", "[text.replaceAll(',', ',\\r\\n') + '\\r\\n']"),
            ("utf-16le", "[Uint16Array.from(('\\ufeff' + text).split(''), (unit) => unit.charCodeAt())]"),
            ("utf-16le-bare", "[Uint16Array.from(text.split(''), (unit) => unit.charCodeAt())]"),
            ("utf-16be", "[Uint16Array.from(('\\ufeff' + text).split(''), (unit) => unit.charCodeAt() << 8 | unit.charCodeAt() >> 8)]"),
            ("utf-16be-bare", "[Uint16Array.from(text.split(''), (unit) => unit.charCodeAt() << 8 | unit.charCodeAt() >> 8)]"),
        ];
        for (index, (name, parts)) in files.into_iter().enumerate() {
            let words = format!("Größe 🎈 in {name}");
            let text = json!(export(&[(name, &words)]));
            choose_in_script(&page, &format!("((text) => {parts})({text})")).await;
            previewed(&page, "1 new, 0 known already, 0 refused.").await;
            page.click(ADD).await;
            page.until("el.state.comments === args[0]", json!([index + 2])).await;
            page.until("all('.entry-words').some((entry) => entry.textContent === args[0])", json!([words])).await;
        }
        // Spreadsheets recognize UTF-8 by the byte order mark.
        let keep = "window.saved = new Promise((done) => { URL.createObjectURL = (blob) => { done(blob.arrayBuffer()); return 'data:,'; }; });
            HTMLAnchorElement.prototype.click = () => {}";
        page.ask(keep, json!([])).await;
        page.click("all('.keeping button').find((button) => button.textContent === 'Export as CSV')").await;
        let bytes = page.ask("return [...new Uint8Array(await saved)].slice(0, 5)", json!([])).await;
        assert_eq!(bytes, json!([0xef, 0xbb, 0xbf, b'i', b'd']));
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_export_ends_in_a_sentence() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let files = [
            ("['{\"format\": ']", "The file is no export of a discussion ("),
            ("['['.repeat(10_000)]", "The file is no export of a discussion ("),
            ("['{\"events\": []}']", "The file is no export of a discussion (\"format\"). Choose one that “Export” made."),
            ("Array(17).fill('x'.repeat(1 << 20))", "More than 16 MB cannot be imported at once. Split the file."),
        ];
        for (parts, sentence) in files {
            choose_in_script(&page, parts).await;
            page.until("one('#import p')?.textContent.startsWith(args[0])", json!([sentence])).await;
            focused(&page, "import").await;
            let told = "return [all('#import li').length, one('[role=status]').textContent === one('#import p').textContent, !!all('#import .primary').length]";
            assert_eq!(page.ask(told, json!([])).await, json!([0, true, false]), "{sentence}");
            page.click("one('#import button')").await;
            page.until("!one('#import')", json!([])).await;
        }
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_import_that_begins_with_a_deletion_is_an_import() {
    journey(Options::default(), async |page| {
        page.open("").await;
        page.ask("await el.importDiscussion(args[0])", json!([export(&[("one", "There."), ("two", "There too.")])]))
            .await;
        let deletion = export(&[("one-deleted", "")])
            .replace(r#""kind":"post""#, r#""kind":"delete""#)
            .replace(r#""parent":null"#, r#""parent":"one""#);
        page.ask("await el.importDiscussion(args[0])", json!([deletion])).await;
        page.until("el.state.comments === 1 && one('.undo')?.textContent.startsWith('Entries added: 1.')", json!([]))
            .await;
        page.click("one('#undo')").await;
        page.until("el.state.comments === 2 && (await stored('events')).length === 2", json!([])).await;
    })
    .await;
}

#[tokio::test]
async fn everything_that_was_written_is_deleted_after_one_more_question() {
    journey(Options::default(), async |page| {
        page.open("").await;
        let comment = name_and_post(&page, "Ada", "Mine.").await;
        page.ask("await el.importDiscussion(args[0])", json!([export(&[("other", "Not mine.")])])).await;
        page.click(&format!("one('#open-{comment}')")).await;
        focused(&page, &format!("text-{comment}")).await;
        page.write("Half a thought").await;
        page.until("(await stored('drafts')).length === 1", json!([])).await;
        page.click("one('#erase-button')").await;
        focused(&page, "erase").await;
        page.click("all('#erase button')[1]").await;
        focused(&page, "erase-button").await;
        assert_eq!(page.ask("return el.state.comments", json!([])).await, 2);
        page.press(keys::ENTER).await;
        focused(&page, "erase").await;
        page.click("all('#erase button')[0]").await;
        let left = "JSON.stringify([el.state.comments, (await stored('events')).map((record) => record.id), await stored('drafts'),
            (await stored('people')).filter((record) => record.key === 'me' || record.name)]) === args[0]";
        page.until(left, json!([r#"[1,["other"],[],[]]"#])).await;
        focused(&page, "discussion-title").await;
        assert_eq!(page.ask("return [one('#text-').value, one('#name-').value]", json!([])).await, json!(["", ""]));
        page.reload().await;
        page.until("el.state.comments === 1", json!([])).await;
        assert_eq!(page.ask("return JSON.stringify({ ...localStorage }).includes('Half')", json!([])).await, false);
    })
    .await;
}
