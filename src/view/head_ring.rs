//! The small ring in the head of the essay. It is still, needs no code, and leads to the circle.

use super::tone::tone;
use essay_core::app::Model;
use essay_core::circle::Circle;
use essay_core::circle::layout;
use essay_core::fragment;
use essay_core::t;
use yew::prelude::*;

pub(super) fn head_ring(model: &Model, circle: &Circle) -> Html {
    let Some(view) = model.circle.views.first() else { return Html::default() };
    let labels = vec![("", String::new()); view.stages.len()];
    let arcs = layout::arcs(&view.places);
    let line: String = arcs.iter().map(|arc| arc.line.as_str()).collect();
    let heads: String = arcs.iter().map(|arc| arc.head.as_str()).collect();
    let disc = |node: layout::NodePosition| {
        html! { <circle cx={node.disc.x.to_string()} cy={node.disc.y.to_string()} r="17" /> }
    };
    let discs = layout::place_nodes(&labels, &view.places).into_iter().map(disc);
    html! {
        <a class="head-ring" href={format!("#{}", fragment::CIRCLE)} data-tone={tone(view.tone)}
            aria-label={t!(model.words, ToCircle, &circle.title)}>
            <svg viewBox="0 0 400 400" aria-hidden="true" focusable="false">
                <path class="ways" d={line} /><path class="heads" d={heads} />
                {discs.collect::<Html>()}
            </svg>
        </a>
    }
}
