use super::*;
use crate::app::tests::{essay, model, update};
use crate::app::{Effect, HostEvent, Model, Pulse, PulsePath, circle, settings};
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
    assert_eq!(ways, [(0, 9, false, false, 700.0), (0, 9, true, true, 1_700.0)]);
}

#[test]
fn a_pause_holds_the_pulse_and_a_step_ends_it() {
    let mut model = model();
    let mut act = |msg| {
        let effects = update(&mut model, msg);
        effects.into_iter().filter(|effect| matches!(effect, Effect::Page(PageEffect::Pulse(_)))).collect::<Vec<_>>()
    };
    act(circle::Msg::PlayPressed(Cause::Reader));
    for _ in 0..8 {
        act(circle::Msg::Ticked(Millis(200.0)));
    }
    assert_eq!(act(circle::Msg::VisibilityChanged { visible: false }), [Effect::Page(PageEffect::Pulse(Pulse::Hold))]);
    assert!(matches!(
        act(circle::Msg::PlayPressed(Cause::Reader))[..],
        [Effect::Page(PageEffect::Pulse(Pulse::Go(PulsePath { elapsed: Millis(100.0), .. })))]
    ));
    assert!(matches!(
        act(circle::Msg::SpeedChosen(Speed::Fast))[..],
        [Effect::Page(PageEffect::Pulse(Pulse::Go(PulsePath { elapsed: Millis(50.0), .. })))]
    ));
    assert_eq!(act(circle::Msg::NextPressed(Cause::Reader)), [Effect::Page(PageEffect::Pulse(Pulse::End))]);
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
    update(&mut model, settings::Msg::ReducedMotionToggled);
    assert!(!model.is_motion_reduced());
    effects = update(&mut model, settings::Msg::ReducedMotionToggled);
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
        (3, false, "")
    );
}
