//! "Where would you start?": the question, and beside each other what the reader's pushes and the essay's own would bring about.

use super::controls::{Choice, chosen, field_label, on_click, options, primary_button, quiet_button, typed};
use super::elements::{heading, own_direction, when};
use super::{InterfaceLanguage, Shared};
use essay_core::app::discussion::composer;
use essay_core::app::start_question::{self, Msg as StartMsg};
use essay_core::app::{ComposerId, Msg, Start};
use essay_core::circle::propagation::Impact;
use essay_core::circle::{Circle, Direction, LoopKind};
use essay_core::essay::Essay;
use essay_core::i18n::Translations;
use essay_core::t;
use yew::prelude::*;

/// The arguments of [`start_region`].
#[derive(Clone, PartialEq)]
pub(super) struct StartProps {
    pub(super) essay: Shared<Essay>,
    pub(super) state: start_question::State,
    pub(super) starts: Vec<Start>,
    /// The reason so far.
    pub(super) reason: String,
    /// The level of the region's title.
    pub(super) level: u8,
    pub(super) words: Translations,
    pub(super) interface: InterfaceLanguage,
    pub(super) on: Callback<Msg>,
}

pub(super) fn start_region(props: &StartProps) -> Html {
    let StartProps { essay, state, level, words, interface, on, .. } = props;
    let Some(circle) = &essay.circle else { return html! { <div /> } };
    html! {
        <section class="start script-only" aria-labelledby="start-title" lang={interface.lang()} dir={interface.dir()}>
            {heading(*level, "start-title", "start", t!(words, StartTitle))}
            <p>{t!(words, StartIntro)}</p>
            {variable_field(circle, props)}
            {reason_field(props)}
            <div class="composer-foot">
                {primary_button(false, t!(words, PushUp), on_click(on, StartMsg::PushPressed(Direction::Up)))}
                {primary_button(false, t!(words, PushDown), on_click(on, StartMsg::PushPressed(Direction::Down)))}
                <p class="notice" data-failed="">{words.format(&state.notice)}</p>
            </div>
            <div class="runs">{runs(circle, props)}</div>
        </section>
    }
}

/// Renders the choice of the variable that the reader would push.
fn variable_field(circle: &Circle, StartProps { state, words, on, .. }: &StartProps) -> Html {
    let onchange = on.reform(|event| StartMsg::VariableChosen(chosen(&event)).into());
    let mut choices = vec![Choice::new(t!(words, StartChoose), state.choice == 0)];
    let variables = circle.variables.iter().enumerate();
    choices.extend(variables.map(|(index, variable)| Choice::new(variable.name.clone(), index + 1 == state.choice)));
    html! {
        <>
            {field_label("start-variable", t!(words, StartWhat))}
            <select id="start-variable" {onchange}>{options(choices)}</select>
        </>
    }
}

/// Renders the field for the reason.
fn reason_field(StartProps { reason, words, on, .. }: &StartProps) -> Html {
    let oninput =
        on.reform(|event| composer::Msg::Typed { composer: ComposerId::StartReason, text: typed(&event) }.into());
    html! {
        <>
            {field_label("start-reason", t!(words, StartWhy))}
            <textarea id="start-reason" class="field" rows="2" dir={own_direction(reason)} value={reason.clone()} {oninput} />
        </>
    }
}

/// Renders the reader's pushes, and the essay's own once there is one to compare it with.
fn runs(circle: &Circle, props: &StartProps) -> Html {
    let StartProps { starts, words, .. } = props;
    let own = circle.answer.as_ref().filter(|_| !starts.is_empty()).and_then(|answer| {
        let variable = circle.variables.iter().position(|variable| variable.id == answer.variable)?;
        let start = Start { variable, push: answer.direction, reason: answer.text.clone() };
        Some(run(circle, props, "run-own", t!(words, EssayStarts), &start, &answer.risk))
    });
    let runs = starts.iter().enumerate().map(|(index, start)| {
        let title = if index == 0 && starts.len() > 1 { t!(words, StartedBefore) } else { t!(words, StartedHere) };
        run(circle, props, &format!("run-{index}"), title, start, "")
    });
    runs.chain(own).collect()
}

/// Renders what a push brings about on its first lap, and what the next lap does with it.
fn run(circle: &Circle, props: &StartProps, id: &str, title: &'static str, start: &Start, risk: &str) -> Html {
    let StartProps { level, words, on, .. } = props;
    let Start { variable, push, reason } = start;
    let impacts = circle.run(*variable, *push, 1);
    let effects = impacts.iter().enumerate().filter_map(|(index, impact)| effect(circle, index, impact, *words));
    html! {
        <section key={id} class="run">
            {heading(level + 1, id, "run", title)}
            {when(!reason.is_empty(), || html! { <p class="reason" dir="auto">{reason}</p> })}
            <ol>{effects.collect::<Html>()}</ol>
            <p class="round">{round(circle, start, *words)}</p>
            {when(!risk.is_empty(), || html! { <p class="risk"><strong>{t!(words, Risk)}</strong>{" "}<bdi>{risk}</bdi></p> })}
            {quiet_button(
                t!(words, WatchIt),
                on_click(on, StartMsg::RunPressed { variable: *variable, push: *push }),
            )}
        </section>
    }
}

/// Renders a variable that a push has reached: when, in which direction, and why.
fn effect(circle: &Circle, index: usize, impact: &Impact, words: Translations) -> Option<Html> {
    let count = circle.variables.len();
    let name = circle.variables.get(impact.variable)?.name.as_str();
    let when = match index {
        0 => t!(words, First),
        _ if index + 1 == count => t!(words, Last),
        _ if impact.late => t!(words, Late),
        _ => t!(words, Soon),
    };
    let moves = impact.direction.in_words(name, words);
    let before = impact.variable.checked_add(count)?.checked_sub(1)? % count;
    let because = circle.links.get(before).filter(|_| index > 0).map(|link| link.because.as_str());
    Some(html! {
        <li key={index}>
            <span class="when">{when}</span>
            <strong>{moves}</strong>
            {because.map(|because| html! { <span class="because" dir="auto">{because}</span> }).unwrap_or_default()}
        </li>
    })
}

/// Says what the next lap does with a push.
fn round(circle: &Circle, start: &Start, words: Translations) -> String {
    let name = circle.variables.get(start.variable).map(|variable| variable.name.as_str()).unwrap_or_default();
    match (circle.kind(), start.push) {
        (LoopKind::Reinforcing, Direction::Up) => t!(words, RoundRises, name),
        (LoopKind::Reinforcing, Direction::Down) => t!(words, RoundFalls, name),
        (LoopKind::Balancing, _) => t!(words, RoundBalances, name),
    }
}
