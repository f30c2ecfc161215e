//! Compares the markup of all important states with snapshots, so that a change shows in the review. `cargo insta
//! review`, or INSTA_UPDATE=always, accepts a change.

use circle_essay::prerender::render;
use essay_core::app::discussion::{anchored_comments, composer, import_export, list, posting, storage};
use essay_core::app::{Cause, ComposerId, Model, Msg, SaveId, Setting, Stored, circle, settings, update};
use essay_core::config::{Config, DiscussionMode};
use essay_core::discussion::{Author, Event, Stamp};
use essay_core::essay::Essay;
use essay_core::i18n::{Language, Translations};
use essay_core::json::Json;
use essay_core::millis::Millis;
use essay_core::msg;
use std::rc::Rc;

const DOCUMENT: &str = include_str!("../fixtures/small.json");

/// Renders the markup after these messages, one tag a line.
fn shown(config: Config, told: impl FnOnce() -> Vec<Msg> + Send + 'static) -> String {
    shown_in(Language::English, config, told)
}

/// Renders the markup in a language, with the essay in English.
fn shown_in(language: Language, config: Config, told: impl FnOnce() -> Vec<Msg> + Send + 'static) -> String {
    let html = render(move || {
        let config = Config { lang: Some(language.tag().to_owned()), ..config };
        let essay = Rc::new(Essay::from_json(DOCUMENT).unwrap());
        let mut model = Model { words: Translations::of(language), ..Model::new(essay, config) };
        for msg in told() {
            update(&mut model, msg);
        }
        model
    });
    lines(&normal(&html))
}

/// Puts each tag on a line of its own.
fn lines(html: &str) -> String {
    html.replace('<', "\n<").replace("\n</", "</").trim().to_owned()
}

/// Leaves out what means nothing to a page: comments, the order of attributes, and the value of those that are there or not.
fn normal(html: &str) -> String {
    let mut normal = String::new();
    for part in html.split("<!--").map(|part| part.split_once("-->").map_or(part, |(_, after)| after)) {
        let mut pieces = part.split('<');
        normal.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (tag, text) = piece.split_once('>').unwrap();
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut attributes = attributes_of(attributes);
            attributes.sort();
            normal.push_str(&format!("<{name}{}>{text}", attributes.concat()));
        }
    }
    normal
}

/// Splits the attributes of a tag. Each has a space before it.
fn attributes_of(mut rest: &str) -> Vec<String> {
    let mut attributes = vec![];
    while !rest.is_empty() {
        let (name, value, after) = match rest.split_once("=\"") {
            Some((name, after)) if !name.contains(' ') => {
                let (value, after) = after.split_once('"').unwrap();
                (name, value, after)
            }
            _ => rest.split_once(' ').map_or((rest, "", ""), |(name, after)| (name, "", after)),
        };
        attributes.push(format!(" {name}=\"{}\"", if value == name { "" } else { value }));
        rest = after.trim_start();
    }
    attributes
}

fn awoke() -> Msg {
    Msg::Mounted { config: Config::default(), view: None, open_notes: vec![], saved_notes: vec![] }
}

fn loaded(drafts: &[(&str, &str)]) -> Msg {
    let drafts = drafts.iter().map(|(composer, text)| (ComposerId::parse(composer), (*text).to_owned())).collect();
    let me = Author { id: "me".to_owned(), name: "Ada".to_owned() };
    storage::Msg::Loaded(Stored { drafts, me, ..Stored::default() }).into()
}

fn stamp() -> Stamp {
    Stamp { time: 1_700_000_000_000, random: [7; 10] }
}

fn posted(composer: &str) -> Msg {
    posting::Msg::PostStamped { composer: ComposerId::parse(composer), stamp: stamp() }.into()
}

#[test]
fn at_rest() {
    insta::assert_snapshot!(shown(Config::default(), Vec::new));
}

/// Renders the markup of a document at rest.
fn at_rest_of(document: String) -> String {
    normal(&render(move || Model::new(Rc::new(Essay::from_json(&document).unwrap()), Config::default())))
}

#[test]
fn a_document_of_tomorrow() {
    let new = r##""opening":[{"aside":{"title":"By the way","blocks":[{"paragraph":[{"text":"it rained."}]}]}},
        {"paragraph":[{"mark":[{"text":"lit"}]},{"link":{"href":"javascript:alert(1)","content":[{"text":" words"}]}},
        {"link":{"href":"#s","content":[{"text":" link"}]}},{"image":{"src":"file:///x","alt":" picture"}}]}],"sections""##;
    let document = DOCUMENT
        .replacen("\"sections\"", new, 1)
        .replace("\"kind\":\"context\"", "\"kind\":\"rumour\"")
        .replace("\"tone\":\"virtuous\"", "\"tone\":\"wistful\"")
        .replace("\"direction\":\"down\"", "\"direction\":\"steady\"");
    let html = at_rest_of(document);
    let article = html
        .split_once("</header>")
        .and_then(|(_, rest)| rest.split_once("<div aria-label=\"Circle controls\""))
        .unwrap()
        .0;
    insta::assert_snapshot!(lines(article));
}

#[test]
fn each_of_many_tellings_is_found_by_the_powers_of_two_in_its_number() {
    let (start, end) = ("\"tellings\":[", "]}]},\"entries\"");
    let at = DOCUMENT.find(start).unwrap() + start.len();
    let telling = &DOCUMENT[at..at + DOCUMENT[at..].find(end).unwrap()];
    let more: Vec<String> =
        (0..11).map(|index| telling.replace("\"up\",\"title\"", &format!("\"t{index}\",\"title\""))).collect();
    let html = at_rest_of(DOCUMENT.replacen(telling, &more.join("]},"), 1));
    for (index, powers) in
        ["", "1", "2", "1 2", "4", "1 4", "2 4", "1 2 4", "8", "1 8", "2 8", "1 2 8"].into_iter().enumerate()
    {
        let of_view: Vec<&str> = html
            .split('<')
            .filter(|tag| tag.contains(&format!("data-view=\"{index}\"")) && !tag.contains("start-ring"))
            .collect();
        let powers = format!("data-powers=\"{powers}\"");
        assert_eq!(of_view.len(), 4, "a radio, a picture, a card and a list: {of_view:?}");
        assert!(of_view.iter().all(|tag| tag.contains(&powers)), "{of_view:?}");
        assert_eq!(html.matches(&format!("class=\"choice\" {powers}")).count(), 1);
    }
}

#[test]
fn at_the_second_stage_of_the_second_lap() {
    insta::assert_snapshot!(shown(Config::default(), || {
        let mut told = vec![awoke()];
        told.extend((0..5).map(|_| circle::Msg::NextPressed(Cause::Reader).into()));
        told
    }));
}

#[test]
fn playing_the_loop_beneath() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        circle::Msg::ViewChosen(1).into(),
        circle::Msg::PlayPressed(Cause::Reader).into(),
        circle::Msg::Ticked(Millis(10.0)).into()
    ]));
}

#[test]
fn a_comment_saved_and_a_reply_refused() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        loaded(&[("", "First line.\nSecond line.\n\nNext paragraph."), ("e", "  ")]),
        posted(""),
        storage::Msg::Saved(stamp().uuid()).into(),
        composer::Msg::Opened(ComposerId::parse("e")).into(),
        posted("e"),
    ]));
}

#[test]
fn a_comment_on_its_way_and_a_kept_reply() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        loaded(&[("", "Words."), ("e", "Half a reply")]),
        posted("")
    ]));
}

#[test]
fn a_failed_save() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        loaded(&[("", "Words.")]),
        posted(""),
        storage::Msg::SaveFailed { id: SaveId::Events(stamp().uuid()), reason: msg!(StorageFull), outdated: false }
            .into()
    ]));
}

#[test]
fn without_storage() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        storage::Msg::Refused(msg!(NothingStored, "SecurityError")).into()
    ]));
}

#[test]
fn a_closed_discussion_under_a_title_of_level_one() {
    let config = Config { discussion: DiscussionMode::Closed, heading_level: 1, ..Config::default() };
    insta::assert_snapshot!(shown(config, Vec::new));
}

/// Renders the discussion only.
fn discussion(told: impl FnOnce() -> Vec<Msg> + Send + 'static) -> String {
    let all = shown(Config::default(), told);
    let at = all.find("<section aria-labelledby=\"discussion-title\"").unwrap();
    all[at..].to_owned()
}

fn event(id: &str, kind: &str, parent: Option<&str>, (author, name): (&str, &str), text: &str) -> Event {
    Event {
        id: id.to_owned(),
        kind: kind.to_owned(),
        parent: parent.map(str::to_owned),
        author: Author { id: author.to_owned(), name: name.to_owned() },
        anchor: Json::Null,
        text: text.to_owned(),
        time: 1_700_000_000_000,
        unknown: vec![],
    }
}

const ME: (&str, &str) = ("me", "Ada");

/// A comment that was edited, one that was deleted and has a reply, and a name that looks like another.
fn a_full_discussion() -> Msg {
    let events = vec![
        event("p1", "post", None, ME, "First *words*, see https://example.org."),
        event("p2", "edit", Some("p1"), ME, "Second words:\n\n> quoted\n\n- item"),
        event("p3", "post", None, ME, "To be gone."),
        event("p4", "post", Some("p3"), ("you", "\u{410}da"), "An answer with `code`."),
        event("p5", "delete", Some("p3"), ME, ""),
    ];
    let me = Author { id: "me".to_owned(), name: "Ada".to_owned() };
    storage::Msg::Loaded(Stored { events, new: vec!["p4".to_owned()], me, ..Stored::default() }).into()
}

#[test]
fn comments_changed_deleted_and_under_a_double_name() {
    insta::assert_snapshot!(discussion(|| vec![awoke(), a_full_discussion()]));
}

#[test]
fn a_change_that_is_looked_at_before_it_is_saved() {
    insta::assert_snapshot!(discussion(|| vec![
        awoke(),
        a_full_discussion(),
        composer::Msg::Opened(ComposerId::parse("edit:p1")).into(),
        composer::Msg::PreviewToggled(ComposerId::parse("edit:p1")).into(),
    ]));
}

#[test]
fn a_comment_on_words_that_are_gone_was_asked_what_it_is_about() {
    insta::assert_snapshot!(discussion(|| {
        let anchor = r#"{"block":"b","quote":"gone","prefix":"","suffix":""}"#;
        let comment = event("p1", "post", None, ME, "On what was.");
        let events = vec![Event { anchor: Json::parse(anchor).unwrap(), ..comment }];
        vec![
            awoke(),
            storage::Msg::Loaded(Stored { events, ..Stored::default() }).into(),
            anchored_comments::Msg::AnchorPressed("p1".into()).into(),
        ]
    }));
}

#[test]
fn two_comments_on_the_essay_that_are_begun() {
    insta::assert_snapshot!(discussion(|| vec![
        awoke(),
        loaded(&[(r#"{"note":"m"}"#, "One."), (r#"{"circle":"loop","step":1}"#, "Two.")]),
    ]));
}

#[test]
fn an_import_and_a_question_before_they_are_answered() {
    let export = r#"{"format":"circle-essay-discussion/1","events":[{"id":"x","kind":"post","text":"New."},3]}"#;
    insta::assert_snapshot!(discussion(move || vec![
        awoke(),
        a_full_discussion(),
        import_export::Msg::FileRead(export.to_owned()).into(),
        import_export::Msg::ErasePressed.into(),
        list::Msg::CollapseToggled("p3".into()).into(),
    ]));
}

#[test]
fn a_database_that_is_newer_than_the_page() {
    insta::assert_snapshot!(discussion(|| vec![
        awoke(),
        storage::Msg::Loaded(Stored {
            read_only: Some(msg!(Outdated)),
            damaged: vec!["{}".to_owned()],
            drafts: vec![(ComposerId::parse(r#"{"note":"n"}"#), "Half".to_owned())],
            ..Stored::default()
        })
        .into(),
    ]));
}

fn a_busy_page() -> Vec<Msg> {
    vec![
        awoke(),
        a_full_discussion(),
        circle::Msg::NextPressed(Cause::Reader).into(),
        composer::Msg::Opened(ComposerId::parse("p1")).into(),
        settings::Msg::PanelToggled.into(),
        settings::Msg::Chosen(Setting::Size, 2).into(),
    ]
}

#[test]
fn a_busy_page_in_finnish() {
    insta::assert_snapshot!(shown_in(Language::Finnish, Config::default(), a_busy_page));
}

#[test]
fn a_busy_page_in_arabic() {
    insta::assert_snapshot!(shown_in(Language::Arabic, Config::default(), a_busy_page));
}
