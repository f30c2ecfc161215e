//! "Where would you start?": the question, and beside each other what the reader's pushes and the essay's own would bring about.

use super::markup::{chosen, markup, typed};
use super::{heading, press, quiet_button};
use essay_core::app::{Msg, START_PLACE, Start, Starting};
use essay_core::circle::{Circle, Direction, LoopKind};
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
    let choose = on.reform(|event| Msg::StartChosen(chosen(&event)));
    let explain = on.reform(|event| Msg::DraftTyped { place: START_PLACE.to_owned(), text: typed(&event) });
    let variables = circle.variables.iter().enumerate().map(|(index, variable)| {
        markup!("<option selected={}>{}</option>", index + 1 == starting.choice, &variable.name)
    });
    let push = |direction: Direction, label: &'static str| {
        let act = press(on, Msg::StartPressed(direction));
        markup!("<button type='button' class='primary' onclick={}>{}</button>", act, label)
    };
    let runs = starts.iter().enumerate().map(|(index, start)| {
        let title = if index == 0 && starts.len() > 1 { "Before that, you started here" } else { "You started here" };
        run(circle, &format!("run-{index}"), title, start, "", *level, on)
    });
    let own = circle.answer.as_ref().filter(|_| !starts.is_empty()).and_then(|answer| {
        let variable = circle.variables.iter().position(|variable| variable.id == answer.variable)?;
        let start = Start { variable, push: answer.direction, reason: answer.text.clone() };
        Some(run(circle, "run-own", "The essay would start here", &start, &answer.risk, *level, on))
    });
    markup!(
        "<section class='start script-only' aria-labelledby='start-title'>{}\
           <p>Choose what you would move first, and which way. What follows is shown once you have.</p>\
           <label class='field-label' for='start-variable'>What you would move</label>\
           <select id='start-variable' onchange={}><option selected={}>Choose a part of the loop</option>{}</select>\
           <label class='field-label' for='start-reason'>Why there? (may stay empty; kept with your entries in this browser)</label>\
           <textarea id='start-reason' class='field' rows='2' value={} oninput={}/>\
           <div class='composer-foot'>{}{}<p class='notice' data-failed=''>{}</p></div>\
           <div class='runs'>{}{}</div>\
         </section>",
        heading(*level, "start-title", "start", "Where would you start?"),
        choose,
        starting.choice == 0,
        variables.collect::<Vec<_>>(),
        reason,
        explain,
        push(Direction::Up, "Push it up"),
        push(Direction::Down, "Push it down"),
        starting.notice,
        runs.collect::<Vec<_>>(),
        own,
    )
}

/// What a push brings about on its first lap, and what the next lap does with it.
fn run(
    circle: &Circle,
    id: &str,
    title: &'static str,
    start: &Start,
    risk: &str,
    level: u8,
    on: &Callback<Msg>,
) -> Html {
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
        Some(markup!(
            "<li key={}><span class='when'>{}</span><strong>{}</strong>{}</li>",
            index,
            when,
            format!("{} {}", variable.name, moves(reached.direction)),
            because.map(|because| markup!("<span class='because'>{}</span>", because.to_owned())),
        ))
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
    let reason = (!start.reason.is_empty()).then(|| markup!("<p class='reason' dir='auto'>{}</p>", &start.reason));
    let risk =
        (!risk.is_empty()).then(|| markup!("<p class='risk'><strong>The risk: </strong>{}</p>", risk.to_owned()));
    markup!(
        "<section class='run'>{}{}<ol>{}</ol><p class='round'>{}</p>{}{}</section>",
        heading(level + 1, id, "run", title),
        reason,
        items.collect::<Vec<_>>(),
        round,
        risk,
        quiet_button("Watch it run", press(on, Msg::RunAsked { variable: start.variable, push: start.push })),
    )
}
