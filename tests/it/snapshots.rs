//! What the view shows in the states that matter, as text: a change of markup is seen in review. `cargo insta review`, or
//! INSTA_UPDATE=always, takes a change over.

use circle_essay::prerender::render;
use essay_core::app::{Cause, Model, Msg, Stored, update};
use essay_core::config::{Config, DiscussionMode};
use essay_core::discussion::{Author, Stamp};
use essay_core::essay::Essay;
use std::rc::Rc;

const DOCUMENT: &str = include_str!("../fixtures/small.json");

/// The markup after these messages: one tag a line, without the comments that hydration needs.
fn shown(config: Config, told: impl FnOnce() -> Vec<Msg> + Send + 'static) -> String {
    let html = render(move || {
        let mut model = Model::new(Rc::new(Essay::from_json(DOCUMENT).unwrap()), config);
        for msg in told() {
            update(&mut model, msg);
        }
        model
    });
    let mut lines = String::new();
    for part in html.split("<!--").map(|part| part.split_once("-->").map_or(part, |(_, after)| after)) {
        lines.push_str(part);
    }
    lines.replace('<', "\n<").replace("\n</", "</").trim().to_owned()
}

fn awoke() -> Msg {
    Msg::Awoke { config: Config::default(), view: None, open_notes: vec![] }
}

fn loaded(drafts: &[(&str, &str)]) -> Msg {
    let drafts = drafts.iter().map(|(place, text)| ((*place).to_owned(), (*text).to_owned())).collect();
    let me = Author { id: "me".to_owned(), name: "Ada".to_owned() };
    Msg::TalkLoaded(Stored { drafts, me, ..Stored::default() })
}

fn stamp() -> Stamp {
    Stamp { time: 1_700_000_000_000, random: [7; 10] }
}

fn posted(place: &str) -> Msg {
    Msg::PostStamped { place: place.to_owned(), stamp: stamp() }
}

#[test]
fn at_rest() {
    insta::assert_snapshot!(shown(Config::default(), Vec::new));
}

#[test]
fn at_the_second_stage_of_the_second_lap() {
    insta::assert_snapshot!(shown(Config::default(), || {
        let mut told = vec![awoke()];
        told.extend((0..5).map(|_| Msg::NextPressed(Cause::Reader)));
        told
    }));
}

#[test]
fn playing_the_loop_beneath() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        Msg::ViewChosen(1),
        Msg::PlayPressed(Cause::Reader),
        Msg::Ticked(10.0)
    ]));
}

#[test]
fn a_comment_saved_and_a_reply_refused() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        loaded(&[("", "First line.\nSecond line.\n\nNext paragraph."), ("e", "  ")]),
        posted(""),
        Msg::Saved(stamp().uuid()),
        Msg::Opened("e".to_owned()),
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
        Msg::SaveFailed { id: stamp().uuid(), reason: "Not saved: the disk is full.".to_owned(), outdated: false }
    ]));
}

#[test]
fn without_storage() {
    insta::assert_snapshot!(shown(Config::default(), || vec![
        awoke(),
        Msg::StorageRefused("Nothing can be stored here.".to_owned())
    ]));
}

#[test]
fn a_closed_discussion_under_a_title_of_level_one() {
    let config = Config { discussion: DiscussionMode::Closed, heading_level: 1, ..Config::default() };
    insta::assert_snapshot!(shown(config, Vec::new));
}
