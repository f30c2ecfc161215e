use super::discussion::tests::at;
use super::discussion::{composer, storage};
use super::*;
use crate::circle::{Circle, Direction, Link, LoopTitle, Polarity, Stage, Telling, Tone, Variable};
use crate::essay::{FORMAT, Note};
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
        opening: vec![],
        sections: vec![],
        notes: vec![Note { id: "n".into(), kind: None, blocks: vec![] }],
        circle: Some(Circle {
            title: "C".into(),
            beneath: LoopTitle { id: "loop".into(), title: "L".into() },
            variables: ids.iter().map(|id| Variable { id: (*id).into(), name: (*id).into() }).collect(),
            links: ids
                .iter()
                .zip(ids.iter().cycle().skip(1))
                .map(|(from, to)| Link {
                    from: (*from).into(),
                    to: (*to).into(),
                    sign: Polarity::Plus,
                    delayed: false,
                    because: String::new(),
                })
                .collect(),
            tellings: vec![Telling {
                id: "up".into(),
                title: "Up".into(),
                tone: Tone::Virtuous,
                summary: String::new(),
                stages: ids.map(stage).to_vec(),
            }],
            answer: None,
        }),
        entries: vec![],
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
