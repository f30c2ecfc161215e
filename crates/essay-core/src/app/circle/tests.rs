use super::*;
use crate::app::tests::{essay, model, update};
use crate::app::{self, Effect, HostEvent, Model, Pulse, PulsePath, Setting, circle, settings};
use crate::circle::Polarity;
use crate::config::Motion;

#[test]
fn a_step_is_told_to_the_page_and_spoken_to_the_reader() {
    let mut model = model();
    let effects = update(&mut model, circle::Msg::NextPressed(Cause::Reader));
    let step = HostEvent::Step { circle: "up".into(), step: 1, steps: 3, lap: 1, cause: Cause::Reader };
    assert_eq!(step.detail().to_string(), r#"{"circle":"up","step":1,"steps":3,"lap":1,"cause":"reader"}"#);
    assert_eq!(
        effects,
        [
            Effect::Page(PageEffect::Pulse(Pulse::End)),
            Effect::Page(PageEffect::Emit(step)),
            Effect::Page(PageEffect::MarkLinks(Some(StageRef { view: "up".into(), step: 1 })))
        ]
    );
    assert_eq!(model.announcement, "Stage 1 of 3: a up. a rises. It rises.");
}

#[test]
fn the_pulse_sets_out_waits_and_turns_as_the_signs_say() {
    let mut essay = Rc::unwrap_or_clone(essay());
    let links = &mut essay.circle.as_mut().unwrap().links;
    (links[1].sign, links[1].delayed) = (Polarity::Minus, true);
    let mut model = Model::new(Rc::new(essay), Config::default());
    let mut pulses = vec![];
    pulses.extend(update(&mut model, circle::Msg::PlayPressed(Cause::Reader)));
    for _ in 0..200 {
        pulses.extend(update(&mut model, circle::Msg::Ticked(Millis(100.0))));
    }
    let ways: Vec<_> = pulses
        .iter()
        .filter_map(|effect| match effect {
            Effect::Page(PageEffect::Pulse(Pulse::Go(way))) => {
                Some((way.view, way.points.len(), way.turns, way.waits, way.duration.0))
            }
            _ => None,
        })
        .collect();
    assert_eq!(ways, [(0, 9, false, false, 600.0), (0, 9, true, true, 1_850.0), (0, 9, false, false, 600.0)]);
    assert_eq!(pulses.last(), Some(&Effect::Page(PageEffect::Pulse(Pulse::Close(0)))));
}

#[test]
fn a_pause_holds_the_pulse_and_a_step_ends_it() {
    let mut model = model();
    let mut act = |msg: app::Msg| {
        let effects = update(&mut model, msg);
        effects.into_iter().filter(|effect| matches!(effect, Effect::Page(PageEffect::Pulse(_)))).collect::<Vec<_>>()
    };
    act(circle::Msg::PlayPressed(Cause::Reader).into());
    for _ in 0..8 {
        act(circle::Msg::Ticked(Millis(200.0)).into());
    }
    assert_eq!(
        act(circle::Msg::VisibilityChanged { visible: false }.into()),
        [Effect::Page(PageEffect::Pulse(Pulse::Hold))]
    );
    assert!(matches!(
        act(circle::Msg::PlayPressed(Cause::Reader).into())[..],
        [Effect::Page(PageEffect::Pulse(Pulse::Go(PulsePath { elapsed: Millis(448.0), .. })))]
    ));
    assert!(matches!(
        act(settings::Msg::Chosen(Setting::Speed, 2).into())[..],
        [Effect::Page(PageEffect::Pulse(Pulse::Go(PulsePath { elapsed: Millis(224.0), .. })))]
    ));
    // A step takes the place of the pulse that is on its way.
    assert!(matches!(
        act(circle::Msg::NextPressed(Cause::Reader).into())[..],
        [Effect::Page(PageEffect::Pulse(Pulse::Go(PulsePath { way: 0, elapsed: Millis(0.0), .. })))]
    ));
}

/// A pulse: the stage before its path, the first and the last point, and what it carries.
type Sent = (usize, String, String, Option<Direction>);

/// The pulses of some messages.
fn pulses(model: &mut Model, msgs: &[circle::Msg]) -> Vec<Option<Sent>> {
    let pulse = |msg: &circle::Msg| {
        let effects = update(model, msg.clone());
        effects.into_iter().find_map(|effect| match effect {
            Effect::Page(PageEffect::Pulse(Pulse::Go(path))) => {
                let (from, to) = (path.points.first()?.to_string(), path.points.last()?.to_string());
                Some((path.way, from, to, path.carries))
            }
            _ => None,
        })
    };
    msgs.iter().map(pulse).collect()
}

#[test]
fn every_step_sends_a_pulse_along_its_arc_and_a_jump_does_not() {
    let mut model = model();
    let (next, back) = (circle::Msg::NextPressed(Cause::Reader), circle::Msg::BackPressed(Cause::Reader));
    let jump = circle::Msg::StageChosen { step: 3, announced: false };
    let sent = pulses(&mut model, &[next.clone(), next.clone(), back, jump, next]);
    // The pulse travels between the edges of two discs.
    let (one, two) = ("219 37.1".to_owned(), "350.6 265".to_owned());
    let up = Some(Direction::Up);
    let expected = [
        None,
        Some((0, one.clone(), two.clone(), up)),
        Some((0, two, one, up)),
        None,
        // The step after the last stage goes over the last arc to the first.
        Some((2, "49.4 265".to_owned(), "181 37.1".to_owned(), up)),
    ];
    assert_eq!(sent, expected);
    assert_eq!((model.circle.stepper.step(), model.circle.stepper.lap()), (1, 2));
}

#[test]
fn another_telling_keeps_the_variable() {
    let mut essay = Rc::unwrap_or_clone(essay());
    let circle = essay.circle.as_mut().unwrap();
    let mut other = circle.tellings[0].clone();
    other.id = "other".into();
    other.stages.remove(1);
    circle.tellings.push(other);
    let mut model = Model::new(Rc::new(essay), Config::default());
    let mut at = |view, step| {
        update(&mut model, circle::Msg::ViewChosen(0));
        update(&mut model, circle::Msg::StageChosen { step, announced: false });
        update(&mut model, circle::Msg::ViewChosen(view));
        model.circle.stepper.step()
    };
    // The other telling passes over the second variable, so the nearest before it is kept. Not started stays so.
    assert_eq!([at(1, 0), at(1, 1), at(1, 2), at(1, 3)], [0, 1, 1, 2]);
    assert_eq!([at(2, 0), at(2, 1), at(2, 2), at(2, 3)], [0, 1, 2, 3]);
}

#[test]
fn who_wants_nothing_to_move_sees_no_pulse() {
    let mut model = model();
    model.config.motion = Motion::Reduced;
    update(&mut model, circle::Msg::PlayPressed(Cause::Reader));
    let mut effects: Vec<Effect> =
        (0..25).flat_map(|_| update(&mut model, circle::Msg::Ticked(Millis(100.0)))).collect();
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Page(PageEffect::Pulse(Pulse::Go(_))))));
    assert!(!effects.is_empty());
    // The reader who presses the button knows better than the page's owner and the system.
    update(&mut model, settings::Msg::SystemMotionChanged { reduced: true });
    update(&mut model, settings::Msg::Chosen(Setting::Motion, 2));
    assert!(!model.is_motion_reduced());
    effects = update(&mut model, settings::Msg::Chosen(Setting::Motion, 1));
    assert_eq!(
        (effects, model.is_motion_reduced()),
        (
            vec![
                Effect::Page(PageEffect::Pulse(Pulse::End)),
                Effect::Settings(settings::Effect::Save("still".to_owned()))
            ],
            true
        )
    );
}

#[test]
fn playing_is_silent_and_ends_after_one_lap() {
    let mut model = model();
    let mut effects = update(&mut model, circle::Msg::PlayPressed(Cause::Reader));
    assert_eq!(model.announcement, "");
    for _ in 0..200 {
        effects.extend(update(&mut model, circle::Msg::Ticked(Millis(100.0))));
    }
    let animations: Vec<_> =
        effects.iter().filter(|effect| matches!(effect, Effect::Circle(circle::Effect::SetClock { .. }))).collect();
    assert_eq!(
        animations,
        [
            &Effect::Circle(circle::Effect::SetClock { running: true }),
            &Effect::Circle(circle::Effect::SetClock { running: false })
        ]
    );
    assert_eq!(
        (model.circle.stepper.step(), model.circle.stepper.is_playing(), model.announcement.as_str()),
        (1, false, "")
    );
}
