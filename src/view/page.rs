//! The page: the essay's text, and the places of the islands.

use super::elements::{flag, heading, language, when};
use super::head_ring::head_ring;
use super::{InterfaceLanguage, Island, TimeFormat, discussion, section};
use essay_core::app::Model;
use essay_core::config::DiscussionMode;
use essay_core::essay::{Block, Section, plain_text};
use essay_core::fragment;
use essay_core::i18n::direction;
use essay_core::t;
use yew::prelude::*;

/// Renders the page as it is before script runs: the text, and a still picture of each island.
pub fn still_page(model: &Model) -> Html {
    let on = Callback::noop();
    page(model, &|island| match island {
        Island::Discussion => discussion(model, TimeFormat(|_, _| Default::default()), &on),
        island => island.view(model, &on),
    })
}

/// Renders the page with empty places for the islands.
pub fn empty_page(model: &Model) -> Html {
    page(model, &|_| Html::default())
}

fn page(model: &Model, content: &dyn Fn(Island) -> Html) -> Html {
    let (essay, words) = (&*model.essay, model.words);
    let interface = InterfaceLanguage::of(words, essay);
    let place = |island: Island| island.place(content(island), interface);
    let open = model.config.discussion == DiscussionMode::Open;
    html! {
        <div class="essay" data-alive={flag(model.alive)} data-talks={flag(model.alive && open)}
            data-still={flag(model.is_motion_reduced())} data-text-dir={direction(&essay.lang)} lang={words.language().tag()}
            dir={words.language().direction()} data-minutes={model.minutes.to_string()}>
            {article(model, &place)}
            {place(Island::Discussion)}
            // Everything is announced here; the element is there whatever the essay holds.
            <p class="visually-hidden" aria-live="polite" role="status">{&model.announcement}</p>
        </div>
    }
}

fn article(model: &Model, place: &dyn Fn(Island) -> Html) -> Html {
    let (essay, words, level) = (&*model.essay, model.words, model.config.heading_level);
    let sections = 0..=essay.sections.len();
    let sections = sections.map(|index| section::section(essay, index, level, words, &|| place(Island::Circle)));
    html! {
        <article part="article" lang={language(&essay.lang)} dir={direction(&essay.lang)} aria-labelledby="title">
            <div class="progress" aria-hidden="true" />
            {when(essay.circle.is_some(), || place(Island::Beside))}
            <header class="head">
                {essay.circle.as_ref().filter(|_| !essay.sections.is_empty()).map(|circle| {
                    head_ring(model, circle)
                }).unwrap_or_default()}
                {heading(level, "title", "essay", &essay.title)}
                {when(!essay.subtitle.is_empty(), || html! { <p class="subtitle">{&essay.subtitle}</p> })}
                {when(!essay.credit.is_empty(), || html! { <p class="credit">{&essay.credit}</p> })}
                {place(Island::Tools)}
                {when(essay.sections.len() > 1, || contents(model))}
            </header>
            {sections.collect::<Html>()}
            {place(Island::Bar)}
        </article>
    }
}

/// Renders the sections, the circle and the discussion as links. The platform marks the section that is being read.
fn contents(model: &Model) -> Html {
    let (essay, words) = (&*model.essay, model.words);
    let interface = InterfaceLanguage::of(words, essay);
    let section = |section: &Section| {
        let circle = essay.circle.as_ref().filter(|_| section.blocks.contains(&Block::Circle));
        html! {
            <>
                {entry(section.depth, &section.id, &plain_text(&section.title), false)}
                {circle.map(|circle| entry(section.depth + 1, fragment::CIRCLE, &circle.title, true)).unwrap_or_default()}
            </>
        }
    };
    let discussion = model.config.discussion != DiscussionMode::Off;
    html! {
        <nav class="contents" aria-label={t!(words, Contents)}>
            <details>
                <summary lang={interface.lang()} dir={interface.dir()}>{t!(words, Contents)}</summary>
                <ol>
                    {essay.sections.iter().map(section).collect::<Html>()}
                    {when(discussion, || entry(1, fragment::DISCUSSION, t!(words, Discussion), true))}
                </ol>
            </details>
        </nav>
    }
}

/// Renders a line of the contents. A part is no section of the text, so reading never marks it.
fn entry(depth: u8, id: &str, title: &str, is_part: bool) -> Html {
    html! { <li aria-level={depth.to_string()} data-part={flag(is_part)}><a href={format!("#{id}")}>{title.to_owned()}</a></li> }
}
