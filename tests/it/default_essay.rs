//! Tests the essay that ships with the widget.

use circle_essay::prerender::{Placement, fragment, markup};
use essay_author::{Source, compile};
use essay_core::circle::{Direction, LoopKind, export};
use essay_core::config::Config;
use essay_core::essay::{Block, Essay, Inline, plain_text};
use essay_core::i18n::Translations;
use std::fs;
use std::path::Path;

fn source(name: &str) -> Source {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/trust").join(name);
    Source { file: name.to_owned(), text: fs::read_to_string(file).unwrap() }
}

fn essay() -> Essay {
    let (essay, found) = compile(&source("essay.md"), Some(&source("discussion.toml")));
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    essay.unwrap()
}

fn words(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(content) => plain_text(content).split_whitespace().count(),
            Block::Quote(blocks) => words(blocks),
            Block::List { items, .. } => items.iter().map(|item| words(item)).sum(),
            _ => 0,
        })
        .sum()
}

#[test]
fn it_says_what_it_has_to_say() {
    let essay = essay();
    let prose: usize =
        words(&essay.opening) + essay.sections.iter().map(|section| words(&section.blocks)).sum::<usize>();
    assert!((1_400..=1_900).contains(&prose), "{prose} words");
    assert!(essay.notes.len() >= 24, "{} notes", essay.notes.len());
    assert!(essay.notes.iter().all(|note| words(&note.blocks) <= 80 && note.kind.is_some()));
    let replies = essay.entries.iter().filter(|entry| entry.parent.is_some()).count();
    assert_eq!((essay.entries.len() - replies, replies), (10, 5));
}

#[test]
fn its_loop_reinforces_and_its_tellings_go_round_it_both_ways() {
    let circle = essay().circle.unwrap();
    assert_eq!(circle.kind(), LoopKind::Reinforcing);
    let stages: Vec<_> = circle.tellings.iter().map(|telling| (telling.id.as_str(), telling.stages.len())).collect();
    assert_eq!(stages, [("finland", 8), ("england", 6)]);
    // In one telling each variable moves as after a push up, in the other as after a push down.
    for (telling, push) in circle.tellings.iter().zip([Direction::Up, Direction::Down]) {
        let lap = circle.run(0, push, 1);
        for stage in &telling.stages {
            let variable = circle.variables.iter().position(|variable| variable.id == stage.variable).unwrap();
            assert_eq!(stage.direction, Some(lap[variable].direction), "{}: {}", telling.id, stage.label);
        }
    }
}

#[test]
fn every_arrow_of_its_exports_is_true_of_the_variables_that_it_joins() {
    let circle = essay().circle.unwrap();
    for view in circle.views() {
        let text = export::text(&view, circle.kind(), Translations::english());
        for (index, stage) in view.stages.iter().enumerate() {
            let name = &circle.variables.iter().find(|variable| variable.id == stage.variable).unwrap().name;
            let movement = stage.movement(Translations::english());
            let moves = stage.direction.map(|direction| if direction == Direction::Up { "rises" } else { "falls" });
            assert_eq!(movement, moves.map(|moves| format!("{name} {moves}")));
            let told = movement.map_or_else(String::new, |movement| format!(" ({movement})"));
            assert!(text.contains(&format!("{}. {}{told}", index + 1, stage.label)), "{}: {text}", stage.label);
            let next = &view.stages[(index + 1) % view.stages.len()];
            if let (Some(direction), Some(next)) = (stage.direction, next.direction) {
                assert_eq!(direction.through(stage.sign), next, "{}: {}", view.id, stage.label);
            }
        }
    }
    let finland = export::text(&circle.views()[0], circle.kind(), Translations::english());
    for line in ["s5[\"5 Central control ↓\"]", "s4 -->|−| s5", "s5 -->|−| s6", "s7[\"7, 8 Depth of learning ↑\"]"]
    {
        assert!(finland.contains(line), "{line} is not in {finland}");
    }
}

#[test]
fn every_stage_is_linked_from_the_words_that_speak_of_it() {
    fn links(content: &[Inline], found: &mut Vec<String>) {
        for inline in content {
            match inline {
                Inline::Link { href, .. } => found.push(href.clone()),
                Inline::Emphasis(content) | Inline::Strong(content) => links(content, found),
                _ => {}
            }
        }
    }
    let mut found = vec![];
    for block in essay().sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Paragraph(content) = block {
            links(content, &mut found);
        }
    }
    let stages = (1..=8).map(|step| format!("#finland/{step}")).chain((1..=6).map(|step| format!("#england/{step}")));
    for stage in stages {
        assert!(found.contains(&stage), "{stage}");
    }
}

#[test]
fn without_script_everything_is_there() {
    let document = serde_json::to_string(&essay()).unwrap();
    let html = markup(&document, &Config::default()).unwrap();
    assert!(html.matches("<details ").count() >= 24);
    assert_eq!(html.matches("<article ").count(), 16, "the essay and its 15 entries");
    assert_eq!(html.matches("type=\"radio\"").count(), 3);
    assert_eq!(html.matches("class=\"stage-name\"").count(), 8 + 6 + 8);
    assert_eq!(html.matches("role=\"img\"").count(), 3);
    assert!(!html.contains("style=\""), "a strict policy forbids style attributes");
    assert!(!html.contains("<p class=\"paragraph\"><details"), "<details> would end the <p>");
}

#[test]
fn the_fragment_cannot_end_its_own_script() {
    let mut essay = essay();
    essay.title = "</script><!-- & \"".to_owned();
    let document = serde_json::to_string(&essay).unwrap();
    let placement = Placement { stylesheet: "a\"b.css".to_owned(), config: Config::default(), script: None };
    let html = fragment(&document, &placement).unwrap();
    assert_eq!(html.matches("</script>").count(), 1);
    assert!(html.contains("href=\"a&quot;b.css\""));
}

#[test]
fn a_reader_does_not_load_the_words_to_the_trainer() {
    let document = serde_json::to_string(&essay()).unwrap();
    let placement = Placement { stylesheet: "a.css".to_owned(), config: Config::default(), script: None };
    let html = fragment(&document, &placement).unwrap();
    assert!(document.contains("\"trainer\"") && !html.contains("\"trainer\""));
    assert!(html.contains("\"prompt\""));
}

#[test]
fn what_a_later_version_wrote_stays_in_the_fragment() {
    let document = r#"{"format":"circle-essay/1","id":"e","title":"E","mood":{"is":"new"},"opening":[{"aside":[{"text":"Words"}],"lang":"fi"}]}"#;
    let placement = Placement { stylesheet: "a.css".to_owned(), config: Config::default(), script: None };
    let html = fragment(document, &placement).unwrap();
    assert!(html.contains(&format!("<script type=\"application/json\">{document}</script>")), "{html}");
    assert!(html.contains("Words"));
}

#[test]
fn a_note_that_contains_itself_ends() {
    let mut essay = essay();
    let id = essay.notes[0].id.clone();
    essay.notes[0].blocks = vec![Block::Paragraph(vec![Inline::Note { id, term: vec![Inline::Text("again".into())] }])];
    let document = serde_json::to_string(&essay).unwrap();
    assert!(markup(&document, &Config::default()).is_ok());
}

#[test]
fn the_document_is_read_as_serde_reads_it() {
    let mut essay = essay();
    let more = r#"[{"quote":[{"paragraph":["break",{"code":"c"},{"image":{"src":"s","alt":"a"}}]}]},{"code":"x"},"rule",
        {"list":{"start":3,"items":[[]]}},{"list":{"items":[]}},{"table":[[[{"strong":[]}]]]}]"#;
    essay.opening.extend(serde_json::from_str::<Vec<Block>>(more).unwrap());
    let document = serde_json::to_string(&essay).unwrap();
    assert_eq!(Essay::from_json(&document), Ok(essay));
}

#[test]
fn a_document_that_is_none_is_refused_with_a_sentence() {
    for (document, expected) in [
        ("{\n  x", "line 2, column 3: the name of a field was expected"),
        ("{}", "is not a circle-essay document"),
        (r#"{"format":"circle-essay/9"}"#, "newer than this version"),
        (r#"{"format":"circle-essay/1"}"#, "\"id\" is missing"),
        (r#"{"format":"circle-essay/1","id":"a","title":"t","circle":{}}"#, "\"title\" is missing"),
    ] {
        let sentence = markup(document, &Config::default()).unwrap_err().to_string();
        assert!(sentence.contains(expected), "{sentence}");
    }
}
