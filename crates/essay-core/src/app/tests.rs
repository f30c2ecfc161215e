use super::discussion::tests::at;
use super::discussion::{composer, storage};
use super::*;
use crate::circle::{Circle, Direction, Link, LoopTitle, Polarity, Stage, Telling, Tone, Variable};
use crate::essay::{FORMAT, Note, Whole};
use crate::fragment::StageRef;
use crate::i18n::Language;
use crate::msg;

/// [`super::update`] with a message of any feature.
pub(crate) fn update(model: &mut Model, msg: impl Into<Msg>) -> Vec<Effect> {
    super::update(model, msg.into())
}

pub(crate) fn essay() -> Rc<Essay> {
    let stage = |variable: &str| Stage {
        variable: variable.into(),
        direction: Some(Direction::Up),
        label: format!("{variable} up"),
        sentence: "It rises.".into(),
        text: String::new(),
        prompt: String::new(),
        trainer: String::new(),
    };
    let ids = ["a", "b", "c"];
    Rc::new(Essay {
        format: FORMAT.into(),
        id: "e".into(),
        title: "T".into(),
        subtitle: String::new(),
        lang: "en".into(),
        credit: String::new(),
        author: String::new(),
        date: String::new(),
        source: String::new(),
        opening: vec![],
        sections: vec![],
        notes: vec![Note { id: "n".into(), kind: None, blocks: vec![] }],
        circle: Some(Circle {
            title: "C".into(),
            beneath: LoopTitle { id: "loop".into(), title: "L".into(), short: String::new() },
            variables: ids.iter().map(|id| Variable { id: (*id).into(), name: (*id).into() }).collect(),
            links: ids
                .iter()
                .zip(ids.iter().cycle().skip(1))
                .map(|(from, to)| Link {
                    from: (*from).into(),
                    to: (*to).into(),
                    sign: Polarity::Plus,
                    delayed: false,
                    years: None,
                    because: String::new(),
                    because_down: String::new(),
                })
                .collect(),
            tellings: vec![Telling {
                id: "up".into(),
                title: "Up".into(),
                short: String::new(),
                tone: Tone::Virtuous,
                summary: String::new(),
                stages: ids.map(stage).to_vec(),
            }],
            answer: None,
        }),
        entries: vec![],
        whole: Whole::default(),
    })
}

pub(crate) fn model() -> Model {
    Model::new(essay(), Config::default())
}

pub(crate) fn awake_as(model: &mut Model, config: Config) -> Vec<Effect> {
    update(model, Msg::Mounted { config, view: None, open_notes: vec![], saved_notes: vec![] })
}

/// An essay of an opening and two sections, the second of which has the name of a telling.
fn with_sections() -> Model {
    let mut essay = Rc::unwrap_or_clone(essay());
    let paragraph = |words: &str| crate::essay::Block::Paragraph(vec![crate::essay::Inline::Text(words.into())]);
    let section = |id: &str| crate::essay::Section {
        id: id.into(),
        depth: 1,
        title: vec![],
        blocks: vec![paragraph("one two"), crate::essay::Block::Circle, paragraph("three")],
    };
    essay.opening = vec![paragraph(&"word ".repeat(235))];
    essay.sections = vec![section("s"), section("up")];
    Model::new(Rc::new(essay), Config::default())
}

#[test]
fn the_first_state_depends_on_document_and_configuration_only() {
    let config = Config { circle: Some("loop".into()), step: 2, ..Config::default() };
    let model = Model::new(essay(), config);
    assert_eq!((model.circle.view, model.circle.stepper.step(), model.alive), (1, 2, false));
    assert_eq!(model.discussion.storage, Storage::Opening);
}

#[test]
fn a_link_to_a_stage_changes_the_view() {
    let mut model = model();
    let effects = update(&mut model, Msg::FragmentFollowed("#loop/2".into()));
    assert_eq!((model.circle.view, model.circle.stepper.step()), (1, 2));
    assert!(effects.contains(&Effect::Page(PageEffect::Morph { from: 0, to: 1 })));
    assert_eq!(effects.last(), Some(&Effect::Page(PageEffect::Reveal(Target::Circle))));
    let passage = Effect::Page(PageEffect::Reveal(Target::StageLink(StageRef { view: "loop".into(), step: 2 })));
    assert_eq!(update(&mut model, circle::Msg::ShowInTextPressed), [passage]);
    assert_eq!(update(&mut model, Msg::FragmentFollowed("#elsewhere/2".into())), []);
    assert_eq!(update(&mut model, Msg::FragmentFollowed("#note-none".into())), []);
}

#[test]
fn what_is_half_written_and_where_the_circle_stands_outlive_a_change_of_language() {
    let mut model = model();
    awake_as(&mut model, Config::default());
    update(&mut model, circle::Msg::NextPressed(Cause::Reader));
    update(&mut model, composer::Msg::Typed { composer: at(""), text: "Half a".to_owned() });
    update(&mut model, storage::Msg::Refused(msg!(NothingStored, "x")));
    let before = model.clone();
    update(&mut model, settings::Msg::Chosen(Setting::Language, 2));
    update(&mut model, Msg::TranslationsLoaded(Translations::of(Language::Finnish)));
    assert_eq!((model.circle.stepper, &model.discussion), (before.circle.stepper, &before.discussion));
    let Storage::Memory(why) = &model.discussion.storage else { panic!("{:?}", model.discussion.storage) };
    assert!(model.words.format(why).starts_with("Tähän selaimeen"), "{why:?}");
}

#[test]
fn a_fragment_leads_to_a_paragraph_unless_it_is_that_of_a_stage() {
    let mut model = with_sections();
    let mut follow = |fragment: &str| update(&mut model, Msg::FragmentFollowed(fragment.into()));
    for known in ["s/1", "s/3", "opening/1"] {
        assert_eq!(follow(&format!("#{known}")), [Effect::Page(PageEffect::Reveal(Target::Block(known.into())))]);
    }
    for unknown in ["#s/0", "#s/4", "#opening/2", "#other/1"] {
        assert_eq!(follow(unknown), [], "{unknown}");
    }
    assert_eq!(follow("#up/2").last(), Some(&Effect::Page(PageEffect::Reveal(Target::Circle))));
    assert_eq!((model.circle.view, model.circle.stepper.step()), (0, 2));
}

#[test]
fn a_link_leads_to_the_section_that_has_this_id_whatever_it_begins_with() {
    let mut essay = (*with_sections().essay).clone();
    for id in ["note-on-method", "comment-on-the-bill", "up"] {
        let section = crate::essay::Section { id: id.into(), depth: 1, title: vec![], blocks: vec![] };
        essay.sections.push(section);
    }
    let mut model = Model::new(Rc::new(essay), Config::default());
    let mut follow = |fragment: &str| update(&mut model, Msg::FragmentFollowed(fragment.into()));
    for id in ["note-on-method", "comment-on-the-bill", "up", "s"] {
        assert_eq!(follow(&format!("#{id}")), [Effect::Page(PageEffect::Reveal(Target::Section(id.into())))]);
    }
    let note = [
        Effect::Page(PageEffect::SetNote { id: "n".into(), open: true }),
        Effect::Page(PageEffect::Reveal(Target::Note("n".into()))),
    ];
    assert_eq!(follow("#note-n"), note);
    assert_eq!(follow("#note-nowhere"), []);
    assert_eq!(follow("#up/2").last(), Some(&Effect::Page(PageEffect::Reveal(Target::Circle))));
}

#[test]
fn the_reading_time_counts_the_words_of_the_text() {
    // 241 words.
    assert_eq!(with_sections().minutes, 2);
    assert_eq!(model().minutes, 0);
}

/// A model whose discussion's code is not there.
fn without_discussion() -> Model {
    let mut model = Model::without_discussion(essay(), Config::default());
    awake_as(&mut model, Config::default());
    model
}

#[test]
fn without_its_code_the_discussion_waits_and_the_circle_does_not() {
    let mut model = Model::without_discussion(essay(), Config::default());
    let is_of_discussion = |effect: &Effect| matches!(effect, Effect::Discussion(_));
    assert!(!awake_as(&mut model, Config::default()).iter().any(is_of_discussion));
    let effects = update(&mut model, circle::Msg::NextPressed(Cause::Reader));
    assert!(!effects.iter().any(is_of_discussion) && model.circle.stepper.step() == 1);
    assert_eq!(update(&mut model, Msg::PageHidden).into_iter().filter(is_of_discussion).count(), 0);
    let load = [Effect::from(discussion::Effect::LoadCode)];
    assert_eq!(update(&mut model, Msg::DiscussionWanted), load);
    for text in ["Half", "Half a"] {
        let typed = composer::Msg::Typed { composer: at(""), text: text.to_owned() };
        assert_eq!(update(&mut model, typed), load);
    }
    assert_eq!(model.waiting.len(), 1);
    assert_eq!(model.discussion.drafts.get(&at("")), Some("Half a"));
    let backup = StorageEffect::BackUpDraft { discussion: "e".into(), composer: at(""), text: "Half a".into() };
    assert_eq!(update(&mut model, Msg::PageHidden).last(), Some(&backup.into()));
    assert_eq!(update(&mut model, Msg::FragmentFollowed("#comment-x".into())), load);
    let effects = update(&mut model, Msg::DiscussionCodeLoaded(discussion::Code::new()));
    assert_eq!(effects.first(), Some(&StorageEffect::Load("e".into()).into()));
    let draft = StorageEffect::SaveDraft { discussion: "e".into(), composer: at(""), text: "Half a".into() };
    assert!(effects.contains(&draft.into()), "{effects:?}");
    assert_eq!(model.discussion.pending_target, Some("x".to_owned().into()));
    assert!(model.waiting.is_empty());
    assert_eq!(update(&mut model, Msg::DiscussionCodeLoaded(discussion::Code::new())), []);
}

#[test]
fn a_snapshot_keeps_what_the_discussion_has_not_taken_yet() {
    let mut before = model();
    update(&mut before, composer::Msg::Typed { composer: at(""), text: "Half a".to_owned() });
    update(&mut before, composer::Msg::NameTyped("Ann".into()));
    let snapshot = before.snapshot("ready");
    let mut after = without_discussion();
    let effects = update(&mut after, Msg::Restored(snapshot.clone()));
    assert!(effects.contains(&discussion::Effect::LoadCode.into()));
    assert_eq!(after.snapshot("ready").get("kept"), snapshot.get("kept"));
    update(&mut after, Msg::DiscussionCodeLoaded(discussion::Code::new()));
    assert_eq!(after.discussion.composer(&at("")).text, "Half a");
    assert_eq!(after.snapshot("ready").get("kept"), snapshot.get("kept"));
}

#[test]
fn a_start_runs_at_once_and_is_stored_when_the_discussion_is_there() {
    let mut model = without_discussion();
    update(&mut model, start_question::Msg::VariableChosen(2));
    let runs = Effect::Circle(circle::Effect::SetClock { running: true });
    let effects = update(&mut model, start_question::Msg::PushPressed(Direction::Down));
    assert!(effects.contains(&runs) && effects.contains(&discussion::Effect::LoadCode.into()), "{effects:?}");
    assert_eq!((model.circle.stepper.step(), model.circle.push), (2, Some(Direction::Down)));
    let effects = update(&mut model, Msg::DiscussionCodeLoaded(discussion::Code::new()));
    assert!(effects.contains(&StampEffect::Post { composer: ComposerId::StartReason }.into()));
    update(&mut model, storage::Msg::Loaded(Stored::default()));
    let stamped = discussion::posting::Msg::PostStamped {
        composer: ComposerId::StartReason,
        stamp: super::discussion::tests::stamp(),
    };
    let effects = update(&mut model, stamped);
    assert!(!effects.contains(&runs), "{effects:?}");
    assert_eq!(model.starts().len(), 1);
}

#[test]
fn code_that_does_not_come_is_told_and_asked_for_again() {
    let mut model = without_discussion();
    update(&mut model, composer::Msg::Typed { composer: at(""), text: "Half a".to_owned() });
    let effects = update(&mut model, Msg::DiscussionCodeFailed);
    let message = model.words.format(&msg!(DiscussionNotLoaded));
    assert_eq!(effects, [PageEffect::Emit(HostEvent::Problem { code: "discussion", message }).into()]);
    assert_eq!(update(&mut model, Msg::DiscussionWanted), [discussion::Effect::LoadCode.into()]);
    assert_eq!(model.discussion.drafts.get(&at("")), Some("Half a"));
}
