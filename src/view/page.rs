//! The page: the essay's text, and the places of the islands.

use super::elements::{flag, heading, language, when};
use super::{InterfaceLanguage, Island, TimeFormat, discussion, section};
use essay_core::app::Model;
use essay_core::config::DiscussionMode;
use essay_core::essay::{Essay, plain_text};
use essay_core::i18n::{Translations, direction};
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
                {heading(level, "title", "essay", &essay.title)}
                {when(!essay.subtitle.is_empty(), || html! { <p class="subtitle">{&essay.subtitle}</p> })}
                {when(!essay.credit.is_empty(), || html! { <p class="credit">{&essay.credit}</p> })}
                {place(Island::Tools)}
                {when(essay.sections.len() > 1, || contents(essay, words))}
            </header>
            {sections.collect::<Html>()}
            {place(Island::Bar)}
        </article>
    }
}

/// Renders the sections as links. The platform marks the one that is being read.
fn contents(essay: &Essay, words: Translations) -> Html {
    let interface = InterfaceLanguage::of(words, essay);
    html! {
        <nav class="contents" aria-label={t!(words, Contents)}>
            <details>
                <summary lang={interface.lang()} dir={interface.dir()}>{t!(words, Contents)}</summary>
                <ol>
                    for section in &essay.sections {
                        <li key={&*section.id} aria-level={section.depth.to_string()}>
                            <a href={format!("#{}", section.id)}>{plain_text(&section.title)}</a>
                        </li>
                    }
                </ol>
            </details>
        </nav>
    }
}
