//! "Where would you start?": the question, and beside each other what the reader's pushes and the essay's own would bring about.

use super::markup::{chosen, markup, typed};
use super::{InterfaceLanguage, heading, own_direction, press, quiet_button};
use essay_core::app::discussion::composer;
use essay_core::app::start_question::{self, Msg as StartMsg};
use essay_core::app::{ComposerId, Msg, Start};
use essay_core::circle::{Circle, Direction, LoopKind};
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// What [`start_region`] shows.
#[derive(Clone, PartialEq)]
pub(super) struct StartProps {
    pub(super) starting: start_question::State,
    pub(super) starts: Vec<Start>,
    /// The reason so far.
    pub(super) reason: String,
    /// Level of the region's title.
    pub(super) level: u8,
    pub(super) words: Translations,
    pub(super) ui_language: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn start_region(circle: &Circle, props: &StartProps) -> Html {
    let StartProps { starting, starts, reason, level, words, ui_language, on } = props;
    let words = *words;
    let choose = on.reform(|event| StartMsg::VariableChosen(chosen(&event)).into());
    let explain =
        on.reform(|event| composer::Msg::Typed { composer: ComposerId::StartReason, text: typed(&event) }.into());
    let variables = circle.variables.iter().enumerate().map(|(index, variable)| {
        markup!("<option selected={}>{}</option>", index + 1 == starting.choice, &variable.name)
    });
    let push = |direction: Direction, label: &'static str| {
        let act = press(on, StartMsg::PushPressed(direction));
        markup!("<button type='button' class='primary' onclick={}>{}</button>", act, label)
    };
    let runs = starts.iter().enumerate().map(|(index, start)| {
        let title = if index == 0 && starts.len() > 1 { t!(words, StartedBefore) } else { t!(words, StartedHere) };
        run(circle, props, &format!("run-{index}"), title, start, "")
    });
    let own = circle.answer.as_ref().filter(|_| !starts.is_empty()).and_then(|answer| {
        let variable = circle.variables.iter().position(|variable| variable.id == answer.variable)?;
        let start = Start { variable, push: answer.direction, reason: answer.text.clone() };
        Some(run(circle, props, "run-own", t!(words, EssayStarts), &start, &answer.risk))
    });
    markup!(
        "<section class='start script-only' aria-labelledby='start-title' lang={} dir={}>{}\
           <p>{}</p>\
           <label class='field-label' for='start-variable'>{}</label>\
           <select id='start-variable' onchange={}><option selected={}>{}</option>{}</select>\
           <label class='field-label' for='start-reason'>{}</label>\
           <textarea id='start-reason' class='field' rows='2' dir={} value={} oninput={}/>\
           <div class='composer-foot'>{}{}<p class='notice' data-failed=''>{}</p></div>\
           <div class='runs'>{}{}</div>\
         </section>",
        ui_language.lang(),
        ui_language.dir(),
        heading(*level, "start-title", "start", t!(words, StartTitle)),
        t!(words, StartIntro),
        t!(words, StartWhat),
        choose,
        starting.choice == 0,
        t!(words, StartChoose),
        variables.collect::<Vec<_>>(),
        t!(words, StartWhy),
        own_direction(reason),
        reason,
        explain,
        push(Direction::Up, t!(words, PushUp)),
        push(Direction::Down, t!(words, PushDown)),
        words.format(&starting.notice),
        runs.collect::<Vec<_>>(),
        own,
    )
}

/// What a push brings about on its first lap, and what the next lap does with it.
fn run(circle: &Circle, props: &StartProps, id: &str, title: &'static str, start: &Start, risk: &str) -> Html {
    let words = props.words;
    let count = circle.variables.len();
    let moves = |name: &str, direction: Direction| match direction {
        Direction::Up => t!(words, NameRises, name),
        Direction::Down => t!(words, NameFalls, name),
    };
    let reached = circle.run(start.variable, start.push, 1);
    let items = reached.iter().enumerate().filter_map(|(index, reached)| {
        let variable = circle.variables.get(reached.variable)?;
        let when = match index {
            0 => t!(words, First),
            _ if index + 1 == count => t!(words, Last),
            _ if reached.late => t!(words, Late),
            _ => t!(words, Soon),
        };
        let before = reached.variable.checked_add(count)?.checked_sub(1)? % count;
        let because = circle.links.get(before).filter(|_| index > 0).map(|link| link.because.as_str());
        Some(markup!(
            "<li key={}><span class='when'>{}</span><strong>{}</strong>{}</li>",
            index,
            when,
            moves(&variable.name, reached.direction),
            because.map(|because| markup!("<span class='because' dir='auto'>{}</span>", because.to_owned())),
        ))
    });
    let name = circle.variables.get(start.variable).map(|variable| variable.name.as_str()).unwrap_or_default();
    let round = match (circle.kind(), start.push) {
        (LoopKind::Reinforcing, Direction::Up) => t!(words, RoundRises, name),
        (LoopKind::Reinforcing, Direction::Down) => t!(words, RoundFalls, name),
        (LoopKind::Balancing, _) => t!(words, RoundBalances, name),
    };
    let reason = (!start.reason.is_empty()).then(|| markup!("<p class='reason' dir='auto'>{}</p>", &start.reason));
    let risk = (!risk.is_empty())
        .then(|| markup!("<p class='risk'><strong>{}</strong> <bdi>{}</bdi></p>", t!(words, Risk), risk.to_owned()));
    markup!(
        "<section class='run'>{}{}<ol>{}</ol><p class='round'>{}</p>{}{}</section>",
        heading(props.level + 1, id, "run", title),
        reason,
        items.collect::<Vec<_>>(),
        round,
        risk,
        quiet_button(
            t!(words, WatchIt),
            press(&props.on, StartMsg::RunPressed { variable: start.variable, push: start.push })
        ),
    )
}
