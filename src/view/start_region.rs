//! "Where would you start?": the question, and beside each other what the reader's pushes and the essay's own would bring about.

use super::{heading, press};
use essay_core::app::{Msg, START_PLACE, Start, Starting};
use essay_core::circle::{Circle, Direction, LoopKind};
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What [`start_region`] shows.
#[derive(Clone, PartialEq)]
pub(super) struct StartProps {
    pub(super) starting: Starting,
    pub(super) starts: Vec<Start>,
    /// The reason so far.
    pub(super) reason: String,
    /// Level of the region's title.
    pub(super) level: u8,
    pub(super) on: Callback<Msg>,
}

pub(super) fn start_region(circle: &Circle, props: &StartProps) -> Html {
    let StartProps { starting, starts, reason, level, on, .. } = props;
    let choose = on.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
        Msg::StartChosen(chosen.and_then(|chosen| chosen.try_into().ok()).unwrap_or(0))
    });
    let explain = on.reform(|event: InputEvent| {
        let text = event.target_dyn_into::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
        Msg::DraftTyped { place: START_PLACE.to_owned(), text }
    });
    let variables = circle.variables.iter().enumerate().map(|(index, variable)| {
        html! { <option selected={index + 1 == starting.choice}>{ &variable.name }</option> }
    });
    let push = |direction: Direction, label: &'static str| {
        html! { <button type="button" class="primary" onclick={press(on, Msg::StartPressed(direction))}>{ label }</button> }
    };
    let runs = starts.iter().enumerate().map(|(index, start)| {
        let title = if index == 0 && starts.len() > 1 { "Before that, you started here" } else { "You started here" };
        run(circle, &format!("run-{index}"), title, start, "", *level)
    });
    let own = circle.answer.as_ref().filter(|_| !starts.is_empty()).and_then(|answer| {
        let variable = circle.variables.iter().position(|variable| variable.id == answer.variable)?;
        let start = Start { variable, push: answer.direction, reason: answer.text.clone() };
        Some(run(circle, "run-own", "The essay would start here", &start, &answer.risk, *level))
    });
    html! {
        <section class="start script-only" aria-labelledby="start-title">
            { heading(*level, "start-title", "start", html! { "Where would you start?" }) }
            <p>{ "Choose what you would move first, and which way. What follows is shown once you have." }</p>
            <label class="field-label" for="start-variable">{ "What you would move" }</label>
            <select id="start-variable" onchange={choose}>
                <option selected={starting.choice == 0}>{ "Choose a part of the loop" }</option>
                { for variables }
            </select>
            <label class="field-label" for="start-reason">{ "Why there? (may stay empty; kept with your entries in this browser)" }</label>
            <textarea id="start-reason" class="field" rows="2" value={reason.clone()} oninput={explain} />
            <div class="composer-foot">
                { push(Direction::Up, "Push it up") }
                { push(Direction::Down, "Push it down") }
                <p class="notice" data-failed="">{ starting.notice }</p>
            </div>
            <div class="runs">{ for runs }{ own }</div>
        </section>
    }
}

/// What a push brings about on its first lap, and what the next lap does with it.
fn run(circle: &Circle, id: &str, title: &str, start: &Start, risk: &str, level: u8) -> Html {
    let count = circle.variables.len();
    let moves = |direction: Direction| if direction == Direction::Up { "rises" } else { "falls" };
    let reached = circle.run(start.variable, start.push, 1);
    let items = reached.iter().enumerate().filter_map(|(index, reached)| {
        let variable = circle.variables.get(reached.variable)?;
        let when = match index {
            0 => "First",
            _ if index + 1 == count => "Last",
            _ if reached.late => "Late",
            _ => "Soon",
        };
        let before = reached.variable.checked_add(count)?.checked_sub(1)? % count;
        let because = circle.links.get(before).filter(|_| index > 0).map(|link| link.because.as_str());
        Some(html! {
            <li key={index}>
                <span class="when">{ when }</span>
                <strong>{ format!("{} {}", variable.name, moves(reached.direction)) }</strong>
                if let Some(because) = because { <span class="because">{ because }</span> }
            </li>
        })
    });
    let name = circle.variables.get(start.variable).map(|variable| variable.name.as_str()).unwrap_or_default();
    let round = match circle.kind() {
        LoopKind::Reinforcing => format!(
            "Then it comes round: “{name}” {} further, and the second lap adds to the first.",
            moves(start.push)
        ),
        LoopKind::Balancing => {
            format!("Then it comes round: “{name}” is pushed back, and the second lap undoes the first.")
        }
    };
    html! {
        <section class="run">
            { heading(level + 1, id, "run", html! { title }) }
            if !start.reason.is_empty() { <p class="reason" dir="auto">{ &start.reason }</p> }
            <ol>{ for items }</ol>
            <p class="round">{ round }</p>
            if !risk.is_empty() { <p class="risk"><strong>{ "The risk: " }</strong>{ risk }</p> }
        </section>
    }
}
