//! "Where would you start?": the question, and beside each other what the reader's pushes and the essay's own would bring about.

use super::circle_diagram::{DiagramProps, circle_diagram, empty_diagram};
use super::controls::{Choice, chosen, field_label, on_click, options, primary_button, quiet_button, typed};
use super::elements::{heading, number, own_direction, when};
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
    /// The loop beneath, on which the reader chooses and sees the push run.
    pub(super) ring: DiagramProps,
    /// True as long as no script runs.
    pub(super) is_still: bool,
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
            <div class="start-ask">
                {ring(circle, props)}
                <div class="start-fields">
                    {variable_field(circle, props)}
                    {reason_field(props)}
                    <div class="composer-foot pushes">
                        {primary_button(false, t!(words, PushUp), on_click(on, StartMsg::PushPressed(Direction::Up)))}
                        {primary_button(false, t!(words, PushDown), on_click(on, StartMsg::PushPressed(Direction::Down)))}
                        <p class="notice" data-failed="">{words.format(&state.notice)}</p>
                    </div>
                    <div class="runs">{runs(circle, props)}</div>
                </div>
            </div>
        </section>
    }
}

/// Renders the loop beneath. The list of variables and the list of effects are its equals, so assistive technology does not see it.
fn ring(circle: &Circle, props: &StartProps) -> Html {
    let Some(view) = props.ring.views.get(props.ring.index) else { return Html::default() };
    // Only the ring's place is reserved on the still page.
    let diagram = if props.is_still { empty_diagram(view) } else { circle_diagram(&props.ring) };
    html! { <div class="start-ring" data-view={number(circle.tellings.len())} data-tone="neutral" aria-hidden="true">{diagram}</div> }
}

/// Returns how many effects of a start the ring has reached, if it shows this start and has not come round yet.
fn reached(start: &Start, ring: &DiagramProps) -> Option<usize> {
    let stepper = &ring.stepper;
    let pushes = stepper.origin() == start.variable + 1 && ring.pushed.get(start.variable) == Some(&Some(start.push));
    (pushes && stepper.distance() < stepper.steps()).then(|| stepper.distance() + 1)
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

/// Renders the reader's pushes, the newest first, and the essay's own once there is one to compare it with.
fn runs(circle: &Circle, props: &StartProps) -> Html {
    let StartProps { starts, words, .. } = props;
    let own = circle.answer.as_ref().and_then(|answer| {
        let variable = circle.variables.iter().position(|variable| variable.id == answer.variable)?;
        Some((Start { variable, push: answer.direction, reason: answer.text.clone() }, answer.risk.as_str()))
    });
    let is_own =
        |start: &Start| own.as_ref().is_some_and(|(own, _)| (own.variable, own.push) == (start.variable, start.push));
    let runs = starts.iter().rev().enumerate().map(|(index, start)| {
        let title = if index == 0 { t!(words, StartedHere) } else { t!(words, StartedBefore) };
        run(circle, props, &format!("run-{index}"), title, start, "")
    });
    let newest = starts.last();
    let own_run = own.as_ref().filter(|_| newest.is_some()).map(|(start, risk)| {
        // The same list a second time would tell nothing.
        if newest.is_some_and(is_own) {
            agreement(props, start, risk)
        } else {
            run(circle, props, "run-own", t!(words, EssayStarts), start, risk)
        }
    });
    runs.chain(own_run).collect()
}

/// Renders the essay's reason and the risk where the reader starts as the essay does.
fn agreement(props: &StartProps, own: &Start, risk: &str) -> Html {
    let StartProps { level, words, .. } = props;
    html! {
        <section key="run-own" class="run">
            {heading(level + 1, "run-own", "run", t!(words, StartAsEssay))}
            {reason(&own.reason)}
            {risk_line(risk, *words)}
        </section>
    }
}

fn reason(reason: &str) -> Html {
    when(!reason.is_empty(), || html! { <p class="reason" dir="auto">{reason.to_owned()}</p> })
}

fn risk_line(risk: &str, words: Translations) -> Html {
    let risk = risk.to_owned();
    when(!risk.is_empty(), || html! { <p class="risk"><strong>{t!(words, Risk)}</strong>{" "}<bdi>{risk}</bdi></p> })
}

/// Renders what a push brings about on its first lap, and what the next lap does with it.
fn run(circle: &Circle, props: &StartProps, id: &str, title: &'static str, start: &Start, risk: &str) -> Html {
    let StartProps { level, words, on, .. } = props;
    let Start { variable, push, reason: why } = start;
    let impacts = circle.run(*variable, *push, 1);
    // The list is filled line by line with the push.
    let reached = reached(start, &props.ring);
    let shown = impacts.iter().take(reached.unwrap_or(impacts.len())).enumerate();
    let effects = shown.filter_map(|(index, impact)| effect(circle, index, impact, *words));
    html! {
        <section key={id} class="run">
            {heading(level + 1, id, "run", title)}
            {reason(why)}
            <ol>{effects.collect::<Html>()}</ol>
            {when(reached.is_none(), || html! { <p class="round">{round(circle, start, *words)}</p> })}
            {risk_line(risk, *words)}
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
        _ if index + 1 == count && impact.late => t!(words, LateLast),
        _ if index + 1 == count => t!(words, Last),
        _ if impact.late => t!(words, Late),
        _ => t!(words, Soon),
    };
    let moves = impact.direction.in_words(name, words);
    let before = impact.variable.checked_add(count)?.checked_sub(1)? % count;
    // The link leads here from the variable before, which moves so that this one moves as it does.
    let link = circle.links.get(before).filter(|_| index > 0);
    let because = link.map(|link| link.reason(impact.direction.through(link.sign), words));
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
