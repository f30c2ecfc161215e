use super::*;
use crate::circle::{Circle, Direction, Link, LoopTitle, Polarity, Stage, Telling, Tone, Variable};
use crate::config::DiscussionMode;
use crate::discussion::{Author, Event, LONGEST_TEXT, POST, Stamp};
use crate::essay::{FORMAT, Note};
use crate::i18n::{Language, Said};

mod mine;

/// A refusal of storage.
pub(super) fn full() -> Said {
    said!(NotSaved, "the disk is full")
}

fn essay() -> Rc<Essay> {
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

pub(super) fn model() -> Model {
    Model::new(essay(), Config::default())
}

pub(super) fn loaded() -> Model {
    let mut model = model();
    update(&mut model, Msg::TalkLoaded(Stored::default()));
    model
}

pub(super) fn stamp() -> Stamp {
    Stamp { time: 1_700_000_000_000, random: [7; 10] }
}

/// What storage answers once these effects are carried out.
pub(super) fn saved(effects: &[Effect]) -> Msg {
    let id = effects.iter().find_map(|effect| match effect {
        Effect::SaveEvents { events, .. } => events.last().map(|event| event.id.clone()),
        _ => None,
    });
    Msg::Saved(id.expect("nothing is stored"))
}

pub(super) fn type_and_post(model: &mut Model, place: &str, text: &str) -> Vec<Effect> {
    update(model, Msg::DraftTyped { place: place.into(), text: text.into() });
    update(model, Msg::PostStamped { place: place.into(), stamp: stamp() })
}

#[test]
fn the_first_state_depends_on_document_and_configuration_only() {
    let config = Config { circle: Some("loop".into()), step: 2, ..Config::default() };
    let model = Model::new(essay(), config);
    assert_eq!((model.view, model.stepper.step(), model.alive), (1, 2, false));
    assert_eq!(model.talk.storage, Storage::Opening);
}

#[test]
fn a_step_is_told_to_the_page_and_spoken_to_the_reader() {
    let mut model = model();
    let effects = update(&mut model, Msg::NextPressed(Cause::Reader));
    let step = HostEvent::Step { circle: "up".into(), step: 1, steps: 3, lap: 1, cause: Cause::Reader };
    assert_eq!(step.detail().to_string(), r#"{"circle":"up","step":1,"steps":3,"lap":1,"cause":"reader"}"#);
    assert_eq!(effects, [Effect::Emit(step), Effect::MarkPassages("#up/1".into())]);
    assert_eq!(model.spoken, "Stage 1 of 3: a up. It rises.");
}

#[test]
fn the_pulse_sets_out_waits_and_turns_as_the_signs_say() {
    let mut essay = Rc::unwrap_or_clone(essay());
    let links = &mut essay.circle.as_mut().unwrap().links;
    (links[1].sign, links[1].delayed) = (Polarity::Minus, true);
    let mut model = Model::new(Rc::new(essay), Config::default());
    let mut pulses = vec![];
    pulses.extend(update(&mut model, Msg::PlayPressed(Cause::Reader)));
    for _ in 0..200 {
        pulses.extend(update(&mut model, Msg::Ticked(100.0)));
    }
    let ways: Vec<_> = pulses
        .iter()
        .filter_map(|effect| match effect {
            Effect::Pulse(Pulse::Go(way)) => Some((way.view, way.points.len(), way.turns, way.waits, way.millis)),
            _ => None,
        })
        .collect();
    assert_eq!(ways, [(0, 9, false, false, 700.0), (0, 9, true, true, 1_700.0)]);
}

#[test]
fn a_pause_holds_the_pulse_and_a_step_ends_it() {
    let mut model = model();
    let mut act = |msg| {
        let effects = update(&mut model, msg);
        effects.into_iter().filter(|effect| matches!(effect, Effect::Pulse(_))).collect::<Vec<_>>()
    };
    act(Msg::PlayPressed(Cause::Reader));
    for _ in 0..8 {
        act(Msg::Ticked(200.0));
    }
    assert_eq!(act(Msg::CircleSeen(false)), [Effect::Pulse(Pulse::Hold)]);
    assert!(matches!(act(Msg::PlayPressed(Cause::Reader))[..], [Effect::Pulse(Pulse::Go(Way { gone: 100.0, .. }))]));
    assert!(matches!(act(Msg::SpeedChosen(Speed::Fast))[..], [Effect::Pulse(Pulse::Go(Way { gone: 50.0, .. }))]));
    assert_eq!(act(Msg::NextPressed(Cause::Reader)), [Effect::Pulse(Pulse::Gone)]);
}

#[test]
fn who_wants_nothing_to_move_sees_no_pulse() {
    let mut model = model();
    model.config.motion = Motion::Reduced;
    update(&mut model, Msg::PlayPressed(Cause::Reader));
    let mut effects: Vec<Effect> = (0..25).flat_map(|_| update(&mut model, Msg::Ticked(100.0))).collect();
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Pulse(Pulse::Go(_)))));
    assert!(!effects.is_empty());
    // Whoever presses the button knows better than the page's owner and the system.
    update(&mut model, Msg::SystemStill(true));
    update(&mut model, Msg::StillPressed);
    assert!(!model.is_still());
    effects = update(&mut model, Msg::StillPressed);
    assert_eq!(
        (effects, model.is_still()),
        (vec![Effect::Pulse(Pulse::Gone), Effect::KeepSettings("still".to_owned())], true)
    );
}

#[test]
fn playing_is_silent_and_ends_after_one_lap() {
    let mut model = model();
    let mut effects = update(&mut model, Msg::PlayPressed(Cause::Reader));
    assert_eq!(model.spoken, "");
    for _ in 0..200 {
        effects.extend(update(&mut model, Msg::Ticked(100.0)));
    }
    let animations: Vec<_> = effects.iter().filter(|effect| matches!(effect, Effect::Animate(_))).collect();
    assert_eq!(animations, [&Effect::Animate(true), &Effect::Animate(false)]);
    assert_eq!((model.stepper.step(), model.stepper.is_playing(), model.spoken.as_str()), (3, false, ""));
}

#[test]
fn a_link_to_a_stage_changes_the_view() {
    let mut model = model();
    let effects = update(&mut model, Msg::FragmentFollowed("#loop/2".into()));
    assert_eq!((model.view, model.stepper.step()), (1, 2));
    assert!(effects.contains(&Effect::Morph { from: 0, to: 1 }));
    assert_eq!(effects.last(), Some(&Effect::Reveal(Target::Circle)));
    let passage = Effect::Reveal(Target::Passage("#loop/2".into()));
    assert_eq!(update(&mut model, Msg::PassageAsked), [passage]);
    assert_eq!(update(&mut model, Msg::FragmentFollowed("#elsewhere/2".into())), []);
    assert_eq!(update(&mut model, Msg::FragmentFollowed("#note-none".into())), []);
}

#[test]
fn a_note_that_is_told_twice_is_emitted_once() {
    let mut model = model();
    let toggled = Msg::NoteToggled { id: "n".into(), open: true };
    assert_eq!(update(&mut model, toggled.clone()).len(), 1);
    assert_eq!(update(&mut model, toggled).len(), 0);
    assert_eq!(model.snapshot("ready").get("openNotes"), Some(&["n"].into_iter().collect()));
}

#[test]
fn a_comment_is_shown_only_once_it_is_saved() {
    let mut model = loaded();
    let effects = type_and_post(&mut model, "", " Words. ");
    assert!(matches!(effects.as_slice(), [Effect::SaveEvents { place: Some(_), .. }]));
    assert_eq!(model.talk.discussion.entries(), []);
    assert!(model.talk.composer("").sending);
    let effects = update(&mut model, saved(&effects));
    assert!(matches!(
        effects.as_slice(),
        [
            Effect::Emit(HostEvent::Comment { kind: "post", .. }),
            Effect::Share(_),
            Effect::Persist,
            Effect::Focus(Target::Comment(_))
        ]
    ));
    assert_eq!(model.talk.discussion.entries()[0].text, "Words.");
    assert_eq!(model.talk.composer("").text, "");
    assert_eq!(model.talk.composer("").notice, said!(CommentSaved));
}

#[test]
fn a_failed_save_keeps_every_word() {
    let mut model = loaded();
    let effects = type_and_post(&mut model, "", "Words.");
    let Msg::Saved(id) = saved(&effects) else { unreachable!() };
    let effects = update(&mut model, Msg::SaveFailed { id, reason: full(), outdated: false });
    assert!(effects.contains(&Effect::TryAgain { place: String::new() }));
    let composer = model.talk.composer("");
    assert_eq!((composer.text.as_str(), composer.notice), ("Words.", full()));
    assert!(composer.failed && !composer.sending);
    assert_eq!(update(&mut model, Msg::TriedAgain(String::new())), [Effect::DrawStamp { place: String::new() }]);
    let effects = update(&mut model, Msg::PostStamped { place: String::new(), stamp: stamp() });
    update(&mut model, saved(&effects));
    assert_eq!(model.talk.discussion.entries().len(), 1);
}

#[test]
fn what_is_tried_again_is_what_was_posted_and_nothing_else() {
    let fail = |model: &mut Model, id: String| update(model, Msg::SaveFailed { id, reason: full(), outdated: false });
    let again = || Msg::TriedAgain(String::new());
    // Words that the reader goes on with are not posted half-way.
    let mut model = loaded();
    let Msg::Saved(id) = saved(&type_and_post(&mut model, "", "Words.")) else { unreachable!() };
    let kept = Effect::SaveDraft { discussion: "e".into(), place: String::new(), text: "Words.".into() };
    assert!(fail(&mut model, id).contains(&kept));
    update(&mut model, Msg::DraftTyped { place: String::new(), text: "Words and m".into() });
    update(&mut model, Msg::DraftNotKept { place: String::new(), reason: full() });
    assert_eq!(update(&mut model, again()), []);
    assert!(model.talk.composer("").failed);
    update(&mut model, Msg::DraftKept(String::new()));
    assert_eq!(model.talk.composer("").notice, Said::default());
    // What could not be imported posts nothing that stands in the field.
    let event = Event {
        id: "e".into(),
        kind: "post".into(),
        parent: None,
        author: Author::default(),
        anchor: Json::Null,
        text: "Theirs.".into(),
        time: 1,
        unknown: vec![],
    };
    update(&mut model, Msg::Imported(vec![event]));
    fail(&mut model, "e".into());
    assert_eq!(update(&mut model, again()), []);
}

#[test]
fn what_is_posted_before_storage_answers_is_signed_with_the_stored_name() {
    let mut model = model();
    assert_eq!(type_and_post(&mut model, "", "Words."), []);
    assert!(model.talk.composer("").sending);
    let me = Author { id: "me".into(), name: "Ann".into() };
    let effects = update(&mut model, Msg::TalkLoaded(Stored { me: me.clone(), ..Stored::default() }));
    assert!(effects.contains(&Effect::DrawStamp { place: String::new() }));
    let effects = update(&mut model, Msg::PostStamped { place: String::new(), stamp: stamp() });
    assert!(matches!(effects.as_slice(), [Effect::SaveEvents { me: author, .. }] if *author == me));
}

#[test]
fn posting_twice_in_a_hurry_posts_once() {
    let mut model = loaded();
    type_and_post(&mut model, "", "Words.");
    assert_eq!(update(&mut model, Msg::PostStamped { place: String::new(), stamp: stamp() }), []);
}

#[test]
fn nothing_and_too_much_are_refused_with_a_sentence() {
    let mut model = loaded();
    type_and_post(&mut model, "", "  \n ");
    assert_eq!(model.talk.composer("").notice, said!(NothingToPost));
    type_and_post(&mut model, "", &"ä".repeat(10_001));
    assert_eq!(model.talk.composer("").notice, said!(TooLong, LONGEST_TEXT + 1, 1));
    assert!(model.talk.sending.is_empty());
}

#[test]
fn a_stored_draft_never_overwrites_what_is_being_typed() {
    let mut model = model();
    update(&mut model, Msg::DraftTyped { place: String::new(), text: "new".into() });
    let drafts = vec![(String::new(), "old".into()), ("c".into(), "reply".into())];
    update(&mut model, Msg::TalkLoaded(Stored { drafts, ..Stored::default() }));
    assert_eq!(model.talk.composer("").text, "new");
    assert_eq!(model.talk.composer("c").text, "reply");
}

#[test]
fn a_long_list_is_drawn_as_there_is_time_and_what_comes_to_one_that_is_drawn_at_once() {
    let mut model = model();
    let event = |n: usize| Event {
        id: format!("e{n:03}"),
        kind: POST.to_owned(),
        parent: None,
        author: Author { id: "a".to_owned(), name: String::new() },
        anchor: Json::Null,
        text: "Words.".to_owned(),
        time: 1,
        unknown: vec![],
    };
    let rows = |model: &Model| model.talk.list.iter().map(|chunk| chunk.rows.len()).sum::<usize>();
    let more = |effects: &[Effect]| effects.iter().filter(|effect| matches!(effect, Effect::DrawMore)).count();
    let events = (0..100).map(event).collect();
    let effects = update(&mut model, Msg::TalkLoaded(Stored { events, ..Stored::default() }));
    assert_eq!((model.talk.drawn, more(&effects)), (20, 1));
    let effects = update(&mut model, Msg::MoreDrawn(60));
    assert_eq!((model.talk.drawn, more(&effects)), (80, 1));
    let effects = update(&mut model, Msg::MoreDrawn(60));
    assert_eq!((model.talk.drawn, more(&effects)), (rows(&model), 0));
    let effects = update(&mut model, Msg::Heard { events: vec![event(100)], gone: vec![], me: Author::default() });
    assert_eq!((model.talk.drawn, more(&effects)), (rows(&model), 0));
}

#[test]
fn a_name_is_kept_from_typing_until_something_is_signed_with_it() {
    let kept = |text: &str| Effect::SaveDraft { discussion: "e".into(), place: ":name".into(), text: text.into() };
    let mut model = loaded();
    assert_eq!(update(&mut model, Msg::NameTyped("Ann".into())), [kept("Ann")]);
    // A page that is loaded then has it in its field, and still knows under which name something was posted before.
    let me = Author { id: "me".into(), name: "Bo".into() };
    let drafts = vec![(":name".to_owned(), "Ann".to_owned())];
    let stored = Stored { me, drafts, ..Stored::default() };
    let mut model = self::model();
    update(&mut model, Msg::TalkLoaded(stored.clone()));
    assert_eq!((model.talk.composer("").name.as_str(), model.talk.composer("").naming), ("Ann", true));
    let effects = type_and_post(&mut model, "", "Words.");
    assert!(matches!(&effects[..], [Effect::SaveEvents { me, .. }] if me.name == "Ann"));
    assert!(update(&mut model, saved(&effects)).contains(&kept("")));
    assert!(!model.talk.composer("").naming);
    // What has been typed meanwhile is newer.
    let mut model = self::model();
    update(&mut model, Msg::NameTyped("Cy".into()));
    update(&mut model, Msg::TalkLoaded(stored));
    assert_eq!(model.talk.composer("").name, "Cy");
    let effects = type_and_post(&mut model, "", "Words.");
    update(&mut model, Msg::NameTyped("Cyd".into()));
    assert!(!update(&mut model, saved(&effects)).contains(&kept("")));
    // One that cannot be kept is told where it is typed.
    update(&mut model, Msg::DraftTyped { place: String::new(), text: "More.".into() });
    update(&mut model, Msg::DraftNotKept { place: ":name".into(), reason: full() });
    assert_eq!(model.talk.composer("").notice, full());
    update(&mut model, Msg::DraftKept(":name".into()));
    assert_eq!(model.talk.composer("").notice, Said::default());
}

#[test]
fn a_comment_on_what_is_gone_from_the_essay_says_so_when_it_is_asked() {
    let gone = r#"{"block":"b","quote":"gone","prefix":"","suffix":""}"#;
    let anchors = [("p", gone), ("n", r#"{"note":"gone"}"#), ("s", r#"{"circle":"gone","step":1}"#)];
    let events = anchors.map(|(id, anchor)| {
        let json = format!(r#"{{"id":"{id}","kind":"post","anchor":{anchor},"text":"On what was."}}"#);
        Event::from_json(Json::parse(&json).unwrap()).unwrap()
    });
    for (id, _) in anchors {
        let mut model = model();
        update(&mut model, Msg::TalkLoaded(Stored { events: events.to_vec(), ..Stored::default() }));
        assert_eq!(update(&mut model, Msg::AnchorPressed(id.into())), []);
        assert_eq!(model.spoken, "What this comment is about is no longer in the essay.");
        assert!(model.talk.told.is_some_and(|told| told.place == id && told.failed));
    }
}

#[test]
fn of_several_comments_on_the_essay_that_are_begun_each_can_be_reached() {
    let [first, second] = [r#"{"note":"m"}"#, r#"{"note":"n"}"#];
    let drafts = vec![(first.to_owned(), "One.".to_owned()), (second.to_owned(), "Two.".to_owned())];
    let mut model = model();
    update(&mut model, Msg::TalkLoaded(Stored { drafts, ..Stored::default() }));
    assert_eq!(model.talk.about.as_deref(), Some(second));
    assert_eq!(model.talk.drafts.on_essay().collect::<Vec<_>>(), [first, second]);
    let effects = update(&mut model, Msg::Opened(first.to_owned()));
    assert_eq!(effects, [Effect::Focus(Target::Composer(first.to_owned()))]);
    assert_eq!((model.talk.about.as_deref(), model.talk.open.as_deref()), (Some(first), None));
    let effects = update(&mut model, Msg::PostStamped { place: first.to_owned(), stamp: stamp() });
    update(&mut model, saved(&effects));
    assert_eq!((model.talk.about.as_deref(), model.talk.drafts.get(second)), (None, Some("Two.")));
}

#[test]
fn without_storage_a_comment_is_shown_and_said_not_to_be_saved() {
    let mut model = model();
    update(&mut model, Msg::StorageRefused(said!(NothingStored, "Denied")));
    let effects = type_and_post(&mut model, "", "Words.");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::SaveEvents { .. } | Effect::SaveDraft { .. })));
    assert_eq!(model.talk.discussion.entries().len(), 1);
    assert_eq!(model.talk.composer("").notice, said!(ShownNotSaved));
    assert!(!model.talk.composer("").stays);
}

#[test]
fn a_reply_closes_its_composer_and_keeps_its_parent() {
    let mut model = loaded();
    update(&mut model, Msg::Opened("c".into()));
    let effects = type_and_post(&mut model, "c", "Words.");
    update(&mut model, saved(&effects));
    assert_eq!(model.talk.open, None);
    assert_eq!(model.talk.discussion.entries()[0].parent.as_deref(), Some("c"));
}

#[test]
fn a_closed_discussion_takes_no_posts() {
    let mut model = loaded();
    model.config.discussion = DiscussionMode::Closed;
    assert_eq!(type_and_post(&mut model, "", "Words.").len(), 0);
}

#[test]
fn a_start_is_committed_to_before_anything_is_shown() {
    let mut model = loaded();
    assert_eq!(update(&mut model, Msg::StartPressed(Direction::Down)), []);
    assert_eq!(model.starting.notice, said!(StartMissing));
    update(&mut model, Msg::StartChosen(2));
    update(&mut model, Msg::DraftTyped { place: START_PLACE.into(), text: " Because. ".into() });
    let draw = Effect::DrawStamp { place: START_PLACE.into() };
    assert_eq!(update(&mut model, Msg::StartPressed(Direction::Down)), [draw]);
    assert_eq!(model.starts(), []);
    let effects = update(&mut model, Msg::PostStamped { place: START_PLACE.into(), stamp: stamp() });
    let start = HostEvent::Start { circle: "loop".into(), step: 2, reason: "Because.".into() };
    assert_eq!(effects[0], Effect::Emit(start));
    assert!(matches!(&effects[1], Effect::SaveEvents { events, place: Some(_), .. } if events[0].kind == "start"));
    assert!(effects.contains(&Effect::Animate(true)));
    assert_eq!(model.starts(), [Start { variable: 1, push: Direction::Down, reason: "Because.".into() }]);
    assert_eq!((model.view, model.stepper.step(), model.carried()), (1, 2, Some(Direction::Down)));
    // It is no comment, and the next start begins with an empty field.
    assert_eq!(model.talk.discussion.entries(), []);
    assert_eq!((model.starting.choice, model.talk.drafts.get(START_PLACE)), (0, None));
}

#[test]
fn starts_are_read_back_and_nonsense_is_none() {
    let mut model = model();
    let me = Author { id: "me".into(), name: String::new() };
    update(&mut model, Msg::TalkLoaded(Stored { me, ..Stored::default() }));
    let start = |id: &str, step: &str, direction: &str| {
        let json = format!(
            r#"{{"id":"{id}","kind":"start","author":{{"id":"me"}},"anchor":{{"circle":"loop","step":{step},"direction":"{direction}"}},"text":"{id}"}}"#
        );
        Event::from_json(Json::parse(&json).unwrap()).unwrap()
    };
    let events = [("1", "1", "up"), ("2", "0", "up"), ("3", "4", "up"), ("4", "2", "left"), ("5", "\"x\"", "up")]
        .map(|(id, step, direction)| start(id, step, direction));
    let effects = update(&mut model, Msg::Imported(events.to_vec()));
    update(&mut model, saved(&effects));
    assert_eq!(model.starts().len(), 1);
    let effects = update(&mut model, Msg::Imported(vec![start("6", "2", "down"), start("7", "3", "up")]));
    update(&mut model, saved(&effects));
    let reasons: Vec<_> = model.starts().into_iter().map(|start| start.reason).collect();
    assert_eq!(reasons, ["6", "7"]);
}

#[test]
fn the_reader_s_language_comes_before_the_page_s_and_that_before_the_document_s() {
    let mut model = model();
    let lang = |tag: &str| Config { lang: Some(tag.to_owned()), ..Config::default() };
    assert_eq!(model.wanted_language(), Language::English);
    let effects = awake_as(&mut model, lang("fi-FI"));
    assert!(effects.contains(&Effect::LoadWords(Language::Finnish)), "{effects:?}");
    let effects = update(&mut model, Msg::SettingChosen(Setting::Language, 3));
    assert_eq!(effects, [Effect::LoadWords(Language::Arabic), Effect::KeepSettings("ar".to_owned())]);
    // Words that come too late are not taken any more.
    update(&mut model, Msg::Worded(Words::of(Language::Finnish)));
    assert_eq!(model.words.language(), Language::English);
    update(&mut model, Msg::Worded(Words::of(Language::Arabic)));
    assert_eq!(model.words.language(), Language::Arabic);
    assert_eq!(update(&mut model, Msg::Configured(lang("en"))), []);
    let effects = update(&mut model, Msg::SettingChosen(Setting::Language, 0));
    assert_eq!(effects, [Effect::LoadWords(Language::English), Effect::KeepSettings(String::new())]);
}

#[test]
fn what_is_half_written_and_where_the_circle_stands_outlive_a_change_of_language() {
    let mut model = model();
    awake_as(&mut model, Config::default());
    update(&mut model, Msg::NextPressed(Cause::Reader));
    update(&mut model, Msg::DraftTyped { place: String::new(), text: "Half a".to_owned() });
    update(&mut model, Msg::StorageRefused(said!(NothingStored, "x")));
    let before = model.clone();
    update(&mut model, Msg::SettingChosen(Setting::Language, 2));
    update(&mut model, Msg::Worded(Words::of(Language::Finnish)));
    assert_eq!((model.stepper, &model.talk), (before.stepper, &before.talk));
    let Storage::Memory(why) = &model.talk.storage else { panic!("{:?}", model.talk.storage) };
    assert!(model.words.tell(why).starts_with("Tähän selaimeen"), "{why:?}");
}

#[test]
fn settings_are_one_line_in_which_unknown_words_stay() {
    let mut model = model();
    awake_as(&mut model, Config::default());
    update(&mut model, Msg::SettingsKnown("later dark".to_owned()));
    assert_eq!(model.settings.chosen(Setting::Theme), 2);
    let kept = update(&mut model, Msg::SettingChosen(Setting::Size, 2));
    assert_eq!(kept, [Effect::KeepSettings("later dark large".to_owned())]);
    let kept = update(&mut model, Msg::SettingChosen(Setting::Theme, 0));
    assert_eq!(kept, [Effect::KeepSettings("later large".to_owned())]);
    assert!(!model.is_still());
    let kept = update(&mut model, Msg::StillPressed);
    assert_eq!(kept.last(), Some(&Effect::KeepSettings("later large still".to_owned())));
    assert!(model.is_still());
}

fn awake_as(model: &mut Model, config: Config) -> Vec<Effect> {
    update(model, Msg::Awoke { config, view: None, open_notes: vec![], kept_notes: vec![] })
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
fn a_fragment_leads_to_a_paragraph_unless_it_is_that_of_a_stage() {
    let mut model = with_sections();
    let mut follow = |fragment: &str| update(&mut model, Msg::FragmentFollowed(fragment.into()));
    for known in ["s/1", "s/3", "opening/1"] {
        assert_eq!(follow(&format!("#{known}")), [Effect::Reveal(Target::Block(known.into()))]);
    }
    for unknown in ["#s/0", "#s/4", "#opening/2", "#other/1"] {
        assert_eq!(follow(unknown), [], "{unknown}");
    }
    assert_eq!(follow("#up/2").last(), Some(&Effect::Reveal(Target::Circle)));
    assert_eq!((model.view, model.stepper.step()), (0, 2));
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
        assert_eq!(follow(&format!("#{id}")), [Effect::Reveal(Target::Section(id.into()))]);
    }
    let note = [Effect::SetNote { id: "n".into(), open: true }, Effect::Reveal(Target::Note("n".into()))];
    assert_eq!(follow("#note-n"), note);
    assert_eq!(follow("#note-nowhere"), []);
    assert_eq!(follow("#up/2").last(), Some(&Effect::Reveal(Target::Circle)));
}

#[test]
fn the_reading_time_counts_the_words_of_the_text() {
    // 241 words.
    assert_eq!(with_sections().minutes, 2);
    assert_eq!(model().minutes, 0);
}

#[test]
fn escape_closes_the_note_that_was_opened_last_of_those_that_are_seen() {
    let mut model = model();
    for id in ["a", "b", "c"] {
        update(&mut model, Msg::NoteToggled { id: id.into(), open: true });
    }
    let effects = update(&mut model, Msg::EscapePressed(vec!["b".into(), "a".into()]));
    assert_eq!(effects, [Effect::CloseNote("b".into())]);
    assert_eq!(update(&mut model, Msg::EscapePressed(vec!["x".into()])), []);
}

#[test]
fn what_is_open_is_kept_and_opened_again() {
    let mut model = model();
    update(&mut model, Msg::NoteToggled { id: "n".into(), open: true });
    let kept = Effect::KeepNotes { essay: "e".into(), ids: vec!["n".into()] };
    assert_eq!(update(&mut model, Msg::PageHidden).first(), Some(&kept));
    let awoke = Msg::Awoke {
        config: Config::default(),
        view: None,
        open_notes: vec![],
        kept_notes: vec!["n".into(), "gone".into()],
    };
    let restored = Effect::RestoreNotes(vec!["n".into(), "gone".into()]);
    assert!(update(&mut self::model(), awoke).contains(&restored));
}

#[test]
fn a_copied_link_is_told_each_time() {
    let mut model = model();
    assert_eq!(update(&mut model, Msg::LinkAsked("s/1".into())), [Effect::CopyLink("s/1".into())]);
    update(&mut model, Msg::LinkCopied(true));
    let first = model.spoken.clone();
    update(&mut model, Msg::LinkCopied(true));
    assert_eq!((first.as_str(), model.spoken.trim_end()), ("Link copied.", "Link copied."));
    assert_ne!(model.spoken, first);
    update(&mut model, Msg::LinkCopied(false));
    assert_eq!(model.spoken, "The link is in the address bar.");
}

#[test]
fn what_may_not_have_become_a_file_is_there_to_be_copied() {
    let mut model = model();
    let effects = update(&mut model, Msg::ExportPressed(Format::Json));
    let [Effect::SaveFile { text, .. }] = &*effects else { panic!("{effects:?}") };
    let selected = update(&mut model, Msg::FileKept(text.clone()));
    assert_eq!(selected, [Effect::Focus(Target::Text("export-text"))]);
    assert_eq!(model.talk.kept_file.as_deref(), Some(text.as_str()));
    assert_eq!(model.spoken, model.words.tell(&said!(NoFiles)));
    // The next one is another.
    update(&mut model, Msg::ExportPressed(Format::Csv));
    assert_eq!(model.talk.kept_file, None);
    update(&mut model, Msg::FileKept(text.clone()));
    assert_eq!(update(&mut model, Msg::FilePutAway), [Effect::Focus(Target::ExportButton)]);
    assert_eq!(model.talk.kept_file, None);
    // The circle.
    assert_eq!(update(&mut model, Msg::PictureKept("<svg/>".into())), [Effect::Focus(Target::Text("circle-text"))]);
    assert_eq!(model.handed, (said!(NoFiles), "<svg/>".to_owned()));
    assert_eq!(update(&mut model, Msg::Copied), []);
    assert_eq!(update(&mut model, Msg::NotCopied("Text".into())), [Effect::Focus(Target::Text("circle-text"))]);
}

#[test]
fn a_link_that_cannot_be_copied_is_there_to_be_copied_by_hand() {
    let mut model = model();
    let (fragment, address) = ("s/1".to_owned(), "https://a.example/#s/1".to_owned());
    let told = update(&mut model, Msg::LinkNotCopied { fragment: fragment.clone(), address: address.clone() });
    assert_eq!(told, [Effect::Focus(Target::Text("link-text"))]);
    assert_eq!(model.link, Some((fragment.clone(), address)));
    assert_eq!(update(&mut model, Msg::LinkPutAway), [Effect::Focus(Target::CopyLink(fragment))]);
    assert_eq!(model.link, None);
}
